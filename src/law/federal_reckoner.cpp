// 45 CFR 164.400-414, beside whatever the states ask, and regimes that only raise a question.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "law/breach_parts.hpp"
#include "law/federal_reckoner.hpp"

namespace ledgelight::law {
namespace {

// 164.402: unsecured protected health information, in any form; acquisition, access, use or
// disclosure. Everything that a covered component holds of a person is read as such.
const BreachLaw& protected_information() {
  static const BreachLaw law = [] {
    BreachLaw out;
    out.jurisdiction = "US";
    out.definition.access = {"acquired", "accessed"};
    out.definition.media = {"electronic", "paper"};
    for (const auto& token : element_tokens()) {
      ElementRule element;
      element.element = token;
      element.needs_name = false;
      out.personal.elements.push_back(element);
    }
    return out;
  }();
  return law;
}

class FederalReckoner {
 public:
  FederalReckoner(const FederalLaw& law, const Calendar* calendar,
                  const std::optional<HoldRule>& hold_rule, const Facts& facts, Date known_at,
                  Date happened_by, Reckoning& out)
      : law_(law), calendar_(calendar), hold_rule_(hold_rule), facts_(facts), known_at_(known_at),
        happened_by_(happened_by), out_(out) {}

  void reckon() {
    exposure_ = expose(protected_information().definition, facts_);
    overlays();
    if (!facts_.hipaa.value_or(false) || !exposure_.any_exposed) return;
    find_people();
    if (!anybody_) return;
    start_ = facts_.discovered;
    if (facts_.vendor_discovered.value && facts_.role != Role::maintainer &&
        (!start_ || *facts_.vendor_discovered.value < *start_)) {
      start_ = facts_.vendor_discovered.value;
      by_agent_ = facts_.discovered.has_value();
    }
    if (!start_)
      ask(out_.questions, "discovered",
          "the period runs from discovery; without the day "
          "there is no last day");
    for (const auto& question : exposure_.questions)
      ask(out_.questions, question.fact, question.why);
    for (const auto& rule : law_.hipaa)
      duty(rule);
  }

 private:
  using What = FederalDuty::What;

  void overlays() {
    for (const auto& one : law_.overlays) {
      if (facts_.discovered && !one.in_force.holds(*facts_.discovered)) continue;
      const bool element =
          std::any_of(one.elements.begin(), one.elements.end(),
                      [&](const std::string& e) { return exposure_.exposed.count(e) > 0; });
      const bool entity = facts_.entity_kind && one.entities.count(*facts_.entity_kind) > 0;
      if ((element || entity) && exposure_.any_exposed) raise(out_.flags, {one.code, one.text});
    }
  }

  void find_people() {
    const auto exposed = [&](const std::optional<Elements>& own) {
      const auto holding = hold_of(protected_information().personal, exposure_, facts_, own,
                                   start_.value_or(known_at_));
      return holding.undecided || !holding.triggers.empty();
    };
    if (!facts_.people) {
      anybody_ = exposed(std::nullopt);
      total_.reset();
      ask(out_.questions, "people",
          "how many people are affected decides when HHS is told, and "
          "where they live whether media are");
      return;
    }
    for (std::size_t i = 0; i < facts_.people->size(); ++i) {
      const auto& group = (*facts_.people)[i];
      if ((group.count && *group.count == 0) || !exposed(group.elements)) continue;
      anybody_ = true;
      if (!group.count)
        ask(out_.questions, group_key(i, "count"),
            "how many people are affected decides when HHS "
            "is told");
      if (!group.state)
        ask(out_.questions, group_key(i, "state"), "the media rule counts residents of one state");
      else if (!by_state_.count(*group.state))
        by_state_[*group.state] = 0;
      const auto add = [&](std::optional<std::int64_t>& sum) {
        if (group.count && sum)
          *sum += *group.count;
        else
          sum.reset();
      };
      add(total_);
      if (group.state) add(by_state_[*group.state]);
    }
  }

  // ---- the duties
  // ----------------------------------------------------------------------------------

  void duty(const FederalDuty& rule) {
    const bool associate = facts_.role == Role::maintainer;
    if (!rule.in_force.holds(start_.value_or(known_at_))) return;
    if (rule.what == What::associate) {
      if (associate) add(rule, "notify-owner", days_from_discovery(rule), total_, "");
      return;
    }
    // 164.410: an associate tells the covered entity, which owes the rest.
    if (associate)
      return not_required(rule, "The entity only maintains the data: the covered entity owes this, "
                                "once the associate has told it.");
    switch (rule.what) {
    case What::individuals:
      return add(rule, "notify-individuals", days_from_discovery(rule), total_, "");
    case What::secretary: return secretary(rule);
    case What::media: return media(rule);
    case What::associate: return;
    }
  }

  // 164.408(b) from that many people on at the same time as the individuals; (c) else not later
  // than so many days after the end of the calendar year of discovery.
  void secretary(const FederalDuty& rule) {
    if (!total_ || *total_ >= rule.from_count)
      return add(rule, "notify-federal", days_from_discovery(*individuals()), total_, "");
    std::optional<Date> due;
    if (start_) due = plus_days(Date{start_->year() / 12 / 31}, static_cast<int>(rule.days));
    add(rule, "notify-federal", due, total_, rule.below_text);
  }

  const FederalDuty* individuals() const {
    for (const auto& rule : law_.hipaa)
      if (rule.what == What::individuals) return &rule;
    return &law_.hipaa.front();
  }

  // 164.406: more than so many residents of one state.
  void media(const FederalDuty& rule) {
    bool any = false;
    for (const auto& [state, count] : by_state_) {
      if (count && *count < rule.from_count) continue;
      any = true;
      add(rule, "notify-media", days_from_discovery(rule), count, "", state);
    }
    if (!facts_.people) return;  // asked
    if (!any) not_required(rule, rule.none_because);
  }

  std::optional<Date> days_from_discovery(const FederalDuty& rule) const {
    if (!start_) return {};
    return plus_days(*start_, static_cast<int>(rule.days));
  }

  void add(const FederalDuty& rule, std::string_view kind, std::optional<Date> due,
           std::optional<std::int64_t> count, const std::string& due_text,
           const std::string& state = {}) {
    Duty duty;
    duty.rule = rule.id;
    duty.id = state.empty() ? rule.id : rule.id + "#" + state;
    duty.title = rule.title;
    duty.kind = kind;
    duty.bearer = rule.bearer;
    duty.recipient = state.empty() ? rule.recipient : rule.recipient + " of " + state;
    duty.jurisdiction = "US";
    duty.count = count;
    duty.due = due;
    duty.due_text = due_text.empty() ? rule.due_text : due_text;
    if (due && calendar_ != nullptr)
      duty.working_due = calendar_->last_business_day_on_or_before(*due);
    append(duty.citations, rule.sources);
    duty.because.push_back({"entity.hipaa", true});
    if (facts_.discovered) duty.because.push_back({"discovered", to_text(*facts_.discovered)});
    if (facts_.vendor_discovered.value)
      duty.because.push_back({"vendor_discovered", to_text(*facts_.vendor_discovered.value)});
    append(duty.because, exposure_.because);
    say(duty.methods, duty, rule.methods);
    say(duty.content, duty, rule.content);
    flags(duty, rule);
    hold(duty, due, given(rule, state));
    mark(duty);
    out_.duties.push_back(std::move(duty));
  }

  // 164.412, or, where the pack does not state it, the home state's delay.
  void hold(Duty& duty, const std::optional<Date>& due, const std::optional<Notice>& notice) {
    const auto day = start_.value_or(known_at_);
    if (!law_.hold) {
      const auto reading = read_hold(hold_rule_, facts_, due, day, happened_by_, out_.questions);
      append(duty.because, reading.because);
      for (const auto& flag : reading.flags)
        raise(duty.flags, flag);
      return settle(duty, notice, hold_rule_, facts_, reading, known_at_);
    }
    const std::optional<HoldRule> rule = *law_.hold;
    const auto facts = with_oral_end();
    const auto reading = read_hold(rule, facts, due, day, happened_by_, out_.questions);
    append(duty.because, reading.because);
    for (const auto& flag : reading.flags)
      raise(duty.flags, flag);
    if (reading.now != HoldReading::Now::none) raise(duty.flags, *law_.hold, "written-unknown");
    if (!reading.because.empty()) append(duty.citations, law_.hold->sources);
    settle(duty, notice, rule, facts, reading, known_at_);
  }

  // (b): a statement that is not in writing delays by so many days at most; whether it is in
  // writing is not among the facts, so it is read as not.
  Facts with_oral_end() const {
    auto out = facts_;
    if (!out.hold.value || !out.hold.value->requested) return out;
    const auto end = plus_days(*out.hold.value->requested, static_cast<int>(law_.hold->oral_days));
    auto& released = out.hold.value->released;
    if (end <= happened_by_ && (!released.value || end < *released.value)) released = {true, end};
    return out;
  }

  static void say(std::vector<std::string>& lines, Duty& duty,
                  const std::vector<Conditional>& from) {
    for (const auto& item : from) {
      lines.push_back(item.text);
      append(duty.citations, item.sources);
    }
  }

  void flags(Duty& duty, const FederalDuty& rule) {
    const auto always = rule.flags.find("always");
    if (always != rule.flags.end()) raise(duty.flags, {always->second.code, always->second.text});
    if (by_agent_) {
      duty.alternatives.push_back(
          {facts_.discovered && duty.due && rule.what != What::secretary
               ? std::optional(plus_days(*facts_.discovered, static_cast<int>(rule.days)))
               : std::nullopt,
           "counted from the entity's own discovery, if the vendor is no agent of it"});
      raise(duty.flags, {"COUNSEL_VENDOR_CLOCK", "An agent's knowledge counts as the entity's own; "
                                                 "whether the vendor is one is for counsel. The "
                                                 "earlier day is used."});
    }
    if (facts_.harm && facts_.harm->finding == Harm::unlikely)
      raise(duty.flags, {"HIPAA_NEEDS_ITS_OWN_ASSESSMENT",
                         "A finding under state law that harm is unlikely is not the documented "
                         "four-factor assessment of 45 CFR 164.402; the federal duty stands."});
  }

  // What was given under this rule; media are told state by state.
  std::optional<Notice> given(const FederalDuty& rule, const std::string& state) {
    if (rule.what == What::individuals) return residents_told(rule);
    const auto who = rule.what == What::secretary ? Told::hhs
                     : rule.what == What::media   ? Told::media
                                                  : Told::owner;
    const auto days =
        told(state, rule.id, facts_, who, Unnamed::counts, happened_by_, out_.questions);
    return days.empty() ? std::nullopt : std::optional(days.front());
  }

  // Individuals count as told on the last day on which any state's residents were, once each was; a
  // notice under this very rule without a state went to all of them.
  std::optional<Notice> residents_told(const FederalDuty& rule) const {
    if (!facts_.notified || by_state_.empty()) return {};
    std::map<std::string, Notice> told_by_state;
    std::optional<Notice> everybody;
    for (std::size_t i = 0; i < facts_.notified->size(); ++i) {
      const auto& one = (*facts_.notified)[i];
      if (one.who != Told::residents || one.on > happened_by_) continue;
      if (one.rule && *one.rule != rule.id) continue;
      if (one.rule && !one.state && !everybody)
        everybody = Notice{one.on, "notified[" + std::to_string(i) + "].on"};
      if (!one.state) continue;
      auto& last = told_by_state[*one.state];
      if (last.key.empty() || last.on < one.on)
        last = {one.on, "notified[" + std::to_string(i) + "].on"};
    }
    if (everybody) return everybody;
    std::optional<Notice> last;
    for (const auto& [state, count] : by_state_) {
      const auto found = told_by_state.find(state);
      if (found == told_by_state.end()) return {};
      if (!last || last->on < found->second.on) last = found->second;
    }
    return last;
  }

  void mark(Duty& duty) {
    std::vector<std::string> unseen, unknown;
    for (const auto& source : duty.citations)
      if (!source.verified()) unseen.push_back(source.cite);
    std::sort(unseen.begin(), unseen.end());
    unseen.erase(std::unique(unseen.begin(), unseen.end()), unseen.end());
    if (!unseen.empty())
      raise(duty.flags,
            {"RESTS_ON_UNVERIFIED_SOURCE", "Recalled, not read: " + join(unseen, "; ") + "."});
    for (const auto& question : out_.questions)
      unknown.push_back(question.fact);
    if (!unknown.empty())
      raise(duty.flags, {"RESTS_ON_UNKNOWN_FACT",
                         "Not known, and read the safe way: " + join(unknown, ", ") + "."});
  }

  void not_required(const FederalDuty& rule, std::string because) {
    out_.not_required.push_back({rule.id, "US", std::move(because), rule.sources});
  }

  const FederalLaw& law_;
  const Calendar* calendar_;
  const std::optional<HoldRule>& hold_rule_;
  const Facts& facts_;
  Date known_at_, happened_by_;
  Reckoning& out_;
  Exposure exposure_;
  bool anybody_ = false, by_agent_ = false;
  std::optional<Date> start_;
  std::optional<std::int64_t> total_ = 0;
  std::map<std::string, std::optional<std::int64_t>> by_state_;
};

}  // namespace

void reckon_federal(const FederalLaw& law, const Calendar* calendar,
                    const std::optional<HoldRule>& hold_rule, const Facts& facts, Date known_at,
                    Date happened_by, Reckoning& out) {
  FederalReckoner(law, calendar, hold_rule, facts, known_at, happened_by, out).reckon();
}

}  // namespace ledgelight::law
