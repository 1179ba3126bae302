// wiring/desk_file.hpp: desk.toml, read strictly and written plainly (docs/formats/desk.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "wiring/desk_key.hpp"

namespace ledgelight::wiring {

struct DeskFile {
  std::string city;           ///< "us/ct/stamford"
  std::string origin, vkey;   ///< of the ledger
  std::string store;          ///< "sqlite:store.sqlite"
  std::string rules_overlay;  ///< "" none
  bool demonstration = false;
  WrappedKey key;
};

/// At most 64 KiB. Unknown and missing keys, and values of a wrong kind, are faults: config, one
/// line each, "desk.toml: ledger.origin: …".
Result<DeskFile> parse_desk_file(std::string_view text);
std::string print_desk_file(const DeskFile& file);

}  // namespace ledgelight::wiring
