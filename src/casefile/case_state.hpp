// casefile/case_state.hpp: where a case stands, and how grave it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/fact.hpp"

namespace ledgelight::casefile {

/// open: being looked into. contained: it no longer goes on. notifying: people and offices are
/// being told. closed: nothing is left to do; it can be opened again.
enum class CaseState { open, contained, notifying, closed };
std::string_view name_of(CaseState state);
Result<CaseState> parse_case_state(std::string_view name);

/// Any open state to any other, to closed with a reason, and closed → open with a reason. Fails
/// with wrong_state, or bad_input when the reason is missing or longer than 4,000 bytes.
Result<void> may_move(CaseState from, CaseState to, std::string_view reason);
std::vector<CaseState> next_states(CaseState from);
bool needs_reason(CaseState from, CaseState to);

/// One addend, with what it rests on.
struct SeverityTerm {
  std::string key;   ///< message key: "severity.people"
  std::string fact;  ///< name of the fact; "" when it has not been stated
  int points = 0;
  bool suspected = false;
};
/// 1 low (0-2 points), 2 moderate (3-5), 3 serious (6-8), 4 grave (9 and more); 0: no fact that
/// counts has been stated. A plain scale for ordering work; no law knows it. Table:
/// docs/formats/case.md.
struct Severity {
  int level = 0;
  int points = 0;
  std::vector<SeverityTerm> terms;
  std::string arithmetic() const;  ///< "people 3 + data 4 + access 1 = 8"
};
Severity severity_of(const FactBook& book);

}  // namespace ledgelight::casefile
