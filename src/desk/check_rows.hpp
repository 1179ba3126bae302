// desk/check_rows.hpp: does what the database shows still say what the acts committed to?
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "desk/desk.hpp"
#include "ledger/entry.hpp"

namespace ledgelight::desk {

/// Compares rows with acts: take() or erased() for every act in order, then finish().
///
/// An act that made a row commits to what stands plain in it and to the record sealed in it; both
/// are compared, so that a row deleted, added, exchanged or altered is named. Compared: reports
/// with their files and messages, cases with members, facts, entries, evidence, custody, duty
/// sheets, signed readings, clocks, letters, runs of discovery, officers, days of the place. Not
/// compared: findings and the register of people (their acts say how many), settings, sessions,
/// drafts, jobs.
class RowCheck {
 public:
  RowCheck(Desk& desk, Tx& tx) : desk_(desk), tx_(tx) {}
  void take(std::uint64_t index, const ledger::Event& event);
  /// An act whose key was erased: nothing is asked of its rows, nor of the state of its case.
  void erased(const EventRow& row);
  /// One sentence for each fault.
  Result<std::vector<std::string>> finish();

 private:
  using Sum = std::array<std::uint8_t, 16>;  // of all that an act says of its row
  struct CaseNow {
    std::string state = "open", owner, record;
    std::int64_t severity = 0;
    bool restricted = false;
    std::set<std::string> members;
  };
  struct OfficerNow {
    std::string roles;
    bool active = true;
  };
  struct BatchNow {
    std::string state, on;
  };

  static Sum sum(const std::vector<std::string>& parts);
  void expect(std::uint64_t index, const std::vector<std::string>& parts);
  void take_state(const ledger::Event& event);
  /// `parts` as the row says them; the record in `sealed` is added.
  Result<void> row(std::uint64_t index, const std::string& what, std::vector<std::string> parts,
                   const Sealed& sealed, std::string_view label, std::string_view kind);
  Result<std::string> digest_in(const Sealed& sealed, std::string_view label,
                                std::string_view kind);
  Result<void> reports();
  Result<void> cases();
  Result<void> rows_of(const CaseId& id);
  Result<void> letters_of(const CaseId& id);
  Result<void> state_of(const CaseRow& row);
  Result<void> officers();
  void fault(const std::string& words) { faults_.push_back(words); }

  Desk& desk_;
  Tx& tx_;
  std::unordered_map<std::uint64_t, Sum> expected_;
  std::map<std::string, CaseNow> cases_;
  std::map<std::string, std::string> reports_;  // id and state
  std::map<std::string, OfficerNow> officers_;
  std::map<std::string, BatchNow> batches_;
  std::map<std::string, std::string> clocks_;  // id and record
  std::set<std::uint64_t> erased_;
  std::set<std::string> erased_things_;  // cases and subjects
  std::vector<std::string> faults_;
};

}  // namespace ledgelight::desk
