#include "desk/sealed_tar.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "base/bytes.hpp"
#include "ledger/durable.hpp"

namespace ledgelight::desk {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view magic = "LLEXPORT";
constexpr std::uint32_t passes = 3;
constexpr std::uint32_t memory_kib = 256U << 10;
constexpr std::size_t chunk = 64U << 10;

const unsigned char* bytes_of(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
unsigned char* bytes_of(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }

std::string be32(std::uint32_t n) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((n >> shift) & 0xFF);
  return out;
}

}  // namespace

struct SealedTar::Impl {
  fs::path out, partial;
  std::string folder, head, pending;
  crypto_secretstream_xchacha20poly1305_state stream{};
  archive* tar = nullptr;
  Hasher hasher;
  std::uint64_t size = 0;
  int fd = -1;
  bool published = false;
  Result<void> trouble;  // the callback of the archive cannot say what went wrong

  ~Impl() {
    if (tar != nullptr) {
      // Freeing would write the end. (archive_write_fail would stop that too, and leave a buffer.)
      if (trouble) trouble = fail(Errc::io, "the export was given up");
      archive_write_free(tar);
    }
    if (fd >= 0) ::close(fd);
    sodium_memzero(&stream, sizeof stream);
    if (!pending.empty()) sodium_memzero(pending.data(), pending.size());
    std::error_code code;
    if (!published) fs::remove(partial, code);
  }

  Result<void> put(std::string_view sealed) {
    hasher.update(sealed);
    size += sealed.size();
    while (!sealed.empty()) {
      const auto n = ::write(fd, sealed.data(), sealed.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        return fail(errno == ENOSPC || errno == EDQUOT ? Errc::disk_full : Errc::io, "cannot write the export");
      }
      sealed.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  }
  Result<void> push(std::string_view plain, unsigned char tag) {
    std::string sealed(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    if (crypto_secretstream_xchacha20poly1305_push(&stream, bytes_of(sealed), nullptr, bytes_of(plain), plain.size(),
                                                   bytes_of(std::string_view(head)), head.size(), tag) != 0) {
      return fail(Errc::crypto, "libsodium does not seal");
    }
    return put(sealed);
  }
  // Full chunks go at once; what is left waits, so that the last one can be marked as the last.
  Result<void> take(std::string_view plain) {
    pending.append(plain);
    std::size_t at = 0;
    while (pending.size() - at > chunk) {
      TRY(push(std::string_view(pending).substr(at, chunk), crypto_secretstream_xchacha20poly1305_TAG_MESSAGE));
      at += chunk;
    }
    pending.erase(0, at);
    return {};
  }
  static la_ssize_t on_write(archive*, void* self, const void* bytes, std::size_t n) {
    auto& impl = *static_cast<Impl*>(self);
    if (!impl.trouble) return -1;
    impl.trouble = impl.take({static_cast<const char*>(bytes), n});
    return impl.trouble ? static_cast<la_ssize_t>(n) : -1;
  }
  // What the archive says, or what our own side of it had to say.
  Result<void> check(la_ssize_t rc) {
    if (!trouble) return trouble.error();
    if (rc < 0) return fail(Errc::io, "cannot write the export");
    return {};
  }
};

SealedTar::SealedTar(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SealedTar::~SealedTar() = default;

Result<std::unique_ptr<SealedTar>> SealedTar::begin(const std::string& out, const std::string& folder,
                                                    const std::string& passphrase, Randomness& randomness) {
  if (passphrase.size() < min_export_passphrase) {
    return fail(Errc::bad_input, "the passphrase is too short; take at least 12 characters, better four or five words");
  }
  if (sodium_init() < 0) return fail(Errc::crypto, "libsodium does not start");
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  impl->out = out;
  auto partial = impl->out;
  partial += ".partial";
  std::error_code code;
  if (fs::exists(fs::symlink_status(impl->out, code))) return fail(Errc::conflict, "there is something at that name already");
  TRY(ledger::make_dirs_durable(impl->out.parent_path()));
  impl->fd = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (impl->fd < 0) {
    return fail(errno == EEXIST ? Errc::conflict : Errc::io,
                errno == EEXIST ? "a .partial is left from an export that was cut off; remove it first"
                                : "cannot make the file of the export");
  }
  impl->partial = partial;

  const auto salt = randomness.bytes(crypto_pwhash_SALTBYTES);
  std::string key(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
  if (crypto_pwhash(bytes_of(key), key.size(), passphrase.data(), passphrase.size(), bytes_of(std::string_view(salt)),
                    passes, std::size_t{memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(Errc::crypto, "not enough memory to seal the export");
  }
  std::string nonce(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
  const int rc = crypto_secretstream_xchacha20poly1305_init_push(&impl->stream, bytes_of(nonce), bytes_of(std::string_view(key)));
  sodium_memzero(key.data(), key.size());
  if (rc != 0) return fail(Errc::crypto, "libsodium does not seal");
  impl->head = std::string(magic) + std::string("\x01\x01\x00\x00", 4) + be32(passes) + be32(memory_kib) + salt + nonce;
  TRY(impl->put(impl->head));

  impl->tar = archive_write_new();
  CHECK(impl->tar != nullptr);
  archive_write_set_format_pax_restricted(impl->tar);
  archive_write_set_bytes_per_block(impl->tar, 0);
  TRY(impl->check(archive_write_open(impl->tar, impl.get(), nullptr, &Impl::on_write, nullptr)));
  return std::unique_ptr<SealedTar>(new SealedTar(std::move(impl)));
}

Result<void> SealedTar::begin(std::string_view path, std::uint64_t size) {
  archive_entry* entry = archive_entry_new();
  CHECK(entry != nullptr);
  archive_entry_set_pathname(entry, (impl_->folder + "/" + std::string(path)).c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0600);
  archive_entry_set_size(entry, static_cast<la_int64_t>(size));
  const int rc = archive_write_header(impl_->tar, entry);
  archive_entry_free(entry);
  return impl_->check(rc);
}

Result<void> SealedTar::write(std::string_view bytes) {
  if (bytes.empty()) return {};
  return impl_->check(archive_write_data(impl_->tar, bytes.data(), bytes.size()));
}

Result<void> SealedTar::end() { return impl_->check(archive_write_finish_entry(impl_->tar)); }

Result<SealedTar::Written> SealedTar::finish() {
  TRY(impl_->check(archive_write_close(impl_->tar)));
  archive_write_free(impl_->tar);
  impl_->tar = nullptr;
  TRY(impl_->push(impl_->pending, crypto_secretstream_xchacha20poly1305_TAG_FINAL));
  if (::fsync(impl_->fd) != 0) return fail(Errc::io, "cannot write the export");
  return Written{hex(impl_->hasher.sha256()), impl_->size};
}

Result<void> SealedTar::publish() {
  // Not over something that came meanwhile: link fails where rename would replace.
  if (::link(impl_->partial.c_str(), impl_->out.c_str()) != 0) {
    return fail(errno == EEXIST ? Errc::conflict : Errc::io, "cannot give the export its name");
  }
  ::unlink(impl_->partial.c_str());
  impl_->published = true;
  ledger::sync_dir(impl_->out.parent_path().empty() ? fs::path(".") : impl_->out.parent_path());
  return {};
}

}  // namespace ledgelight::desk
