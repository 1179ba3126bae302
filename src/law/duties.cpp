#include "law/duties.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "law/breach_reckoner.hpp"

namespace ledgelight::law {
namespace {

// Residents of a state whose pack is not loaded: nothing is reckoned, nobody is passed over.
void flag_other_states(const Rules& rules, const Facts& facts, Reckoning& out) {
  if (!facts.people) return;
  const auto* home = rules.breach.empty() ? nullptr : &rules.breach.front();
  std::map<std::string, std::optional<std::int64_t>> by_state;
  for (const auto& group : *facts.people) {
    if (!group.state || rules.breach_of(*group.state) != nullptr) continue;
    if (group.count && *group.count == 0) continue;
    const auto [at, first] = by_state.emplace(*group.state, 0);
    if (!group.count) at->second.reset();
    if (at->second) *at->second += *group.count;
  }
  std::string text = "These people fall under their own state's law, whose pack is not loaded.";
  std::string code = "OTHER_STATE_LAW";
  if (home != nullptr) {
    const auto flag = home->individuals.flags.find("other-state");
    if (flag != home->individuals.flags.end()) {
      text = flag->second.text;
      code = flag->second.code;
    }
  }
  for (const auto& [state, count] : by_state)
    out.flags.push_back(
        {code, state + ", " + (count ? std::to_string(*count) : "an unknown number of") +
                   " resident" + (count == 1 ? "" : "s") + ": " + text});
}

void flag_the_rest(const Facts& facts, Date known_at, Reckoning& out) {
  if (facts.hipaa.value_or(false))
    out.flags.push_back({"HIPAA_NOT_RECKONED",
                         "The entity is under HIPAA: the federal breach rule (45 CFR "
                         "164.400-414) applies beside state law and is not reckoned here. "
                         "Reckon it by hand."});
  if (facts.discovered && *facts.discovered > known_at)
    out.flags.push_back({"WHAT_IF", "Discovery lies after " + to_text(known_at) +
                                        ": this is a what-if, not a record."});
}

// Due now, then by day, then without a day; within that by id.
auto order(const Duty& duty) {
  const int group = duty.state == DutyState::due_now ? 0 : duty.due ? 1 : 2;
  const auto day = duty.due ? std::chrono::sys_days(*duty.due).time_since_epoch().count() : 0;
  return std::make_tuple(group, day, duty.id);
}

bool same_city(std::string_view facts_city, std::string_view pack) {
  return facts_city == pack || facts_city.rfind(std::string(pack) + "/", 0) == 0;
}

}  // namespace

std::string_view name_of(DutyState state) {
  switch (state) {
    case DutyState::open: return "open";
    case DutyState::met: return "met";
    case DutyState::met_late: return "met-late";
    case DutyState::overdue: return "overdue";
    case DutyState::suspended: return "suspended";
    case DutyState::due_now: return "due-now";
  }
  return "?";
}

Result<Reckoning> duties_for(const Rules& rules, const Facts& facts, Date known_at) {
  if (rules.packs.empty()) return fail(Errc::config, "rules: no packs are loaded");
  const auto& innermost = rules.packs.back().id;
  if (facts.city && !same_city(*facts.city, innermost))
    return fail(Errc::bad_input, "city: the facts are of '" + shown_line(*facts.city, 80) +
                                     "', the rules of '" + innermost + "'; load that city's rules");
  Reckoning out;
  out.known_at = known_at;
  out.packs = rules.packs;
  // A what-if in the future takes every fact as it stands.
  const bool what_if = facts.discovered && *facts.discovered > known_at;
  const Date happened_by =
      what_if ? Date{std::chrono::year{9999} / 12 / 31} : known_at;
  for (const auto& law : rules.breach)
    reckon_breach(law, rules.calendar(innermost), facts, known_at, happened_by, out);
  if (rules.breach.empty())
    out.flags.push_back({"NO_BREACH_LAW", "No pack on the way to " + innermost +
                                              " holds a breach law: nothing was reckoned."});
  flag_other_states(rules, facts, out);
  flag_the_rest(facts, known_at, out);
  std::stable_sort(out.duties.begin(), out.duties.end(),
                   [](const Duty& a, const Duty& b) { return order(a) < order(b); });
  return out;
}

}  // namespace ledgelight::law
