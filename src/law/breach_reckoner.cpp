#include "law/breach_reckoner.hpp"

#include "base/text.hpp"
#include "law/breach_case.hpp"

namespace ledgelight::law {

void BreachReckoner::reckon() {
  if (outside()) return;
  if (rule_ == nullptr || !rule_->in_force.holds(day_)) {
    return not_required(law_.individuals.front(),
                        "The section was not in force on the day of discovery.");
  }
  exposure_ = expose(law_.definition, facts_);
  if (!is_breach(law_, facts_, exposure_, out_)) return;
  affected_ = find_affected(law_, facts_, exposure_, day_, out_);
  if (affected_.empty()) return;
  // From here on something is owed, or cannot be ruled out.
  ask(exposure_.questions);
  for (const auto& one : affected_)
    ask(one.holding.questions);
  ask_role_and_discovery();
  clock_ = reckon_clock(law_, *rule_, calendar_, facts_, day_);
  hold_ = read_hold(law_.hold, facts_, clock_.due, day_, happened_by_, out_.questions);
  split_late();
  owner_notice();
  harm_ = read_harm(law_, facts_, day_, happened_by_, out_.questions);
  if (harm_.excuses) return excused();
  individuals();
  late_identified();
  for (const auto& rule : law_.notices)
    notice(rule, false);
  services();
  no_duties();
  coverage();
}

void BreachReckoner::ask_role_and_discovery() {
  if (!facts_.discovered)
    ask("discovered", "the period runs from discovery; without the day there is no last day");
  if (!facts_.role)
    ask("entity.role", "one that only maintains the data must tell its owner immediately, and the "
                       "offer of services falls on the owner; read as owner until known");
  if (!facts_.vendor_discovered.known && facts_.role != Role::maintainer)
    ask("vendor_discovered", "if a vendor held the data and knew first, the last day is earlier");
  if (!facts_.entity_kind)
    ask("entity.kind", "who is bound depends on what the entity is; read as bound");
  if (!facts_.notified)
    ask("notified", "whether and when notice was given decides what is met; read as not given");
  if (!facts_.hipaa)
    ask("entity.hipaa", "for health data of a covered unit the federal breach rule applies beside "
                        "this section");
}

// Some acts leave the public bodies of their own state out.
bool BreachReckoner::outside() {
  for (const auto& rule : law_.coverage) {
    if (!rule.outside || !applies(rule) || !rule.in_force.holds(day_)) continue;
    raise(out_.flags, rule, "covered");
    not_required(rule, flag_of(rule, "covered").text);
    return true;
  }
  return false;
}

void BreachReckoner::split_late() {
  if (!law_.late || !law_.late->in_force.holds(day_)) return;
  for (auto& one : affected_) {
    if (one.group == nullptr) continue;
    if (!one.group->identified) {
      ask(group_key(one.index, "identified"),
          "residents identified after the last day have a rule of their own; read as identified "
          "in time until known");
      continue;
    }
    one.late = clock_.due && *one.group->identified > *clock_.due;
  }
}

// (b)(1): the exit takes the notice to residents, and what depends on it.
void BreachReckoner::excused() {
  const auto& rule = *law_.harm;
  not_required(rule, rule.because);
  for (const auto& flag : harm_.flags)
    raise(out_.flags, flag);
  const auto gone = [&](const Rule& other) {
    add_not_required(other.id, "Harm is not likely; see " + rule.id + ".", rule.sources);
  };
  gone(*rule_);
  for (const auto& other : law_.notices) {
    if (!applies(other)) continue;
    if (other.stays_on_exit || other.only_on_exit)
      notice(other, true);
    else
      gone(other);
  }
  if (const auto* services = rule_for(law_.services, own_public_body_)) gone(*services);
  coverage();
}

void BreachReckoner::no_duties() {
  const auto residents = people([](const Affected&) { return true; });
  for (const auto& rule : law_.no_duty)
    if (rule.in_force.holds(day_) && applies(rule) &&
        residents.value_or(rule.from_count) >= rule.from_count)
      not_required(rule, rule.because);
}

void BreachReckoner::coverage() {
  for (const auto& rule : law_.coverage)
    if (rule.in_force.holds(day_) && applies(rule) &&
        (rule.entities.empty() ||
         (facts_.entity_kind && rule.entities.count(*facts_.entity_kind) > 0)))
      raise(out_.flags, rule, "covered");
  for (const auto& deemed : law_.deemed)
    if (!deemed.hipaa && deemed.in_force.holds(day_)) raise(out_.flags, {deemed.code, deemed.text});
}

// Duties are completed only when every question has been asked, since each names what it rests on.
void BreachReckoner::finish() {
  std::vector<std::string> unknown;
  for (const auto& question : out_.questions)
    if (!only_how(question.fact)) unknown.push_back(question.fact);
  if (!unknown.empty()) unknown_ = "Not known, and read the safe way: " + join(unknown, ", ") + ".";
  out_.duties.reserve(out_.duties.size() + pending_.size());
  for (auto& duty : pending_)
    add(std::move(duty));
  pending_.clear();
}

void reckon_breach(const BreachLaw& law, const Calendar* calendar, const Facts& facts,
                   Date known_at, Date happened_by, Reckoning& out) {
  BreachReckoner reckoner(law, calendar, facts, known_at, happened_by, out);
  reckoner.reckon();
  reckoner.finish();
}

}  // namespace ledgelight::law
