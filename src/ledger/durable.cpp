#include "ledger/durable.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ledgelight::ledger {
namespace {

namespace fs = std::filesystem;

class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  int fd() const { return fd_; }
  bool open() const { return fd_ >= 0; }

 private:
  int fd_;
};

Error os_error(const char* what, const fs::path& path) {
  const int code = errno;
  const auto errc = code == ENOSPC || code == EDQUOT ? Errc::disk_full : Errc::io;
  return fail(errc,
              std::string(what) + " " + path.filename().string() + ": " + std::strerror(code));
}

void must_sync(int fd) {
  if (::fsync(fd) != 0) check_failed("fsync of the record succeeds", __FILE__, __LINE__);
}

Result<void> write_all(int fd, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return os_error("cannot write", path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

}  // namespace

void sync_dir(const fs::path& dir) {
  const File handle(::open(dir.empty() ? "." : dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle.open()) check_failed("a directory of the record opens", __FILE__, __LINE__);
  must_sync(handle.fd());
}

Result<void> make_dirs_durable(const fs::path& dir) {
  std::error_code code;
  if (dir.empty() || fs::is_directory(dir, code)) return {};
  TRY(make_dirs_durable(dir.parent_path()));
  if (::mkdir(dir.c_str(), 0755) != 0 && errno != EEXIST) return os_error("cannot make", dir);
  sync_dir(dir.parent_path());
  return {};
}

Result<void> write_durable(const fs::path& path, std::string_view bytes) {
  const auto draft = path.parent_path() / ("." + path.filename().string() + ".draft");
  ::unlink(draft.c_str());  // left by a crash
  {
    const File file(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444));
    if (!file.open()) return os_error("cannot make", path);
    if (auto written = write_all(file.fd(), bytes, path); !written) {
      ::unlink(draft.c_str());
      return written;
    }
    must_sync(file.fd());
  }
  if (::rename(draft.c_str(), path.c_str()) != 0) {
    auto error = os_error("cannot rename", path);
    ::unlink(draft.c_str());
    return error;
  }
  sync_dir(path.parent_path());
  return {};
}

Result<void> write_once(const fs::path& path, std::string_view bytes) {
  auto there = read_whole(path, bytes.size());
  if (there) {
    if (*there == bytes) return {};
    return fail(Errc::corrupt, path.filename().string() + " is there already with other bytes");
  }
  if (there.error().code == Errc::too_large)
    return fail(Errc::corrupt, path.filename().string() + " is there already with other bytes");
  if (there.error().code != Errc::not_found) return std::move(there).error();
  return write_durable(path, bytes);
}

Result<std::string> read_whole(const fs::path& path, std::size_t limit) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file.open()) {
    if (errno == ENOENT || errno == ENOTDIR)
      return fail(Errc::not_found, path.filename().string() + " is missing");
    return os_error("cannot open", path);
  }
  struct stat st {};
  if (::fstat(file.fd(), &st) != 0) return os_error("cannot look at", path);
  if (!S_ISREG(st.st_mode))
    return fail(Errc::io, path.filename().string() + " is not a regular file");
  if (static_cast<std::uint64_t>(st.st_size) > limit)
    return fail(Errc::too_large, path.filename().string() + " is larger than it may be");
  std::string out(static_cast<std::size_t>(st.st_size) + 1, '\0');
  std::size_t have = 0;
  while (have < out.size()) {
    const auto n = ::read(file.fd(), out.data() + have, out.size() - have);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return os_error("cannot read", path);
    if (n == 0) break;
    have += static_cast<std::size_t>(n);
    if (have == out.size()) {
      if (have > limit) return fail(Errc::too_large, path.filename().string() + " grows");
      out.resize(out.size() * 2);
    }
  }
  out.resize(have);
  return out;
}

}  // namespace ledgelight::ledger
