// (b)(1) no likely harm, and (d) delay for law enforcement.
#include "law/breach_parts.hpp"

namespace ledgelight::law {

HoldReading read_hold(const std::optional<HoldRule>& rule, const Facts& facts,
                      const std::optional<Date>& due, Date day, Date happened_by,
                      std::vector<Question>& questions) {
  using Now = HoldReading::Now;
  HoldReading out;
  if (!rule || !rule->in_force.holds(day)) return out;
  if (!facts.hold.known) {
    ask(questions, "law_enforcement_hold", "an agency's determination and request for delay would suspend "
                                "every notification; read as none until known");
    return out;
  }
  if (!facts.hold.value) return out;
  const auto& hold = *facts.hold.value;
  if (hold.requested && *hold.requested > happened_by) return out;
  out.because = {{"law_enforcement_hold.agency", hold.agency}};
  // (1) determines that notice will impede a criminal investigation, and (2) asks for delay.
  if (!hold.determined)
    ask(questions, "law_enforcement_hold.determined",
        "without the agency's determination that notice would impede its investigation nothing "
        "is suspended");
  if (!hold.requested)
    ask(questions, "law_enforcement_hold.requested",
        "without the agency's request, and its day, nothing is suspended");
  if (hold.determined)
    out.because.push_back({"law_enforcement_hold.determined", *hold.determined});
  if (hold.requested)
    out.because.push_back({"law_enforcement_hold.requested", to_text(*hold.requested)});
  if (!hold.determined.value_or(false) || !hold.requested) {
    raise(out.flags, *rule, "incomplete");
    return out;
  }
  if (due && *hold.requested > *due) {
    raise(out.flags, *rule, "after-due");
    return out;
  }
  if (hold.released.value && *hold.released.value <= happened_by) {
    out.because.push_back({"law_enforcement_hold.released", to_text(*hold.released.value)});
    raise(out.flags, *rule, "released");
    out.now = Now::released;
    return out;
  }
  if (!hold.released.known) {
    ask(questions, "law_enforcement_hold.released", "once the agency releases the hold, notice is due "
                                         "without unreasonable delay; read as standing until "
                                         "known");
    raise(out.flags, *rule, "release-unknown");
  }
  out.now = Now::standing;
  return out;
}

HarmReading read_harm(const BreachLaw& law, const Facts& facts, Date day, Date happened_by,
                      std::vector<Question>& questions) {
  HarmReading out;
  if (!law.harm || !law.harm->in_force.holds(day)) return out;
  const auto& rule = *law.harm;
  if (!facts.harm || !facts.harm->finding) {
    if (rule.opens == HarmExit::Opens::never) return out;
    ask(questions, "harm.finding", "no notice is owed where, after an appropriate investigation, it is "
                        "reasonably determined that harm is not likely; read as not determined");
    return out;
  }
  const auto& harm = *facts.harm;
  out.because.push_back({"harm.finding", *harm.finding == Harm::unlikely ? "unlikely"
                                           : *harm.finding == Harm::likely ? "likely"
                                                                           : "undetermined"});
  if (*harm.finding != Harm::unlikely) return out;
  // Some acts have no such exit, or one that turns on more than the facts can show.
  const bool closed =
      rule.opens == HarmExit::Opens::never ||
      (rule.opens == HarmExit::Opens::unless_acquired && facts.access != Access::accessed);
  if (closed) {
    raise(out.flags, rule, "not-open");
    return out;
  }
  const bool made = harm.on.value && *harm.on.value <= happened_by;
  if (!harm.investigated)
    ask(questions, "harm.investigated", "the exit needs an appropriate investigation");
  if (!harm.signed_by.known)
    ask(questions, "harm.signed_by", "the exit rests on a determination that somebody signed");
  if (!harm.on.known) ask(questions, "harm.on", "the exit holds from the day the determination was signed");
  if (!harm.investigated.value_or(false) || !harm.signed_by.value || !made) {
    raise(out.flags, rule, "not-signed");
    return out;
  }
  out.because.push_back({"harm.on", to_text(*harm.on.value)});
  if (harm.reopened.value && *harm.reopened.value <= happened_by) {
    out.because.push_back({"harm.reopened", to_text(*harm.reopened.value)});
    raise(out.flags, rule, "reopened");
    return out;
  }
  if (!harm.reopened.known)
    ask(questions, "harm.reopened", "a determination that was reopened brings every duty back");
  out.excuses = true;
  if (rule.consultation_until && day <= *rule.consultation_until)
    raise(out.flags, rule, "consultation");
  return out;
}

}  // namespace ledgelight::law
