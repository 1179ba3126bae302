#include "vault/folder.hpp"

#include <openssl/evp.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <system_error>

#include "base/bytes.hpp"
#include "vault/descriptor.hpp"
#include "vault/sealed_file.hpp"

namespace ledgelight::vault {
namespace {

namespace fs = std::filesystem;
using desk::BlobReader;
using desk::BlobWriter;
using desk::StoredBlob;

constexpr std::string_view writing_prefix = ".writing-";
constexpr std::size_t sealed_chunk = chunk_size + tag_size;

// SHA-256 alone: base's Hasher would reckon a SHA-512 of sealed bytes that nobody asks for.
class Sha256 {
 public:
  Sha256() { CHECK(ctx_ && EVP_DigestInit_ex(ctx_.get(), EVP_sha256(), nullptr) == 1); }
  void update(std::string_view bytes) {
    CHECK(EVP_DigestUpdate(ctx_.get(), bytes.data(), bytes.size()) == 1);
  }
  Digest finish() {
    Digest d;
    unsigned size = 0;
    CHECK(EVP_DigestFinal_ex(ctx_.get(), d.data(), &size) == 1);
    return d;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* c) const { EVP_MD_CTX_free(c); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> ctx_{EVP_MD_CTX_new()};
};

bool is_blob_name(std::string_view name) {
  return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == name.npos;
}

std::string folder_of(const std::string& root, std::string_view blob) {
  return root + "/" + std::string(blob.substr(0, 2));
}

std::string file_of(const std::string& root, std::string_view blob) {
  return folder_of(root, blob) + "/" + std::string(blob);
}

Result<Descriptor> open_sealed(const std::string& root, std::string_view blob) {
  if (!is_blob_name(blob)) return fail(Errc::bad_input, "not the name of a blob");
  Descriptor fd(::open(file_of(root, blob).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd) return from_errno(errno, "open a sealed file");
  struct stat st {};
  if (::fstat(fd.get(), &st) != 0) return from_errno(errno, "look at a sealed file");
  if (!S_ISREG(st.st_mode)) return fail(Errc::corrupt, "a sealed file is not a file");
  ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
  return fd;
}

// The lock tells a file being written from one whose writer died; the kernel drops it for the dead.
bool lock_now(const Descriptor& fd) { return ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0; }

class FolderWriter final : public BlobWriter {
 public:
  FolderWriter(std::string root, std::string path, Descriptor fd, const Key& key,
               std::string header)
      : root_(std::move(root)),
        path_(std::move(path)),
        fd_(std::move(fd)),
        cipher_(key, header),
        pending_(std::move(header)) {
    buffer_.reserve(chunk_size);
  }
  FolderWriter(const FolderWriter&) = delete;
  FolderWriter& operator=(const FolderWriter&) = delete;
  ~FolderWriter() override {
    if (!renamed_) ::unlink(path_.c_str());
  }

  Result<void> write(std::string_view plain) override {
    CHECK(!finished_);
    TRY(state_);
    plain_hash_.update(plain);
    size_ += plain.size();
    while (!plain.empty()) {
      // A full chunk waits until a byte follows: only then is it known not to be the last.
      if (buffer_.size() == chunk_size) TRY(keep(put_chunk(ChunkCipher::Last::no)));
      const auto part = plain.substr(0, chunk_size - buffer_.size());
      buffer_ += part;
      plain.remove_prefix(part.size());
    }
    return {};
  }

  Result<StoredBlob> finish() override {
    CHECK(!finished_);
    finished_ = true;
    TRY(state_);
    TRY(put_chunk(ChunkCipher::Last::yes));
    TRY(put(trailer));
    if (::fchmod(fd_.get(), 0400) != 0) return from_errno(errno, "protect a sealed file");
    TRY(sync(fd_));
    StoredBlob out;
    out.blob = hex(sealed_hash_.finish());
    out.sealed_size = sealed_size_;
    out.size = size_;
    out.sha256 = plain_hash_.sha256();
    out.sha512 = plain_hash_.sha512_hex();
    TRY(give_name(out.blob));
    return out;
  }

 private:
  Result<void> keep(Result<void> result) {
    if (!result) state_ = result;
    return result;
  }

  Result<void> put(std::string_view bytes) {
    sealed_hash_.update(bytes);
    sealed_size_ += bytes.size();
    return write_all(fd_, bytes);
  }

  Result<void> put_chunk(ChunkCipher::Last last) {
    if (!pending_.empty()) TRY(put(pending_));
    pending_.clear();
    TRY(cipher_.seal(buffer_, last, sealed_));
    std::fill(buffer_.begin(), buffer_.end(), '\0');
    buffer_.clear();
    return put(sealed_);
  }

  Result<void> give_name(const std::string& blob) {
    const auto folder = folder_of(root_, blob);
    if (::mkdir(folder.c_str(), 0700) == 0) {
      TRY(sync_folder(root_));
    } else if (errno != EEXIST) {
      return from_errno(errno, "make a vault folder");
    }
    // Replacing a file of this name is harmless: the same name is the same bytes.
    if (::rename(path_.c_str(), file_of(root_, blob).c_str()) != 0) {
      return from_errno(errno, "name a sealed file");
    }
    renamed_ = true;
    return sync_folder(folder);
  }

  std::string root_;
  std::string path_;
  Descriptor fd_;
  ChunkCipher cipher_;
  std::string pending_;  // the header, until the first chunk
  std::string buffer_;
  std::string sealed_;
  Sha256 sealed_hash_;
  Hasher plain_hash_;
  std::uint64_t sealed_size_ = 0;
  std::uint64_t size_ = 0;
  Result<void> state_;
  bool finished_ = false;
  bool renamed_ = false;
};

class FolderReader final : public BlobReader {
 public:
  FolderReader(Descriptor fd, Layout layout, ChunkCipher cipher, ChunkCipher jumping)
      : fd_(std::move(fd)),
        layout_(layout),
        cipher_(std::move(cipher)),
        jumping_(std::move(jumping)) {}
  FolderReader(const FolderReader&) = delete;
  FolderReader& operator=(const FolderReader&) = delete;
  ~FolderReader() override {
    std::fill(plain_.begin(), plain_.end(), '\0');
    std::fill(jumped_.begin(), jumped_.end(), '\0');
  }

  Result<std::size_t> read(std::span<char> out) override {
    if (out.empty()) return std::size_t{0};
    while (at_ == plain_.size()) {
      TRY(state_);
      if (next_ == layout_.chunks) return std::size_t{0};
      at_ = 0;
      plain_.clear();
      state_ = next_chunk();
    }
    const auto n = std::min(out.size(), plain_.size() - at_);
    std::copy_n(plain_.data() + at_, n, out.data());
    at_ += n;
    return n;
  }

  std::optional<std::uint64_t> size() const override {
    return (layout_.chunks - 1) * chunk_size + layout_.last_sealed - tag_size;
  }

  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> out) override {
    std::size_t done = 0;
    while (done < out.size() && offset < *size()) {
      TRY(jump_to(offset / chunk_size));
      const auto from = static_cast<std::size_t>(offset % chunk_size);
      const auto n = std::min(out.size() - done, jumped_.size() - from);
      std::copy_n(jumped_.data() + from, n, out.data() + done);
      done += n;
      offset += n;
    }
    return done;
  }

 private:
  Result<void> jump_to(std::uint64_t chunk) {
    if (jumped_to_ == chunk) return {};
    jumped_to_.reset();
    const bool last = chunk + 1 == layout_.chunks;
    const auto size = last ? layout_.last_sealed : sealed_chunk;
    std::string sealed(size, '\0');
    std::size_t have = 0;
    while (have < size) {
      const auto n = ::pread(fd_.get(), sealed.data() + have, size - have,
                             static_cast<off_t>(header_size + chunk * sealed_chunk + have));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return from_errno(errno, "read a sealed file");
      if (n == 0) return fail(Errc::truncated, "a sealed file ends early");
      have += static_cast<std::size_t>(n);
    }
    TRY(jumping_.open_at(chunk, sealed, last ? ChunkCipher::Last::yes : ChunkCipher::Last::no,
                         jumped_));
    jumped_to_ = chunk;
    return {};
  }

  Result<void> next_chunk() {
    const bool last = next_ + 1 == layout_.chunks;
    const auto size = last ? layout_.last_sealed : sealed_chunk;
    TRY(read_up_to(fd_, size, sealed_));
    if (sealed_.size() < size) return fail(Errc::truncated, "a sealed file ends early");
    TRY(cipher_.open(sealed_, last ? ChunkCipher::Last::yes : ChunkCipher::Last::no, plain_));
    ++next_;
    return {};
  }

  Descriptor fd_;
  Layout layout_;
  ChunkCipher cipher_, jumping_;
  std::string sealed_;
  std::string plain_, jumped_;
  std::optional<std::uint64_t> jumped_to_;
  std::size_t at_ = 0;
  std::uint64_t next_ = 0;
  Result<void> state_;
};

class FolderVault final : public desk::Vault {
 public:
  FolderVault(std::string root, Randomness& randomness)
      : root_(std::move(root)), randomness_(randomness) {}

  Result<std::unique_ptr<BlobWriter>> create(const Key& key) override {
    auto header = start_header(randomness_);
    for (int attempt = 0; attempt < 100; ++attempt) {
      // Named by chance of its own: seeded randomness may repeat, living writers may not.
      auto path = root_ + "/" + std::string(writing_prefix) + hex(system_randomness().bytes(12));
      Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
      if (!fd && errno == EEXIST) continue;
      if (!fd) return from_errno(errno, "make a sealed file");
      struct stat st {};
      // Another process that opens the vault may have taken the file away before the lock.
      if (!lock_now(fd) || ::fstat(fd.get(), &st) != 0 || st.st_nlink == 0) continue;
      return std::unique_ptr<BlobWriter>(std::make_unique<FolderWriter>(
          root_, std::move(path), std::move(fd), key, std::move(header)));
    }
    return fail(Errc::busy, "cannot make a sealed file");
  }

  Result<std::unique_ptr<BlobReader>> open(std::string_view blob, const Key& key) override {
    auto fd = TRY(open_sealed(root_, blob));
    const auto end = ::lseek(fd.get(), 0, SEEK_END);
    if (end < 0) return from_errno(errno, "measure a sealed file");
    const auto size = static_cast<std::uint64_t>(end);
    if (::lseek(fd.get(), 0, SEEK_SET) != 0) return from_errno(errno, "read a sealed file");
    std::string header;
    TRY(read_up_to(fd, header_size, header));
    TRY(check_header(header));
    TRY(check_trailer(fd, size));
    const auto layout = TRY(layout_of(size));
    return std::unique_ptr<BlobReader>(
        std::make_unique<FolderReader>(std::move(fd), layout, ChunkCipher(key, header), ChunkCipher(key, header)));
  }

  Result<std::uint64_t> check(std::string_view blob) override {
    const auto fd = TRY(open_sealed(root_, blob));
    Sha256 hash;
    std::string part;
    std::uint64_t size = 0;
    do {
      TRY(read_up_to(fd, 1U << 20, part));
      hash.update(part);
      size += part.size();
    } while (!part.empty());
    if (hex(hash.finish()) != blob) {
      return fail(Errc::corrupt, "a sealed file is not what its name says");
    }
    return size;
  }

  Result<void> remove(std::string_view blob) override {
    if (!is_blob_name(blob)) return fail(Errc::bad_input, "not the name of a blob");
    if (::unlink(file_of(root_, blob).c_str()) != 0) {
      return from_errno(errno, "remove a sealed file");
    }
    return sync_folder(folder_of(root_, blob));
  }

  Result<std::vector<std::string>> list() override {
    std::vector<std::string> out;
    std::error_code error;
    for (fs::directory_iterator folder(root_, error), end; !error && folder != end;
         folder.increment(error)) {
      const auto part = folder->path().filename().string();
      if (part.size() != 2) continue;
      std::error_code inner;
      for (fs::directory_iterator file(folder->path(), inner); !inner && file != end;
           file.increment(inner)) {
        auto name = file->path().filename().string();
        if (is_blob_name(name) && name.substr(0, 2) == part) out.push_back(std::move(name));
      }
      if (inner) return from_errno(inner.value(), "list a vault folder");
    }
    if (error) return from_errno(error.value(), "list the vault");
    std::sort(out.begin(), out.end());
    return out;
  }

  std::string path_of(std::string_view blob) const override {
    CHECK(is_blob_name(blob));
    return file_of(root_, blob);
  }

 private:
  static Result<void> check_trailer(const Descriptor& fd, std::uint64_t size) {
    std::array<char, trailer.size()> end{};
    if (size < header_size + trailer.size()) {
      return fail(Errc::truncated, "a sealed file ends early");
    }
    const auto n = ::pread(fd.get(), end.data(), end.size(),
                           static_cast<off_t>(size - trailer.size()));
    if (n < 0) return from_errno(errno, "read a sealed file");
    if (std::string_view(end.data(), static_cast<std::size_t>(n)) != trailer) {
      return fail(Errc::truncated, "a sealed file ends early");
    }
    return {};
  }

  std::string root_;
  Randomness& randomness_;
};

void remove_left_behind(const std::string& root) {
  std::error_code error;
  for (fs::directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
    if (it->path().filename().string().rfind(writing_prefix, 0) != 0) continue;
    const Descriptor fd(::open(it->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (fd && lock_now(fd)) ::unlink(it->path().c_str());
  }
}

}  // namespace

Result<std::unique_ptr<desk::Vault>> open_folder_vault(const std::string& path,
                                                       Randomness& randomness) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return from_errno(errno, "make the vault");
  }
  struct stat st {};
  if (::stat(path.c_str(), &st) != 0) return from_errno(errno, "open the vault");
  if (!S_ISDIR(st.st_mode)) return fail(Errc::io, "the vault is not a folder");
  remove_left_behind(path);
  return std::unique_ptr<desk::Vault>(std::make_unique<FolderVault>(path, randomness));
}

}  // namespace ledgelight::vault
