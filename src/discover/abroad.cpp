#include "discover/abroad.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "discover/places.hpp"
#include "discover/prose.hpp"
#include "discover/validate.hpp"
#include "discover/words.hpp"

namespace ledgelight {
std::span<const EmbeddedFile> embedded_discover();  // made by embed_tree: content/discover
}

namespace ledgelight::discover {
namespace {

using Lengths = std::pair<std::size_t, std::size_t>;

const std::map<std::string, Lengths, std::less<>>& codes() {
  static const auto all = [] {
    const auto* file = find_embedded(embedded_discover(), "phones.json");
    CHECK(file != nullptr);
    const auto json = parse_json(file->bytes);
    CHECK(json);
    std::map<std::string, Lengths, std::less<>> out;
    for (const auto& [code, lengths] : json->at("codes").items())
      out.emplace(code, Lengths{lengths.at(0).get<std::size_t>(), lengths.at(1).get<std::size_t>()});
    return out;
  }();
  return all;
}

/// Have so many digits behind it the right to be a number of that country?
bool fits(std::string_view digits) {
  for (std::size_t n = 1; n <= 3 && n < digits.size(); ++n) {
    const auto row = codes().find(digits.substr(0, n));
    if (row == codes().end()) continue;
    const auto rest = digits.substr(n);
    return rest.size() >= row->second.first && rest.size() <= row->second.second &&
           rest.find_first_not_of(rest.front()) != std::string_view::npos;
  }
  return false;
}

bool is_separator(char c) { return c == ' ' || c == '-' || c == '.' || c == '/'; }

char at_or(std::string_view s, std::size_t i) { return i < s.size() ? s[i] : '\n'; }

}  // namespace

std::string phone_abroad(std::string_view s, std::size_t at, std::size_t& end) {
  std::string digits, best;
  std::size_t i = at;
  while (i < s.size() && i - at < 26 && digits.size() <= 15) {
    if (s.substr(i, 3) == "(0)") {
      i += 3;  // dialled only from within
    } else if (s[i] == '(' || s[i] == ')') {
      ++i;
    } else if (is_digit(s[i])) {
      while (i < s.size() && is_digit(s[i]) && digits.size() <= 15) digits += s[i++];
      if (!is_word(at_or(s, i)) && fits(digits)) best = digits, end = i;
    } else if (is_separator(s[i]) && (is_digit(at_or(s, i + 1)) || at_or(s, i + 1) == '(')) {
      ++i;
    } else {
      break;
    }
  }
  return best.empty() ? best : "+" + best;
}

std::string phone_in_groups(std::string_view s, std::size_t at, std::size_t& end) {
  std::string digits;
  std::size_t i = at, groups = 0;
  const bool paren = at > 0 && s[at - 1] == '(';
  while (i < s.size() && groups < 6) {
    const auto from = i;
    while (i < s.size() && is_digit(s[i])) digits += s[i++];
    if (i == from || i - from > 8) return {};
    ++groups;
    if (paren && groups == 1 && at_or(s, i) == ')') ++i;
    if (is_separator(at_or(s, i)) && is_digit(at_or(s, i + 1))) ++i;
    else if (!(paren && groups == 1 && is_digit(at_or(s, i)))) break;
  }
  if (groups < 2 || digits.size() < 8 || digits.size() > 11 || is_word(at_or(s, i))) return {};
  // A number dialled within a country begins with a nought, or is long and in several groups.
  if (digits[0] != '0' && (digits.size() < 9 || groups < 3)) return {};
  if (read_date(s.substr(at, i - at)) || digits.find_first_not_of(digits[0]) == std::string::npos) return {};
  end = i;
  return digits;
}

namespace {

/// The place after at most `most` words from `b` on, one blank apart, that are `ok`.
template <class Ok>
std::size_t words_after(std::string_view s, std::size_t b, std::size_t most, const Ok& ok) {
  std::size_t e = b, last = b;
  for (std::size_t n = 0; n < most; ++n) {
    const auto w = e;
    while (e < s.size() && e - w < 24 && (is_letter(s[e]) || s[e] == '-'))
      ++e;
    if (e == w || !ok(s.substr(w, e - w))) break;
    last = e;
    if (at_or(s, e) == '.' && e - w <= 2 && at_or(s, e + 1) == ' ') ++e;  // "St. Joseph"
    if (at_or(s, e) != ' ') break;
    ++e;
  }
  return last;
}

/// Moves `end` beyond ", Stamford" or ", West Hartford, CT"; says how many of the two there were.
int town_after(std::string_view s, std::size_t& end) {
  if (s.substr(end, 2) != ", " || !is_upper(at_or(s, end + 2))) return 0;
  const auto town = words_after(s, end + 2, 3, [](std::string_view w) {
    if (!is_upper(w[0]) || w.size() < 2) return false;
    const auto low = lowered(w);
    for (std::string_view lead : {"north", "south", "east", "west", "new", "old", "port", "fort",
                                  "st", "mount", "lake", "santa", "san", "el", "los", "las"})
      if (low == lead) return true;
    return w.size() > 2 && !never_in_a_name(w);
  });
  if (town == end + 2) return 0;
  end = town;
  if (s.substr(end, 2) != ", ") return 1;
  const auto state = words_after(s, end + 2, 2, [](std::string_view w) {
    return is_upper(w[0]) &&
           (!state_of(w).empty() || w == "New" || w == "Rhode" || w == "North" || w == "South" ||
            w == "West" || w == "York" || w == "Island" || w == "Jersey" || w == "Carolina" ||
            w == "Dakota" || w == "Hampshire" || w == "Mexico");
  });
  if (state == end + 2 || state_of(s.substr(end + 2, state - end - 2)).empty()) return 1;
  end = state;
  return 2;
}

}  // namespace

bool post_box_at(const Text& text, std::size_t at, Hit& out) {
  const auto s = text.bytes;
  const auto before = lowered(s.substr(at > 10 ? at - 10 : 0, std::min<std::size_t>(at, 10)));
  std::size_t lead = 0;
  for (std::string_view word : {"p.o. box ", "po box ", "p o box "})
    if (lead == 0 && before.size() >= word.size() &&
        before.compare(before.size() - word.size(), word.size(), word) == 0)
      lead = word.size();
  if (lead == 0 || (at > lead && is_word(s[at - lead - 1]))) return false;
  std::size_t end = at;
  while (end < s.size() && is_digit(s[end]))
    ++end;
  if (end - at > 6 || is_word(at_or(s, end))) return false;
  const int more = town_after(s, end);
  out.from = at - lead;
  out.to = end;
  out.element = Element::address;
  out.norm = text.readable(out.from, end);
  out.postal = postal_parts(out.norm);
  out.confidence = more > 0 ? 68 : 60;
  out.reason = "a post box";
  return true;
}

bool street_at(const Text& text, std::size_t at, Hit& out) {
  const auto s = text.bytes;
  std::size_t i = at;
  while (i < s.size() && is_digit(s[i])) ++i;
  const auto number = s.substr(at, i - at);
  if (number.size() > 5 || number[0] == '0') return false;
  if (is_letter(at_or(s, i)) && at_or(s, i + 1) == ' ') ++i;  // "12A Main St"
  // Words with capitals (or "42nd"), one blank apart, to the word for a street.
  std::size_t end = 0;
  for (int words = 0; words < 6 && at_or(s, i) == ' '; ++words) {
    const auto b = i + 1;
    std::size_t e = b;
    while (e < s.size() && e - b < 24 && (is_word(s[e]) || s[e] == '\'' || s[e] == '-')) ++e;
    if (e == b || !(is_upper(s[b]) || is_digit(s[b]) || (s[b] & 0x80) != 0)) break;
    if (is_digit(s[b]) && is_digit(s[e - 1])) break;
    const auto word = lowered(s.substr(b, e - b));
    i = e;
    if (at_or(s, i) == '.') ++i;
    if (words > 0 && is_street_word(word)) {
      // A dot may close the sentence instead of the word.
      end = word.size() <= 4 && i > e && at_or(s, i) != '\n' ? i : e;
      break;
    }
    if (i > e && e - b > 2) break;
  }
  if (end == 0) return false;
  int more = 0;
  // "NW", "Apt. 4", "#12"
  for (std::size_t b = end + (at_or(s, end) == ',' ? 1 : 0); more == 0 && at_or(s, b) == ' ';) {
    std::size_t e = ++b;
    while (e < s.size() && (is_letter(s[e]) || s[e] == '.' || s[e] == '#')) ++e;
    const auto word = lowered(s.substr(b, e - b));
    bool unit = false;
    for (std::string_view u : {"apt", "apt.", "unit", "suite", "ste", "ste.", "#", "floor", "fl", "rm", "room"}) unit = unit || word == u;
    if (!unit) break;
    if (at_or(s, e) == ' ') ++e;
    std::size_t k = e;
    while (k < s.size() && k - e < 6 && is_word(s[k])) ++k;
    if (k == e) break;
    end = k;
    ++more;
  }
  more += town_after(s, end);
  // "2023 Summer Drive": a year is a house number only with more to say so.
  const bool year = number.size() == 4 && (number.substr(0, 2) == "19" || number.substr(0, 2) == "20");
  if (year && more == 0) return false;
  out.from = at;
  out.to = end;
  out.element = Element::address;
  out.norm = text.readable(at, end);
  out.postal = postal_parts(out.norm);
  out.confidence = more > 0 ? 65 : 55;
  out.reason = more > 0 ? "house, street and what follows them; no ZIP code" : "a house number and a street; no ZIP code";
  return true;
}

}  // namespace ledgelight::discover
