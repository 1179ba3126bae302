#include "discover/shelf_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace ledgelight::discover {
namespace {

Error trouble(const std::string& what) {
  return fail(errno == EEXIST                      ? Errc::conflict
              : errno == ENOSPC || errno == EDQUOT ? Errc::disk_full
                                                   : Errc::io,
              what + ": " + std::strerror(errno));
}

Result<void> write_at(int fd, std::string_view bytes, std::uint64_t at, const std::string& what) {
  while (!bytes.empty()) {
    const auto n = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return trouble("cannot write " + what);
    at += static_cast<std::uint64_t>(n);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

}  // namespace

Result<ShelfFile> ShelfFile::in(const std::string& folder) {
  int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) {  // some file systems cannot
    auto path = folder + "/.findings-XXXXXX";
    fd = ::mkostemp(path.data(), O_CLOEXEC);
    if (fd >= 0) ::unlink(path.c_str());
  }
  if (fd < 0) return trouble("cannot write what was found into the folder");
  return ShelfFile(fd);
}

ShelfFile::ShelfFile(ShelfFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), end_(other.end_) {}
ShelfFile::~ShelfFile() {
  if (fd_ >= 0) ::close(fd_);
}

Result<ShelfFile::Extent> ShelfFile::put(std::string_view bytes) {
  Extent extent{0, bytes.size()};
  {
    const std::lock_guard lock(mutex_);
    extent.at = end_;
    end_ += bytes.size();
  }
  TRY(write_at(fd_, bytes, extent.at, "findings"));
  return extent;
}

Result<void> ShelfFile::get(const Extent& extent, std::string& out) const {
  const auto begin = out.size();
  out.resize(begin + extent.size);
  for (std::uint64_t done = 0; done < extent.size;) {
    const auto n = ::pread(fd_, out.data() + begin + done, extent.size - done,
                           static_cast<off_t>(extent.at + done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(Errc::io, "cannot read back the findings");
    done += static_cast<std::uint64_t>(n);
  }
  return {};
}

}  // namespace ledgelight::discover
