#include "law/clock.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::weekday;
using std::chrono::year;

constexpr int kMostDays = 3660;

// Western Easter of a Gregorian year, after the anonymous algorithm printed by Meeus,
// Astronomical Algorithms, chapter 8.
Date easter_sunday(int y) {
  const int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
  const int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return year{y} / month{static_cast<unsigned>(n / 31)} / day{static_cast<unsigned>(n % 31 + 1)};
}

unsigned weekday_number(Date date) { return weekday_of(date).c_encoding(); }
bool weekend(Date date) { return weekday_number(date) == 0 || weekday_number(date) == 6; }

// The day the rule names in year `y`, before any shift; absent when that year has none.
std::optional<Date> named_day(const HolidayRule& rule, int y) {
  using Kind = HolidayRule::Kind;
  const year in{y};
  const weekday wanted{static_cast<unsigned>(rule.weekday)};
  switch (rule.kind) {
    case Kind::easter: return plus_days(easter_sunday(y), rule.offset);
    case Kind::fixed: {
      const Date date = in / month{rule.month} / day{rule.day};
      return date.ok() ? std::optional(date) : std::nullopt;
    }
    case Kind::nth: {
      if (rule.n < 0) return Date{in / month{rule.month} / wanted[std::chrono::last]};
      const auto date = in / month{rule.month} / wanted[static_cast<unsigned>(rule.n)];
      return date.ok() ? std::optional(Date{date}) : std::nullopt;
    }
    case Kind::on_or_after: {
      const Date from = in / month{rule.month} / day{rule.day};
      if (!from.ok()) return {};
      return plus_days(from, static_cast<int>((wanted - weekday_of(from)).count()));
    }
  }
  return {};
}

struct Observed {
  Date date{};
  bool shifted = false;
};

// As observed: a fixed date on a Saturday or Sunday moves if the rule says so.
Observed observed(const HolidayRule& rule, Date named) {
  Observed out{named, false};
  const auto on = weekday_number(named);
  if (on == 6 && rule.saturday_to_friday) out.date = plus_days(named, -1);
  if (on == 0 && rule.sunday_to_monday) out.date = plus_days(named, 1);
  out.shifted = out.date != named;
  return out;
}

// The days on which `rule` may be observed in year `y`: a shifted New Year's Day lands in the year
// before, so rules at the turn of the year are worked out for the years either side as well.
template <class F>
void each_observed(const HolidayRule& rule, int y, F each) {
  const bool turn = rule.kind == HolidayRule::Kind::easter || rule.month == 1 || rule.month == 12;
  for (int in = turn ? y - 1 : y; in <= (turn ? y + 1 : y); ++in) {
    const auto named = named_day(rule, in);
    if (named && rule.in_force.holds(*named)) each(observed(rule, *named));
  }
}

}  // namespace

std::string_view name_of(Unit unit) {
  return unit == Unit::calendar_days ? "calendar-days" : "business-days";
}

Result<Unit> parse_unit(std::string_view text) {
  for (const auto unit : {Unit::calendar_days, Unit::business_days})
    if (name_of(unit) == text) return unit;
  return fail(Errc::bad_input,
              "unit: '" + shown_line(text, 40) + "' is not a unit; write calendar-days or "
                                                 "business-days");
}

std::vector<Holiday> Calendar::in_year(int y) const {
  std::vector<Holiday> out;
  for (const auto& rule : holidays)
    each_observed(rule, y, [&](const Observed& found) {
      if (int(found.date.year()) == y)
        out.push_back({found.date, rule.name, found.shifted, rule.assumed});
    });
  std::stable_sort(out.begin(), out.end(),
                   [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
  return out;
}

std::string Calendar::closed(Date date) const {
  std::string why;
  for (const auto& rule : holidays)
    each_observed(rule, int(date.year()), [&](const Observed& found) {
      if (found.date != date || !why.empty()) return;
      why = rule.name;
      if (found.shifted) why += " (observed)";
      if (rule.assumed) why += " (by proclamation, date assumed)";
    });
  if (!why.empty()) return why;
  if (weekday_number(date) == 6) return "Saturday";
  if (weekday_number(date) == 0) return "Sunday";
  return {};
}

Date Calendar::last_business_day_on_or_before(Date date) const {
  while (!closed(date).empty()) date = plus_days(date, -1);
  return date;
}

Date Calendar::next_business_day_on_or_after(Date date) const {
  while (!closed(date).empty()) date = plus_days(date, 1);
  return date;
}

Result<Count> count_days(Unit unit, int n, Date from, const Calendar& calendar) {
  if (n < 0) return fail(Errc::bad_input, "days: below 0; count forward from the day of the event");
  if (n > kMostDays) return fail(Errc::too_large, "days: more than 3,660; write a smaller number");
  Count out{unit, from, from, {}};
  int counted = 0, year_held = -1;
  std::vector<Holiday> holidays;  // of the year being walked, so that each is worked out once
  for (Date date = from; counted < n;) {
    date = plus_days(date, 1);
    CountedDay line{date, true, 0, {}};
    if (unit == Unit::business_days) {
      if (int(date.year()) != year_held) {
        year_held = int(date.year());
        holidays = calendar.in_year(year_held);
      }
      const bool holiday = std::any_of(holidays.begin(), holidays.end(),
                                       [&](const Holiday& h) { return h.date == date; });
      if (holiday || weekend(date)) {
        line.counted = false;
        line.because = calendar.closed(date);
      }
    }
    if (line.counted) line.number = ++counted;
    out.days.push_back(line);
    out.last_day = date;
  }
  return out;
}

std::string to_words(const Count& count) {
  std::string out;
  for (const auto& line : count.days) {
    out += to_text(line.date);
    out += line.counted ? " counted " + std::to_string(line.number) : " skipped " + line.because;
    out += '\n';
  }
  if (count.days.empty()) out = to_text(count.last_day) + " the day of the event\n";
  return out;
}

Json to_json(const Count& count) {
  Json days = Json::array();
  for (const auto& line : count.days)
    days.push_back({{"date", to_text(line.date)},
                    {"counted", line.counted},
                    {"because", line.counted ? "counted " + std::to_string(line.number)
                                             : line.because}});
  return {{"unit", name_of(count.unit)},
          {"from", to_text(count.from)},
          {"last_day", to_text(count.last_day)},
          {"days", std::move(days)}};
}

}  // namespace ledgelight::law
