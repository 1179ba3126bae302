// desk/suspects.hpp: sealed compartments of a case: named suspects, and facts that may name people.
//
// A suspect is "Person A" wherever the desk shows, lists or exports words of a case. The names lie
// under a key of their own that hangs on the desk, not on the case: whoever may read the case does
// not read them. Opening needs Action::open_compartment and a reason, and is an act on the ledger.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casefile/fact.hpp"
#include "desk/desk.hpp"

namespace ledgelight::desk {

struct NewSuspect {
  std::vector<std::string> names;  ///< the name first, then others they go by; each 3 to 200 bytes
  std::string note;
};
/// Gives the next letter ("A"). From then on the names are shown as "Person A"; so is a family name
/// alone. Needs Action::state_fact.
Result<std::string> name_suspect(Desk& desk, const Actor& actor, const CaseId& id, const NewSuspect& who);

struct SuspectLine {
  std::string letter;
  std::string by;
  Instant at;
};
Result<std::vector<SuspectLine>> list_suspects(Desk& desk, const Actor& actor, const CaseId& id);

struct Opened {
  std::vector<std::string> names;
  std::string note;
};
/// `reason` at least five signs. Errc::not_found for a letter that nobody has.
Result<Opened> open_suspect(Desk& desk, const Actor& actor, const CaseId& id, std::string_view letter,
                            std::string_view reason);

/// Every statement of a fact that may name people, oldest first; names of suspects stay letters.
Result<std::vector<casefile::Statement>> open_fact(Desk& desk, const Actor& actor, const CaseId& id,
                                                   std::string_view name, std::string_view reason);

/// Puts "Person A" where a suspect of the case is named: upper or lower case and white space do not
/// matter for a whole name, "Last, First" is one, and a family name alone counts when written with a
/// capital. Words longer than the name do not.
class Masks {
 public:
  static Result<Masks> of(Desk& desk, Tx& tx, const CaseId& id);
  std::string operator()(std::string_view text) const;
  /// The same for a piece that was cut out of a longer text: a name of which only three signs or
  /// more of a word are left, at the side where it was cut, is one too.
  std::string piece(std::string_view text, bool cut_before, bool cut_after) const;
  /// Every text in it, at any depth; names of members stay.
  Json json(const Json& value) const;
  bool touches(std::string_view text) const { return !masks_.empty() && (*this)(text) != text; }
  bool touches_json(const Json& value) const { return !masks_.empty() && json(value) != value; }
  bool empty() const { return masks_.empty(); }

  /// One name and what stands for it. For tests and for whoever has the names already.
  void add(const std::string& name, const std::string& letter);

 private:
  struct Mask {
    std::vector<std::string> words;  ///< in lower case, or as written when `exact`
    bool exact = false;
    std::string instead;
  };
  std::vector<Mask> masks_;  ///< those of more words first
};

}  // namespace ledgelight::desk
