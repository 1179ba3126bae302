// ledger/note.hpp: signed notes: a text and who signed it (C2SP signed-note, tlog-cosignature).
//
// Ed25519: RFC 8032, by libsodium (refuses unreduced scalars and small-order keys).
// Keys: "name+id+base64(type || public key)"; id = SHA256(name || LF || type || public key)[0..4].
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace ledgelight::ledger {

using NoteKeyId = std::array<std::uint8_t, 4>;

enum class KeyType : std::uint8_t {
  ed25519 = 0x01,      ///< over the text
  ecdsa = 0x02,        ///< read, never checked
  cosignature = 0x04,  ///< Ed25519 over a time and the text
  rfc6962 = 0x05,      ///< read, never checked
  mldsa44 = 0x06,      ///< read, never checked
};

/// A public key with its name: what an auditor holds.
struct VerifierKey {
  std::string name;  ///< not empty; no white space, no '+'
  NoteKeyId id{};
  KeyType type = KeyType::ed25519;
  std::string public_key;  ///< 32 bytes for ed25519 and cosignature

  /// Reads a vkey line (one trailing LF is forgiven). Fails (bad_input) when malformed or when the
  /// id is not that of the key.
  static Result<VerifierKey> parse(std::string_view text);
  std::string text() const;
  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

/// The secret half. Wiped when it dies.
class SigningKey {
 public:
  /// Fails (bad_input) when `name` cannot be a key name.
  static Result<SigningKey> generate(const std::string& name, Randomness& randomness);
  /// From a 32-byte seed (CHECKed); `type` is ed25519 (a log) or cosignature (a witness).
  static Result<SigningKey> from_seed(const std::string& name, std::string_view seed,
                                      KeyType type = KeyType::ed25519);
  /// "PRIVATE+KEY+<name>+<id>+<base64(type || seed)>", as Go's note package writes it.
  static Result<SigningKey> parse(std::string_view text);
  std::string secret_text() const;  ///< seal it; never print it

  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  SigningKey(SigningKey&&) noexcept = default;
  SigningKey& operator=(SigningKey&&) noexcept = default;
  ~SigningKey();

  const VerifierKey& verifier() const { return verifier_; }
  std::string sign(std::string_view message) const;  ///< 64 bytes

 private:
  SigningKey() = default;
  VerifierKey verifier_;
  std::string seed_;
};

/// One "— name base64" line.
struct NoteSignature {
  std::string name;
  NoteKeyId id{};
  std::string bytes;  ///< after the id; not empty
  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

/// A text with signatures. Parsed is not verified.
struct Note {
  std::string text;  ///< ends in LF; what is signed
  std::vector<NoteSignature> signatures;

  /// Fails (bad_input, too_large) unless well formed: UTF-8, no control character but LF, an empty
  /// line before 1 to 64 signature lines, at most 64 KiB.
  static Result<Note> parse(std::string_view bytes);
  std::string print() const;
  friend bool operator==(const Note&, const Note&) = default;
};

/// `text` must end in LF (CHECKed) and be fit for a note.
NoteSignature sign_text(const std::string& text, const SigningKey& key);
/// A witness's line over a checkpoint text, at `time` (POSIX seconds). For tests and tools.
NoteSignature cosign_text(const std::string& text, const SigningKey& key, std::uint64_t time);

/// A known key whose signature holds.
struct SignedBy {
  VerifierKey key;
  std::optional<std::uint64_t> time;  ///< POSIX seconds, of a cosignature
};

/// Who of `known` signed. Lines of unknown keys are ignored. Fails (unverified) when a line names a
/// known key and does not hold, or when no known key signed.
Result<std::vector<SignedBy>> verify_note(const Note& note, std::span<const VerifierKey> known);

}  // namespace ledgelight::ledger
