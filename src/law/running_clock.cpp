#include "law/running_clock.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

using Kind = ClockEvent::Kind;

constexpr int kMostLines = 3 * 3660;

Result<void> in_order(const std::vector<ClockEvent>& events, Unit unit) {
  if (events.empty() || events.front().kind != Kind::start)
    return fail(Errc::bad_input, "the first event of a clock is its start");
  bool paused = false, ended = false;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& event = events[i];
    const auto name = std::string(name_of(event.kind));
    if (ended) return fail(Errc::bad_input, name + ": the clock has ended");
    if (i > 0) {
      const auto& before = events[i - 1];
      if (unit == Unit::hours ? event.at < before.at : event.on < before.on)
        return fail(Errc::bad_input, name + ": earlier than the " +
                                         std::string(name_of(before.kind)) + " before it");
      if (event.kind == Kind::start) return fail(Errc::bad_input, "start: the clock runs already");
      if (event.kind == Kind::pause && paused)
        return fail(Errc::bad_input, "pause: the clock is paused already");
      if (event.kind == Kind::resume && !paused)
        return fail(Errc::bad_input, "resume: the clock is not paused");
    }
    paused = event.kind == Kind::pause || (paused && event.kind != Kind::resume);
    ended = event.kind == Kind::end;
  }
  return {};
}

// The pause that holds the whole of `date`, if one does.
const ClockEvent* pause_over(const std::vector<ClockEvent>& events, Date date) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].kind != Kind::pause || date <= events[i].on) continue;
    const bool resumes = i + 1 < events.size() && events[i + 1].kind == Kind::resume;
    if (!resumes || date < events[i + 1].on) return &events[i];
  }
  return nullptr;
}

struct Walk {
  std::optional<Date> last_day;
  std::vector<ClockLine> lines;
  int used = 0;
};

// The pause nobody has ended: the last event, or the one before the end.
const ClockEvent* open_pause_of(const std::vector<ClockEvent>& events) {
  auto at = events.rbegin();
  if (at->kind == Kind::end && events.size() > 1) ++at;
  return at->kind == Kind::pause ? &*at : nullptr;
}

// Walks until `n` days were counted, or until `until` in a pause that nobody has ended.
Result<Walk> walk(const ClockRule& rule, const std::vector<ClockEvent>& events,
                  const Calendar& calendar, Date today) {
  const auto* open_pause = open_pause_of(events);
  const Date until = events.back().kind == Kind::end ? events.back().on : today;
  Walk out;
  // One long count gives for each day whether it counts; the pauses are laid over it.
  int counted = 0;
  if (rule.n == 0) out.last_day = events.front().on;
  for (Date date = events.front().on; counted < rule.n;) {
    date = plus_days(date, 1);
    if (out.lines.size() > kMostLines)
      return fail(Errc::too_large, "the clock does not end within thirty years");
    ClockLine line{date, false, {}};
    if (const auto* pause = pause_over(events, date)) {
      if (pause == open_pause && date > std::max(until, pause->on)) return out;
      line.because = "paused: " + pause->because;
    } else {
      const auto one = TRY(count_days(rule.unit, 1, plus_days(date, -1), calendar));
      line.counted = one.last_day == date;
      line.because = line.counted ? "counted " + std::to_string(++counted) : one.days.front().because;
      if (line.counted && date <= today) out.used = counted;
    }
    out.lines.push_back(std::move(line));
    if (counted == rule.n) out.last_day = date;
  }
  return out;
}

Result<ClockNow> run_days(const ClockRule& rule, const std::vector<ClockEvent>& events,
                          const Calendar& calendar, Date today) {
  ClockNow out;
  const auto& last = events.back();
  auto walked = TRY(walk(rule, events, calendar, today));
  out.state = last.kind == Kind::end ? ClockState::ended : ClockState::running;
  out.last_day = walked.last_day;
  out.lines = std::move(walked.lines);
  out.used = walked.used;
  out.left = rule.n - out.used;
  if (!out.last_day) {  // it stands still: nobody knows its last day
    const auto* pause = open_pause_of(events);
    if (out.state == ClockState::running) out.state = ClockState::paused;
    out.paused_since = pause->on;
    out.paused_because = pause->because;
    return out;
  }
  if (!calendar.place_days.empty() && rule.unit == Unit::business_days) {
    auto plain = calendar;
    plain.place_days.clear();
    const auto without = TRY(walk(rule, events, plain, today));
    if (without.last_day && without.last_day != out.last_day)
      out.other = OtherDay{*without.last_day, "if what was entered about single days of the place does "
                                              "not count: law is silent"};
  }
  const Date seen = out.state == ClockState::ended ? last.on : today;
  out.late = seen > *out.last_day;
  if (out.late) out.left = -days_between(*out.last_day, seen);
  return out;
}

Result<ClockNow> run_hours(const ClockRule& rule, const std::vector<ClockEvent>& events,
                           const std::string& zone, Instant now) {
  using std::chrono::hours;
  using std::chrono::seconds;
  ClockNow out;
  seconds stood(0);
  for (std::size_t i = 0; i + 1 < events.size(); ++i)
    if (events[i].kind == Kind::pause && events[i + 1].kind == Kind::resume)
      stood += events[i + 1].at - events[i].at;
  const auto start = events.front().at;
  const auto& last = events.back();
  const auto ends = start + hours(rule.n) + stood;
  const auto* pause = open_pause_of(events);
  const bool still = pause != nullptr && pause->at < ends;
  const auto until = still ? pause->at : last.kind == Kind::end ? last.at : now;
  out.used = static_cast<int>(
      std::chrono::duration_cast<hours>(std::max(seconds(0), until - start - stood)).count());
  out.left = rule.n - out.used;
  out.state = last.kind == Kind::end ? ClockState::ended
              : still                ? ClockState::paused
                                     : ClockState::running;
  if (still) {
    out.paused_since = local_date(pause->at, zone);
    out.paused_because = pause->because;
    return out;
  }
  out.last = ends;
  out.last_day = local_date(ends, zone);
  out.late = until > ends;
  const auto counted = TRY(count_hours(rule.n, start + stood, zone));
  for (const auto& day : counted.days)
    out.lines.push_back({day.date, true, "counted " + std::to_string(day.minutes / 60) + " h " +
                                             std::to_string(day.minutes % 60) + " min"});
  return out;
}

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::start: return "start";
    case Kind::pause: return "pause";
    case Kind::resume: return "resume";
    case Kind::end: return "end";
  }
  return "?";
}

Result<Kind> parse_clock_event(std::string_view text) {
  for (const auto kind : {Kind::start, Kind::pause, Kind::resume, Kind::end})
    if (name_of(kind) == text) return kind;
  return fail(Errc::bad_input, "event: '" + shown_line(text, 40) +
                                   "' is none; write start, pause, resume or end");
}

std::string_view name_of(ClockState state) {
  switch (state) {
    case ClockState::running: return "running";
    case ClockState::paused: return "paused";
    case ClockState::ended: return "ended";
  }
  return "?";
}

Result<ClockNow> run_clock(const ClockRule& rule, const std::vector<ClockEvent>& events,
                           const Calendar& calendar, const std::string& zone, Instant now) {
  if (rule.n < 0) return fail(Errc::bad_input, "n: below 0; write how many");
  if (rule.n > (rule.unit == Unit::hours ? 87'840 : 3660))
    return fail(Errc::too_large, "n: more than ten years; write a smaller number");
  TRY(in_order(events, rule.unit));
  if (rule.unit == Unit::hours) return run_hours(rule, events, zone, now);
  return run_days(rule, events, calendar, local_date(now, zone));
}

}  // namespace ledgelight::law
