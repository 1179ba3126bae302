// law/cases.hpp: the cases beside a pack: facts, and the duties they must come to.
// (Inside this room; docs/formats/pack.md describes *.cases.yaml.)
#pragma once

#include <map>
#include <string>
#include <utility>

#include "law/check.hpp"

namespace ledgelight::law {

/// Rules that cases are run under, loaded once each: of a city, with those of the states a case
/// names.
class CaseRules {
 public:
  explicit CaseRules(const RuleFiles& files) : files_(files) {}
  /// Fails as load_rules does.
  Result<const Rules*> of(const std::string& city, bool other_states);

 private:
  const RuleFiles& files_;
  std::map<std::pair<std::string, bool>, Result<Rules>> loaded_;
};

/// Runs every case in the pack's own *.cases.yaml; faults say what came instead. A case is of the
/// city its facts name, else of the pack.
void run_cases(const RuleFiles& files, const std::string& pack, CaseRules& rules,
               CheckReport& report);

}  // namespace ledgelight::law
