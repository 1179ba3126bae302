#include "discover/validate.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstring>

#include "base/text.hpp"
#include "discover/places.hpp"
#include <discover_tables.hpp>

namespace ledgelight::discover {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alpha(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool all_digits(std::string_view s) {
  bool all = !s.empty();
  for (char c : s)
    all = all && is_digit(c);
  return all;
}
/// The same of eight or more, eight at a time.
bool all_eight_digits(const char* eight) {
  std::uint64_t x = 0;
  std::memcpy(&x, eight, 8);
  constexpr std::uint64_t ones = 0x0101010101010101;
  return ((x & 0xF0 * ones) | ((x + 6 * ones) & 0xF0 * ones) >> 4U) == 0x33 * ones;
}
bool nine_digits(std::string_view s) {
  return s.size() == 9 && is_digit(s[8]) && all_eight_digits(s.data());
}
int number(std::string_view digits) {
  int n = 0;
  for (char c : digits) n = n * 10 + (c - '0');
  return n;
}
bool all_alike(std::string_view s) {
  for (char c : s)
    if (c != s.front()) return false;
  return true;
}
template <std::size_t N>
bool within(int n, const std::array<tables::Range, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [n](const auto& r) { return n >= r.first && n <= r.last; });
}

}  // namespace

bool valid_ssn(std::string_view d) {
  if (!nine_digits(d)) return false;
  const auto at = [&](std::size_t i) { return d[i] - '0'; };
  const int area = at(0) * 100 + at(1) * 10 + at(2), group = at(3) * 10 + at(4),
            serial = at(5) * 1000 + at(6) * 100 + at(7) * 10 + at(8);
  if (within(area, tables::refused_areas)) return false;
  const int whole = area * 1'000'000 + group * 10'000 + serial;
  if (group == 0 || serial == 0 || whole % 111'111'111 == 0) return false;
  // Numbers printed in advertisements, pamphlets and manuals. Whole numbers only.
  const auto& known = tables::published_ssns;
  return std::find(known.begin(), known.end(), whole) == known.end();
}

bool valid_itin(std::string_view d) {
  if (d.size() != 9 || d[0] != '9' || !nine_digits(d)) return false;
  return within(number(d.substr(3, 2)), tables::itin_groups);
}

bool luhn(std::string_view d) {
  int sum = 0;
  bool twice = false;
  for (std::size_t i = d.size(); i-- > 0; twice = !twice) {
    int n = d[i] - '0';
    if (twice) n = n * 2 > 9 ? n * 2 - 9 : n * 2;
    sum += n;
  }
  return sum % 10 == 0;
}

std::string_view issuer_of(std::string_view d) {
  if (d.size() < 13 || d.size() > 19) return {};
  const std::array<int, 5> prefix{0, d[0] - '0', number(d.substr(0, 2)), number(d.substr(0, 3)), number(d.substr(0, 4))};
  for (const auto& row : tables::cards)
    if ((row.lengths >> d.size() & 1U) != 0 && prefix[row.digits] >= row.first && prefix[row.digits] <= row.last)
      return row.issuer;
  return {};
}

bool valid_card(std::string_view d) {
  if (!all_digits(d) || issuer_of(d).empty() || !luhn(d) || all_alike(d)) return false;
  // Numbers that payment processors publish for tests are nobody's.
  const auto& published = tables::published_cards;
  return std::find(published.begin(), published.end(), d) == published.end();
}

bool valid_routing(std::string_view d) {
  if (!nine_digits(d) || all_alike(d)) return false;
  const auto at = [&](std::size_t i) { return d[i] - '0'; };
  if (!within(at(0) * 10 + at(1), tables::routing_prefixes)) return false;
  return (3 * (at(0) + at(3) + at(6)) + 7 * (at(1) + at(4) + at(7)) + at(2) + at(5) + at(8)) % 10 ==
         0;
}

bool valid_phone(std::string_view d) {
  if (d.size() != 10 || !all_digits(d)) return false;
  if (d[0] < '2' || d[3] < '2') return false;
  if (d.substr(1, 2) == "11" || d.substr(4, 2) == "11") return false;
  if (d.substr(3, 5) == "55501") return false;  // reserved for fiction
  return !all_alike(d);
}

bool valid_medicare(std::string_view t) {
  if (t.size() != 11) return false;
  const auto letter = [](char c) {
    return is_upper(c) && std::string_view("SLOIBZ").find(c) == std::string_view::npos;
  };
  for (std::size_t i = 0; i < 11; ++i) {
    const char c = t[i];
    switch ("9AXNAXNAANN"[i]) {  // 9: 1-9; A: letter; X: letter or digit; N: digit
      case '9': if (c < '1' || c > '9') return false; break;
      case 'A': if (!letter(c)) return false; break;
      case 'X': if (!letter(c) && !is_digit(c)) return false; break;
      default: if (!is_digit(c)) return false;
    }
  }
  return true;
}

bool valid_diagnosis(std::string_view t) {
  if (t.size() < 3 || t.size() > 8 || !is_upper(t[0]) || !is_digit(t[1])) return false;
  if (!is_digit(t[2]) && !is_upper(t[2])) return false;
  if (t.size() == 3) return true;
  if (t[3] != '.' || t.size() == 4) return false;
  return std::all_of(t.begin() + 4, t.end(), [](char c) { return is_digit(c) || is_upper(c); });
}

bool valid_licence(std::string_view text, std::string_view state) {
  if (text.size() < 4 || text.size() > 15) return false;
  std::string shape;
  for (char c : text) {
    if (is_digit(c)) shape += 'N';
    else if (is_alpha(c)) shape += 'A';
    else if (c == '*') shape += '*';
    else return false;
  }
  if (all_digits(text) && all_alike(text)) return false;
  for (const auto& row : licence_formats()) {
    if (!state.empty() && row.state != state) continue;
    if (row.shape.size() == shape.size() && row.shape == shape) return true;
    if (row.shape.size() == shape.size() && row.shape.find('?') != std::string_view::npos) {
      bool same = true;  // '?': any letter or digit
      for (std::size_t i = 0; i < shape.size(); ++i)
        same = same && (row.shape[i] == '?' || row.shape[i] == shape[i]);
      if (same) return true;
    }
  }
  return false;
}

bool valid_passport(std::string_view t) {
  if (t.size() != 9 || !all_digits(t.substr(1))) return false;
  return is_alpha(t[0]) || (is_digit(t[0]) && !all_alike(t));
}

namespace {

/// What may stand in an address, by where.
constexpr std::uint8_t in_local = 1, in_domain = 2, letter = 4, dash_or_dot = 8;
constexpr std::array<std::uint8_t, 256> mail_signs = [] {
  std::array<std::uint8_t, 256> out{};
  for (std::size_t c = 0; c < 128; ++c) {
    const char sign = static_cast<char>(c);
    if (is_alpha(sign)) out[c] = in_local | in_domain | letter;
    if (is_digit(sign)) out[c] = in_local | in_domain;
  }
  for (char c : std::string_view(".!#$&'*+-/=?^_`{|}~"))
    out[static_cast<unsigned char>(c)] |= in_local;
  for (char c : std::string_view("-."))
    out[static_cast<unsigned char>(c)] |= in_domain | dash_or_dot;
  return out;
}();

std::uint8_t signs_of(char c) { return mail_signs[static_cast<unsigned char>(c)]; }

}  // namespace

bool lower_email(std::string_view text, std::span<char, 256> out) {
  if (text.size() > 254) return false;
  const auto low = [](char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; };
  std::size_t i = 0;
  for (char before = '.'; i < text.size() && text[i] != '@'; ++i) {
    const char c = text[i];
    if ((signs_of(c) & in_local) == 0 || (c == '.' && before == '.')) return false;
    out[i] = low(before = c);
  }
  const auto at = i;
  if (at == 0 || at > 64 || at >= text.size() || text[at - 1] == '.') return false;
  out[i++] = '@';
  std::size_t dot = 0;
  std::uint8_t after_dot = 0;
  for (char before = '.'; i < text.size(); ++i) {
    const char c = text[i];
    const auto signs = signs_of(c);
    if ((signs & in_domain) == 0 || (before == '.' && (signs & dash_or_dot) != 0)) return false;
    after_dot &= signs;
    if (c == '.') {
      dot = i;
      after_dot = letter;
    }
    out[i] = low(before = c);
  }
  return dot != 0 && text.size() - dot >= 3 && after_dot != 0;
}

std::optional<std::string> valid_email(std::string_view text) {
  std::array<char, 256> low;
  if (!lower_email(text, low)) return std::nullopt;
  return std::string(low.data(), text.size());
}

namespace {

int month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> names{
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  const auto w = lowered(word);
  if (w.size() < 3) return 0;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == w || (w.size() <= 4 && names[i].substr(0, w.size()) == w))
      return static_cast<int>(i) + 1;
  return 0;
}

using Day = std::array<char, 10>;

bool is_day(int y, int m, int d) {
  static constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (y < 1900 || y > 2035 || m < 1 || m > 12 || d < 1) return false;
  const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  const int last = m == 2 && leap ? 29 : lengths[static_cast<std::size_t>(m - 1)];
  return d <= last;
}

std::optional<Day> day(int y, int m, int d) {
  if (!is_day(y, m, d)) return std::nullopt;
  const auto digit = [](int n) { return static_cast<char>('0' + n % 10); };
  return Day{digit(y / 1000), digit(y / 100), digit(y / 10), digit(y),      '-',
             digit(m / 10),   digit(m),       '-',           digit(d / 10), digit(d)};
}

}  // namespace

std::optional<std::string> read_date(std::string_view text) {
  const auto date = date_in(text);
  if (!date) return std::nullopt;
  return std::string(date->data(), date->size());
}

namespace {

/// "3/2/1986", "03-02-1986": as most programs write a date here. Nothing: look closer.
std::optional<Day> usual_date(std::string_view s) {
  if (s.size() < 8 || s.size() > 10) return std::nullopt;
  const char* year = s.data() + s.size() - 4;
  const char by = year[-1];
  if (by != '/' && by != '-' && by != '.') return std::nullopt;
  // One digit or two follows no pattern: no branch asks for it.
  const std::size_t one = 2 - static_cast<std::size_t>(s[1] == by), two = s.size() - 6 - one;
  if (s[one] != by || two - 1 > 1) return std::nullopt;
  constexpr auto or_nought = [](char c, bool two_digits) {
    return static_cast<char>('0' + (c - '0') * static_cast<int>(two_digits));
  };
  const char m1 = or_nought(s[0], one == 2), m2 = s[one - 1], d1 = or_nought(s[one + 1], two == 2),
             d2 = s[one + two];
  const std::array<char, 8> digits{m1, m2, d1, d2, year[0], year[1], year[2], year[3]};
  if (!all_eight_digits(digits.data())) return std::nullopt;
  const auto of = [](char tens, char ones) { return (tens - '0') * 10 + (ones - '0'); };
  if (!is_day(of(year[0], year[1]) * 100 + of(year[2], year[3]), of(m1, m2), of(d1, d2)))
    return std::nullopt;
  return Day{year[0], year[1], year[2], year[3], '-', m1, m2, '-', d1, d2};
}

}  // namespace

std::optional<Day> date_in(std::string_view text) {
  if (const auto usual = usual_date(text)) return usual;
  // At most three tokens of digits or letters with one kind of separator between.
  std::array<std::string_view, 3> token;
  std::array<char, 2> gap{};
  std::size_t count = 0, i = 0;
  if (text.size() > 24) return std::nullopt;
  while (i < text.size()) {
    if (count == 3) return std::nullopt;
    const std::size_t from = i;
    const bool letters = is_alpha(text[i]);
    while (i < text.size() && (letters ? is_alpha(text[i]) : is_digit(text[i]))) ++i;
    if (i == from) return std::nullopt;
    token[count++] = text.substr(from, i - from);
    const std::size_t between_from = i;
    while (i < text.size() && !is_alpha(text[i]) && !is_digit(text[i])) {
      const char c = text[i];
      if (c != '-' && c != '/' && c != '.' && c != ',' && c != ' ') return std::nullopt;
      ++i;
    }
    if (i - between_from > 2) return std::nullopt;
    if (i < text.size() && count <= 2) gap[count - 1] = between_from < i ? text[between_from] : '\0';
  }
  if (count == 1 && token[0].size() == 8 && all_digits(token[0]))
    return day(number(token[0].substr(0, 4)), number(token[0].substr(4, 2)),
               number(token[0].substr(6)));
  if (count != 3) return std::nullopt;
  const auto two_digit_year = [](std::string_view t) {
    const int y = number(t);
    return t.size() == 2 ? (y > 25 ? 1900 + y : 2000 + y) : y;
  };
  for (auto t : token)
    if (t.size() > 9 || (is_digit(t[0]) && t.size() > 4)) return std::nullopt;
  if (is_alpha(token[0][0])) {  // March 2, 1926
    if (!is_digit(token[1][0]) || token[2].size() != 4 || !is_digit(token[2][0])) return std::nullopt;
    return day(number(token[2]), month_of(token[0]), number(token[1]));
  }
  if (is_alpha(token[1][0])) {  // 2 March 1926
    if (!is_digit(token[2][0]) || (token[2].size() != 4 && token[2].size() != 2)) return std::nullopt;
    return day(two_digit_year(token[2]), month_of(token[1]), number(token[0]));
  }
  if (!is_digit(token[2][0]) || gap[0] != gap[1] || gap[0] == ' ' || gap[0] == ',' || !gap[0])
    return std::nullopt;
  if (token[0].size() == 4) return day(number(token[0]), number(token[1]), number(token[2]));
  if (token[0].size() > 2 || token[1].size() > 2) return std::nullopt;
  if (token[2].size() != 4 && token[2].size() != 2) return std::nullopt;
  const int y = two_digit_year(token[2]);
  auto us = day(y, number(token[0]), number(token[1]));
  // A first number above twelve can only be a day.
  return us ? us : (number(token[0]) > 12 ? day(y, number(token[1]), number(token[0])) : us);
}

std::string_view state_of_zip(std::string_view zip) {
  if (zip.size() < 3 || !all_digits(zip.substr(0, 3))) return {};
  const int three = number(zip.substr(0, 3));
  for (const auto& row : zip_ranges())
    if (three >= row.first && three <= row.last) return row.state;
  return {};
}

std::string_view state_of(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '.')) text.remove_suffix(1);
  if (text.size() < 2 || text.size() > 20) return {};
  if (text.size() == 2) {
    // Letters of ASCII in either case have the same low five bits.
    static const auto codes = [] {
      std::array<std::string_view, 1024> out{};
      for (const auto& row : state_names())
        out[static_cast<std::size_t>(row.code[0] & 31) * 32 +
            static_cast<std::size_t>(row.code[1] & 31)] = row.code;
      return out;
    }();
    if (!is_alpha(text[0]) || !is_alpha(text[1])) return {};
    return codes[static_cast<std::size_t>(text[0] & 31) * 32 +
                 static_cast<std::size_t>(text[1] & 31)];
  }
  const auto word = lowered(text);
  for (const auto& row : state_names())
    if (row.name == word) return row.code;
  return word == "conn" ? std::string_view("CT") : std::string_view();
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (char c : text)
    if (is_digit(c)) out += c;
  return out;
}

}  // namespace ledgelight::discover
