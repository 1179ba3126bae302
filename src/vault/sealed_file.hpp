// vault/sealed_file.hpp: one file sealed in chunks (docs/formats/sealed-file.md).
//
// AES-256-GCM per chunk in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár, "Online
// Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015): the nonce carries
// the chunk's number and whether it is the last, so chunks changed, moved, dropped, added or cut
// off do not open. Each file has a key of its own, HMAC-SHA-256(key, label || header): two files
// under one item key never share a nonce, however many there are.
//
//   header, 32 bytes:  "LLSEALED" | version u8 = 1 | log2(chunk size) u8 = 16 | 0 0 | salt (20)
//   chunk i:           ciphertext (64 KiB of plain; the last: 0 … 64 KiB) | tag (16)
//   nonce:             7 zero bytes | i as u32, big-endian | 1 in the last chunk, else 0
//   trailer, 8 bytes:  "LLSEALND": tells a file cut short from a damaged one; proves nothing
//
// An empty file has one empty last chunk; no other last chunk is empty. Every chunk but the last
// is full. So each plain text under one header has exactly one sealed form.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/seal.hpp"

namespace ledgelight::vault {

inline constexpr std::size_t header_size = 32;
inline constexpr std::size_t tag_size = 16;
inline constexpr std::size_t chunk_size = 64U << 10;
inline constexpr std::string_view trailer = "LLSEALND";
inline constexpr std::uint64_t max_chunks = 1ULL << 32;  ///< 256 TiB

/// Seals or opens the chunks of one file in their order.
class ChunkCipher {
 public:
  /// `header` as start_header made it or check_header took it.
  ChunkCipher(const Key& key, std::string_view header);
  ~ChunkCipher();
  ChunkCipher(ChunkCipher&&) noexcept;
  ChunkCipher& operator=(ChunkCipher&&) noexcept;

  enum class Last { no, yes };
  /// Replaces `out`. too_large after max_chunks.
  Result<void> seal(std::string_view plain, Last last, std::string& out);
  /// Replaces `out`; on failure it is empty. corrupt when the chunk is not the next of this file.
  Result<void> open(std::string_view sealed, Last last, std::string& out);
  /// The chunk of that number, whatever was opened before; for a cipher that opens no other way.
  /// That the file has all its chunks is not shown by it.
  Result<void> open_at(std::uint64_t number, std::string_view sealed, Last last, std::string& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

std::string start_header(Randomness& randomness);
/// truncated, corrupt (not a sealed file) or unsupported (a newer version).
Result<void> check_header(std::string_view header);

/// How the chunks of a sealed file of `sealed_size` bytes lie; truncated or corrupt when no file
/// can have that size.
struct Layout {
  std::uint64_t chunks = 1;
  std::size_t last_sealed = tag_size;  ///< bytes of the last chunk, tag included
};
Result<Layout> layout_of(std::uint64_t sealed_size);
/// Size of the sealed form of `plain` bytes.
std::uint64_t sealed_size_of(std::uint64_t plain);

/// The whole of a file in memory: for tests and the fuzzer.
std::string seal_bytes(const Key& key, std::string_view plain, Randomness& randomness);
Result<std::string> open_bytes(const Key& key, std::string_view sealed);

}  // namespace ledgelight::vault
