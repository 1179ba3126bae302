// The forms: what each is for, on line, by telephone, on paper; and the page to print.
#include <algorithm>

#include "portal/fact_rows.hpp"
#include "portal/portal.hpp"

namespace ledgelight::portal {
namespace {

using http::Request;
using http::Response;
using law::PublicFact;

constexpr std::string_view group_prefix = "form/";

std::vector<const law::FactGroup*> forms_of(const Facts& facts) {
  std::vector<const law::FactGroup*> out;
  for (const auto* fact : law::public_facts(facts.rules, "form")) {
    const auto* group = law::fact_group(facts.rules, fact->group);
    if (group != nullptr && std::find(out.begin(), out.end(), group) == out.end())
      out.push_back(group);
  }
  return out;
}

template <class Use>
void each_part(const Facts& facts, const law::FactGroup& form, std::string_view part, Use use) {
  for (const auto* fact : law::public_facts(facts.rules, "form"))
    if (fact->group == form.id && fact->part == part) use(*fact);
}

// Telephone and address of the office that takes it.
template <class Use>
void each_reach(const Facts& facts, const PublicFact& fact, Use use) {
  for (const auto& id : fact.see)
    if (const auto* other = law::public_fact(facts.rules, id)) use(*other);
}

Response forms(const pages::Web& web, const Request& request) {
  const Facts facts(web, request);
  http::Page page("portal/forms", facts.language);
  for (const auto* form : forms_of(facts)) {
    auto& section = page.row("FORMS");
    const auto name = form->id.substr(group_prefix.size());
    section.set("FORM_TITLE", facts.title(*form)).set("FORM_ANCHOR", anchor_of(form->id));
    section.set("PRINT_LINK", "/forms/" + name);
    for (const char* part : {"purpose", "online", "phone", "post"}) {
      each_part(facts, *form, part, [&](const PublicFact& fact) {
        auto& row = section.row("PARTS");
        row.set("PART", facts.say(std::string("law.part.") + part));
        put_fact(facts, row.row("FACTS"), fact, Extra::paths);
        each_reach(facts, fact, [&](const PublicFact& other) {
          auto& reach = row.row("REACHES");
          reach.set("REACH_TITLE", full_title(facts, other));
          put_fact(facts, reach, other);
        });
      });
    }
  }
  return web.page(request, std::move(page), facts.say("portal.page.forms"),
                  public_frame(web, request, "/forms"));
}

Response form_to_print(const pages::Web& web, const Request& request) {
  const Facts facts(web, request);
  const auto id = std::string(group_prefix) + std::string(request.param("form"));
  const auto all = forms_of(facts);
  const auto found =
      std::find_if(all.begin(), all.end(), [&id](const law::FactGroup* g) { return g->id == id; });
  if (found == all.end()) return web.refuse(request, fail(Errc::not_found, "no such form"));
  const auto& form = **found;
  http::Page page("portal/form-print", facts.language);
  each_part(facts, form, "purpose", [&](const PublicFact& fact) {
    page.row("PURPOSE").set("PURPOSE_TEXT", short_answer(facts, fact));
  });
  each_part(facts, form, "question", [&](const PublicFact& fact) {
    page.row("QUESTIONS").set("QUESTION", short_answer(facts, fact));
  });
  for (const char* part : {"online", "phone", "post"}) {
    each_part(facts, form, part, [&](const PublicFact& fact) {
      auto& way = page.row("WAYS");
      way.set("PART", facts.say(std::string("law.part.") + part))
          .set("WAY", short_answer(facts, fact));
      each_reach(facts, fact, [&](const PublicFact& other) {
        way.row("REACHES")
            .set("REACH_TITLE", full_title(facts, other))
            .set("REACH_TEXT", short_answer(facts, other));
      });
    });
  }
  page.set("DAY", facts.day(facts.today));
  return web.page(request, std::move(page), facts.title(form),
                  public_frame(web, request, "/forms"));
}

}  // namespace

void add_forms(http::Router& router, const WebPtr& web) {
  router.get("/forms", "forms", "anyone", [web](Request& r) { return forms(*web, r); });
  router.get("/forms/{form}", "forms.print", "anyone",
             [web](Request& r) { return form_to_print(*web, r); });
}

}  // namespace ledgelight::portal
