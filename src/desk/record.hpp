// desk/record.hpp: the ledger of acts: publishing it and reading it.
#pragma once

#include "desk/desk.hpp"

namespace ledgelight::desk {

/// Signs what was sequenced and writes DIR/ledger, under a lock, resuming what a crash left.
/// Returns the published size. Errc::rolled_back when the folder is ahead of the database.
Result<std::uint64_t> publish(Desk& desk);
/// At start: database, folder and signed head are prefixes of each other.
Result<void> check_ledger_heads(Desk& desk);

struct RecordLine {
  std::uint64_t index = 0;
  std::string kind, actor, case_id, subject;
  Instant at;
  bool published = false;
};
struct RecordPage {
  std::vector<RecordLine> rows;  ///< newest first
  std::uint64_t size = 0, published = 0;
  std::uint64_t total = 0;  ///< acts that can be paged through: the case's, or all
  std::string root, vkey;
};
/// Without a case: everything the actor may see of; with one, that case's.
Result<RecordPage> record_page(Desk& desk, const Actor& actor, const CaseId& id, Page page);
/// tlog-proof text of one published leaf.
Result<std::string> proof_of(Desk& desk, std::uint64_t index);

struct RecordCheck {
  std::vector<std::string> faults;  ///< empty: whole
  std::uint64_t events = 0, leaves = 0;
  bool with_key = false;
};
/// Every event body against its leaf, leaves against the signed root, rows against events.
Result<RecordCheck> check_record(Desk& desk);

}  // namespace ledgelight::desk
