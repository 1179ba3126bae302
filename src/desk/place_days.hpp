// desk/place_days.hpp: single days that no pack can know: the place was closed, or stood open on a
// legal holiday. Entering one moves every open clock that it bears on, and each says so.
#pragma once

#include "desk/desk.hpp"
#include "law/clock.hpp"

namespace ledgelight::desk {

struct PlaceDayLine {
  std::string id, date, what, because;
  std::string by;  ///< actor
  Instant at;
  bool holds = true;  ///< no later entry of the same day stands in front
};
/// By day, the entries of one day in the order they were made.
Result<std::vector<PlaceDayLine>> list_place_days(Desk& desk, const Actor& actor);

struct NewPlaceDay {
  std::string date;     ///< a day within ten years of today
  std::string what;     ///< closed | open | ordinary (takes back what was entered before)
  std::string because;  ///< needed; who said so, and why. No personal data
};
/// A clock or a duty that the entry moved.
struct Moved {
  CaseId case_id;
  std::string what;  ///< clock id, or duty id in a sheet
  std::string title, before, after;  ///< last days; "" none
};
/// One act for the day, and one for each clock (`clock.moved`) and case (`duties.decided`) it moves.
/// Restricted cases are moved too; they are in the answer only for who may read them.
Result<std::vector<Moved>> enter_place_day(Desk& desk, const Actor& actor, const NewPlaceDay& what);

// ---- for the rest of this room -------------------------------------------------------------------

/// What was known of single days: entered at or before `by`, and before ledger event `before`.
Result<std::vector<law::PlaceDay>> place_days_known(Desk& desk, Tx& tx, std::optional<Instant> by = {},
                                                    std::optional<std::uint64_t> before = {});
/// `rules` with those days laid over the city's own calendars.
std::shared_ptr<const law::Rules> with_place_days(const std::shared_ptr<const law::Rules>& rules,
                                                  const std::vector<law::PlaceDay>& days);

}  // namespace ledgelight::desk
