#include "desk/jobs.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

#include "desk/discovery.hpp"
#include "desk/job_work.hpp"

namespace ledgelight::desk {
namespace {

constexpr auto lease = std::chrono::seconds(60);
// Work that took its process down so often is not tried again: it would take every worker down.
constexpr int most_tries = 3;

std::string tries_name(const JobId& id) { return "tries/" + id.str(); }

// Tries since the work last came further: "2 17", where 17 items of its search were done with.
std::uint64_t items_done(Tx& tx, const CaseId& id) {
  const auto search = tx.search(id);
  return search && *search ? (*search)->items : 0;
}
Result<int> tries_of(Tx& tx, const JobRow& job) {
  const auto kept = TRY(tx.setting(tries_name(job.id)));
  if (!kept) return 0;
  const auto blank = kept->find(' ');
  if (blank != std::string::npos && kept->substr(blank + 1) != std::to_string(items_done(tx, job.case_id))) return 0;
  return std::atoi(kept->c_str());
}

Json actor_json(const Actor& actor) {
  return {{"officer", actor.officer.str()},
          {"uid", actor.uid},
          {"kind", actor.kind == Actor::Kind::officer ? "officer" : "cli"}};
}

// The officer's roles are those of today, not of the day the work was asked for.
Result<Actor> actor_of(Tx& tx, const Json& json) {
  if (text_at(json, "kind") != "officer") return Actor::of_command_line(text_at(json, "uid"));
  const auto row = TRY(tx.officer(OfficerId(text_at(json, "officer"))));
  if (!row || !row->active) return fail(Errc::denied, "the officer who asked is no longer active");
  return Actor::of_officer(row->id, TRY(parse_roles(row->roles)));
}

Result<void> finish(Desk& desk, JobRow job, const Result<std::string>& outcome) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(tx->job(job.id));
  if (!row) return {};
  // Paused when the work was done already, it is done; else the lease went to somebody else.
  const bool paused_too_late = row->state == "paused" && outcome;
  if (row->worker != job.worker && !paused_too_late) return {};
  TRY(tx->set_setting(tries_name(job.id), "0"));
  row->state = outcome ? "done" : "failed";
  row->message = outcome ? *outcome : std::string(name_of(outcome.error().code));
  // What is said of our own faults speaks of nobody.
  if (!outcome && outcome.error().code == Errc::internal) row->message += ": " + outcome.error().detail;
  row->lease_until.reset();
  TRY(tx->update_job(*row));
  return tx->commit();
}

// Asked to end: the work waits for the next worker as if it had never begun.
Result<void> give_back(Desk& desk, const JobRow& job) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(tx->job(job.id));
  if (!row || row->worker != job.worker) return {};
  TRY(tx->set_setting(tries_name(job.id), "0"));
  row->state = "queued";
  row->worker.clear();
  row->lease_until.reset();
  TRY(tx->update_job(*row));
  return tx->commit();
}

Result<void> turn_job(Desk& desk, const Actor& actor, const CaseId& id, const JobId& name,
                      const std::set<std::string>& from, const char* to, const char* kind) {
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::run_discovery, id));
  auto job = TRY(tx->job(name));
  if (!job || job->case_id != id) return fail(Errc::not_found, "no such work in this case");
  if (from.count(job->state) == 0) return fail(Errc::wrong_state, "the work is " + job->state);
  job->state = to;
  job->worker.clear();
  job->lease_until.reset();
  TRY(tx->set_setting(tries_name(name), "0"));
  TRY(tx->update_job(*job));
  Act act;
  act.kind = kind;
  act.case_id = id;
  act.subject = name.str();
  act.object = Json{{"job", name.str()}};
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  return commit(desk, *tx);
}

}  // namespace

Result<void> pause_job(Desk& desk, const Actor& actor, const CaseId& id, const JobId& job) {
  return turn_job(desk, actor, id, job, {"queued", "running"}, "paused", "discovery.paused");
}

Result<void> resume_job(Desk& desk, const Actor& actor, const CaseId& id, const JobId& job) {
  return turn_job(desk, actor, id, job, {"paused"}, "queued", "discovery.resumed");
}

Result<JobId> put_new_job(Desk& desk, Tx& tx, const Actor& actor, const std::string& kind,
                          const CaseRow& row) {
  JobRow job;
  job.id = JobId("j-" + std::to_string(TRY(tx.next_number("job"))));
  job.kind = kind;
  job.case_id = row.id;
  job.state = "queued";
  job.created = desk.now();
  job.body = TRY(seal_json(desk, tx, row.key, "job/" + job.id.str(), actor_json(actor)));
  TRY(tx.put_job(job));
  return job.id;
}

Result<std::vector<JobLine>> list_jobs(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  std::vector<JobLine> out;
  for (const auto& job : TRY(tx->jobs(id))) {
    out.push_back({job.id, job.kind, job.state, job.message, job.done, job.total, job.created});
  }
  return out;
}

Result<bool> work_once(Desk& desk, const std::string& worker) {
  if (desk.stopping) return false;
  JobRow job;
  int tries = 0;
  std::optional<Actor> actor;
  {
    const auto tx = TRY(desk.store().write());
    const auto leased = TRY(tx->lease_job(worker, desk.now(), desk.now() + lease));
    if (!leased) return false;
    job = *leased;
    tries = TRY(tries_of(*tx, job)) + 1;
    TRY(tx->set_setting(tries_name(job.id),
                        std::to_string(tries) + " " + std::to_string(items_done(*tx, job.case_id))));
    // One that does not open (its case was erased) fails; it must not stand in the way of others.
    if (const auto args = open_json(desk, *tx, job.body, "job/" + job.id.str())) {
      if (auto who = actor_of(*tx, *args)) actor = *who;
    }
    TRY(tx->commit());
  }
  if (tries > most_tries) {
    TRY(finish(desk, job, fail(Errc::internal, "the program ended " + std::to_string(most_tries) +
                                                    " times while it worked on this; it is parked")));
    return true;
  }
  if (!actor) {
    TRY(finish(desk, job, fail(Errc::denied, "")));
    return true;
  }
  std::atomic<bool> taken_away{false};
  auto last_beat = std::chrono::steady_clock::now();
  const auto progress = [&](std::uint64_t done, std::uint64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_beat < std::chrono::seconds(1)) return;
    last_beat = now;
    auto tx = desk.store().write();
    if (!tx) return;  // the next beat will do
    auto row = (*tx)->job(job.id);
    if (!row || !*row) return;
    if ((*row)->state != "running" || (*row)->worker != worker) {
      taken_away = true;  // paused, or leased by another meanwhile
      return;
    }
    (*row)->done = done;
    (*row)->total = total;
    (*row)->lease_until = desk.now() + lease;
    if ((*tx)->update_job(**row)) (void)(*tx)->commit();
  };
  Result<std::string> outcome = fail(Errc::unsupported, "no such kind of work");
  if (job.kind == "discover") {
    // One is left to those who ask for pages meanwhile.
    SearchWish wish;
    wish.threads = std::max(2U, std::thread::hardware_concurrency()) - 1;
    auto run = run_discovery(desk, *actor, job.case_id, progress, &taken_away, wish);
    if (run) {
      outcome = std::to_string(run->findings) + " findings, " + std::to_string(run->people) + " people";
    } else {
      outcome = run.error();
    }
  }
  if (!outcome && taken_away) return true;
  if (!outcome && desk.stopping) {
    TRY(give_back(desk, job));
    return false;
  }
  TRY(finish(desk, job, outcome));
  return true;
}

}  // namespace ledgelight::desk
