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

/// What every rule has.
struct Rule {
  std::string id;     ///< "us/ct/breach/notify-residents"
  std::string title;  ///< "Notify each affected resident"
  Span in_force;      ///< by day of discovery
  std::vector<Source> sources;
  std::map<std::string, RuleFlag> flags;  ///< by event
};

/// kind: breach-definition
struct Definition : Rule {
  std::set<std::string> access, media;  ///< tokens that trigger
  std::string safe_because, paper_because;
};

struct ElementRule {
  std::string element;  ///< token
  bool needs_name = true;
  std::optional<std::string> only_with;      ///< another element that must be exposed too
  std::string only_with_because;             ///< why it does not count without
  std::optional<std::int64_t> within_feet;   ///< inclusive
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
  Dated<std::int64_t> days;  ///< after discovery
  std::vector<Conditional> methods, content;
};
/// kind: notify-regulator; no later than the individuals
struct RegulatorNotice : Rule {
  std::string bearer, recipient, due_text;
  std::int64_t min_count = 1;
  std::vector<Conditional> methods, content;
};
/// kind: offer-services; with the notice
struct ServiceOffer : Rule {
  struct Trigger {
    std::string element;
    Span in_force;
    std::vector<Source> sources;
  };
  std::string bearer, recipient, due_text, none_because, maintainer_because;
  Dated<std::int64_t> months;
  std::vector<Trigger> elements;
  std::vector<Conditional> content;
};
/// kind: notify-owner
struct OwnerNotice : Rule {
  std::string bearer, recipient, due_text, none_because;
};
/// kind: late-identified
struct LateIdentified : Rule {
  std::string due_text;
};
/// kind: law-enforcement-hold; flags: incomplete, after-due, released, release-unknown
struct HoldRule : Rule {
  std::string suspended_text, released_text;
};
/// kind: harm-exit
struct HarmExit : Rule {
  std::string because;
  std::optional<Date> consultation_until;  ///< last day on which consultation was also needed
};
/// kind: substitute-notice; each "over" means strictly more
struct SubstituteNotice : Rule {
  std::int64_t cost_over_usd = 0, class_over = 0;
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
/// kind: coverage: why this entity is bound at all
struct Coverage : Rule {
  std::set<std::string> entities;
};
/// kind: vendor-clock
struct VendorClock : Rule {
  std::string vendor_because, own_because;
};

struct BreachLaw {
  std::string pack, jurisdiction, statute;
  Definition definition;
  PersonalInformation personal;
  IndividualNotice individuals;
  std::optional<RegulatorNotice> regulator;
  std::optional<ServiceOffer> services;
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
  std::string weekend_text;            ///< why a day on a weekend or holiday is kept
  std::vector<Source> weekend_sources;
};

}  // namespace ledgelight::law
