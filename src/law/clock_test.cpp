#include "law/clock.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "law/rules.hpp"

namespace ledgelight::law {
namespace {

using namespace std::chrono_literals;

Date day(std::string_view text) { return *parse_date(text); }

const Calendar& connecticut() {
  static const auto rules = load_rules("us/ct");
  EXPECT_TRUE(rules) << (rules ? "" : rules.error().detail);
  return *rules->calendar("us/ct");
}

std::vector<std::string> days_of(int year) {
  std::vector<std::string> out;
  for (const auto& holiday : connecticut().in_year(year))
    out.push_back(to_text(holiday.date).substr(5) + (holiday.shifted ? "*" : "") +
                  (holiday.assumed ? "+" : ""));
  return out;
}

TEST(Deadline, CountsCalendarDaysFromTheDayOfDiscovery) {
  const auto count = count_days(Unit::calendar_days, 60, day("2026-12-07"), connecticut());
  ASSERT_TRUE(count);
  EXPECT_EQ(count->last_day, day("2027-02-05"));
  EXPECT_EQ(count->days.size(), 60U);
  EXPECT_EQ(count->days.front().date, day("2026-12-08"));
}

TEST(Deadline, TheTenthDayAfterDecember15IsChristmasDay) {
  // Lamberti v. Stamford: injury on 15 December, notice on the 26th was late.
  EXPECT_EQ(count_days(Unit::calendar_days, 10, day("1941-12-15"), connecticut())->last_day,
            day("1941-12-25"));
}

TEST(Deadline, AWrittenDenialIsDueFourBusinessDaysAfterTheRequest) {
  EXPECT_EQ(count_days(Unit::business_days, 4, day("2026-12-01"), connecticut())->last_day,
            day("2026-12-07"));
}

TEST(Deadline, BusinessDaysSkipTheWeekendAndTheHolidayAfterIt) {
  const auto count = count_days(Unit::business_days, 4, day("2027-01-15"), connecticut());
  ASSERT_TRUE(count);
  EXPECT_EQ(to_words(*count),
            "2027-01-16 skipped Saturday\n"
            "2027-01-17 skipped Sunday\n"
            "2027-01-18 skipped Martin Luther King Jr. Day\n"
            "2027-01-19 counted 1\n"
            "2027-01-20 counted 2\n"
            "2027-01-21 counted 3\n"
            "2027-01-22 counted 4\n");
  const auto json = to_json(*count);
  EXPECT_EQ(json["last_day"], "2027-01-22");
  EXPECT_EQ(json["days"].size(), 7U);
  EXPECT_EQ(json["days"][2]["because"], "Martin Luther King Jr. Day");
  EXPECT_EQ(json["days"][2]["counted"], false);
  EXPECT_EQ(json["days"][3]["counted"], true);
}

TEST(Deadline, ZeroDaysIsTheDayItself) {
  const auto count = count_days(Unit::business_days, 0, day("2027-01-16"), connecticut());
  ASSERT_TRUE(count);
  EXPECT_EQ(count->last_day, day("2027-01-16"));
  EXPECT_TRUE(count->days.empty());
}

TEST(Deadline, RefusesToCountBackwardOrForTenYears) {
  EXPECT_EQ(count_days(Unit::calendar_days, -1, day("2026-01-01"), connecticut()).error().code,
            Errc::bad_input);
  EXPECT_EQ(count_days(Unit::calendar_days, 3661, day("2026-01-01"), connecticut()).error().code,
            Errc::too_large);
  EXPECT_FALSE(parse_unit("fortnights"));
  EXPECT_EQ(*parse_unit("business-days"), Unit::business_days);
  EXPECT_EQ(*parse_unit("school-days"), Unit::school_days);
  EXPECT_EQ(count_days(Unit::hours, 4, day("2026-01-01"), connecticut()).error().code, Errc::bad_input);
}

Calendar with(std::vector<PlaceDay> days) {
  auto out = connecticut();
  out.place_days = std::move(days);
  return out;
}

TEST(Deadline, AClosureMovesItAndTheDayWithoutTheClosureStandsBeside) {
  const auto calendar =
      with({{day("2027-01-20"), PlaceDay::What::closed, "City Hall closed: snow emergency"}});
  const auto count = count_days(Unit::business_days, 4, day("2027-01-15"), calendar);
  ASSERT_TRUE(count);
  EXPECT_EQ(count->last_day, day("2027-01-25"));
  ASSERT_TRUE(count->other);
  EXPECT_EQ(count->other->last_day, day("2027-01-22"));
  const auto words = to_words(*count);
  EXPECT_NE(words.find("2027-01-20 skipped City Hall closed: snow emergency\n"), std::string::npos);
  EXPECT_NE(words.find("or 2027-01-22 if the closure of 2027-01-20 (City Hall closed: snow emergency) "
                       "does not count: law is silent\n"),
            std::string::npos)
      << words;
  EXPECT_EQ(to_json(*count)["other"]["last_day"], "2027-01-22");
}

TEST(Deadline, AHolidayOnWhichCityHallStoodOpenIsABusinessDayAndBothDaysAreShown) {
  // Lincoln Day, Friday, February 12, 2027.
  const auto calendar = with({{day("2027-02-12"), PlaceDay::What::open, "City Hall open"}});
  const auto count = count_days(Unit::business_days, 4, day("2027-02-08"), calendar);
  ASSERT_TRUE(count);
  EXPECT_EQ(count->last_day, day("2027-02-12"));
  ASSERT_TRUE(count->other);
  EXPECT_EQ(count->other->last_day, day("2027-02-16"));
  EXPECT_NE(count->other->because.find("Lincoln Day"), std::string::npos) << count->other->because;
  // A Saturday is none, whoever was in.
  const auto saturday = with({{day("2027-02-13"), PlaceDay::What::open, "City Hall open"}});
  EXPECT_EQ(count_days(Unit::business_days, 4, day("2027-02-08"), saturday)->last_day, day("2027-02-16"));
}

TEST(Deadline, APlaceDayElsewhereOrInAnotherUnitChangesNothing) {
  const auto calendar = with({{day("2027-03-10"), PlaceDay::What::closed, "closed"}});
  EXPECT_FALSE(count_days(Unit::business_days, 4, day("2027-01-15"), calendar)->other);
  const auto inside = with({{day("2027-01-20"), PlaceDay::What::closed, "closed"}});
  EXPECT_EQ(count_days(Unit::calendar_days, 7, day("2027-01-15"), inside)->last_day, day("2027-01-22"));
}

TEST(Deadline, APlaceThatNeverOpensEndsTheCountWithAnError) {
  std::vector<PlaceDay> days;
  for (Date date = day("2027-01-01"); date < day("2058-01-01"); date = plus_days(date, 1))
    days.push_back({date, PlaceDay::What::closed, "closed"});
  EXPECT_EQ(count_days(Unit::business_days, 1, day("2027-01-01"), with(days)).error().code,
            Errc::too_large);
}

TEST(Deadline, SchoolDaysAreThoseTheSchoolCalendarStatesAndNoOthers) {
  EXPECT_EQ(count_days(Unit::school_days, 5, day("2027-01-15"), connecticut()).error().code,
            Errc::not_found);
  auto calendar = connecticut();
  calendar.school = SchoolYear{{{day("2026-08-31"), day("2026-12-23")}, {day("2027-01-04"), day("2027-06-11")}},
                               {{day("2027-01-18"), "No school: Martin Luther King Jr. Day"}},
                               {}};
  const auto count = count_days(Unit::school_days, 3, day("2027-01-15"), calendar);
  ASSERT_TRUE(count);
  EXPECT_EQ(count->last_day, day("2027-01-21"));
  EXPECT_EQ(count->days[2].because, "No school: Martin Luther King Jr. Day");
  EXPECT_EQ(count_days(Unit::school_days, 1, day("2026-12-23"), calendar)->last_day, day("2027-01-04"));
  // Lincoln Day counts: the school calendar does not close it.
  EXPECT_EQ(count_days(Unit::school_days, 1, day("2027-02-11"), calendar)->last_day, day("2027-02-12"));
  EXPECT_EQ(count_days(Unit::school_days, 5, day("2027-06-10"), calendar).error().code, Errc::not_found);
}

TEST(Calendars, ACityThatStatesItsSchoolDaysKeepsTheHolidaysAbove) {
  auto files = *rule_files();
  files["us/ct/stamford/school.yaml"] =
      "calendar:\n"
      "  source: [{cite: \"Invented school calendar\", confidence: recalled-unseen}]\n"
      "  school:\n"
      "    source: [{cite: \"Invented school calendar\", confidence: recalled-unseen}]\n"
      "    sessions: [{from: 2026-08-31, to: 2027-06-11}]\n"
      "    closed: [{date: 2027-01-18, name: \"No school\"}]\n";
  const auto rules = load_rules("us/ct/stamford", files);
  ASSERT_TRUE(rules) << rules.error().detail;
  const auto* calendar = rules->calendar("us/ct/stamford");
  ASSERT_TRUE(calendar->school);
  EXPECT_EQ(calendar->id, "us/ct/stamford");
  EXPECT_EQ(calendar->closed(day("2027-01-18")), "Martin Luther King Jr. Day");
  EXPECT_FALSE(rules->calendar("us/ct")->school);
  files["us/ct/stamford/school.yaml"] =
      "calendar:\n  source: [{cite: x, confidence: recalled-unseen}]\n"
      "  school:\n    source: [{cite: x, confidence: recalled-unseen}]\n"
      "    sessions: [{from: 2027-08-31, to: 2027-06-11}]\n";
  const auto backward = load_rules("us/ct/stamford", files);
  ASSERT_FALSE(backward);
  EXPECT_NE(backward.error().detail.find("run backward"), std::string::npos) << backward.error().detail;
}

TEST(Holidays, AreTheOnesTheFactSheetLists) {
  // facts/us-ct.md section 7: * shifted, + by proclamation.
  EXPECT_EQ(days_of(2027),
            (std::vector<std::string>{"01-01", "01-18", "02-12", "02-15", "03-26+", "05-31",
                                      "06-18*", "07-05*", "09-06", "10-11", "11-11", "11-25+",
                                      "12-24*", "12-31*"}));
  EXPECT_EQ(days_of(2028), (std::vector<std::string>{"01-17", "02-11*", "02-21", "04-14+", "05-29",
                                                     "06-19", "07-04", "09-04", "10-09", "11-10*",
                                                     "11-23+", "12-25"}));
  EXPECT_EQ(days_of(2029), (std::vector<std::string>{"01-01", "01-15", "02-12", "02-19", "03-30+",
                                                     "05-28", "06-19", "07-04", "09-03", "10-08",
                                                     "11-12*", "11-22+", "12-25"}));
}

TEST(Holidays, SayWhenTheyWereMovedOrAssumed) {
  EXPECT_EQ(connecticut().closed(day("2027-12-31")), "New Year's Day (observed)");
  EXPECT_EQ(connecticut().closed(day("2027-03-26")),
            "Good Friday (by proclamation, date assumed)");
  EXPECT_EQ(connecticut().closed(day("2026-11-27")), "");  // the day after Thanksgiving
  EXPECT_EQ(connecticut().closed(day("2027-06-19")), "Saturday");
}

TEST(Holidays, JuneteenthBeganIn2023) {
  EXPECT_EQ(connecticut().closed(day("2020-06-19")), "");
  EXPECT_EQ(connecticut().closed(day("2023-06-19")), "Juneteenth Independence Day");
}

TEST(Holidays, EasterFallsOnItsKnownDays) {
  HolidayRule easter;
  easter.name = "Easter";
  easter.kind = HolidayRule::Kind::easter;
  const Calendar calendar{"x", {easter}, {}};
  for (const auto* known : {"1961-04-02", "2000-04-23", "2008-03-23", "2016-03-27", "2019-04-21",
                            "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"})
    EXPECT_EQ(to_text(calendar.in_year(std::stoi(std::string(known).substr(0, 4))).front().date),
              known);
}

// A reference that shares nothing with the code under test: each day is judged by itself.
bool naive_closed(Date date, const std::set<std::string>& good_fridays) {
  const int w = static_cast<int>(weekday_of(date).c_encoding());
  if (w == 0 || w == 6) return true;
  const unsigned m = unsigned(date.month()), d = unsigned(date.day());
  const auto fixed = [&](unsigned month, unsigned on) {
    const Date self = date.year() / std::chrono::month{month} / std::chrono::day{on};
    if (date == self) return true;
    if (w == 1 && plus_days(date, -1) == self) return true;  // it fell on Sunday
    if (w != 5) return false;
    const auto tomorrow = plus_days(date, 1);                // it falls on Saturday
    return unsigned(tomorrow.month()) == month && unsigned(tomorrow.day()) == on;
  };
  if (fixed(1, 1) || fixed(2, 12) || fixed(7, 4) || fixed(11, 11) || fixed(12, 25)) return true;
  if (int(date.year()) >= 2023 && fixed(6, 19)) return true;
  if (w == 1 && m == 1 && d >= 15 && d <= 21) return true;
  if (w == 1 && m == 2 && d >= 15 && d <= 21) return true;
  if (w == 1 && m == 5 && d >= 25) return true;
  if (w == 1 && m == 9 && d <= 7) return true;
  if (w == 1 && m == 10 && d >= 8 && d <= 14) return true;
  if (w == 4 && m == 11 && d >= 22 && d <= 28) return true;
  return good_fridays.count(to_text(date)) > 0;
}

TEST(Holidays, AgreeWithANaiveReferenceOverFortyYears) {
  std::set<std::string> good_fridays;
  for (int y = 2005; y <= 2047; ++y)
    for (const auto& holiday : connecticut().in_year(y))
      if (holiday.name == "Good Friday") {
        EXPECT_EQ(weekday_of(holiday.date), std::chrono::Friday);
        good_fridays.insert(to_text(holiday.date));
      }
  ASSERT_EQ(good_fridays.size(), 43U);
  std::vector<Date> open;  // business days, by the reference
  int disagreements = 0;
  for (Date date = day("2006-01-01"); date < day("2047-01-01"); date = plus_days(date, 1)) {
    const bool closed = naive_closed(date, good_fridays);
    if (closed != !connecticut().closed(date).empty() && ++disagreements < 5)
      ADD_FAILURE() << to_text(date) << " " << connecticut().closed(date);
    if (!closed) open.push_back(date);
  }
  EXPECT_EQ(disagreements, 0);
  // The n-th business day after any day is the n-th later entry of the list of open days.
  for (Date from = day("2006-01-01"); from < day("2046-01-01"); from = plus_days(from, 17)) {
    const auto next = std::upper_bound(open.begin(), open.end(), from);
    for (const int n : {1, 4, 10, 61}) {
      const auto count = count_days(Unit::business_days, n, from, connecticut());
      ASSERT_TRUE(count);
      ASSERT_EQ(count->last_day, *(next + (n - 1))) << to_text(from) << " " << n;
      ASSERT_EQ(static_cast<int>(count->days.size()), days_between(from, count->last_day));
    }
  }
}

TEST(Deadline, TheWorkingTargetIsTheLastBusinessDayBefore) {
  const auto& calendar = connecticut();
  EXPECT_EQ(calendar.last_business_day_on_or_before(day("2027-01-18")), day("2027-01-15"));
  EXPECT_EQ(calendar.next_business_day_on_or_after(day("2027-01-16")), day("2027-01-19"));
  EXPECT_EQ(calendar.last_business_day_on_or_before(day("2027-01-20")), day("2027-01-20"));
}

}  // namespace
}  // namespace ledgelight::law
