// ledger/proof_file.hpp: one file that proves one entry, offline (C2SP tlog-proof, .tlog-proof).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.hpp"

namespace ledgelight::ledger {

struct ProofFile {
  std::optional<std::string> extra;  ///< bytes; NOT authenticated
  std::uint64_t index = 0;
  std::vector<Digest> hashes;  ///< the leaf's sibling first; at most 63
  std::string checkpoint;      ///< a whole signed note

  /// Fails (bad_input, too_large: over 128 KiB). The checkpoint is parsed, not verified.
  static Result<ProofFile> parse(std::string_view bytes);
  std::string text() const;
  friend bool operator==(const ProofFile&, const ProofFile&) = default;
};

/// Checks that `entry` is in the log `log` signed: signature, then inclusion. Fails (unverified).
Result<OpenedCheckpoint> verify_proof(const ProofFile& proof, std::string_view entry,
                                      const VerifierKey& log,
                                      std::span<const VerifierKey> witnesses = {});

}  // namespace ledgelight::ledger
