// desk/backup.hpp: the whole desk as one file, and back.
//
// A backup is a tar (pax) of the desk folder: desk.toml, the sealed ledger key, rules/, vault/, a
// consistent copy of the database and the ledger as of that copy. Everything personal in it is as
// sealed as on the disk. The desk key is left out unless `with_key` says otherwise (a desk with a
// passphrase carries its key wrapped): keep it apart, in the safe. The last member, backup.sha256,
// lists the SHA-256 of every other one: a backup from which a byte or a file is gone is refused.
#pragma once

#include "desk/desk.hpp"

namespace ledgelight::desk {

struct BackupSummary {
  std::uint64_t files = 0, bytes = 0, ledger_size = 0;
  bool has_key = false;
};
/// Writes `file` (which must not exist) as `file`.partial, syncs, renames. Works while running.
Result<BackupSummary> backup(Desk& desk, const Actor& actor, const std::string& file, bool with_key);

/// Unpacks into `folder`.partial, lets `check` look at it, then renames. `folder` must not exist.
/// `key_file`: path of the desk key when the backup has none ("" otherwise). Members with paths
/// or kinds a desk does not have are refused (Errc::bad_input), and so is one that is not what was
/// written (corrupt, truncated); nothing is left behind on failure.
Result<BackupSummary> restore(const std::string& file, const std::string& folder,
                              const std::string& key_file,
                              const std::function<Result<void>(const std::string& folder)>& check);

}  // namespace ledgelight::desk
