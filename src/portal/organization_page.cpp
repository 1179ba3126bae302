// "My organization had a breach": facts in, duties out, nothing kept.
#include <algorithm>

#include "base/text.hpp"
#include "casefile/vocabulary.hpp"
#include "law/duties.hpp"
#include "law/facts.hpp"
#include "portal/fact_rows.hpp"
#include "portal/organization_form.hpp"
#include "portal/portal.hpp"

namespace ledgelight::portal {
namespace {

using http::Request;
using http::Response;

constexpr std::size_t rows_at_first = 3;
constexpr std::size_t rows_more = 5;

// ---- the form ---------------------------------------------------------------------------------

void put_choices(const Facts& facts, http::Page& page, const char* section, const char* name,
                 const std::vector<std::string>& tokens, const std::string& chosen) {
  for (const auto& token : tokens) {
    auto& row = page.row(section);
    row.set("CHOICE", token)
        .set("CHOICE_NAME", facts.say(std::string("portal.org.") + name + "." + token));
    row.show_if(token == chosen, "ON");
  }
}

void put_day(http::Page& page, const char* name, const TypedDay& typed) {
  const std::string n(name);
  page.set(n + "_YEAR", typed.year).set(n + "_MONTH", typed.month).set(n + "_DAY", typed.day);
}

void put_people(const Facts& facts, http::Page& page, const OrganizationForm& form) {
  auto rows = form.people;
  if (rows.size() < rows_at_first) rows.resize(rows_at_first);
  if (form.more_rows) rows.resize(std::min(rows.size() + rows_more, OrganizationForm::most_rows));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& row = page.row("PEOPLE");
    row.set("N", static_cast<std::int64_t>(i + 1))
        .set("COUNT", rows[i].count)
        .set("WITHOUT", rows[i].without);
    for (const auto& code : law::jurisdiction_codes()) {
      auto& option = row.row("STATES");
      option.set("CODE", code).set("STATE_NAME", facts.say("portal.state." + code));
      option.show_if(code == rows[i].state, "ON");
    }
  }
}

void put_form(const Facts& facts, http::Page& page, const OrganizationForm& form) {
  const auto unknown = [](const std::string& v) { return v.empty() ? std::string("unknown") : v; };
  put_choices(facts, page, "ROLES", "role", {"owner", "maintainer", "unknown"}, unknown(form.role));
  put_choices(facts, page, "HIPAAS", "hipaa", {"yes", "no", "unknown"}, unknown(form.hipaa));
  put_choices(facts, page, "ACCESSES", "access", {"acquired", "accessed", "unknown"},
              unknown(form.access));
  put_choices(facts, page, "MEDIA", "medium", {"electronic", "paper", "unknown"},
              unknown(form.medium));
  put_choices(facts, page, "PROTECTIONS", "protection", {"none", "encrypted", "hashed", "unknown"},
              unknown(form.protection));
  put_choices(facts, page, "KEYS", "key", {"safe", "taken", "unknown"}, unknown(form.key));
  put_choices(facts, page, "HARMS", "harm", {"undetermined", "likely", "unlikely"},
              form.harm.empty() ? "undetermined" : form.harm);
  put_choices(facts, page, "INVESTIGATIONS", "investigated", {"yes", "no"}, form.investigated);
  put_choices(facts, page, "HOLDS", "hold", {"no", "yes"}, form.hold.empty() ? "no" : form.hold);
  page.set("HOLD_AGENCY", form.hold_agency).set("HARM_BY", form.harm_by);
  for (const auto& token : casefile::token_list("element")) {
    auto& row = page.row("ELEMENTS");
    row.set("ELEMENT", token).set("ELEMENT_NAME", facts.say("element." + token));
    row.show_if(form.elements.count(token) > 0, "ON");
  }
  put_people(facts, page, form);
  put_day(page, "DISCOVERED", form.discovered);
  put_day(page, "VENDOR", form.vendor);
  put_day(page, "TOLD_RESIDENTS", form.told_residents);
  put_day(page, "TOLD_REGULATOR", form.told_regulator);
  put_day(page, "HOLD_REQUESTED", form.hold_requested);
  put_day(page, "HARM_ON", form.harm_on);
}

// ---- the answer -------------------------------------------------------------------------------

class Answer {
 public:
  Answer(const Facts& facts, http::Values& out) : facts_(facts), out_(out) {}

  void put(const law::Reckoning& reckoning) {
    for (const auto& duty : reckoning.duties)
      put_duty(duty);
    // Nothing owed and nothing known must never look alike.
    const bool undecided = std::any_of(reckoning.flags.begin(), reckoning.flags.end(),
                                       [](const law::Flag& f) { return f.code == "UNDECIDED"; });
    out_.show_if(undecided, "UNDECIDED")
        .show_if(reckoning.duties.empty() && !undecided, "NO_DUTIES");
    http::Values* list = reckoning.not_required.empty() ? nullptr : &out_.row("HAS_NOT_REQUIRED");
    for (const auto& one : reckoning.not_required) {
      auto& row = list->row("NOT_REQUIRED");
      text(row, "WHY", one.because);
      row.set("JURISDICTION", facts_.say("portal.state." + one.jurisdiction));
      put_sources(facts_, row, one.citations);
    }
    list = reckoning.questions.empty() ? nullptr : &out_.row("HAS_QUESTIONS");
    for (const auto& question : reckoning.questions)
      text(list->row("QUESTIONS"), "WHY", question.why);
    put_flags(out_, reckoning.flags);
    out_.show_if(gap_, "GAP");
    out_.set("REGULATOR_STATE", facts_.say("portal.state." + facts_.rules.place.state));
    put_groups(facts_, out_.include("ROUTE", "portal/groups"), route());
    out_.set("DAY", facts_.day(reckoning.known_at));
    for (const auto& pack : reckoning.packs)
      out_.row("PACKS")
          .set("PACK", pack.id)
          .set("VERSION", pack.version)
          .set("DIGEST", pack.digest.substr(0, 12));
  }

 private:
  // A text of a rule: in Spanish if a pack has it, else in English and marked.
  void text(http::Values& row, const std::string& name, const std::string& english) {
    const auto words = facts_.words(english);
    row.set(name, words.value_or(english));
    row.show_if(!words, "ENGLISH");
    gap_ = gap_ || !words;
  }
  void put_flags(http::Values& to, const std::vector<law::Flag>& flags) {
    for (const auto& flag : flags)
      text(to.row("FLAGS"), "FLAG", flag.text);
  }
  void put_ways(http::Values& to, const char* section, const std::vector<std::string>& ways) {
    for (const auto& way : ways) {
      const auto words = facts_.words(way);
      const auto parts = linked(words.value_or(way));
      auto& row = to.row(section);
      row.set("WAY", parts.before).show_if(!words, "ENGLISH");
      if (!parts.address.empty())
        row.row("WAY_LINK").set("WAY_ADDRESS", parts.address).set("WAY_AFTER", parts.after);
      gap_ = gap_ || !words;
    }
  }
  void put_duty(const law::Duty& duty) {
    auto& row = out_.row("DUTIES");
    const std::string state(law::name_of(duty.state));
    row.set("STATE_CLASS", state).set("DUTY_STATE", facts_.say("portal.org.state." + state));
    row.set("JURISDICTION", facts_.say("portal.state." + duty.jurisdiction));
    text(row.row("HEADING"), "DUTY", duty.title);
    text(row.row("WHO"), "RECIPIENT", duty.recipient);
    text(row.row("UNTIL"), "DUE_TEXT", duty.due_text);
    if (duty.due) row.row("DATED").set("DUE", facts_.day(*duty.due));
    if (duty.working_due && duty.due && *duty.working_due != *duty.due)
      row.row("WORKING").set("WORKING_DUE", facts_.day(*duty.working_due));
    if (duty.count)
      row.row("COUNTED").set("COUNT_WORDS",
                             facts_.say(*duty.count == 1 ? "portal.org.people_count.one"
                                                         : "portal.org.people_count.other",
                                        {{"n", std::to_string(*duty.count)}}));
    if (duty.services) row.row("SERVICES").set("MONTHS", duty.services->months);
    for (const auto& alternative : duty.alternatives) {
      auto& other = row.row("ALTERNATIVES");
      other.set("ALT_DUE",
                alternative.due ? facts_.day(*alternative.due) : facts_.say("portal.org.no_day"));
      text(other, "ALT_BECAUSE", alternative.because);
    }
    put_flags(row, duty.flags);
    if (!duty.methods.empty()) put_ways(row.row("HAS_METHODS"), "METHODS", duty.methods);
    if (!duty.content.empty()) put_ways(row.row("HAS_CONTENT"), "CONTENT", duty.content);
    put_sources(facts_, row, duty.citations);
  }
  // The way to the Attorney General: what the packs say of the office.
  std::vector<const law::PublicFact*> route() const {
    std::vector<const law::PublicFact*> out;
    for (const auto* fact : law::public_facts(facts_.rules, "directory"))
      if (fact->group == "directory/attorney-general") out.push_back(fact);
    return out;
  }

  const Facts& facts_;
  http::Values& out_;
  bool gap_ = false;
};

Response show(const Facts& facts, const OrganizationForm& form,
              const std::vector<OrganizationForm::Problem>& problems,
              const law::Reckoning* reckoning) {
  http::Page page("portal/organization", facts.language);
  auto frame = public_frame(facts.web, facts.request, "/organization");
  for (const auto& p : problems) {
    const auto words = facts.say(p.key);
    frame.problems.push_back({p.field, words});
  }
  if (reckoning != nullptr)
    Answer(facts, page.include("ANSWER", "portal/organization-answer")).put(*reckoning);
  page.show_if(reckoning == nullptr, "FIRST").show_if(reckoning != nullptr, "AGAIN");
  put_form(facts, page, form);
  auto response =
      facts.web.page(facts.request, std::move(page), facts.say("portal.page.organization"), frame,
                     problems.empty() ? 200 : 422);
  response.headers.set("Cache-Control", "no-store");
  return response;
}

Response answer(const pages::Web& web, const Request& request) {
  const Facts facts(web, request);
  const auto form = OrganizationForm::read(request);
  if (form.more_rows) return show(facts, form, {}, nullptr);
  const auto read = form.facts(facts.rules.place.id, facts.today);
  if (!read.problems.empty()) return show(facts, form, read.problems, nullptr);
  const auto known = law::read_facts(read.facts);
  if (!known) return show(facts, form, {{"main-content", "portal.org.problem.facts"}}, nullptr);
  const auto reckoning = law::duties_for(facts.rules, *known, facts.today);
  if (!reckoning) return web.refuse(request, reckoning.error());
  return show(facts, form, {}, &*reckoning);
}

}  // namespace

void add_organization(http::Router& router, const WebPtr& web) {
  router.get("/organization", "organization", "anyone",
             [web](Request& r) { return show(Facts(*web, r), {}, {}, nullptr); });
  router.post("/organization", "organization.answer", "anyone",
              [web](Request& r) { return answer(*web, r); });
}

}  // namespace ledgelight::portal
