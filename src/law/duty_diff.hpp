// law/duty_diff.hpp: how one reckoning differs from another, duty by duty.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"

namespace ledgelight::law {

struct FieldChange {
  std::string field;   ///< "due", "methods" …
  Json before, after;  ///< of a list: only what went, only what came
};
struct DutyChange {
  enum class Kind { added, removed, changed };
  Kind kind = Kind::changed;
  std::string duty, jurisdiction, title;
  std::string due;  ///< of the duty added or removed; "" none
  std::vector<FieldChange> fields;
};
std::string_view name_of(DutyChange::Kind kind);  ///< "added"

/// Two reckonings as duties JSON. By duty id: removed and changed in the order of `before`, then
/// added in the order of `after`. Ids match whole; a field that is missing is null.
std::vector<DutyChange> compare_duties(const Json& before, const Json& after);

/// The first path at which two values differ ("duties[0].due"); empty: they are the same.
std::string first_difference(const Json& a, const Json& b);

Json to_json(const std::vector<DutyChange>& changes);
/// "changed us/ct/breach/notify-residents (US-CT): due 2026-05-01 -> 2026-04-01 …", indented.
std::string to_words(const std::vector<DutyChange>& changes);

}  // namespace ledgelight::law
