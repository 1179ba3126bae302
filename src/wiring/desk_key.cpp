#include "wiring/desk_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "ledger/durable.hpp"

namespace ledgelight::wiring {
namespace {

constexpr std::string_view label = "desk key";

Result<Key> key_from(const WrappedKey& how, std::string_view passphrase) {
  CHECK(how.salt.size() == crypto_pwhash_SALTBYTES);
  if (sodium_init() < 0) return fail(Errc::crypto, "libsodium does not start");
  std::string bytes(32, '\0');
  const int rc = crypto_pwhash(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                               passphrase.data(), passphrase.size(),
                               reinterpret_cast<const unsigned char*>(how.salt.data()),
                               how.operations, how.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13);
  if (rc != 0) return fail(Errc::crypto, "not enough memory to try the passphrase");
  return Key(std::move(bytes));
}

}  // namespace

Result<WrappedKey> wrap_key(const Key& key, std::string_view passphrase, Randomness& randomness) {
  if (passphrase.size() < min_passphrase) {
    return fail(Errc::bad_input, "the passphrase is too short; take at least " +
                                     std::to_string(min_passphrase) +
                                     " characters, better four or five words");
  }
  WrappedKey out;
  out.mode = WrappedKey::Mode::passphrase;
  out.operations = 3;
  out.memory_kib = 64U << 10;
  out.salt = randomness.bytes(crypto_pwhash_SALTBYTES);
  out.wrapped = seal(TRY(key_from(out, passphrase)), label, key.bytes(), randomness);
  return out;
}

Result<Key> unwrap_key(const WrappedKey& wrapped, std::string_view passphrase) {
  auto bytes = unseal(TRY(key_from(wrapped, passphrase)), label, wrapped.wrapped);
  if (!bytes || bytes->size() != 32) return fail(Errc::locked_desk, "the passphrase does not fit");
  return Key(std::move(*bytes));
}

Result<void> write_key_file(const std::filesystem::path& path, const Key& key) {
  // Born with its mode: at no moment may somebody else read it.
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) {
    if (errno == EEXIST) return fail(Errc::conflict, "there is a desk.key already");
    return fail(errno == ENOSPC ? Errc::disk_full : Errc::io, "cannot make desk.key");
  }
  const auto text = base64(key.bytes()) + "\n";
  const auto n = ::write(fd, text.data(), text.size());
  const bool good = n == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  const int why = errno;
  ::close(fd);
  if (!good) {
    ::unlink(path.c_str());
    return fail(why == ENOSPC ? Errc::disk_full : Errc::io, "cannot write desk.key");
  }
  ledger::sync_dir(path.parent_path());
  return {};
}

Result<Key> read_key_file(const std::filesystem::path& path) {
  struct stat st {};
  if (::lstat(path.c_str(), &st) != 0) {
    return fail(Errc::locked_desk, "desk.key is not in the desk folder: what is sealed stays shut");
  }
  if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(Errc::config, "desk.key can be used by other accounts of this machine; run: chmod 600 " +
                                  path.filename().string());
  }
  const auto text = TRY(ledger::read_whole(path, 200));
  auto bytes = unbase64(trimmed(text));
  if (!bytes || bytes->size() != 32) {
    return fail(Errc::locked_desk, "desk.key is not a desk key: base64 of 32 bytes is wanted");
  }
  return Key(std::move(*bytes));
}

}  // namespace ledgelight::wiring
