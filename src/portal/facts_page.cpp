// Who is responsible, penalties, questions, how-to, resources: all from the packs.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "portal/fact_rows.hpp"
#include "portal/portal.hpp"

namespace ledgelight::portal {
namespace {

using http::Request;
using http::Response;
using law::PublicFact;

using FactList = std::vector<const PublicFact*>;

bool starts(std::string_view text, std::string_view with) { return text.rfind(with, 0) == 0; }

Response finished(const Facts& facts, http::Page&& page, const std::string& name,
                  std::string_view path) {
  return facts.web.page(facts.request, std::move(page), facts.say("portal.page." + name),
                        public_frame(facts.web, facts.request, path));
}

// One part of a group: an office's telephone.
const PublicFact* part_of(const FactList& all, std::string_view group, std::string_view part) {
  for (const auto* fact : all)
    if (fact->group == group && fact->part == part) return fact;
  return nullptr;
}

// ---- who is responsible -----------------------------------------------------------------------

void put_office(const Facts& facts, http::Values& row, const PublicFact& office) {
  const auto* group = law::fact_group(facts.rules, office.group);
  row.set("OFFICE", group == nullptr ? facts.title(office) : facts.title(*group));
  row.set("OFFICE_LINK", page_of(office));
  if (office.topic != "office") return;
  const auto all = law::public_facts(facts.rules, "office");
  for (const char* part : {"telephone", "hours"}) {
    const auto* fact = part_of(all, office.group, part);
    if (fact == nullptr) continue;
    row.row("REACH")
        .set("REACH_HOW", facts.title(*fact))
        .set("REACH_TEXT", short_answer(facts, *fact));
  }
}

Response responsible(const pages::Web& web, const Request& request) {
  const Facts facts(web, request);
  http::Page page("portal/responsible", facts.language);
  for (const auto* matter : law::public_facts(facts.rules, "matter")) {
    auto& row = page.row("MATTERS");
    row.set("MATTER", facts.title(*matter)).set("MATTER_WORDS", short_answer(facts, *matter));
    bool city = false;
    bool other = false;
    for (const auto& id : matter->see) {
      const auto* fact = law::public_fact(facts.rules, id);
      if (fact == nullptr) continue;
      const bool ours = fact->topic == "office" || fact->topic == "place";
      (ours ? city : other) = true;
      put_office(facts, row.row(ours ? "CITY_OFFICES" : "OTHER_OFFICES"), *fact);
    }
    row.show_if(!city, "NO_CITY_OFFICE").show_if(!other, "NO_OTHER_OFFICE");
  }
  put_groups(facts, page.include("OFFICES", "portal/groups"),
             law::public_facts(facts.rules, "office"));
  put_groups(facts, page.include("PLACE", "portal/groups"),
             law::public_facts(facts.rules, "place"));
  return finished(facts, std::move(page), "responsible", "/responsible");
}

// ---- penalties --------------------------------------------------------------------------------

void put_part(const Facts& facts, http::Values& rule, const FactList& of, const char* part) {
  auto& row = rule.row("PARTS");
  const auto name = facts.say(std::string("law.part.") + part);
  row.set("PART", name);
  bool any = false;
  for (const auto* fact : of) {
    if (fact->part != part) continue;
    any = true;
    auto& one = row.row("FACTS");
    if (facts.title(*fact) != name) one.row("SUBTITLED").set("SUBTITLE", facts.title(*fact));
    put_fact(facts, one, *fact);
  }
  row.show_if(!any, "MISSING");
}

void put_rule(const Facts& facts, http::Page& page, const law::FactGroup& group,
              const FactList& of) {
  auto& line = page.row("OVERVIEW");
  line.set("RULE_TITLE", facts.title(group)).set("RULE_ANCHOR", anchor_of(group.id));
  std::set<std::string> said;
  for (const auto* fact : of) {
    if (fact->part != "amount" || !said.insert(short_answer(facts, *fact)).second) continue;
    auto& amount = line.row("AMOUNTS");
    amount.set("AMOUNT", short_answer(facts, *fact));
    amount.show_if(fact->binds == law::BindsCity::uncertain, "UNCERTAIN");
  }
  auto& rule = page.row("RULES");
  rule.set("RULE_TITLE", facts.title(group)).set("RULE_ANCHOR", anchor_of(group.id));
  for (const char* part : {"who", "amount", "repeat", "orders", "appeal"})
    put_part(facts, rule, of, part);
}

Response penalties(const pages::Web& web, const Request& request) {
  const Facts facts(web, request);
  http::Page page("portal/penalties", facts.language);
  const auto all = law::public_facts(facts.rules);
  std::vector<std::string> order;
  for (const auto* fact : all)
    if (starts(fact->group, "penalty/") &&
        std::find(order.begin(), order.end(), fact->group) == order.end())
      order.push_back(fact->group);
  for (const auto& id : order) {
    FactList of;
    std::copy_if(all.begin(), all.end(), std::back_inserter(of),
                 [&id](const PublicFact* f) { return f->group == id; });
    if (const auto* group = law::fact_group(facts.rules, id)) put_rule(facts, page, *group, of);
  }
  const auto rest = [&](const char* topic) {
    FactList of;
    for (const auto* fact : law::public_facts(facts.rules, topic))
      if (!starts(fact->group, "penalty/")) of.push_back(fact);
    return of;
  };
  put_groups(facts, page.include("CITATIONS", "portal/groups"), rest("enforcement"),
             Extra::counted);
  put_groups(facts, page.include("CRIMES", "portal/groups"), rest("crime"));
  put_groups(facts, page.include("UNSPECIFIED", "portal/groups"), rest("unspecified"));
  return finished(facts, std::move(page), "penalties", "/penalties");
}

// ---- questions, how-to ------------------------------------------------------------------------

Response faq(const pages::Web& web, const Request& request) {
  const Facts facts(web, request);
  http::Page page("portal/faq", facts.language);
  for (const auto* question : law::public_facts(facts.rules, "faq")) {
    auto& row = page.row("QUESTIONS");
    row.set("QUESTION", facts.title(*question)).set("QUESTION_ANCHOR", anchor_of(question->id));
    put_fact(facts, row, *question, Extra::paths);
    for (const auto& id : question->see) {
      const auto* fact = law::public_fact(facts.rules, id);
      if (fact == nullptr) continue;
      auto& rests = row.row("RESTS");
      rests.set("REST_TITLE", full_title(facts, *fact)).set("REST_LINK", page_of(*fact));
      put_fact(facts, rests, *fact);
    }
  }
  return finished(facts, std::move(page), "faq", "/faq");
}

Response how_to(const pages::Web& web, const Request& request) {
  const Facts facts(web, request);
  http::Page page("portal/how-to", facts.language);
  const auto steps = law::public_facts(facts.rules, "howto");
  put_groups(facts, page, steps, Extra::see);
  std::vector<std::string> seen;
  for (const auto* step : steps) {
    const auto* group = law::fact_group(facts.rules, step->group);
    if (group == nullptr || std::find(seen.begin(), seen.end(), group->id) != seen.end()) continue;
    seen.push_back(group->id);
    page.row("CONTENTS")
        .set("GROUP_ANCHOR", anchor_of(group->id))
        .set("GROUP_TITLE", facts.title(*group));
  }
  return finished(facts, std::move(page), "how-to", "/how-to");
}

// ---- resources --------------------------------------------------------------------------------

struct Section {
  const char* name;  ///< of the address and the messages
  std::vector<const char*> topics;
  Extra extra = Extra::none;
};

const std::vector<Section>& sections() {
  static const std::vector<Section> all = {{"records", {"records"}, Extra::counted},
                                           {"exemption", {"exemption"}},
                                           {"retention", {"retention"}},
                                           {"rule", {"rule"}},
                                           {"statute", {"statute"}},
                                           {"federal", {"federal"}, Extra::counted},
                                           {"evidence", {"evidence"}},
                                           {"trap", {"trap"}},
                                           {"doubt", {"doubt"}}};
  return all;
}

Response resources(const pages::Web& web, const Request& request) {
  const Facts facts(web, request);
  http::Page page("portal/resources", facts.language);
  const auto link = [&](const std::string& path, const std::string& title, const std::string& how) {
    page.row("SECTIONS")
        .set("SECTION_LINK", path)
        .set("SECTION_TITLE", title)
        .set("SECTION_HOW", how);
  };
  for (const char* name : {"how-to", "faq", "forms", "breach-notice", "organization"})
    link(std::string("/") + name, facts.say(std::string("portal.page.") + name),
         facts.say(std::string("portal.page_how.") + name));
  for (const auto& section : sections())
    if (!law::public_facts(facts.rules, section.topics.front()).empty())
      link(std::string("/resources/") + section.name,
           facts.say(std::string("law.topic.") + section.name),
           facts.say(std::string("law.topic_how.") + section.name));
  put_groups(facts, page.include("DIRECTORY", "portal/groups"),
             law::public_facts(facts.rules, "directory"));
  return finished(facts, std::move(page), "resources", "/resources");
}

void put_holidays(const Facts& facts, http::Page& page) {
  const auto* calendar = facts.rules.calendar(facts.rules.place.id);
  if (calendar == nullptr) return;
  const int year = static_cast<int>(facts.today.year());
  auto& table = page.row("HOLIDAYS");
  table.set("HOLIDAYS_TITLE", facts.say("portal.holidays.title"));
  table.set("HOLIDAYS_CAPTION",
            facts.say("portal.holidays.caption",
                      {{"from", std::to_string(year)}, {"to", std::to_string(year + 1)}}));
  for (const int y : {year, year + 1}) {
    for (const auto& holiday : calendar->in_year(y)) {
      auto& row = table.row("DAYS");
      const auto name = facts.words(holiday.name);
      row.set("DAY", facts.day(holiday.date)).set("NAME", name.value_or(holiday.name));
      row.show_if(!name, "ENGLISH")
          .show_if(holiday.shifted, "SHIFTED")
          .show_if(holiday.assumed, "ASSUMED");
    }
  }
  put_sources(facts, table, calendar->sources);
}

Response section_page(const pages::Web& web, const Request& request) {
  const auto name = request.param("section");
  const auto found = std::find_if(sections().begin(), sections().end(),
                                  [&](const Section& s) { return s.name == name; });
  if (found == sections().end())
    return web.refuse(request, fail(Errc::not_found, "no such section"));
  const Facts facts(web, request);
  http::Page page("portal/section", facts.language);
  page.set("INTRO", facts.say("law.topic_how." + std::string(name)));
  for (const char* topic : found->topics)
    put_groups(facts, page.include("FACTS_HERE", "portal/section-groups"),
               law::public_facts(facts.rules, topic), found->extra);
  if (name == "rule") put_holidays(facts, page);
  return facts.web.page(request, std::move(page), facts.say("law.topic." + std::string(name)),
                        public_frame(web, request, "/resources"));
}

}  // namespace

void add_facts(http::Router& router, const WebPtr& web) {
  router.get("/responsible", "responsible", "anyone",
             [web](Request& r) { return responsible(*web, r); });
  router.get("/penalties", "penalties", "anyone", [web](Request& r) { return penalties(*web, r); });
  router.get("/faq", "faq", "anyone", [web](Request& r) { return faq(*web, r); });
  router.get("/how-to", "how_to", "anyone", [web](Request& r) { return how_to(*web, r); });
  router.get("/resources", "resources", "anyone", [web](Request& r) { return resources(*web, r); });
  router.get("/resources/{section}", "resources.section", "anyone",
             [web](Request& r) { return section_page(*web, r); });
}

}  // namespace ledgelight::portal
