// evidence/tar_reader.hpp: the tar of an encrypted export, read strictly: files with our names, and
// nothing else (docs/formats/export.md).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "evidence/bag.hpp"

namespace ledgelight::evidence {

struct TarLimits {
  std::uint64_t files = 2'000'000;
  std::uint64_t bytes = std::uint64_t{1} << 44;
};

/// Takes a POSIX tar (ustar headers, pax records for path and size) in pieces of any length and hands
/// each regular file to `to`, its name without the one folder that all of them share. Refused
/// (corrupt; too_large over a limit; truncated): a checksum that does not fit; a link, folder or any
/// other kind of entry; a path that is_bag_path refuses; two folders; the same name twice, also if
/// only upper and lower case differ; bytes after the end. Memory grows with the number of files.
class TarReader {
 public:
  explicit TarReader(BagSink& to, TarLimits limits = {});
  ~TarReader();
  TarReader(const TarReader&) = delete;
  TarReader& operator=(const TarReader&) = delete;

  Result<void> take(std::string_view bytes);
  /// The end of the bytes: truncated unless the tar said its own.
  Result<void> finish();

  const std::string& folder() const;  ///< "" until the first file
  std::uint64_t files() const;
  std::uint64_t bytes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ledgelight::evidence
