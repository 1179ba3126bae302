// desk/duties.hpp: what the facts of a case oblige the city to do, kept sheet by sheet.
#pragma once

#include "desk/desk.hpp"

namespace ledgelight::desk {

struct Sheet {
  SheetId id;
  CaseId case_id;
  Instant at;
  std::string known_at, facts_digest, packs_digest;
  Json facts;      ///< F.json as handed to the engine
  Json reckoning;  ///< duties JSON, exactly as `law duties --format json`
  bool privileged = true;  ///< until counsel released it
};

/// Reckons from the case's facts as known today (or at `known_at`, from the ledger), keeps the
/// sheet, moves the case's next due day. A duty is never dropped in silence.
Result<Sheet> decide_duties(Desk& desk, const Actor& actor, const CaseId& id,
                            std::string_view known_at);
Result<std::vector<Sheet>> list_sheets(Desk& desk, const Actor& actor, const CaseId& id);
Result<Sheet> show_sheet(Desk& desk, const Actor& actor, const SheetId& id);
/// Counsel lets a sheet out of draft: exports and readers without privilege may see it.
Result<void> release_sheet(Desk& desk, const Actor& actor, const SheetId& id);
Result<std::string> sheet_pdf(Desk& desk, const Actor& actor, const SheetId& id);
/// Duties of all cases the actor may read, by due day: the clock board.
struct ClockLine {
  CaseId case_id;
  std::string subject, rule, recipient, due, due_text, state;
  int days_left = 0;
};
Result<std::vector<ClockLine>> clock_board(Desk& desk, const Actor& actor);

}  // namespace ledgelight::desk
