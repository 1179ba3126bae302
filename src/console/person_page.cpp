// One affected person: what is known of them, and the form that puts name or address right.
#include <algorithm>

#include "base/text.hpp"
#include "console/discovery.hpp"
#include "desk/cases.hpp"
#include "desk/person_change.hpp"
#include "http/form.hpp"
#include "law/facts.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

struct Problem {
  std::string field, words;
};

Response person_page(const pages::Web& web, const Request& request, const Problem& problem) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto person = desk::show_person(web.desk(), actor, id, PersonId(request.param("person")));
  if (!person) return web.refuse(request, person.error());
  const auto& line = person->line;
  const auto& name = line.name.reveal(Purpose::show_to_officer);
  const auto& address = line.address.reveal(Purpose::show_to_officer);
  http::Page page("console/case-person", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::people);
  page.set("PERSON", line.id.str()).set("NAME", name).set("ADDRESS", address);
  page.show_if(address.empty(), "NO_ADDRESS");
  page.set("RESIDENCE", state_words(web, request, line.residence));
  page.set("GROUND", web.reason(request, line.ground));
  page.set("ELEMENTS", elements_words(web, request, line.elements));
  page.set("STANDING", web.say(request, "people.standing." + line.standing));
  page.set("STATUS", web.say(request, "people.status." + line.status));
  if (!line.because.empty()) page.row("BECAUSE").set("WHY", line.because);
  const auto items = item_names(web, request, id);
  if (!items) return web.refuse(request, items.error());
  for (const auto& in : places_by_file(line.where)) {
    const auto item = items->find(in.item.str());
    const auto called = item == items->end() ? in.item.str() : item->second;
    page.row("PLACES")
        .set("NAME_OF_ITEM", in.file.empty() ? called : called + " / " + in.file)
        .set("ITEM", in.item.str())
        .set("ITEM_LINK", case_path(id, "findings?item=" + http::percent_encoded(in.item.str())))
        .set("AT_BYTES", join(in.at, ", "));
  }
  if (view->allowed.count(desk::Action::judge_finding) != 0 && line.merged_into.empty()) {
    const bool typed = !problem.words.empty();
    auto& form = page.row("MAY_CORRECT");
    form.set("PERSON_LINK", line.id.str());
    form.set("TYPED_NAME", typed ? request.field("name") : name);
    form.set("TYPED_ADDRESS", typed ? request.field("address") : address);
    form.set("TYPED_REASON", typed ? request.field("reason") : "");
    const auto chosen = typed ? request.field("residence") : line.residence;
    for (const auto& code : law::jurisdiction_codes()) {
      form.row("CODES")
          .set("CODE", code)
          .set("CODE_NAME", state_words(web, request, code))
          .show_if(code == chosen, "CHOSEN");
    }
  }
  page.show_if(!person->changes.empty(), "CHANGES_HEAD");
  for (auto c = person->changes.rbegin(); c != person->changes.rend(); ++c) {
    page.row("CHANGES")
        .set("AT", web.time(request, c->at))
        .set("BY", actor_words(web, request, c->by))
        .set("REASON", c->reason)
        .set("BEFORE_NAME", c->name.reveal(Purpose::show_to_officer))
        .set("BEFORE_ADDRESS", c->address.reveal(Purpose::show_to_officer))
        .set("BEFORE_RESIDENCE", state_words(web, request, c->residence))
        .set("BEFORE_GROUND", web.reason(request, c->ground));
  }
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.words.empty()) frame.problems.push_back({problem.field, problem.words});
  return web.page(request, std::move(page), id.str() + " " + line.id.str(), frame,
                  problem.words.empty() ? 200 : 422);
}

Response correct(const pages::Web& web, const Request& request) {
  const auto person = request.param("person");
  const auto did = desk::correct_person(web.desk(), pages::Web::actor(request), case_of(request),
                                        PersonId(person),
                                        {Personal<std::string>(request.field("name")),
                                         Personal<std::string>(request.field("address")),
                                         request.field("residence"), request.field("reason")});
  if (did)
    return done(case_path(case_of(request), "person/" + std::string(person)), "person-corrected");
  if (did.error().code != Errc::bad_input) return web.refuse(request, did.error());
  const bool reason = trimmed(request.field("reason")).size() < 5;
  return person_page(
      web, request,
      {reason ? "reason" : "address",
       web.say(request, reason ? "console.person.no_reason" : "console.person.wrong")});
}

}  // namespace

void add_person(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/person/{person}", "case.person", "see-people",
             [web](Request& r) { return person_page(*web, r, {}); });
  web->officer_post(router, "/staff/case/{id}/person/{person}", "case.person.correct",
                    "judge-finding", [web](Request& r) { return correct(*web, r); });
}

}  // namespace ledgelight::console
