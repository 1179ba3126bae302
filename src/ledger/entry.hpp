// ledger/entry.hpp: from an act to its leaf. docs/formats/events.md says the same for outsiders.
//
// The log is public and for ever; cases are not. A leaf is a salted commitment, always 65 bytes:
//   "ledgelight/entry/v1\n" || base64(SHA256("ledgelight/commit/v1\n" || salt || event)) || "\n"
// Event and salt live sealed in the store; erasing them leaves a leaf that says nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "ledger/tree.hpp"

namespace ledgelight::ledger {

inline constexpr std::size_t kSaltBytes = 32;
inline constexpr std::size_t kLeafBytes = 65;
inline constexpr std::size_t kMaxEventBytes = 64U << 10;

/// "ledgelight/event/v1": what happened, named by ids, sizes and digests; never personal data.
struct Event {
  std::string actor;             ///< "o-3", "cli:1000", "resident", "system"
  Instant at{};                  ///< when it was entered
  std::optional<When> happened;  ///< when it happened, if that is another time
  std::string case_id;           ///< "" when it belongs to no case
  std::string kind;              ///< "evidence.sealed"; see event_kinds()
  Json object = Json::object();  ///< members by kind: ids, sizes, digests, numbers, words of ours
};

/// The canonical JSON text. Fails (bad_input) when the actor has none of the four forms, the kind
/// is not dotted lower case, or `object` holds a float or a string that is not a plain token:
/// printable ASCII without space, quotes, backslash or '@', at most 256 (so free text and addresses
/// cannot slip in).
Result<std::string> event_text(const Event& event);

/// Reads one. Fails (bad_input) when not canonical, not "v":1, or malformed. Members it does not
/// know are an error in the envelope and are kept in `object`. Kinds it does not know are kept.
Result<Event> parse_event(std::string_view text);

/// A kind and what it means in plain words ("Evidence sealed").
struct EventKind {
  std::string_view kind;
  std::string_view words;
};
/// Every kind this version writes, sorted; docs/formats/events.md lists the same.
std::span<const EventKind> event_kinds();
/// The words of `kind`, or the kind itself when unknown.
std::string_view words_of(std::string_view kind);

/// SHA256("ledgelight/commit/v1\n" || salt || event). CHECKs that the salt has 32 bytes.
Digest commitment(std::string_view salt, std::string_view event);
/// The 65 bytes of the leaf.
std::string entry_leaf(std::string_view salt, std::string_view event);
/// Whether `leaf` has the form of a leaf of ours (any commitment).
bool is_entry_leaf(std::string_view leaf);

/// How an event names a sealed body (a report, a message, a letter) that it must not contain: hex
/// SHA256("ledgelight/record/v1\n" || salt || canonical JSON of {"body":body,"kind":kind}).
/// Salt: 32 bytes of its own (CHECKed). Fails (bad_input) when the body is not canonical JSON.
Result<std::string> record_digest(std::string_view kind, std::string_view salt, const Json& body);

}  // namespace ledgelight::ledger
