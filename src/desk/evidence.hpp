// desk/evidence.hpp: sealing what arrives, and every touch of it as custody.
#pragma once

#include <memory>

#include "desk/desk.hpp"
#include "desk/reports.hpp"

namespace ledgelight::desk {

struct EvidenceSource {
  std::string name;         ///< original name, bytes; kept, never trusted
  std::string where_from;   ///< "browser upload", "report R-…", a path as given
  std::string purpose;      ///< why it is taken in
  std::string modified;     ///< RFC 3339 or ""
};
struct EvidenceLine {
  EvidenceId id;
  std::string sha256, sha512, name;  ///< name as shown: escaped
  std::string raw_name;              ///< original bytes
  std::string where_from;
  std::uint64_t size = 0;
  Instant at;
  bool already = false;  ///< these bytes were sealed in this case before
  std::string blob;
  KeyId key;
};

/// Takes bytes as they arrive. Dropped unfinished: nothing was promised, nothing remains.
class EvidenceIntake {
 public:
  static Result<std::unique_ptr<EvidenceIntake>> begin(Desk& desk, const Actor& actor,
                                                       const CaseId& id, EvidenceSource source);
  virtual ~EvidenceIntake() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
  /// Durable and on the ledger when this returns.
  virtual Result<EvidenceLine> finish() = 0;
};

/// A quarantined file of a report becomes evidence, without a second copy.
Result<EvidenceLine> take_from_quarantine(Desk& desk, Tx& tx, const Actor& actor,
                                          const CaseRow& row, const QuarantineRow& file);

/// One item, as list_evidence shows it, for a caller who passed the gate; not_found.
Result<EvidenceLine> evidence_line(Desk& desk, Tx& tx, const EvidenceId& id);
Result<std::vector<EvidenceLine>> list_evidence(Desk& desk, const Actor& actor, const CaseId& id);

struct CustodyLine {
  std::uint64_t event = 0;
  EvidenceId evidence;
  std::string action, actor, purpose, giver, taker;
  Instant at;
};
Result<std::vector<CustodyLine>> list_custody(Desk& desk, const Actor& actor, const CaseId& id);

/// The bytes, for somebody who says why; records custody "read".
Result<OpenedFile> open_evidence(Desk& desk, const Actor& actor, const EvidenceId& id,
                                 std::string_view purpose);
/// Said by hand: receive, release, hold, unhold or dispose. Fails: bad_input for what only happens
/// by itself (read, verify, derive, export).
Result<void> record_custody(Desk& desk, const Actor& actor, const EvidenceId& id,
                            std::string_view action, std::string_view purpose,
                            std::string_view giver, std::string_view taker);

/// The same inside a transaction of the caller's, who passed the gate.
Result<void> record_custody(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& row,
                            const EvidenceId& id, const std::string& action,
                            const std::string& purpose, const std::string& giver,
                            const std::string& taker);

/// Somebody looked at a value out of the item (a finding): custody "read" with the purpose.
Result<void> record_read(Desk& desk, const Actor& actor, const EvidenceId& id,
                         std::string_view purpose);

struct EvidenceCheck {
  EvidenceId id;
  bool sealed_intact = false;
  std::optional<bool> contents_intact;  ///< absent without a key
  std::string problem;
};
/// Re-reads; with `contents` also opens and hashes the plain bytes. Records custody "verify".
Result<std::vector<EvidenceCheck>> check_evidence(Desk& desk, const Actor& actor, const CaseId& id,
                                                  bool contents);

}  // namespace ledgelight::desk
