#include "base/civil.hpp"
#include "law/public_facts.hpp"
#include "law/rules.hpp"
#include "portal/portal.hpp"

namespace ledgelight::portal {
namespace {

using http::Request;
using http::Response;

constexpr int stale_after_days = 90;

// Each fact with what its sources say, or do not say, and when somebody last looked.
void put_fact(const pages::Web& web, const Request& request, http::Values& row,
              const law::PublicFact& fact, Date today) {
  const auto json = law::to_json(fact, today);
  const auto title_es = text_at(json, "title_es");
  row.set("FACT_TITLE", web.language(request) == "es" && !title_es.empty() ? title_es : fact.title);
  row.set("FACT_TEXT", law::to_words(fact, today)).set("NOTE", fact.note);
  for (const auto& source : json.value("sources", Json::array())) {
    auto& cite = row.row("SOURCES");
    const auto read = text_at(source, "read");
    cite.set("CITE", text_at(source, "cite"));
    const auto url = text_at(source, "url");
    if (url.rfind("http://", 0) == 0 || url.rfind("https://", 0) == 0) cite.row("URL").set("HREF", url);
    const auto day = parse_date(read);
    cite.set("READ", day ? long_text(*day) : read);
    cite.set("CONFIDENCE", web.say(request, "confidence." + text_at(source, "confidence")));
    cite.show_if(day && days_between(*day, today) > stale_after_days, "STALE");
  }
}

Response facts_page(const pages::Web& web, const Request& request, const char* name,
                    std::initializer_list<const char*> topics) {
  http::Page page("portal/facts", web.language(request));
  const auto today = parse_date(web.desk().local_day());
  page.set("INTRO", web.say(request, std::string("portal.") + name + ".intro"));
  for (const char* topic : topics) {
    const auto facts = law::public_facts(web.desk().rules(), topic);
    if (facts.empty()) continue;
    auto& section = page.row("TOPICS");
    section.set("TOPIC", web.say(request, std::string("law.topic.") + topic));
    for (const auto* fact : facts) put_fact(web, request, section.row("FACTS"), *fact, *today);
  }
  return web.page(request, std::move(page), web.say(request, std::string("portal.") + name + ".title"),
                  public_frame(web, request, std::string("/") + name));
}

}  // namespace

void add_facts(http::Router& router, const WebPtr& web) {
  router.get("/responsible", "responsible", "anyone", [web](Request& r) {
    return facts_page(*web, r, "responsible", {"office", "place", "directory"});
  });
  router.get("/penalties", "penalties", "anyone", [web](Request& r) {
    return facts_page(*web, r, "penalties", {"penalty", "enforcement", "unspecified"});
  });
}

}  // namespace ledgelight::portal
