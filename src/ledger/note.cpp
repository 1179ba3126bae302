#include "ledger/note.hpp"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "ledger/tree.hpp"

namespace ledgelight::ledger {
namespace {

constexpr std::size_t kMaxNote = 64U << 10;
constexpr std::size_t kMaxSignatures = 64;
constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014 and one space
constexpr std::string_view kPrivate = "PRIVATE+KEY+";

const unsigned char* raw(std::string_view s) {
  return reinterpret_cast<const unsigned char*>(s.data());
}
unsigned char* raw(std::string& s) {
  return reinterpret_cast<unsigned char*>(s.data());
}

void sodium_ready() {
  static const bool ready = sodium_init() >= 0;
  CHECK(ready);
}

// Unicode White_Space beyond ASCII, as UTF-8.
constexpr std::string_view kSpaces[] = {
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
    "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
    "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

bool is_key_name(std::string_view name) {
  if (name.empty() || name.size() > 1024 || !valid_utf8(name)) return false;
  for (const char c : name)
    if (static_cast<unsigned char>(c) <= 0x20 || c == '+' || c == 0x7f) return false;
  return std::none_of(std::begin(kSpaces), std::end(kSpaces), [name](std::string_view space) {
    return name.find(space) != std::string_view::npos;
  });
}

NoteKeyId id_of(std::string_view name, KeyType type, std::string_view public_key) {
  std::string bytes(name);
  bytes += '\n';
  bytes += static_cast<char>(type);
  bytes += public_key;
  const auto digest = sha256(bytes);
  return {digest[0], digest[1], digest[2], digest[3]};
}

std::string id_hex(const NoteKeyId& id) {
  return hex(std::string_view(reinterpret_cast<const char*>(id.data()), id.size()));
}

bool is_ed25519(KeyType type) {
  return type == KeyType::ed25519 || type == KeyType::cosignature;
}

struct KeyParts {
  std::string_view name, id, key;
};
Result<KeyParts> split_key(std::string_view text) {
  const auto a = text.find('+');
  const auto b = a == std::string_view::npos ? a : text.find('+', a + 1);
  if (b == std::string_view::npos) return fail(Errc::bad_input, "a key has three parts");
  return KeyParts{text.substr(0, a), text.substr(a + 1, b - a - 1), text.substr(b + 1)};
}

bool ed25519_holds(std::string_view message, std::string_view signature, std::string_view key) {
  if (signature.size() != crypto_sign_BYTES || key.size() != crypto_sign_PUBLICKEYBYTES)
    return false;
  sodium_ready();
  return crypto_sign_verify_detached(raw(signature), raw(message), message.size(), raw(key)) == 0;
}

std::string cosigned_message(std::string_view text, std::uint64_t time) {
  return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
}

std::string time_bytes(std::uint64_t time) {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(time >> shift & 0xff);
  return out;
}

std::uint64_t time_of(std::string_view bytes) {
  std::uint64_t time = 0;
  for (std::size_t i = 0; i < 8; ++i) time = time << 8 | static_cast<std::uint8_t>(bytes[i]);
  return time;
}

// A line whose (name, id) is that of `key`: whether it holds.
Result<SignedBy> check_line(const Note& note, const NoteSignature& line, const VerifierKey& key) {
  const auto refuse = [&] {
    return fail(Errc::unverified, "the signature of " + shown_line(key.name) + " does not hold");
  };
  if (key.type == KeyType::ed25519) {
    if (!ed25519_holds(note.text, line.bytes, key.public_key)) return refuse();
    return SignedBy{key, std::nullopt};
  }
  if (line.bytes.size() != 72) return refuse();
  const auto time = time_of(line.bytes);
  if (time > kMaxSize || !ed25519_holds(cosigned_message(note.text, time),
                                        std::string_view(line.bytes).substr(8), key.public_key))
    return refuse();
  return SignedBy{key, time};
}

Result<NoteSignature> parse_line(std::string_view line) {
  const auto refuse = [] { return fail(Errc::bad_input, "a signature line is malformed"); };
  if (!line.starts_with(kDash)) return refuse();
  line.remove_prefix(kDash.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return refuse();
  const auto bytes = unbase64(line.substr(space + 1));
  if (!bytes || bytes->size() < 5) return refuse();
  NoteSignature out;
  out.name = line.substr(0, space);
  for (std::size_t i = 0; i < 4; ++i) out.id[i] = static_cast<std::uint8_t>((*bytes)[i]);
  out.bytes = bytes->substr(4);
  return out;
}

}  // namespace

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.size() > 8192) return fail(Errc::bad_input, "the key is too long");
  const auto parts = TRY(split_key(text));
  const auto key = TRY(unbase64(parts.key));
  if (!is_key_name(parts.name) || key.empty())
    return fail(Errc::bad_input, "the verifier key is malformed");
  VerifierKey out;
  out.name = parts.name;
  out.type = static_cast<KeyType>(key[0]);
  out.public_key = key.substr(1);
  if (is_ed25519(out.type) && out.public_key.size() != 32)
    return fail(Errc::bad_input, "an Ed25519 key has 32 bytes");
  out.id = id_of(out.name, out.type, out.public_key);
  if (parts.id != id_hex(out.id))
    return fail(Errc::bad_input, "the id in the key is not the id of the key: a typing error?");
  return out;
}

std::string VerifierKey::text() const {
  return name + "+" + id_hex(id) + "+" +
         base64(std::string(1, static_cast<char>(type)) + public_key);
}

Result<SigningKey> SigningKey::generate(const std::string& name, Randomness& randomness) {
  return from_seed(name, randomness.bytes(32));
}

Result<SigningKey> SigningKey::from_seed(const std::string& name, std::string_view seed,
                                         KeyType type) {
  CHECK(seed.size() == 32 && is_ed25519(type));
  if (!is_key_name(name)) return fail(Errc::bad_input, "a key name has no white space and no '+'");
  sodium_ready();
  std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  CHECK(crypto_sign_seed_keypair(raw(public_key), raw(secret), raw(seed)) == 0);
  sodium_memzero(secret.data(), secret.size());
  SigningKey key;
  key.seed_ = seed;
  key.verifier_ = {name, id_of(name, type, public_key), type, public_key};
  return key;
}

Result<SigningKey> SigningKey::parse(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (!text.starts_with(kPrivate)) return fail(Errc::bad_input, "not a signing key");
  const auto parts = TRY(split_key(text.substr(kPrivate.size())));
  auto bytes = TRY(unbase64(parts.key));
  if (bytes.size() != 33 || !is_ed25519(static_cast<KeyType>(bytes[0])))
    return fail(Errc::bad_input, "the signing key is malformed");
  auto key = from_seed(std::string(parts.name), std::string_view(bytes).substr(1),
                       static_cast<KeyType>(bytes[0]));
  sodium_memzero(bytes.data(), bytes.size());
  if (key && parts.id != id_hex(key->verifier_.id))
    return fail(Errc::bad_input, "the id in the signing key is not the id of the key");
  return key;
}

std::string SigningKey::secret_text() const {
  return std::string(kPrivate) + verifier_.name + "+" + id_hex(verifier_.id) + "+" +
         base64(std::string(1, static_cast<char>(verifier_.type)) + seed_);
}

SigningKey::~SigningKey() {
  sodium_memzero(seed_.data(), seed_.size());
}

std::string SigningKey::sign(std::string_view message) const {
  sodium_ready();
  std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  CHECK(crypto_sign_seed_keypair(raw(public_key), raw(secret), raw(seed_)) == 0);
  std::string signature(crypto_sign_BYTES, '\0');
  CHECK(crypto_sign_detached(raw(signature), nullptr, raw(message), message.size(), raw(secret)) ==
        0);
  sodium_memzero(secret.data(), secret.size());
  return signature;
}

Result<Note> Note::parse(std::string_view bytes) {
  if (bytes.size() > kMaxNote) return fail(Errc::too_large, "a signed note is at most 64 KiB");
  for (const char c : bytes)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n')
      return fail(Errc::bad_input, "a control character in a signed note");
  if (!valid_utf8(bytes)) return fail(Errc::bad_input, "a signed note is not UTF-8");
  const auto split_at = bytes.rfind("\n\n");
  if (split_at == std::string_view::npos)
    return fail(Errc::bad_input, "no empty line before the signatures");
  Note note;
  note.text = bytes.substr(0, split_at + 1);
  auto lines = bytes.substr(split_at + 2);
  if (lines.empty() || lines.back() != '\n')
    return fail(Errc::bad_input, "the signatures are missing or cut short");
  while (!lines.empty()) {
    if (note.signatures.size() == kMaxSignatures)
      return fail(Errc::too_large, "more than 64 signatures");
    const auto end = lines.find('\n');
    note.signatures.push_back(TRY(parse_line(lines.substr(0, end))));
    lines.remove_prefix(end + 1);
  }
  return note;
}

std::string Note::print() const {
  std::string out = text + "\n";
  for (const auto& s : signatures) {
    std::string bytes(reinterpret_cast<const char*>(s.id.data()), s.id.size());
    out += std::string(kDash) + s.name + " " + base64(bytes + s.bytes) + "\n";
  }
  return out;
}

NoteSignature sign_text(const std::string& text, const SigningKey& key) {
  CHECK(text.ends_with('\n') && key.verifier().type == KeyType::ed25519);
  return {key.verifier().name, key.verifier().id, key.sign(text)};
}

NoteSignature cosign_text(const std::string& text, const SigningKey& key, std::uint64_t time) {
  CHECK(text.ends_with('\n') && key.verifier().type == KeyType::cosignature);
  return {key.verifier().name, key.verifier().id,
          time_bytes(time) + key.sign(cosigned_message(text, time))};
}

Result<std::vector<SignedBy>> verify_note(const Note& note, std::span<const VerifierKey> known) {
  std::vector<SignedBy> out;
  for (const auto& line : note.signatures) {
    for (const auto& key : known) {
      if (key.name != line.name || key.id != line.id || !is_ed25519(key.type)) continue;
      auto signer = TRY(check_line(note, line, key));
      const bool seen = std::any_of(out.begin(), out.end(),
                                    [&](const SignedBy& s) { return s.key == signer.key; });
      if (!seen) out.push_back(std::move(signer));
    }
  }
  if (out.empty()) return fail(Errc::unverified, "no known key signed this");
  return out;
}

}  // namespace ledgelight::ledger
