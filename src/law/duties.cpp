#include "law/duties.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>

#include "base/text.hpp"
#include "law/breach_parts.hpp"
#include "law/breach_reckoner.hpp"
#include "law/federal_reckoner.hpp"

namespace ledgelight::law {
namespace {

// How many residents of each state are named; absent: one group's number is not known.
std::map<std::string, std::optional<std::int64_t>> residents_by_state(const Facts& facts) {
  std::map<std::string, std::optional<std::int64_t>> out;
  if (!facts.people) return out;
  for (const auto& group : *facts.people) {
    if (!group.state || (group.count && *group.count == 0)) continue;
    const auto [at, first] = out.emplace(*group.state, 0);
    if (!group.count) at->second.reset();
    if (at->second) *at->second += *group.count;
  }
  return out;
}

// Each law reckons by itself, so that what it does not know marks its own duties only.
void add(Reckoning& out, Reckoning&& part) {
  std::move(part.duties.begin(), part.duties.end(), std::back_inserter(out.duties));
  std::move(part.not_required.begin(), part.not_required.end(),
            std::back_inserter(out.not_required));
  for (const auto& question : part.questions)
    ask(out.questions, question.fact, question.why);
  for (const auto& flag : part.flags)
    raise(out.flags, flag);
}

// The home state's law is silent on residents of other states; their own state's law is not.
void flag_other_state(const BreachLaw* home, const std::string& state,
                      const std::optional<std::int64_t>& count, bool reckoned, Reckoning& out) {
  std::string code = "OTHER_STATE_LAW", text = "These people fall under their own state's law.";
  if (home != nullptr && home->individuals.front().flags.count("other-state") > 0) {
    const auto flag = flag_of(home->individuals.front(), "other-state");
    code = flag.code;
    text = flag.text;
  }
  if (!reckoned)
    text += " No pack holds that law: nothing was reckoned, and nobody may be skipped.";
  out.flags.push_back({code, state + ", " +
                                 (count ? std::to_string(*count) : "an unknown number of") +
                                 " resident" + (count == 1 ? "" : "s") + ": " + text});
}

void flag_what_if(const Facts& facts, Date known_at, Reckoning& out) {
  if (facts.discovered && *facts.discovered > known_at)
    out.flags.push_back({"WHAT_IF", "Discovery lies after " + to_text(known_at) +
                                        ": this is a what-if, not a record."});
}

// Due now, then by day, then without a day; within that by id.
auto order(const Duty& duty) {
  const int group = duty.state == DutyState::due_now ? 0 : duty.due ? 1 : 2;
  const auto day = duty.due ? std::chrono::sys_days(*duty.due).time_since_epoch().count() : 0;
  return std::make_tuple(group, day, std::string_view(duty.id));
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
  const auto* calendar = rules.calendar(innermost);
  const auto residents = residents_by_state(facts);
  const BreachLaw* home = nullptr;
  for (const auto& law : rules.breach) {
    if (law.home && home == nullptr) home = &law;
    if (!law.home) {
      if (residents.count(law.jurisdiction) == 0) continue;
      for (const auto& pack : rules.other_states)
        if (pack.id == law.pack) out.packs.push_back(pack);
    }
    Reckoning part;
    reckon_breach(law, calendar, facts, known_at, happened_by, part);
    add(out, std::move(part));
  }
  Reckoning federal;
  static const std::optional<HoldRule> no_hold;
  reckon_federal(rules.federal, calendar, home != nullptr ? home->hold : no_hold, facts, known_at,
                 happened_by, federal);
  add(out, std::move(federal));
  if (home == nullptr)
    out.flags.push_back({"NO_BREACH_LAW", "No pack on the way to " + innermost +
                                              " holds a breach law: nothing was reckoned for its "
                                              "own state."});
  for (const auto& [state, count] : residents)
    if (home == nullptr || home->jurisdiction != state)
      flag_other_state(home, state, count, rules.breach_of(state) != nullptr, out);
  flag_what_if(facts, known_at, out);
  std::stable_sort(out.duties.begin(), out.duties.end(),
                   [](const Duty& a, const Duty& b) { return order(a) < order(b); });
  return out;
}

}  // namespace ledgelight::law
