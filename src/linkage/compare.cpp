#include "linkage/compare.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

using namespace level;

struct FieldRow {
  std::string_view name;
  std::array<std::string_view, level_count> words;
};

constexpr std::array<FieldRow, field_count> table{{
    {"given name",
     {"not said", "the same", "nickname or initial", "one slip", "alike",
      "swapped with the family name", "different", ""}},
    {"family name",
     {"not said", "the same", "one slip", "part of a double name", "alike", "different", "", ""}},
    {"middle name", {"not said", "the same", "the same initial", "different", "", "", "", ""}},
    {"suffix", {"not said", "the same", "different", "", "", "", "", ""}},
    {"date of birth",
     {"not said", "the same", "day and month swapped", "one slip", "two of day, month and year",
      "different", "", ""}},
    {"Social Security number",
     {"not said", "the same", "one slip", "near: two slips, the last four, or the next number",
      "different", "", "", ""}},
    {"telephone",
     {"not said", "the same", "one slip", "near: two slips, the last four, or the next number",
      "different", "", "", ""}},
    {"e-mail address",
     {"not said", "the same", "one slip", "the same user elsewhere", "user alike", "different", "",
      ""}},
    {"street address",
     {"not said", "the same", "the same house, another unit", "alike", "the same street",
      "the same house number", "different", ""}},
    {"place",
     {"not said", "the same", "the same but for a slip", "city or ZIP code the same", "alike",
      "the same state only", "different", ""}},
    {"second address line", {"not said", "the same", "one slip", "alike", "different", "", "", ""}},
    {"sex", {"not said", "the same", "different", "", "", "", "", ""}},
    {"identifying number",
     {"not said", "the same", "one slip", "near: two slips, the last four, or the next number",
      "different", "", "", ""}},
}};

/// std::popcount is a call without the machine's own instruction, which we do not ask for.
int ones(std::uint32_t x) {
  x = x - (x >> 1 & 0x55555555U);
  x = (x & 0x33333333U) + (x >> 2 & 0x33333333U);
  return static_cast<int>(((x + (x >> 4)) & 0x0F0F0F0FU) * 0x01010101U >> 24);
}

/// Texts of these letters cannot be within `n` edits of each other.
bool beyond(std::uint32_t a, std::uint32_t b, int n) { return ones(a ^ b) > 2 * n; }

/// Is the Jaro–Winkler similarity at least `least`? Mostly told without working it out: letters
/// that only one has cannot be matched.
bool alike(std::uint32_t letters_a, std::string_view a, std::uint32_t letters_b, std::string_view b,
           double least) {
  const auto na = static_cast<double>(a.size()), nb = static_cast<double>(b.size());
  const double common =
      std::min(na - ones(letters_a & ~letters_b), nb - ones(letters_b & ~letters_a));
  if (common <= 0) return false;
  const double jaro = (common / na + common / nb + 1) / 3;
  const double prefix = a[0] != b[0] ? 0 : 4;
  return jaro + prefix * 0.1 * (1 - jaro) >= least && jaro_winkler(a, b) >= least;
}
template <class View>
bool alike(const View& a, const View& b, double least) {
  return alike(a.letters, a.text, b.letters, b.text, least);
}

/// "Unit 10", "Unit 110": names with numbers in them are told apart by those.
bool other_numbers(const NameView& a, const NameView& b) {
  if (a.letters >> 26U == 0 || b.letters >> 26U == 0) return false;  // nearly always
  std::string one, other;
  for (const auto& [from, to] : {std::pair(a.text, &one), std::pair(b.text, &other)})
    for (char c : from)
      if (c >= '0' && c <= '9') *to += c;
  return one != other;
}

bool close_names(const NameView& a, const NameView& b) {
  const auto shorter = std::min(a.text.size(), b.text.size());
  if (shorter < 3) return false;
  const int limit = shorter >= 8 ? 2 : 1;
  if (!beyond(a.letters, b.letters, limit) && edits(a.text, b.text, limit) <= limit) return true;
  return alike(a, b, 0.94);
}

bool rather_close_names(const NameView& a, const NameView& b) {
  const auto shorter = std::min(a.text.size(), b.text.size());
  if (shorter < 3) return false;
  if (a.sound == b.sound && a.sound > 31) return true;  // more than one sound
  return alike(a, b, 0.84) ||
         (shorter >= 5 && !beyond(a.letters, b.letters, 2) && edits(a.text, b.text, 2) <= 2);
}

bool share_a_family(const NameView& a, const NameView& b) {
  for (auto f : a.families)
    if (f != 0 && std::find(b.families.begin(), b.families.end(), f) != b.families.end())
      return true;
  return false;
}

std::uint8_t given_level(const List& list, std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0) return missing;
  if (a == b) return exact;
  const auto na = list.name(a), nb = list.name(b);
  if (other_numbers(na, nb)) return given_different;
  if (share_a_family(na, nb)) return given_nickname;
  if (na.text.size() == 1 || nb.text.size() == 1)
    return na.text[0] == nb.text[0] ? given_nickname : given_different;
  if (close_names(na, nb)) return given_close;
  const auto& [lesser, greater] =
      na.text.size() < nb.text.size() ? std::pair(na, nb) : std::pair(nb, na);
  if (lesser.text.size() >= 3 && greater.text.substr(0, lesser.text.size()) == lesser.text)
    return given_nickname;
  return rather_close_names(na, nb) ? given_rather : given_different;
}

std::uint8_t family_level(const List& list, std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0) return missing;
  if (a == b) return exact;
  const auto na = list.name(a), nb = list.name(b);
  if (other_numbers(na, nb)) return family_different;
  if (close_names(na, nb)) return family_close;
  const auto& [lesser, greater] =
      na.text.size() < nb.text.size() ? std::pair(na, nb) : std::pair(nb, na);
  if (lesser.text.size() >= 4 && greater.text.size() >= lesser.text.size() + 3 &&
      (greater.text.substr(0, lesser.text.size()) == lesser.text ||
       greater.text.substr(greater.text.size() - lesser.text.size()) == lesser.text))
    return family_part;
  return rather_close_names(na, nb) ? family_rather : family_different;
}

/// The same name in one's given and the other's family field, or nearly: `exact` or not.
std::uint8_t cross_level(const List& list, std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0) return missing;
  if (a == b) return exact;
  const auto na = list.name(a), nb = list.name(b);
  return !other_numbers(na, nb) && close_names(na, nb) ? exact : missing;
}

std::uint8_t birth_level(std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0) return missing;
  if (a == b) return exact;
  const auto ya = a / 10000, yb = b / 10000, ma = a / 100 % 100, mb = b / 100 % 100, da = a % 100,
             db = b % 100;
  if (ma == 0 || mb == 0)
    return ya == yb ? birth_two : birth_different;  // one gives no more than the year
  // One sign or two neighbours are in no more than two of the three.
  if (ya != yb && ma != mb && da != db) return birth_different;
  if (ya == yb && ma == db && da == mb) return birth_swapped;
  if (ya == yb && ma == mb && (da == 0 || db == 0)) return birth_slip;
  // One sign, or two neighbours exchanged.
  std::array<int, 8> wrong{};
  int n = 0;
  for (auto [x, y, i] = std::tuple(a, b, 7); i >= 0; --i, x /= 10, y /= 10)
    if (x % 10 != y % 10) wrong[static_cast<std::size_t>(n++)] = i;
  if (n == 1) return birth_slip;
  if (n == 2 && wrong[0] == wrong[1] + 1) {
    const auto power = [](int i) {
      std::uint32_t p = 1;
      for (; i < 7; ++i)
        p *= 10;
      return p;
    };
    const auto low = power(wrong[0]), high = power(wrong[1]);
    if (a / low % 10 == b / high % 10 && a / high % 10 == b / low % 10) return birth_slip;
  }
  const int same = (ya == yb) + (ma == mb) + (da == db);
  return same == 2 ? birth_two : birth_different;
}

/// Signs of a code, last first.
std::size_t signs_of(std::uint64_t code, std::array<char, 16>& out) {
  std::size_t n = 0;
  if ((code & digit_code) != 0) {
    for (code &= ~digit_code; code != 0; code >>= 4)
      out[n++] = static_cast<char>(code & 15U);
  } else {
    for (; code != 0; code /= 37)
      out[n++] = static_cast<char>(code % 37);
  }
  return n;
}

std::uint8_t code_level(std::uint64_t a, std::uint64_t b) {
  if (a == 0 || b == 0) return missing;
  if (a == b) return exact;
  if (((a | b) & hashed_code) != 0) return code_different;
  if ((a & b & digit_code) != 0) {
    const auto wrong = a ^ b;
    const auto all_ones = [](std::uint64_t x) {
      return ones(static_cast<std::uint32_t>(x >> 32)) + ones(static_cast<std::uint32_t>(x));
    };
    if (all_ones(wrong) > 12 && (a >> 56) == (b >> 56)) return code_different;
    // The usual case: as many digits, and more than two of them are not the same.
    const auto digits = [](std::uint64_t code) {
      return (67 - std::countl_zero(code & ~digit_code)) / 4;
    };
    const auto places = (wrong | wrong >> 1 | wrong >> 2 | wrong >> 3) & 0x1111'1111'1111'1111ULL;
    if (digits(a) == digits(b) && all_ones(places) > 2) return code_different;
  }
  std::array<char, 16> ta, tb;
  const auto na = signs_of(a, ta), nb = signs_of(b, tb);
  const auto shorter = std::min(na, nb), greater = std::max(na, nb);
  if (na == nb) {
    std::size_t wrong = 0, first = 0, last = 0;
    for (std::size_t i = 0; i < na; ++i)
      if (ta[i] != tb[i]) {
        if (wrong++ == 0) first = i;
        last = i;
      }
    // Brothers and sisters, and couples who queued together, have numbers one after the other.
    if (wrong == 1 && first == 0 && na >= 6 && (ta[0] - tb[0] == 1 || tb[0] - ta[0] == 1))
      return code_last;
    if (wrong == 1) return code_slip;
    if (wrong == 2 && last == first + 1 && ta[first] == tb[last] && ta[last] == tb[first])
      return code_slip;
    return wrong == 2 && na >= 6 ? code_last : code_different;
  }
  if (greater == shorter + 1 && shorter >= 5 && edits({ta.data(), na}, {tb.data(), nb}, 1) <= 1)
    return code_slip;
  // The last four digits of a number that is cut or masked.
  return shorter == 4 && greater > 6 && std::equal(ta.begin(), ta.begin() + 4, tb.begin())
             ? code_last
             : code_different;
}

/// The user name is made of the person's name, so it says little that the name does not.
bool made_of_name(const List& list, const Record& r, std::string_view user) {
  for (auto id : {r.family, r.given})
    if (id != 0)
      if (const auto name = list.name(id).text;
          name.size() >= 3 && user.find(name) != std::string_view::npos)
        return true;
  return false;
}

std::uint8_t email_level(const List& list, const Record& a, const Record& b) {
  if (a.user == 0 || b.user == 0) return missing;
  if (a.user == b.user && a.domain == b.domain) return exact;
  const auto ua = list.user(a.user), ub = list.user(b.user);
  const auto shorter = std::min(ua.size(), ub.size()), greater = std::max(ua.size(), ub.size());
  int n = 0;
  if (a.user != b.user) {
    if (shorter < 3 || greater > shorter + 2) return email_different;
    n = edits(ua, ub, 2);
    if (n > 2) return email_different;
  }
  const auto da = list.text(a.domain), db = list.text(b.domain);
  const bool domain = a.domain == b.domain ||
                      (!beyond(da.letters, db.letters, 2) && edits(da.text, db.text, 2) <= 2);
  // At a provider that many use, namesakes have addresses that are alike: "ada.sample17",
  // "ada.sample71".
  const auto many = std::max<std::size_t>(20, list.size() / 500);
  const bool namesakes = (da.count > many || db.count > many || !domain) &&
                         made_of_name(list, a, ua) && made_of_name(list, b, ub);
  if (a.user == b.user)
    return ua.size() < 3 ? email_different : domain ? email_slip : namesakes ? missing : email_user;
  if (namesakes) return missing;
  if (domain && n <= (shorter >= 8 ? 2 : 1)) return email_slip;
  return shorter >= 6 ? email_alike : email_different;
}

bool texts_close(const TextView& a, const TextView& b) {
  const auto shorter = std::min(a.text.size(), b.text.size());
  if (shorter < 3) return false;
  const int limit = shorter >= 14 ? 3 : shorter >= 8 ? 2 : 1;
  return !beyond(a.letters, b.letters, limit) && edits(a.text, b.text, limit) <= limit;
}

bool houses_close(std::uint32_t a, std::uint32_t b) {
  std::array<char, 16> ta, tb;
  const auto na = signs_of(a, ta), nb = signs_of(b, tb);
  return edits({ta.data(), na}, {tb.data(), nb}, 1) <= 1;
}

std::uint8_t street_level(const List& list, const Record& a, const Record& b) {
  const bool house = a.house != 0 && b.house != 0, street = a.street != 0 && b.street != 0;
  if (!house && !street) return missing;
  if (!street)
    return a.house == b.house               ? street_house
           : houses_close(a.house, b.house) ? missing
                                            : street_different;
  if (a.street == b.street) {
    if (!house) return street_same;
    if (a.house == b.house)
      return a.unit != 0 && b.unit != 0 && a.unit != b.unit ? street_unit : exact;
    return houses_close(a.house, b.house) ? street_alike : street_same;
  }
  const auto ta = list.text(a.street), tb = list.text(b.street);
  // "main" and "mainst": the kind of street is often left out.
  const auto& [lesser, greater] =
      ta.text.size() < tb.text.size() ? std::pair(ta.text, tb.text) : std::pair(tb.text, ta.text);
  const bool cut = lesser.size() >= 4 && greater.size() <= lesser.size() + 5 &&
                   greater.substr(0, lesser.size()) == lesser;
  const bool close = cut || texts_close(ta, tb);
  if (!house) return close ? street_same : street_different;
  if (a.house == b.house) return close || alike(ta, tb, 0.85) ? street_alike : street_house;
  return close ? street_same : street_different;
}

std::uint8_t place_level(const List& list, const Record& a, const Record& b) {
  const bool zip = a.zip != 0 && b.zip != 0, city = a.city != 0 && b.city != 0,
             state = a.state != 0 && b.state != 0;
  if (!zip && !city) return !state ? missing : a.state == b.state ? place_state : place_different;
  const auto near_zip = [&] {
    const auto ta = list.text(a.zip), tb = list.text(b.zip);
    return !beyond(ta.letters, tb.letters, 1) && edits(ta.text, tb.text, 1) <= 1;
  };
  const auto near_city = [&] {
    const auto ta = list.text(a.city), tb = list.text(b.city);
    return texts_close(ta, tb) ||
           (std::min(ta.text.size(), tb.text.size()) >= 4 && alike(ta, tb, 0.9));
  };
  const int z = !zip ? -1 : a.zip == b.zip ? 2 : near_zip() ? 1 : 0;
  const int c = !city ? -1 : a.city == b.city ? 2 : near_city() ? 1 : 0;
  if ((z == 2 && c != 0 && c != 1) || (c == 2 && z == -1)) return exact;
  if ((z == 2 && c == 1) || (c == 2 && z == 1)) return place_alike;
  if (z == 2 || c == 2) return place_one;
  if ((z == 1 || z == -1) && (c == 1 || c == -1)) return place_near;
  return state && a.state == b.state ? place_state : place_different;
}

std::uint8_t line_level(const List& list, std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0) return missing;
  if (a == b) return exact;
  const auto ta = list.text(a), tb = list.text(b);
  if (texts_close(ta, tb)) return line_close;
  return alike(ta, tb, 0.85) ? line_rather : line_different;
}

std::uint8_t two_level(std::uint8_t a, std::uint8_t b) {
  return a == 0 || b == 0 ? missing : a == b ? exact : two_different;
}

std::uint8_t middle_level(const List& list, std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0) return missing;
  if (a == b) return exact;
  const auto ta = list.name(a).text, tb = list.name(b).text;
  if (ta.size() == 1 || tb.size() == 1) return ta[0] == tb[0] ? middle_initial : middle_different;
  return close_names(list.name(a), list.name(b)) ? middle_initial : middle_different;
}

constexpr Pattern put(Field f, std::uint8_t l) {
  return static_cast<Pattern>(l) << (3 * static_cast<unsigned>(f));
}

}  // namespace

std::size_t levels_of(Field field) {
  const auto& words = table[static_cast<std::size_t>(field)].words;
  return static_cast<std::size_t>(std::find(words.begin(), words.end(), "") - words.begin());
}
std::uint8_t different(Field field) { return static_cast<std::uint8_t>(levels_of(field) - 1); }
std::string_view field_name(Field field) { return table[static_cast<std::size_t>(field)].name; }
std::string_view level_words(Field field, std::uint8_t l) {
  return table[static_cast<std::size_t>(field)].words[l];
}

Comparer::Comparer(const List& list, Memory memory) : list_(list) {
  if (memory == Memory::none) return;
  for (auto* of : {&given_, &family_, &cross_})
    of->assign(slots, 0);
}

std::uint8_t Comparer::remembered(std::vector<std::uint64_t>& of, std::uint32_t a, std::uint32_t b,
                                  std::uint8_t (*level)(const List&, std::uint32_t,
                                                        std::uint32_t)) {
  if (a > b) std::swap(a, b);
  if (of.empty() || (b >> 30) != 0) return level(list_, a, b);
  const auto key = static_cast<std::uint64_t>(a) << 34 | static_cast<std::uint64_t>(b) << 4;
  auto& slot = of[(key * 0x9e3779b97f4a7c15ULL) >> 51];
  static_assert(slots == 1U << 13);
  if ((slot & ~std::uint64_t{15}) != key) slot = key | level(list_, a, b);
  return static_cast<std::uint8_t>(slot & 15U);
}

Pattern Comparer::numbers(const Record& a, const Record& b) const {
  return put(Field::suffix, two_level(a.suffix, b.suffix)) |
         put(Field::birth, birth_level(a.birth, b.birth)) |
         put(Field::ssn, code_level(a.ssn, b.ssn)) |
         put(Field::phone, code_level(a.phone, b.phone)) |
         put(Field::sex, two_level(a.sex, b.sex)) |
         put(Field::number, code_level(a.number, b.number));
}

Pattern Comparer::names(const Record& a, const Record& b) {
  const auto level = [&](std::vector<std::uint64_t>& of, std::uint32_t x, std::uint32_t y,
                         auto* told) {
    return x == 0 || y == 0 ? missing : x == y ? exact : remembered(of, x, y, told);
  };
  auto given = level(given_, a.given, b.given, given_level);
  auto family = level(family_, a.family, b.family, family_level);
  if (given != exact && family != exact && level(cross_, a.given, b.family, cross_level) == exact &&
      level(cross_, a.family, b.given, cross_level) == exact) {
    given = given_swapped;
    family = missing;
  }
  return put(Field::given, given) | put(Field::family, family) |
         put(Field::middle, middle_level(list_, a.middle, b.middle));
}

Pattern Comparer::places(const Record& a, const Record& b) const {
  // The two lines of an address come in either order.
  auto street = street_level(list_, a, b);
  auto line = line_level(list_, a.line, b.line);
  if (a.line != 0 && b.line != 0 && a.street != 0 && b.street != 0 && line == line_different &&
      street >= street_house && texts_close(list_.text(a.street), list_.text(b.line)) &&
      texts_close(list_.text(a.line), list_.text(b.street))) {
    street = a.house == b.house ? exact : street_same;
    line = line_close;
  }
  return put(Field::street, street) | put(Field::place, place_level(list_, a, b)) |
         put(Field::line, line);
}

Pattern Comparer::email(const Record& a, const Record& b) const {
  return put(Field::email, email_level(list_, a, b));
}

Pattern compare(const List& list, const Record& a, const Record& b) {
  Comparer c(list, Comparer::Memory::none);
  return c.numbers(a, b) | c.names(a, b) | c.places(a, b) | c.email(a, b);
}

}  // namespace ledgelight::linkage
