// linkage/block.hpp: which pairs are worth comparing: those that share one of some keys.
//
// Keys are sorted, not hashed into tables: twelve bytes a record, one rule at a time. A block that
// is too large is parted by further keys; what still is too large is sorted by everything it says
// and compared within a window. So the number of pairs grows with the records, not with their
// square.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "linkage/compare.hpp"

namespace ledgelight::linkage {

using KeyOf = std::uint64_t (*)(const List&, const Record&);  ///< 0: no such key

struct Rule {
  std::string_view name;
  std::uint32_t fields;  ///< bits of the Fields its key speaks of
  bool teaches;          ///< its blocks are good to learn from: not made of households
  KeyOf key;
  std::array<KeyOf, 3> parts;  ///< further keys for blocks that are too large; nullptr ends them
};
std::span<const Rule> rules();

/// Records in one block that are compared each with each.
std::size_t block_cap(std::size_t records);

struct Keyed {
  std::uint32_t high, low, record;
};
/// The records that have the key of `rule`, sorted by key, then record; `sample` > 1 takes only
/// every so many keys (by their hash), the others left for `from` 1 and on. Same result for any
/// number of threads.
std::vector<Keyed> keyed(const List& list, const Rule& rule, std::uint64_t sample, unsigned threads,
                         std::uint64_t from = 0);

/// Calls `block` with the members (ascending, at least two) of every group whose records are to be
/// compared each with each; `keys` must not cut a block of equal keys in two.
void pairs_in(const List& list, const Rule& rule, std::span<const Keyed> keys, std::size_t cap,
              const std::function<void(std::span<const std::uint32_t>)>& block);

}  // namespace ledgelight::linkage
