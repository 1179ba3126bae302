// desk/person_change.hpp: an affected person's name, address and state, looked at and put right.
//
// A correction is a new entry with its reason; what stood before is kept, sealed with the person.
// Letters prepared from then on use it.
#pragma once

#include "desk/discovery.hpp"

namespace ledgelight::desk {

struct PersonChange {
  Instant at;
  std::string by;                       ///< actor
  Personal<std::string> name, address;  ///< as they were before, the address line by line
  std::string residence, ground;        ///< before
  std::string reason;
};
struct PersonView {
  PersonLine line;
  std::vector<PersonChange> changes;  ///< oldest first
};
/// Needs Action::see_people.
Result<PersonView> show_person(Desk& desk, const Actor& actor, const CaseId& id,
                               const PersonId& person);

struct Correction {
  Personal<std::string> name;
  Personal<std::string> address;  ///< lines as they go on an envelope; empty: none is known
  std::string residence;          ///< "US-CT"; "" not known
  std::string reason;             ///< at least five signs
};
/// The person then stands accepted, and waits for a letter again if one came back. Needs
/// Action::judge_finding. bad_input: no reason, a state that is none, more than six lines or 200
/// bytes a line, nothing changed. wrong_state: the person is somebody else by an officer's word, or
/// a letter to them is approved and not mailed yet.
Result<void> correct_person(Desk& desk, const Actor& actor, const CaseId& id,
                            const PersonId& person, const Correction& to);

}  // namespace ledgelight::desk
