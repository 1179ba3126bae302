// casefile/law_facts.hpp: the facts of a case as the law engine reads them.
//
// The shape is the facts file of the `law duties --facts` command (docs/formats/case.md). Only
// what is known or suspected is handed over: a key that is missing is unknown to the engine.
#pragma once

#include <string>
#include <vector>

#include "casefile/fact.hpp"

namespace ledgelight::casefile {

/// What the desk knows beside the case.
struct LawPlace {
  std::string city = "us/ct/stamford";   ///< pack
  std::string entity_kind = "municipality";
  std::string zone = "America/New_York"; ///< in which an instant becomes a day
};

/// A path that the engine was not given, and why.
struct Withheld {
  std::string path;                          ///< "access"
  Certainty certainty = Certainty::not_asked;  ///< ruled_out, unknown or not_asked
  friend bool operator==(const Withheld&, const Withheld&) = default;
};

struct LawFacts {
  Json facts;
  /// Paths into `facts` that rest on a suspicion: "data[1]", "discovered". Sorted.
  std::vector<std::string> suspected;
  /// Sorted by path.
  std::vector<Withheld> withheld;
};

/// Ruled out as a whole, a list is `[]` (none, known), a yes-or-no is false, and
/// `vendor_discovered` and `law_enforcement_hold` are null (there is none); an item of a list that
/// is ruled out is left out of it. Anything else ruled out is withheld. `occurred` keeps the
/// precision of the window.
LawFacts law_facts(const FactBook& book, const LawPlace& place = {});

}  // namespace ledgelight::casefile
