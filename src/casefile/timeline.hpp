// casefile/timeline.hpp: what happened in a case, in the order in which it happened.
//
// Every entry has two times: when it happened, as exactly as anybody knows, and when it was
// entered. Nothing is edited; a correction is an entry of its own that points at what it corrects.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/id.hpp"

namespace ledgelight::casefile {

enum class EntryKind { automatic, written, correction };
std::string_view name_of(EntryKind kind);

struct Entry {
  EntryId id;
  EntryKind kind = EntryKind::written;
  When happened;           ///< unknown: placed where it was entered
  Instant entered;
  std::string by;          ///< actor
  std::string text;        ///< words, or for an automatic entry its event kind
  EntryId corrects;        ///< empty unless a correction
  bool privileged = false;
  std::uint64_t event = 0; ///< ledger index of the act
  friend bool operator==(const Entry&, const Entry&) = default;
};

/// Both lists in the order of what happened: by first possible moment (an open beginning counts
/// from its end; unknown from `entered`), the coarser first, then `entered`, then `event`, then id.
std::vector<Entry> merged(std::vector<Entry> automatic, std::vector<Entry> written);
/// Whether `a` stands before `b`: a strict weak ordering.
bool before(const Entry& a, const Entry& b);

/// Fails with bad_input: no text, too long (20,000 bytes), not UTF-8; a correction of nothing,
/// of an automatic entry, or of what is not in `existing` (not_found).
Result<void> check_entry(const Entry& entry, const std::vector<Entry>& existing);
/// The corrections of `id`, and corrections of those, oldest entered first. Bounded by the list.
std::vector<Entry> corrections_of(const EntryId& id, const std::vector<Entry>& entries);

}  // namespace ledgelight::casefile
