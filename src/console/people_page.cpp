// The register: who it is, where they live, what was exposed, and what officers said of them.
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

void filters(const pages::Web& web, const Request& request, http::Page& page,
             const std::string& residence, const std::string& standing,
             const std::map<std::string, std::map<std::string, std::uint64_t>>& by_state) {
  const auto choice = [&](const char* section, const std::string& value, const std::string& words,
                          const std::string& chosen) {
    page.row(section).set("VALUE", value).set("WORDS", words).show_if(value == chosen, "CHOSEN");
  };
  choice("STATE_CHOICES", "", web.say(request, "findings.any"), residence);
  for (const auto& entry : by_state)
    choice("STATE_CHOICES", entry.first.empty() ? std::string(desk::Tx::no_residence) : entry.first,
           state_words(web, request, entry.first), residence);
  choice("STANDINGS", "", web.say(request, "findings.any"), standing);
  for (const char* word : {"proposed", "uncertain", "accepted", "rejected"})
    choice("STANDINGS", word, web.say(request, std::string("people.standing.") + word), standing);
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
  std::uint64_t total = 0, proposed = 0, uncertain = 0;
  for (const auto& c : people->counts) {
    by_state[c.residence][c.standing] += c.count;
    if (c.standing == "accepted") by_status[c.status] += c.count;
    if (c.standing == "proposed") proposed += c.count;
    if (c.standing == "uncertain") uncertain += c.count;
    if (lives_in(residence, c) && (standing.empty() || c.standing == standing)) total += c.count;
  }
  filters(web, request, page, residence, standing, by_state);
  if (uncertain > 0)
    page.row("UNCERTAIN")
        .set("WORDS", web.messages().count(web.language(request), "console.people.uncertain",
                                           number(uncertain)))
        .set("LINK", case_path(id, "people?standing=uncertain"));
  if (proposed > 0) page.row("SOME_PROPOSED").set("PROPOSED_PEOPLE", number(proposed));
  for (auto& [state, n] : by_state) {
    page.row("STATES")
        .set("RESIDENCE", state_words(web, request, state))
        .set("LINK",
             case_path(id, "people?state=" +
                               (state.empty() ? std::string(desk::Tx::no_residence) : state)))
        .set("PROPOSED", number(n["proposed"]))
        .set("HELD", number(n["uncertain"]))
        .set("ACCEPTED", number(n["accepted"]))
        .set("REJECTED", number(n["rejected"]));
  }
  for (const char* status : {"pending", "mailed", "returned", "substitute", "excluded"}) {
    page.row("BALANCE")
        .set("STATUS", web.say(request, std::string("people.status.") + status))
        .set("COUNT", number(by_status[status]));
  }
  for (const auto& p : people->rows) {
    auto& row = page.row("PEOPLE");
    row.set("PERSON_LINK", case_path(id, "person/" + p.id.str()));
    row.set("PERSON", p.id.str()).set("NAME", p.name.reveal(Purpose::show_to_officer));
    row.set("ADDRESS", p.address.reveal(Purpose::show_to_officer));
    row.set("RESIDENCE", state_words(web, request, p.residence))
        .set("GROUND", web.reason(request, p.ground));
    std::vector<std::string> names;
    for (const auto& e : p.elements)
      names.push_back(web.say(request, "element." + e));
    row.set("ELEMENTS", join(names, ", "));
    row.set("STANDING", web.say(request, "people.standing." + p.standing));
    row.set("STATUS", web.say(request, "people.status." + p.status));
    row.set("BACK", http::to_urlencoded(request.query));
    row.show_if(p.standing != "accepted", "MAY_ACCEPT")
        .show_if(p.standing != "rejected", "MAY_REJECT");
  }
  page.show_if(people->counts.empty(), "EMPTY").show_if(!people->counts.empty(), "SOME");
  page.show_if(!people->counts.empty() && total == 0, "NONE_FIT");
  page.show_if(total > 0 && people->rows.empty() && slice.offset == 0, "NOT_FOR_YOU");
  http::Fields asked;
  for (const char* name : {"state", "standing"})
    if (const auto value = request.query.get(name); !value.empty()) asked.set(name, value);
  const auto query = http::to_urlencoded(asked);
  page.set("TABLE_LINK", case_path(id, query.empty() ? "people.tsv" : "people.tsv?" + query));
  pager(request, page, slice, people->rows.size(), total);
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
  auto where = case_path(case_of(request), query.empty() ? "people" : "people?" + query);
  if (!request.field("person").empty())
    where += "#" + http::percent_encoded(request.field("person"));
  return http::see_other(where);
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
                      const auto done =
                          desk::accept_register(web->desk(), pages::Web::actor(r), case_of(r));
                      if (!done) return web->refuse(r, done.error());
                      return http::see_other(case_path(case_of(r), "people"));
                    });
}

}  // namespace ledgelight::console
