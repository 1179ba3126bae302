// law/breach_law.hpp: one jurisdiction's breach-notification law, as its pack states it.
//
// Numbers, words, lists and citations come from the pack; what is done with them (law/duties.cpp)
// is fixed by the kind of rule. A law without a rule of some kind has no such duty or exit.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "law/clock.hpp"
#include "law/source.hpp"

namespace ledgelight::law {

/// A sentence for counsel that a rule raises in a certain event ("key-taken").
struct RuleFlag {
  std::string code, text;
  std::vector<Source> sources;
};

/// Whom a rule is written for: a jurisdiction's own public bodies, everybody else, or both.
enum class For { everybody, own_public_bodies, others };

/// What every rule has.
struct Rule {
  std::string id;     ///< "us/ct/breach/notify-residents"
  std::string title;  ///< "Notify each affected resident"
  For bound = For::everybody;
  Span in_force;      ///< by day of discovery
  std::vector<Source> sources;
  std::map<std::string, RuleFlag> flags;  ///< by event
};

/// kind: breach-definition
struct Definition : Rule {
  std::set<std::string> access, media;  ///< tokens that trigger
  bool encryption_safe = true;          ///< encrypted data, its key safe, is outside the duty
  std::string safe_because, paper_because;
};

struct ElementRule {
  std::string element;  ///< token
  bool needs_name = true;
  std::optional<std::string> only_with;      ///< another element that must be exposed too
  std::string only_with_because;             ///< why it does not count without
  std::optional<std::int64_t> within_feet;   ///< inclusive
  bool nameless_if_enough = false;           ///< without a name it counts, and counsel is told
  bool alone_if_usable = false;  ///< a number without its code counts, and counsel is told
  Span in_force;
  std::vector<Source> sources;
};
/// kind: personal-information
struct PersonalInformation : Rule {
  std::optional<Date> list_seen_from;  ///< before that day the list was not read
  std::vector<ElementRule> elements;
  std::string none_because;
};

/// A thing the notice must say, or a way it may be given, when an exposed element calls for it.
struct Conditional {
  std::set<std::string> elements;  ///< empty: always
  std::string text;
  std::vector<Source> sources;
};

/// kind: notify-individuals
struct IndividualNotice : Rule {
  std::string bearer, recipient, soft;  ///< soft: "without unreasonable delay"
  Unit unit = Unit::calendar_days;
  std::string after = "discovery";  ///< what the text counts from; the engine counts discovery
  Dated<std::int64_t> days;
  std::vector<Conditional> methods, content;
};

/// One limit of a deadline: "with individuals", "15 days from notifying-individuals".
struct Limit {
  enum class Kind { at_once, with_individuals, before_individuals, period };
  enum class Length { days, business_days, hours };
  Kind kind = Kind::at_once;
  Length length = Length::days;
  int n = 0;
  std::string from;  ///< of a period: "discovery", "determination", "notifying-individuals", …
};
/// The earliest of its terms; `or_else` are other readings, shown beside it.
struct Deadline {
  std::string words;
  std::vector<Limit> earliest_of, or_else;
};
/// kind: notify-regulator and notify-agencies
struct OtherNotice : Rule {
  std::string kind, bearer, recipient;
  std::string due_text;  ///< without `due`: no later than the individuals
  Dated<Deadline> due;
  std::int64_t min_count = 1;
  bool total_too = false;       ///< the text says persons: residents, or the total if that is more
  bool only_public = false;     ///< written for public bodies
  bool only_on_exit = false;    ///< owed when the exit for want of harm is used
  bool stays_on_exit = false;   ///< owed whether or not that exit is used
  bool not_extendable = false;  ///< a hold does not suspend it
  bool also = false;            ///< beside the regulator: telling one is not telling the other
  std::set<std::string> elements;  ///< only when one of these counts; empty: always
  std::vector<Conditional> methods, content;
};
/// kind: offer-services; with the notice
struct ServiceOffer : Rule {
  struct Trigger {
    std::string element;  ///< "any": every listed one
    Span in_force;
    std::vector<Source> sources;
  };
  std::string bearer, recipient, due_text, none_because, maintainer_because;
  bool only_public = false;  ///< written for public bodies
  Dated<std::int64_t> months;
  std::vector<Trigger> elements;
  std::vector<Conditional> content;
};
/// kind: notify-owner
struct OwnerNotice : Rule {
  std::string bearer, recipient, due_text, none_because;
  std::optional<Limit> within;  ///< absent: at once
};
/// kind: late-identified
struct LateIdentified : Rule {
  std::string due_text;
};
/// kind: law-enforcement-hold; flags: incomplete, after-due, released, release-unknown
struct HoldRule : Rule {
  std::string suspended_text, released_text;
  std::optional<std::int64_t> business_days_after_release;
};
/// kind: harm-exit; `never`: the act has none, or none that the facts can show
struct HarmExit : Rule {
  enum class Opens { on_finding, unless_acquired, never } opens = Opens::on_finding;
  std::string because;
  std::optional<Date> consultation_until;  ///< last day on which consultation was also needed
};
/// kind: substitute-notice; each "over" means strictly more; absent: no such test
struct SubstituteNotice : Rule {
  /// What opens it for bodies of one sort, beside or instead of the general figures.
  struct Track {
    std::optional<std::int64_t> cost_over_usd, class_over;
    std::string method;  ///< "": as in general
    std::int64_t employees_at_most = 0;
    std::vector<Source> sources;
  };
  std::optional<std::int64_t> cost_over_usd, class_over;
  std::optional<Track> small;       ///< of few employees, which the facts do not tell; flag: small
  std::optional<Track> based_here;  ///< instead, for bodies of the jurisdiction itself
  bool contact_opens = true;  ///< false: the text names number and cost only; flag: no-contact
  std::string method, method_partial, showing;
};
/// kind: credential-notice
struct CredentialNotice : Rule {
  std::string method, mailbox_method;
};
/// kind: deemed-compliance: a note that never takes a duty away
struct Deemed : Rule {
  bool hipaa = false;  ///< raised when the entity is under HIPAA; else always
  std::string code, text;
};
/// kind: no-duty: what is widely believed and is not the law
struct NoDuty : Rule {
  std::string because;
  std::int64_t from_count = 0;  ///< shown from this many residents on
};
/// kind: coverage: why this entity is bound at all, or, `outside`, that it is not
struct Coverage : Rule {
  std::set<std::string> entities;  ///< empty: every kind
  bool outside = false;
};
/// kind: vendor-clock
struct VendorClock : Rule {
  std::string vendor_because, own_because;
};

struct BreachLaw {
  std::string pack, jurisdiction, statute;
  bool home = false;  ///< its pack is on the way to the city
  Definition definition;
  PersonalInformation personal;
  std::vector<IndividualNotice> individuals;  ///< at most one for whomever
  std::vector<OtherNotice> notices;
  std::vector<ServiceOffer> services;
  std::optional<OwnerNotice> owner;
  std::optional<LateIdentified> late;
  std::optional<HoldRule> hold;
  std::optional<HarmExit> harm;
  std::optional<SubstituteNotice> substitute;
  std::optional<CredentialNotice> credentials;
  std::optional<VendorClock> vendor;
  std::vector<Coverage> coverage;
  std::vector<Deemed> deemed;
  std::vector<NoDuty> no_duty;
  std::string weekend_text;   ///< why a day on a weekend or holiday is kept
  std::string weekend_moves;  ///< "law is silent on moving it"
  std::vector<Source> weekend_sources;

  /// The first rule of its kind that is not for the jurisdiction's own public bodies only; of the
  /// regulator's, nullptr when there is none.
  const IndividualNotice& general_notice() const { return *general(individuals); }
  const OtherNotice* regulator() const {
    for (const auto& one : notices)
      if (one.kind == "notify-regulator" && one.bound != For::own_public_bodies) return &one;
    return nullptr;
  }
  const ServiceOffer* general_services() const {
    return services.empty() ? nullptr : general(services);
  }

 private:
  template <class R>
  static const R* general(const std::vector<R>& rules) {
    for (const auto& rule : rules)
      if (rule.bound != For::own_public_bodies) return &rule;
    return &rules.front();
  }
};

}  // namespace ledgelight::law
