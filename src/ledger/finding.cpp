#include "ledger/finding.hpp"

#include <algorithm>

namespace ledgelight::ledger {

std::string_view name_of(Level level) {
  switch (level) {
    case Level::ok: return "ok";
    case Level::fault: return "fault";
    case Level::note: return "note";
  }
  return "note";
}

bool has_fault(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.level == Level::fault; });
}

}  // namespace ledgelight::ledger
