// Case, Discovery: what was read and what was not, what waits for an officer, people by state,
// kinds by file. The findings themselves are findings_page.cpp, the register people_page.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/discovery.hpp"
#include "desk/cases.hpp"
#include "desk/discovery.hpp"
#include "desk/evidence.hpp"
#include "desk/found_files.hpp"
#include "desk/jobs.hpp"
#include "desk/links.hpp"
#include "desk/names.hpp"
#include "desk/sample_check.hpp"
#include "http/form.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

constexpr std::uint64_t files_at_first = 15, files_a_page = 50, unread_at_first = 10,
                        unread_a_page = 100, runs_at_first = 20;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

std::int64_t number(std::uint64_t n) { return static_cast<std::int64_t>(n); }

// Shades by order of magnitude; the number itself always stands in the cell.
std::string shade(std::uint64_t n) {
  const int step = n == 0 ? 0 : n < 10 ? 1 : n < 100 ? 2 : n < 1'000 ? 3 : 4;
  return std::string(1, static_cast<char>('0' + step));
}

std::string place_words(const desk::FoundFile& file) {
  return path_words(file.name) + (file.path.empty() ? "" : " / " + path_words(file.path));
}

// Rows: files; columns: the kinds there are. What was rejected does not count.
void heat_table(const pages::Web& web, const Request& request, http::Values& to, const CaseId& id,
                const std::vector<desk::FoundFile>& files) {
  std::map<std::string, std::uint64_t> kinds;
  for (const auto& f : files)
    for (const auto& [kind, n] : f.kinds)
      kinds[kind] += n;
  if (kinds.empty()) return;
  auto& heat = to.row("HEAT");
  for (const auto& kind : kinds)
    heat.row("KINDS").set("KIND", kind_words(web, request, kind.first));
  for (const auto& f : files) {
    auto& row = heat.row("ITEMS");
    const auto narrowed = f.number > 0 ? "file=" + std::to_string(f.number)
                                       : "item=" + http::percent_encoded(f.evidence.str());
    row.set("ITEM", f.evidence.str())
        .set("FILE", place_words(f))
        .set("FILE_LINK", case_path(id, "findings?" + narrowed));
    std::uint64_t all = 0;
    for (const auto& kind : kinds) {
      const auto at = f.kinds.find(kind.first);
      const auto n = at == f.kinds.end() ? 0 : at->second;
      all += n;
      auto& cell = row.row("CELLS");
      cell.set("SHADE", shade(n)).set("OF_KIND", kind_words(web, request, kind.first));
      if (n > 0)
        cell.row("SOME")
            .set("N", count_words(n))
            .set("CELL_LINK", case_path(id, "findings?" + narrowed + "&element=" + kind.first));
    }
    row.set("ALL", count_words(all));
  }
}

// Those who count now, by state; a bar is as long as its part of a thousandth of the longest.
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
  section.set("PEOPLE_TOTAL", people_words(web, request, total));
  if (uncertain > 0)
    section.row("UNCERTAIN")
        .set("WORDS", web.messages().count(web.language(request), "console.people.uncertain",
                                           number(uncertain)))
        .set("LINK", case_path(id, "people?standing=uncertain"));
  std::vector<std::pair<std::string, Count>> order(states.begin(), states.end());
  // The most first; whose state nobody knows last, whatever their number.
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first.empty() != b.first.empty() ? b.first.empty() : a.second.all() > b.second.all();
  });
  for (const auto& [state, n] : order) {
    auto& row = section.row("STATE_ROWS");
    row.set("STATE_NAME", state_words(web, request, state))
        .set("STATE_LINK",
             case_path(id, state.empty() ? "people?state=none" : "people?state=" + state))
        .set("STATE_ACCEPTED", count_words(n.accepted))
        .set("STATE_PROPOSED", count_words(n.proposed));
    // Nobody's bar is too short to be seen.
    const auto width = [&](std::uint64_t part) {
      return part == 0 ? 0 : std::max<std::uint64_t>(4, part * 1000 / most);
    };
    row.set("ACCEPTED_WIDTH", number(width(n.accepted)))
        .set("PROPOSED_WIDTH", number(width(n.proposed)));
    if (!state.empty()) continue;
    for (const auto& [ground, people] : unplaced)
      row.row("WHY")
          .set("WHY_TEXT", web.reason(request, ground))
          .set("WHY_PEOPLE", count_words(people));
  }
}

using Names = std::map<std::string, std::string>;

void show_unread(const pages::Web& web, const Request& request, http::Values& to,
                 const desk::UnreadLine& u, const Names& names) {
  // "2026-0007/E3", or "2026-0007/E3/inside.zip": what the item is called is what an officer knows.
  const auto slash = std::min(u.path.find('/', u.path.find('/') + 1), u.path.size());
  const auto item = u.path.substr(0, slash);
  const auto name = names.find(item);
  auto called = name == names.end() ? item : name->second;
  if (slash < u.path.size()) called += " / " + path_words(u.path.substr(slash + 1));
  to.row("UNREAD")
      .set("PATH", called)
      .set("ITEM", item)
      .set("REASON", web.fault(request, u.reason))
      .set("SIZE", size_words(u.bytes));
}

std::string seconds_words(double seconds) {
  return seconds < 60 ? fmt::format("{:.1f} s", seconds)
                      : fmt::format("{:.0f} min {:02.0f} s", std::floor(seconds / 60),
                                    std::fmod(seconds, 60));
}

void last_run(const pages::Web& web, const Request& request, http::Page& page,
              const desk::RunLine& r, const Names& names) {
  auto& row = page.row("LAST");
  row.set("AT", web.time(request, r.at)).set("TOOK", seconds_words(r.seconds));
  row.set("FILES", count_words(r.files))
      .set("FINDINGS", count_words(r.findings))
      .set("PEOPLE", count_words(r.people));
  if (r.taken_up > 0) row.row("TAKEN_UP").set("ITEMS", count_words(r.taken_up));
  std::uint64_t unread = 0;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> reasons;
  for (const auto& u : r.unread) {
    unread += u.bytes;
    auto& one = reasons[u.reason];
    ++one.first;
    one.second += u.bytes;
  }
  const auto read = r.bytes - std::min(r.bytes, unread);
  row.set("READ_BYTES", number(read)).set("ALL_BYTES", number(std::max<std::uint64_t>(r.bytes, 1)));
  row.set("READ_SIZE", size_words(read)).set("ALL_SIZE", size_words(r.bytes));
  if (r.unread.empty()) {
    row.show("ALL_READ");
    return;
  }
  auto& list = row.row("UNREAD_HEAD");
  list.set("HOW_MUCH_UNREAD",
           web.messages().count(web.language(request), "console.discovery.unread_count",
                                number(r.unread.size()), {{"size", size_words(unread)}}));
  if (r.unread.size() > unread_at_first) {
    auto& by_reason = list.row("BY_REASON");
    for (const auto& [reason, n] : reasons)
      by_reason.row("REASONS")
          .set("WHY", web.fault(request, reason))
          .set("N", count_words(n.first))
          .set("SIZE", size_words(n.second));
    by_reason.set("ALL_UNREAD", count_words(r.unread.size()));
    return;
  }
  for (const auto& u : r.unread)
    show_unread(web, request, list, u, names);
}

void jobs_of(const pages::Web& web, const Request& request, http::Page& page,
             const std::vector<desk::JobLine>& jobs, bool has_evidence, bool searched) {
  bool busy = false;
  for (const auto& j : jobs) {
    if (j.state == "done" || j.kind != "discover") continue;
    const bool paused = j.state == "paused", waits = j.state == "queued" || j.state == "running";
    busy = busy || paused || waits;
    auto& row = page.row("JOBS");
    row.set("JOB", j.id.str())
        .set("LOOK", paused  ? "warning"
                     : waits ? "info"
                             : "error")
        .show_if(waits, "PAUSE")
        .show_if(paused, "RESUME")
        .set("JOB_STATE", web.say(request, "job.state." + j.state))
        .set("JOB_SINCE", web.time(request, j.created))
        .set("DONE", size_words(j.done))
        .set("JOB_TOTAL", size_words(j.total))
        .set("PERCENT", number(j.total == 0 ? 0 : std::min(j.done, j.total) * 100 / j.total))
        .set("JOB_MESSAGE", web.fault(request, j.message))
        .set("JOB_DONE", number(std::min(j.done, j.total)))
        .set("JOB_MOST", number(std::max<std::uint64_t>(j.total, 1)));
  }
  page.show_if(!busy && has_evidence && !searched, "START");
  page.show_if(!busy && has_evidence && searched, "AGAIN");
}

// What an officer may do next, with how much of it there is.
void next_steps(const pages::Web& web, const Request& request, http::Page& page, const CaseId& id,
                std::uint64_t proposed) {
  const auto& actor = pages::Web::actor(request);
  auto& next = page.row("NEXT_STEPS");
  next.set("PROPOSED_FINDINGS", count_words(proposed));
  if (const auto names = desk::list_names(web.desk(), actor, id, {0, 1}, {0, 1}))
    next.row("NAMES")
        .set("OPEN", count_words(names->open))
        .set("ANSWERED", count_words(names->answered));
  if (const auto links = desk::list_links(web.desk(), actor, id, {0, 1}))
    next.row("LINKS")
        .set("OPEN", count_words(links->open))
        .set("ANSWERED", count_words(links->answered));
  const auto samples = desk::list_samples(web.desk(), actor, id);
  if (!samples || samples->empty()) return;
  auto& sample = next.row("SAMPLE");
  const auto& last = samples->front();
  sample.show_if(!last.judged, "NOT_JUDGED");
  if (last.judged)
    sample.row("JUDGED")
        .set("PRECISION", share_words(web, request, last.result.precision))
        .set("RECALL", share_words(web, request, last.result.recall));
}

Response discovery_page(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  http::Page page("console/case-discovery", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::discovery);
  const auto jobs = desk::list_jobs(web.desk(), actor, id);
  if (!jobs) return web.refuse(request, jobs.error());
  const auto runs = desk::list_runs(web.desk(), actor, id, {0, 1 + runs_at_first});
  if (!runs) return web.refuse(request, runs.error());
  bool has_evidence = true;
  if (runs->empty()) {
    const auto items = desk::list_evidence(web.desk(), actor, id);
    if (!items) return web.refuse(request, items.error());
    has_evidence = !items->empty();
  }
  jobs_of(web, request, page, *jobs, has_evidence, !runs->empty());
  page.show_if(runs->empty() && has_evidence, "NEVER_RUN");
  page.show_if(!has_evidence, "NO_EVIDENCE");
  if (!runs->empty()) {
    const auto names =
        runs->front().unread.empty() ? Result<Names>(Names()) : item_names(web, request, id);
    if (!names) return web.refuse(request, names.error());
    last_run(web, request, page, runs->front(), *names);
  }
  if (runs->size() > 1) {
    auto& earlier = page.row("EARLIER");
    for (std::size_t i = 1; i < runs->size(); ++i) {
      const auto& r = (*runs)[i];
      earlier.row("RUNS")
          .set("AT", web.time(request, r.at))
          .set("FILES", count_words(r.files))
          .set("SIZE", size_words(r.bytes))
          .set("FINDINGS", count_words(r.findings))
          .set("PEOPLE", count_words(r.people))
          .set("UNREAD", count_words(r.unread.size()));
    }
    const auto all = desk::count_runs(web.desk(), actor, id);
    if (!all) return web.refuse(request, all.error());
    if (*all > runs->size()) earlier.row("OLDER").set("N", number(*all - runs->size()));
  }
  // The counts alone; everybody who may read the case sees them.
  const auto people = desk::list_people(web.desk(), actor, id, "", "", {0, 1});
  if (!people) return web.refuse(request, people.error());
  people_by_state(web, request, page, id, people->counts,
                  runs->empty() ? decltype(runs->front().unplaced)() : runs->front().unplaced);
  const auto findings = desk::list_findings(web.desk(), actor, id, "", "", {0, 1});
  if (!findings) return web.refuse(request, findings.error());
  std::map<std::string, std::array<std::uint64_t, 3>> sums;
  std::uint64_t proposed = 0;
  for (const auto& c : findings->counts) {
    sums[c.element][c.state == "accepted" ? 1 : c.state == "rejected" ? 2 : 0] += c.count;
    if (c.state == "proposed") proposed += c.count;
  }
  if (!runs->empty()) next_steps(web, request, page, id, proposed);
  if (!sums.empty()) {
    auto& kinds = page.row("BY_KIND");
    for (const auto& [name, n] : sums) {
      kinds.row("SUMS")
          .set("ELEMENT", kind_words(web, request, name))
          .set("LINK", case_path(id, "findings?element=" + name))
          .set("PROPOSED", count_words(n[0]))
          .set("ACCEPTED", count_words(n[1]))
          .set("REJECTED", count_words(n[2]));
    }
  }
  if (!runs->empty() && sums.empty()) page.show("NOTHING_FOUND");
  const auto files = desk::list_found_files(web.desk(), actor, id, {0, files_at_first});
  if (!files) return web.refuse(request, files.error());
  if (!files->rows.empty()) {
    auto& by_file = page.row("BY_FILE");
    heat_table(web, request, by_file, id, files->rows);
    by_file.set("SHOWN", count_words(files->rows.size()))
        .set("FILES_TOTAL", count_words(files->total));
  }
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.discovery"),
                  staff_frame(web, request, Rail::cases));
}

Response files_page(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto slice = slice_of(request, files_a_page);
  const auto files = desk::list_found_files(web.desk(), actor, id, slice);
  if (!files) return web.refuse(request, files.error());
  http::Page page("console/found-files", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::discovery);
  heat_table(web, request, page, id, files->rows);
  page.show_if(files->total == 0, "NONE");
  pager(request, page, slice, files->rows.size(), files->total);
  return web.page(request, std::move(page),
                  id.str() + " " + web.say(request, "console.discovery.by_file"),
                  staff_frame(web, request, Rail::cases));
}

Response unread_page(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto runs = desk::list_runs(web.desk(), actor, id, {0, 1});
  if (!runs) return web.refuse(request, runs.error());
  http::Page page("console/unread", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::discovery);
  const auto slice = slice_of(request, unread_a_page);
  const auto all = runs->empty() ? std::vector<desk::UnreadLine>() : runs->front().unread;
  const auto names = item_names(web, request, id);
  if (!names) return web.refuse(request, names.error());
  std::size_t rows = 0;
  for (auto i = slice.offset; i < all.size() && rows < slice.limit; ++i, ++rows)
    show_unread(web, request, page, all[i], *names);
  page.show_if(all.empty(), "NONE");
  pager(request, page, slice, rows, all.size());
  return web.page(request, std::move(page),
                  id.str() + " " + web.say(request, "console.discovery.unread"),
                  staff_frame(web, request, Rail::cases));
}

// ---- the tables to take away
// ---------------------------------------------------------------------

Response unread_table(const pages::Web& web, const Request& request) {
  const auto runs =
      desk::list_runs(web.desk(), pages::Web::actor(request), case_of(request), {0, 1});
  if (!runs) return web.refuse(request, runs.error());
  std::string text = table_line({"path", "reason", "bytes"});
  if (!runs->empty())
    for (const auto& u : runs->front().unread)
      text += table_line({u.path, u.reason, std::to_string(u.bytes)});
  return table(case_of(request).str() + "-unread.tsv",
               [text = std::move(text)]() mutable -> Result<std::string> {
                 return std::exchange(text, {});
               });
}

Response states_table(const pages::Web& web, const Request& request) {
  const auto people =
      desk::list_people(web.desk(), pages::Web::actor(request), case_of(request), "", "", {0, 1});
  if (!people) return web.refuse(request, people.error());
  std::map<std::string, std::map<std::string, std::uint64_t>> states;
  for (const auto& c : people->counts)
    states[c.residence][c.standing] += c.count;
  std::string text = table_line({"state", "proposed", "uncertain", "accepted", "rejected"});
  for (auto& [state, n] : states)
    text += table_line({state.empty() ? "??" : state, std::to_string(n["proposed"]),
                        std::to_string(n["uncertain"]), std::to_string(n["accepted"]),
                        std::to_string(n["rejected"])});
  return table(case_of(request).str() + "-states.tsv",
               [text = std::move(text)]() mutable -> Result<std::string> {
                 return std::exchange(text, {});
               });
}

Response files_table(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  if (const auto first = desk::list_found_files(web.desk(), actor, id, {0, 1}); !first)
    return web.refuse(request, first.error());
  return table(
      id.str() + "-files.tsv",
      [&web, actor, id, offset = std::uint64_t{0}]() mutable -> Result<std::string> {
        std::string out =
            offset == 0 ? table_line({"evidence", "name", "path", "element", "findings"}) : "";
        const auto files = TRY(desk::list_found_files(web.desk(), actor, id, {offset, 500}));
        offset += files.rows.size();
        for (const auto& f : files.rows)
          for (const auto& [kind, n] : f.kinds)
            out += table_line({f.evidence.str(), f.name, f.path, kind, std::to_string(n)});
        return out;
      });
}

template <class T>
Response then(const pages::Web& web, const Request& request, const Result<T>& did,
              const std::string& word) {
  if (!did) return web.refuse(request, did.error());
  return done(case_path(case_of(request), "discovery"), "search-" + word);
}

}  // namespace

void add_discovery(http::Router& router, const WebPtr& web) {
  const auto get = [&](const char* part, const char* name, auto page) {
    router.get(std::string("/staff/case/{id}/discovery") + part, name, "read-case",
               [web, page](Request& r) { return page(*web, r); });
  };
  get("", "case.discovery", discovery_page);
  get("/files", "case.discovery.files", files_page);
  get("/unread", "case.discovery.unread", unread_page);
  get("/files.tsv", "case.discovery.files.table", files_table);
  get("/unread.tsv", "case.discovery.unread.table", unread_table);
  get("/states.tsv", "case.discovery.states.table", states_table);
  web->officer_post(
      router, "/staff/case/{id}/discovery", "case.discovery.start", "run-discovery",
      [web](Request& r) {
        return then(*web, r, desk::start_discovery(web->desk(), pages::Web::actor(r), case_of(r)),
                    "start");
      });
  const auto turn = [&](const char* part, const char* name, auto verb) {
    web->officer_post(
        router, std::string("/staff/case/{id}/discovery/") + part, name, "run-discovery",
        [web, verb, word = std::string(part)](Request& r) {
          return then(*web, r,
                      verb(web->desk(), pages::Web::actor(r), case_of(r), JobId(r.field("job"))),
                      word);
        });
  };
  turn("pause", "case.discovery.pause", &desk::pause_job);
  turn("resume", "case.discovery.resume", &desk::resume_job);
}

}  // namespace ledgelight::console
