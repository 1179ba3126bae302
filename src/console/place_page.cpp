// Settings → public side: the contacts that the packs could not find.
#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "desk/place.hpp"
#include "law/public_facts.hpp"
#include "law/rules.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

constexpr int stale_after_days = 90;

std::string titled(const pages::Web& web, const Request& request, const law::PublicFact& fact) {
  const bool spanish = web.language(request) == "es";
  const auto worded = [spanish](const std::string& en, const std::string& es) {
    return spanish && !es.empty() ? es : en;
  };
  const auto title = worded(fact.title, fact.title_es);
  const auto* group = law::fact_group(web.desk().rules(), fact.group);
  if (group == nullptr || worded(group->title, group->title_es) == title) return title;
  return worded(group->title, group->title_es) + ": " + title;
}

void put_contact(const pages::Web& web, const Request& request, http::Values& row,
                 const desk::Contact& contact) {
  auto& shown = row.row("CONTACT");
  if (contact.none) {
    shown.show("NONE");
  } else {
    shown.row("VALUED").set("VALUE", contact.value);
  }
  shown.set("SOURCE", contact.source);
  if (!contact.checked) return;
  auto& checked = shown.row("CHECKED");
  const auto day = local_date(*contact.checked, web.desk().config().zone);
  checked.set("BY", actor_words(web, request, contact.checked_by))
      .set("DAY", web.day(request, day));
  const auto today = parse_date(web.desk().local_day());
  checked.show_if(today && days_between(day, *today) > stale_after_days, "STALE");
}

Response place_page(const pages::Web& web, const Request& request, const std::string& field = "",
                    const std::string& problem = "") {
  // The verb decides; a page of nothing but what anyone may know needs the same permission.
  if (const auto gate = desk::may(pages::Web::actor(request), desk::Action::manage_place); !gate)
    return web.refuse(request, gate.error());
  const auto state = desk::place_state(web.desk());
  if (!state) return web.refuse(request, state.error());
  http::Page page("console/place", web.language(request));
  page.show_if(state->open(), "OPEN");
  if (!state->open()) page.row("CLOSED").set("MISSING", state->missing);
  int n = 0;
  for (const auto& line : state->lines) {
    const auto* fact = law::public_fact(web.desk().rules(), line.fact);
    if (fact == nullptr) continue;
    auto& row = page.row("LINES");
    const auto id = "contact-" + std::to_string(++n);
    row.set("ID", id).set("FACT", line.fact).set("FACT_TITLE", titled(web, request, *fact));
    row.show_if(line.needed && !(line.contact && line.contact->verified()), "NEEDED");
    if (line.contact) put_contact(web, request, row, *line.contact);
    row.show_if(line.contact.has_value(), "MAY_CHECK");
    const bool typed = field == line.fact;
    row.set("TYPED", typed ? shown_line(request.field("value"), 300) : "");
    row.set("TYPED_ES", typed ? shown_line(request.field("value_es"), 300) : "");
    row.set("TYPED_SOURCE", typed ? shown_line(request.field("source"), 300) : "");
    row.show_if(typed, "OPENED");
  }
  for (const auto& mark : state->marks) {
    page.row("MARKS")
        .set("FACT", mark.fact)
        .set("DAY", to_text(mark.on))
        .set("BY", actor_words(web, request, mark.by))
        .set("NOTE", mark.note);
  }
  const bool of_source = !problem.empty() && field.empty();
  page.set("MARK_FACT", of_source ? shown_line(request.field("fact"), 300) : "");
  page.set("MARK_ON", of_source ? shown_line(request.field("on"), 20) : "");
  page.set("MARK_NOTE", of_source ? shown_line(request.field("note"), 300) : "");
  auto frame = staff_frame(web, request, Rail::place);
  if (!problem.empty()) {
    int at = 0;
    for (const auto& line : state->lines) {
      ++at;
      if (line.fact == field) frame.problems.push_back({"contact-" + std::to_string(at), problem});
    }
    if (frame.problems.empty()) frame.problems.push_back({of_source ? "source-fact" : "main-content", problem});
  }
  return web.page(request, std::move(page), web.say(request, "console.place.title"), frame,
                  problem.empty() ? 200 : 422);
}

Response answered(const pages::Web& web, const Request& request, const Result<void>& done,
                  const std::string& fact) {
  if (done) return http::see_other("/staff/place");
  if (done.error().code == Errc::bad_input)
    return place_page(web, request, fact, web.say(request, "console.place.problem"));
  return web.refuse(request, done.error());
}

// Faults of the form of sources stand at that form, in the verb's own words.
Response source_answered(const pages::Web& web, const Request& request, const Result<void>& done) {
  if (done) return http::see_other("/staff/place#sources");
  const auto code = done.error().code;
  if (code == Errc::bad_input || code == Errc::not_found || code == Errc::wrong_state || code == Errc::conflict)
    return place_page(web, request, "", done.error().detail);
  return web.refuse(request, done.error());
}

}  // namespace

void add_place(http::Router& router, const WebPtr& web) {
  router.get("/staff/place", "place", "manage-place",
             [web](Request& request) { return place_page(*web, request); });
  web->officer_post(
      router, "/staff/place/enter", "place.enter", "manage-place", [web](Request& request) {
        desk::NewContact what;
        what.fact = request.field("fact");
        what.value = request.field("value");
        what.value_es = request.field("value_es");
        what.none = request.field("none") == "yes";
        what.source = request.field("source");
        return answered(*web, request,
                        desk::enter_contact(web->desk(), pages::Web::actor(request), what),
                        what.fact);
      });
  web->officer_post(router, "/staff/place/source-changed", "place.source-changed", "manage-place", [web](Request& r) {
    return source_answered(*web, r,
                           desk::mark_source(web->desk(), pages::Web::actor(r), trimmed(r.field("fact")),
                                             trimmed(r.field("on")), r.field("note")));
  });
  web->officer_post(router, "/staff/place/source-checked", "place.source-checked", "manage-place", [web](Request& r) {
    return source_answered(
        *web, r, desk::clear_source(web->desk(), pages::Web::actor(r), trimmed(r.field("fact")), r.field("note")));
  });
  web->officer_post(
      router, "/staff/place/check", "place.check", "manage-place", [web](Request& request) {
        const auto fact = request.field("fact");
        return answered(*web, request,
                        desk::check_contact(web->desk(), pages::Web::actor(request), fact), fact);
      });
}

}  // namespace ledgelight::console
