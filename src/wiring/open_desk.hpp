// wiring/open_desk.hpp: a folder becomes a desk: keys, store, vault and law put together.
//
// The folder is described byte by byte in docs/formats/desk.md.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "desk/desk.hpp"

namespace ledgelight::wiring {

struct OpenOptions {
  std::string passphrase;            ///< used only by a desk whose key is under one
  std::optional<std::string> rules;  ///< a folder laid over the rules, instead of desk.toml's
  const Clock* clock = nullptr;      ///< nullptr: the machine's. Others for tests and demonstrations
  Randomness* randomness = nullptr;  ///< nullptr: the machine's
  /// For looking only: no version of the rules is kept, and a desk that is behind its published
  /// ledger opens all the same (desk::check_ledger_heads says so).
  bool read_only = false;
};

/// Opens the desk in `folder`. A version of the rules that it never used before is copied into
/// rules/ first. Fails with config (no desk there, desk.toml or the packs are wrong, the key file
/// may be read by others), locked_desk (key missing, passphrase wrong or needed, another desk's
/// key), rolled_back, corrupt, busy, io, store.
Result<std::unique_ptr<desk::Desk>> open_desk(const std::string& folder,
                                              const OpenOptions& options = {});

/// True when `folder` holds a desk.toml.
bool is_desk(const std::string& folder);
/// Whether opening it takes a passphrase. Fails like open_desk.
Result<bool> needs_passphrase(const std::string& folder);
/// Whether the key lies in the folder, or is there under a passphrase. Fails like open_desk.
Result<bool> has_key(const std::string& folder);

/// What of a desk can be looked at without its key: rows whose words stay sealed, sealed files, and
/// the public key of the ledger. Fails like open_desk, but never for want of a key.
struct SealedDesk {
  std::unique_ptr<desk::Store> store;
  std::unique_ptr<desk::Vault> vault;
  std::string ledger_vkey;
  std::string city;
};
Result<SealedDesk> open_sealed(const std::string& folder);

/// "0.1.0": also what desk.created says.
std::string version();

}  // namespace ledgelight::wiring
