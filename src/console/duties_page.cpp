#include <charconv>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "console/download.hpp"
#include "desk/cases.hpp"
#include "desk/clocks.hpp"
#include "desk/duties.hpp"
#include "desk/notices.hpp"
#include "desk/readings.hpp"
#include "http/form.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

Response duties_page(const pages::Web& web, const Request& request, const std::string& problem);

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

// What the duty rests on, who signed it, and for counsel the form that signs it.
void put_readings(const pages::Web& web, const Request& request, http::Values& row, const Json& d,
                  const desk::Sheet& sheet) {
  const bool counsel = pages::Web::actor(request).roles.count(desk::Role::counsel) == 1;
  for (const auto& reading : notice::readings_of(d, sheet.reckoning)) {
    auto& one = row.row("READINGS");
    one.set("READING_KIND", web.say(request, "reading." + std::string(notice::name_of(reading.kind))));
    one.set("READING", reading.what);
    const notice::Signature* found = nullptr;
    for (const auto& s : sheet.signatures) {
      if (s.reading == reading.id) found = &s;
    }
    if (found != nullptr) {
      one.row("SIGNED").set("SIGNED_BY", found->by).set("SIGNED_ON", long_text(found->on)).set("SIGNED_WHY", found->reason);
      continue;
    }
    one.show_if(true, "NOT_SIGNED");
    if (!counsel) continue;
    auto& form = one.row("SIGN");
    form.set("SIGN_LINK", "/staff/sheet/" + sheet.id.str() + "/sign").set("READING_ID", reading.id);
    form.show_if(reading.of_the_law(), "FOR_PACK");
  }
}

// Whether what is on the page may be changed: the newest sheet, by an officer who may state facts.
enum class Giving { offered, not_offered };

void put_duty(const pages::Web& web, const Request& request, http::Page& page, const Json& d,
              const desk::Sheet& sheet, Giving giving) {
  auto& row = page.row("DUTIES");
  put_readings(web, request, row, d, sheet);
  http::Fields query;
  query.add("duty", text_at(d, "id"));
  row.set("RECKONING", case_path(sheet.case_id, "reckoning?" + http::to_urlencoded(query)));
  const auto state = text_at(d, "state");
  if (giving == Giving::offered && desk::met_by_notice(text_at(d, "kind")) &&
      state.rfind("met", 0) != 0) {
    row.row("GIVE").set("GIVE_DUTY", text_at(d, "id"));
  }
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

bool all_signed(const desk::Sheet& sheet) {
  for (const auto& reading : notice::readings_of(sheet.reckoning)) {
    bool found = false;
    for (const auto& s : sheet.signatures)
      found = found || s.reading == reading.id;
    if (!found) return false;
  }
  return true;
}

void put_sheet(const pages::Web& web, const Request& request, http::Page& page,
               const desk::Sheet& sheet, Giving giving) {
  auto& head = page.row("SHEET");
  head.set("SHEET_ID", sheet.id.str()).set("AT", long_text(sheet.at, web.desk().config().zone));
  head.set("KNOWN_AT", sheet.known_at).set("FACTS_DIGEST", sheet.facts_digest);
  head.set("PACKS_DIGEST", sheet.packs_digest);
  head.set("PDF_LINK", "/staff/sheet/" + sheet.id.str() + "/pdf");
  head.show_if(sheet.privileged, "DRAFT").show_if(!sheet.privileged, "RELEASED");
  if (sheet.reviewed_by.empty()) {
    head.row("NOT_REVIEWED");
  } else {
    head.row("REVIEWED").set("REVIEWED_BY", sheet.reviewed_by);
  }
  if (sheet.privileged && pages::Web::actor(request).roles.count(desk::Role::counsel) == 1) {
    if (all_signed(sheet)) {
      head.row("MAY_RELEASE").set("RELEASE_LINK", "/staff/sheet/" + sheet.id.str() + "/release");
    } else {
      head.row("SIGN_FIRST");
    }
  }
  const auto& r = sheet.reckoning;
  for (const auto& d : array_at(r, "duties"))
    put_duty(web, request, page, d, sheet, giving);
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

Result<void> put_clocks(const pages::Web& web, const Request& request, http::Page& page, const CaseId& id);
Result<void> put_then(const pages::Web& web, const Request& request, http::Page& page, const CaseId& id,
                      const std::string& day);

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
  const bool may_give = chosen == (sheets->empty() ? nullptr : &sheets->front()) &&
                        view->allowed.count(desk::Action::state_fact) != 0;
  if (chosen != nullptr)
    put_sheet(web, request, page, *chosen, may_give ? Giving::offered : Giving::not_offered);
  page.show_if(chosen == nullptr, "NO_SHEET");
  for (const auto& s : *sheets) {
    page.row("SHEETS")
        .set("SHEET_ID", s.id.str())
        .set("LINK", case_path(id, "duties?sheet=" + s.id.str()))
        .set("AT", long_text(s.at, web.desk().config().zone))
        .set("KNOWN_AT", s.known_at);
  }
  auto frame = staff_frame(web, request, Rail::cases);
  if (const auto clocks = put_clocks(web, request, page, id); !clocks) return web.refuse(request, clocks.error());
  const auto day = trimmed(request.query.get("day"));
  page.set("THEN_TYPED", day);
  if (!day.empty()) {
    const auto then = put_then(web, request, page, id, day);
    if (!then && then.error().code != Errc::bad_input) return web.refuse(request, then.error());
    if (!then) frame.problems.push_back({"day", then.error().detail});
  }
  page.show_if(may(actor, desk::Action::change_clock).has_value(), "MAY_START");
  if (!problem.empty()) frame.problems.push_back({"known_at", problem});
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.duties"), frame,
                  frame.problems.empty() ? 200 : 422);
}

// What the case's clocks are, and the form that starts one.
Result<void> put_clocks(const pages::Web& web, const Request& request, http::Page& page, const CaseId& id) {
  for (const auto& clock : TRY(desk::list_clocks(web.desk(), pages::Web::actor(request), id))) {
    page.row("CLOCKS")
        .set("CLOCK_HREF", "/staff/clock/" + clock.id)
        .set("CLOCK_TITLE", clock.title)
        .set("CLOCK_STATE", web.say(request, "clock.state." + std::string(law::name_of(clock.now.state))))
        .set("CLOCK_DAY", clock.now.last_day ? long_text(*clock.now.last_day) : "")
        .show_if(clock.now.late, "CLOCK_LATE");
  }
  return {};
}

// "What did we know on that day, and what did we owe?"
Result<void> put_then(const pages::Web& web, const Request& request, http::Page& page, const CaseId& id,
                      const std::string& day) {
  const auto then = TRY(desk::known_then(web.desk(), pages::Web::actor(request), id, day));
  auto& section = page.row("THEN");
  section.set("THEN_DAY", long_text(then.day));
  const auto& zone = web.desk().config().zone;
  for (const auto& s : then.facts.all_current()) {
    section.row("KNOWN")
        .set("FACT", s.fact.name)
        .set("CERTAINTY", web.say(request, "certainty." + std::string(casefile::name_of(s.fact.certainty))))
        .set("VALUE", s.fact.value.is_string() ? s.fact.value.get<std::string>() : plain_json(s.fact.value))
        .set("ENTERED", short_text(s.entered, zone))
        .set("BY", actor_words(web, request, s.entered_by));
  }
  if (!then.not_yet.empty()) section.row("NOT_YET").set("NAMES", join(then.not_yet, ", "));
  for (const auto& d : array_at(then.reckoning, "duties")) {
    section.row("OWED")
        .set("DUTY_TITLE", text_at(d, "title"))
        .set("RECIPIENT", text_at(d, "recipient"))
        .set("DUE", text_at(d, "due").empty() ? text_at(d, "due_text") : day_words(d, "due"))
        .set("DUTY_STATE", web.say(request, "duty.state." + text_at(d, "state")));
  }
  section.show_if(array_at(then.reckoning, "duties").empty(), "NOTHING_OWED");
  if (then.sheet) {
    section.row("SHEET_THEN")
        .set("SHEET_ID", then.sheet->id.str())
        .set("LINK", case_path(id, "duties?sheet=" + then.sheet->id.str()));
  }
  return {};
}

Response start_clock(const pages::Web& web, const Request& request) {
  const auto n = trimmed(request.field("n"));
  std::int64_t count = 0;
  const auto [end, bad] = std::from_chars(n.data(), n.data() + n.size(), count);
  if (bad != std::errc() || end != n.data() + n.size()) count = 0;
  const auto id = case_of(request);
  const auto done = desk::start_clock(web.desk(), pages::Web::actor(request), id,
                                      {request.field("title"), request.field("authority"), request.field("unit"), count,
                                       trimmed(request.field("from")), request.field("because")});
  if (done) return http::see_other("/staff/clock/" + *done);
  if (done.error().code == Errc::bad_input || done.error().code == Errc::too_large) {
    return duties_page(web, request, done.error().detail);
  }
  return web.refuse(request, done.error());
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
  web->officer_post(
      router, "/staff/case/{id}/notices", "case.notice", "state-fact", [web](Request& r) {
        const auto id = case_of(r);
        const auto sheet =
            desk::record_notice(web->desk(), pages::Web::actor(r), id,
                                {r.field("duty"), trimmed(r.field("on")), r.field("how")});
        if (sheet) return http::see_other(case_path(id, "duties?sheet=" + sheet->id.str()));
        if (sheet.error().code == Errc::bad_input)
          return duties_page(*web, r, sheet.error().detail);
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
  web->officer_post(router, "/staff/sheet/{sheet}/sign", "sheet.sign", "sign-reading", [web](Request& r) {
    const auto& actor = pages::Web::actor(r);
    const SheetId id(r.param("sheet"));
    const auto done = desk::sign_reading(web->desk(), actor, id, r.field("reading"), r.field("scope"), r.field("reason"));
    if (!done) return web->refuse(r, done.error());
    const auto sheet = desk::show_sheet(web->desk(), actor, id);
    if (!sheet) return web->refuse(r, sheet.error());
    return http::see_other(case_path(sheet->case_id, "duties?sheet=" + id.str()));
  });
  web->officer_post(router, "/staff/case/{id}/clocks", "case.clock.start", "change-clock",
                    [web](Request& r) { return start_clock(*web, r); });
}

}  // namespace ledgelight::console
