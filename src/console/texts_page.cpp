#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "desk/cases.hpp"
#include "desk/texts.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

Response texts_page(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto texts = desk::list_texts(web.desk(), actor, id);
  if (!texts) return web.refuse(request, texts.error());
  http::Page page("console/case-texts", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::none);
  std::int64_t waiting = 0, clear = 0;
  for (const auto& t : *texts) {
    auto& row = page.row("TEXTS");
    row.set("EVENT", static_cast<std::int64_t>(t.event)).set("TEXT", t.text).set("ABOUT", t.about);
    row.set("KIND", web.say(request, "text_kind." + t.kind));
    row.set("BY", actor_words(web, request, t.by)).set("AT", web.time(request, t.at));
    for (const auto& found : t.found) row.row("FOUND").set("WHAT", found);
    row.show_if(t.released, "RELEASED");
    if (!t.released) {
      row.row("WAITING").set("EVENT", static_cast<std::int64_t>(t.event));
      ++waiting;
      clear += t.found.empty() ? 1 : 0;
    }
  }
  page.set("WAITING_COUNT", waiting).set("CLEAR_COUNT", clear);
  page.show_if(clear > 0, "MAY_RELEASE_CLEAR").show_if(texts->empty(), "EMPTY");
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.texts.title"),
                  staff_frame(web, request, Rail::cases));
}

Response release(const pages::Web& web, const Request& request) {
  std::vector<std::uint64_t> events;
  for (const auto& [name, value] : request.form.rows()) {
    if (name != "event") continue;
    if (value.empty() || value.size() > 18 || value.find_first_not_of("0123456789") != std::string::npos) {
      return web.refuse(request, fail(Errc::bad_input, "event: is not a number"));
    }
    events.push_back(std::stoull(value));
  }
  if (events.empty() && request.field("clear").empty()) return http::see_other(case_path(case_of(request), "texts"));
  const auto did = desk::release_texts(web.desk(), pages::Web::actor(request), case_of(request),
                                       std::move(events));
  if (!did) return web.refuse(request, did.error());
  return done(case_path(case_of(request), "texts"), "texts-released");
}

}  // namespace

void add_texts(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/texts", "case.texts", "release-texts", [web](Request& r) { return texts_page(*web, r); });
  web->officer_post(router, "/staff/case/{id}/texts", "case.texts.release", "release-texts",
                    [web](Request& r) { return release(*web, r); });
}

}  // namespace ledgelight::console
