// (b)(2)(A) the regulator, the agencies, and other bodies that are told.
#include <map>

#include "base/text.hpp"
#include "law/breach_case.hpp"

namespace ledgelight::law {

void BreachReckoner::notice(const OtherNotice& rule, bool on_exit) {
  if (!applies(rule)) return;
  if (rule.only_on_exit && !on_exit)
    return not_required(rule, "Owed only when the exit for want of harm is used, and it is not.");
  if (!rule.in_force.holds(day_))
    return not_required(rule, "Not in force on the day of discovery.");
  if (rule.only_public && !is_public_body(facts_))
    return not_required(rule, "Written for public bodies, and this entity is none.");
  if (!called(rule.elements))
    return not_required(rule, "None of the elements that call for it was exposed.");
  auto duty = begin(rule, rule.kind, rule.bearer, rule.recipient, everyone);
  if (!reached(rule, duty)) return;
  set_deadline(rule, duty);
  const auto elements = triggers(everyone);
  say(duty.methods, duty, rule.methods, elements);
  say(duty.content, duty, rule.content, elements);
  if (!showing_.empty() && rule.kind == "notify-regulator" && !rule.also)
    duty.content.push_back(showing_);
  doubts(duty, rule);
  if (rule.only_public && !law_.home) event(duty, rule, "only-public");
  settle(duty, given(rule), law_.hold, facts_, rule.not_extendable ? HoldReading{} : hold_,
         known_at_);
  if (!duty.due && duty.state == DutyState::due_now && waits_) duty.state = DutyState::open;
  pending_.push_back(std::move(duty));
}

// Whether enough people are affected; an unknown number is read as enough.
bool BreachReckoner::reached(const OtherNotice& rule, Duty& duty) {
  if (!duty.count || *duty.count >= rule.min_count) return true;
  const auto number = std::to_string(rule.min_count);
  if (!rule.total_too) {
    not_required(rule, "Fewer than " + number + " residents.");
    return false;
  }
  const auto total = total_people(facts_);
  for (std::size_t i = 0; !total && facts_.people && i < facts_.people->size(); ++i)
    if (!(*facts_.people)[i].count)
      ask(group_key(i, "count"), "the text may count everybody who is affected; read as enough "
                                 "until known");
  if (total && *total < rule.min_count) {
    not_required(rule, "Fewer than " + number + " persons, residents or in all.");
    return false;
  }
  if (total) duty.because.push_back({"people", *total});
  event(duty, rule, "total");
  duty.alternatives.push_back(
      {std::nullopt, "not owed if only residents are counted: " + std::to_string(*duty.count) +
                         " of them, and " + number + " are needed"});
  return true;
}

void BreachReckoner::set_deadline(const OtherNotice& rule, Duty& duty) {
  waits_ = false;
  const Stated<Deadline>* stated = nullptr;
  if (rule.due.spans.empty()) {
    static const Limit with{Limit::Kind::with_individuals, Limit::Length::days, 0, {}};
    limit(rule, duty, with);
    duty.due_text = rule.due_text;
  } else if ((stated = rule.due.on(day_)) == nullptr || stated->readings.empty()) {
    duty.due_text = stated == nullptr ? "no day is stated for that time" : stated->says;
    if (stated != nullptr) append(duty.citations, stated->all_sources());
    event(duty, rule, "no-day-seen");
  } else {
    append(duty.citations, stated->all_sources());
    for (const auto& reading : stated->readings) {
      for (const auto& term : reading.value.earliest_of)
        limit(rule, duty, term);
      duty.due_text += (duty.due_text.empty() ? "" : "; or ") + reading.value.words;
      for (const auto& term : reading.value.or_else) {
        const auto day = day_of(rule, duty, term, clock_.start);
        if (day != duty.due) duty.alternatives.push_back({day, words_of(term)});
        event(duty, rule, "or-else");
      }
    }
  }
  if (duty.due && calendar_ != nullptr)
    duty.working_due = calendar_->last_business_day_on_or_before(*duty.due);
}

// Brings the last day forward to that of `term`.
void BreachReckoner::limit(const OtherNotice& rule, Duty& duty, const Limit& term) {
  const auto day = day_of(rule, duty, term, clock_.start);
  if (!day || (duty.due && *duty.due <= *day)) return;
  duty.due = day;
  duty.alternatives.erase(
      std::remove_if(duty.alternatives.begin(), duty.alternatives.end(),
                     [](const Alternative& one) { return one.due.has_value(); }),
      duty.alternatives.end());
  if (term.kind != Limit::Kind::period) {
    append(duty.citations, clock_.sources);
    if (*day != clock_.due) return;  // the notice that was given set the day
    append(duty.alternatives, clock_.alternatives);
    for (const auto& flag : clock_.flags)
      raise(duty.flags, flag);
    return;
  }
  if (clock_.other_start && term.from != "notifying-individuals" && term.from != "harm-finding") {
    duty.alternatives.push_back(
        {last_day_of(term, *clock_.other_start, law_.home ? calendar_ : nullptr),
         law_.vendor->own_because});
    raise(duty.flags, *law_.vendor, "open");
  }
  if (term.length == Limit::Length::business_days && (!law_.home || calendar_ == nullptr)) {
    event(duty, rule, "no-calendar");
    if (!law_.home && calendar_ != nullptr) event(duty, rule, "business-days");
  }
  if (term.length == Limit::Length::hours) event(duty, rule, "hours");
  const auto before = duty.alternatives.size();
  show_weekend(law_, calendar_, *day, duty.alternatives);
  if (duty.alternatives.size() > before) raise(duty.flags, *rule_, "weekend");
}

// The day by which `term` wants it done; none when it gives no day.
std::optional<Date> BreachReckoner::day_of(const OtherNotice& rule, Duty& duty, const Limit& term,
                                           const std::optional<Date>& start) {
  const auto* calendar = law_.home ? calendar_ : nullptr;
  switch (term.kind) {
  case Limit::Kind::at_once: return {};
  case Limit::Kind::with_individuals:
  case Limit::Kind::before_individuals: {
    // Only residents identified late: with their notice, so at once.
    std::optional<Date> day = any(false) ? clock_.due : std::nullopt;
    if (individuals_first_told_ && (!day || individuals_first_told_->on < *day)) {
      day = individuals_first_told_->on;
      duty.because.push_back({individuals_first_told_->key, to_text(*day)});
    }
    return day;
  }
  case Limit::Kind::period: break;
  }
  if (term.from == "harm-finding") {
    if (!facts_.harm || !facts_.harm->on.value) return {};
    return last_day_of(term, *facts_.harm->on.value, calendar);
  }
  if (term.from == "notifying-individuals") {
    if (individuals_first_told_) {
      duty.because.push_back({individuals_first_told_->key, to_text(individuals_first_told_->on)});
      return last_day_of(term, individuals_first_told_->on, calendar);
    }
    event(duty, rule, "not-told-yet");
    waits_ = !clock_.due;
    return clock_.due ? std::optional(last_day_of(term, *clock_.due, calendar)) : std::nullopt;
  }
  if (term.from.rfind("discovery", 0) != 0 && term.from != "awareness") {
    event(duty, rule, "start");
    duty.alternatives.push_back({std::nullopt, words_of(term) + ", whose day is not among the "
                                                                "facts; counted from discovery"});
  }
  if (!start) return {};
  return last_day_of(term, *start, calendar);
}

std::string BreachReckoner::words_of(const Limit& term) {
  if (term.kind != Limit::Kind::period) return "at the time of another notice";
  static const std::map<Limit::Length, std::string> units = {
      {Limit::Length::days, " days"},
      {Limit::Length::business_days, " business days"},
      {Limit::Length::hours, " hours"}};
  return std::to_string(term.n) + units.at(term.length) + " from " + replaced(term.from, "-", " ");
}

// Telling the regulator is not telling the office beside it: that one has to be named.
std::optional<Notice> BreachReckoner::given(const OtherNotice& rule) {
  const auto who = rule.kind == "notify-agencies" ? Told::agencies : Told::regulator;
  return first(told(law_.jurisdiction, rule.id, facts_, who,
                    rule.also ? Unnamed::does_not : Unnamed::counts, happened_by_, out_.questions));
}

}  // namespace ledgelight::law
