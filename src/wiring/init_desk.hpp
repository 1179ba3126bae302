// wiring/init_desk.hpp: making a desk out of an empty folder.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "desk/desk.hpp"

namespace ledgelight::wiring {

struct InitOptions {
  /// Name of the ledger and its key, at most 128 printable signs without white space or '+'.
  /// Empty: made of the city and eight random signs, "stamford-ct.ledgelight/7k4qm2xd".
  std::string origin;
  std::string rules;          ///< a folder laid over the rules, kept in desk.toml; "" none
  std::string passphrase;     ///< "": the desk key lies in desk.key
  bool demonstration = false; ///< every page, PDF and export says so
  const Clock* clock = nullptr;
  Randomness* randomness = nullptr;
};

/// Makes `folder` (mode 0700) and a desk in it; the first act on its ledger is desk.created.
/// A folder that holds anything is refused (conflict), except what an earlier call left when it
/// was killed. On failure nothing of the desk remains. Fails further with not_found or config (no
/// rules for `city`), bad_input (origin, passphrase under 12 bytes), io, disk_full.
Result<std::unique_ptr<desk::Desk>> init_desk(const std::string& folder, const std::string& city,
                                              const InitOptions& options = {});

}  // namespace ledgelight::wiring
