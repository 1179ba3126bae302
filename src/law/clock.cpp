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
  switch (unit) {
    case Unit::calendar_days: return "calendar-days";
    case Unit::business_days: return "business-days";
    case Unit::school_days: return "school-days";
    case Unit::hours: return "hours";
  }
  return "?";
}

Result<Unit> parse_unit(std::string_view text) {
  for (const auto unit :
       {Unit::calendar_days, Unit::business_days, Unit::school_days, Unit::hours})
    if (name_of(unit) == text) return unit;
  return fail(Errc::bad_input, "unit: '" + shown_line(text, 40) +
                                   "' is not a unit; write calendar-days, business-days, "
                                   "school-days or hours");
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
  const PlaceDay* said = nullptr;
  for (const auto& day : place_days)
    if (day.date == date) said = &day;
  if (said != nullptr && said->what == PlaceDay::What::closed) return said->because;
  std::string why;
  for (const auto& rule : holidays)
    each_observed(rule, int(date.year()), [&](const Observed& found) {
      if (found.date != date || !why.empty()) return;
      why = rule.name;
      if (found.shifted) why += " (observed)";
      if (rule.assumed) why += " (by proclamation, date assumed)";
    });
  // Open on a holiday makes a business day of it; open on a Saturday does not.
  if (said != nullptr && said->what == PlaceDay::What::open && !weekend(date)) return {};
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

namespace {

// Judges one day after the other; each year's holidays are worked out once.
class DayJudge {
 public:
  DayJudge(Unit unit, const Calendar& calendar) : unit_(unit), calendar_(calendar) {}

  /// Why the day is skipped; empty: it counts.
  Result<std::string> skipped(Date date) {
    if (unit_ == Unit::calendar_days) return std::string();
    return unit_ == Unit::school_days ? no_school(date) : Result<std::string>(no_business(date));
  }

 private:
  std::string no_business(Date date) {
    if (int(date.year()) != year_held_) {
      year_held_ = int(date.year());
      holidays_ = calendar_.in_year(year_held_);
    }
    const bool holiday = std::any_of(holidays_.begin(), holidays_.end(),
                                     [&](const Holiday& h) { return h.date == date; });
    const auto& days = calendar_.place_days;
    const bool said = std::any_of(days.begin(), days.end(),
                                  [&](const PlaceDay& d) { return d.date == date; });
    return holiday || said || weekend(date) ? calendar_.closed(date) : std::string();
  }

  Result<std::string> no_school(Date date) const {
    if (!calendar_.school)
      return fail(Errc::not_found, "no pack on the way to " + calendar_.id +
                                       " states a school calendar; write school: in its calendar:");
    const auto& school = *calendar_.school;
    if (school.sessions.empty() || date > school.sessions.back().to)
      return fail(Errc::not_found, "the school calendar of " + calendar_.id + " ends before " +
                                       to_text(date) + "; add the next session to the pack");
    if (weekend(date)) return std::string(weekday_number(date) == 6 ? "Saturday" : "Sunday");
    for (const auto& day : school.closed)
      if (day.date == date) return day.name;
    for (const auto& session : school.sessions)
      if (session.from <= date && date <= session.to) return std::string();
    return std::string("school not in session");
  }

  Unit unit_;
  const Calendar& calendar_;
  int year_held_ = -1;
  std::vector<Holiday> holidays_;
};

Result<Count> count_plainly(Unit unit, int n, Date from, const Calendar& calendar) {
  Count out{unit, from, from, {}, {}};
  DayJudge judge(unit, calendar);
  int counted = 0;
  for (Date date = from; counted < n;) {
    date = plus_days(date, 1);
    // A place that is never open (every day entered as closed) would be counted for ever.
    if (out.days.size() > 3U * kMostDays)
      return fail(Errc::too_large, "days: not enough days that count within thirty years");
    CountedDay line{date, true, 0, TRY(judge.skipped(date))};
    line.counted = line.because.empty();
    if (line.counted) line.number = ++counted;
    out.days.push_back(std::move(line));
    out.last_day = date;
  }
  return out;
}

// What of the single days entered bears on this count, in words.
std::string what_was_entered(const Count& count, const Calendar& plain, const Calendar& calendar) {
  std::vector<std::string> closed, open;
  const Date until = count.other ? std::max(count.last_day, count.other->last_day) : count.last_day;
  for (const auto& day : calendar.place_days) {
    if (day.date <= count.from || day.date > until) continue;
    const auto before = plain.closed(day.date), now = calendar.closed(day.date);
    if (before.empty() == now.empty()) continue;
    if (now.empty())
      open.push_back(to_text(day.date) + " (" + before + ")");
    else
      closed.push_back(to_text(day.date) + " (" + now + ")");
  }
  std::vector<std::string> parts;
  if (!closed.empty()) parts.push_back("the closure of " + join(closed, ", ") + " does not count");
  if (!open.empty())
    parts.push_back("the legal holiday of " + join(open, ", ") +
                    " is no business day although the office is open");
  return "if " + join(parts, " and ") + ": law is silent";
}

}  // namespace

Result<Count> count_days(Unit unit, int n, Date from, const Calendar& calendar) {
  if (n < 0) return fail(Errc::bad_input, "days: below 0; count forward from the day of the event");
  if (n > kMostDays) return fail(Errc::too_large, "days: more than 3,660; write a smaller number");
  if (unit == Unit::hours)
    return fail(Errc::bad_input, "unit: hours run from a time of day; count them with count_hours");
  auto out = TRY(count_plainly(unit, n, from, calendar));
  if (unit != Unit::business_days || calendar.place_days.empty()) return out;
  auto plain = calendar;
  plain.place_days.clear();
  const auto without = TRY(count_plainly(unit, n, from, plain));
  if (without.last_day != out.last_day) {
    out.other = OtherDay{without.last_day, {}};
    out.other->because = what_was_entered(out, plain, calendar);
  }
  return out;
}

std::string to_words(const Count& count, const std::vector<std::string>& notes) {
  std::string out;
  for (const auto& note : notes)
    out += "note: " + note + "\n";
  if (count.other)
    out += "or " + to_text(count.other->last_day) + " " + count.other->because + "\n";
  for (const auto& line : count.days) {
    out += to_text(line.date);
    out += line.counted ? " counted " + std::to_string(line.number) : " skipped " + line.because;
    out += '\n';
  }
  if (count.days.empty()) out += to_text(count.last_day) + " the day of the event\n";
  return out;
}

Json to_json(const Count& count, const std::vector<std::string>& notes) {
  Json days = Json::array();
  for (const auto& line : count.days)
    days.push_back({{"date", to_text(line.date)},
                    {"counted", line.counted},
                    {"because", line.counted ? "counted " + std::to_string(line.number)
                                             : line.because}});
  Json other = nullptr;
  if (count.other)
    other = {{"last_day", to_text(count.other->last_day)}, {"because", count.other->because}};
  return {{"unit", name_of(count.unit)},         {"from", to_text(count.from)},
          {"last_day", to_text(count.last_day)}, {"days", std::move(days)},
          {"other", std::move(other)},           {"notes", notes}};
}

}  // namespace ledgelight::law
