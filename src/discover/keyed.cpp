// Values whose shape says little: found by the word before them, not by their digits.
#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

#include "base/text.hpp"
#include "discover/prose.hpp"
#include "discover/validate.hpp"
#include "discover/words.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace ledgelight::discover {
namespace {

/// One of the pairs that begin a closer look stands here; letters in any case.
bool pair_at(char a, char b) {
  a = static_cast<char>(a | 0x20);
  const char c = static_cast<char>(b | 0x20);
  switch (a) {
    case 's': return c == 'w';  // password, passwd
    case 'p': return c == 'w';  // pwd
    case 'd': return c == 'x' || c == 'i';  // dx, Medicare
    case 'b': return c == 'i';  // MBI
    case 'c': return c == 'd';  // ICD
    case 'g': return c == 'n';  // diagnosis
    default: return false;
  }
}

/// The first place in [from, to) where '@', "%4" or one of those pairs stands; `to` when none does.
std::size_t next_key(std::string_view s, std::size_t from, std::size_t to) {
#ifdef __SSE2__
  const auto same = [](__m128i a, char c) { return _mm_cmpeq_epi8(a, _mm_set1_epi8(c)); };
  for (; from < to && from + 17 <= s.size(); from += 16) {
    const auto raw = _mm_loadu_si128(reinterpret_cast<const __m128i*>(s.data() + from));
    const auto raw2 = _mm_loadu_si128(reinterpret_cast<const __m128i*>(s.data() + from + 1));
    const auto fold = _mm_set1_epi8(0x20);
    const auto a = _mm_or_si128(raw, fold), b = _mm_or_si128(raw2, fold);
    const auto w = _mm_and_si128(_mm_or_si128(same(a, 's'), same(a, 'p')), same(b, 'w'));
    const auto d = _mm_and_si128(same(a, 'd'), _mm_or_si128(same(b, 'x'), same(b, 'i')));
    const auto i = _mm_and_si128(same(a, 'b'), same(b, 'i'));
    const auto c = _mm_and_si128(same(a, 'c'), same(b, 'd'));
    const auto g = _mm_and_si128(same(a, 'g'), same(b, 'n'));
    const auto at = _mm_or_si128(same(raw, '@'), _mm_and_si128(same(raw, '%'), same(raw2, '4')));
    const auto all = _mm_or_si128(_mm_or_si128(_mm_or_si128(w, d), _mm_or_si128(i, c)), _mm_or_si128(g, at));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(all));
    if (mask != 0) {
      const auto hit = from + static_cast<std::size_t>(std::countr_zero(mask));
      return hit < to ? hit : to;
    }
  }
#endif
  for (; from < to && from < s.size(); ++from) {
    if (s[from] == '@') return from;
    if (from + 1 < s.size() && ((s[from] == '%' && s[from + 1] == '4') || pair_at(s[from], s[from + 1])))
      return from;
  }
  return to;
}

/// Does `word` (lower case) stand at `at`, in any case?
bool stands(std::string_view s, std::size_t at, std::string_view word) {
  if (at + word.size() > s.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = s[at + i];
    if ((is_upper(c) ? static_cast<char>(c + 32) : c) != word[i]) return false;
  }
  return true;
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

namespace {

void password_at(const Text& text, std::size_t at, std::vector<Hit>& out) {
  const auto s = text.bytes;
  std::size_t i = at;
  while (i < s.size() && (is_letter(s[i]) || s[i] == '_') && i - at < 12) ++i;
  const auto value = value_after(s, i, true);
  if (!value || value->second - value->first < 4) return;
  auto [b, e] = *value;
  while (e > b + 4 && (s[e - 1] == '.' || s[e - 1] == ')' || s[e - 1] == '}')) --e;
  if (is_placeholder(s.substr(b, e - b))) return;
  out.push_back({b, e, Element::password, NamePart::none, 80, text.readable(b, e),
                 "a word after \"password\"", {}, 0});
}

/// "Medicare ID 7WK6-…", "dx Z79.4", "MBI: …"; `i` is the end of the word.
void token_after(const Text& text, std::size_t i, Element element, std::vector<Hit>& out) {
  const auto s = text.bytes;
  for (std::string_view skip : {" id", " no.", " number", " #"})
    if (stands(s, i, skip)) {
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
    out.push_back({b, e, element, NamePart::none, 85, bare, "an ICD-10 code after a word for it", {}, 0});
}

}  // namespace

void find_keyed(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  const auto whole = [&](std::size_t at, std::size_t size) {
    return (at == 0 || !is_word(s[at - 1])) && (at + size >= s.size() || !is_word(s[at + size]));
  };
  for (auto i = next_key(s, from, to); i < to; i = next_key(s, i + 1, to)) {
    switch (s[i] | 0x20) {
      case '@' | 0x20: email_at(s, i, 1, out); break;
      case '%' | 0x20: if (stands(s, i, "%40")) email_at(s, i, 3, out); break;
      case 's': if (i >= 3 && (stands(s, i - 3, "passwd") || stands(s, i - 3, "password"))) password_at(text, i, out); break;
      case 'p': if (stands(s, i, "pwd")) password_at(text, i, out); break;
      case 'd':
        if (whole(i, 2) && stands(s, i, "dx")) token_after(text, i + 2, Element::diagnosis, out);
        else if (i >= 2 && stands(s, i - 2, "medicare")) token_after(text, i + 6, Element::medicare, out);
        break;
      case 'b': if (i >= 1 && stands(s, i - 1, "mbi") && whole(i - 1, 3)) token_after(text, i + 2, Element::medicare, out); break;
      case 'c':
        if (i >= 1 && stands(s, i - 1, "icd")) {
          const std::size_t end = stands(s, i + 2, "-10") ? i + 5 : stands(s, i + 2, "10") ? i + 4 : i + 2;
          if (whole(i - 1, end - (i - 1))) token_after(text, end, Element::diagnosis, out);
        }
        break;
      case 'g': if (i >= 3 && stands(s, i - 3, "diagnosis")) token_after(text, i + 6, Element::diagnosis, out); break;
      default: break;
    }
  }
}

}  // namespace ledgelight::discover
