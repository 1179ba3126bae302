// evidence/custody.hpp: who held a piece of evidence, when and why, and where the chain has a gap.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/json.hpp"

namespace ledgelight::evidence {

/// One handling. Action is the last word of the event's kind "custody.<action>".
struct CustodyRow {
  std::uint64_t event = 0;  ///< index in the ledger
  std::string item;         ///< "2026-0007/E1"
  std::string action;  ///< collect receive transfer release read derive verify export hold dispose
  std::string actor;   ///< "o-3", "cli:1000", "resident", "system"
  Instant at{};        ///< when it was entered
  std::string purpose;
  std::string giver, taker;  ///< the two sides of a hand-over; empty when not one, or not told
  friend bool operator==(const CustodyRow&, const CustodyRow&) = default;
};

/// A line of custody.jsonl: {"action","actor","at","event","from","item","purpose","to"}.
Json to_json(const CustodyRow& row);
Result<CustodyRow> custody_from_json(const Json& json);

struct CustodyGap {
  std::string item;
  std::uint64_t event = 0;  ///< where it shows
  std::string what;         ///< a sentence
  friend bool operator==(const CustodyGap&, const CustodyGap&) = default;
};

/// Every gap in `rows` (any order, several items), by item and then event:
///  - the first row of an item does not take it in;
///  - the entered time runs backwards along the ledger;
///  - something was received from somebody who did not hold it;
///  - it was handled while it was released, or after it was disposed of.
std::vector<CustodyGap> custody_gaps(std::span<const CustodyRow> rows);

}  // namespace ledgelight::evidence
