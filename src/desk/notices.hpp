// desk/notices.hpp: that a notice which a duty asks for was given.
//
// Letters to residents are marked by batch (letters.hpp). This is the other one: the regulator's
// form was filed, the bureaus, the media, the owner or a federal office were told.
#pragma once

#include "desk/duties.hpp"

namespace ledgelight::desk {

struct GivenNotice {
  std::string duty;  ///< id, as the newest sheet has it
  std::string on;    ///< the day it was given; not ahead
  std::string how;   ///< "portal, receipt 4711"; sealed with the fact
};
/// Adds it to the fact "notified" (who, state, rule, day), keeps a new sheet on which the duty is met
/// or met late, and returns that sheet. needs_approval while something that the duty rests on is not
/// signed: nothing goes out on it. What went out all the same, or before this desk was there, is
/// stated as a fact. wrong_state: no sheet, or facts or rules changed since; not_found: no such duty;
/// conflict: it counts as met; bad_input: a day ahead, or a duty of a kind that no notice meets.
Result<Sheet> record_notice(Desk& desk, const Actor& actor, const CaseId& id, const GivenNotice& given);

/// Whether record_notice could meet a duty of this kind: all but offer-services and other.
bool met_by_notice(std::string_view kind);

}  // namespace ledgelight::desk
