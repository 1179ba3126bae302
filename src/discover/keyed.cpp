// Values whose shape says little: found by the word before them, not by their digits.
#include <array>
#include <cstring>
#include <optional>

#include "base/text.hpp"
#include "discover/prose.hpp"
#include "discover/validate.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {
namespace {

/// Every place of `needle` that begins in [from, to).
template <class Visit>
void each(std::string_view s, std::size_t from, std::size_t to, std::string_view needle,
          const Visit& visit) {
  while (from < to) {
    const std::size_t room = std::min(s.size() - from, to - from + needle.size() - 1);
    const void* hit = memmem(s.data() + from, room, needle.data(), needle.size());
    if (hit == nullptr) return;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
    visit(at);
    from = at + 1;
  }
}

bool mail_char(char c) {
  return (is_word(c) && (c & 0x80) == 0) || std::strchr(".!#$&*+-?^_`{|}~", c) != nullptr;
}

void email_at(std::string_view s, std::size_t at, std::size_t at_size, std::vector<Hit>& out) {
  std::size_t b = at, e = at + at_size;
  while (b > 0 && at - b < 64 && s[b - 1] != '\0' && mail_char(s[b - 1])) --b;
  while (e < s.size() && e - at < 190 && ((is_word(s[e]) && (s[e] & 0x80) == 0) || s[e] == '.' || s[e] == '-'))
    ++e;
  while (e > at + at_size && (s[e - 1] == '.' || s[e - 1] == '-')) --e;
  while (b < at && !is_word(s[b])) ++b;
  // In a query string what follows '&' or '?' is the value.
  const auto value = s.substr(b, at - b);
  if (at_size == 3) {
    const auto cut = value.find_last_of("&?=");
    if (cut != std::string_view::npos) b += cut + 1;
  }
  // "3D" left of "=" in quoted-printable is no part of a name; '%' never is.
  const auto mail = valid_email(std::string(s.substr(b, at - b)) + "@" +
                                std::string(s.substr(at + at_size, e - at - at_size)));
  if (!mail) return;
  out.push_back({b, e, Element::email, NamePart::none, 90, *mail, "an e-mail address", {}, 0});
}

/// The token after a keyword's separator; quotes around it are left out.
std::optional<std::pair<std::size_t, std::size_t>> value_after(std::string_view s, std::size_t i,
                                                               bool must_assign) {
  const std::size_t stop = std::min(s.size(), i + 12);
  bool assigned = false;
  while (i < stop && (s[i] == ' ' || s[i] == ':' || s[i] == '=' || s[i] == '"' || s[i] == '\'' ||
                      s[i] == '\t')) {
    assigned = assigned || s[i] == ':' || s[i] == '=';
    ++i;
  }
  if (must_assign && !assigned) return std::nullopt;
  const std::size_t from = i;
  while (i < s.size() && i - from < 65 && static_cast<unsigned char>(s[i]) > ' ' &&
         std::strchr("\"'&<>,;", s[i]) == nullptr)
    ++i;
  if (i == from || i - from > 64) return std::nullopt;
  return std::make_pair(from, i);
}

bool is_placeholder(std::string_view word) {
  const auto w = lowered(word);
  if (w.find_first_not_of("*x.-_•") == std::string::npos) return true;
  for (std::string_view p : {"null", "none", "true", "false", "required", "password", "changed",
                             "expired", "reset", "string", "invalid", "incorrect", "hidden", "n/a",
                             "masked", "redacted", "[redacted]", "for", "is", "was", "and", "or"})
    if (w == p) return true;
  return w.find("****") != std::string::npos;
}

}  // namespace

void find_emails(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  each(text.bytes, from, to, "@", [&](std::size_t at) { email_at(text.bytes, at, 1, out); });
  each(text.bytes, from, to, "%40", [&](std::size_t at) { email_at(text.bytes, at, 3, out); });
}

void find_passwords(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  const auto password = [&](std::size_t at) {
    std::size_t i = at;
    while (i < s.size() && (is_letter(s[i]) || s[i] == '_') && i - at < 12) ++i;
    const auto value = value_after(s, i, true);
    if (!value || value->second - value->first < 4) return;
    auto [b, e] = *value;
    while (e > b + 4 && (s[e - 1] == '.' || s[e - 1] == ')' || s[e - 1] == '}') ) --e;
    if (is_placeholder(s.substr(b, e - b))) return;
    out.push_back({b, e, Element::password, NamePart::none, 80, text.readable(b, e),
                   "a word after \"password\"", {}, 0});
  };
  for (std::string_view key : {"assword", "ASSWORD", "asswd", "ASSWD", "pwd", "PWD"})
    each(s, from, to, key, password);

  const auto keyed = [&](std::size_t i, Element element) {
    // "Medicare ID 7WK6-…", "dx Z79.4", "MBI: …"
    for (std::string_view skip : {" ID", " id", " no.", " number", " #", " No."})
      if (s.substr(i, skip.size()) == skip) {
        i += skip.size();
        break;
      }
    const auto value = value_after(s, i, false);
    if (!value) return;
    auto [b, e] = *value;
    while (e > b && (s[e - 1] == '.' || s[e - 1] == ')')) --e;
    const auto bare = replaced(s.substr(b, e - b), "-", "");
    if (element == Element::medicare && valid_medicare(bare))
      out.push_back({b, e, element, NamePart::none, 97, bare,
                     "eleven characters in the Medicare pattern after a word for it", {}, 0});
    if (element == Element::diagnosis && valid_diagnosis(bare))
      out.push_back({b, e, element, NamePart::none, 85, bare, "an ICD-10 code after a word for it",
                     {}, 0});
  };
  const auto whole_word = [&](std::size_t at, std::size_t size) {
    return (at == 0 || !is_word(s[at - 1])) && (at + size >= s.size() || !is_word(s[at + size]));
  };
  for (std::string_view key : {"edicare", "EDICARE"})
    each(s, from, to, key, [&](std::size_t at) { keyed(at + key.size(), Element::medicare); });
  for (std::string_view key : {"MBI", "mbi"})
    each(s, from, to, key, [&](std::size_t at) {
      if (whole_word(at, key.size())) keyed(at + key.size(), Element::medicare);
    });
  for (std::string_view key : {"dx", "DX", "Dx", "ICD-10", "icd10", "ICD10"})
    each(s, from, to, key, [&](std::size_t at) {
      if (whole_word(at, key.size())) keyed(at + key.size(), Element::diagnosis);
    });
  each(s, from, to, "iagnosis", [&](std::size_t at) { keyed(at + 8, Element::diagnosis); });
}

}  // namespace ledgelight::discover
