#include "decode/number_format.hpp"

#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <vector>

namespace ledgelight::decode {
namespace {

std::string_view first_section(std::string_view format, double value) {
  // Up to three sections: positive, negative, zero; [<=9999999] before a section is a condition.
  std::vector<std::string_view> sections;
  bool quoted = false;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= format.size(); ++i) {
    if (i + 1 < format.size() && format[i] == '\\') {
      ++i;
      continue;
    }
    if (i < format.size() && format[i] == '"') quoted = !quoted;
    if (i < format.size() && (format[i] != ';' || quoted)) continue;
    sections.push_back(format.substr(from, i - from));
    from = i + 1;
  }
  const auto condition = [&](std::string_view s) {
    if (s.size() < 4 || s[0] != '[' || (s[1] != '<' && s[1] != '>' && s[1] != '=')) return -1;
    const std::size_t sign = s[2] == '=' || s[2] == '>' ? 2 : 1;
    double bound = 0;
    const auto digits =
        s.substr(1 + sign, s.find(']') == std::string_view::npos ? 0 : s.find(']') - 1 - sign);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), bound).ec != std::errc())
      return -1;
    const auto op = s.substr(1, sign);
    const bool yes = op == "<="   ? value <= bound
                     : op == "<"  ? value < bound
                     : op == ">=" ? value >= bound
                     : op == ">"  ? value > bound
                     : op == "<>" ? value != bound
                                  : value == bound;
    return yes ? 1 : 0;
  };
  bool conditions = false;
  for (const auto s : sections) {
    const int c = condition(s);
    conditions = conditions || c >= 0;
    if (c == 1) return s;
  }
  if (conditions) {
    for (const auto s : sections)
      if (condition(s) < 0) return s;
  }
  if (value < 0 && sections.size() > 1) return sections[1];
  if (value == 0 && sections.size() > 2) return sections[2];
  return sections.front();
}

struct Mask {
  bool date = false, plain = false;
  std::size_t places = 0;                    ///< 0, # and ?
  std::vector<std::pair<char, bool>> marks;  ///< character, is it a place for a digit?
};

Mask read_mask(std::string_view s) {
  Mask m;
  bool decimals = false, grouped = false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c == '"') {
      for (++i; i < s.size() && s[i] != '"'; ++i)
        m.marks.emplace_back(s[i], false);
    } else if (c == '\\') {
      if (++i < s.size()) m.marks.emplace_back(s[i], false);
    } else if (c == '_' || c == '*') {
      ++i;  // room for a character, or a filling one
    } else if (c == '[') {
      const auto close = s.find(']', i);
      if (close == std::string_view::npos) break;
      const char first = i + 1 < s.size() ? s[i + 1] : ']';
      const char second = i + 2 < s.size() ? s[i + 2] : ']';
      // [h], [mm] and [ss] are elapsed time; [Red] and [$-409] are not.
      if ((first == 'h' || first == 'm' || first == 's') && (second == ']' || second == first))
        m.plain = true;
      i = close;
    } else if (c == '0' || c == '#' || c == '?') {
      m.marks.emplace_back(c, true);
      ++m.places;
    } else if (c == '.') {
      decimals = true;
      m.marks.emplace_back(c, false);
    } else if (c == ',' || c == '%') {
      grouped = true;
    } else if ((c == 'E' || c == 'e') && i + 1 < s.size() && (s[i + 1] == '+' || s[i + 1] == '-')) {
      m.plain = true;
    } else if (s.substr(i, 7) == "General") {
      m.plain = true;
      i += 6;
    } else if (std::string_view("yYdDmMhHsSeE").find(c) != std::string_view::npos) {
      m.date = true;
    } else if (c != '@') {
      m.marks.emplace_back(c, false);
    }
  }
  m.plain = m.plain || (grouped && !m.date);
  // A point between digits is a fraction; between groups ("000.00.0000") it is a mark.
  if (decimals) {
    std::size_t points = 0;
    for (const auto& [c, place] : m.marks)
      points += c == '.' && !place;
    if (points == 1) m.plain = true;
  }
  return m;
}

std::string plain_number(std::string_view raw, double value) {
  if (raw.find_first_not_of("0123456789") == std::string_view::npos) return std::string(raw);
  if (std::floor(value) == value && std::fabs(value) < 1e18) {
    char out[32];
    std::snprintf(out, sizeof out, "%.0f", value);
    return out;
  }
  char out[40];
  std::snprintf(out, sizeof out, "%.15g", value);
  return out;
}

}  // namespace

std::string_view built_in_format(int id) {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return "yyyy-mm-dd";
  if (id == 22) return "yyyy-mm-dd hh:mm";
  if ((id >= 18 && id <= 21) || id == 45 || id == 47) return "hh:mm:ss";
  return {};
}

std::size_t digits_under(std::string_view heading) {
  std::string words = " ";
  for (std::size_t i = 0; i < heading.size(); ++i) {
    const auto c = static_cast<unsigned char>(heading[i]);
    // "RoutingNo" is two words.
    if (i > 0 && std::isupper(c) != 0 &&
        std::islower(static_cast<unsigned char>(heading[i - 1])) != 0)
      words += ' ';
    words += std::isalpha(c) != 0 ? static_cast<char>(std::tolower(c)) : ' ';
  }
  words += ' ';
  const auto has = [&](std::string_view w) { return words.find(w) != std::string::npos; };
  for (const auto* nine : {" ssn ", " social security ", " soc sec ", " ss no ", " ss num ",
                           " routing ", " aba ", " tin ", " itin "})
    if (has(nine)) return 9;
  return has(" zip ") || has(" zipcode ") || has(" postal code ") ? 5 : 0;
}

std::string with_lost_zeros(std::string shown, std::size_t digits) {
  const bool number = !shown.empty() && shown.find_first_not_of("0123456789") == std::string::npos;
  if (number && shown.size() < digits && shown.size() + 2 >= digits)
    shown.insert(0, digits - shown.size(), '0');
  return shown;
}

std::string date_of_serial(double serial, bool from_1904) {
  if (!(serial >= 0) || serial >= 2958466) return {};
  auto day = static_cast<long>(std::floor(serial));
  const auto seconds = static_cast<long>(std::llround((serial - std::floor(serial)) * 86400));
  // The 1900 count has a 29 February 1900 that never was: day 60.
  const long since_1970 = from_1904 ? day - 24107 : day - (day >= 60 ? 25569 : 25568);
  if (!from_1904 && day == 0 && seconds == 0) return {};
  // Civil date from days (Howard Hinnant's algorithm).
  const long z = since_1970 + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
  const long doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  const long d = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  const long year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  char out[160];
  if (!from_1904 && day == 0) {
    std::snprintf(out, sizeof out, "%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60,
                  seconds % 60);
  } else if (seconds == 0 || seconds >= 86400) {
    std::snprintf(out, sizeof out, "%04ld-%02ld-%02ld", year, month, d);
  } else {
    std::snprintf(out, sizeof out, "%04ld-%02ld-%02ld %02ld:%02ld:%02ld", year, month, d,
                  seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
  return out;
}

std::string shown_number(std::string_view raw, std::string_view format, bool from_1904) {
  double value = 0;
  const auto read = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (read.ec != std::errc() || read.ptr != raw.data() + raw.size() || !std::isfinite(value))
    return std::string(raw);
  if (format.empty() || format == "General" || format == "@") return plain_number(raw, value);
  const auto mask = read_mask(first_section(format, value));
  if (mask.date && !mask.plain) {
    auto date = date_of_serial(value, from_1904);
    return date.empty() ? plain_number(raw, value) : date;
  }
  if (mask.plain || mask.places == 0 || std::floor(value) != value || value < 0)
    return plain_number(raw, value);

  auto digits = plain_number(raw, value);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return digits;
  // From the right: each place takes a digit; the first place takes all that are left.
  std::string out;
  std::size_t places = mask.places;
  bool before_digits = false;
  for (auto m = mask.marks.rbegin(); m != mask.marks.rend(); ++m) {
    if (!m->second) {
      // A mark before the first digit of "###-####" is not shown when nothing stands before it.
      if (!(before_digits && places > 0)) out += m->first;
      continue;
    }
    --places;
    if (digits.empty()) {
      if (m->first == '0')
        out += '0';
      else
        before_digits = m->first == '#';
    } else {
      out += digits.back();
      digits.pop_back();
    }
    while (places == 0 && !digits.empty()) {
      out += digits.back();
      digits.pop_back();
    }
  }
  return {out.rbegin(), out.rend()};
}

}  // namespace ledgelight::decode
