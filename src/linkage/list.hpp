// linkage/list.hpp: the records to be linked, encoded small: about 50 bytes a record and each
// different text once, so that ten million records fit into a gibibyte.
//
// What a record does not say is kept as "missing", which is evidence for nothing.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/names.hpp"

namespace ledgelight::linkage {

inline constexpr std::uint64_t hashed_code = 1ULL << 63, digit_code = 1ULL << 62;

/// What a caller can say about a record. `name` and `address` are taken apart; a value given by
/// itself (given, street …) goes before a part of them.
enum class Key : std::uint8_t {
  name,
  given,
  middle,
  family,
  suffix,
  birth,
  ssn,
  phone,
  email,
  address,
  house,
  street,
  unit,
  line,
  city,
  state,
  zip,
  sex,
  number
};
inline constexpr std::size_t key_count = 19;
/// One text for each Key, as it stands in the file; empty for missing.
using Values = std::array<std::string_view, key_count>;
inline std::string_view& at(Values& v, Key k) { return v[static_cast<std::size_t>(k)]; }
inline std::string_view at(const Values& v, Key k) { return v[static_cast<std::size_t>(k)]; }

/// Which number of a date with two small parts is the month. Told once for a whole column.
enum class DateOrder : std::uint8_t { month_first, day_first };

/// yyyymmdd as a number, from any common way of writing; month and day 0 when unsaid; 0 when it is
/// no date. A month of 19 is kept as written: a slip of the pen is still evidence.
std::uint32_t packed_date(std::string_view text, DateOrder order);
/// Letters and digits as one number: up to fifteen digits four bits each (a digit and one) with bit
/// 62 set; up to eleven signs in base 37; anything longer a hash with bit 63 set. 0 for none.
std::uint64_t packed_code(std::string_view text);
/// What packed_code packed; empty for a hash.
std::string code_text(std::uint64_t packed);

/// "12B Main Street, Apt. 3" -> 12b, "main st", 3. Words are shortened as the post does it.
struct Street {
  std::string house, street, unit;
};
Street street_parts(std::string_view address);
/// Street, and what follows it: "12 Main St, Stamford, CT 06901" has city, state and ZIP in it.
struct Address {
  Street street;
  std::string city, state, zip;
};
Address address_parts(std::string_view text);
/// Two letters for a US state's name or code, else the folded text.
std::string state_code(std::string_view state);

/// A record as it is compared. 0 is missing everywhere. `given` … `middle` are ids of names, `user`
/// of users, the other ids of texts; `house` is up to six signs in base 37.
struct Record {
  std::uint64_t ssn = 0, phone = 0, number = 0;
  std::uint32_t given = 0, family = 0, middle = 0, birth = 0;
  std::uint32_t user = 0, domain = 0;  ///< of the e-mail address
  std::uint32_t house = 0, street = 0, unit = 0, line = 0, city = 0, zip = 0;
  std::uint8_t state = 0, suffix = 0, sex = 0;
};

struct TextView {
  std::uint32_t count = 0;    ///< records that have it
  std::uint32_t letters = 0;  ///< letters_of
  std::string_view text;
};
struct NameView {
  std::uint32_t count = 0;
  std::uint32_t sound = 0;                  ///< sound_of
  std::uint32_t letters = 0;                ///< letters_of
  std::array<std::uint16_t, 4> families{};  ///< nickname families + 1; 0 for none
  std::string_view text;
};

class List {
 public:
  /// `keys`: what the records may say; anything else is not kept.
  explicit List(const std::array<bool, key_count>& keys, DateOrder order = DateOrder::month_first);
  ~List();
  List(const List&) = delete;
  List& operator=(const List&) = delete;

  /// Appends a record; its number is size() before the call. At most 2^32 - 2 records.
  void add(const Values& values);
  /// Call once after the last add: forgets what only adding needs, and takes as missing what is
  /// shared by too many names to be anybody's own (999-99-9999, none@example.com).
  void close();

  std::size_t size() const { return size_; }
  Record operator[](std::size_t i) const;
  NameView name(std::uint32_t id) const;  ///< empty for 0
  TextView text(std::uint32_t id) const;  ///< empty for 0
  TextView user(std::uint32_t id) const;  ///< of an e-mail address; not counted
  /// May a record have the field?
  bool has(Key key) const { return keys_[static_cast<std::size_t>(key)]; }

 private:
  class Texts;
  std::uint8_t* row(std::size_t i);
  template <class T>
  void put(std::size_t i, std::uint8_t offset, T value);
  void forget_shared();

  static constexpr std::uint8_t absent = 255;
  struct Layout {
    std::uint8_t ssn = absent, phone = absent, number = absent, given = absent, family = absent,
                 middle = absent, birth = absent, user = absent, domain = absent, house = absent,
                 street = absent, unit = absent, line = absent, city = absent, zip = absent,
                 state = absent, suffix = absent, sex = absent;
  } at_;
  std::array<bool, key_count> keys_;
  DateOrder order_;
  std::size_t size_ = 0, stride_ = 0;
  std::vector<std::unique_ptr<std::uint8_t[]>> chunks_;
  std::vector<std::string> states_;
  std::unique_ptr<Texts> names_, texts_, users_;
};

}  // namespace ledgelight::linkage
