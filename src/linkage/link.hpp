// linkage/link.hpp: which records of a list speak of one person.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "linkage/model.hpp"

namespace ledgelight::linkage {

struct Options {
  double keep = 0.1;     ///< pairs below this probability are forgotten; 0 < keep <= 0.5
  unsigned threads = 1;  ///< the result does not depend on it
};

/// A pair that was compared. left < right.
struct Link {
  std::uint32_t left, right;
  float odds;  ///< log2
};

struct Linked {
  Model model;
  std::vector<Link> links;              ///< by left, then right; each pair once; at least `keep`
  std::vector<std::uint32_t> group_of;  ///< for each record the lowest record of its group
  std::uint64_t compared = 0;           ///< pairs, counted once for each rule they met under
};

/// Compares, weighs, then resolves: likely links first, two groups become one when the pairs
/// across them, taken together, say so. Deterministic.
Linked link(const List& list, const Options& options);
Linked link(const List& list, const Options& options, Model model);

/// log2 odds that two groups are one person: each field counts once, as it agrees on average over
/// the pairs that say it. Below 0 when most pairs across are barred.
double odds_across(const Model& model, const List& list, std::span<const std::uint32_t> left,
                   std::span<const std::uint32_t> right);

/// The groups alone, from links weighed elsewhere. `across` is asked before two groups become one
/// of which at least one has more than one record; they stay apart when it is below 0.
using Across =
    std::function<double(std::span<const std::uint32_t>, std::span<const std::uint32_t>)>;
std::vector<std::uint32_t> resolve(std::size_t records, const std::vector<Link>& links,
                                   const Across& across);

struct Pair {
  std::uint32_t left, right;
  double probability;
};
/// What a caller is told: every pair of a group, at .5 or above (a pair that is one only through
/// others has the probability of the weakest link between); and pairs at `threshold` or above that
/// are no group, below .5. A group of more than `most_pairs_of` records is told as pairs with its
/// first.
inline constexpr std::size_t most_pairs_of = 300;
std::vector<Pair> pairs_of(const Linked& linked, double threshold);

}  // namespace ledgelight::linkage
