#include "discover/names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"
#include "discover/gazetteer.hpp"
#include "discover/text.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

bool is_suffix(std::string_view word) {
  const auto w = lowered(word);
  return w == "jr" || w == "sr" || w == "ii" || w == "iii" || w == "iv" || w == "jr." || w == "sr.";
}

/// End of one capitalised word (or all capitals) at `at`; hyphens and apostrophes join. Else `at`.
std::size_t word_end(std::string_view s, std::size_t at) {
  if (at >= s.size() ||
      !(is_upper(s[at]) || (static_cast<unsigned char>(s[at]) >= 0xC3 && s[at] != '\xE2')))
    return at;
  std::size_t i = at + 1;
  while (i < s.size() && i - at < 30) {
    if (is_letter(s[i])) ++i;
    else if ((s[i] == '-' || s[i] == '\'') && i + 1 < s.size() && is_letter(s[i + 1])) ++i;
    else break;
  }
  if (i < s.size() && (is_digit(s[i]) || s[i] == '_' || s[i] == '@')) return at;
  if (i - at > 3 && s[i - 1] == 's' && s[i - 2] == '\'') i -= 2;  // "Smith's" is Smith
  return i;
}

/// What a sign is in a name; an apostrophe is nothing at all.
constexpr unsigned letter_in_name = 1, comma_in_name = 2, between_names = 4, never_in_name = 8,
                   dot_in_name = 16;
constexpr std::array<std::uint8_t, 256> kinds_of_sign = [] {
  std::array<std::uint8_t, 256> out{};
  for (std::size_t u = 0; u < 256; ++u)
    out[u] = is_letter(static_cast<char>(u)) ? letter_in_name : never_in_name;
  for (char c : std::string_view(" -.()\""))
    out[static_cast<unsigned char>(c)] = between_names;
  out['\''] = 0;
  out[','] = comma_in_name | between_names;
  out['.'] = dot_in_name | between_names;
  return out;
}();

/// "portal.example.org": a dot within small letters is in no name.
bool is_host(std::string_view cell) {
  for (auto dot = cell.find('.'); dot != std::string_view::npos; dot = cell.find('.', dot + 1))
    if (dot > 0 && dot + 1 < cell.size() && is_lower(cell[dot - 1]) && is_lower(cell[dot + 1]))
      return true;
  return false;
}

}  // namespace

std::size_t name_end(std::string_view s, std::size_t at) {
  if (at > 0 && (is_word(s[at - 1]) || s[at - 1] == '\'' || s[at - 1] == '@')) return at;
  std::size_t i = word_end(s, at);
  if (i == at || i - at < 2 || never_in_a_name(s.substr(at, i - at))) {
    // An initial may come first: "J. Smith".
    if (!(i == at + 1 && i + 1 < s.size() && (s[i] == '.' || s[i] == ' '))) return at;
  }
  const bool initial_first = i == at + 1;
  if (initial_first && s[i] == '.') ++i;
  int full_words = initial_first ? 0 : 1, words = 1;
  bool comma = false;
  std::size_t end = i;
  while (words < 5 && i < s.size()) {
    std::size_t k = i;
    bool comma_here = false;
    if (s[k] == ',' && !comma) {
      // "Last, First" has the family name alone (with particles or suffix) before the comma.
      if (words > 1 && !is_suffix(s.substr(at, i - at).substr(s.substr(at, i - at).rfind(' ') + 1)))
        break;
      comma_here = true;
      ++k;
    }
    if (k >= s.size() || s[k] != ' ' || (k + 1 < s.size() && s[k + 1] == ' ')) break;
    ++k;
    std::size_t e = word_end(s, k);
    if (e == k) break;
    const auto word = s.substr(k, e - k);
    const bool suffix = is_suffix(word);
    const bool initial = word.size() == 1;
    if (!initial && !suffix && never_in_a_name(word)) break;
    if (comma_here && (initial || suffix) && words == 1 && !suffix) break;
    // A lone capital is an initial only inside the name or with its dot.
    if (initial && e + 1 < s.size() && s[e] == '/' && is_upper(s[e + 1])) break;  // race and sex
    const std::size_t bare = e;
    if (initial && e < s.size() && s[e] == '.' && e + 1 < s.size() && s[e + 1] == ' ') ++e;
    if (comma_here) comma = true;
    if (!initial && !suffix) ++full_words;
    ++words;
    i = e;
    // After "Last, First M" a dot closes the sentence, not the initial.
    end = comma || comma_here ? bare : e;
    if (suffix && !comma && i < s.size() && s[i] == '.') end = ++i;
    if (suffix && !(i < s.size() && s[i] == ',')) break;
  }
  // Without a comma a trailing lone initial has lost its family name: "Mary K" is no full name.
  return full_words >= 2 || (initial_first && full_words >= 1) ? end : at;
}

bool plausible_name(std::string_view cell, bool one_part) {
  if (cell.size() < (one_part ? 1U : 3U) || cell.size() > 80) return false;
  std::size_t words = 0, letters = 0, longest = 0, run = 0, commas = 0;
  unsigned seen = 0;
  // Without a branch for each sign: they follow no pattern.
  for (char c : cell) {
    const unsigned kind = kinds_of_sign[static_cast<unsigned char>(c)], is = kind & letter_in_name;
    seen |= kind;
    words += is & static_cast<unsigned>(run == 0);
    letters += is;
    commas += kind / comma_in_name & 1U;
    run = (kind & between_names) != 0 ? 0 : run + is;
    longest = std::max(longest, run);
  }
  if ((seen & never_in_name) != 0) return false;
  if ((seen & dot_in_name) != 0 && is_host(cell)) return false;
  if (commas > 2 || longest < (one_part ? 1U : 2U) || letters * 2 < cell.size()) return false;
  if (words > 6 || (!one_part && words < 2)) return false;
  if (is_organisation(cell)) return false;
  if (cell.size() > 7) return true;
  const auto low = lowered(cell);
  for (std::string_view no : {"null"sv, "none"sv, "n/a"sv, "na"sv, "unknown"sv, "true"sv, "false"sv,
                              "yes"sv, "no"sv, "test"sv, "vacant"sv, "total"sv, "various"sv})
    if (low == no) return false;
  return true;
}

std::string joined_name(std::string_view given, std::string_view middle, std::string_view family,
                        std::string_view suffix) {
  std::string out;
  for (auto part : {given, middle, family, suffix}) {
    if (part.empty()) continue;
    if (!out.empty()) out += ' ';
    out += part;
  }
  return out;
}

}  // namespace ledgelight::discover
