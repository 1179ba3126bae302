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

// The facts that the words find, one to choose; what was chosen stays when the form comes back.
Result<void> put_picker(const pages::Web& web, const Request& request, http::Page& page,
                        bool of_source) {
  const bool spanish = web.language(request) == "es";
  const auto find = shown_line(of_source ? request.field("find") : request.query.get("find"), 200);
  const auto chosen = of_source ? request.field("fact") : request.query.get("fact");
  page.set("FIND", find).set("MARK_ON", of_source ? shown_line(request.field("on"), 20) : "");
  page.set("MARK_NOTE", of_source ? shown_line(request.field("note"), 300) : "");
  constexpr std::size_t most = 20;
  auto found = TRY(desk::find_facts(web.desk(), pages::Web::actor(request), find, most));
  const bool listed =
      std::any_of(found.begin(), found.end(), [&](const auto& f) { return f.id == chosen; });
  if (!chosen.empty() && !listed)
    for (auto& one : TRY(desk::find_facts(web.desk(), pages::Web::actor(request), chosen, 1)))
      if (one.id == chosen) found.insert(found.begin(), std::move(one));
  if (found.empty()) {
    page.show_if(!find.empty(), "FOUND_NONE");
    return {};
  }
  auto& form = page.row("FOUND");
  form.set("FIND", find).set("MARK_ON", of_source ? shown_line(request.field("on"), 20) : "");
  form.set("MARK_NOTE", of_source ? shown_line(request.field("note"), 300) : "");
  form.show_if(found.size() >= most, "FOUND_MORE");
  int n = 0;
  for (const auto& f : found) {
    const auto* fact = law::public_fact(web.desk().rules(), f.id);
    auto& row = form.row("FACTS");
    row.set("FACT", f.id).set("FACT_NO", std::to_string(++n));
    row.set("FACT_TITLE", fact == nullptr ? f.id : titled(web, request, *fact));
    row.set("FACT_SAYS", spanish && !f.says_es.empty() ? f.says_es : f.says)
        .set("FACT_CITES", join(f.cites, "; "));
    row.show_if(f.id == chosen || (found.size() == 1 && chosen.empty()), "CHOSEN");
  }
  return {};
}

// What was entered, seen and read again, newest first: nothing that was replaced is lost.
Result<void> put_history(const pages::Web& web, const Request& request, http::Page& page) {
  const auto acts = TRY(desk::place_history(web.desk(), pages::Web::actor(request), ""));
  if (acts.empty()) return {};
  auto& section = page.row("HISTORY");
  for (auto act = acts.rbegin(); act != acts.rend(); ++act) {
    const auto* fact = law::public_fact(web.desk().rules(), act->fact);
    auto& row = section.row("ACTS");
    row.set("ACT_AT", web.time(request, act->at)).set("ACT_BY", actor_words(web, request, act->by));
    row.set("ACT_WHAT", act_words(web, request, act->kind));
    row.set("ACT_FACT", fact == nullptr ? act->fact : titled(web, request, *fact));
    std::vector<std::string> words;
    for (const char* key : {"value", "value_es", "source", "on", "note"})
      if (const auto text = text_at(act->body, key); !text.empty()) words.push_back(text);
    if (true_at(act->body, "none"))
      words.insert(words.begin(), web.say(request, "console.place.has_none"));
    row.set("ACT_WORDS", join(words, " · "))
        .set("ACT_EVENT", static_cast<std::int64_t>(act->event));
  }
  return {};
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
    const auto* fact = law::public_fact(web.desk().rules(), mark.fact);
    page.row("MARKS")
        .set("FACT", mark.fact)
        .set("FACT_TITLE", fact == nullptr ? mark.fact : titled(web, request, *fact))
        .set("DAY", web.day(request, mark.on))
        .set("BY", actor_words(web, request, mark.by))
        .set("NOTE", mark.note);
  }
  const bool of_source = !problem.empty() && field.empty();
  if (const auto put = put_picker(web, request, page, of_source); !put)
    return web.refuse(request, put.error());
  if (const auto put = put_history(web, request, page); !put)
    return web.refuse(request, put.error());
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
