// desk/readings.hpp: counsel takes a reading of the law upon themselves, once, with a reason.
//
// Until then nothing that rests on it may be approved for sending.
#pragma once

#include "desk/desk.hpp"
#include "notice/readings.hpp"

namespace ledgelight::desk {

struct ReadingLine {
  notice::Reading reading;
  std::optional<notice::Signature> signature;
};
/// What the sheet rests on, in its order. Gate as show_sheet.
Result<std::vector<ReadingLine>> readings_of_sheet(Desk& desk, const Actor& actor, const SheetId& id);

/// `scope`: "case", or "pack" (every case in which the packs give rise to the same reading; only
/// for readings of the law, not of facts: bad_input). not_found: the sheet has no such reading;
/// conflict: it is signed already. Needs counsel's own credential.
Result<void> sign_reading(Desk& desk, const Actor& actor, const SheetId& sheet, std::string_view reading,
                          std::string_view scope, std::string_view reason);

// ---- for the rest of this room -------------------------------------------------------------------

/// The signatures that hold for a case; `before`: those entered before that ledger event.
Result<std::vector<notice::Signature>> signatures_of(Desk& desk, Tx& tx, const CaseId& id,
                                                     std::optional<std::uint64_t> before = {});

/// The guard before anything is approved for sending: needs_approval, naming the first reading,
/// unless each reading of the newest sheet's duties is signed. A duty counts when its jurisdiction is
/// among `jurisdictions` and its kind among `kinds`; empty: all.
Result<void> require_signed(Desk& desk, Tx& tx, const CaseId& id,
                            const std::vector<std::string>& jurisdictions,
                            const std::vector<std::string>& kinds);
/// The same for every duty of one sheet, whatever day it looks at, before it leaves the draft.
Result<void> require_signed_sheet(Desk& desk, Tx& tx, const SheetRow& sheet);
/// The same for one duty of one sheet, before it counts as done. not_found: no such duty there.
Result<void> require_signed_duty(Desk& desk, Tx& tx, const SheetRow& sheet, std::string_view duty);

}  // namespace ledgelight::desk
