// desk/mailing.hpp: when the letters of a state have gone out, its residents have been told.
//
// A batch is one mailing of some letters. The duty is met when the last person it is owed to was
// written to: until then it stays open, and what is missing is said.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "desk/desk.hpp"

namespace ledgelight::desk {

/// Where the letters of one state stand against the duty to write to its residents.
struct MailedState {
  std::string state;                  ///< "US-CT"
  std::uint64_t mailed = 0;           ///< people with a letter in the post that did not come back
  std::optional<std::uint64_t> owed;  ///< as the duty sheet counts them; absent: not known
  std::uint64_t waiting = 0;  ///< accepted people of that state without one, and not excluded
  std::string last_mailed;    ///< the day of the last of them
  enum class Why { whole, waiting, more_owed, not_counted, no_duty, old_sheet } why = Why::whole;
  bool told() const { return why == Why::whole; }
};
std::string_view name_of(MailedState::Why why);  ///< "more-owed"

/// Of each state that had a letter mailed, by state. Gate: read_case.
Result<std::vector<MailedState>> mailed_states(Desk& desk, const Actor& actor, const CaseId& id);

// ---- for the rest of this room
// -------------------------------------------------------------------

/// For each of `states` whose residents have all been written to: the fact `notified` with the day
/// of the last letter, an act `notice.sent`, and one new duty sheet. Nothing for the others. The
/// caller passed the gate, and commits.
Result<std::vector<MailedState>> record_mailing(Desk& desk, Tx& tx, const Actor& actor,
                                                CaseRow& kase, const std::set<std::string>& states,
                                                const BatchId& batch);

}  // namespace ledgelight::desk
