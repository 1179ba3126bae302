// What each duty of a breach carries: who, how many, why, on whose word, and what is in doubt.
#include "base/text.hpp"
#include "law/breach_case.hpp"

namespace ledgelight::law {

Duty BreachReckoner::begin(const Rule& rule, std::string_view kind, std::string_view bearer,
                           std::string_view recipient, const Wanted& wanted) {
  Duty duty;
  duty.id = duty.rule = rule.id;
  duty.title = rule.title;
  duty.kind = kind;
  duty.bearer = bearer;
  duty.recipient = recipient;
  duty.jurisdiction = law_.jurisdiction;
  duty.count = people(wanted);
  append(duty.citations, rule.sources);
  append(duty.citations, law_.definition.sources);
  duty.because = clock_.because;
  if (facts_.role)
    duty.because.push_back({"entity.role", *facts_.role == Role::owner ? "owner" : "maintainer"});
  append(duty.because, exposure_.because);
  for (const auto& one : affected_) {
    if (!wanted(one)) continue;
    append(duty.citations, one.holding.sources);
    if (one.group == nullptr) continue;
    if (one.group->state)
      duty.because.push_back({group_key(one.index, "state"), *one.group->state});
    if (one.group->count)
      duty.because.push_back({group_key(one.index, "count"), *one.group->count});
    if (one.group->elements)
      duty.because.push_back({group_key(one.index, "elements"), Json(*one.group->elements)});
    if (one.group->identified)
      duty.because.push_back({group_key(one.index, "identified"), to_text(*one.group->identified)});
  }
  append(duty.because, harm_.because);
  return duty;
}

// How many people; absent when a group has no count.
std::optional<std::int64_t> BreachReckoner::people(const Wanted& wanted) {
  std::int64_t sum = 0;
  for (const auto& one : affected_) {
    if (!wanted(one)) continue;
    if (one.group == nullptr || !one.group->count) {
      if (one.group != nullptr)
        ask(group_key(one.index, "count"), "the number of residents is part of what is filed, and "
                                           "large numbers open substitute notice");
      return {};
    }
    sum += *one.group->count;
  }
  return sum;
}

void BreachReckoner::use_clock(Duty& duty) const {
  duty.due = clock_.due;
  duty.due_text = clock_.text;
  duty.alternatives = clock_.alternatives;
  append(duty.citations, clock_.sources);
  for (const auto& flag : clock_.flags)
    raise(duty.flags, flag);
  if (duty.due && calendar_ != nullptr)
    duty.working_due = calendar_->last_business_day_on_or_before(*duty.due);
}

Groups BreachReckoner::groups(const Wanted& wanted) const {
  Groups out;
  for (const auto& one : affected_)
    if (wanted(one)) out.push_back(&one);
  return out;
}

Elements BreachReckoner::triggers(const Wanted& wanted) const {
  Elements all;
  for (const auto& one : affected_)
    if (wanted(one)) all.insert(one.holding.triggers.begin(), one.holding.triggers.end());
  return all;
}

bool BreachReckoner::called(const std::set<std::string>& elements) const {
  return elements.empty() ||
         std::any_of(affected_.begin(), affected_.end(), [&](const Affected& one) {
           return one.holding.undecided ||
                  std::any_of(elements.begin(), elements.end(), [&](const std::string& e) {
                    return one.holding.triggers.count(e) > 0;
                  });
         });
}

void BreachReckoner::say(std::vector<std::string>& lines, Duty& duty,
                         const std::vector<Conditional>& from, const Elements& elements) {
  for (const auto& item : from) {
    const bool called = item.elements.empty() ||
                        std::any_of(item.elements.begin(), item.elements.end(),
                                    [&](const std::string& e) { return elements.count(e) > 0; });
    if (!called) continue;
    lines.push_back(item.text);
    append(duty.citations, item.sources);
  }
}

void BreachReckoner::show_hold(Duty& duty) const {
  append(duty.because, hold_.because);
  for (const auto& flag : hold_.flags)
    raise(duty.flags, flag);
  if (!hold_.because.empty()) append(duty.citations, law_.hold->sources);
}

// Flags that every duty of this breach carries.
void BreachReckoner::doubts(Duty& duty, const Rule& rule) {
  if (!law_.home && is_public_body(facts_) && rule_->flags.count("out-of-state") > 0)
    raise(duty.flags, *rule_, "out-of-state");
  for (const auto& flag : exposure_.flags)
    raise(duty.flags, flag);
  for (const auto& flag : harm_.flags)
    raise(duty.flags, flag);
  if (!harm_.flags.empty()) append(duty.citations, law_.harm->sources);
  if (law_.personal.list_seen_from && day_ < *law_.personal.list_seen_from)
    raise(duty.flags, law_.personal, "list-not-seen");
  for (const auto& one : affected_)
    for (const auto& event : one.holding.events)
      raise(duty.flags, law_.personal, event);
  for (const Rule* stated : {&rule, static_cast<const Rule*>(&law_.definition),
                             static_cast<const Rule*>(&law_.personal)})
    if (stated->flags.count("always") > 0) raise(duty.flags, *stated, "always");
  show_hold(duty);
  // A deemed compliance is a note for counsel; no duty rests on it, so it lends no citation.
  for (const auto& deemed : law_.deemed)
    if (deemed.hipaa && deemed.in_force.holds(day_) && facts_.hipaa.value_or(false) &&
        duty.kind == "notify-individuals")
      raise(duty.flags, {deemed.code, deemed.text});
}

// Facts that change how notice is given, or another law, but not whether or by when it is owed.
bool BreachReckoner::only_how(std::string_view fact) {
  const auto ends = [fact](std::string_view end) {
    return fact.size() >= end.size() && fact.substr(fact.size() - end.size()) == end;
  };
  return fact == "notice_cost_usd" || fact == "entity.hipaa" || fact == "notified" ||
         ends(".without_contact") || ends(".city_mailbox_people");
}

// Marks what rests on an unseen text or an unknown fact, last of all.
void BreachReckoner::add(Duty duty) {
  std::vector<std::string> unseen;
  for (const auto& source : duty.citations)
    if (!source.verified() && std::find(unseen.begin(), unseen.end(), source.cite) == unseen.end())
      unseen.push_back(source.cite);
  if (!unseen.empty())
    raise(duty.flags,
          {"RESTS_ON_UNVERIFIED_SOURCE", "Recalled, not read: " + join(unseen, "; ") + "."});
  if (!unknown_.empty()) raise(duty.flags, {"RESTS_ON_UNKNOWN_FACT", unknown_});
  out_.duties.push_back(std::move(duty));
}

}  // namespace ledgelight::law
