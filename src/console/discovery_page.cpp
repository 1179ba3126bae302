#include <algorithm>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "desk/cases.hpp"
#include "desk/discovery.hpp"
#include "desk/jobs.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

constexpr std::uint64_t per_page = 100;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

// Shades by order of magnitude; the number itself always stands in the cell.
std::string shade(std::uint64_t n) {
  const int step = n == 0 ? 0 : n < 10 ? 1 : n < 100 ? 2 : n < 1'000 ? 3 : 4;
  return std::string(1, static_cast<char>('0' + step));
}

// Rows: evidence items; columns: the kinds there are. What was rejected does not count.
void heat_table(const pages::Web& web, const Request& request, http::Page& page,
                const std::vector<desk::Tx::FindingCount>& counts) {
  std::map<EvidenceId, std::map<std::string, std::uint64_t>> items;
  std::map<std::string, std::uint64_t> kinds;
  for (const auto& c : counts) {
    if (c.state == "rejected") continue;
    items[c.evidence][c.element] += c.count;
    kinds[c.element] += c.count;
  }
  if (items.empty()) return;
  auto& heat = page.row("HEAT");
  for (const auto& kind : kinds) heat.row("KINDS").set("KIND", web.say(request, "finding." + lowered(kind.first)));
  for (auto& [item, by_kind] : items) {
    auto& row = heat.row("ITEMS");
    row.set("ITEM", item.str());
    for (const auto& kind : kinds) {
      const auto n = by_kind[kind.first];
      row.row("CELLS").set("N", n == 0 ? "" : std::to_string(n)).set("SHADE", shade(n));
    }
  }
}

// Those who count now, by state; the length is a twentieth of the longest bar's.
void people_by_state(const pages::Web& web, const Request& request, http::Page& page,
                     const CaseId& id, const std::vector<desk::Tx::PeopleCount>& counts,
                     const std::vector<std::pair<std::string, std::uint64_t>>& unplaced) {
  struct Count {
    std::uint64_t proposed = 0, accepted = 0;
    std::uint64_t all() const { return proposed + accepted; }
  };
  std::map<std::string, Count> states;
  std::uint64_t most = 0, total = 0, uncertain = 0;
  for (const auto& c : counts) {
    if (c.standing == "rejected") continue;
    if (c.standing == "uncertain") {
      uncertain += c.count;
      continue;
    }
    auto& n = states[c.residence];
    (c.standing == "accepted" ? n.accepted : n.proposed) += c.count;
    most = std::max(most, n.all());
    total += c.count;
  }
  if (states.empty()) return;
  auto& section = page.row("PEOPLE_BY_STATE");
  section.set("PEOPLE_TOTAL", static_cast<std::int64_t>(total));
  if (uncertain > 0)
    section.row("UNCERTAIN")
        .set("PEOPLE", static_cast<std::int64_t>(uncertain))
        .set("LINK", case_path(id, "people?standing=uncertain"));
  std::vector<std::pair<std::string, Count>> order(states.begin(), states.end());
  // The most first; whose state nobody knows last, whatever their number.
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first.empty() != b.first.empty() ? b.first.empty() : a.second.all() > b.second.all();
  });
  for (const auto& [state, n] : order) {
    auto& row = section.row("STATE_ROWS");
    row.set("STATE_NAME", state.empty() ? web.say(request, "people.no_state")
                                        : web.say(request, "portal.state." + state))
        .set("STATE_LINK",
             state.empty() ? case_path(id, "people") : case_path(id, "people?state=" + state))
        .set("STATE_ACCEPTED", static_cast<std::int64_t>(n.accepted))
        .set("STATE_PROPOSED", static_cast<std::int64_t>(n.proposed));
    const auto twentieths = [&](std::uint64_t part) {
      return std::to_string(part == 0 ? 0 : std::max<std::uint64_t>(1, part * 20 / most));
    };
    row.set("ACCEPTED_WIDTH", twentieths(n.accepted)).set("PROPOSED_WIDTH", twentieths(n.proposed));
    if (!state.empty()) continue;
    for (const auto& [ground, people] : unplaced)
      row.row("WHY")
          .set("WHY_TEXT", web.reason(request, ground))
          .set("WHY_PEOPLE", static_cast<std::int64_t>(people));
  }
}

Response discovery_page(const pages::Web& web, const Request& request, const std::string& revealed,
                        const std::string& revealed_id) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  http::Page page("console/case-discovery", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::discovery);
  const auto jobs = desk::list_jobs(web.desk(), actor, id);
  if (!jobs) return web.refuse(request, jobs.error());
  bool busy = false;
  for (const auto& j : *jobs) {
    if (j.state == "done") continue;
    const bool paused = j.state == "paused", waits = j.state == "queued" || j.state == "running";
    busy = busy || paused || waits;
    auto& row = page.row("JOBS");
    row.set("JOB", j.id.str())
        .show_if(waits, "PAUSE")
        .show_if(paused, "RESUME")
        .set("JOB_STATE", web.say(request, "job.state." + j.state))
        .set("DONE", size_words(j.done))
        .set("JOB_TOTAL", size_words(j.total))
        .set("JOB_MESSAGE", web.fault(request, j.message))
        .set("JOB_DONE", static_cast<std::int64_t>(j.done))
        .set("JOB_MOST", static_cast<std::int64_t>(std::max<std::uint64_t>(j.total, 1)));
  }
  page.show_if(!busy, "START");
  const auto runs = desk::list_runs(web.desk(), actor, id);
  if (!runs) return web.refuse(request, runs.error());
  for (const auto& r : *runs) {
    auto& row = page.row("RUNS");
    row.set("AT", web.time(request, r.at));
    row.set("FILES", static_cast<std::int64_t>(r.files)).set("SIZE", size_words(r.bytes));
    row.set("FINDINGS", static_cast<std::int64_t>(r.findings)).set("PEOPLE", static_cast<std::int64_t>(r.people));
    if (r.taken_up > 0)
      row.row("TAKEN_UP").set("ITEMS", static_cast<std::int64_t>(r.taken_up));
    std::uint64_t unread = 0;
    for (const auto& u : r.unread) unread += u.bytes;
    const auto read = r.bytes - std::min(r.bytes, unread);
    row.set("READ_BYTES", static_cast<std::int64_t>(read)).set("ALL_BYTES", static_cast<std::int64_t>(std::max<std::uint64_t>(r.bytes, 1)));
    row.set("READ_SIZE", size_words(read)).set("ALL_SIZE", size_words(r.bytes));
    for (const auto& u : r.unread) {
      row.row("UNREAD")
          .set("PATH", u.path)
          .set("REASON", web.fault(request, u.reason))
          .set("SIZE", size_words(u.bytes));
    }
    if (&r == &runs->front()) row.show_if(!r.unread.empty(), "UNREAD_HEAD");
  }
  page.show_if(runs->empty(), "NEVER_RUN");
  page.show_if(!runs->empty(), "HAS_RUN");
  // The counts alone; everybody who may read the case sees them.
  const auto people = desk::list_people(web.desk(), actor, id, "", "", {0, 1});
  if (!people) return web.refuse(request, people.error());
  people_by_state(web, request, page, id, people->counts,
                  runs->empty() ? decltype(runs->front().unplaced)() : runs->front().unplaced);
  const auto slice = slice_of(request, per_page);
  const auto element = request.query.get("element");
  const auto state = request.query.get("state");
  const auto findings = desk::list_findings(web.desk(), actor, id, element, state, slice);
  if (!findings) return web.refuse(request, findings.error());
  std::uint64_t total = 0;
  std::map<std::string, std::array<std::uint64_t, 3>> sums;
  for (const auto& c : findings->counts) {
    sums[c.element][c.state == "accepted" ? 1 : c.state == "rejected" ? 2 : 0] += c.count;
    if ((element.empty() || c.element == element) && (state.empty() || c.state == state)) total += c.count;
  }
  for (const auto& [name, n] : sums) {
    page.row("SUMS")
        .set("ELEMENT", web.say(request, "finding." + lowered(name)))
        .set("LINK", case_path(id, "discovery?element=" + name))
        .set("PROPOSED", static_cast<std::int64_t>(n[0]))
        .set("ACCEPTED", static_cast<std::int64_t>(n[1]))
        .set("REJECTED", static_cast<std::int64_t>(n[2]));
  }
  heat_table(web, request, page, findings->counts);
  // The value that was asked for is on the record as seen, so it is shown, whatever page it is on.
  if (!revealed_id.empty() &&
      std::none_of(findings->rows.begin(), findings->rows.end(),
                   [&](const desk::FindingLine& f) { return f.id.str() == revealed_id; })) {
    auto& row = page.row("FINDINGS");
    row.set("FINDING", revealed_id).set("ELEMENT", revealed_id);
    row.row("REVEALED").set("VALUE", revealed);
  }
  for (const auto& f : findings->rows) {
    auto& row = page.row("FINDINGS");
    row.set("FINDING", f.id.str()).set("ELEMENT", web.say(request, "finding." + lowered(f.element)));
    row.set("PATH", f.evidence.str() + " " + f.path).set("MASKED", f.masked);
    row.set("REASON", web.reason(request, f.reason))
        .set("CONFIDENCE", static_cast<std::int64_t>(f.confidence));
    row.set("FINDING_STATE", web.say(request, "finding.state." + f.state));
    row.set("PERSON", f.person.str());
    if (f.id.str() == revealed_id) row.row("REVEALED").set("VALUE", revealed);
  }
  pager(request, page, slice, findings->rows.size(), total);
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.discovery"),
                  staff_frame(web, request, Rail::cases));
}

Response people_page(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto slice = slice_of(request, per_page);
  const auto residence = request.query.get("state");
  const auto standing = request.query.get("standing");
  const auto people = desk::list_people(web.desk(), actor, id, residence, standing, slice);
  if (!people) return web.refuse(request, people.error());
  http::Page page("console/case-people", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::people);
  std::map<std::string, std::map<std::string, std::uint64_t>> by_state;
  std::map<std::string, std::uint64_t> by_status;
  std::uint64_t total = 0;
  for (const auto& c : people->counts) {
    by_state[c.residence][c.standing] += c.count;
    if (c.standing == "accepted") by_status[c.status] += c.count;
    if ((residence.empty() || c.residence == residence) && (standing.empty() || c.standing == standing)) {
      total += c.count;
    }
  }
  std::uint64_t proposed = 0, uncertain = 0;
  for (auto& entry : by_state) {
    proposed += entry.second["proposed"];
    uncertain += entry.second["uncertain"];
  }
  if (uncertain > 0)
    page.row("UNCERTAIN")
        .set("PEOPLE", static_cast<std::int64_t>(uncertain))
        .set("LINK", case_path(id, "people?standing=uncertain"));
  if (proposed > 0)
    page.row("SOME_PROPOSED").set("PROPOSED_PEOPLE", static_cast<std::int64_t>(proposed));
  for (auto& [state, n] : by_state) {
    page.row("STATES")
        .set("RESIDENCE", state.empty() ? web.say(request, "people.no_state")
                                        : web.say(request, "portal.state." + state))
        .set("LINK", case_path(id, "people?state=" + state))
        .set("PROPOSED", static_cast<std::int64_t>(n["proposed"]))
        .set("HELD", static_cast<std::int64_t>(n["uncertain"]))
        .set("ACCEPTED", static_cast<std::int64_t>(n["accepted"]))
        .set("REJECTED", static_cast<std::int64_t>(n["rejected"]));
  }
  for (const char* status : {"pending", "mailed", "returned", "substitute", "excluded"}) {
    page.row("BALANCE")
        .set("STATUS", web.say(request, std::string("people.status.") + status))
        .set("COUNT", static_cast<std::int64_t>(by_status[status]));
  }
  for (const auto& p : people->rows) {
    auto& row = page.row("PEOPLE");
    row.set("PERSON_LINK", case_path(id, "person/" + p.id.str()));
    row.set("PERSON", p.id.str()).set("NAME", p.name.reveal(Purpose::show_to_officer));
    row.set("ADDRESS", p.address.reveal(Purpose::show_to_officer));
    row.set("RESIDENCE", state_words(web, request, p.residence))
        .set("GROUND", web.reason(request, p.ground));
    std::vector<std::string> names;
    for (const auto& e : p.elements) names.push_back(web.say(request, "element." + e));
    row.set("ELEMENTS", join(names, ", "));
    row.set("STANDING", web.say(request, "people.standing." + p.standing));
    row.set("STATUS", web.say(request, "people.status." + p.status));
  }
  page.show_if(people->counts.empty(), "EMPTY");
  pager(request, page, slice, people->rows.size(), total);
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.people"),
                  staff_frame(web, request, Rail::cases));
}

template <class T>
Response then(const pages::Web& web, const Request& request, const Result<T>& done,
              std::string_view part) {
  if (!done) return web.refuse(request, done.error());
  return http::see_other(case_path(case_of(request), part));
}

}  // namespace

void add_discovery(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/discovery", "case.discovery", "read-case",
             [web](Request& r) { return discovery_page(*web, r, "", ""); });
  router.get("/staff/case/{id}/people", "case.people", "read-case",
             [web](Request& r) { return people_page(*web, r); });
  web->officer_post(router, "/staff/case/{id}/discovery", "case.discovery.start", "run-discovery",
                    [web](Request& r) {
                      return then(*web, r, desk::start_discovery(web->desk(), pages::Web::actor(r), case_of(r)),
                                  "discovery");
                    });
  const auto turn = [&](const char* part, const char* name, auto verb) {
    web->officer_post(
        router, std::string("/staff/case/{id}/discovery/") + part, name, "run-discovery",
        [web, verb](Request& r) {
          return then(*web, r,
                      verb(web->desk(), pages::Web::actor(r), case_of(r), JobId(r.field("job"))),
                      "discovery");
        });
  };
  turn("pause", "case.discovery.pause", &desk::pause_job);
  turn("resume", "case.discovery.resume", &desk::resume_job);
  web->officer_post(router, "/staff/case/{id}/finding", "case.finding", "judge-finding", [web](Request& r) {
    return then(*web, r,
                desk::judge_finding(web->desk(), pages::Web::actor(r), FindingId(r.field("finding")),
                                    r.field("state")),
                "discovery");
  });
  web->officer_post(router, "/staff/case/{id}/finding/reveal", "case.finding.reveal", "read-evidence",
                    [web](Request& r) {
                      const auto value = desk::reveal_finding(web->desk(), pages::Web::actor(r),
                                                              FindingId(r.field("finding")), r.field("purpose"));
                      if (!value) return web->refuse(r, value.error());
                      return discovery_page(*web, r, *value, r.field("finding"));
                    });
  web->officer_post(router, "/staff/case/{id}/people", "case.people.judge", "judge-finding",
                    [web](Request& r) {
                      return then(*web, r,
                                  desk::judge_people(web->desk(), pages::Web::actor(r), case_of(r),
                                                     PersonId(r.field("person")), r.field("standing")),
                                  "people");
                    });
  web->officer_post(router, "/staff/case/{id}/people/register", "case.people.register", "judge-finding",
                    [web](Request& r) {
                      return then(*web, r, desk::accept_register(web->desk(), pages::Web::actor(r), case_of(r)),
                                  "people");
                    });
}

}  // namespace ledgelight::console
