// law/register_counts.hpp: a register of people, counted as the engine wants it.
//
// Duties turn on how many residents of which state had which elements exposed. A register of a
// million people has few such combinations: counting them is one pass, the law is asked once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "law/facts.hpp"

namespace ledgelight::law {

/// One person: a jurisdiction and the set of elements.
struct RegisterRow {
  static constexpr std::uint8_t unknown_state = 255;
  std::uint64_t elements = 0;  ///< bit i: element_tokens()[i]
  std::uint8_t state = unknown_state;  ///< index into jurisdiction_codes()
  bool without_contact = false;        ///< no address by which they could be told
};

/// Bits of one token; nullopt: not in the vocabulary.
std::optional<std::uint64_t> element_bit(std::string_view token);
std::optional<std::uint8_t> state_index(std::string_view code);  ///< "US-CT"

/// Counts by (state, element set); `add` in parts of any size.
class RegisterCounts {
 public:
  RegisterCounts();
  void add(const RegisterRow* rows, std::size_t count);
  void add(const std::vector<RegisterRow>& rows) { add(rows.data(), rows.size()); }
  std::size_t combinations() const { return used_; }
  /// As F.json's people[], by state then elements; `identified` is not the register's to know. A
  /// person of unknown state is in a group without one.
  std::vector<PeopleGroup> groups() const;

 private:
  struct Slot {
    std::uint64_t elements = 0;
    std::uint8_t state = 0;
    bool taken = false;
    std::int64_t count = 0, without_contact = 0;
  };
  Slot& slot_for(const RegisterRow& row);
  void grow();
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace ledgelight::law
