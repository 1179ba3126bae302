#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "discover/text.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

int number(std::string_view digits) {
  int n = 0;
  for (char c : digits)
    n = n * 10 + (c - '0');
  return n;
}
bool all_digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), is_digit);
}
bool between(int n, int low, int high) { return n >= low && n <= high; }

/// ICAO 9303: weights 7, 3, 1; letters from 10, the filler 0.
bool check_digit(std::string_view field, char digit) {
  static constexpr std::array<int, 3> weights{7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const char c = field[i];
    const int v = is_digit(c) ? c - '0' : is_upper(c) ? c - 'A' + 10 : 0;
    sum += v * weights[i % 3];
  }
  return digit == '<' ? sum == 0 : digit - '0' == sum % 10;
}

}  // namespace

bool valid_ein(std::string_view d) {
  if (d.size() != 9 || !all_digits(d)) return false;
  const int p = number(d.substr(0, 2));
  return between(p, 1, 6) || between(p, 10, 16) || between(p, 20, 27) || between(p, 30, 48) ||
         between(p, 50, 68) || between(p, 71, 77) || between(p, 80, 88) || between(p, 90, 95) ||
         p >= 98;
}

bool valid_iban(std::string_view t) {
  // ISO 13616: how long the number of each country is.
  static constexpr std::string_view lengths = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22"
                                              "CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27"
                                              "GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27"
                                              "JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27"
                                              "MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29"
                                              "RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23"
                                              "TN24TR26UA29VA22VG24XK20";
  if (t.size() < 15 || !is_upper(t[0]) || !is_upper(t[1]) || !is_digit(t[2]) || !is_digit(t[3]))
    return false;
  std::size_t want = 0;
  for (std::size_t i = 0; i + 4 <= lengths.size(); i += 4)
    if (lengths.substr(i, 2) == t.substr(0, 2))
      want = static_cast<std::size_t>(number(lengths.substr(i + 2, 2)));
  if (t.size() != want) return false;
  int rest = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const char c = t[(i + 4) % t.size()];
    if (is_digit(c))
      rest = (rest * 10 + (c - '0')) % 97;
    else if (is_upper(c))
      rest = (rest * 100 + (c - 'A' + 10)) % 97;
    else
      return false;
  }
  return rest == 1;
}

bool valid_hicn(std::string_view t) {
  if (t.size() < 10 || t.size() > 11 || !valid_ssn(t.substr(0, 9))) return false;
  const auto suffix = t.substr(9);
  if (std::string_view("ABCDEFJKMTW").find(suffix[0]) == std::string_view::npos) return false;
  return suffix.size() == 1 || is_digit(suffix[1]) || is_upper(suffix[1]);
}

bool valid_npi(std::string_view d) {
  return d.size() == 10 && all_digits(d) && (d[0] == '1' || d[0] == '2') &&
         luhn("80840" + std::string(d));
}

bool valid_vin(std::string_view t) {
  if (t.size() != 17) return false;
  static constexpr std::array<int, 17> weights{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  static constexpr std::string_view values = "12345678.12345.7.923456789";  // A to Z
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const char c = t[i];
    int v = 0;
    if (is_digit(c))
      v = c - '0';
    else if (is_upper(c) && values[static_cast<std::size_t>(c - 'A')] != '.' && c != 'I' &&
             c != 'O' && c != 'Q')
      v = values[static_cast<std::size_t>(c - 'A')] - '0';
    else
      return false;
    sum += v * weights[i];
  }
  const int rest = sum % 11;
  return t[8] == (rest == 10 ? 'X' : static_cast<char>('0' + rest));
}

std::optional<std::string> read_expiry(std::string_view t) {
  std::array<std::string_view, 2> part;
  const auto cut = t.find_first_of("/-. ");
  if (cut == std::string_view::npos) {
    if (t.size() != 4 && t.size() != 6) return std::nullopt;
    part = {t.substr(0, 2), t.substr(2)};
  } else {
    part = {t.substr(0, cut), t.substr(cut + 1)};
  }
  if (!all_digits(part[0]) || !all_digits(part[1])) return std::nullopt;
  if (part[0].size() == 4) std::swap(part[0], part[1]);
  if (part[0].size() > 2 || (part[1].size() != 2 && part[1].size() != 4)) return std::nullopt;
  const int month = number(part[0]);
  const int year = part[1].size() == 2 ? 2000 + number(part[1]) : number(part[1]);
  if (month < 1 || month > 12 || year < 2000 || year > 2050) return std::nullopt;
  return std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

bool valid_degrees(std::string_view t, double limit, std::size_t decimals) {
  if (t.size() < 3 || t.size() > 24) return false;
  const auto dot = t.find('.');
  if (dot == std::string_view::npos || t.size() - dot - 1 < decimals) return false;
  const auto digits = t.substr(t[0] == '-' || t[0] == '+' ? 1 : 0);
  if (digits.find_first_not_of("0123456789.") != std::string_view::npos) return false;
  double v = 0;
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), v);
  return end.ec == std::errc() && end.ptr == digits.data() + digits.size() && v > 0 && v <= limit;
}

std::string soundex(std::string_view name) {
  static constexpr std::string_view codes = "01230120022455012623010202";  // A to Z; 0: not coded
  std::string out;
  char last = '0';
  for (char c : name) {
    if (is_lower(c)) c = static_cast<char>(c - 32);
    if (!is_upper(c)) continue;
    const char code = codes[static_cast<std::size_t>(c - 'A')];
    if (out.empty())
      out += c;
    else if (code != '0' && code != last)
      out += code;
    if (out.size() == 4) break;
    if (c != 'H' && c != 'W') last = code;
  }
  while (!out.empty() && out.size() < 4)
    out += '0';
  return out;
}

std::optional<bool> licence_fits_name(std::string_view state, std::string_view number_text,
                                      std::string_view family) {
  bool builds = false;
  for (std::string_view s : {"FL", "IL", "WI", "MD", "MI", "MN"})
    builds = builds || s == state;
  const auto code = soundex(family);
  if (!builds || code.empty() || number_text.size() < 11 || !is_upper(number_text[0]))
    return std::nullopt;
  return number_text.substr(0, 4) == code;
}

std::optional<Mrz> read_mrz(std::string_view a, std::string_view b) {
  const auto in_zone = [](std::string_view s) {
    return s.size() == 44 && std::all_of(s.begin(), s.end(), [](char c) {
             return is_upper(c) || is_digit(c) || c == '<';
           });
  };
  if (!in_zone(a) || !in_zone(b) || a[0] != 'P') return std::nullopt;
  if (!check_digit(b.substr(0, 9), b[9]) || !check_digit(b.substr(13, 6), b[19]) ||
      !check_digit(b.substr(21, 6), b[27]))
    return std::nullopt;
  const auto all =
      std::string(b.substr(0, 10)) + std::string(b.substr(13, 7)) + std::string(b.substr(21, 22));
  if (!check_digit(all, b[43])) return std::nullopt;
  Mrz out;
  out.number = trimmed(replaced(b.substr(0, 9), "<", " "));
  const auto day = b.substr(13, 6);
  if (all_digits(day))
    if (const auto date =
            read_date(std::string(day.substr(2, 2)) + "/" + std::string(day.substr(4, 2)) + "/" +
                      std::string(day.substr(0, 2))))
      out.birth = *date;
  const auto names = a.substr(5);
  const auto cut = std::min(names.find("<<"), names.size());
  out.family = trimmed(replaced(names.substr(0, cut), "<", " "));
  out.given = trimmed(replaced(names.substr(std::min(cut + 2, names.size())), "<", " "));
  return out;
}

}  // namespace ledgelight::discover
