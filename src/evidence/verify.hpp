// evidence/verify.hpp: what an auditor runs: is this thing whole, and what does it prove?
//
// Offline; needs no desk, database or key but the log's public one. Each fault is a sentence that
// names the file. What is not proved is always said.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "evidence/bag.hpp"
#include "ledger/note.hpp"

namespace ledgelight::evidence {

struct VerifyOptions {
  std::optional<ledger::VerifierKey> vkey;     ///< the log's key, from somewhere else
  std::vector<ledger::VerifierKey> witnesses;  ///< cosigners the auditor trusts
};

struct VerifyReport {
  std::string kind;  ///< "bag", "ledger", "receipt"
  std::string path;
  Findings lines;  ///< in the order of the checks

  bool fine() const { return !ledger::has_fault(lines); }
  /// 0: everything that can be checked holds. 1: at least one fault.
  int exit_code() const { return fine() ? 0 : 1; }
  std::string text() const;  ///< for people: one finding a paragraph, the verdict last
  Json json() const;         ///< {"fine","kind","lines":[{"level","what","where"}],"path"}
};

/// Recognises an exported bag, a published ledger (or a desk folder that holds one in ledger/), and
/// a receipt file. Fails: not_found; unsupported (none of the three); io.
///
/// In a bag, beside BagIt itself: ledgelight/checkpoint and log.vkey; every events/<index>.json
/// against proofs/<index>.tlog-proof; data/objects against metadata.jsonl and the evidence.sealed
/// events ("sha256", "size"), data/sealed against their "sealed_sha256"; each row of
/// data/timeline.jsonl and data/custody.jsonl that has a member "event" (an index) against that
/// event (at, actor, case, happened, kind, as far as the row has them). events/<index>.json may
/// hold a third member "record": {"body","kind","salt"}, the words the event commits to
/// (record_digest); then a row's members of the same names (custody: "from" for giver, "to" for
/// taker) must be those words. Any other file in data/ counts as proved when its SHA-256 stands in
/// a proved event or record, or when it is itself such a {"body","kind","salt"} of one.
Result<VerifyReport> verify_path(const std::filesystem::path& path, const VerifyOptions& options);

}  // namespace ledgelight::evidence
