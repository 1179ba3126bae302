// Reads `breach:` of a pack: the kinds of rule and the keys each has (docs/formats/pack.md).
#include <algorithm>

#include "base/text.hpp"
#include "law/facts.hpp"
#include "law/load.hpp"

namespace ledgelight::law {
namespace {

class BreachLoader {
 public:
  BreachLoader(const std::string& pack, BreachLaw& law) : pack_(pack), law_(law) {}

  void load(const Reader& in) {
    if (!in.is_map({"jurisdiction", "statute", "weekend", "rules"})) return;
    law_.pack = pack_;
    law_.jurisdiction = in.token("jurisdiction", jurisdiction_codes());
    law_.statute = in.text("statute");
    if (in.has("weekend")) {
      const auto weekend = in.at("weekend");
      if (weekend.is_map({"text", "source"})) {
        law_.weekend_text = weekend.text("text");
        law_.weekend_sources = weekend.sources();
      }
    } else {
      in.fault("no 'weekend'; write what the law says of a last day on a weekend or holiday");
    }
    in.each("rules", true, [&](const Reader& one) { rule(one); });
    for (const auto* kind : {"breach-definition", "personal-information", "notify-individuals"})
      if (kinds_.count(kind) == 0)
        in.fault(std::string("no rule of kind ") + kind + "; the engine needs one");
  }

 private:
  void rule(const Reader& in) {
    static const std::vector<std::string> kinds = {
        "breach-definition", "personal-information", "notify-individuals", "notify-regulator",
        "offer-services", "notify-owner", "late-identified", "law-enforcement-hold", "harm-exit",
        "substitute-notice", "credential-notice", "vendor-clock", "coverage", "deemed-compliance",
        "no-duty"};
    if (in.node().kind != Node::Kind::map) return in.fault("write 'rule: …' and 'kind: …' lines");
    const auto kind = in.token("kind", kinds);
    const bool many = kind == "coverage" || kind == "deemed-compliance" || kind == "no-duty";
    if (!kinds_.insert(kind).second && !many && !kind.empty())
      in.fault("a second rule of kind " + kind + "; date its values instead of repeating it");
    if (kind == "breach-definition") definition(in);
    if (kind == "personal-information") personal(in);
    if (kind == "notify-individuals") individuals(in);
    if (kind == "notify-regulator") regulator(in);
    if (kind == "offer-services") services(in);
    if (kind == "notify-owner") owner(in);
    if (kind == "late-identified") late(in);
    if (kind == "law-enforcement-hold") hold(in);
    if (kind == "harm-exit") harm(in);
    if (kind == "substitute-notice") substitute(in);
    if (kind == "credential-notice") credentials(in);
    if (kind == "vendor-clock") vendor(in);
    if (kind == "coverage") coverage(in);
    if (kind == "deemed-compliance") deemed(in);
    if (kind == "no-duty") no_duty(in);
  }

  // What each rule has, beside the keys of its kind; `events` are the flags it must state.
  template <class R>
  R common(const Reader& in, std::vector<std::string_view> keys,
           const std::vector<std::string>& events = {}) {
    R out;
    for (const auto* key : {"rule", "kind", "title", "in-force", "source", "flags"})
      keys.emplace_back(key);
    in.is_map(keys);
    out.id = in.text("rule");
    if (out.id.rfind(pack_ + "/", 0) != 0)
      in.fault("rule '" + shown_line(out.id, 80) + "' is not of this pack; begin it with " +
               pack_ + "/");
    if (!ids_.insert(out.id).second) in.fault("rule '" + out.id + "' twice; rename one");
    out.title = in.text("title");
    out.in_force = in.in_force();
    out.sources = in.sources();
    in.each("flags", false, [&](const Reader& one) {
      if (!one.is_map({"on", "code", "text", "source"})) return;
      const auto on = one.token("on", events.empty() ? std::vector<std::string>{"(none)"} : events);
      if (on.empty()) return;
      out.flags[on] = {one.text("code"), one.text("text"), one.sources()};
    });
    for (const auto& event : events)
      if (out.flags.count(event) == 0)
        in.fault("no flag for '" + event + "'; write '- {on: " + event +
                 ", code: …, text: …, source: …}' under flags");
    return out;
  }

  std::vector<Conditional> conditionals(const Reader& in, std::string_view key) {
    std::vector<Conditional> out;
    in.each(key, false, [&](const Reader& one) {
      if (!one.is_map({"if-any", "text", "source"})) return;
      Conditional item;
      if (one.has("if-any")) item.elements = one.tokens("if-any", element_tokens());
      item.text = one.text("text");
      item.sources = one.sources();
      out.push_back(std::move(item));
    });
    return out;
  }

  void definition(const Reader& in) {
    auto out = common<Definition>(in, {"access", "media", "safe-because", "not-covered-medium-because"},
                                  {"key-taken", "key-unknown", "hashed", "accessed"});
    out.access = in.tokens("access", {"acquired", "accessed"});
    out.media = in.tokens("media", {"electronic", "paper"});
    out.safe_because = in.text("safe-because");
    out.paper_because = in.text("not-covered-medium-because");
    law_.definition = std::move(out);
  }

  void personal(const Reader& in) {
    auto out = common<PersonalInformation>(in, {"list-seen-from", "elements", "none-because"},
                                           {"list-not-seen", "joinable"});
    out.list_seen_from = in.maybe_date("list-seen-from");
    out.none_because = in.text("none-because");
    std::set<std::string> seen;
    in.each("elements", true, [&](const Reader& one) {
      if (!one.is_map({"element", "needs-name", "only-with", "only-with-because", "within-feet",
                       "in-force", "source"}))
        return;
      ElementRule element;
      element.element = one.token("element", element_tokens());
      element.needs_name = one.maybe_yes("needs-name");
      if (!one.has("needs-name")) one.fault("'needs-name' is missing; write true or false");
      if (one.has("only-with")) {
        element.only_with = one.token("only-with", element_tokens());
        element.only_with_because = one.text("only-with-because");
      }
      if (one.has("within-feet")) element.within_feet = one.number("within-feet", 1, 100'000'000);
      element.in_force = one.in_force();
      element.sources = one.sources();
      if (!seen.insert(element.element).second)
        one.fault("element '" + element.element + "' twice; keep one");
      out.elements.push_back(std::move(element));
    });
    law_.personal = std::move(out);
  }

  void individuals(const Reader& in) {
    auto out = common<IndividualNotice>(
        in, {"bearer", "recipient", "within", "soft", "methods", "content"},
        {"maintainer", "weekend", "silent", "other-state"});
    out.bearer = in.text("bearer");
    out.recipient = in.text("recipient");
    out.soft = in.text("soft");
    if (in.has("within")) {
      const auto within = in.at("within");
      if (within.is_map({"unit", "after", "days"})) {
        const auto unit = within.token("unit", {"calendar-days", "business-days"});
        out.unit = unit == "business-days" ? Unit::business_days : Unit::calendar_days;
        within.token("after", {"discovery"});
        out.days = within.dated_number("days", 0, 3660);
      }
    } else {
      in.fault("'within' is missing; write within: {unit: …, after: discovery, days: […]}");
    }
    out.methods = conditionals(in, "methods");
    out.content = conditionals(in, "content");
    law_.individuals = std::move(out);
  }

  void regulator(const Reader& in) {
    auto out = common<RegulatorNotice>(
        in, {"bearer", "recipient", "due-text", "min-count", "methods", "content"});
    out.bearer = in.text("bearer");
    out.recipient = in.text("recipient");
    out.due_text = in.text("due-text");
    out.min_count = in.number("min-count", 1, 1'000'000'000);
    out.methods = conditionals(in, "methods");
    out.content = conditionals(in, "content");
    law_.regulator = std::move(out);
  }

  void services(const Reader& in) {
    auto out = common<ServiceOffer>(in, {"bearer", "recipient", "due-text", "none-because",
                                         "maintainer-because", "months", "elements", "content"},
                                    {"with-notice", "silent"});
    out.bearer = in.text("bearer");
    out.recipient = in.text("recipient");
    out.due_text = in.text("due-text");
    out.none_because = in.text("none-because");
    out.maintainer_because = in.text("maintainer-because");
    out.months = in.dated_number("months", 0, 1200);
    in.each("elements", true, [&](const Reader& one) {
      if (!one.is_map({"element", "in-force", "source"})) return;
      out.elements.push_back(
          {one.token("element", element_tokens()), one.in_force(), one.sources()});
    });
    out.content = conditionals(in, "content");
    law_.services = std::move(out);
  }

  void owner(const Reader& in) {
    auto out = common<OwnerNotice>(in, {"bearer", "recipient", "due-text", "none-because"});
    out.bearer = in.text("bearer");
    out.recipient = in.text("recipient");
    out.due_text = in.text("due-text");
    out.none_because = in.text("none-because");
    law_.owner = std::move(out);
  }

  void late(const Reader& in) {
    auto out = common<LateIdentified>(in, {"due-text"}, {"silent"});
    out.due_text = in.text("due-text");
    law_.late = std::move(out);
  }

  void hold(const Reader& in) {
    auto out = common<HoldRule>(in, {"suspended-text", "released-text"},
                                {"incomplete", "after-due", "released", "release-unknown"});
    out.suspended_text = in.text("suspended-text");
    out.released_text = in.text("released-text");
    law_.hold = std::move(out);
  }

  void harm(const Reader& in) {
    auto out = common<HarmExit>(in, {"because", "consultation-until"},
                                {"not-signed", "reopened", "consultation"});
    out.because = in.text("because");
    out.consultation_until = in.maybe_date("consultation-until");
    law_.harm = std::move(out);
  }

  void substitute(const Reader& in) {
    auto out = common<SubstituteNotice>(
        in, {"cost-over-usd", "class-over", "method", "method-partial", "showing"});
    out.cost_over_usd = in.number("cost-over-usd", 0, 1'000'000'000);
    out.class_over = in.number("class-over", 0, 1'000'000'000);
    out.method = in.text("method");
    out.method_partial = in.text("method-partial");
    out.showing = in.text("showing");
    law_.substitute = std::move(out);
  }

  void credentials(const Reader& in) {
    auto out = common<CredentialNotice>(in, {"method", "mailbox-method"}, {"mailbox"});
    out.method = in.text("method");
    out.mailbox_method = in.text("mailbox-method");
    law_.credentials = std::move(out);
  }

  void vendor(const Reader& in) {
    auto out = common<VendorClock>(in, {"vendor-because", "own-because"}, {"open"});
    out.vendor_because = in.text("vendor-because");
    out.own_because = in.text("own-because");
    law_.vendor = std::move(out);
  }

  void coverage(const Reader& in) {
    auto out = common<Coverage>(in, {"entities"}, {"covered"});
    const auto entities = in.maybe_texts("entities");
    out.entities.insert(entities.begin(), entities.end());
    law_.coverage.push_back(std::move(out));
  }

  void deemed(const Reader& in) {
    auto out = common<Deemed>(in, {"hipaa", "code", "text"});
    out.hipaa = in.maybe_yes("hipaa");
    out.code = in.text("code");
    out.text = in.text("text");
    law_.deemed.push_back(std::move(out));
  }

  void no_duty(const Reader& in) {
    auto out = common<NoDuty>(in, {"because", "from-count"});
    out.because = in.text("because");
    if (in.has("from-count")) out.from_count = in.number("from-count", 0, 1'000'000'000);
    law_.no_duty.push_back(std::move(out));
  }

  std::string pack_;
  BreachLaw& law_;
  std::set<std::string> ids_, kinds_;
};

}  // namespace

BreachLaw load_breach(const Reader& in, const std::string& pack) {
  BreachLaw law;
  BreachLoader(pack, law).load(in);
  return law;
}

}  // namespace ledgelight::law
