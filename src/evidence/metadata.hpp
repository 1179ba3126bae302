// evidence/metadata.hpp: what was known of a file before its content was read (metadata.jsonl).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace ledgelight::evidence {

/// One line of data/metadata.jsonl: an object of the bag and where it came from. A field that is
/// not known is absent here and null in the file; it is never guessed.
struct ObjectMetadata {
  std::string object;  ///< file name under data/objects, ours
  std::uint64_t size = 0;
  std::string sha256, sha512;
  std::string origin_path;   ///< the exact bytes; written as base64 and in a printable form
  std::string type = "reg";  ///< reg dir symlink fifo char block socket
  std::optional<std::string> target;  ///< of a symlink: exact bytes
  std::optional<std::uint64_t> mode, uid, gid, nlink, dev, ino;
  std::optional<std::string> user, group;
  std::optional<std::string> mtime, atime, ctime, btime;    ///< RFC 3339, nanoseconds, UTC
  std::vector<std::pair<std::string, std::string>> xattrs;  ///< name, value bytes
  std::optional<std::uint64_t> flags;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> sparse;  ///< data extents: offset, length
  std::optional<std::string> read_start, read_end;
  bool changed_while_read = false;
  std::vector<std::string> errors;
};

/// One line without LF: canonical JSON, keys sorted.
std::string metadata_line(const ObjectMetadata& metadata);

/// What a verifier needs of a line.
struct ObjectClaim {
  std::string object, sha256, sha512;  ///< sha512 may be empty
  std::uint64_t size = 0;
};
/// Fails (bad_input) when the line is no JSON object with object, size and sha256.
Result<ObjectClaim> parse_metadata_line(std::string_view line);

}  // namespace ledgelight::evidence
