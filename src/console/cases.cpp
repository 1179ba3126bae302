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
  const auto slice = slice_of(request, per_page);
  const auto list = desk::list_cases(web.desk(), actor, filter, slice);
  if (!list) return web.refuse(request, list.error());
  http::Page page("console/cases", web.language(request));
  for (const char* s : {"", "open", "contained", "notifying", "closed", "any"}) {
    auto& row = page.row("FILTERS");
    auto query = request.query;
    query.set("state", s);
    query.erase("page");
    row.set("FILTER_LINK", "/staff/cases?" + http::to_urlencoded(query));
    row.set("FILTER_NAME", web.say(request, std::string("case.filter.") + (*s == 0 ? "current" : s)));
    row.show_if(state == s, "FILTER_CURRENT").show_if(state != s, "FILTER_OTHER");
  }
  for (const char* o : {"opened", "changed", "due", "severity"}) {
    auto query = request.query;
    query.set("order", o);
    query.erase("page");
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
    row.set("NEXT_DUE", c.next_due);
    row.set("SEVERITY", c.severity == 0 ? web.say(request, "severity.level.0")
                                        : web.say(request, "severity.level." + std::to_string(c.severity)));
  }
  page.show_if(list->rows.empty(), "EMPTY");
  pager(request, page, slice, list->rows.size(), list->total);
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
