// evidence/bag.hpp: BagIt 1.0 (RFC 8493): how evidence and records leave the desk, and come in.
//
// Written so that tools we did not write can check it (`sha256sum -c`, any BagIt validator).
// Both sides stream: memory grows with the number of files, not with their size.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "ledger/finding.hpp"

namespace ledgelight::evidence {

using ledger::Finding;
using ledger::Findings;
using ledger::Level;

/// What is known of one file: its size and digests (lower-case hex).
struct FileFacts {
  std::uint64_t size = 0;
  std::string sha256, sha512;
  friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

/// bag-info.txt. Values are one line of UTF-8 each.
struct BagInfo {
  std::string organization;  ///< Source-Organization
  std::string identifier;    ///< External-Identifier: the case or exhibit
  std::string date;          ///< Bagging-Date, YYYY-MM-DD
  std::string agent;         ///< Bag-Software-Agent
  std::vector<std::pair<std::string, std::string>> more;  ///< further labels, in this order
};

/// Takes the files of a bag one after another, in the order in which they must appear.
class BagSink {
 public:
  virtual ~BagSink() = default;
  virtual Result<void> begin(std::string_view path, std::uint64_t size) = 0;
  virtual Result<void> write(std::string_view bytes) = 0;
  virtual Result<void> end() = 0;
};

/// Writes a bag to "<dir>.partial" and, when all of it is durable, renames it to <dir>.
/// Same files and info in, same bytes out. Destroyed unfinished, it removes what it wrote.
class BagWriter {
 public:
  /// Fails: conflict when <dir> or "<dir>.partial" exists; bad_input on a bag-info value with a
  /// line break; io.
  static Result<BagWriter> begin(const std::filesystem::path& dir, BagInfo info);
  /// The same files into `sink` (which must outlive the writer) instead of a folder: nothing touches
  /// the disk, and nothing is removed if it is dropped. Each file's size must be told before it.
  static Result<BagWriter> into(BagSink& sink, BagInfo info);
  BagWriter(BagWriter&&) noexcept;
  BagWriter& operator=(BagWriter&&) noexcept;
  ~BagWriter();

  /// A whole small file. `path` is relative, '/' between parts of [A-Za-z0-9._-] that do not begin
  /// with a dot: "data/…" is payload, anything else a tag file. Fails (bad_input) on another path,
  /// (conflict) on one used before, also if only upper and lower case differ.
  Result<FileFacts> add(std::string_view path, std::string_view bytes);
  /// The same in pieces: one file open at a time (CHECKed).
  Result<void> begin_file(std::string_view path, std::uint64_t size);
  Result<void> write(std::string_view bytes);
  /// Fails (conflict) when the bytes were not as many as told.
  Result<FileFacts> end_file();

  struct Summary {
    std::uint64_t files = 0;  ///< payload files
    std::uint64_t bytes = 0;  ///< of the payload
    std::string manifest;     ///< hex SHA-256 of manifest-sha256.txt
  };
  /// Manifests, bag-info, tag manifests, bagit.txt last; fsync; rename. The writer is used up.
  Result<Summary> finish();

 private:
  struct Impl;
  explicit BagWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Whether `path` may stand in a bag we write.
bool is_bag_path(std::string_view path);

struct BagLimits {
  std::uint64_t files = 2'000'000;
  std::uint64_t bytes = std::uint64_t{1} << 44;  ///< of all files together
  std::uint64_t manifest_bytes = 1U << 30;       ///< of one manifest
};

/// What a bag turned out to be.
struct BagCheck {
  Findings findings;                       ///< each fault with its file
  std::map<std::string, FileFacts> files;  ///< everything that was read, by path in the bag
};

/// Complete and valid by RFC 8493, and stricter: no fetch.txt, no link or special file, no path
/// that leaves the bag, each tag file listed. Both digests of every file are computed in one pass.
/// When only one of two manifests disagrees with a file, it is the manifest that is named.
BagCheck check_bag(const std::filesystem::path& dir, BagLimits limits = {});

/// A line of a manifest.
struct ManifestLine {
  std::string digest;  ///< lower-case hex
  std::string path;    ///< decoded: %0A, %0D, %25
};
/// Fails (bad_input) with the number of the line: malformed digest, path that is absolute or has
/// "..", ".", "~", a backslash, a drive letter or a control character, a path listed twice.
Result<std::vector<ManifestLine>> parse_manifest(std::string_view text, std::size_t hex_digits);

}  // namespace ledgelight::evidence
