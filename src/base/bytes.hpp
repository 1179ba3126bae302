// base/bytes.hpp: hashes, encodings and comparison of bytes.
//
// Byte strings are std::string / std::string_view: sizes in bytes, no terminator, any value.
// SHA-256 and SHA-512: FIPS 180-4, by OpenSSL. base64: RFC 4648 section 4, padded; the decoder
// refuses non-canonical input (stray bits, missing padding, white space, the URL alphabet).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ledgelight {

using Digest = std::array<std::uint8_t, 32>;  ///< SHA-256

inline std::string_view view(const Digest& d) {
  return {reinterpret_cast<const char*>(d.data()), d.size()};
}
/// The 32 bytes of `bytes`; CHECKs the length.
Digest digest_from(std::string_view bytes);

Digest sha256(std::string_view bytes);
std::string sha512_hex(std::string_view bytes);
inline std::string sha256_hex(std::string_view bytes);
/// HMAC-SHA-256 (RFC 2104): for blind indexes. Key of any length.
Digest hmac_sha256(std::string_view key, std::string_view bytes);

/// Hash of a stream, both digests in one pass.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  void update(std::string_view bytes);
  /// Each may be called once, after the last update.
  Digest sha256();
  std::string sha512_hex();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

std::string hex(std::string_view bytes);  ///< lower case
inline std::string hex(const Digest& d) { return hex(view(d)); }
Result<std::string> unhex(std::string_view text);
std::string base64(std::string_view bytes);
inline std::string base64(const Digest& d) { return base64(view(d)); }
Result<std::string> unbase64(std::string_view text);

/// Equal, in time that depends only on the lengths.
bool equal_secret(std::string_view a, std::string_view b);

inline std::string sha256_hex(std::string_view bytes) { return hex(sha256(bytes)); }

}  // namespace ledgelight
