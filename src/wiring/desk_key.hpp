// wiring/desk_key.hpp: where the desk key lies: in a file of its own, or under a passphrase.
//
// File: desk.key, mode 0600, base64 of 32 bytes and a line end. Passphrase: argon2id (RFC 9106, by
// libsodium) makes a key that wraps the random desk key, so that the passphrase can change while
// what is sealed stays.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/seal.hpp"

namespace ledgelight::wiring {

struct WrappedKey {
  enum class Mode { file, passphrase };
  Mode mode = Mode::file;
  std::uint64_t operations = 0;  ///< argon2id passes, 1 to 20
  std::uint64_t memory_kib = 0;  ///< 8,192 to 2,097,152
  std::string salt;              ///< 16 bytes
  std::string wrapped;           ///< sealed 32 bytes: 61
  friend bool operator==(const WrappedKey&, const WrappedKey&) = default;
};

inline constexpr std::size_t min_passphrase = 12;  ///< bytes

/// Three passes over 64 MiB. Fails: bad_input (too short), crypto (no memory).
Result<WrappedKey> wrap_key(const Key& key, std::string_view passphrase, Randomness& randomness);
/// Fails: locked_desk (wrong passphrase), crypto.
Result<Key> unwrap_key(const WrappedKey& wrapped, std::string_view passphrase);

/// Fails: io, disk_full; conflict when the file exists.
Result<void> write_key_file(const std::filesystem::path& path, const Key& key);
/// Fails: locked_desk (missing, malformed), config (others may read it).
Result<Key> read_key_file(const std::filesystem::path& path);

}  // namespace ledgelight::wiring
