// law/register.hpp: a register of affected people, one row a person, brought down to the groups
// that the engine reads: one for each state and set of elements.
//
// Pure, and made for millions of rows: adding one takes no allocation once its group was seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "law/facts.hpp"

namespace ledgelight::law {

/// Elements as bits, by place in element_tokens(): at most 64 tokens.
using ElementMask = std::uint64_t;
ElementMask mask_of(const Elements& elements);
Elements elements_of(ElementMask mask);

/// Place in jurisdiction_codes() of "US-CT"; absent: no such jurisdiction.
std::optional<std::uint8_t> jurisdiction_index(std::string_view code);

class Register {
 public:
  /// One person who lives in `jurisdiction` (an index into jurisdiction_codes()).
  void add(std::uint8_t jurisdiction, ElementMask exposed, bool has_contact = true);

  std::int64_t people() const { return people_; }
  /// As people[] of the facts, by jurisdiction, then by elements; `identified` for all of them.
  std::vector<PeopleGroup> groups(const std::optional<Date>& identified = {}) const;

 private:
  struct Key {
    ElementMask exposed;
    std::uint8_t jurisdiction;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      auto mixed = (key.exposed ^ (std::uint64_t{key.jurisdiction} << 56U)) * 0x9E3779B97F4A7C15U;
      return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
    }
  };
  struct Sum {
    std::int64_t count = 0, without_contact = 0;
  };
  std::unordered_map<Key, Sum, Hash> sums_;
  std::int64_t people_ = 0;
};

}  // namespace ledgelight::law
