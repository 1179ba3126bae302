// The half of list.hpp that reads single values.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_map>

#include "linkage/list.hpp"
#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), digit); }

std::uint32_t number(std::string_view s) {
  std::uint32_t n = 0;
  for (char c : s.substr(0, 9))
    n = n * 10 + static_cast<std::uint32_t>(c - '0');
  return n;
}

constexpr bool is_year(std::uint32_t y) { return y >= 1800 && y <= 2099; }

std::uint32_t month_named(std::string_view w) {
  static constexpr std::string_view names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                               "jul", "aug", "sep", "oct", "nov", "dec"};
  static constexpr std::string_view spanish[] = {"ene", "feb", "mar", "abr", "may", "jun",
                                                 "jul", "ago", "sep", "oct", "nov", "dic"};
  for (std::uint32_t i = 0; i < 12; ++i)
    if (w.substr(0, 3) == names[i] || w.substr(0, 3) == spanish[i]) return i + 1;
  return 0;
}

// A year of two digits is of the last hundred years, seen from the middle of the twenties.
std::uint32_t whole_year(std::string_view s) {
  const auto y = number(s);
  return s.size() > 2 ? y : y > 26 ? 1900 + y : 2000 + y;
}

std::uint32_t packed(std::uint32_t y, std::uint32_t m, std::uint32_t d) {
  return is_year(y) && m <= 99 && d <= 99 ? y * 10000 + m * 100 + d : 0;
}

std::string_view shorter(std::string_view w) {
  static const std::unordered_map<std::string_view, std::string_view> table{
      {"street", "st"},     {"str", "st"},         {"avenue", "ave"},    {"av", "ave"},
      {"road", "rd"},       {"drive", "dr"},       {"lane", "ln"},       {"court", "ct"},
      {"place", "pl"},      {"boulevard", "blvd"}, {"terrace", "ter"},   {"terr", "ter"},
      {"circle", "cir"},    {"circuit", "cct"},    {"crescent", "cres"}, {"parkway", "pkwy"},
      {"highway", "hwy"},   {"square", "sq"},      {"turnpike", "tpke"}, {"trail", "trl"},
      {"extension", "ext"}, {"point", "pt"},       {"mount", "mt"},      {"fort", "ft"},
      {"saint", "st"},      {"heights", "hts"},    {"north", "n"},       {"south", "s"},
      {"east", "e"},        {"west", "w"},         {"northeast", "ne"},  {"northwest", "nw"},
      {"southeast", "se"},  {"southwest", "sw"},   {"first", "1st"},     {"second", "2nd"},
      {"third", "3rd"},     {"fourth", "4th"},     {"fifth", "5th"},     {"sixth", "6th"},
      {"seventh", "7th"},   {"eighth", "8th"},     {"ninth", "9th"},     {"tenth", "10th"}};
  const auto it = table.find(w);
  return it == table.end() ? w : it->second;
}

bool is_street_type(std::string_view w) {
  static constexpr std::string_view list[] = {
      "st",  "ave", "rd",  "dr",   "ln",  "ct",  "pl",  "blvd", "ter",  "cir", "cres", "pkwy",
      "hwy", "sq",  "way", "tpke", "trl", "run", "row", "path", "loop", "plz", "cct"};
  const auto s = shorter(w);
  return std::find(std::begin(list), std::end(list), s) != std::end(list);
}

bool is_unit_word(std::string_view w) {
  static constexpr std::string_view list[] = {"apt",   "apartment", "unit", "suite", "ste", "fl",
                                              "floor", "rm",        "room", "lot",   "apto"};
  return std::find(std::begin(list), std::end(list), w) != std::end(list);
}

std::vector<std::string_view> words_of(std::string_view s) {
  std::vector<std::string_view> out;
  while (!s.empty()) {
    const auto end = std::min(s.find(' '), s.size());
    if (end != 0) out.push_back(s.substr(0, end));
    s.remove_prefix(std::min(end + 1, s.size()));
  }
  return out;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 54> states{
    {{"alabama", "al"},       {"alaska", "ak"},        {"arizona", "az"},
     {"arkansas", "ar"},      {"california", "ca"},    {"colorado", "co"},
     {"connecticut", "ct"},   {"delaware", "de"},      {"districtofcolumbia", "dc"},
     {"florida", "fl"},       {"georgia", "ga"},       {"guam", "gu"},
     {"hawaii", "hi"},        {"idaho", "id"},         {"illinois", "il"},
     {"indiana", "in"},       {"iowa", "ia"},          {"kansas", "ks"},
     {"kentucky", "ky"},      {"louisiana", "la"},     {"maine", "me"},
     {"maryland", "md"},      {"massachusetts", "ma"}, {"michigan", "mi"},
     {"minnesota", "mn"},     {"mississippi", "ms"},   {"missouri", "mo"},
     {"montana", "mt"},       {"nebraska", "ne"},      {"nevada", "nv"},
     {"newhampshire", "nh"},  {"newjersey", "nj"},     {"newmexico", "nm"},
     {"newyork", "ny"},       {"northcarolina", "nc"}, {"northdakota", "nd"},
     {"ohio", "oh"},          {"oklahoma", "ok"},      {"oregon", "or"},
     {"pennsylvania", "pa"},  {"puertorico", "pr"},    {"rhodeisland", "ri"},
     {"southcarolina", "sc"}, {"southdakota", "sd"},   {"tennessee", "tn"},
     {"texas", "tx"},         {"utah", "ut"},          {"vermont", "vt"},
     {"virginia", "va"},      {"virginislands", "vi"}, {"washington", "wa"},
     {"westvirginia", "wv"},  {"wisconsin", "wi"},     {"wyoming", "wy"}}};

bool is_state(std::string_view w) {
  return std::any_of(states.begin(), states.end(),
                     [&](const auto& s) { return s.second == w || s.first == w; });
}

/// "#3" is a unit; folding would lose the sign.
std::string marked(std::string_view address) {
  std::string out(address.substr(0, 4 * longest));
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out[i] == '#') out.replace(i, 1, " apt "), i += 4;
  return out;
}

std::string cut(std::string_view text) { return std::string(text.substr(0, longest)); }

std::string joined(const std::vector<std::string_view>& words, std::size_t from, std::size_t to) {
  std::string out;
  for (auto i = from; i < to; ++i)
    out += shorter(words[i]);
  return out;
}

}  // namespace

std::uint32_t packed_date(std::string_view text, DateOrder order) {
  std::array<std::string_view, 3> part;
  std::array<bool, 3> named{};
  std::size_t n = 0;
  const auto low = fold_words(text.substr(0, longest));
  for (auto w : words_of(low)) {
    if (n == 3) break;
    if (digit(w[0])) {
      // "1956-04-09t00:00", "3rd"
      const auto end = std::find_if_not(w.begin(), w.end(), digit);
      part[n++] = w.substr(0, static_cast<std::size_t>(end - w.begin()));
    } else if (month_named(w) != 0 && w.size() >= 3) {
      named[n] = true;
      part[n++] = w;
    }
  }
  const auto month = [&](std::size_t i) {
    return named[i] ? month_named(part[i]) : number(part[i]);
  };
  if (n == 1 && !named[0]) {
    const auto s = part[0];
    if (s.size() == 4) return packed(number(s), 0, 0);
    if (s.size() != 8) return 0;
    if (is_year(number(s.substr(0, 4))))
      return packed(number(s.substr(0, 4)), number(s.substr(4, 2)), number(s.substr(6)));
    const auto a = number(s.substr(0, 2)), b = number(s.substr(2, 2)), y = number(s.substr(4));
    return order == DateOrder::day_first ? packed(y, b, a) : packed(y, a, b);
  }
  if (n == 2 && !named[1] && part[1].size() == 4) return packed(number(part[1]), month(0), 0);
  if (n == 2 && !named[0] && part[0].size() == 4) return packed(number(part[0]), month(1), 0);
  if (n != 3) return 0;
  if (named[0] && !named[1] && !named[2])
    return packed(whole_year(part[2]), month(0), number(part[1]));
  if (named[0] || named[2]) return 0;
  if (part[0].size() == 4) return packed(number(part[0]), month(1), number(part[2]));
  if (named[1]) return packed(whole_year(part[2]), month(1), number(part[0]));
  const auto a = number(part[0]), b = number(part[1]);
  return order == DateOrder::day_first ? packed(whole_year(part[2]), b, a)
                                       : packed(whole_year(part[2]), a, b);
}

std::uint64_t packed_code(std::string_view text) {
  const auto s = fold(text.substr(0, 4 * longest));
  if (s.empty()) return 0;
  std::uint64_t out = 0;
  if (s.size() <= 15 && all_digits(s)) {
    for (char c : s)
      out = out << 4 | static_cast<std::uint64_t>(c - '0' + 1);
    return out | digit_code;
  }
  if (s.size() > 11 || std::any_of(s.begin(), s.end(), [](char c) { return (c & 0x80) != 0; }))
    return hash_of(s) | hashed_code;
  for (char c : s)
    out = out * 37 + static_cast<std::uint64_t>(digit(c) ? c - '0' + 1 : c - 'a' + 11);
  return out;
}

std::string code_text(std::uint64_t code) {
  if ((code & hashed_code) != 0) return {};
  std::string out;
  if ((code & digit_code) != 0) {
    for (code &= ~digit_code; code != 0; code >>= 4)
      out += static_cast<char>('0' + (code & 15U) - 1);
  } else {
    for (; code != 0; code /= 37) {
      const auto v = code % 37;
      out += static_cast<char>(v > 10 ? 'a' + static_cast<int>(v) - 11
                                      : '0' + static_cast<int>(v) - 1);
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::string state_code(std::string_view state) {
  auto s = fold(state.substr(0, 2 * longest));
  for (const auto& [name, code] : states)
    if (s == name) return std::string(code);
  return cut(s);
}

Street street_parts(std::string_view address) {
  Street out;
  const auto folded = fold_words(marked(address));
  auto words = words_of(folded);
  // The unit is named anywhere but at the front, or it stands before a slash: "3/12 Main St".
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!is_unit_word(words[i])) continue;
    const auto at = i + 1;
    if (words[at].size() > 6 || is_unit_word(words[at])) continue;
    out.unit = cut(words[at]);
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i),
                words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    break;
  }
  if (words.size() >= 3 && words[0] == "po" && words[1] == "box") {
    out.house = cut(words[2]);
    out.street = "pobox";
    return out;
  }
  std::size_t from = 0;
  if (!words.empty() && digit(words[0][0]) && words.size() > 1) {
    out.house = cut(words[0]);
    from = 1;
    // "12 b main st"; "3 12 main st" was "3/12 Main St"
    if (words.size() > 2 && words[1].size() == 1 && !digit(words[1][0]) &&
        words[1].find_first_of("nsew") != 0) {
      out.house += words[1];
      from = 2;
    } else if (words.size() > 2 && all_digits(words[1]) &&
               address.find('/') != std::string_view::npos) {
      if (out.unit.empty()) out.unit = out.house;
      out.house = cut(words[1]);
      from = 2;
    }
  }
  out.street = cut(joined(words, from, words.size()));
  return out;
}

Address address_parts(std::string_view text) {
  Address out;
  const auto whole = marked(text);
  const std::string_view address = whole;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i <= address.size();) {
    const auto end = std::min(address.find_first_of(",\n|", i), address.size());
    if (auto w = fold_words(address.substr(i, end - i)); !w.empty()) {
      parts.emplace_back(address.substr(i, end - i));
    }
    i = end + 1;
  }
  if (parts.empty()) return out;
  // From the end: country, ZIP, state, city.
  if (const auto f = fold(parts.back());
      parts.size() > 1 && (f == "usa" || f == "us" || f == "unitedstates"))
    parts.pop_back();
  auto tail = fold_words(parts.back());
  auto words = words_of(tail);
  std::size_t end = words.size();
  const bool apart = parts.size() > 1;
  if (end > 1 && all_digits(words[end - 1]) && words[end - 1].size() == 4 &&
      all_digits(words[end - 2]) && words[end - 2].size() == 5)
    --end;  // ZIP+4
  if (end > 0 && (apart || end > 2) && all_digits(words[end - 1]) && words[end - 1].size() == 5)
    out.zip = words[--end];
  if (end > 0 && (apart || !out.zip.empty()) && is_state(words[end - 1]) &&
      words[end - 1].size() == 2) {
    out.state = words[--end];
  } else if (apart && out.zip.empty() && end == 1 && is_state(words[0])) {
    out.state = state_code(words[0]);
    end = 0;
  }
  if (apart) {
    if (end > 0 && (!out.zip.empty() || !out.state.empty() || parts.size() > 1)) {
      // A part that names a unit or begins with a number belongs to the street.
      if (!is_unit_word(words[0]) && !digit(words[0][0])) out.city = joined(words, 0, end), end = 0;
    }
    std::string street;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const auto w = fold_words(parts[i]);
      const auto ws = words_of(w);
      const bool middle = i > 0 && out.city.empty() && !is_unit_word(ws[0]) && !digit(ws[0][0]);
      if (middle)
        out.city = joined(ws, 0, ws.size());
      else
        street += (street.empty() ? "" : " ") + parts[i];
    }
    for (std::size_t i = 0; i < end; ++i)
      street += " " + std::string(words[i]);
    out.street = street_parts(street);
    return out;
  }
  // No commas: the city is what follows the kind of street.
  if (!out.zip.empty() || !out.state.empty()) {
    for (std::size_t i = end; i-- > 2;) {
      if (!is_street_type(words[i - 1])) continue;
      const auto city = i + 1 < end && is_unit_word(words[i]) ? i + 2 : i;
      if (city < end) out.city = joined(words, city, end), end = city;
      break;
    }
  }
  if (end == words.size()) {
    out.street = street_parts(parts.back());
  } else {
    std::string street;
    for (std::size_t i = 0; i < end; ++i)
      street += (i ? " " : "") + std::string(words[i]);
    out.street = street_parts(street);
  }
  return out;
}

}  // namespace ledgelight::linkage
