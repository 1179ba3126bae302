// "Breach notice explained": the breach law of the place's state, as the engine itself has it, and
// what the packs say beside it.
#include "base/text.hpp"
#include "portal/fact_rows.hpp"
#include "portal/portal.hpp"

namespace ledgelight::portal {
namespace {

using http::Request;
using http::Response;

class Explained {
 public:
  Explained(const Facts& facts, http::Page& page, const law::BreachLaw& law)
      : facts_(facts), page_(page), law_(law) {}

  void write() {
    head();
    elements();
    when();
    how();
    letter();
    regulator();
    services();
    others();
    page_.show_if(gap_, "GAP");
  }

 private:
  std::string kinds(const std::set<std::string>& elements) const {
    std::vector<std::string> names;
    for (const auto& element : elements)
      names.push_back(facts_.say("element." + element));
    return join(names, ", ");
  }
  std::string span(const law::Span& of) const {
    const auto day = [&](const std::optional<Date>& d) {
      return d ? facts_.day(*d) : std::string();
    };
    if (of.from && of.to)
      return facts_.say("portal.breach.from_to", {{"from", day(of.from)}, {"to", day(of.to)}});
    if (of.to) return facts_.say("portal.breach.until", {{"to", day(of.to)}});
    return of.from ? facts_.say("portal.breach.from", {{"from", day(of.from)}})
                   : facts_.say("portal.breach.from_unknown");
  }
  http::Values& section(const char* name) {
    auto& out = page_.row("SECTIONS");
    out.set("SECTION_ANCHOR", name)
        .set("SECTION_TITLE", facts_.say(std::string("portal.breach.") + name));
    return out;
  }
  // A sentence of our own frame, already in the reader's language.
  http::Values& line(http::Values& to, const std::string& text,
                     const std::vector<law::Source>& sources) {
    auto& out = to.row("LINES");
    out.set("LINE", text);
    put_sources(facts_, out, sources);
    return out;
  }
  // A sentence of the pack: in Spanish if the pack has it, else in English and marked.
  http::Values& law_line(http::Values& to, const std::string& english,
                         const std::vector<law::Source>& sources) {
    const auto words = facts_.words(english);
    auto& out = line(to, words.value_or(english), sources);
    if (!words) {
      out.show("ENGLISH");
      gap_ = true;
    }
    return out;
  }
  void conditionals(http::Values& to, const std::vector<law::Conditional>& all) {
    for (const auto& one : all) {
      auto& out = law_line(to, one.text, one.sources);
      if (!one.elements.empty()) out.row("IF_ANY").set("KINDS", kinds(one.elements));
    }
  }
  template <class Say>
  void dated(http::Values& to, const law::Dated<std::int64_t>& numbers, Say say) {
    for (const auto& stated : numbers.spans) {
      const auto sources = stated.all_sources();
      http::Values* out = nullptr;
      if (stated.answer == law::Answer::value) {
        out = &line(to, say(stated.readings.front().value), sources);
      } else if (stated.answer == law::Answer::sources_disagree) {
        std::vector<std::string> said;
        for (const auto& reading : stated.readings)
          said.push_back(say(reading.value));
        out = &line(to, facts_.say("portal.answer.disagree") + ": " + join(said, "; "), sources);
      } else if (stated.answer == law::Answer::not_specified) {
        out = &law_line(to, stated.says, sources);
        out->show("LINE_SILENT");
      } else {
        out = &law_line(to, stated.says, {});
      }
      out->row("LINE_SINCE").set("SPAN", span(stated.span) + ":");
    }
  }

  void head() {
    page_.set("STATUTE", law_.statute);
    const auto* days = law_.general_notice().days.on(facts_.today);
    if (days == nullptr || days->readings.empty()) return;
    page_.row("DAYS_NOW")
        .set("DAYS", days->readings.front().value)
        .set("SOFT", facts_.words(law_.general_notice().soft).value_or(law_.general_notice().soft));
  }
  void elements() {
    for (const auto& rule : law_.personal.elements) {
      if (!rule.in_force.holds(facts_.today)) continue;
      auto& row = page_.row("ELEMENTS");
      row.set("ELEMENT", facts_.say("element." + rule.element)).set("SINCE", span(rule.in_force));
      row.show_if(rule.needs_name, "WITH_NAME").show_if(!rule.needs_name, "ALONE");
      if (rule.only_with)
        row.row("ONLY_WITH").set("OTHER", facts_.say("element." + *rule.only_with));
      if (rule.within_feet) row.row("WITHIN").set("FEET", *rule.within_feet);
    }
    auto& counts = section("counts");
    law_line(counts, law_.definition.safe_because, law_.definition.sources);
    law_line(counts, law_.definition.paper_because, {});
  }
  void when() {
    auto& to = section("when");
    const bool business = law_.general_notice().unit == law::Unit::business_days;
    dated(to, law_.general_notice().days, [&](std::int64_t n) {
      return facts_.say(business ? "portal.breach.business_days" : "portal.breach.calendar_days",
                        {{"n", std::to_string(n)}});
    });
    law_line(to, law_.general_notice().soft, law_.general_notice().sources);
    law_line(to, law_.weekend_text, law_.weekend_sources);
    if (law_.late) law_line(to, law_.late->due_text, law_.late->sources);
    if (law_.hold) law_line(to, law_.hold->suspended_text, law_.hold->sources);
  }
  void how() {
    auto& to = section("how");
    conditionals(to, law_.general_notice().methods);
    if (law_.substitute) law_line(to, law_.substitute->method, law_.substitute->sources);
    if (law_.credentials) law_line(to, law_.credentials->method, law_.credentials->sources);
  }
  void letter() { conditionals(section("letter"), law_.general_notice().content); }
  void regulator() {
    const auto* rule = law_.regulator();
    if (rule == nullptr) return;
    auto& to = section("regulator");
    law_line(to, rule->recipient, {});
    law_line(to, rule->due_text, rule->sources);
    conditionals(to, rule->methods);
    conditionals(to, rule->content);
  }
  void services() {
    const auto* rule = law_.general_services();
    if (rule == nullptr) return;
    auto& to = section("services");
    dated(to, rule->months, [&](std::int64_t n) {
      return facts_.say("portal.breach.months", {{"n", std::to_string(n)}});
    });
    std::set<std::string> triggers;
    for (const auto& t : rule->elements)
      if (t.in_force.holds(facts_.today)) triggers.insert(t.element);
    line(to, facts_.say("portal.breach.services_if", {{"kinds", kinds(triggers)}}), {});
    law_line(to, rule->due_text, rule->sources);
  }
  void others() {
    if (law_.owner) law_line(section("owner"), law_.owner->due_text, law_.owner->sources);
    if (law_.no_duty.empty()) return;
    auto& to = section("not_law");
    for (const auto& rule : law_.no_duty)
      law_line(to, rule.because, rule.sources);
  }

  const Facts& facts_;
  http::Page& page_;
  const law::BreachLaw& law_;
  bool gap_ = false;
};

Response explained(const pages::Web& web, const Request& request) {
  const Facts facts(web, request);
  const auto* law = facts.rules.breach_of(facts.rules.place.state);
  if (law == nullptr)
    return web.refuse(request, fail(Errc::not_found, "no breach law of this state"));
  http::Page page("portal/breach-notice", facts.language);
  Explained(facts, page, *law).write();
  put_groups(facts, page.include("BREACH", "portal/groups"),
             law::public_facts(facts.rules, "breach"), Extra::see);
  return web.page(request, std::move(page), facts.say("portal.page.breach-notice"),
                  public_frame(web, request, "/breach-notice"));
}

}  // namespace

void add_breach_notice(http::Router& router, const WebPtr& web) {
  router.get("/breach-notice", "breach_notice", "anyone",
             [web](Request& r) { return explained(*web, r); });
}

}  // namespace ledgelight::portal
