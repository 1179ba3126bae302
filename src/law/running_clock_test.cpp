#include "law/running_clock.hpp"

#include <gtest/gtest.h>

#include "law/rules.hpp"

namespace ledgelight::law {
namespace {

using Kind = ClockEvent::Kind;
const std::string zone = "America/New_York";

Date day(std::string_view text) { return *parse_date(text); }
const Calendar& connecticut() {
  static const auto rules = load_rules("us/ct");
  return *rules->calendar("us/ct");
}
Calendar with(std::vector<PlaceDay> days) {
  auto out = connecticut();
  out.place_days = std::move(days);
  return out;
}
ClockEvent on(Kind kind, std::string_view date, std::string because = "a reason") {
  return {kind, day(date), start_of(day(date), zone) + std::chrono::hours(12), std::move(because)};
}
ClockNow run(const ClockRule& rule, const std::vector<ClockEvent>& events, std::string_view today,
             const Calendar& calendar = connecticut()) {
  const auto out = run_clock(rule, events, calendar, zone, start_of(day(today), zone) + std::chrono::hours(12));
  if (!out) throw std::runtime_error(out.error().detail);
  return *out;
}
const ClockRule four{Unit::business_days, 4};

TEST(Clock, ThatOnlyStartedIsACount) {
  const auto now = run(four, {on(Kind::start, "2027-01-15")}, "2027-01-20");
  EXPECT_EQ(now.state, ClockState::running);
  EXPECT_EQ(now.last_day, day("2027-01-22"));
  EXPECT_EQ(now.used, 2);
  EXPECT_EQ(now.left, 2);
  EXPECT_FALSE(now.late);
  ASSERT_EQ(now.lines.size(), 7U);
  EXPECT_EQ(now.lines[2].because, "Martin Luther King Jr. Day");
  EXPECT_EQ(now.lines[6].because, "counted 4");
}

TEST(Clock, StandsStillOnTheWholeDaysOfAPause) {
  const std::vector<ClockEvent> events = {on(Kind::start, "2027-03-01"), on(Kind::pause, "2027-03-03", "fee"),
                                          on(Kind::resume, "2027-03-08")};
  const auto now = run({Unit::calendar_days, 10}, events, "2027-03-09");
  // 2, 3 March; the 4th to the 7th stand still; 8 to 15 March.
  EXPECT_EQ(now.last_day, day("2027-03-15"));
  EXPECT_EQ(now.lines[2].because, "paused: fee");
  EXPECT_FALSE(now.lines[5].counted);
  EXPECT_EQ(now.lines[6].because, "counted 3");
  EXPECT_EQ(now.used, 4);
}

TEST(Clock, HasNoLastDayWhileItIsPaused) {
  const auto now = run(four, {on(Kind::start, "2027-03-01"), on(Kind::pause, "2027-03-02", "waiting for the fee")},
                       "2027-04-20");
  EXPECT_EQ(now.state, ClockState::paused);
  EXPECT_FALSE(now.last_day);
  EXPECT_EQ(now.used, 1);
  EXPECT_EQ(now.left, 3);
  EXPECT_EQ(now.paused_because, "waiting for the fee");
  EXPECT_EQ(now.paused_since, day("2027-03-02"));
}

TEST(Clock, APauseAfterTheLastDayStopsNothing) {
  const auto now = run(four, {on(Kind::start, "2027-03-01"), on(Kind::pause, "2027-03-09")}, "2027-03-10");
  EXPECT_EQ(now.state, ClockState::running);
  EXPECT_EQ(now.last_day, day("2027-03-05"));
  EXPECT_TRUE(now.late);
  EXPECT_EQ(now.left, -5);
}

TEST(Clock, EndsInTimeOrLateByTheDay) {
  const std::vector<ClockEvent> started = {on(Kind::start, "2027-01-15")};
  auto events = started;
  events.push_back(on(Kind::end, "2027-01-22"));
  EXPECT_FALSE(run(four, events, "2027-02-22").late);
  EXPECT_EQ(run(four, events, "2027-02-22").state, ClockState::ended);
  events.back() = on(Kind::end, "2027-01-23");
  const auto now = run(four, events, "2027-02-22");
  EXPECT_TRUE(now.late);
  EXPECT_EQ(now.left, -1);
}

TEST(Clock, AClosureFoundLateMovesItAndTheOtherDayStaysBesideIt) {
  const auto calendar = with({{day("2027-01-20"), PlaceDay::What::closed, "City Hall closed: snow"}});
  const auto now = run(four, {on(Kind::start, "2027-01-15")}, "2027-01-25", calendar);
  EXPECT_EQ(now.last_day, day("2027-01-25"));
  ASSERT_TRUE(now.other);
  EXPECT_EQ(now.other->last_day, day("2027-01-22"));
  EXPECT_EQ(now.lines[4].because, "City Hall closed: snow");
  EXPECT_FALSE(now.late);
}

TEST(Clock, RefusesEventsOutOfOrder) {
  const auto refused = [](const std::vector<ClockEvent>& events) {
    return run_clock(four, events, connecticut(), zone, Instant{}).error().detail;
  };
  EXPECT_EQ(refused({}), "the first event of a clock is its start");
  EXPECT_EQ(refused({on(Kind::pause, "2027-01-01")}), "the first event of a clock is its start");
  const auto start = on(Kind::start, "2027-01-15");
  EXPECT_EQ(refused({start, start}), "start: the clock runs already");
  EXPECT_EQ(refused({start, on(Kind::resume, "2027-01-16")}), "resume: the clock is not paused");
  EXPECT_EQ(refused({start, on(Kind::pause, "2027-01-16"), on(Kind::pause, "2027-01-17")}),
            "pause: the clock is paused already");
  EXPECT_EQ(refused({start, on(Kind::pause, "2027-01-14")}), "pause: earlier than the start before it");
  EXPECT_EQ(refused({start, on(Kind::end, "2027-01-16"), on(Kind::pause, "2027-01-17")}),
            "pause: the clock has ended");
}

TEST(Clock, EndedWhilePausedHasNoLastDay) {
  const auto now = run(four, {on(Kind::start, "2027-03-01"), on(Kind::pause, "2027-03-02"), on(Kind::end, "2027-05-01")},
                       "2027-06-01");
  EXPECT_EQ(now.state, ClockState::ended);
  EXPECT_FALSE(now.last_day);
  EXPECT_FALSE(now.late);
}

TEST(Clock, HoursStandStillToTheSecond) {
  const auto at = [](std::string_view text) { return *local_instant(text, zone); };
  const std::vector<ClockEvent> events = {{Kind::start, {}, at("2027-03-12T10:00"), ""},
                                          {Kind::pause, {}, at("2027-03-13T10:00"), "the vendor is asked"},
                                          {Kind::resume, {}, at("2027-03-13T16:30"), ""}};
  const auto now = *run_clock({Unit::hours, 72}, events, connecticut(), zone, at("2027-03-13T17:30"));
  EXPECT_EQ(short_text(*now.last, zone), "2027-03-15 17:30");
  EXPECT_EQ(now.used, 25);
  EXPECT_EQ(now.left, 47);
}

// One clock paused and resumed at random against a count by hand, day by day.
TEST(Clock, AgreesWithANaiveReferenceOverFortyYears) {
  unsigned state = 12345;
  const auto chance = [&](unsigned below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % below;
  };
  for (auto start = day("2006-01-01"); start < day("2046-01-01"); start = plus_days(start, 23)) {
    const auto pause = plus_days(start, static_cast<int>(chance(9)));
    const auto resume = plus_days(pause, static_cast<int>(chance(30)));
    const int n = 1 + static_cast<int>(chance(20));
    int counted = 0;
    Date date = start;
    while (counted < n) {
      date = plus_days(date, 1);
      if (date > pause && date < resume) continue;
      if (connecticut().closed(date).empty()) ++counted;
    }
    const auto now = run({Unit::business_days, n},
                         {{Kind::start, start, {}, ""}, {Kind::pause, pause, {}, ""}, {Kind::resume, resume, {}, ""}},
                         "2050-01-01");
    ASSERT_EQ(now.last_day, date) << to_text(start) << " " << n;
  }
}

}  // namespace
}  // namespace ledgelight::law
