// desk/clocks.hpp: clocks that officers start: a request to answer, a vendor's hours, an appeal.
//
// A row holds the rule and the events; what they come to is reckoned each time it is looked at
// (law/running_clock.hpp), under the days of the place as known then.
#pragma once

#include "desk/desk.hpp"
#include "desk/place_days.hpp"
#include "law/running_clock.hpp"

namespace ledgelight::desk {

struct NewClock {
  std::string title;      ///< "Answer to the records request"; no personal data
  std::string authority;  ///< what sets the period, as the officer read it; may be empty
  std::string unit;       ///< law::parse_unit
  std::int64_t n = 0;
  std::string on;         ///< a day; with hours a time, "2027-03-13T10:00"
  std::string because;    ///< the event that starts it
};
/// The id, "c-1".
Result<std::string> start_clock(Desk& desk, const Actor& actor, const CaseId& id, const NewClock& what);
/// pause, resume or end. wrong_state when the clock is not one to which this can happen.
Result<void> turn_clock(Desk& desk, const Actor& actor, const std::string& clock, std::string_view event,
                        const std::string& on, const std::string& because);

struct ClockChange {
  std::string kind;  ///< start | pause | resume | end | moved
  std::string on;    ///< day or time; moved: the new last day
  std::string before;  ///< moved: the last day until then
  std::string because, by;  ///< by: actor
  Instant entered;
};
struct ClockView {
  std::string id;
  CaseId case_id;
  std::string title, authority;
  law::ClockRule rule;
  std::vector<ClockChange> changes;  ///< as entered
  law::ClockNow now;
};
Result<std::vector<ClockView>> list_clocks(Desk& desk, const Actor& actor, const CaseId& id);

/// "What if it had started on, or the place were closed on": reckoned, never kept.
struct WhatIf {
  std::optional<Date> start;
  std::vector<law::PlaceDay> days;
};
Result<ClockView> show_clock(Desk& desk, const Actor& actor, const std::string& clock, const WhatIf& what_if = {});

// ---- for the rest of this room -------------------------------------------------------------------

/// Every clock that has not ended and whose last day is another under `after`: the row says so, and
/// an act `clock.moved` names the day entered.
Result<std::vector<Moved>> move_clocks(Desk& desk, Tx& tx, const std::string& day,
                                       const std::vector<law::PlaceDay>& before,
                                       const std::vector<law::PlaceDay>& after);
/// The open clocks of a case the caller passed the gate for.
Result<std::vector<ClockView>> clocks_of(Desk& desk, Tx& tx, const CaseId& id);

}  // namespace ledgelight::desk
