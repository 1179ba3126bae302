// casefile/people.hpp: how many people, by the state they live in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casefile/fact.hpp"

namespace ledgelight::casefile {

struct StateCount {
  std::string state;  ///< "US-CT"
  std::uint64_t count = 0, suspected = 0;  ///< suspected is part of count
  std::uint64_t without_contact = 0;
  std::vector<std::string> elements;       ///< union over its lines, in the order of the list
  friend bool operator==(const StateCount&, const StateCount&) = default;
};

struct PeopleCount {
  std::vector<StateCount> states;  ///< most people first, then by code
  std::uint64_t count = 0, suspected = 0, without_contact = 0;
  /// What `people.total` says, if known or suspected, and how many of it no state accounts for.
  bool total_stated = false;
  std::uint64_t total = 0;
  std::uint64_t unplaced = 0;
};
/// Ruled-out lines are left out. Sums stop at 2^53-1.
PeopleCount people_by_state(const FactBook& book);

}  // namespace ledgelight::casefile
