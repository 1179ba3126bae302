// cli/scan_files.hpp: discovery over plain files and folders, without a desk.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace ledgelight::cli {

struct NamedFile {
  std::string full;  ///< as the system opens it
  std::string name;  ///< relative to the path that was asked for; hostile bytes and all
  std::string trouble = {};  ///< why it will not be read: a link in a folder, a pipe; "" it will
};

/// Every file under `paths`, folders in the order of the bytes of their names. Links in folders are
/// listed and not followed. Fails (usage) when a path is not there.
Result<std::vector<NamedFile>> files_under(const std::vector<std::string>& paths);

struct ScanWish {
  std::vector<std::string> paths;
  std::string out;            ///< a folder; made when it is not there, no table of ours may be in it
  std::uint64_t threads = 0;  ///< 0: as many as the machine has
  bool reveal = false;
};
struct ScanDone {
  std::uint64_t files = 0, bytes = 0, findings = 0, people = 0, unread = 0;
  std::string summary;  ///< the text of summary.json
};

/// Scans and writes the five tables of docs/formats/findings.md. The same files give the same
/// tables, however many threads. Fails: usage (also when a table
/// is there already), io, disk_full.
Result<ScanDone> scan_files(const ScanWish& wish);

}  // namespace ledgelight::cli
