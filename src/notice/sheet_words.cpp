#include "notice/sheet_words.hpp"

#include <map>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "notice/words.hpp"

namespace ledgelight {
std::span<const EmbeddedFile> embedded_papers();  // made by embed_tree
}

namespace ledgelight::notice {
namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;

Sentences read(std::string_view language) {
  Sentences out;
  const auto* file = find_embedded(embedded_papers(), std::string(language) + ".json");
  CHECK(file != nullptr);
  const auto json = parse_json(file->bytes);
  CHECK(json.has_value());  // ours, and read by a test
  for (const auto& [key, text] : json->items())
    out[key] = text.get<std::string>();
  return out;
}

const Sentences& sentences(std::string_view language) {
  static const Sentences english = read("en"), spanish = read("es");
  return language == "es" ? spanish : english;
}

std::string plain_value(const Json& value) {
  if (!value.is_array()) return value.is_string() ? value.get<std::string>() : plain_json(value);
  std::vector<std::string> parts;
  for (const auto& part : value)
    parts.push_back(plain_value(part));
  return join(parts, ", ");
}

}  // namespace

SheetWords SheetWords::of(std::string_view language) {
  SheetWords out;
  out.language = language == "es" ? "es" : "en";
  out.law = out.fact = out.state = [](const std::string& text) { return text; };
  out.value = [](const std::string&, const Json& said) { return plain_value(said); };
  return out;
}

std::string SheetWords::say(std::string_view key, const Named& named) const {
  const auto& all = sentences(language);
  auto found = all.find(key);
  if (found == all.end()) {
    found = sentences("en").find(key);
    CHECK(found != sentences("en").end());
  }
  auto out = found->second;
  for (const auto& [name, text] : named)
    out = replaced(out, "{" + std::string(name) + "}", text);
  return out;
}

std::string SheetWords::count(std::string_view key, std::int64_t n, Named named) const {
  named.emplace_back("n", std::to_string(n));
  return say(std::string(key) + (n == 1 ? ".one" : ".other"), named);
}

std::string SheetWords::day(Date date) const { return day_words(date, language); }

std::string SheetWords::day(const std::string& text) const {
  const auto date = parse_date(text);
  return date ? day(*date) : text;
}

}  // namespace ledgelight::notice
