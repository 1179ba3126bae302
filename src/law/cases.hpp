// law/cases.hpp: the cases beside a pack: facts, and the duties they must come to.
// (Inside this room; docs/formats/pack.md describes *.cases.yaml.)
#pragma once

#include <string>

#include "law/check.hpp"

namespace ledgelight::law {

/// Runs every case in the pack's own *.cases.yaml; faults say what came instead.
void run_cases(const RuleFiles& files, const std::string& pack, const Rules& rules,
               CheckReport& report);

}  // namespace ledgelight::law
