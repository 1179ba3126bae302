// ledger/finding.hpp: one sentence of a verifier, for somebody who is not a programmer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ledgelight::ledger {

enum class Level {
  ok,     ///< checked, and it holds
  fault,  ///< checked, and it does not hold: the thing is not to be relied on
  note,   ///< what the reader must know or do: not checked, or not provable
};
std::string_view name_of(Level level);  ///< "ok", "fault", "note"

struct Finding {
  Level level = Level::note;
  std::string what;   ///< a sentence
  std::string where;  ///< the file or part it is about; may be empty
  friend bool operator==(const Finding&, const Finding&) = default;
};
using Findings = std::vector<Finding>;

bool has_fault(const Findings& findings);

}  // namespace ledgelight::ledger
