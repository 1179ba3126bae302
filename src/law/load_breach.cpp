// Reads `breach:` of a pack: the kinds of rule and the keys each has (docs/formats/pack.md).
#include <algorithm>

#include "base/text.hpp"
#include "law/facts.hpp"
#include "law/load.hpp"

namespace ledgelight::law {
namespace {

using Names = std::vector<std::string>;

// Where a period starts, in the words of the acts; the engine counts each from discovery.
const Names& starts() {
  static const Names names = {"discovery",
                              "discovery-or-notification",
                              "determination",
                              "determination-or-notification",
                              "determination-or-reason-to-believe",
                              "determination-of-misuse",
                              "awareness",
                              "awareness-and-scope",
                              "confirmation",
                              "investigation-complete"};
  return names;
}

// "30 days from determination", "24 hours from discovery", "with individuals".
std::optional<Limit> parse_term(const std::string& text) {
  Limit out;
  if (text == "at once") return out;
  out.kind = Limit::Kind::with_individuals;
  if (text == "with individuals") return out;
  out.kind = Limit::Kind::before_individuals;
  if (text == "before individuals") return out;
  out.kind = Limit::Kind::period;
  const auto words = split(text, ' ');
  if (words.size() != 4 || words[2] != "from") return {};
  if (words[0].empty() || words[0].size() > 4 ||
      !std::all_of(words[0].begin(), words[0].end(), [](char c) { return c >= '0' && c <= '9'; }))
    return {};
  out.n = std::stoi(words[0]);
  if (words[1] == "business-days")
    out.length = Limit::Length::business_days;
  else if (words[1] == "hours")
    out.length = Limit::Length::hours;
  else if (words[1] != "days")
    return {};
  static const Names others = {"notifying-individuals", "harm-finding"};
  out.from = words[3];
  const bool known = std::count(starts().begin(), starts().end(), out.from) > 0 ||
                     std::count(others.begin(), others.end(), out.from) > 0;
  if (!known || out.n > 3660) return {};
  return out;
}

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
      if (weekend.is_map({"text", "moves", "source"})) {
        law_.weekend_text = weekend.text("text");
        law_.weekend_moves = weekend.maybe_text("moves", "law is silent on moving it");
        law_.weekend_sources = weekend.sources();
      }
    } else {
      law_.weekend_text = words_of(in, "weekend/text");
      law_.weekend_moves = words_of(in, "weekend/moves");
      if (law_.weekend_text.empty() || law_.weekend_moves.empty())
        in.fault("no 'weekend'; write what the law says of a last day on a weekend or holiday");
    }
    in.each("rules", true, [&](const Reader& one) { rule(one); });
    for (const auto* kind : {"breach-definition", "personal-information", "notify-individuals"})
      if (kinds_.count(kind) == 0)
        in.fault(std::string("no rule of kind ") + kind + "; the engine needs one");
  }

 private:
  void rule(const Reader& in) {
    static const Names kinds = {"breach-definition",    "personal-information",
                                "notify-individuals",   "notify-regulator",
                                "notify-agencies",      "offer-services",
                                "notify-owner",         "late-identified",
                                "law-enforcement-hold", "harm-exit",
                                "substitute-notice",    "credential-notice",
                                "vendor-clock",         "coverage",
                                "deemed-compliance",    "no-duty"};
    if (in.node().kind != Node::Kind::map) return in.fault("write 'rule: …' and 'kind: …' lines");
    kind_ = in.token("kind", kinds);
    static const Names many = {"coverage",         "deemed-compliance", "no-duty",
                               "notify-regulator", "notify-agencies",   "notify-individuals",
                               "offer-services"};
    if (!kinds_.insert(kind_).second && !kind_.empty() &&
        std::find(many.begin(), many.end(), kind_) == many.end())
      in.fault("a second rule of kind " + kind_ + "; date its values instead of repeating it");
    if (kind_ == "breach-definition") definition(in);
    if (kind_ == "personal-information") personal(in);
    if (kind_ == "notify-individuals") individuals(in);
    if (kind_ == "notify-regulator" || kind_ == "notify-agencies") notice(in);
    if (kind_ == "offer-services") services(in);
    if (kind_ == "notify-owner") owner(in);
    if (kind_ == "late-identified") late(in);
    if (kind_ == "law-enforcement-hold") hold(in);
    if (kind_ == "harm-exit") harm(in);
    if (kind_ == "substitute-notice") substitute(in);
    if (kind_ == "credential-notice") credentials(in);
    if (kind_ == "vendor-clock") vendor(in);
    if (kind_ == "coverage") coverage(in);
    if (kind_ == "deemed-compliance") deemed(in);
    if (kind_ == "no-duty") no_duty(in);
  }

  // ---- words shared by many laws
  // -----------------------------------------------------------------

  std::string filled(std::string text) const {
    text = replaced(text, "{statute}", law_.statute);
    return replaced(text, "{jurisdiction}", law_.jurisdiction);
  }
  std::string words_of(const Reader& in, const std::string& name) const {
    const auto& texts = in.context().words.texts;
    const auto found = texts.find(name);
    return found == texts.end() ? std::string() : filled(found->second);
  }
  // The rule's own text, or that of all rules of its kind; neither is a fault.
  std::string text(const Reader& in, const std::string& key) const {
    if (!in.has(key))
      if (auto shared = words_of(in, kind_ + "/" + key); !shared.empty()) return shared;
    return in.text(key);
  }

  // What each rule has, beside the keys of its kind; `events` are the flags it must state, unless
  // they are among the words shared by many laws; `always` may be stated by any.
  template <class R>
  R common(const Reader& in, std::vector<std::string_view> keys, const Names& events = {},
           const Names& may_state = {}) {
    R out;
    for (const auto* key : {"rule", "kind", "title", "for", "in-force", "source", "flags"})
      keys.emplace_back(key);
    in.is_map(keys);
    out.id = in.text("rule");
    if (out.id.rfind(pack_ + "/", 0) != 0)
      in.fault("rule '" + shown_line(out.id, 80) + "' is not of this pack; begin it with " +
               pack_ + "/");
    if (!ids_.insert(out.id).second) in.fault("rule '" + out.id + "' twice; rename one");
    out.title = text(in, "title");
    if (in.has("for")) {
      const auto whom = in.token("for", {"own-public-bodies", "others"});
      if (whom == "own-public-bodies") out.bound = For::own_public_bodies;
      if (whom == "others") out.bound = For::others;
    }
    out.in_force = in.in_force();
    out.sources = in.sources();
    auto known = events;
    known.insert(known.end(), may_state.begin(), may_state.end());
    known.emplace_back("always");
    in.each("flags", false, [&](const Reader& one) {
      if (!one.is_map({"on", "code", "text", "source"})) return;
      const auto on = one.token("on", known);
      if (on.empty()) return;
      out.flags[on] = {one.text("code"), one.text("text"), one.sources()};
    });
    for (const auto& event : events) {
      if (out.flags.count(event) > 0) continue;
      const auto& shared = in.context().words.flags;
      const auto found = shared.find({kind_, event});
      if (found == shared.end())
        in.fault("no flag for '" + event + "'; write '- {on: " + event +
                 ", code: …, text: …, source: …}' under flags");
      else
        out.flags[event] = {found->second.code, filled(found->second.text), out.sources};
    }
    return out;
  }

  // Items are sentences with a source, or the names of items of shared words ("data_types").
  std::vector<Conditional> conditionals(const Reader& in, std::string_view key, const Rule& rule) {
    std::vector<Conditional> out;
    in.each(key, false, [&](const Reader& one) {
      if (one.node().kind == Node::Kind::scalar) {
        const auto& shared = in.context().words.content;
        const auto found = shared.find(one.node().text);
        if (found == shared.end())
          return one.fault("'" + shown_line(one.node().text, 60) +
                           "' is no item of words.yaml; "
                           "write {text: …, source: …}");
        out.push_back({{}, filled(found->second), rule.sources});
        return;
      }
      if (!one.is_map({"if-any", "text", "source", "not-seen", "look"})) return;
      Conditional item;
      if (one.has("if-any")) item.elements = one.tokens("if-any", element_tokens());
      if (one.has("not-seen")) {
        // No copy could be read: said as such, with where to look, and on nobody's authority.
        if (one.has("text") || one.has("source"))
          one.fault("not-seen stands alone with look:; leave text: and source: out");
        item.text = "Not seen: " + one.text("not-seen") +
                    ". Where to look: " + filled(one.text("look")) + ".";
        ++in.context().tally.not_seen;
        out.push_back(std::move(item));
        return;
      }
      item.text = one.text("text");
      item.sources = one.sources();
      out.push_back(std::move(item));
    });
    return out;
  }

  std::vector<Limit> terms(const Reader& in, std::string_view key) {
    std::vector<Limit> out;
    in.each(key, false, [&](const Reader& one) {
      const auto term = one.node().kind == Node::Kind::scalar ? parse_term(one.node().text)
                                                              : std::optional<Limit>();
      if (term)
        out.push_back(*term);
      else
        one.fault("no limit that is understood; write 'with individuals', 'before individuals', "
                  "'at once', or N days|business-days|hours from one of: " +
                  join(starts(), ", ") + ", notifying-individuals, harm-finding");
    });
    return out;
  }

  // ---- the kinds
  // -----------------------------------------------------------------------------------

  void definition(const Reader& in) {
    auto out = common<Definition>(
        in, {"access", "media", "encryption-safe", "safe-because", "not-covered-medium-because"},
        {"key-taken", "key-unknown", "hashed", "accessed"}, {"no-safe-harbour"});
    out.access = in.tokens("access", {"acquired", "accessed"});
    out.media = in.tokens("media", {"electronic", "paper"});
    out.encryption_safe = !in.has("encryption-safe") || in.maybe_yes("encryption-safe");
    if (!out.encryption_safe) shared_flag(in, out, "no-safe-harbour");
    out.safe_because = text(in, "safe-because");
    out.paper_because = text(in, "not-covered-medium-because");
    law_.definition = std::move(out);
  }

  // A flag that only some laws of a kind need.
  void shared_flag(const Reader& in, Rule& out, const std::string& event) {
    if (out.flags.count(event) > 0) return;
    const auto& shared = in.context().words.flags;
    const auto found = shared.find({kind_, event});
    if (found == shared.end())
      return in.fault("no words for '" + event + "'; add them to words.yaml of a wider pack");
    out.flags[event] = {found->second.code, filled(found->second.text), out.sources};
  }

  void personal(const Reader& in) {
    auto out =
        common<PersonalInformation>(in,
                                    {"list-seen-from", "elements", "nameless", "nameless-if-enough",
                                     "number-alone", "number-alone-if-usable", "none-because"},
                                    {"list-not-seen", "joinable"}, {"nameless", "number-alone"});
    out.list_seen_from = in.maybe_date("list-seen-from");
    out.none_because = text(in, "none-because");
    const auto listed = [&](const char* key) {
      return in.has(key) ? in.tokens(key, element_tokens()) : std::set<std::string>();
    };
    const auto nameless = listed("nameless"), enough = listed("nameless-if-enough"),
               alone = listed("number-alone"), usable = listed("number-alone-if-usable");
    if (!enough.empty()) shared_flag(in, out, "nameless");
    if (!usable.empty()) shared_flag(in, out, "number-alone");
    std::set<std::string> seen;
    in.each("elements", true, [&](const Reader& one) {
      ElementRule element;
      const bool bare = one.node().kind == Node::Kind::scalar;
      if (bare) {
        const auto& known = element_tokens();
        element.element = one.node().text;
        if (!std::binary_search(known.begin(), known.end(), element.element))
          return one.fault("'" + shown_line(element.element, 60) +
                           "' is no element; write one of: " + join(known, ", "));
      } else {
        if (!one.is_map({"element", "needs-name", "only-with", "only-with-because", "within-feet",
                         "in-force", "source"}))
          return;
        element.element = one.token("element", element_tokens());
      }
      // By the usual reading an account's sign-in counts by itself, all else with a name, and the
      // number of an account or a card with the code that opens it.
      element.needs_name = element.element != "account_credentials";
      const bool number =
          element.element == "financial_account" || element.element == "payment_card";
      if (number && (bare || !one.has("needs-name")) && alone.count(element.element) == 0)
        element.only_with = "financial_access_code";
      if (nameless.count(element.element) > 0) element.needs_name = false;
      element.nameless_if_enough = enough.count(element.element) > 0;
      element.alone_if_usable = usable.count(element.element) > 0;
      element.in_force = out.in_force;
      element.sources = out.sources;
      if (!bare) {
        if (one.has("needs-name")) element.needs_name = one.maybe_yes("needs-name");
        if (one.has("only-with")) element.only_with = one.token("only-with", element_tokens());
        if (one.has("within-feet")) element.within_feet = one.number("within-feet", 1, 100'000'000);
        if (one.has("in-force")) element.in_force = one.in_force();
        // Without a source of its own an element rests on that of the whole list.
        if (one.has("source") || out.sources.empty()) element.sources = one.sources();
        element.only_with_because = one.maybe_text("only-with-because");
      }
      if (element.only_with && element.only_with_because.empty()) {
        element.only_with_because = words_of(in, kind_ + "/only-with-because");
        if (element.only_with_because.empty())
          one.fault("'only-with-because' is missing; write why it does not count alone");
      }
      if (!seen.insert(element.element).second)
        one.fault("element '" + element.element + "' twice; keep one");
      out.elements.push_back(std::move(element));
    });
    law_.personal = std::move(out);
  }

  // Of two rules of a kind one is for the state's own public bodies, the other for everybody else.
  template <class R>
  void keep(const Reader& in, std::vector<R>& rules, R out) {
    for (const auto& other : rules)
      if (other.bound == out.bound || other.bound == For::everybody || out.bound == For::everybody)
        in.fault("a second rule of kind " + kind_ +
                 " for the same bodies; write for: "
                 "own-public-bodies on one and for: others on the other, or date its values");
    rules.push_back(std::move(out));
  }

  void individuals(const Reader& in) {
    auto out = common<IndividualNotice>(
        in, {"bearer", "recipient", "within", "soft", "methods", "content"},
        {"maintainer", "weekend", "silent", "other-state"});
    for (const auto* event : {"start", "business-days", "no-calendar", "out-of-state"})
      if (in.context().words.flags.count({kind_, event}) > 0) shared_flag(in, out, event);
    out.bearer = text(in, "bearer");
    out.recipient = text(in, "recipient");
    out.soft = in.text("soft");
    if (in.has("within")) {
      const auto within = in.at("within");
      if (within.is_map({"unit", "after", "days"})) {
        const auto unit = within.token("unit", {"calendar-days", "business-days"});
        out.unit = unit == "business-days" ? Unit::business_days : Unit::calendar_days;
        out.after = within.token("after", starts());
        out.days = within.dated_number("days", 0, 3660);
      }
    } else {
      in.fault("'within' is missing; write within: {unit: …, after: discovery, days: […]}");
    }
    out.methods = conditionals(in, "methods", out);
    out.content = conditionals(in, "content", out);
    keep(in, law_.individuals, std::move(out));
  }

  void notice(const Reader& in) {
    auto out = common<OtherNotice>(in, {"bearer", "recipient", "due-text", "due", "min-count",
                                        "counts", "only", "on-harm-exit", "extendable", "also",
                                        "if-any", "methods", "content"});
    for (const auto* event : {"total", "start", "business-days", "no-calendar", "not-told-yet",
                              "only-public", "no-day-seen", "or-else", "hours"})
      if (in.context().words.flags.count({"notice", event}) > 0) {
        const auto& shared = in.context().words.flags.at({"notice", event});
        if (out.flags.count(event) == 0)
          out.flags[event] = {shared.code, filled(shared.text), out.sources};
      }
    out.kind = kind_;
    out.bearer = text(in, "bearer");
    out.recipient = text(in, "recipient");
    if (in.has("due")) {
      out.due = in.dated<Deadline>("due", [&](const Reader& one) {
        Deadline deadline;
        if (!one.has("value")) {
          one.fault("'value' is missing; write value: {words: …, earliest-of: […]}");
          return deadline;
        }
        const auto value = one.at("value");
        if (!value.is_map({"words", "earliest-of", "or-else"})) return deadline;
        deadline.words = value.text("words");
        deadline.earliest_of = terms(value, "earliest-of");
        deadline.or_else = terms(value, "or-else");
        if (deadline.earliest_of.empty())
          value.fault("'earliest-of' is missing; write earliest-of: [with individuals] or such");
        return deadline;
      });
    } else {
      out.due_text = text(in, "due-text");
    }
    out.min_count = in.number("min-count", 1, 1'000'000'000);
    if (in.has("counts"))
      out.total_too = in.token("counts", {"residents", "residents-or-total"}) != "residents";
    if (in.has("only")) out.only_public = in.token("only", {"public-bodies"}) == "public-bodies";
    if (in.has("on-harm-exit")) {
      const auto what = in.token("on-harm-exit", {"falls", "stays", "owed-only-then"});
      out.stays_on_exit = what == "stays";
      out.only_on_exit = what == "owed-only-then";
    }
    out.not_extendable = in.has("extendable") && !in.maybe_yes("extendable");
    out.also = in.maybe_yes("also");
    if (in.has("if-any")) out.elements = in.tokens("if-any", element_tokens());
    out.methods = conditionals(in, "methods", out);
    out.content = conditionals(in, "content", out);
    law_.notices.push_back(std::move(out));
  }

  void services(const Reader& in) {
    auto out = common<ServiceOffer>(in,
                                    {"bearer", "recipient", "due-text", "none-because",
                                     "maintainer-because", "only", "months", "elements", "content"},
                                    {"with-notice", "silent"});
    out.bearer = text(in, "bearer");
    out.recipient = text(in, "recipient");
    out.due_text = text(in, "due-text");
    out.none_because = text(in, "none-because");
    out.maintainer_because = text(in, "maintainer-because");
    if (in.has("only")) out.only_public = in.token("only", {"public-bodies"}) == "public-bodies";
    out.months = in.dated_number("months", 0, 1200);
    in.each("elements", true, [&](const Reader& one) {
      if (one.node().kind == Node::Kind::scalar) {
        if (one.node().text != "any" &&
            !std::binary_search(element_tokens().begin(), element_tokens().end(), one.node().text))
          return one.fault("'" + shown_line(one.node().text, 60) +
                           "' is no element; write any, or "
                           "one of: " +
                           join(element_tokens(), ", "));
        out.elements.push_back({one.node().text, out.in_force, out.sources});
        return;
      }
      if (!one.is_map({"element", "in-force", "source"})) return;
      out.elements.push_back(
          {one.token("element", element_tokens()), one.in_force(), one.sources()});
    });
    out.content = conditionals(in, "content", out);
    keep(in, law_.services, std::move(out));
  }

  void owner(const Reader& in) {
    auto out =
        common<OwnerNotice>(in, {"bearer", "recipient", "due-text", "within", "none-because"});
    out.bearer = text(in, "bearer");
    out.recipient = text(in, "recipient");
    out.due_text = text(in, "due-text");
    out.none_because = text(in, "none-because");
    if (in.has("within")) {
      const auto term = parse_term(in.text("within"));
      if (term && term->kind == Limit::Kind::period)
        out.within = term;
      else
        in.fault("'within' is no period; write such as '10 days from determination'");
    }
    law_.owner = std::move(out);
  }

  void late(const Reader& in) {
    auto out = common<LateIdentified>(in, {"due-text"}, {"silent"});
    out.due_text = in.text("due-text");
    law_.late = std::move(out);
  }

  void hold(const Reader& in) {
    auto out = common<HoldRule>(
        in, {"suspended-text", "released-text", "business-days-after-release"},
        {"incomplete", "after-due", "released", "release-unknown"}, {"no-calendar"});
    if (in.context().words.flags.count({kind_, "no-calendar"}) > 0)
      shared_flag(in, out, "no-calendar");
    out.suspended_text = text(in, "suspended-text");
    out.released_text = text(in, "released-text");
    if (in.has("business-days-after-release"))
      out.business_days_after_release = in.number("business-days-after-release", 1, 366);
    law_.hold = std::move(out);
  }

  void harm(const Reader& in) {
    auto out = common<HarmExit>(in, {"because", "opens", "consultation", "consultation-until"},
                                {"not-signed", "reopened", "consultation"}, {"not-open"});
    if (in.has("opens")) {
      const auto opens = in.token("opens", {"on-finding", "unless-acquired", "never"});
      if (opens == "unless-acquired") out.opens = HarmExit::Opens::unless_acquired;
      if (opens == "never") out.opens = HarmExit::Opens::never;
      if (opens != "on-finding") shared_flag(in, out, "not-open");
    }
    out.because = text(in, "because");
    out.consultation_until = in.maybe_date("consultation-until");
    if (in.has("consultation")) {
      in.token("consultation", {"needed"});
      out.consultation_until = Date{std::chrono::year{9999} / 12 / 31};
    }
    law_.harm = std::move(out);
  }

  SubstituteNotice::Track track(const Reader& in, std::vector<std::string_view> keys) {
    for (const auto* key : {"cost-over-usd", "class-over", "method", "source"})
      keys.emplace_back(key);
    SubstituteNotice::Track out;
    if (!in.is_map(keys)) return out;
    if (in.has("cost-over-usd")) out.cost_over_usd = in.number("cost-over-usd", 0, 1'000'000'000);
    if (in.has("class-over")) out.class_over = in.number("class-over", 0, 1'000'000'000);
    if (!out.cost_over_usd && !out.class_over)
      in.fault("opens nothing; write cost-over-usd: or class-over:");
    out.method = in.maybe_text("method");
    out.sources = in.sources();
    return out;
  }

  void substitute(const Reader& in) {
    auto out = common<SubstituteNotice>(in,
                                        {"cost-over-usd", "class-over", "small", "based-here",
                                         "contact-opens", "method", "method-partial", "showing"},
                                        {}, {"small", "no-contact"});
    if (in.has("small")) {
      const auto small = in.at("small");
      out.small = track(small, {"employees-at-most"});
      out.small->employees_at_most = small.number("employees-at-most", 1, 1'000'000);
      shared_flag(in, out, "small");
    }
    if (in.has("based-here")) out.based_here = track(in.at("based-here"), {});
    if (in.has("contact-opens")) out.contact_opens = in.maybe_yes("contact-opens");
    if (!out.contact_opens) shared_flag(in, out, "no-contact");
    if (in.has("cost-over-usd")) out.cost_over_usd = in.number("cost-over-usd", 0, 1'000'000'000);
    if (in.has("class-over")) out.class_over = in.number("class-over", 0, 1'000'000'000);
    out.method = text(in, "method");
    out.method_partial = text(in, "method-partial");
    out.showing = in.maybe_text("showing");
    law_.substitute = std::move(out);
  }

  void credentials(const Reader& in) {
    auto out = common<CredentialNotice>(in, {"method", "mailbox-method"}, {"mailbox"});
    out.method = text(in, "method");
    out.mailbox_method = text(in, "mailbox-method");
    law_.credentials = std::move(out);
  }

  void vendor(const Reader& in) {
    auto out = common<VendorClock>(in, {"vendor-because", "own-because"}, {"open"});
    out.vendor_because = text(in, "vendor-because");
    out.own_because = text(in, "own-because");
    law_.vendor = std::move(out);
  }

  void coverage(const Reader& in) {
    auto out = common<Coverage>(in, {"entities", "outside"}, {"covered"});
    const auto entities = in.maybe_texts("entities");
    out.entities.insert(entities.begin(), entities.end());
    out.outside = in.maybe_yes("outside");
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

  std::string pack_, kind_;
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
