// What was done already, and how a duty stands.
#include <algorithm>

#include "law/breach_parts.hpp"

namespace ledgelight::law {

std::vector<Notice> told(const std::string& jurisdiction, const std::string& rule,
                         const Facts& facts, Told who, Unnamed unnamed, Date happened_by,
                         std::vector<Question>& questions) {
  std::vector<Notice> days;
  if (!facts.notified) return days;
  for (std::size_t i = 0; i < facts.notified->size(); ++i) {
    const auto& entry = (*facts.notified)[i];
    if (entry.who != who || entry.on > happened_by) continue;
    const bool named = entry.rule.has_value();
    if (named ? *entry.rule != rule : unnamed == Unnamed::does_not) continue;
    // A state's rule says of which state; the owner and HHS are told once.
    const bool needs_state =
        who == Told::media || (!named && who != Told::owner && who != Told::hhs);
    if (!entry.state && needs_state)
      ask(questions, "notified[" + std::to_string(i) + "].state",
          "a notice counts for the state it was given in; not counted until known");
    else if (!entry.state || jurisdiction.empty() || *entry.state == jurisdiction)
      days.push_back({entry.on, "notified[" + std::to_string(i) + "].on"});
  }
  std::stable_sort(days.begin(), days.end(),
                   [](const Notice& a, const Notice& b) { return a.on < b.on; });
  return days;
}

void meet(Duty& duty, const Notice& notice, bool excused) {
  duty.because.push_back({notice.key, to_text(notice.on)});
  const int late = duty.due ? days_between(*duty.due, notice.on) : 0;
  duty.state = late > 0 && !excused ? DutyState::met_late : DutyState::met;
  duty.days_late = duty.state == DutyState::met_late ? late : 0;
}

void settle(Duty& duty, const std::optional<Notice>& notice, const std::optional<HoldRule>& rule,
            const Facts& facts, const HoldReading& hold, Date known_at) {
  using Now = HoldReading::Now;
  bool excused_by_release = hold.now == Now::released;
  if (excused_by_release && rule->business_days_after_release) {
    // The act itself gives a period after the release.
    Limit after;
    after.kind = Limit::Kind::period;
    after.length = Limit::Length::business_days;
    after.n = static_cast<int>(*rule->business_days_after_release);
    const auto released = *facts.hold.value->released.value;
    const auto last = last_day_of(after, released, nullptr);
    if (rule->flags.count("no-calendar") > 0) raise(duty.flags, *rule, "no-calendar");
    duty.due = duty.due && released <= *duty.due ? std::min(*duty.due, last) : last;
    duty.due_text += "; " + rule->released_text;
    duty.working_due.reset();
    duty.alternatives.clear();
    excused_by_release = false;
  }
  if (notice) {
    meet(duty, *notice,
         hold.now == Now::standing ||
             (excused_by_release && duty.due && *facts.hold.value->released.value > *duty.due));
    return;
  }
  if (hold.now == Now::standing) {
    duty.state = DutyState::suspended;
    duty.due_text += "; " + rule->suspended_text;
    return;
  }
  if (excused_by_release && (!duty.due || *facts.hold.value->released.value > *duty.due)) {
    // The period does not start again, and what is left of it is gone.
    if (duty.due)
      duty.due_text = rule->released_text + " (the last day, " + to_text(*duty.due) +
                      ", passed while the hold stood)";
    else
      duty.due_text += "; " + rule->released_text;
    duty.state = DutyState::due_now;
    duty.due.reset();
    duty.working_due.reset();
    duty.alternatives.clear();
    return;
  }
  if (!duty.due) {
    duty.state = facts.discovered ? DutyState::due_now : DutyState::open;
    return;
  }
  const int late = days_between(*duty.due, known_at);
  duty.state = late > 0 ? DutyState::overdue : DutyState::open;
  duty.days_late = std::max(late, 0);
}

}  // namespace ledgelight::law
