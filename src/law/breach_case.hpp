// law/breach_case.hpp: one breach under one law, while it is reckoned.
//
// (Inside this room.) The plan is reckon() in breach_reckoner.cpp, in the order of the statute's
// subsections. What each duty carries is in breach_duty.cpp; to individuals, owner and services,
// breach_individuals.cpp; to regulators and agencies, breach_notices.cpp.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/breach_parts.hpp"

namespace ledgelight::law {

class BreachReckoner {
 public:
  BreachReckoner(const BreachLaw& law, const Calendar* calendar, const Facts& facts, Date known_at,
                 Date happened_by, Reckoning& out)
      : law_(law), calendar_(calendar), facts_(facts), known_at_(known_at),
        happened_by_(happened_by), out_(out) {
    // The law in force on the day of discovery; while that day is unknown, on the day we look.
    day_ = facts.discovered.value_or(facts.vendor_discovered.value.value_or(known_at));
    own_public_body_ = law.home && is_public_body(facts);
    rule_ = rule_for(law.individuals, own_public_body_);
  }

  /// Puts what is owed, what is not, and what is asked into `out`; finish() completes the duties.
  void reckon();
  void finish();

 private:
  using Wanted = std::function<bool(const Affected&)>;

  // ---- the plan (breach_reckoner.cpp)
  void ask_role_and_discovery();
  bool outside();
  void excused();
  void split_late();
  void no_duties();
  void coverage();

  // ---- what each duty carries (breach_duty.cpp)
  bool applies(const Rule& rule) const {
    return rule.bound == For::everybody ||
           (rule.bound == For::own_public_bodies) == own_public_body_;
  }
  void show_hold(Duty& duty) const;
  bool any(bool late) const {
    return std::any_of(affected_.begin(), affected_.end(),
                       [late](const Affected& one) { return one.late == late; });
  }
  std::optional<std::int64_t> people(const Wanted& wanted);
  Duty begin(const Rule& rule, std::string_view kind, std::string_view bearer,
             std::string_view recipient, const Wanted& wanted);
  void use_clock(Duty& duty) const;
  Groups groups(const Wanted& wanted) const;
  Elements triggers(const Wanted& wanted) const;
  static void say(std::vector<std::string>& lines, Duty& duty, const std::vector<Conditional>& from,
                  const Elements& elements);
  void doubts(Duty& duty, const Rule& rule);
  static bool only_how(std::string_view fact);
  void add(Duty duty);
  static bool everyone(const Affected&) { return true; }
  bool called(const std::set<std::string>& elements) const;
  static void event(Duty& duty, const Rule& rule, const std::string& name) {
    if (rule.flags.count(name) > 0) raise(duty.flags, rule, name);
  }
  static std::optional<Notice> first(const std::vector<Notice>& days) {
    return days.empty() ? std::nullopt : std::optional(days.front());
  }
  void ask(const std::string& fact, const std::string& why) { law::ask(out_.questions, fact, why); }
  void ask(const std::vector<Question>& questions) {
    for (const auto& question : questions)
      ask(question.fact, question.why);
  }
  void add_not_required(const std::string& rule, std::string because, std::vector<Source> sources) {
    out_.not_required.push_back({rule, law_.jurisdiction, std::move(because), std::move(sources)});
  }
  void not_required(const Rule& rule, const std::string& because) {
    add_not_required(rule.id, because, rule.sources);
  }

  // ---- individuals, the owner, services (breach_individuals.cpp)
  std::vector<Notice> residents_notices();
  std::optional<Notice> residents_told();
  void individuals();
  void late_identified();
  std::optional<Date> first_late_identified() const;
  void services();
  void offer(const ServiceOffer& rule, const Wanted& wanted, const std::vector<Source>& calling,
             bool late);
  void owner_notice();

  // ---- regulators and agencies (breach_notices.cpp)
  std::optional<Notice> given(const OtherNotice& rule);
  void notice(const OtherNotice& rule, bool on_exit);
  bool reached(const OtherNotice& rule, Duty& duty);
  void set_deadline(const OtherNotice& rule, Duty& duty);
  static std::string words_of(const Limit& term);
  void limit(const OtherNotice& rule, Duty& duty, const Limit& term);
  std::optional<Date> day_of(const OtherNotice& rule, Duty& duty, const Limit& term,
                             const std::optional<Date>& start);

  struct Individuals {
    std::optional<Date> due, working_due;
    DutyState state = DutyState::open;
    int days_late = 0;
    std::string due_text;
  };

  const BreachLaw& law_;
  const Calendar* calendar_;
  const Facts& facts_;
  Date known_at_, happened_by_, day_{};
  Reckoning& out_;
  bool own_public_body_ = false;
  const IndividualNotice* rule_ = nullptr;  ///< that holds for this entity
  bool waits_ = false;  ///< the notice just reckoned counts from another that was not given yet
  Exposure exposure_;
  std::vector<Affected> affected_;
  Clock clock_;
  HoldReading hold_;
  HarmReading harm_;
  std::string showing_;
  std::optional<Notice> individuals_first_told_;
  Individuals individuals_;
  std::vector<Duty> pending_;
  std::string unknown_;  ///< what every duty says that rests on facts not known; "" none
};

}  // namespace ledgelight::law
