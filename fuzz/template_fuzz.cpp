// rooms: base http
// A template that passes the lint renders without letting a value become markup.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/markup.hpp"
#include "http/template.hpp"

using namespace ledgelight;
using namespace ledgelight::http;

namespace {
std::string outline(const std::string& html) {
  const auto tags = tags_of(html);
  if (!tags) return "broken";
  std::string out;
  for (const auto& tag : *tags) {
    out += "<" + tag.name;
    for (const auto& attribute : tag.attributes.rows()) out += " " + attribute.first;
  }
  return out;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 2000) return 0;
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  if (source.find("zq<i") != source.npos) return 0;  // the template's own words, not a value that got out
  const EmbeddedFile files[] = {{"en/messages.json", R"({"a.b":"x {n} y"})"}, {"templates/t.tpl", source}};
  static const auto messages = Messages::load(files);
  const auto templates = Templates::load(files, *messages);
  if (!templates) return 0;
  const auto harmless = templates->render_with_sentinel("t", "en", "x");
  const auto hostile = templates->render_with_sentinel("t", "en", "zq<i onx=\"1\" ony='1'>");
  if (!harmless || !hostile) return 0;
  if (hostile->find("zq<i") != std::string::npos) std::abort();
  const auto expected = outline(*harmless);
  if (expected != "broken" && outline(*hostile) != expected) std::abort();
  return 0;
}
