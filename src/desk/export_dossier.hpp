// desk/export_dossier.hpp: everything of a case that an export carries, as of one size of the ledger.
// (Inside this room.) What may not leave is dropped here; the bag only writes down what is in it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "casefile/fact.hpp"
#include "casefile/timeline.hpp"
#include "desk/desk.hpp"
#include "desk/duties.hpp"
#include "desk/suspects.hpp"
#include "evidence/custody.hpp"

namespace ledgelight::desk {

/// What stands where words were held back; "withheld: " and why.
inline constexpr std::string_view not_reviewed = "withheld: nobody has reviewed these words";

/// What goes beyond an export for anybody.
struct Scope {
  bool personal = false, privileged = false;
};

/// The ledger at a size: leaf hashes, and a checkpoint. Ed25519 is deterministic, so signing an
/// older prefix again gives the bytes it had when it was the newest.
struct LedgerAt {
  std::vector<Digest> hashes;
  std::string checkpoint;
  std::string root;
};
Result<LedgerAt> ledger_at(Desk& desk, Tx& tx, std::uint64_t size);

struct Dossier {
  Scope what;
  CaseId id;
  std::set<std::uint64_t> released;  // acts whose words may leave
  std::uint64_t withheld_texts = 0;
  Masks mask;
  bool may_tell(std::uint64_t event) const { return what.personal || released.count(event) != 0; }
  std::string subject, state = "open";
  Instant opened, last;
  std::uint64_t size = 0;
  std::vector<OpenedEvent> events;  // ascending
  // Words that may leave, by the event that commits to them: {"body","kind","salt"}.
  std::map<std::uint64_t, Json> records;
  casefile::FactBook facts;
  std::vector<casefile::Entry> entries;  // written, not privileged
  std::uint64_t privileged_entries = 0, privileged_sheets = 0;
  struct Item {
    EvidenceRow row;
    std::string sha512, name;
    std::optional<Key> key;  // with personal data, unless it was erased
    std::string object() const { return replaced(row.id.str(), "/", "-") + ".bin"; }
  };
  std::vector<Item> items;
  std::vector<evidence::CustodyRow> custody;
  std::vector<Sheet> sheets;  // released ones, oldest first
  std::vector<std::uint64_t> sheet_events;  // their acts, same order
  struct Batch {
    std::string id, digest, manifest, state, on;
    std::int64_t letters = 0;
  };
  std::vector<Batch> batches;
  Json people = Json::object();
  // With personal data only.
  std::string register_lines, report_lines;
  std::vector<std::pair<LetterRow, Key>> letters;
};
/// The case as it was before event `size`. The caller passed the gate for `what`.
Result<Dossier> dossier_of(Desk& desk, Tx& tx, const CaseRow& kase, std::uint64_t size, Scope what);

/// A fact's value as it may leave, and why not all of it.
struct ToldValue {
  Json value;
  std::string withheld;
};
ToldValue told_value(const Dossier& d, const casefile::Statement& s);

}  // namespace ledgelight::desk
