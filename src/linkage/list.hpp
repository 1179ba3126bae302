// linkage/list.hpp: the records to be linked, encoded small: about 40 bytes a record with twelve
// columns, and each different text once, so that ten million records fit into a gibibyte.
//
// What a record does not say is kept as "missing", which is evidence for nothing.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/names.hpp"
#include "linkage/texts.hpp"

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

class List {
 public:
  /// `keys`: what the records may say; anything else is not kept.
  explicit List(const std::array<bool, key_count>& keys, DateOrder order = DateOrder::month_first);
  List(const List&) = delete;
  List& operator=(const List&) = delete;

  /// What the values of a record come to, before its texts are given their ids.
  struct Parsed {
    std::uint64_t ssn = 0, phone = 0, number = 0;
    std::uint32_t birth = 0, house = 0, unit = 0;
    std::uint8_t suffix = 0, sex = 0;
    std::string given, family, middle, user, domain, street, line, city, zip, state;
  };
  /// Any thread may, at any time: it reads nothing that add() changes.
  void parse(const Values& values, Parsed& out) const;
  /// Appends a record; its number is size() before the call. At most 2^32 - 2 records.
  void add(const Parsed& parsed);
  void add(const Values& values);
  /// Call once after the last add: forgets what only adding needs, takes as missing what is shared
  /// by too many names to be anybody's own (999-99-9999, none@example.com), and packs the
  /// last rows (the others were when their chunk was full).
  void close();

  std::size_t size() const { return size_; }
  Record operator[](std::size_t i) const { return opened_.empty() ? unpacked(i) : opened_[i]; }
  NameView name(std::uint32_t id) const { return names_.name(id); }  ///< empty for 0
  TextView text(std::uint32_t id) const { return texts_.view(id); }  ///< empty for 0
  std::string_view user(std::uint32_t id) const {
    return users_.text(id);
  }  ///< of an e-mail address
  std::uint32_t name_count(std::uint32_t id) const { return names_.count(id); }
  /// May a record have the field?
  bool has(Key key) const { return keys_[static_cast<std::size_t>(key)]; }

 private:
  enum Column : std::uint8_t {
    c_ssn,
    c_phone,
    c_number,
    c_given,
    c_family,
    c_middle,
    c_birth,
    c_user,
    c_domain,
    c_house,
    c_street,
    c_unit,
    c_line,
    c_city,
    c_zip,
    c_state,
    c_suffix,
    c_sex
  };
  static constexpr std::size_t column_count = 18;
  static constexpr std::size_t rows_a_chunk = 1U << 16;
  static constexpr std::size_t most_opened = 1U << 17;  ///< records: 10 MiB
  static constexpr std::array<std::uint64_t, 9> masks{0,
                                                      0xFF,
                                                      0xFFFF,
                                                      0xFF'FFFF,
                                                      0xFFFF'FFFF,
                                                      0xFF'FFFF'FFFF,
                                                      0xFFFF'FFFF'FFFF,
                                                      0xFF'FFFF'FFFF'FFFF,
                                                      ~std::uint64_t{0}};

  /// Where the columns stand in the rows of one chunk.
  struct Layout {
    std::array<std::uint8_t, column_count> at{}, bytes{};  ///< 0 bytes: no record says it
    std::array<std::uint64_t, column_count> less{};        ///< taken off every value that is not 0
    std::size_t stride = 0;
    void place();  ///< `at` and `stride` from `bytes`
  };
  static std::uint64_t loaded(const std::uint8_t* row, const Layout& l, Column c) {
    std::uint64_t value;
    std::memcpy(&value, row + l.at[c], sizeof value);  // there are eight bytes after the last row
    value &= masks[l.bytes[c]];
    return value == 0 ? 0 : value + l.less[c];
  }
  std::uint64_t value(std::size_t i, Column c) const {
    const auto& l = layouts_[i / rows_a_chunk];
    return loaded(chunks_[i / rows_a_chunk].get() + i % rows_a_chunk * l.stride, l, c);
  }
  void put(std::size_t i, Column c, std::uint64_t value) {
    const auto& l = layouts_[i / rows_a_chunk];
    std::memcpy(chunks_[i / rows_a_chunk].get() + i % rows_a_chunk * l.stride + l.at[c], &value,
                l.bytes[c]);
  }
  Record unpacked(std::size_t i) const {
    const auto& l = layouts_[i / rows_a_chunk];
    const auto* row = chunks_[i / rows_a_chunk].get() + i % rows_a_chunk * l.stride;
    const auto get = [&](Column c) { return loaded(row, l, c); };
    const auto get32 = [&](Column c) { return static_cast<std::uint32_t>(get(c)); };
    Record r;
    r.ssn = get(c_ssn), r.phone = get(c_phone), r.number = get(c_number);
    r.given = get32(c_given), r.family = get32(c_family), r.middle = get32(c_middle);
    r.birth = get32(c_birth);
    r.user = get32(c_user), r.domain = get32(c_domain);
    r.house = get32(c_house), r.street = get32(c_street), r.unit = get32(c_unit);
    r.line = get32(c_line), r.city = get32(c_city), r.zip = get32(c_zip);
    r.state = static_cast<std::uint8_t>(get(c_state));
    r.suffix = static_cast<std::uint8_t>(get(c_suffix));
    r.sex = static_cast<std::uint8_t>(get(c_sex));
    return r;
  }
  void forget_shared();
  void pack(std::size_t chunk);

  std::array<bool, key_count> keys_;
  DateOrder order_;
  std::size_t size_ = 0;
  Layout wide_;  ///< of the chunk that is being filled
  std::vector<Layout> layouts_;
  std::vector<std::unique_ptr<std::uint8_t[]>> chunks_;
  std::vector<Record> opened_;  ///< of a short list, once it is closed
  std::vector<std::string> states_;
  Texts names_, texts_, users_;
};

}  // namespace ledgelight::linkage
