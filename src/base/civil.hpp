// base/civil.hpp: dates as people and laws write them, and instants as machines do.
//
// The one place that knows time zones. A Date is local to a place and has no hours; an Instant is
// UTC to the second. Counting days under a rule (what is skipped, what is a holiday) is law/.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace ledgelight {

using Date = std::chrono::year_month_day;
using std::chrono::days;
using std::chrono::sys_days;

/// "2026-03-02", years 1000 to 9999; fails on a day that does not exist.
Result<Date> parse_date(std::string_view text);
std::string to_text(Date date);                    ///< 2026-03-02
std::string long_text(Date date);                  ///< Monday, March 2, 2026
Date plus_days(Date date, int n);
int days_between(Date from, Date to);              ///< to - from
std::chrono::weekday weekday_of(Date date);

/// "2026-11-22T03:25:01Z"; accepts an offset (+05:30) and fractions (dropped).
Result<Instant> parse_instant(std::string_view text);
std::string to_text(Instant at);                   ///< 2026-11-22T03:25:01Z
/// "Sunday, November 22, 2026, 10:25 PM EST" at `zone` ("America/New_York").
std::string long_text(Instant at, const std::string& zone);
std::string short_text(Instant at, const std::string& zone);  ///< 2026-11-22 22:25
/// The calendar day at `zone`; UTC when the zone is unknown to the machine.
Date local_date(Instant at, const std::string& zone);
/// Midnight that begins `date` at `zone`.
Instant start_of(Date date, const std::string& zone);

/// What a person told us about when: never more exact than they were.
///
/// Text forms (also how it is stored): "2026" a year, "2026-03" a month, "2026-03-02" a day,
/// "2026-03-02T02:10Z" / "…T02:10:05Z" an instant, "2026-03-01/2026-03-04" an interval of any
/// two of those (either side may be ".."), "unknown" for "not sure".
class When {
 public:
  When() = default;  ///< unknown
  static Result<When> parse(std::string_view text);
  static When of(Date date) { return When(to_text(date)); }
  static When of(Instant at) { return When(to_text(at)); }

  bool unknown() const { return text_ == "unknown"; }
  const std::string& text() const { return text_; }  ///< the stored form
  std::string words() const;                         ///< "some time in March 2026", "not sure"
  /// First and last possible day, each absent when open or unknown.
  std::optional<Date> earliest() const;
  std::optional<Date> latest() const;
  friend bool operator==(const When&, const When&) = default;

 private:
  explicit When(std::string text) : text_(std::move(text)) {}
  std::string text_ = "unknown";
};

}  // namespace ledgelight
