// law/hours.hpp: periods of hours, from a moment at the place to another.
//
// An hour is 3,600 seconds that passed: where the clocks go forward a day has 23 of them, where
// they go back 25. Times are shown as the clocks of the place show them, with the zone's name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/json.hpp"

namespace ledgelight::law {

/// "2027-03-13T10:00" as the clocks at `zone` show it; or an instant with Z or an offset. A time the
/// clocks show twice is the earlier one (the earlier deadline); one they never show is bad_input.
Result<Instant> local_instant(std::string_view text, const std::string& zone);

struct HourDay {
  Date date{};
  std::int64_t minutes = 0;  ///< of the period that fall on this day
  bool changed = false;      ///< the clocks are changed on this day
};
struct HourCount {
  std::string zone;
  Instant from{}, last{};     ///< the period has ended at `last`
  Date last_day{};            ///< at the place
  std::vector<HourDay> days;  ///< from the day of `from` to `last_day`, each once
};

/// `n` from 0 to 87,840 hours after `from`. Beyond: bad_input, too_large.
Result<HourCount> count_hours(std::int64_t n, Instant from, const std::string& zone);

/// "2027-03-14 counted 23 h 0 min (the clocks change)" a day, the last with "until …"
/// and the zone; `notes` before them.
std::string to_words(const HourCount& count, const std::vector<std::string>& notes = {});
/// {"unit":"hours","from","last","last_day","zone","days":[{"date","counted","because"}],"notes"}
Json to_json(const HourCount& count, const std::vector<std::string>& notes = {});

}  // namespace ledgelight::law
