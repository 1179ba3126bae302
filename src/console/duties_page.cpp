#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "console/download.hpp"
#include "desk/cases.hpp"
#include "desk/duties.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

std::string day_words(const Json& duty, const char* key) {
  const auto text = text_at(duty, key);
  const auto day = parse_date(text);
  return day ? long_text(*day) : text;
}

const Json& array_at(const Json& object, const char* key) {
  static const Json none = Json::array();
  const auto it = object.find(key);
  return it != object.end() && it->is_array() ? *it : none;
}

void citations(const pages::Web& web, const Request& request, http::Values& row, const Json& of) {
  for (const auto& c : array_at(of, "citations")) {
    auto& cite = row.row("CITATIONS");
    cite.set("CITE", text_at(c, "cite")).set("READ", text_at(c, "read"));
    cite.set("CONFIDENCE", web.say(request, "confidence." + text_at(c, "confidence")));
    const auto url = text_at(c, "url");
    if (url.rfind("https://", 0) == 0 || url.rfind("http://", 0) == 0) cite.row("URL").set("HREF", url);
    cite.show_if(!true_at(c, "verified"), "UNVERIFIED");
  }
}

void put_duty(const pages::Web& web, const Request& request, http::Page& page, const Json& d) {
  auto& row = page.row("DUTIES");
  const auto state = text_at(d, "state");
  row.set("RECIPIENT", text_at(d, "recipient")).set("RULE", text_at(d, "rule"));
  row.set("KIND", web.say(request, "duty.kind." + text_at(d, "kind")));
  row.set("JURISDICTION", text_at(d, "jurisdiction"));
  row.set("DUTY_STATE", web.say(request, "duty.state." + state)).set("STATE_CLASS", state);
  row.set("DUE", day_words(d, "due")).set("DUE_TEXT", text_at(d, "due_text"));
  if (const auto n = int_at(d, "count")) row.row("COUNTED").set("COUNT", *n);
  if (!text_at(d, "working_due").empty()) row.row("WORKING").set("WORKING_DUE", day_words(d, "working_due"));
  if (const auto it = d.find("services"); it != d.end() && it->is_object()) {
    row.row("SERVICES")
        .set("MONTHS", int_at(*it, "months").value_or(0))
        .set("COUNT", int_at(*it, "count").value_or(0));
  }
  for (const auto& a : array_at(d, "alternatives")) {
    row.row("ALTERNATIVES").set("ALT_DUE", day_words(a, "due")).set("ALT_BECAUSE", text_at(a, "because"));
  }
  for (const auto& b : array_at(d, "because")) {
    const auto it = b.find("value");
    row.row("BECAUSE").set("FACT", text_at(b, "fact")).set(
        "VALUE", it == b.end() ? "" : it->is_string() ? it->get<std::string>() : plain_json(*it));
  }
  for (const auto& f : array_at(d, "flags")) {
    row.row("FLAGS").set("CODE", text_at(f, "code")).set("FLAG", text_at(f, "text"));
  }
  for (const auto& c : array_at(d, "content")) {
    if (c.is_string()) row.row("CONTENT").set("ITEM", replaced(c.get<std::string>(), "_", " "));
  }
  for (const auto& m : array_at(d, "methods")) {
    if (m.is_string()) row.row("METHODS").set("METHOD", m.get<std::string>());
  }
  citations(web, request, row, d);
}

void put_sheet(const pages::Web& web, const Request& request, http::Page& page,
               const desk::Sheet& sheet) {
  auto& head = page.row("SHEET");
  head.set("SHEET_ID", sheet.id.str()).set("AT", long_text(sheet.at, web.desk().config().zone));
  head.set("KNOWN_AT", sheet.known_at).set("FACTS_DIGEST", sheet.facts_digest);
  head.set("PACKS_DIGEST", sheet.packs_digest);
  head.set("PDF_LINK", "/staff/sheet/" + sheet.id.str() + "/pdf");
  head.show_if(sheet.privileged, "DRAFT").show_if(!sheet.privileged, "RELEASED");
  if (sheet.privileged && pages::Web::actor(request).roles.count(desk::Role::counsel) == 1) {
    head.row("MAY_RELEASE").set("RELEASE_LINK", "/staff/sheet/" + sheet.id.str() + "/release");
  }
  const auto& r = sheet.reckoning;
  for (const auto& d : array_at(r, "duties")) put_duty(web, request, page, d);
  page.show_if(array_at(r, "duties").empty(), "NO_DUTIES");
  for (const auto& n : array_at(r, "not_required")) {
    auto& row = page.row("NOT_REQUIRED");
    row.set("RULE", text_at(n, "rule")).set("WHY", text_at(n, "because"));
    citations(web, request, row, n);
  }
  for (const auto& q : array_at(r, "questions")) {
    page.row("QUESTIONS").set("FACT", text_at(q, "fact")).set("WHY", text_at(q, "why"));
  }
  for (const auto& f : array_at(r, "flags")) {
    page.row("FLAGS").set("CODE", text_at(f, "code")).set("FLAG", text_at(f, "text"));
  }
}

Response duties_page(const pages::Web& web, const Request& request, const std::string& problem) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto sheets = desk::list_sheets(web.desk(), actor, id);
  if (!sheets) return web.refuse(request, sheets.error());
  http::Page page("console/case-duties", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::duties);
  const auto wanted = request.query.get("sheet");
  const desk::Sheet* chosen = sheets->empty() ? nullptr : &sheets->front();
  for (const auto& s : *sheets) {
    if (s.id.str() == wanted) chosen = &s;
  }
  if (chosen != nullptr) put_sheet(web, request, page, *chosen);
  page.show_if(chosen == nullptr, "NO_SHEET");
  for (const auto& s : *sheets) {
    page.row("SHEETS")
        .set("SHEET_ID", s.id.str())
        .set("LINK", case_path(id, "duties?sheet=" + s.id.str()))
        .set("AT", long_text(s.at, web.desk().config().zone))
        .set("KNOWN_AT", s.known_at);
  }
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.empty()) frame.problems.push_back({"known_at", problem});
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.duties"), frame,
                  problem.empty() ? 200 : 422);
}

Response clocks_page(const pages::Web& web, const Request& request) {
  const auto clocks = desk::clock_board(web.desk(), pages::Web::actor(request));
  if (!clocks) return web.refuse(request, clocks.error());
  http::Page page("console/clocks", web.language(request));
  const auto group_of = [](const desk::ClockLine& c) {
    if (c.state == "suspended") return "paused";
    if (c.due.empty()) return "no_day";
    return c.days_left < 0 ? "overdue" : c.days_left == 0 ? "today" : c.days_left <= 7 ? "week" : "later";
  };
  for (const char* group : {"overdue", "today", "week", "later", "no_day", "paused"}) {
    http::Values* section = nullptr;
    for (const auto& c : *clocks) {
      if (std::string_view(group_of(c)) != group) continue;
      if (section == nullptr) {
        section = &page.row("GROUPS");
        section->set("GROUP_NAME", web.say(request, std::string("clock.group.") + group));
        section->set("GROUP", group);
      }
      auto& row = section->row("CLOCKS");
      row.set("CASE_ID", c.case_id.str()).set("SUBJECT", c.subject).set("LINK", case_path(c.case_id, "duties"));
      row.set("RECIPIENT", c.recipient).set("RULE", c.rule).set("DUE_TEXT", c.due_text);
      const auto day = parse_date(c.due);
      row.set("DUE", day ? long_text(*day) : "");
      row.set("CLOCK_STATE", web.say(request, "duty.state." + c.state));
      if (day) {
        row.row("LEFT").set("LEFT_WORDS",
                            c.days_left < 0
                                ? web.messages().count(web.language(request), "clock.late", -c.days_left)
                                : web.messages().count(web.language(request), "clock.left", c.days_left));
      }
    }
  }
  page.show_if(clocks->empty(), "EMPTY");
  return web.page(request, std::move(page), web.say(request, "console.clocks.title"),
                  staff_frame(web, request, Rail::clocks));
}

}  // namespace

void add_duties(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/duties", "case.duties", "read-case",
             [web](Request& r) { return duties_page(*web, r, ""); });
  web->officer_post(router, "/staff/case/{id}/duties", "case.duties.decide", "decide-duties",
                    [web](Request& r) {
                      const auto sheet = desk::decide_duties(web->desk(), pages::Web::actor(r), case_of(r),
                                                             trimmed(r.field("known_at")));
                      if (sheet) return http::see_other(case_path(case_of(r), "duties"));
                      if (sheet.error().code == Errc::bad_input) return duties_page(*web, r, sheet.error().detail);
                      return web->refuse(r, sheet.error());
                    });
  web->officer_post(router, "/staff/sheet/{sheet}/release", "sheet.release", "release-duties", [web](Request& r) {
    const auto& actor = pages::Web::actor(r);
    const SheetId id(r.param("sheet"));
    const auto done = desk::release_sheet(web->desk(), actor, id);
    if (!done) return web->refuse(r, done.error());
    const auto sheet = desk::show_sheet(web->desk(), actor, id);
    if (!sheet) return web->refuse(r, sheet.error());
    return http::see_other(case_path(sheet->case_id, "duties?sheet=" + id.str()));
  });
  router.get("/staff/sheet/{sheet}/pdf", "sheet.pdf", "read-privileged", [web](Request& r) {
    return pdf(*web, r, desk::sheet_pdf(web->desk(), pages::Web::actor(r), SheetId(r.param("sheet"))),
               r.param("sheet") + ".pdf");
  });
  router.get("/staff/clocks", "clocks", "list-cases", [web](Request& r) { return clocks_page(*web, r); });
}

}  // namespace ledgelight::console
