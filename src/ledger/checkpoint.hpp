// ledger/checkpoint.hpp: the signed head of a log (C2SP tlog-checkpoint).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/note.hpp"
#include "ledger/tree.hpp"

namespace ledgelight::ledger {

/// Origin, size, root. We write no extension lines but read them.
struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root = empty_root();
  std::vector<std::string> extensions;

  /// The text of a note. Fails (bad_input) on anything but the three lines in canonical form and
  /// non-empty extension lines; size 0 must carry the root of the empty tree.
  static Result<Checkpoint> parse_text(std::string_view text);
  std::string text() const;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// The whole note, signed by the log. Ed25519 is deterministic and a checkpoint holds no time, so
/// signing a size again gives the same bytes. Only for a root the log really had (sign_head, or
/// PublishedLog::root_at for an earlier size). CHECKs that the origin is the key's name.
std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);

/// A checkpoint whose signature by the log holds.
struct OpenedCheckpoint {
  Checkpoint checkpoint;
  std::vector<SignedBy> witnesses;  ///< known cosigners whose lines hold
};

/// Reads a whole signed checkpoint. The log's key must have signed and be named like the origin; a
/// line of a known witness must hold too. Unknown lines are ignored. Fails: bad_input, unverified.
Result<OpenedCheckpoint> open_checkpoint(std::string_view note, const VerifierKey& log,
                                         std::span<const VerifierKey> witnesses = {});

/// Reads it without checking any signature: for "consistent under key X: confirm it".
Result<Checkpoint> peek_checkpoint(std::string_view note);

}  // namespace ledgelight::ledger
