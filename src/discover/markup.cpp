#include "discover/markup.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto npos = std::string_view::npos;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Reference {
  std::string_view name;
  std::uint32_t character;
};
constexpr std::array<Reference, 62> references{{
    {"AElig", 0xC6},  {"Aacute", 0xC1}, {"Acirc", 0xC2},  {"Agrave", 0xC0}, {"Aring", 0xC5},
    {"Atilde", 0xC3}, {"Auml", 0xC4},   {"Ccedil", 0xC7}, {"Eacute", 0xC9}, {"Ecirc", 0xCA},
    {"Egrave", 0xC8}, {"Euml", 0xCB},   {"Iacute", 0xCD}, {"Icirc", 0xCE},  {"Igrave", 0xCC},
    {"Iuml", 0xCF},   {"Ntilde", 0xD1}, {"Oacute", 0xD3}, {"Ocirc", 0xD4},  {"Ograve", 0xD2},
    {"Oslash", 0xD8}, {"Ouml", 0xD6},   {"Uacute", 0xDA}, {"Ugrave", 0xD9}, {"Uuml", 0xDC},
    {"aacute", 0xE1}, {"acirc", 0xE2},  {"aelig", 0xE6},  {"agrave", 0xE0}, {"amp", '&'},
    {"apos", '\''},   {"aring", 0xE5},  {"atilde", 0xE3}, {"auml", 0xE4},   {"ccedil", 0xE7},
    {"commat", '@'},  {"eacute", 0xE9}, {"ecirc", 0xEA},  {"egrave", 0xE8}, {"emsp", ' '},
    {"ensp", ' '},    {"euml", 0xEB},   {"gt", '>'},      {"iacute", 0xED}, {"icirc", 0xEE},
    {"igrave", 0xEC}, {"iuml", 0xEF},   {"lt", '<'},      {"mdash", '-'},   {"nbsp", ' '},
    {"ndash", '-'},   {"ntilde", 0xF1}, {"oacute", 0xF3}, {"oslash", 0xF8}, {"ouml", 0xF6},
    {"period", '.'},  {"quot", '"'},    {"rsquo", '\''},  {"shy", '-'},     {"szlig", 0xDF},
    {"uacute", 0xFA}, {"uuml", 0xFC},
}};

std::string_view local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return (colon == npos ? name : name.substr(colon + 1)).substr(0, 80);
}

/// The character that "&…;" at `at` stands for; `length` 0 when it is none.
std::uint32_t reference_at(std::string_view s, std::size_t at, std::size_t to,
                           std::size_t& length) {
  length = 0;
  const auto end = s.substr(0, std::min(to, at + 12)).find(';', at);
  if (end == npos || end < at + 3) return 0;
  auto name = s.substr(at + 1, end - at - 1);
  length = end + 1 - at;
  if (name[0] == '#') {
    std::uint32_t c = 0;
    const bool hex = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
    for (char d : name.substr(hex ? 2 : 1)) {
      const int v = is_digit(d)                   ? d - '0'
                    : hex && d >= 'a' && d <= 'f' ? d - 'a' + 10
                    : hex && d >= 'A' && d <= 'F' ? d - 'A' + 10
                                                  : -1;
      if (v < 0) return length = 0;
      c = c * (hex ? 16U : 10U) + static_cast<std::uint32_t>(v);
      if (c > 0x10FFFF) return length = 0;
    }
    if (c == 0xA0) return ' ';
    return c >= 0x2010 && c <= 0x2015 ? '-' : c;
  }
  const auto found =
      std::lower_bound(references.begin(), references.end(), name,
                       [](const Reference& r, std::string_view n) { return r.name < n; });
  if (found == references.end() || found->name != name) return length = 0;
  return found->character;
}

}  // namespace

const Attribute* Tag::attribute(std::string_view wanted) const {
  for (const auto& a : attributes)
    if (a.name == wanted) return &a;
  return nullptr;
}

std::size_t read_tag(std::string_view s, std::size_t at, Tag& tag) {
  tag.name.clear();
  tag.shown.clear();
  tag.attributes.clear();
  tag.closing = tag.empty = false;
  std::size_t i = at + 1;
  if (i >= s.size()) return npos;
  if (s[i] == '/') {
    tag.closing = true;
    ++i;
  }
  if (i >= s.size()) return npos;
  if (!is_letter(s[i]) && s[i] != '_' && s[i] != '!' && s[i] != '?') return at;
  if (s[i] == '!' || s[i] == '?') {
    const auto end = s.substr(i, 3) == "!--" ? s.find("-->", i + 3) : s.find('>', i);
    if (s.size() - i < 3) return npos;
    tag.name = s[i];
    if (end == npos) return npos;
    return end + (s.substr(i, 3) == "!--" ? 3 : 1);
  }
  const std::size_t from = i;
  while (i < s.size() && !blank(s[i]) && s[i] != '>' && s[i] != '/' && s[i] != '<')
    ++i;
  tag.shown = local_name(s.substr(from, i - from));
  tag.name = lowered(tag.shown);
  while (i < s.size()) {
    while (i < s.size() && blank(s[i]))
      ++i;
    if (i >= s.size()) return npos;
    if (s[i] == '>') return i + 1;
    if (s[i] == '<') return i;  // the tag was never closed
    if (s[i] == '/') {
      tag.empty = i + 1 < s.size() && s[i + 1] == '>';
      ++i;
      continue;
    }
    const std::size_t name = i;
    while (i < s.size() && !blank(s[i]) && s[i] != '=' && s[i] != '>' && s[i] != '/' && s[i] != '<')
      ++i;
    const std::size_t name_end = i;
    while (i < s.size() && blank(s[i]))
      ++i;
    if (i < s.size() && s[i] == '=') {
      ++i;
      while (i < s.size() && blank(s[i]))
        ++i;
      if (i >= s.size()) return npos;
      std::size_t value = i, value_end;
      if (s[i] == '"' || s[i] == '\'') {
        const auto end = s.find(s[i], i + 1);
        if (end == npos) return npos;
        value = i + 1;
        value_end = end;
        i = end + 1;
      } else {
        while (i < s.size() && !blank(s[i]) && s[i] != '>')
          ++i;
        value_end = i;
      }
      if (tag.attributes.size() < 200)
        {
        const auto local = local_name(s.substr(name, name_end - name));
        tag.attributes.push_back({std::string(local), lowered(local), value, value_end});
      }
    } else if (i == name) {
      ++i;
    }
  }
  return npos;
}

void unescape_markup(const Text& text, std::size_t from, std::size_t to, Mapped& into) {
  const auto s = text.bytes;
  std::size_t plain = from;
  std::string one;
  for (std::size_t i = from; i < to;) {
    const void* hit = std::memchr(s.data() + i, '&', to - i);
    if (hit == nullptr) break;
    i = static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
    std::size_t length = 0;
    const auto c = reference_at(s, i, to, length);
    if (length == 0) {
      ++i;
      continue;
    }
    into.copy(text, plain, i);
    one.clear();
    put_utf8(one, c);
    into.put(one, text.offset(i), length * text.stride());
    i += length;
    plain = i;
  }
  into.copy(text, plain, to);
}

}  // namespace ledgelight::discover
