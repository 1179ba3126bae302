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
/// A queued or running job stops at its next checkpoint and is not taken up until it is resumed,
/// by whatever process, also after a restart. Needs Action::run_discovery. Fails with wrong_state
/// when it is not (or no longer) queued or running; resume_job: when it is not paused.
Result<void> pause_job(Desk& desk, const Actor& actor, const CaseId& id, const JobId& job);
Result<void> resume_job(Desk& desk, const Actor& actor, const CaseId& id, const JobId& job);
/// Leases and does one job; false when there is none.
Result<bool> work_once(Desk& desk, const std::string& worker);

}  // namespace ledgelight::desk
