// law/clock.hpp: the counting of days, and the lines that show how it was done.
//
// The day of the event is not counted, the last day is (Lamberti v. Stamford, 131 Conn. 396); a day
// is a calendar day at the place, not 24 hours (Rutter v. Janis, Conn. 2020). Hours are hours that
// passed, whatever the clocks of the place did meanwhile: law/hours.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "law/source.hpp"

namespace ledgelight::law {

enum class Unit { calendar_days, business_days, school_days, hours };
Result<Unit> parse_unit(std::string_view text);  ///< "calendar-days", "business-days", "hours" …
std::string_view name_of(Unit unit);

/// One legal holiday as a rule, so that any year can be worked out.
struct HolidayRule {
  enum class Kind {
    fixed,       ///< month and day; Saturday moves to Friday before, Sunday to Monday after
    nth,         ///< n-th weekday of a month; n = -1 is the last
    on_or_after, ///< first weekday on or after month and day
    easter,      ///< `offset` days from Easter Sunday (western, Gregorian)
  };
  std::string id, name;
  Kind kind = Kind::fixed;
  unsigned month = 0, day = 0;
  int weekday = 0;  ///< 0 Sunday … 6 Saturday
  int n = 0;
  int offset = 0;
  bool saturday_to_friday = false, sunday_to_monday = false;
  bool assumed = false;  ///< appointed by proclamation each year; the date is our assumption
  Span in_force;
  std::vector<Source> sources;
};

struct Holiday {
  Date date{};
  std::string name;
  bool shifted = false, assumed = false;
};

/// What an officer knows of one day at the place: City Hall was closed by a storm, or stood open on
/// a legal holiday. No pack can say it.
struct PlaceDay {
  enum class What { closed, open };
  Date date{};
  What what = What::closed;
  std::string because;  ///< "City Hall closed: snow emergency"; no personal data
  friend bool operator==(const PlaceDay&, const PlaceDay&) = default;
};

/// The days on which a school sits, as its own calendar states them. Nothing is worked out: a day
/// outside every session is not known to be a school day.
struct SchoolYear {
  struct Session {
    Date from{}, to{};  ///< inclusive
  };
  struct Closed {
    Date date{};
    std::string name;
  };
  std::vector<Session> sessions;  ///< by day, none overlapping
  std::vector<Closed> closed;
  std::vector<Source> sources;
};

/// Days a place does not work. Saturdays and Sundays always.
struct Calendar {
  std::string id;  ///< pack that states it: "us/ct"
  std::vector<HolidayRule> holidays;
  std::vector<Source> sources{};         ///< what says which days are business days
  std::optional<SchoolYear> school{};    ///< absent: no pack states one
  std::vector<PlaceDay> place_days{};    ///< of the desk, not of the pack; the last of a day holds

  /// Holidays as observed within the calendar year, by date.
  std::vector<Holiday> in_year(int year) const;
  /// Why `day` is not a business day ("Saturday", "Martin Luther King Jr. Day"); empty: it is. A
  /// day the place was closed is none; a legal holiday on which it stood open is one (safe default
  /// where "business day" is not defined: the earlier deadline; other_day has the later).
  std::string closed(Date day) const;
  Date last_business_day_on_or_before(Date day) const;
  Date next_business_day_on_or_after(Date day) const;
};

struct CountedDay {
  Date date{};
  bool counted = false;
  int number = 0;       ///< the how-manieth; 0 when skipped
  std::string because;  ///< "counted 3" has none; "Martin Luther King Jr. Day"
};
/// The day it would be if what the officers entered about single days did not count: the law is
/// silent on both, so both are shown.
struct OtherDay {
  Date last_day{};
  std::string because;
};
struct Count {
  Unit unit = Unit::calendar_days;
  Date from{}, last_day{};
  std::vector<CountedDay> days;  ///< from + 1 to last_day, each once
  std::optional<OtherDay> other;
};

/// `n` from 0 to 3,660 days after `from` (0: `from` itself, no lines). Beyond: too_large. School
/// days without a school calendar, or past its last session: not_found. Hours: bad_input.
Result<Count> count_days(Unit unit, int n, Date from, const Calendar& calendar);

/// One line a day: "2027-01-18 skipped Martin Luther King Jr. Day", "2027-01-19 counted 1"; the
/// last day last. `notes` and, with `other`, "or 2027-02-11 if …" stand before them.
std::string to_words(const Count& count, const std::vector<std::string>& notes = {});
/// {"last_day", "days":[{"date","counted","because"}], "unit", "from", "other":{"last_day",
/// "because"}|null, "notes"}
Json to_json(const Count& count, const std::vector<std::string>& notes = {});

}  // namespace ledgelight::law
