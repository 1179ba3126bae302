// ledger/receipt.hpp: what a reporter keeps to prove that, and what, they filed.
//
// "ledgelight/receipt/v1", docs/formats/receipt.md: one JSON file, *.receipt.json, checkable
// offline by anyone it is shown to. It holds the report's own words, so it is as private as the
// report; it never holds the receipt code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "ledger/finding.hpp"
#include "ledger/note.hpp"

namespace ledgelight::ledger {

struct Receipt {
  std::string city;         ///< "us/ct/stamford"
  std::string reference;    ///< "R-7K4Q-M2XD"
  std::string event;        ///< canonical text of the report.received event
  std::string event_salt;   ///< 32 bytes
  std::string record_kind;  ///< "report"
  Json record;              ///< the body as it was filed, canonical JSON
  std::string record_salt;  ///< 32 bytes
  /// Absent until the entry was published: then "received, not yet in the public record".
  struct Position {
    std::uint64_t index = 0;
    std::string proof;  ///< tlog-proof text
  };
  std::optional<Position> position;
  std::string log_vkey;
};

/// The file: pretty JSON with words for a reader, the same bytes for the same receipt.
/// Fails (bad_input) when a part is malformed.
Result<std::string> print_receipt(const Receipt& receipt);
/// Fails (bad_input, too_large: over 4 MiB). Nothing is verified.
Result<Receipt> parse_receipt(std::string_view text);
/// Whether `text` says of itself that it is a receipt (of any version).
bool looks_like_receipt(std::string_view text);

/// Every check there is, each as a sentence. Without `trusted` the log's key is the one the receipt
/// names, and a note says to confirm it. The event must be "report.received" whose object is
/// {"record": record_digest, "report": reference, …}.
Findings verify_receipt(std::string_view text, const std::optional<VerifierKey>& trusted = {});

}  // namespace ledgelight::ledger
