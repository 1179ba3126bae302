// cli/check_desk.hpp: a whole desk looked through: rows, sealed files and, with its key, contents.
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "evidence/bag.hpp"

namespace ledgelight::cli {

/// The public key that the desk names as its ledger's. Fails like wiring::open_sealed.
Result<std::string> ledger_vkey_of(const std::string& folder);

/// Reads every act, leaf and sealed file; changes nothing. Says "sealed bytes intact" without the
/// key, "contents intact" with it; each fault is a sentence. `passphrase` is asked only when the
/// desk has one; empty: look without the key. Published files are verify_path's part.
evidence::Findings check_desk(const std::string& folder,
                              const std::function<Result<std::string>()>& passphrase);

}  // namespace ledgelight::cli
