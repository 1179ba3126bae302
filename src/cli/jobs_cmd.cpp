// jobs …: long work that waits to be done.
#include <unistd.h>

#include "base/civil.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/drafts.hpp"
#include "desk/jobs.hpp"

namespace ledgelight::cli {
namespace {

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  const auto lines = TRY(desk::list_jobs(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  Table table({"JOB", "KIND", "STATE", "DONE", "SINCE", "MESSAGE"});
  for (const auto& job : lines) {
    json.push_back({{"id", job.id.str()}, {"kind", job.kind}, {"state", job.state}, {"done", job.done},
                    {"total", job.total}, {"message", job.message}, {"created", to_text(job.created)}});
    table.add({job.id.str(), job.kind, job.state,
               job.total == 0 ? "-" : std::to_string(job.done * 100 / job.total) + " %",
               local(*desk, job.created), job.message});
  }
  return Answer{table.text_or("No job."), std::move(json)};
}

Result<Answer> run_waiting(Context& c) {
  auto* desk = TRY(c.desk());
  const auto worker = "cli:" + std::to_string(::getpid());
  std::uint64_t done = 0;
  (void)TRY(desk::sweep(*desk));
  while (TRY(desk::work_once(*desk, worker))) ++done;
  return Answer{done == 0 ? "Nothing was waiting." : counted(done, "job", "jobs") + " done.", Json{{"done", done}}};
}

Result<Answer> pause(Context& c) {
  TRY(desk::pause_job(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")),
                      JobId(c.text("JOB"))));
  return Answer{c.text("JOB") + " is paused. Go on with: ledgelight jobs resume " + c.text("CASE") +
                    " " + c.text("JOB") + "\n",
                Json{{"id", c.text("JOB")}, {"state", "paused"}}};
}

Result<Answer> resume(Context& c) {
  TRY(desk::resume_job(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")),
                       JobId(c.text("JOB"))));
  return Answer{c.text("JOB") + " waits for a worker.",
                Json{{"id", c.text("JOB")}, {"state", "queued"}}};
}

}  // namespace

void add_jobs(Commands& to) {
  to.groups.push_back({"jobs", "Long work that waits to be done"});
  to.commands.push_back({.path = "jobs run",
                         .summary = "Do the work that waits, until none is left",
                         .run = run_waiting,
                         .details = "A running server does the same by itself."});
  to.commands.push_back({.path = "jobs list",
                         .summary = "List the long work of a case",
                         .positionals = {{"CASE", "number of the case, such as 2026-0007"}},
                         .run = list});
  const std::vector<Positional> one{{"CASE", "number of the case, such as 2026-0007"},
                                    {"JOB", "number of the job, from jobs list"}};
  to.commands.push_back(
      {.path = "jobs pause",
       .summary = "Pause a search that waits or runs; also a restart does not take it up",
       .positionals = one,
       .run = pause});
  to.commands.push_back({.path = "jobs resume",
                         .summary = "Let a paused search go on, behind the items it is done with",
                         .positionals = one,
                         .run = resume});
}

}  // namespace ledgelight::cli
