#include "casefile/fact_words.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text.hpp"

namespace ledgelight::casefile {
namespace {

// What the facts file calls otherwise than the case does.
std::string_view case_name(std::string_view name) { return name == "occurred" ? "window" : name; }

const Shape* field_of(const Shape& shape, std::string_view key) {
  const auto at = std::find_if(shape.fields.begin(), shape.fields.end(),
                               [&](const auto& f) { return f.key == key; });
  return at == shape.fields.end() ? nullptr : &at->shape;
}

}  // namespace

std::optional<FactPath> fact_path(std::string_view path) {
  // "entity.role" is one fact; "harm.finding" a field of one; "data[0].key" a field of an item.
  if (path == "entity.kind") return FactPath{"fact_path.entity.kind", {}, "", nullptr};
  if (const auto* whole = find_kind(case_name(path)))
    return FactPath{whole->label_key, {}, "", &whole->shape};
  const auto cut = path.find_first_of("[.");
  if (cut == path.npos) return {};
  const auto* kind = find_kind(case_name(path.substr(0, cut)));
  if (kind == nullptr) return {};
  FactPath out{kind->label_key, {}, "", &kind->shape};
  auto rest = path.substr(cut);
  if (rest.front() == '[') {
    std::size_t n = 0;
    const auto [end, bad] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), n);
    if (bad != std::errc() || end == rest.data() + rest.size() || *end != ']') return {};
    out.item = n;
    rest.remove_prefix(static_cast<std::size_t>(end + 1 - rest.data()));
  }
  if (rest.empty()) return out;
  if (rest.front() != '.') return {};
  out.field = rest.substr(1);
  // The ends of the window are times of their own, not fields of it.
  out.shape = field_of(kind->shape, out.field);
  return out;
}

std::string path_words(const Speaker& speaker, std::string_view path) {
  const auto at = fact_path(path);
  if (!at) return std::string(path);
  auto out = speaker.say(at->label_key);
  if (at->item) out += ", " + std::to_string(*at->item + 1);
  if (!at->field.empty()) out += ": " + speaker.say(field_key(at->field));
  return out;
}

std::string shape_words(const Speaker& speaker, const Shape& shape, const Json& value) {
  const auto token = [&](const Json& v) {
    return speaker.say(token_key(shape.choices_name, v.get<std::string>()));
  };
  std::vector<std::string> parts;
  switch (shape.kind) {
  case Shape::Kind::token: return value.is_string() ? token(value) : plain_json(value);
  case Shape::Kind::tokens:
    for (const auto& v : value)
      if (v.is_string()) parts.push_back(token(v));
    return join(parts, ", ");
  case Shape::Kind::texts:
    for (const auto& v : value)
      if (v.is_string()) parts.push_back(v.get<std::string>());
    return join(parts, "; ");
  case Shape::Kind::yes_no:
    return speaker.say(value.is_boolean() && value.get<bool>() ? "yes_no.yes" : "yes_no.no");
  case Shape::Kind::date:
    if (const auto d = parse_date(value.is_string() ? value.get<std::string>() : ""))
      return speaker.day(*d);
    return plain_json(value);
  case Shape::Kind::when:
    if (const auto w = When::parse(value.is_string() ? value.get<std::string>() : ""))
      return speaker.when(*w);
    return plain_json(value);
  case Shape::Kind::object:
    for (const auto& f : shape.fields)
      if (value.is_object() && value.contains(f.key) && !value[f.key].is_null())
        parts.push_back(speaker.say(field_key(f.key)) + ": " +
                        shape_words(speaker, f.shape, value[f.key]));
    return join(parts, "; ");
  case Shape::Kind::list:
    for (const auto& item : value) {
      Shape row;
      row.kind = Shape::Kind::object;
      row.fields = shape.fields;
      parts.push_back(shape_words(speaker, row, item));
    }
    return join(parts, "\n");
  default: return value.is_string() ? value.get<std::string>() : plain_json(value);
  }
}

std::string value_words(const Speaker& speaker, std::string_view path, const Json& value) {
  if (value.is_null()) return {};
  const auto at = fact_path(path);
  // Of people and data the engine also gives a number: how many in all.
  if (at && at->shape != nullptr && (value.is_array() || at->shape->kind != Shape::Kind::list))
    return shape_words(speaker, *at->shape, value);
  if (value.is_boolean()) return speaker.say(value.get<bool>() ? "yes_no.yes" : "yes_no.no");
  if (!value.is_string()) return plain_json(value);
  const auto& text = value.get_ref<const std::string&>();
  if (const auto d = parse_date(text)) return speaker.day(*d);
  return text;
}

namespace {

bool of_a_path(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '[' || c == ']' || c == '.' || c == '-' || c == '/' || c == ':';
}

// A word alone may be a word of the sentence: only what no sentence would hold is a path.
bool looks_like_path(std::string_view token) {
  return token.find_first_of("_[.") != token.npos && token.find_first_of("/:-") == token.npos;
}

std::string token_words(const Speaker& speaker, std::string_view token) {
  if (token.size() == 5 && token.substr(0, 3) == "US-") {
    const auto key = "portal.state." + std::string(token);
    auto name = speaker.say(key);
    // Whoever has no such words gives the key, in brackets or without.
    return name.find(key) == name.npos ? name : std::string(token);
  }
  return looks_like_path(token) && fact_path(token)
             ? "\u201C" + path_words(speaker, token) + "\u201D"
             : std::string(token);
}

}  // namespace

std::string sentence_words(const Speaker& speaker, std::string_view sentence) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size();) {
    if (!of_a_path(sentence[i])) {
      out += sentence[i++];
      continue;
    }
    auto end = i;
    while (end < sentence.size() && of_a_path(sentence[end]))
      ++end;
    // A full stop or colon at the end is the sentence's.
    auto last = end;
    while (last > i && (sentence[last - 1] == '.' || sentence[last - 1] == ':'))
      --last;
    out += token_words(speaker, sentence.substr(i, last - i));
    out += sentence.substr(last, end - last);
    i = end;
  }
  return out;
}

}  // namespace ledgelight::casefile
