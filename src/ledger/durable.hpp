// ledger/durable.hpp: files that are wholly there or not at all, even after a power cut.
//
// Dot-file in the same directory, fsync, rename, fsync of the directory and of the parent of each
// directory made. An fsync error ends the process: the kernel may have dropped the pages already,
// so neither a retry nor reading back proves anything.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ledgelight::ledger {

/// Makes `dir` and its missing parents, each durable. Fails: io, disk_full.
Result<void> make_dirs_durable(const std::filesystem::path& dir);

/// Replaces or makes `path` with `bytes`, mode 0444. Its directory must exist. Fails: io,
/// disk_full.
Result<void> write_durable(const std::filesystem::path& path, std::string_view bytes);

/// Like write_durable, but what exists already must hold the same bytes: else corrupt.
Result<void> write_once(const std::filesystem::path& path, std::string_view bytes);

/// The bytes of a regular file (a symlink is refused). Fails: not_found, too_large, io.
Result<std::string> read_whole(const std::filesystem::path& path, std::size_t limit);

/// fsync of a directory; ends the process on failure.
void sync_dir(const std::filesystem::path& dir);

}  // namespace ledgelight::ledger
