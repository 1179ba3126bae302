#include "law/breach_reckoner.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "base/text.hpp"
#include "law/breach_parts.hpp"

namespace ledgelight::law {
namespace {

constexpr std::string_view kLate = "#late";

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

  void reckon() {
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
    for (const auto& one : affected_) ask(one.holding.questions);
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

 private:
  // ---- what is asked of every case -----------------------------------------------------------

  void ask_role_and_discovery() {
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

  bool applies(const Rule& rule) const {
    return rule.bound == For::everybody ||
           (rule.bound == For::own_public_bodies) == own_public_body_;
  }

  // Some acts leave the public bodies of their own state out.
  bool outside() {
    for (const auto& rule : law_.coverage) {
      if (!rule.outside || !applies(rule) || !rule.in_force.holds(day_)) continue;
      raise(out_.flags, rule, "covered");
      not_required(rule, flag_of(rule, "covered").text);
      return true;
    }
    return false;
  }

  // (b)(1): the exit takes the notice to residents, and what depends on it.
  void excused() {
    const auto& rule = *law_.harm;
    not_required(rule, rule.because);
    for (const auto& flag : harm_.flags) raise(out_.flags, flag);
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

  void show_hold(Duty& duty) const {
    append(duty.because, hold_.because);
    for (const auto& flag : hold_.flags) raise(duty.flags, flag);
    if (!hold_.because.empty()) append(duty.citations, law_.hold->sources);
  }

  // ---- (b)(1) residents identified after the last day -----------------------------------------

  void split_late() {
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

  bool any(bool late) const {
    return std::any_of(affected_.begin(), affected_.end(),
                       [late](const Affected& one) { return one.late == late; });
  }

  using Wanted = std::function<bool(const Affected&)>;
  // How many people; absent when a group has no count.
  std::optional<std::int64_t> people(const Wanted& wanted) {
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

  // ---- what was done already -------------------------------------------------------------------

  std::vector<Notice> residents_notices() {
    return told(law_.jurisdiction, rule_->id, facts_, Told::residents, Unnamed::counts,
                happened_by_, out_.questions);
  }
  // Telling the regulator is not telling the office beside it: that one has to be named.
  std::optional<Notice> given(const OtherNotice& rule) {
    const auto who = rule.kind == "notify-agencies" ? Told::agencies : Told::regulator;
    return first(told(law_.jurisdiction, rule.id, facts_, who,
                      rule.also ? Unnamed::does_not : Unnamed::counts, happened_by_,
                      out_.questions));
  }

  // Several mailings: the timely residents are taken as told on the last one that did not go to
  // those identified late.
  std::optional<Notice> residents_told() {
    const auto first_late = first_late_identified();
    std::optional<Notice> last;
    for (const auto& notice : residents_notices())
      if (!first_late || notice.on < *first_late) last = notice;
    return last;
  }

  // ---- the duties --------------------------------------------------------------------------------

  Duty begin(const Rule& rule, std::string_view kind, std::string_view bearer,
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
        duty.because.push_back(
            {group_key(one.index, "identified"), to_text(*one.group->identified)});
    }
    append(duty.because, harm_.because);
    return duty;
  }

  void use_clock(Duty& duty) const {
    duty.due = clock_.due;
    duty.due_text = clock_.text;
    duty.alternatives = clock_.alternatives;
    append(duty.citations, clock_.sources);
    for (const auto& flag : clock_.flags) raise(duty.flags, flag);
    if (duty.due && calendar_ != nullptr)
      duty.working_due = calendar_->last_business_day_on_or_before(*duty.due);
  }

  Groups groups(const Wanted& wanted) const {
    Groups out;
    for (const auto& one : affected_)
      if (wanted(one)) out.push_back(&one);
    return out;
  }

  Elements triggers(const Wanted& wanted) const {
    Elements all;
    for (const auto& one : affected_)
      if (wanted(one)) all.insert(one.holding.triggers.begin(), one.holding.triggers.end());
    return all;
  }

  static void say(std::vector<std::string>& lines, Duty& duty, const std::vector<Conditional>& from,
                  const Elements& elements) {
    for (const auto& item : from) {
      const bool called = item.elements.empty() ||
                          std::any_of(item.elements.begin(), item.elements.end(),
                                      [&](const std::string& e) { return elements.count(e) > 0; });
      if (!called) continue;
      lines.push_back(item.text);
      append(duty.citations, item.sources);
    }
  }

  // Flags that every duty of this breach carries.
  void doubts(Duty& duty, const Rule& rule) {
    if (!law_.home && is_public_body(facts_) && rule_->flags.count("out-of-state") > 0)
      raise(duty.flags, *rule_, "out-of-state");
    for (const auto& flag : exposure_.flags) raise(duty.flags, flag);
    for (const auto& flag : harm_.flags) raise(duty.flags, flag);
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
  static bool only_how(std::string_view fact) {
    const auto ends = [fact](std::string_view end) {
      return fact.size() >= end.size() && fact.substr(fact.size() - end.size()) == end;
    };
    return fact == "notice_cost_usd" || fact == "entity.hipaa" || fact == "notified" || ends(".without_contact") ||
           ends(".city_mailbox_people");
  }

  // Marks what rests on an unseen text or an unknown fact, last of all.
  void add(Duty duty) {
    std::vector<std::string> unseen;
    for (const auto& source : duty.citations)
      if (!source.verified() && std::find(unseen.begin(), unseen.end(), source.cite) == unseen.end())
        unseen.push_back(source.cite);
    if (!unseen.empty())
      raise(duty.flags, {"RESTS_ON_UNVERIFIED_SOURCE",
                              "Recalled, not read: " + join(unseen, "; ") + "."});
    if (!unknown_.empty()) raise(duty.flags, {"RESTS_ON_UNKNOWN_FACT", unknown_});
    out_.duties.push_back(std::move(duty));
  }

  void individuals() {
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

  void late_identified() {
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
    const auto showing =
        add_ways(duty, law_, facts_, day_, elements, groups(late), out_.questions);
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

  std::optional<Date> first_late_identified() const {
    std::optional<Date> out;
    for (const auto& one : affected_)
      if (one.late && (!out || *one.group->identified < *out)) out = one.group->identified;
    return out;
  }

  // ---- (b)(2)(A) the regulator, the agencies ----------------------------------------------------

  static bool everyone(const Affected&) { return true; }

  void notice(const OtherNotice& rule, bool on_exit) {
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

  bool called(const std::set<std::string>& elements) const {
    return elements.empty() ||
           std::any_of(affected_.begin(), affected_.end(), [&](const Affected& one) {
             return one.holding.undecided ||
                    std::any_of(elements.begin(), elements.end(), [&](const std::string& e) {
                      return one.holding.triggers.count(e) > 0;
                    });
           });
  }

  static void event(Duty& duty, const Rule& rule, const std::string& name) {
    if (rule.flags.count(name) > 0) raise(duty.flags, rule, name);
  }

  // Whether enough people are affected; an unknown number is read as enough.
  bool reached(const OtherNotice& rule, Duty& duty) {
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

  void set_deadline(const OtherNotice& rule, Duty& duty) {
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

  static std::string words_of(const Limit& term) {
    if (term.kind != Limit::Kind::period) return "at the time of another notice";
    static const std::map<Limit::Length, std::string> units = {
        {Limit::Length::days, " days"},
        {Limit::Length::business_days, " business days"},
        {Limit::Length::hours, " hours"}};
    return std::to_string(term.n) + units.at(term.length) + " from " +
           replaced(term.from, "-", " ");
  }

  // Brings the last day forward to that of `term`.
  void limit(const OtherNotice& rule, Duty& duty, const Limit& term) {
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
    if (term.length == Limit::Length::business_days && !law_.home && calendar_ != nullptr)
      event(duty, rule, "business-days");
    if (term.length == Limit::Length::hours) event(duty, rule, "hours");
    const auto before = duty.alternatives.size();
    show_weekend(law_, calendar_, *day, duty.alternatives);
    if (duty.alternatives.size() > before) raise(duty.flags, *rule_, "weekend");
  }

  // The day by which `term` wants it done; none when it gives no day.
  std::optional<Date> day_of(const OtherNotice& rule, Duty& duty, const Limit& term,
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
        duty.because.push_back(
            {individuals_first_told_->key, to_text(individuals_first_told_->on)});
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

  // ---- (b)(2)(B) identity-theft services -----------------------------------------------------

  void services() {
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
             std::any_of(calling.begin(), calling.end(), [&](const std::string& e) {
               return one.holding.triggers.count(e) > 0;
             });
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

  void offer(const ServiceOffer& rule, const Wanted& wanted, const std::vector<Source>& calling,
             bool late) {
    auto duty = begin(rule, "offer-services", rule.bearer, rule.recipient, wanted);
    if (late) {
      duty.id += kLate;
      duty.state = DutyState::due_now;
    } else {
      use_clock(duty);
    }
    duty.due_text = rule.due_text;
    append(duty.citations, calling);
    std::int64_t months = 0;
    if (const auto* stated = rule.months.on(day_)) {
      append(duty.citations, stated->all_sources());
      for (const auto& reading : stated->readings) months = std::max(months, reading.value);
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

  // ---- (c) the owner -----------------------------------------------------------------------------

  void owner_notice() {
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

  // ---- what is not law, and who is bound ---------------------------------------------------------

  void no_duties() {
    const auto residents = people([](const Affected&) { return true; });
    for (const auto& rule : law_.no_duty)
      if (rule.in_force.holds(day_) && applies(rule) &&
          residents.value_or(rule.from_count) >= rule.from_count)
        not_required(rule, rule.because);
  }

  void coverage() {
    for (const auto& rule : law_.coverage)
      if (rule.in_force.holds(day_) && applies(rule) &&
          (rule.entities.empty() ||
           (facts_.entity_kind && rule.entities.count(*facts_.entity_kind) > 0)))
        raise(out_.flags, rule, "covered");
    for (const auto& deemed : law_.deemed)
      if (!deemed.hipaa && deemed.in_force.holds(day_))
        raise(out_.flags, {deemed.code, deemed.text});
  }

 public:
  // Duties are completed only when every question has been asked, since each names what it rests on.
  void finish() {
    std::vector<std::string> unknown;
    for (const auto& question : out_.questions)
      if (!only_how(question.fact)) unknown.push_back(question.fact);
    if (!unknown.empty()) unknown_ = "Not known, and read the safe way: " + join(unknown, ", ") + ".";
    out_.duties.reserve(out_.duties.size() + pending_.size());
    for (auto& duty : pending_) add(std::move(duty));
    pending_.clear();
  }

 private:
  // ---- small things ------------------------------------------------------------------------------

  static std::optional<Notice> first(const std::vector<Notice>& days) {
    return days.empty() ? std::nullopt : std::optional(days.front());
  }
  void ask(const std::string& fact, const std::string& why) {
    law::ask(out_.questions, fact, why);
  }
  void ask(const std::vector<Question>& questions) {
    for (const auto& question : questions) ask(question.fact, question.why);
  }
  void add_not_required(const std::string& rule, std::string because, std::vector<Source> sources) {
    out_.not_required.push_back({rule, law_.jurisdiction, std::move(because), std::move(sources)});
  }
  void not_required(const Rule& rule, const std::string& because) {
    add_not_required(rule.id, because, rule.sources);
  }

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

}  // namespace

void reckon_breach(const BreachLaw& law, const Calendar* calendar, const Facts& facts,
                   Date known_at, Date happened_by, Reckoning& out) {
  BreachReckoner reckoner(law, calendar, facts, known_at, happened_by, out);
  reckoner.reckon();
  reckoner.finish();
}

}  // namespace ledgelight::law
