// desk/job_work.hpp: putting work into the queue; used by the verbs that start long work.
#pragma once

#include "desk/desk.hpp"

namespace ledgelight::desk {

/// Queues `kind` for the case in the caller's transaction. Who asked is sealed with it.
Result<JobId> put_new_job(Desk& desk, Tx& tx, const Actor& actor, const std::string& kind,
                          const CaseRow& row);

}  // namespace ledgelight::desk
