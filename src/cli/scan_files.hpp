// cli/scan_files.hpp: discovery over files, folders or sealed evidence, into a folder of tables.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/found_files.hpp"
#include "discover/scan.hpp"
#include "discover/write.hpp"

namespace ledgelight::cli {

/// One thing to look through.
struct ScanInput {
  std::string name;          ///< as the tables call it; hostile bytes and all
  std::uint64_t size = 0;    ///< as far as is known before
  std::string trouble = {};  ///< why it is not read; "" it is
  /// Called once, from any thread.
  std::function<Result<std::unique_ptr<discover::ByteSource>>()> open = {};
};
std::vector<ScanInput> inputs_of(const std::vector<NamedFile>& files);

struct ScanWish {
  std::vector<ScanInput> inputs;
  std::string out;            ///< a folder; made when it is not there, no table of ours may be in it
  std::uint64_t threads = 0;  ///< 0: as many as the machine has
  std::uint64_t memory = 512ULL << 20;  ///< bytes of findings that are held; the rest waits on disk
  std::uint64_t piece = 0;              ///< discover::Limits::piece; 0: as it is
  bool reveal = false;
  std::string city =
      "us/ct/stamford";  ///< whose packs, with those of all states, say who is affected
  std::string purpose;  ///< what the values are needed for; in summary.json when revealed
};
struct ScanDone {
  std::uint64_t files = 0, members = 0, bytes = 0, findings = 0, people = 0, unread = 0;
  std::string summary;  ///< the text of summary.json
};

/// Rows of one of the tables, written at once.
Result<void> write_table(const std::string& folder, const char* name, std::string_view bytes);
Result<void> write_people(const std::string& folder, const discover::KeptFindings& findings,
                          const discover::Roll& people, const std::vector<std::string>& names,
                          discover::Reveal reveal);

/// Fails (usage) when one of our tables is in `folder` already.
Result<void> no_tables_yet(const std::string& folder);

/// Scans and writes the six tables of docs/formats/findings.md. The same inputs give the same
/// tables, however many threads (but for `seconds`). Each input is hashed as it is read. Rows of
/// findings wait in a nameless file in `out`; what people are told by is held in memory up to
/// ScanWish::memory, and waits beyond it in another such file, sealed under a key that is never
/// written. What memory still grows with are people.
/// Fails: usage, io, disk_full.
Result<ScanDone> scan_files(const ScanWish& wish);

}  // namespace ledgelight::cli
