#include "base/civil.hpp"
#include "base/text.hpp"
#include "casefile/case_state.hpp"
#include "casefile/vocabulary.hpp"
#include "console/console.hpp"
#include "console/fact_form.hpp"
#include "desk/cases.hpp"
#include "desk/evidence.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

Response facts_page(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto view = desk::show_case(web.desk(), pages::Web::actor(request), id);
  if (!view) return web.refuse(request, view.error());
  http::Page page("console/case-facts", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::facts);
  std::string group;
  http::Values* section = nullptr;
  for (const auto& kind : casefile::fact_kinds()) {
    const auto* stated = view->facts.current(kind.name);
    if (!kind.asked && stated == nullptr) continue;
    if (kind.group != group || section == nullptr) {
      group = kind.group;
      section = &page.row("GROUPS");
      section->set("GROUP_NAME", web.say(request, "fact_group." + group));
    }
    auto& row = section->row("FACTS");
    row.set("LABEL", web.say(request, kind.label_key));
    row.set("LINK", case_path(id, "fact/" + kind.name));
    const auto certainty = stated == nullptr ? casefile::Certainty::not_asked : stated->fact.certainty;
    row.set("CERTAINTY", web.say(request, "certainty." + std::string(casefile::name_of(certainty))));
    row.set("CERTAINTY_CLASS", casefile::name_of(certainty));
    row.set("VALUE", stated == nullptr ? "" : value_words(web, request, kind, stated->fact.value));
    row.show_if(view->sealed_facts.count(kind.name) != 0, "SEALED");
    if (stated != nullptr) {
      row.row("SAID")
          .set("BY", stated->fact.said_by.empty() ? actor_words(web, request, stated->entered_by)
                                                  : stated->fact.said_by)
          .set("ENTERED", web.time(request, stated->entered));
    }
  }
  const auto severity = casefile::severity_of(view->facts);
  page.set("SEVERITY_WORDS", web.say(request, "severity.level." + std::to_string(severity.level)));
  page.set("ARITHMETIC", severity.arithmetic());
  page.set("OWNER", view->line.owner);
  for (const auto& m : view->members) page.row("MEMBERS").set("MEMBER", m.name).set("MEMBER_ID", m.id.str());
  for (const auto& r : view->reports) {
    page.row("REPORTS").set("REF", r.str()).set("LINK", "/staff/report/" + r.str());
  }
  page.set("SUSPECTS", static_cast<std::int64_t>(view->suspects));
  page.set("SEALED_FACTS", static_cast<std::int64_t>(view->sealed_facts.size()));
  const bool may_change = view->allowed.count(desk::Action::change_case) != 0;
  page.show_if(may_change, "MAY_ADD_MEMBER");
  const auto state = casefile::parse_case_state(view->line.state);
  auto* states = may_change ? &page.row("MAY_CHANGE_STATE") : nullptr;
  for (const auto next : casefile::next_states(state.value_or(casefile::CaseState::open))) {
    const std::string name(casefile::name_of(next));
    if (states == nullptr) break;
    states->row("STATES").set("NEXT_STATE", name).set("NEXT_STATE_NAME", web.say(request, "case.state." + name));
  }
  return web.page(request, std::move(page), id.str() + " " + view->line.subject,
                  staff_frame(web, request, Rail::cases));
}

Response fact_page(const pages::Web& web, const Request& request, const std::string& problem) {
  const auto id = case_of(request);
  const auto* kind = casefile::find_kind(request.param("name"));
  if (kind == nullptr) return web.refuse(request, fail(Errc::not_found, "no such fact"));
  const auto view = desk::show_case(web.desk(), pages::Web::actor(request), id);
  if (!view) return web.refuse(request, view.error());
  http::Page page("console/fact", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::facts);
  const auto label = web.say(request, kind->label_key);
  page.set("FACT", kind->name).set("LABEL", label).set("HELP", web.say(request, kind->help_key));
  const auto* stated = view->facts.current(kind->name);
  const bool retry = !problem.empty();
  const auto fields = retry                ? request.form.rows()
                      : stated == nullptr ? casefile::FormFields{}
                                          : casefile::form_of(*kind, stated->fact.value);
  const auto chosen = retry ? request.field("certainty")
                            : std::string(casefile::name_of(stated == nullptr
                                                                ? casefile::Certainty::known
                                                                : stated->fact.certainty));
  if (view->allowed.count(desk::Action::state_fact) != 0) {
    auto& form = page.row("MAY_STATE");
    form.set("ACTION", case_path(id, "fact/" + kind->name));
    fact_inputs(web, request, form, *kind, fields);
    for (const char* c : {"known", "suspected", "ruled_out", "unknown"}) {
      auto& row = form.row("CERTAINTIES");
      row.set("CERTAINTY", c).set("CERTAINTY_NAME", web.say(request, std::string("certainty.") + c));
      row.show_if(chosen == c, "CHOSEN").show_if(chosen != c, "NOT_CHOSEN");
    }
  }
  page.set("SAID_BY", retry ? shown_line(request.field("said_by")) : "");
  page.set("NOTE", retry ? shown(request.field("note")) : "");
  for (const auto& s : view->facts.history(kind->name)) {
    page.row("HISTORY")
        .set("ENTERED", web.time(request, s.entered))
        .set("BY", actor_words(web, request, s.entered_by))
        .set("SAID", s.fact.said_by)
        .set("CERTAINTY_NAME",
             web.say(request, "certainty." + std::string(casefile::name_of(s.fact.certainty))))
        .set("VALUE", value_words(web, request, *kind, s.fact.value));
  }
  auto frame = staff_frame(web, request, Rail::cases);
  if (retry) frame.problems.push_back({"value-inputs", problem});
  return web.page(request, std::move(page), label, frame, retry ? 422 : 200);
}

Response post_fact(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto* kind = casefile::find_kind(request.param("name"));
  if (kind == nullptr) return web.refuse(request, fail(Errc::not_found, "no such fact"));
  casefile::Fact fact;
  fact.name = kind->name;
  const auto certainty = casefile::parse_certainty(request.field("certainty"));
  if (!certainty) return fact_page(web, request, certainty.error().detail);
  fact.certainty = *certainty;
  if (fact.certainty == casefile::Certainty::known || fact.certainty == casefile::Certainty::suspected) {
    auto value = casefile::parse_form(*kind, request.form.rows());
    if (!value.ok()) return fact_page(web, request, value.faults.front().line());
    fact.value = std::move(value.value);
  }
  fact.said_by = shown_line(request.field("said_by"));
  fact.note = shown(request.field("note"));
  const auto done = desk::state_facts(web.desk(), pages::Web::actor(request), id, {fact});
  if (done) return http::see_other(case_path(id));
  if (done.error().code == Errc::bad_input) return fact_page(web, request, done.error().detail);
  return web.refuse(request, done.error());
}

Response timeline_page(const pages::Web& web, const Request& request, const std::string& problem) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto entries = desk::timeline(web.desk(), actor, id);
  if (!entries) return web.refuse(request, entries.error());
  http::Page page("console/case-timeline", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::timeline);
  const auto only = request.query.get("show");
  for (const auto& e : *entries) {
    const bool automatic = e.kind == casefile::EntryKind::automatic;
    if ((only == "written" && automatic) || (only == "automatic" && !automatic)) continue;
    auto& row = page.row("ENTRIES");
    row.set("ENTRY", e.id.str());
    row.set("HAPPENED", automatic ? web.time(request, e.entered) : web.when(request, e.happened));
    row.set("ENTERED", web.time(request, e.entered));
    row.set("BY", actor_words(web, request, e.by));
    row.set("TEXT", automatic ? act_words(web, request, e.text) : e.text);
    row.set("EVENT", static_cast<std::int64_t>(e.event));
    row.show_if(automatic, "AUTOMATIC");
    if (!automatic) row.row("WRITTEN").set("ENTRY", e.id.str());
    row.show_if(e.privileged, "PRIVILEGED");
    if (!e.corrects.empty()) row.row("CORRECTS").set("CORRECTED", e.corrects.str());
  }
  page.show_if(view->allowed.count(desk::Action::write_entry) != 0, "MAY_WRITE");
  page.set("TYPED", problem.empty() ? "" : shown(request.field("text")));
  page.set("TYPED_HAPPENED", problem.empty() ? "" : shown_line(request.field("happened")));
  page.set("CORRECTS_ID", problem.empty() ? shown_line(request.query.get("corrects"), 64)
                                          : shown_line(request.field("corrects"), 64));
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.empty()) frame.problems.push_back({"text", problem});
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.timeline"),
                  frame, problem.empty() ? 200 : 422);
}

Response post_entry(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  desk::NewEntry entry;
  entry.text = request.field("text");
  const auto when = When::parse(trimmed(request.field("happened")));
  if (!when) return timeline_page(web, request, when.error().detail);
  entry.happened = *when;
  entry.privileged = !request.field("privileged").empty();
  entry.corrects = EntryId(trimmed(request.field("corrects")));
  const auto done = desk::write_entry(web.desk(), pages::Web::actor(request), id, entry);
  if (done) return http::see_other(case_path(id, "timeline"));
  if (done.error().code == Errc::bad_input || done.error().code == Errc::not_found) {
    return timeline_page(web, request, done.error().detail);
  }
  return web.refuse(request, done.error());
}

Response done_or_refuse(const pages::Web& web, const Request& request, const Result<void>& done,
                        std::string to) {
  if (!done) return web.refuse(request, done.error());
  return http::see_other(std::move(to));
}

}  // namespace

void add_case(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}", "case", "read-case", [web](Request& r) { return facts_page(*web, r); });
  router.get("/staff/case/{id}/fact/{name}", "case.fact", "read-case",
             [web](Request& r) { return fact_page(*web, r, ""); });
  web->officer_post(router, "/staff/case/{id}/fact/{name}", "case.fact.post", "state-fact",
                    [web](Request& r) { return post_fact(*web, r); });
  router.get("/staff/case/{id}/timeline", "case.timeline", "read-case",
             [web](Request& r) { return timeline_page(*web, r, ""); });
  web->officer_post(router, "/staff/case/{id}/timeline", "case.timeline.post", "write-entry",
                    [web](Request& r) { return post_entry(*web, r); });
  web->officer_post(router, "/staff/case/{id}/state", "case.state", "change-case", [web](Request& r) {
    return done_or_refuse(*web, r,
                          desk::set_case_state(web->desk(), pages::Web::actor(r), case_of(r),
                                               r.field("state"), r.field("reason")),
                          case_path(case_of(r)));
  });
  web->officer_post(router, "/staff/case/{id}/member", "case.member", "change-case", [web](Request& r) {
    const auto officer = desk::officer_named(web->desk(), r.field("login"));
    if (!officer) return web->refuse(r, officer.error());
    return done_or_refuse(
        *web, r, desk::add_member(web->desk(), pages::Web::actor(r), case_of(r), *officer),
        case_path(case_of(r)));
  });
}

}  // namespace ledgelight::console
