// notice/ics.hpp: deadlines as an iCalendar object (RFC 5545) that a calendar program subscribes to.
//
// Each deadline is an all-day event that takes no time, with an alarm a week before. The UID stays
// when the day changes, and SEQUENCE grows, so that the calendar moves its entry.
#pragma once

#include <string>
#include <vector>

#include "base/civil.hpp"

namespace ledgelight::notice {

struct Deadline {
  std::string uid;      ///< printable ASCII without space; unique for ever
  Date day{};
  std::string summary, description;
  std::uint64_t sequence = 0;
  Instant changed{};
};

/// CRLF lines folded at 75 octets, never inside a character. `name` is what the calendar is called.
/// Text is escaped; control signs become spaces. In the order given.
std::string icalendar(const std::vector<Deadline>& deadlines, const std::string& name, Instant stamp);

}  // namespace ledgelight::notice
