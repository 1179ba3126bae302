#include <algorithm>
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

// What the sheet rests on: the same words once, with the duties that rest on them.
struct Rests {
  notice::Reading::Kind kind;
  std::string what;
  std::vector<notice::Reading> readings;  ///< one a rule
  std::vector<std::size_t> duties;        ///< their numbers on the sheet, from 1
};

const notice::Signature* signature_of(const desk::Sheet& sheet, const std::string& reading) {
  for (const auto& s : sheet.signatures)
    if (s.reading == reading) return &s;
  return nullptr;
}

std::vector<Rests> rests_of(const desk::Sheet& sheet) {
  std::vector<Rests> out;
  std::size_t number = 0;
  for (const auto& d : array_at(sheet.reckoning, "duties")) {
    ++number;
    for (auto& reading : notice::readings_of(d, sheet.reckoning)) {
      auto at = std::find_if(out.begin(), out.end(), [&](const Rests& r) {
        return r.kind == reading.kind && r.what == reading.what;
      });
      if (at == out.end()) {
        out.push_back({reading.kind, reading.what, {}, {}});
        at = out.end() - 1;
      }
      if (at->duties.empty() || at->duties.back() != number) at->duties.push_back(number);
      if (std::none_of(at->readings.begin(), at->readings.end(),
                       [&](const notice::Reading& r) { return r.id == reading.id; }))
        at->readings.push_back(std::move(reading));
    }
  }
  return out;
}

// Each with who signed it, and for counsel the form that signs what is not signed of it.
void put_rests(const pages::Web& web, const Request& request, http::Page& page,
               const std::vector<Rests>& rests, const desk::Sheet& sheet) {
  const bool counsel = pages::Web::actor(request).roles.count(desk::Role::counsel) == 1;
  if (rests.empty()) return;
  auto& section = page.row("RESTS");
  const auto& duties = array_at(sheet.reckoning, "duties");
  std::size_t number = 0;
  for (const auto& r : rests) {
    auto& one = section.row("READINGS");
    one.set("READING_NO", std::to_string(++number)).set("READING", law_words(web, request, r.what));
    one.set("READING_KIND", web.say(request, "reading." + std::string(notice::name_of(r.kind))));
    for (const auto n : r.duties) {
      const auto& d = duties[n - 1];
      one.row("OF")
          .set("OF_NO", std::to_string(n))
          .set("OF_DUTY", law_words(web, request, text_at(d, "recipient")) + ", " +
                              state_words(web, request, text_at(d, "jurisdiction")));
    }
    std::vector<const notice::Signature*> shown;
    std::vector<const notice::Reading*> open;
    for (const auto& reading : r.readings) {
      const auto* found = signature_of(sheet, reading.id);
      if (found == nullptr) {
        open.push_back(&reading);
      } else if (std::none_of(shown.begin(), shown.end(), [&](const notice::Signature* s) {
                   return s->by == found->by && s->on == found->on && s->reason == found->reason;
                 })) {
        shown.push_back(found);
        one.row("SIGNED")
            .set("SIGNED_BY", found->by)
            .set("SIGNED_ON", web.day(request, found->on))
            .set("SIGNED_WHY", found->reason);
      }
    }
    one.show_if(!open.empty(), "NOT_SIGNED");
    if (!counsel || open.empty()) continue;
    auto& form = one.row("SIGN");
    form.set("SIGN_LINK", "/staff/sheet/" + sheet.id.str() + "/sign");
    for (const auto* reading : open)
      form.row("SIGN_IDS").set("READING_ID", reading->id);
    form.show_if(open.front()->of_the_law(), "FOR_PACK");
  }
}

// Whether what is on the page may be changed: the newest sheet, by an officer who may state facts.
enum class Giving { offered, not_offered };

void put_duty(const pages::Web& web, const Request& request, http::Page& page, const Json& d,
              const desk::Sheet& sheet, Giving giving, std::size_t number,
              const std::vector<Rests>& rests) {
  auto& row = page.row("DUTIES");
  row.set("DUTY_NO", std::to_string(number));
  // One line: the numbers of what it rests on, and whether all of that is signed.
  http::Values* line = nullptr;
  bool whole = true;
  for (std::size_t i = 0; i < rests.size(); ++i) {
    if (std::find(rests[i].duties.begin(), rests[i].duties.end(), number) == rests[i].duties.end())
      continue;
    if (line == nullptr) line = &row.row("RESTS_ON");
    line->row("REST").set("REST_NO", std::to_string(i + 1));
    for (const auto& reading : rests[i].readings)
      if (reading.rule == text_at(d, "rule") && signature_of(sheet, reading.id) == nullptr)
        whole = false;
  }
  if (line != nullptr) line->show_if(whole, "ALL_SIGNED").show_if(!whole, "SOME_OPEN");
  http::Fields query;
  query.add("duty", text_at(d, "id"));
  row.set("RECKONING", case_path(sheet.case_id, "reckoning?" + http::to_urlencoded(query)));
  const auto state = text_at(d, "state");
  if (giving == Giving::offered && desk::met_by_notice(text_at(d, "kind")) &&
      state.rfind("met", 0) != 0) {
    row.row("GIVE").set("GIVE_DUTY", text_at(d, "id"));
  }
  row.set("RECIPIENT", law_words(web, request, text_at(d, "recipient")))
      .set("RULE", text_at(d, "rule"));
  row.set("KIND", web.say(request, "duty.kind." + text_at(d, "kind")));
  row.set("JURISDICTION", state_words(web, request, text_at(d, "jurisdiction")));
  row.set("DUTY_STATE", web.say(request, "duty.state." + state)).set("STATE_CLASS", state);
  row.set("DUE", web.day(request, text_at(d, "due")))
      .set("DUE_TEXT", law_words(web, request, text_at(d, "due_text")));
  if (const auto n = int_at(d, "count"))
    row.row("COUNTED").set("PEOPLE_WORDS",
                           web.messages().count(web.language(request), "console.people.count", *n));
  if (!text_at(d, "working_due").empty())
    row.row("WORKING").set("WORKING_DUE", web.day(request, text_at(d, "working_due")));
  if (const auto it = d.find("services"); it != d.end() && it->is_object()) {
    row.row("SERVICES")
        .set("SERVICES_WORDS",
             web.messages().count(web.language(request), "console.duties.services",
                                  int_at(*it, "count").value_or(0),
                                  {{"months", std::to_string(int_at(*it, "months").value_or(0))}}));
  }
  for (const auto& a : array_at(d, "alternatives")) {
    row.row("ALTERNATIVES")
        .set("ALT_DUE", web.day(request, text_at(a, "due")))
        .set("ALT_BECAUSE", law_words(web, request, text_at(a, "because")));
  }
  for (const auto& b : array_at(d, "because")) {
    const auto fact = text_at(b, "fact");
    row.row("BECAUSE")
        .set("FACT", fact_words(web, request, fact))
        .set("KEY", fact)
        .set("VALUE", fact_value_words(web, request, fact, b.value("value", Json())));
  }
  if (const auto& flags = array_at(d, "flags"); !flags.empty()) {
    auto& list = row.row("DUTY_FLAGS");
    for (const auto& f : flags)
      list.row("FLAG_ROWS")
          .set("CODE", text_at(f, "code"))
          .set("FLAG", law_words(web, request, text_at(f, "text")));
  }
  for (const auto& c : array_at(d, "content")) {
    if (c.is_string())
      row.row("CONTENT").set("ITEM", law_words(web, request, c.get<std::string>()));
  }
  for (const auto& m : array_at(d, "methods")) {
    if (m.is_string())
      row.row("METHODS").set("METHOD", law_words(web, request, m.get<std::string>()));
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
  head.set("SHEET_ID", sheet.id.str()).set("AT", web.time(request, sheet.at));
  head.set("KNOWN_AT", web.day(request, sheet.known_at)).set("FACTS_DIGEST", sheet.facts_digest);
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
  const auto rests = rests_of(sheet);
  std::size_t number = 0;
  for (const auto& d : array_at(r, "duties"))
    put_duty(web, request, page, d, sheet, giving, ++number, rests);
  put_rests(web, request, page, rests, sheet);
  page.show_if(array_at(r, "duties").empty(), "NO_DUTIES");
  for (const auto& n : array_at(r, "not_required")) {
    auto& row = page.row("NOT_REQUIRED");
    row.set("RULE", text_at(n, "rule")).set("WHY", law_words(web, request, text_at(n, "because")));
    row.set("JURISDICTION", state_words(web, request, text_at(n, "jurisdiction")));
    citations(web, request, row, n);
  }
  for (const auto& q : array_at(r, "questions")) {
    page.row("QUESTIONS")
        .set("FACT", fact_words(web, request, text_at(q, "fact")))
        .set("KEY", text_at(q, "fact"))
        .set("WHY", law_words(web, request, text_at(q, "why")));
  }
  for (const auto& f : array_at(r, "flags")) {
    page.row("FLAGS")
        .set("CODE", text_at(f, "code"))
        .set("FLAG", law_words(web, request, text_at(f, "text")));
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
        .set("AT", web.time(request, s.at))
        .set("KNOWN_AT", web.day(request, s.known_at));
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
        .set("CLOCK_STATE",
             web.say(request, "clock.state." + std::string(law::name_of(clock.now.state))))
        .set("CLOCK_DAY", clock.now.last_day ? web.day(request, *clock.now.last_day) : "")
        .show_if(clock.now.late, "CLOCK_LATE");
  }
  return {};
}

// "What did we know on that day, and what did we owe?"
Result<void> put_then(const pages::Web& web, const Request& request, http::Page& page, const CaseId& id,
                      const std::string& day) {
  const auto then = TRY(desk::known_then(web.desk(), pages::Web::actor(request), id, day));
  auto& section = page.row("THEN");
  section.set("THEN_DAY", web.day(request, then.day));
  for (const auto& s : then.facts.all_current()) {
    section.row("KNOWN")
        .set("FACT", fact_words(web, request, s.fact.name))
        .set("CERTAINTY",
             web.say(request, "certainty." + std::string(casefile::name_of(s.fact.certainty))))
        .set("VALUE", fact_value_words(web, request, s.fact.name, s.fact.value))
        .set("ENTERED", web.time(request, s.entered))
        .set("BY", actor_words(web, request, s.entered_by));
  }
  if (!then.not_yet.empty()) {
    std::vector<std::string> names;
    for (const auto& name : then.not_yet)
      names.push_back(fact_words(web, request, name));
    section.row("NOT_YET").set("NAMES", join(names, ", "));
  }
  for (const auto& d : array_at(then.reckoning, "duties")) {
    section.row("OWED")
        .set("DUTY_TITLE", law_words(web, request, text_at(d, "title")))
        .set("RECIPIENT", law_words(web, request, text_at(d, "recipient")))
        .set("DUE", text_at(d, "due").empty() ? law_words(web, request, text_at(d, "due_text"))
                                              : web.day(request, text_at(d, "due")))
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
    return pdf(*web, r,
               desk::sheet_pdf(web->desk(), pages::Web::actor(r), SheetId(r.param("sheet")),
                               web->language(r)),
               r.param("sheet") + ".pdf");
  });
  web->officer_post(router, "/staff/sheet/{sheet}/sign", "sheet.sign", "sign-reading", [web](Request& r) {
    const auto& actor = pages::Web::actor(r);
    const SheetId id(r.param("sheet"));
    // The same words may be a reading of several rules: one signature each, one reason.
    auto readings = r.form.all("reading");
    if (readings.empty()) readings.emplace_back();
    if (readings.size() > 200)
      return web->refuse(r, fail(Errc::too_large, "too many readings at once"));
    for (const auto& reading : readings) {
      const auto done =
          desk::sign_reading(web->desk(), actor, id, reading, r.field("scope"), r.field("reason"));
      if (!done) return web->refuse(r, done.error());
    }
    const auto sheet = desk::show_sheet(web->desk(), actor, id);
    if (!sheet) return web->refuse(r, sheet.error());
    return http::see_other(case_path(sheet->case_id, "duties?sheet=" + id.str()));
  });
  web->officer_post(router, "/staff/case/{id}/clocks", "case.clock.start", "change-clock",
                    [web](Request& r) { return start_clock(*web, r); });
}

}  // namespace ledgelight::console
