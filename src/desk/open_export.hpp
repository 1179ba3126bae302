// desk/open_export.hpp: an encrypted export back into a folder, for whoever was given the passphrase.
//
// Needs no desk. docs/formats/export.md, "Encrypted exports".
#pragma once

#include <string>

#include "base/result.hpp"

namespace ledgelight::desk {

struct UnsealedExport {
  std::string case_id;  ///< the folder inside
  std::uint64_t files = 0, bytes = 0;
};
/// Writes the bag in `file` to the folder `out` (0700, files 0600), which must not exist. Bytes are
/// written to "<out>.partial" as each message is found sound; it gets its name when all of it is, and
/// is removed otherwise. Fails: bad_credential (the passphrase is wrong, or the first message or the
/// head was changed: the two look alike), corrupt (changed later on, or a name or entry that no export
/// has), truncated, unsupported (no encrypted export, a newer version, more work than any export asks
/// for), conflict, too_large, io, disk_full.
Result<UnsealedExport> open_export(const std::string& file, const std::string& out, const std::string& passphrase);

}  // namespace ledgelight::desk
