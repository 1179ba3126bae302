// law/check.hpp: `law check`: is a folder of packs fit to be relied on?
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "law/rules.hpp"

namespace ledgelight::law {

struct CheckReport {
  std::vector<std::string> faults;    ///< "us/ct/breach.yaml:12: …; write … instead"
  std::vector<std::string> warnings;  ///< fit to load, but worth a look
  std::vector<std::string> coverage;  ///< what the packs cover, one line each
  int packs = 0, claims = 0, cases = 0, cases_passed = 0;
  int cases_not_run = 0;  ///< a pack that they need does not load
  int unverified = 0, silent = 0, not_seen = 0, disagreeing = 0;  ///< of the claims
  bool ok() const { return faults.empty(); }
};

/// Schema, a source on every claim, no dead reference, calendars complete for ten years before and
/// after `today`, every case passes, a coverage list. Never stops at the first fault.
CheckReport check(const RuleFiles& files, Date today);

Json to_json(const CheckReport& report);
std::string to_words(const CheckReport& report);

}  // namespace ledgelight::law
