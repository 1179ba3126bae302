// desk/jobs.hpp: long work, leased so that a dead worker loses it and another goes on.
#pragma once

#include "desk/desk.hpp"

namespace ledgelight::desk {

struct JobLine {
  JobId id;
  std::string kind, state, message;
  std::uint64_t done = 0, total = 0;
  Instant created;
};
Result<std::vector<JobLine>> list_jobs(Desk& desk, const Actor& actor, const CaseId& id);
/// Leases and does one job; false when there is none.
Result<bool> work_once(Desk& desk, const std::string& worker);

}  // namespace ledgelight::desk
