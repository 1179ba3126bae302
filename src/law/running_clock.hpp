// law/running_clock.hpp: a clock that starts, pauses, resumes and ends, reckoned from its events.
//
// Nothing is stored but the rule and the events: state, last day and every line follow from them,
// so that a closure found late, or an event corrected, moves the clock and can be shown to.
//
// The day of the start is not counted. The day a pause begins still counts, and so does the day the
// clock resumes: the law read is silent on both, and this gives the earlier day. Only whole days in
// between stand still. Hours stand still to the second.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/clock.hpp"
#include "law/hours.hpp"

namespace ledgelight::law {

struct ClockRule {
  Unit unit = Unit::calendar_days;
  int n = 0;  ///< days or hours
};

struct ClockEvent {
  enum class Kind { start, pause, resume, end };
  Kind kind = Kind::start;
  Date on{};      ///< days at the place
  Instant at{};   ///< hours only
  std::string because;
};
std::string_view name_of(ClockEvent::Kind kind);  ///< "pause"
Result<ClockEvent::Kind> parse_clock_event(std::string_view text);

enum class ClockState { running, paused, ended };
std::string_view name_of(ClockState state);

struct ClockLine {
  Date date{};
  bool counted = false;
  std::string because;  ///< "counted 3", "Saturday", "paused: waiting for the fee"
};

struct ClockNow {
  ClockState state = ClockState::running;
  std::optional<Date> last_day;       ///< absent while it stands still: nobody knows when it resumes
  std::optional<Instant> last;        ///< hours only
  std::optional<OtherDay> other;      ///< without what officers entered about single days
  int used = 0;                       ///< days (or whole hours) counted so far, today included
  int left = 0;                       ///< that count after today, to the last day; below 0: late
  std::optional<Date> paused_since;
  std::string paused_because;
  bool late = false;                  ///< ended after the last day, or today is after it
  std::vector<ClockLine> lines;       ///< from the day after the start to the last day
};

/// What the events come to. bad_input, naming the event: no start first, two of the same, out of
/// order, a day earlier than the one before it, or anything after the end. Otherwise as count_days.
Result<ClockNow> run_clock(const ClockRule& rule, const std::vector<ClockEvent>& events,
                           const Calendar& calendar, const std::string& zone, Instant now);

}  // namespace ledgelight::law
