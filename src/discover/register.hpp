// discover/register.hpp: from findings to people: who is affected, with what, and where they live.
//
// Findings of one record (row, sentence) belong to one mention of a person. Mentions are joined,
// across files too, when they share
//   1 an SSN or ITIN, unless name and date of birth both disagree;
//   2 a name and a date of birth;
//   3 a name and a postal address;
//   4 a name and another number, e-mail address or telephone;
//   5 an e-mail address, when it belongs to exactly one person and no name disagrees.
// Never on a name alone, never on an address alone: a household stays apart, and so do father and
// son (suffix), twins (given name) and any two with different SSNs. Every join is listed with its
// rule, so it can be explained and undone.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "discover/finding.hpp"

namespace ledgelight::discover {

struct Person {
  std::uint32_t number = 0;                   ///< from 1, in order of first appearance
  Personal<std::string> name;                 ///< fullest form seen; empty when none
  std::vector<Personal<std::string>> address; ///< lines for an envelope; empty when none
  Personal<Postal> postal;                    ///< the same, in parts
  std::vector<Element> elements;              ///< all kinds exposed, ascending, each once
  std::vector<std::size_t> findings;          ///< indexes into what was given, ascending
  std::string state;                          ///< "CT"; "??" when nothing says
  std::string ground;                         ///< why: "mailing address in 3 of 3 records"
  bool affected = false;                      ///< name with a weighty element, or credentials
};

/// Why two mentions are one person.
struct Join {
  std::size_t left = 0, right = 0;  ///< index of the first finding of each mention
  std::string rule;                 ///< "same SSN", "same name and date of birth" …
};

struct Register {
  std::vector<Person> people;
  std::vector<std::uint32_t> person_of;  ///< for each finding given: Person::number, 0 for nobody
  std::vector<Join> joins;
  std::vector<Join> doubtful;            ///< shares a number, yet name and birth disagree: for a person to judge
  /// Affected people by state, "??" included.
  std::map<std::string, std::uint64_t> states() const;
};

/// Pure; the same findings in the same order give the same register.
Register build_register(std::span<const Finding> findings);

}  // namespace ledgelight::discover
