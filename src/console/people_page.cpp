// The register: who it is, where they live, what was exposed, and what officers said of them.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "console/discovery.hpp"
#include "desk/cases.hpp"
#include "desk/discovery.hpp"
#include "http/form.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

constexpr std::uint64_t per_page = 100;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }
std::int64_t number(std::uint64_t n) { return static_cast<std::int64_t>(n); }

// The state that a count has, as the list is asked for it.
bool lives_in(const std::string& residence, const desk::Tx::PeopleCount& c) {
  return residence.empty() ||
         (residence == desk::Tx::no_residence ? c.residence.empty() : c.residence == residence);
}

struct Counts {
  std::map<std::string, std::map<std::string, std::uint64_t>> by_state;  // state, standing
  std::map<std::string, std::uint64_t> by_status;                        // of those accepted
  std::uint64_t listed = 0, proposed = 0, uncertain = 0;
};

Counts counted(const std::vector<desk::Tx::PeopleCount>& counts, const std::string& residence,
               const std::string& standing) {
  Counts out;
  for (const auto& c : counts) {
    out.by_state[c.residence][c.standing] += c.count;
    if (c.standing == "accepted") out.by_status[c.status] += c.count;
    if (c.standing == "proposed") out.proposed += c.count;
    if (c.standing == "uncertain") out.uncertain += c.count;
    if (lives_in(residence, c) && (standing.empty() || c.standing == standing))
      out.listed += c.count;
  }
  return out;
}

void filters(const pages::Web& web, const Request& request, http::Page& page,
             const std::string& residence, const std::string& standing, const Counts& counts) {
  choice(page, "STATE_CHOICES", "", web.say(request, "findings.any"), residence);
  for (const auto& entry : counts.by_state)
    choice(page, "STATE_CHOICES",
           entry.first.empty() ? std::string(desk::Tx::no_residence) : entry.first,
           state_words(web, request, entry.first), residence);
  choice(page, "STANDINGS", "", web.say(request, "findings.any"), standing);
  for (const char* word : {"proposed", "uncertain", "accepted", "rejected"})
    choice(page, "STANDINGS", word, web.say(request, std::string("people.standing.") + word),
           standing);
}

// As on the page of the search: the most first, whose state nobody knows last.
void states(const pages::Web& web, const Request& request, http::Page& page, const CaseId& id,
            const Counts& counts) {
  using State = std::pair<std::string, std::map<std::string, std::uint64_t>>;
  std::vector<State> order(counts.by_state.begin(), counts.by_state.end());
  const auto said = [](const State& s, const char* standing) {
    const auto n = s.second.find(standing);
    return n == s.second.end() ? 0 : n->second;
  };
  const auto counts_now = [&](const State& s) { return said(s, "proposed") + said(s, "accepted"); };
  std::stable_sort(order.begin(), order.end(), [&](const State& a, const State& b) {
    return a.first.empty() != b.first.empty() ? b.first.empty() : counts_now(a) > counts_now(b);
  });
  for (const auto& s : order) {
    const auto state = s.first.empty() ? std::string(desk::Tx::no_residence) : s.first;
    page.row("STATES")
        .set("RESIDENCE", state_words(web, request, s.first))
        .set("LINK", case_path(id, "people?state=" + state))
        .set("PROPOSED", count_words(said(s, "proposed")))
        .set("HELD", count_words(said(s, "uncertain")))
        .set("ACCEPTED", count_words(said(s, "accepted")))
        .set("REJECTED", count_words(said(s, "rejected")));
  }
}

void person_row(const pages::Web& web, const Request& request, http::Page& page, const CaseId& id,
                const desk::PersonLine& p) {
  auto& row = page.row("PEOPLE");
  row.set("PERSON_LINK", case_path(id, "person/" + p.id.str()));
  row.set("PERSON", p.id.str()).set("NAME", p.name.reveal(Purpose::show_to_officer));
  row.set("ADDRESS", p.address.reveal(Purpose::show_to_officer));
  row.set("RESIDENCE", state_words(web, request, p.residence))
      .set("GROUND", web.reason(request, p.ground));
  row.set("ELEMENTS", elements_words(web, request, p.elements));
  row.set("STANDING", web.say(request, "people.standing." + p.standing));
  row.set("STATUS", web.say(request, "people.status." + p.status));
  row.set("BACK", http::to_urlencoded(request.query));
  row.show_if(p.standing != "accepted", "MAY_ACCEPT")
      .show_if(p.standing != "rejected", "MAY_REJECT");
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
  auto counts = counted(people->counts, residence, standing);
  filters(web, request, page, residence, standing, counts);
  states(web, request, page, id, counts);
  if (counts.uncertain > 0)
    page.row("UNCERTAIN")
        .set("WORDS", web.messages().count(web.language(request), "console.people.uncertain",
                                           number(counts.uncertain)))
        .set("LINK", case_path(id, "people?standing=uncertain"));
  if (counts.proposed > 0)
    page.row("SOME_PROPOSED").set("PROPOSED_PEOPLE", count_words(counts.proposed));
  for (const char* status : {"pending", "mailed", "returned", "substitute", "excluded"}) {
    page.row("BALANCE")
        .set("STATUS", web.say(request, std::string("people.status.") + status))
        .set("COUNT", count_words(counts.by_status[status]));
  }
  for (const auto& p : people->rows)
    person_row(web, request, page, id, p);
  page.show_if(people->counts.empty(), "EMPTY").show_if(!people->counts.empty(), "SOME");
  page.show_if(!people->counts.empty() && counts.listed == 0, "NONE_FIT");
  page.show_if(counts.listed > 0 && people->rows.empty() && slice.offset == 0, "NOT_FOR_YOU");
  http::Fields asked;
  for (const char* name : {"state", "standing"})
    if (const auto value = request.query.get(name); !value.empty()) asked.set(name, value);
  const auto query = http::to_urlencoded(asked);
  page.set("TABLE_LINK", case_path(id, query.empty() ? "people.tsv" : "people.tsv?" + query));
  pager(request, page, slice, people->rows.size(), counts.listed);
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.people"),
                  staff_frame(web, request, Rail::cases));
}

// Without names and addresses: those leave the desk in letters and exports, not in a spreadsheet.
Response people_table(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto residence = request.query.get("state"), standing = request.query.get("standing");
  if (const auto may = may_see_people(web, request, id); !may)
    return web.refuse(request, may.error());
  if (const auto first = desk::list_people(web.desk(), actor, id, residence, standing, {0, 1});
      !first)
    return web.refuse(request, first.error());
  return table(id.str() + "-people.tsv",
               [&web, actor, id, residence, standing,
                offset = std::uint64_t{0}]() mutable -> Result<std::string> {
                 std::string out = offset == 0
                                       ? table_line({"person", "state", "ground", "elements",
                                                     "standing", "status", "places"})
                                       : "";
                 const auto list = TRY(desk::list_people(web.desk(), actor, id, residence, standing,
                                                         {offset, 1'000}));
                 offset += list.rows.size();
                 for (const auto& p : list.rows)
                   out += table_line({p.id.str(), p.residence, p.ground, join(p.elements, ","),
                                      p.standing, p.status, std::to_string(p.where.size())});
                 return out;
               });
}

Response judge(const pages::Web& web, const Request& request) {
  const auto done =
      desk::judge_people(web.desk(), pages::Web::actor(request), case_of(request),
                         PersonId(request.field("person")), request.field("standing"));
  if (!done) return web.refuse(request, done.error());
  // Back to the same page of the list, at the row that was judged.
  http::Fields asked;
  if (const auto back = http::parse_urlencoded(request.field("back")))
    for (const char* name : {"state", "standing", "page"})
      if (const auto value = back->get(name); !value.empty()) asked.set(name, value);
  const auto query = http::to_urlencoded(asked);
  const auto where = case_path(case_of(request), query.empty() ? "people" : "people?" + query);
  if (request.field("person").empty()) return console::done(where, "people-accepted");
  return http::see_other(where + "#" + http::percent_encoded(request.field("person")));
}

}  // namespace

void add_people(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/people", "case.people", "read-case",
             [web](Request& r) { return people_page(*web, r); });
  router.get("/staff/case/{id}/people.tsv", "case.people.table", "see-people",
             [web](Request& r) { return people_table(*web, r); });
  web->officer_post(router, "/staff/case/{id}/people", "case.people.judge", "judge-finding",
                    [web](Request& r) { return judge(*web, r); });
  web->officer_post(router, "/staff/case/{id}/people/register", "case.people.register",
                    "judge-finding", [web](Request& r) {
                      const auto written =
                          desk::accept_register(web->desk(), pages::Web::actor(r), case_of(r));
                      if (!written) return web->refuse(r, written.error());
                      return done(case_path(case_of(r), "people"), "register-written");
                    });
}

}  // namespace ledgelight::console
