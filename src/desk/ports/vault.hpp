// desk/ports/vault.hpp: where sealed files lie.
//
// A blob is named by the SHA-256 (hex) of its sealed bytes, so anyone can check it without a key.
// Plain bytes exist only in memory, one chunk at a time. The chunk format is vault/sealed_file.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/seal.hpp"

namespace ledgelight::desk {

struct StoredBlob {
  std::string blob;  ///< hex SHA-256 of the sealed bytes
  std::uint64_t sealed_size = 0;
  std::uint64_t size = 0;  ///< plain bytes
  Digest sha256{};         ///< of the plain bytes
  std::string sha512;      ///< hex, of the plain bytes
};

/// Takes plain bytes in, chunk by chunk. Dropped without finish(): nothing remains.
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;
  virtual Result<void> write(std::string_view plain) = 0;
  /// Durable (file and directory synced) when this returns. Called once.
  virtual Result<StoredBlob> finish() = 0;
};

/// Gives plain bytes back in order. Every chunk is authenticated before a byte of it is given;
/// a missing end is Errc::truncated, a changed byte Errc::corrupt.
class BlobReader {
 public:
  virtual ~BlobReader() = default;
  /// Bytes put into `out`; 0 at the end.
  virtual Result<std::size_t> read(std::span<char> out) = 0;
  /// Of the plain bytes, when they can also be read anywhere.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  /// Bytes from the given offset on, whatever read() has given; fewer than out.size() only at the end.
  /// Each chunk is authenticated as one of this file at this place; that none is missing behind
  /// is what reading to the end shows.
  virtual Result<std::size_t> read_at(std::uint64_t, std::span<char>) {
    return fail(Errc::unsupported, "this blob is read front to back");
  }
};

class Vault {
 public:
  virtual ~Vault() = default;
  virtual Result<std::unique_ptr<BlobWriter>> create(const Key& key) = 0;
  virtual Result<std::unique_ptr<BlobReader>> open(std::string_view blob, const Key& key) = 0;
  /// Re-reads the sealed bytes, without a key: Errc::corrupt when they are not what the name
  /// says, Errc::not_found when gone. Returns the sealed size.
  virtual Result<std::uint64_t> check(std::string_view blob) = 0;
  virtual Result<void> remove(std::string_view blob) = 0;
  virtual Result<std::vector<std::string>> list() = 0;  ///< sorted
  /// Path of the sealed file, for backup.
  virtual std::string path_of(std::string_view blob) const = 0;
};

/// Everything at once; for small blobs.
inline Result<std::string> read_all(BlobReader& reader, std::uint64_t limit) {
  std::string out;
  std::array<char, 64U << 10> part;
  while (const auto n = TRY(reader.read(part))) {
    if (out.size() + n > limit) return fail(Errc::too_large, "a sealed file is over the limit");
    out.append(part.data(), n);
  }
  return out;
}

}  // namespace ledgelight::desk
