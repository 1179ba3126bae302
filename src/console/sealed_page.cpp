#include "base/civil.hpp"
#include "base/text.hpp"
#include "casefile/vocabulary.hpp"
#include "console/console.hpp"
#include "console/fact_form.hpp"
#include "desk/cases.hpp"
#include "desk/suspects.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

// What was opened is shown once, in the answer to the form that said why; no address shows it again.
struct Shown {
  std::string problem, title;
  std::vector<std::string> lines;
};

Response sealed_page(const pages::Web& web, const Request& request, const Shown& shown) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto suspects = desk::list_suspects(web.desk(), actor, id);
  if (!suspects) return web.refuse(request, suspects.error());
  http::Page page("console/case-sealed", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::none);
  const bool may_open = view->allowed.count(desk::Action::open_compartment) != 0;
  if (!shown.title.empty()) {
    auto& opened = page.row("OPENED");
    opened.set("OPENED_TITLE", shown.title);
    for (const auto& line : shown.lines) opened.row("LINES").set("LINE", line);
  }
  for (const auto& s : *suspects) {
    auto& row = page.row("SUSPECTS");
    row.set("LETTER", s.letter).set("BY", actor_words(web, request, s.by));
    row.set("AT", web.time(request, s.at));
    if (may_open) row.row("MAY_OPEN").set("LETTER", s.letter);
  }
  page.show_if(suspects->empty(), "NO_SUSPECTS");
  for (const auto& name : view->sealed_facts) {
    auto& row = page.row("FACTS");
    row.set("FACT", name).set("LABEL", web.say(request, "fact." + name + ".label"));
    if (may_open) row.row("MAY_OPEN_FACT").set("FACT", name);
  }
  page.show_if(view->sealed_facts.empty(), "NO_FACTS");
  page.show_if(view->allowed.count(desk::Action::state_fact) != 0, "MAY_NAME");
  auto frame = staff_frame(web, request, Rail::cases);
  if (!shown.problem.empty()) frame.problems.push_back({"", shown.problem});
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.sealed.title"), frame,
                  shown.problem.empty() ? 200 : 422);
}

Response problem_or_refuse(const pages::Web& web, const Request& request, const Error& error) {
  if (error.code != Errc::bad_input && error.code != Errc::too_large) return web.refuse(request, error);
  return sealed_page(web, request, {error.detail, "", {}});
}

Response name_one(const pages::Web& web, const Request& request) {
  desk::NewSuspect who;
  for (const auto& line : split(request.field("names"), '\n')) {
    if (!trimmed(line).empty()) who.names.push_back(trimmed(line));
  }
  who.note = request.field("note");
  const auto letter = desk::name_suspect(web.desk(), pages::Web::actor(request), case_of(request), who);
  if (!letter) return problem_or_refuse(web, request, letter.error());
  return done(case_path(case_of(request), "sealed"), "name-sealed");
}

Response open_one(const pages::Web& web, const Request& request) {
  const auto& actor = pages::Web::actor(request);
  const auto id = case_of(request);
  Shown shown;
  if (const auto fact = request.field("fact"); !fact.empty()) {
    const auto opened = desk::open_fact(web.desk(), actor, id, fact, request.field("reason"));
    if (!opened) return problem_or_refuse(web, request, opened.error());
    const auto* kind = casefile::find_kind(fact);
    shown.title = web.say(request, kind->label_key);
    for (const auto& s : *opened) {
      shown.lines.push_back(value_words(web, request, *kind, s.fact.value));
      if (!s.fact.note.empty()) shown.lines.push_back(s.fact.note);
    }
  } else {
    const auto opened = desk::open_suspect(web.desk(), actor, id, trimmed(request.field("suspect")), request.field("reason"));
    if (!opened) return problem_or_refuse(web, request, opened.error());
    shown.title = web.say(request, "console.sealed.person", {{"letter", trimmed(request.field("suspect"))}});
    shown.lines = opened->names;
    if (!opened->note.empty()) shown.lines.push_back(opened->note);
  }
  return sealed_page(web, request, shown);
}

}  // namespace

void add_sealed(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/sealed", "case.sealed", "read-case",
             [web](Request& r) { return sealed_page(*web, r, {}); });
  web->officer_post(router, "/staff/case/{id}/sealed", "case.sealed.name", "state-fact",
                    [web](Request& r) { return name_one(*web, r); });
  web->officer_post(router, "/staff/case/{id}/sealed/open", "case.sealed.open", "open-compartment",
                    [web](Request& r) { return open_one(*web, r); });
}

}  // namespace ledgelight::console
