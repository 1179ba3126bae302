// vault/folder.hpp: a desk::Vault in a folder: DIR/ab/abcdef… (docs/formats/sealed-file.md).
//
// A blob appears under its name only when it is whole and synced: it is written as a dot-file
// beside the others and renamed. Files are 0400, folders 0700. Nothing is ever changed in place.
#pragma once

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "desk/ports/vault.hpp"

namespace ledgelight::vault {

/// Makes `path` when it is not there (its parent must be). What a writer that died left behind is
/// taken away; what a living process is writing stays.
///
/// Threads: a Vault may be used by many at once (then `randomness` must bear it too); a writer or
/// reader by one. Writers and readers may outlive the Vault.
/// Fails with io, disk_full; reading with not_found, corrupt, truncated, unsupported (a newer
/// format version).
Result<std::unique_ptr<desk::Vault>> open_folder_vault(
    const std::string& path, Randomness& randomness = system_randomness());

}  // namespace ledgelight::vault
