// discover/bonds.hpp: who is one with whom so far, what is known of each person, and what is asked.
//
// The parts of tie.hpp work on it one after the other, from the surest ground to the weakest.
#pragma once

#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "discover/mentions.hpp"
#include "discover/tie.hpp"

namespace ledgelight::discover {

inline constexpr double sure = 0.9;      ///< joined from here on
inline constexpr double likely = 0.5;    ///< counted once from here on
inline constexpr double unlikely = 0.1;  ///< no question below

/// What is known of a person so far; by root.
struct Facts {
  std::uint64_t ssn = 0, address = 0;
  std::uint32_t birth = 0, ssn_at = nothing, birth_at = nothing, postal = nothing, email = nothing,
                phone = nothing, licence = nothing;
  std::uint32_t name = 0;  ///< the fullest so far
  bool no_suffix = false;  ///< written without one where suffixes are written
};

/// How much may differ: anything; nothing; slips; not even a suffix that one of them never has.
enum class Strict : std::uint8_t { same_ssn, yes, slips_allowed, suffix_too };

class Bonds {
 public:
  Bonds(const KeptFindings& findings, const Mentions& mentions);

  const KeptFindings& findings;
  const Mentions& mentions;

  /// Mentions, each a person of its own at first; a person is named by its first mention.
  std::uint32_t size() const { return static_cast<std::uint32_t>(parent_.size()); }
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i)
      i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  const Facts& facts(std::uint32_t root) const { return facts_[root]; }
  const linkage::NameParts& name_at(std::uint32_t root) const {
    return mentions.names[facts_[root].name];
  }
  /// Known by more than a name: a number, a birth, a house.
  bool known(std::uint32_t root) const {
    const auto& f = facts_[root];
    return f.ssn != 0 || f.birth != 0 || f.address != 0;
  }
  /// Does the file of that record write suffixes? Then a name without one has none.
  bool writes_suffixes(std::uint32_t mention) const;

  bool no_conflict(std::uint32_t root_a, std::uint32_t root_b, Strict strict) const;
  bool ssns_differ(std::uint32_t root_a, std::uint32_t root_b) const;

  /// False, and nothing done, when what is known of the two forbids it.
  bool join(std::uint32_t a, std::uint32_t b, const std::string& rule, double probability,
            Strict strict);
  /// A question for an officer; each two people once, and a record that was asked about often
  /// enough is not asked about again.
  void doubt(std::uint32_t a, std::uint32_t b, const std::string& why, double probability);
  bool may_ask(std::uint32_t a, std::uint32_t b);
  /// More likely than not `mention` is somebody who is counted: `whom`, or (nothing) one of
  /// several.
  void count_once(std::uint32_t mention, std::uint32_t whom);

  Tied finish();

 private:
  std::pair<std::uint32_t, std::uint64_t> file_of(const Mention& m) const;
  bool ssn_slip(const Facts& a, const Facts& b) const;
  std::uint32_t number_of(const std::string& rule);

  std::vector<std::uint32_t> parent_;
  std::vector<Facts> facts_;
  std::vector<std::uint8_t> asked_;
  std::vector<std::size_t> met_known_;  ///< by root: joins there were when two who are known met
  struct Once {
    std::uint32_t mention, whom;
    bool known;
    std::size_t joins;
  };
  std::vector<Once> once_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::size_t> suffixes_;
  std::unordered_set<std::uint64_t> doubted_;
  std::unordered_map<std::string, std::uint32_t> rules_;
  Tied out_;
};

bool births_differ(std::uint32_t a, std::uint32_t b);
/// How much of a name is said; more is fuller.
int weight_of(const linkage::NameParts& name);

// The parts, in the order in which tie() asks them.
void tie_by_values(Bonds& bonds);                    ///< the same number, birth, address
void tie_by_weight(Bonds& bonds, unsigned threads);  ///< slips of the pen
void tie_by_own_values(Bonds& bonds);  ///< a number or address without a name beside it
void tie_by_name(Bonds& bonds);  ///< nothing but a name, or an address made of one

}  // namespace ledgelight::discover
