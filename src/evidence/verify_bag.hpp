// evidence/verify_bag.hpp: the part of the verifier that reads an exported bag.
#pragma once

#include <filesystem>

#include "evidence/verify.hpp"

namespace ledgelight::evidence {

/// Every check of an exported bag, in order. `dir` exists and holds bagit.txt or a manifest.
Findings verify_bag(const std::filesystem::path& dir, const VerifyOptions& options);

/// What no check of ours can show; the same words for a bag and a published log.
Finding unproved_truth();
Finding unproved_history(std::size_t witnesses);
/// "Consistent under key X: confirm it."
Finding confirm_key(const ledger::VerifierKey& key, std::string where);

}  // namespace ledgelight::evidence
