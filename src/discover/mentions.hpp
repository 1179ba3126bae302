// discover/mentions.hpp: what one record says about one person, made small.
//
// Values are kept as hashes or as the index of the finding that has them, so that a mention costs
// about 80 bytes however long its texts. Two different values have the same hash once in 2^64.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "discover/kept.hpp"
#include "linkage/names.hpp"

namespace ledgelight::discover {

inline constexpr std::uint32_t nothing = 0xFFFFFFFFU;
static_assert(element_count <= 64);

struct Number {
  std::uint64_t value = 0;  ///< hash of kind and value
  std::uint32_t finding = 0;
};

struct Mention {
  std::uint64_t ssn = 0;      ///< hash; 0 when unsaid
  std::uint64_t address = 0;  ///< hash of house, street and place; 0 unless the place is certain
  std::uint32_t birth = 0;    ///< yyyymmdd; 0 when unsaid
  std::uint32_t name = 0;     ///< index into Mentions::names; 0 for none
  std::uint32_t first = nothing;  ///< finding
  std::uint32_t full_name = nothing, ssn_at = nothing, birth_at = nothing, postal = nothing,
                state = nothing;
  std::uint32_t numbers = 0, numbers_count = 0;  ///< into Mentions::numbers
  std::uint32_t count = 0;                       ///< findings
  std::uint64_t elements = 0;                    ///< of the findings: a bit each
  bool own_number = false;                       ///< anything but a telephone
};

struct Mentions {
  std::vector<Mention> all;               ///< in order of first appearance
  PagedNumbers of_finding;                ///< nothing: belongs to no mention
  std::vector<linkage::NameParts> names;  ///< [0] is empty; each different name once
  std::vector<std::string> split_names;   ///< full forms of names that stood in several columns
  std::vector<std::uint32_t> split_of;    ///< by mention: index into split_names, or nothing
  std::vector<Number> numbers;

  const linkage::NameParts& name(const Mention& m) const { return names[m.name]; }
  std::span<const Number> numbers_of(const Mention& m) const {
    return std::span(numbers).subspan(m.numbers, m.numbers_count);
  }
  std::string full_name(const KeptFindings& findings, std::size_t mention) const;
};

Mentions mentions_of(const KeptFindings& findings);

/// "12 Main Street, Apt. 3" and "12 MAIN ST APT 3" are one.
std::string street_key(std::string_view street);

}  // namespace ledgelight::discover
