// base/seal.hpp: authenticated encryption of one value, and the wrapping of keys.
//
// AES-256-GCM (NIST SP 800-38D) by OpenSSL, 96-bit random nonce, 128-bit tag.
// Sealed bytes: 0x01 (version) || nonce (12) || ciphertext || tag (16): plaintext + 29 bytes.
// `label` is authenticated, not stored: bytes moved to another row, file or use do not open.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace ledgelight {

/// 32 bytes; wiped when it dies; never printed.
class Key {
 public:
  /// CHECKs that there are 32 bytes.
  explicit Key(std::string bytes);
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  Key(Key&&) noexcept = default;
  Key& operator=(Key&&) noexcept = default;
  ~Key();
  static Key random(Randomness& randomness) { return Key(randomness.bytes(32)); }
  /// A key for one use, HKDF-like: HMAC-SHA-256(this, "ledgelight/" || use).
  Key derive(std::string_view use) const;
  std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

std::string seal(const Key& key, std::string_view label, std::string_view plain,
                 Randomness& randomness);

/// Fails with Errc::corrupt when key, label or any byte is not what was sealed.
Result<std::string> unseal(const Key& key, std::string_view label, std::string_view sealed);

}  // namespace ledgelight
