// desk/duty_clock.hpp: how the last day of a duty was reckoned, day by day, and how it moved.
#pragma once

#include "desk/clocks.hpp"
#include "desk/desk.hpp"

namespace ledgelight::desk {

struct DutyChange {
  SheetId sheet;
  Instant at;
  std::string by;  ///< actor
  std::string due, working_due, state, known_at;
};
struct DutyClock {
  CaseId case_id;
  SheetId sheet;
  Json duty;
  /// Absent when the duty has no day, or its day does not follow from one event by counting (the
  /// law's words stand alone then).
  std::optional<law::Count> count;
  std::string event;  ///< the fact it runs from: "discovered"
  std::optional<Date> working;  ///< last business day on or before the last day
  std::vector<DutyChange> changes;  ///< sheets that changed its day or state, oldest first
};
/// Of the newest sheet that says what is owed now. The gate is that of show_sheet. not_found: no
/// such duty.
Result<DutyClock> duty_clock(Desk& desk, const Actor& actor, const CaseId& id, std::string_view duty,
                             const WhatIf& what_if = {});

}  // namespace ledgelight::desk
