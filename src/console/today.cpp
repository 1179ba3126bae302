#include "base/civil.hpp"
#include "console/console.hpp"
#include "desk/cases.hpp"
#include "desk/duties.hpp"
#include "desk/reports.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

Response today(const pages::Web& web, const Request& request) {
  auto& desk = web.desk();
  const auto& actor = pages::Web::actor(request);
  http::Page page("console/today", web.language(request));
  const auto waiting = desk::inbox(desk, actor, "received", {0, 5});
  if (waiting) {
    auto& box = page.row("INBOX");
    box.set("WAITING", count_words(waiting->total));
    for (const auto& r : waiting->rows) {
      box.row("REPORTS")
          .set("REF", r.id.str())
          .set("LINE", r.first_line)
          .set("AGE", age(web, request, r.received))
          .set("LINK", "/staff/report/" + r.id.str());
    }
  }
  const auto clocks = desk::clock_board(desk, actor, 5);
  if (clocks) {
    auto& box = page.row("CLOCKS");
    for (const auto& c : *clocks) {
      const bool clock = !c.clock.empty();
      auto& row = box.row("ROWS");
      row.set("CASE_ID", c.case_id.str())
          .set("LINK", clock ? "/staff/clock/" + c.clock : case_path(c.case_id, "duties"))
          .set("RULE", clock                 ? c.title
                       : c.recipient.empty() ? c.rule
                                             : law_words(web, request, c.recipient))
          .set("DUE", clock ? "" : law_words(web, request, c.due_text))
          .set("DUE_STATE", web.say(request, "duty.state." + c.state));
      if (!c.due.empty()) row.row("DAY").set("DUE_DAY", web.day(request, c.due));
    }
    box.show_if(clocks->empty(), "NONE");
  }
  desk::CaseFilter filter;
  filter.state = "!closed";
  filter.order = "changed";
  if (actor.kind == desk::Actor::Kind::officer) filter.owner = actor.officer;
  const auto mine = desk::list_cases(desk, actor, filter, {0, 5});
  if (mine) {
    auto& box = page.row("MINE");
    for (const auto& c : mine->rows) {
      box.row("ROWS").set("CASE_ID", c.id.str()).set("SUBJECT", c.subject).set("LINK", case_path(c.id));
    }
    box.show_if(mine->rows.empty(), "NONE");
  }
  return web.page(request, std::move(page), web.say(request, "console.today.title"),
                  staff_frame(web, request, Rail::today));
}

}  // namespace

void add_today(http::Router& router, const WebPtr& web) {
  router.get("/staff", "today", "officer", [web](Request& r) { return today(*web, r); });
}

}  // namespace ledgelight::console
