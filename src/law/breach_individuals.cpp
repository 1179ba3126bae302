// (b)(1) individuals, also those identified late; (b)(2)(B) services; (c) the owner of the data.
#include <map>

#include "base/text.hpp"
#include "law/breach_case.hpp"

namespace ledgelight::law {

void BreachReckoner::individuals() {
  const auto timely = [](const Affected& one) { return !one.late; };
  const auto& rule = *rule_;
  if (!any(false))
    return not_required(rule, "Every affected resident was identified after the last day; see the "
                              "duty to those identified late.");
  auto duty = begin(rule, "notify-individuals", rule.bearer, rule.recipient, timely);
  use_clock(duty);
  const auto elements = triggers(timely);
  say(duty.methods, duty, rule.methods, elements);
  say(duty.content, duty, rule.content, elements);
  showing_ = add_ways(duty, law_, facts_, day_, elements, groups(timely), out_.questions);
  doubts(duty, rule);
  if (facts_.role == Role::maintainer) raise(duty.flags, rule, "maintainer");
  individuals_first_told_ = first(residents_notices());
  settle(duty, residents_told(), law_.hold, facts_, hold_, known_at_);
  individuals_ = {duty.due, duty.working_due, duty.state, duty.days_late, duty.due_text};
  pending_.push_back(std::move(duty));
}

void BreachReckoner::late_identified() {
  if (!any(true)) return;
  const auto late = [](const Affected& one) { return one.late; };
  const auto& rule = *law_.late;
  const auto& notice = *rule_;
  auto duty = begin(rule, "notify-individuals", notice.bearer, notice.recipient, late);
  duty.due_text = rule.due_text;
  append(duty.citations, clock_.sources);
  raise(duty.flags, rule, "silent");
  const auto elements = triggers(late);
  say(duty.methods, duty, notice.methods, elements);
  say(duty.content, duty, notice.content, elements);
  const auto showing = add_ways(duty, law_, facts_, day_, elements, groups(late), out_.questions);
  if (showing_.empty()) showing_ = showing;
  doubts(duty, rule);
  Date last_identified = *first_late_identified();
  std::optional<Notice> told_on;
  for (const auto& one : affected_)
    if (one.late) last_identified = std::max(last_identified, *one.group->identified);
  for (const auto& notice_given : residents_notices())
    if (notice_given.on >= last_identified && !told_on) told_on = notice_given;
  settle(duty, told_on, law_.hold, facts_, hold_, known_at_);
  pending_.push_back(std::move(duty));
}

std::optional<Date> BreachReckoner::first_late_identified() const {
  std::optional<Date> out;
  for (const auto& one : affected_)
    if (one.late && (!out || *one.group->identified < *out)) out = one.group->identified;
  return out;
}

std::vector<Notice> BreachReckoner::residents_notices() {
  return told(law_.jurisdiction, rule_->id, facts_, Told::residents, Unnamed::counts, happened_by_,
              out_.questions);
}

// Several mailings: the timely residents are taken as told on the last one that did not go to
// those identified late.
std::optional<Notice> BreachReckoner::residents_told() {
  const auto first_late = first_late_identified();
  std::optional<Notice> last;
  for (const auto& notice : residents_notices())
    if (!first_late || notice.on < *first_late) last = notice;
  return last;
}

void BreachReckoner::services() {
  const auto* offer_rule = rule_for(law_.services, own_public_body_);
  if (offer_rule == nullptr || !offer_rule->in_force.holds(day_)) return;
  const auto& rule = *offer_rule;
  if (rule.only_public && !is_public_body(facts_))
    return not_required(rule, "Written for public bodies, and this entity is none.");
  Elements calling;
  std::vector<Source> calling_sources;
  for (const auto& trigger : rule.elements) {
    if (!trigger.in_force.holds(day_)) continue;
    if (trigger.element == "any")
      for (const auto& element : law_.personal.elements)
        calling.insert(element.element);
    calling.insert(trigger.element);
    append(calling_sources, trigger.sources);
  }
  const auto entitled = [&calling](const Affected& one) {
    return one.holding.undecided ||
           std::any_of(calling.begin(), calling.end(),
                       [&](const std::string& e) { return one.holding.triggers.count(e) > 0; });
  };
  if (std::none_of(affected_.begin(), affected_.end(), entitled))
    return not_required(rule, rule.none_because);
  if (facts_.role == Role::maintainer) return not_required(rule, rule.maintainer_because);
  for (const bool late : {false, true}) {
    const auto wanted = [&](const Affected& one) { return one.late == late && entitled(one); };
    if (std::any_of(affected_.begin(), affected_.end(), wanted))
      offer(rule, wanted, calling_sources, late);
  }
}

void BreachReckoner::offer(const ServiceOffer& rule, const Wanted& wanted,
                           const std::vector<Source>& calling, bool late) {
  auto duty = begin(rule, "offer-services", rule.bearer, rule.recipient, wanted);
  if (late) {
    duty.id += "#late";
    duty.state = DutyState::due_now;
  } else {
    use_clock(duty);
  }
  duty.due_text = rule.due_text;
  append(duty.citations, calling);
  std::int64_t months = 0;
  if (const auto* stated = rule.months.on(day_)) {
    append(duty.citations, stated->all_sources());
    for (const auto& reading : stated->readings)
      months = std::max(months, reading.value);
  }
  if (months == 0) raise(duty.flags, rule, "silent");
  duty.services = Services{months, duty.count};
  say(duty.content, duty, rule.content, triggers(wanted));
  doubts(duty, rule);
  if (!late) {
    if (!individuals_.due) duty.alternatives.clear();
    duty.due = individuals_.due;
    duty.working_due = individuals_.working_due;
    duty.state = individuals_.state;
    duty.days_late = individuals_.days_late;
    if (duty.state == DutyState::met || duty.state == DutyState::met_late)
      raise(duty.flags, rule, "with-notice");
    if (hold_.now == HoldReading::Now::standing) duty.due_text += "; " + law_.hold->suspended_text;
  } else if (hold_.now == HoldReading::Now::standing) {
    duty.state = DutyState::suspended;
  }
  pending_.push_back(std::move(duty));
}

void BreachReckoner::owner_notice() {
  if (!law_.owner || !law_.owner->in_force.holds(day_) || !facts_.role) return;
  const auto& rule = *law_.owner;
  if (*facts_.role == Role::owner) return not_required(rule, rule.none_because);
  auto duty = begin(rule, "notify-owner", rule.bearer, rule.recipient,
                    [](const Affected&) { return true; });
  duty.due_text = rule.due_text;
  if (rule.within && clock_.start) {
    duty.due = last_day_of(*rule.within, *clock_.start, nullptr);
    if (calendar_ != nullptr)
      duty.working_due = calendar_->last_business_day_on_or_before(*duty.due);
  }
  doubts(duty, rule);
  const bool held = hold_.now == HoldReading::Now::standing;
  const auto told_owner = first(told(law_.jurisdiction, rule.id, facts_, Told::owner,
                                     Unnamed::counts, happened_by_, out_.questions));
  duty.state = DutyState::due_now;
  if (told_owner) {
    meet(duty, *told_owner, held);
  } else if (duty.due) {
    const int late = days_between(*duty.due, known_at_);
    duty.state = late > 0 ? DutyState::overdue : DutyState::open;
    duty.days_late = std::max(late, 0);
  }
  if (held && !told_owner) {
    duty.state = DutyState::suspended;
    duty.due_text += "; " + law_.hold->suspended_text;
  }
  pending_.push_back(std::move(duty));
}

}  // namespace ledgelight::law
