#include "desk/open_export.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>

#include "base/bytes.hpp"
#include "evidence/tar_reader.hpp"
#include "ledger/durable.hpp"

namespace ledgelight::desk {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t head_size = 60;
constexpr std::size_t message = (64U << 10) + crypto_secretstream_xchacha20poly1305_ABYTES;
// Four times what we write: a file from a stranger must not stop the machine.
constexpr std::uint32_t most_passes = 12, most_kib = 1U << 20;

const unsigned char* bytes_of(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
unsigned char* bytes_of(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }

std::uint32_t be32(std::string_view s) {
  std::uint32_t out = 0;
  for (const char c : s.substr(0, 4)) out = out << 8 | static_cast<unsigned char>(c);
  return out;
}

struct Close {
  void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, Close>;

Error not_written() {
  return fail(errno == ENOSPC || errno == EDQUOT ? Errc::disk_full : Errc::io, "cannot write into the folder");
}

// The files below a folder of its own, which goes unless it is kept.
class Folder final : public evidence::BagSink {
 public:
  explicit Folder(fs::path out) : out_(std::move(out)) {
    if (!out_.has_filename() && out_.has_parent_path())
      out_ = out_.parent_path();  // "copy/" is copy
    partial_ = out_;
    partial_ += ".partial";
  }
  ~Folder() override {
    if (fd_ >= 0) ::close(fd_);
    std::error_code none;
    if (made_) fs::remove_all(partial_, none);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  Result<void> make() {
    std::error_code none;
    if (fs::exists(fs::symlink_status(out_, none))) return fail(Errc::conflict, "there is something at that name already");
    const auto parent = out_.has_parent_path() ? out_.parent_path() : fs::path(".");
    TRY(ledger::make_dirs_durable(parent));
    if (::mkdir(partial_.c_str(), 0700) != 0) {
      if (errno == EEXIST) return fail(Errc::conflict, "a .partial is left from one that was cut off; remove it first");
      return not_written();
    }
    made_ = true;
    return {};
  }
  Result<void> begin(std::string_view path, std::uint64_t) override {
    const auto file = partial_ / path;
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    if (failed) return fail(Errc::corrupt, "a name in it is both a file and a folder");
    fd_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd_ < 0 ? Result<void>(not_written()) : Result<void>();
  }
  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto n = ::write(fd_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return not_written();
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  }
  Result<void> end() override {
    const int rc = ::close(std::exchange(fd_, -1));
    return rc == 0 ? Result<void>() : Result<void>(not_written());
  }
  Result<void> keep() {
    std::error_code failed;
    for (const auto& entry : fs::recursive_directory_iterator(partial_, failed)) {
      if (entry.is_directory()) fs::permissions(entry.path(), fs::perms::owner_all, failed);
    }
    // Not over a folder that came meanwhile: rename replaces an empty one only, which holds nothing.
    if (fs::exists(fs::symlink_status(out_, failed))) return fail(Errc::conflict, "something came to that name meanwhile");
    fs::rename(partial_, out_, failed);
    if (failed) return not_written();
    made_ = false;
    ledger::sync_dir(out_.has_parent_path() ? out_.parent_path() : fs::path("."));
    return {};
  }

 private:
  fs::path out_, partial_;
  int fd_ = -1;
  bool made_ = false;
};

Result<std::string> read_upto(std::FILE* in, std::size_t wanted) {
  std::string out(wanted, '\0');
  out.resize(std::fread(out.data(), 1, wanted, in));
  if (std::ferror(in) != 0) return fail(Errc::io, "cannot read the export");
  return out;
}

Result<void> check_head(const std::string& head) {
  if (head.size() < 8 || head.compare(0, 8, "LLEXPORT") != 0) {
    return fail(Errc::unsupported, "this is no encrypted export");
  }
  if (head.size() < head_size) return fail(Errc::truncated, "the export ends within its head");
  if (head.compare(8, 4, std::string_view("\x01\x01\x00\x00", 4)) != 0) {
    return fail(Errc::unsupported, "this export is of a newer version than this program knows");
  }
  const auto passes = be32(std::string_view(head).substr(12)), kib = be32(std::string_view(head).substr(16));
  if (passes < 1 || passes > most_passes || kib < 8 || kib > most_kib) {
    return fail(Errc::unsupported, "this export asks for more work than any that we write");
  }
  return {};
}

// One stream being opened, message by message.
class Stream {
 public:
  static Result<Stream> begin(const std::string& head, const std::string& passphrase) {
    Stream out(head);
    std::string key(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
    const std::string_view h = head;
    if (crypto_pwhash(bytes_of(key), key.size(), passphrase.data(), passphrase.size(), bytes_of(h.substr(20)),
                      be32(h.substr(12)), std::size_t{be32(h.substr(16))} * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0) {
      return fail(Errc::crypto, "not enough memory to try the passphrase");
    }
    const int rc = crypto_secretstream_xchacha20poly1305_init_pull(&out.state_, bytes_of(h.substr(36)),
                                                                   bytes_of(std::string_view(key)));
    sodium_memzero(key.data(), key.size());
    if (rc != 0) return fail(Errc::bad_credential, "the passphrase is wrong, or the file was changed");
    return out;
  }
  /// False: the message is not what was written there.
  bool open(std::string_view sealed, std::string& plain, bool& last) {
    if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) return false;
    plain.resize(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES);
    unsigned char tag = 0;
    const int rc = crypto_secretstream_xchacha20poly1305_pull(&state_, bytes_of(plain), nullptr, &tag, bytes_of(sealed),
                                                              sealed.size(), bytes_of(std::string_view(head_)), head_.size());
    last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return rc == 0;
  }

 private:
  explicit Stream(std::string head) : head_(std::move(head)) {}
  std::string head_;
  crypto_secretstream_xchacha20poly1305_state state_{};
};

Result<void> unseal_into(std::FILE* in, Stream& stream, evidence::TarReader& tar) {
  std::string plain;
  for (bool first = true, last = false; !last; first = false) {
    const auto sealed = TRY(read_upto(in, message));
    if (sealed.empty() && !first) return fail(Errc::truncated, "the export was cut short");
    if (!stream.open(sealed, plain, last)) {
      // A last message cut short does not open either.
      if (first) return fail(Errc::bad_credential, "the passphrase is wrong, or the file was changed");
      if (sealed.size() < message) return fail(Errc::truncated, "the export was cut short or changed near its end");
      return fail(Errc::corrupt, "the export was changed after it was written");
    }
    TRY(tar.take(plain));
  }
  if (!TRY(read_upto(in, 1)).empty()) return fail(Errc::corrupt, "bytes stand after the end of the export");
  return tar.finish();
}

}  // namespace

Result<UnsealedExport> open_export(const std::string& file, const std::string& out, const std::string& passphrase) {
  if (sodium_init() < 0) return fail(Errc::crypto, "libsodium does not start");
  const File in(std::fopen(file.c_str(), "rbe"));
  if (!in) return fail(Errc::io, "cannot read the export");
  const auto head = TRY(read_upto(in.get(), head_size));
  TRY(check_head(head));
  Folder folder(out);
  TRY(folder.make());
  auto stream = TRY(Stream::begin(head, passphrase));
  evidence::TarReader tar(folder);
  TRY(unseal_into(in.get(), stream, tar));
  TRY(folder.keep());
  return UnsealedExport{tar.folder(), tar.files(), tar.bytes()};
}

}  // namespace ledgelight::desk
