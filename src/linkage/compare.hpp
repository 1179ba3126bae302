// linkage/compare.hpp: two records side by side: for each field, how far they agree.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "linkage/list.hpp"

namespace ledgelight::linkage {

/// What is compared. Fields that depend on each other are compared as one: house and street and
/// unit; city, state and ZIP.
enum class Field : std::uint8_t {
  given,
  family,
  middle,
  suffix,
  birth,
  ssn,
  phone,
  email,
  street,
  place,
  line,
  sex,
  number
};
inline constexpr std::size_t field_count = 13;
inline constexpr std::size_t level_count = 8;

/// How far they agree. Level 0 is always "one of them does not say"; the last level of a field is
/// always "different". Levels in between are ordered from closer to farther.
namespace level {
inline constexpr std::uint8_t missing = 0, exact = 1;
// given: exact, nickname or initial, close, rather close, swapped with the family name, different
inline constexpr std::uint8_t given_nickname = 2, given_close = 3, given_rather = 4,
                              given_swapped = 5, given_different = 6;
// family: exact, close, part of a double name, rather close, different
inline constexpr std::uint8_t family_close = 2, family_part = 3, family_rather = 4,
                              family_different = 5;
// middle: exact, initial, different;  suffix, sex: exact, different
inline constexpr std::uint8_t middle_initial = 2, middle_different = 3, two_different = 2;
// birth: exact, day and month swapped, one slip, two of day, month and year, different
inline constexpr std::uint8_t birth_swapped = 2, birth_slip = 3, birth_two = 4, birth_different = 5;
// ssn, phone, number: exact, one slip, (two slips, the same last four, or the next number),
// different
inline constexpr std::uint8_t code_slip = 2, code_last = 3, code_different = 4;
// email: exact, one slip, same user elsewhere, user alike, different
inline constexpr std::uint8_t email_slip = 2, email_user = 3, email_alike = 4, email_different = 5;
// street: the same, same house other unit, alike, same street, same house number, different
inline constexpr std::uint8_t street_unit = 2, street_alike = 3, street_same = 4, street_house = 5,
                              street_different = 6;
// place: city and ZIP (or the one that both say), one and the other alike, one, both alike, state,
// different
inline constexpr std::uint8_t place_alike = 2, place_one = 3, place_near = 4, place_state = 5,
                              place_different = 6;
// line: exact, close, rather close, different
inline constexpr std::uint8_t line_close = 2, line_rather = 3, line_different = 4;
}  // namespace level

/// Number of levels of a field, "missing" and "different" included.
std::size_t levels_of(Field field);
std::uint8_t different(Field field);
std::string_view field_name(Field field);                       ///< "date of birth"
std::string_view level_words(Field field, std::uint8_t level);  ///< "day and month swapped"

/// Three bits a field. Symmetric: compare(list, a, b) == compare(list, b, a).
using Pattern = std::uint64_t;
Pattern compare(const List& list, const Record& a, const Record& b);

/// The same for many pairs of one list: remembers how far two names agree, which the same block
/// asks again and again. One for each thread. Each of the four gives its own fields and leaves the
/// others at "missing"; together they are compare().
class Comparer {
 public:
  enum class Memory { none, names };
  explicit Comparer(const List& list, Memory memory = Memory::names);
  Pattern numbers(const Record& a,
                  const Record& b) const;           ///< birth, SSN, telephone, sex, suffix …
  Pattern names(const Record& a, const Record& b);  ///< given, family, middle
  Pattern places(const Record& a, const Record& b) const;  ///< street, place, line
  Pattern email(const Record& a, const Record& b) const;
  const List& list() const { return list_; }

 private:
  static constexpr std::size_t slots = 1U << 13;
  std::uint8_t remembered(std::vector<std::uint64_t>& of, std::uint32_t a, std::uint32_t b,
                          std::uint8_t (*level)(const List&, std::uint32_t, std::uint32_t));

  const List& list_;
  std::vector<std::uint64_t> given_, family_, cross_;
};
inline std::uint8_t level_in(Pattern p, Field f) {
  return static_cast<std::uint8_t>(p >> (3 * static_cast<unsigned>(f)) & 7U);
}
inline Pattern with(Pattern p, Field f, std::uint8_t l) {
  const auto shift = 3 * static_cast<unsigned>(f);
  return (p & ~(Pattern{7} << shift)) | static_cast<Pattern>(l) << shift;
}

}  // namespace ledgelight::linkage
