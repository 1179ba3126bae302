#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "desk/cases.hpp"
#include "http/form.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

constexpr std::uint64_t per_page = 50;

Response cases_page(const pages::Web& web, const Request& request, const std::string& problem) {
  const auto& actor = pages::Web::actor(request);
  desk::CaseFilter filter;
  const auto state = request.query.get("state");
  filter.state = state.empty() ? "!closed" : state == "any" ? "" : state;
  const auto order = request.query.get("order");
  if (!order.empty()) filter.order = order;
  if (request.query.get("mine") == "yes") filter.owner = actor.officer;
  auto turn = turn_of(request, per_page);
  const desk::Page start{0, per_page};
  auto list = turn.place.empty()
                  ? desk::list_cases(web.desk(), actor, filter, turn.slice)
                  : desk::list_cases(web.desk(), actor, filter, turn.place, turn.side, per_page);
  if (list && turn.side == desk::Beside::before && !turn.place.empty() &&
      list->rows.size() < per_page) {
    // That was the start: a whole page of it.
    turn = {start, "", desk::Beside::after};
    list = desk::list_cases(web.desk(), actor, filter, start);
  }
  if (!list) return web.refuse(request, list.error());
  http::Page page("console/cases", web.language(request));
  for (const char* s : {"", "open", "contained", "notifying", "closed", "any"}) {
    auto& row = page.row("FILTERS");
    auto query = from_the_start(request);
    query.set("state", s);
    row.set("FILTER_LINK", "/staff/cases?" + http::to_urlencoded(query));
    row.set("FILTER_NAME", web.say(request, std::string("case.filter.") + (*s == 0 ? "current" : s)));
    row.show_if(state == s, "FILTER_CURRENT").show_if(state != s, "FILTER_OTHER");
  }
  for (const char* o : {"opened", "changed", "due", "severity"}) {
    auto query = from_the_start(request);
    query.set("order", o);
    auto& row = page.row("ORDERS");
    row.set("ORDER_LINK", "/staff/cases?" + http::to_urlencoded(query));
    row.set("ORDER_NAME", web.say(request, std::string("case.order.") + o));
    row.show_if(filter.order == o, "ORDER_CURRENT").show_if(filter.order != o, "ORDER_OTHER");
  }
  for (const auto& c : list->rows) {
    auto& row = page.row("CASES");
    row.set("CASE_ID", c.id.str()).set("LINK", case_path(c.id)).set("SUBJECT", c.subject);
    row.set("CASE_STATE", web.say(request, "case.state." + c.state));
    row.set("OWNER", c.owner).set("AGE", age(web, request, c.opened));
    row.set("NEXT_DUE", web.day(request, c.next_due));
    row.set("SEVERITY", c.severity == 0 ? web.say(request, "severity.level.0")
                                        : web.say(request, "severity.level." + std::to_string(c.severity)));
  }
  page.show_if(list->rows.empty(), "EMPTY");
  pager(request, page, turn, span_of(*list));
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.empty()) frame.problems.push_back({"subject", problem});
  return web.page(request, std::move(page), web.say(request, "console.cases.title"), frame,
                  problem.empty() ? 200 : 422);
}

Response open_one(const pages::Web& web, const Request& request) {
  const auto id = desk::open_case(web.desk(), pages::Web::actor(request), {request.field("subject"), "officer", ""});
  if (id) return http::see_other(case_path(*id));
  if (id.error().code == Errc::bad_input) return cases_page(web, request, id.error().detail);
  return web.refuse(request, id.error());
}

}  // namespace

void add_cases(http::Router& router, const WebPtr& web) {
  router.get("/staff/cases", "cases", "list-cases", [web](Request& r) { return cases_page(*web, r, ""); });
  web->officer_post(router, "/staff/cases", "cases.open", "open-case",
                    [web](Request& r) { return open_one(*web, r); });
}

}  // namespace ledgelight::console
