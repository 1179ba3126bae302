// linkage/model.hpp: what agreement is worth (Fellegi and Sunter, 1969).
//
// m: how often a level is seen between records of one person; u: between records of two. The weight
// of a level is log2(m/u) bits; a pair's weights add up to log2 of the odds that it is one person.
// A missing value weighs nothing. Agreement on a rare name weighs more than on a common one.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linkage/compare.hpp"

namespace ledgelight::linkage {

using Table = std::array<std::array<double, level_count>, field_count>;

struct Model {
  Table m{}, u{};
  Table bits{};        ///< log2(m/u), never rising from closer to farther
  double prior = -20;  ///< log2 of the odds before anything is compared
  double records = 0;  ///< of the list, for the frequencies of names
  std::array<double, field_count> common{};  ///< log2 of the records that share a value on average

  /// Before anything was learned: what is usual in lists of people.
  static Model usual(const List& list);
  void weigh();  ///< bits and common from m and u
};

/// What stands against calling a pair one person whatever its weights say.
enum class Bar : std::uint8_t {
  none,
  household,   ///< all that agrees can be shared by people who live together or are twins
  namesakes,   ///< one name at one address, yet births far apart: parent and child
  generation,  ///< Jr and Sr
  borrowed,    ///< one number, yet name and birth differ
};
Bar bar_of(Pattern pattern);
/// Something that only one person has agrees, but for a slip: SSN, another number, e-mail address.
bool own_agrees(Pattern pattern);
std::string_view bar_words(Bar bar);

/// log2 of the odds that two records are one person. Symmetric.
double odds(const Model& model, const List& list, const Record& a, const Record& b,
            Pattern pattern);
/// The same, field by field: absent as soon as nothing that is left could bring them to `least`.
std::optional<double> odds_above(const Model& model, Comparer& comparer, const Record& a,
                                 const Record& b, double least);
double probability(double log2_odds);

/// One line for one field: what was seen and what it weighs.
struct Reason {
  Field field;
  std::uint8_t level;
  double bits;
};
std::vector<Reason> reasons(const Model& model, const List& list, const Record& a, const Record& b);
/// "family name the same (rare) +12.1; date of birth one slip +6.2; sum +15.3 with −3.0 to begin
/// with"
std::string explained(const Model& model, const List& list, const Record& a, const Record& b);

/// Learns without labels: u from random pairs (a fixed seed), m by expectation–maximisation over
/// the pairs of each blocking rule, the fields of the rule left out of its own lesson. The same for
/// any number of threads.
Model learn(const List& list, unsigned threads = 1);

}  // namespace ledgelight::linkage
