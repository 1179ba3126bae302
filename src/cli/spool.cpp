#include "cli/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace ledgelight::cli {
namespace {

constexpr std::size_t flush_at = 1U << 20;

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

Result<Spool> Spool::in(const std::string& folder) {
  int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) {  // some file systems cannot
    auto path = folder + "/.findings-XXXXXX";
    fd = ::mkostemp(path.data(), O_CLOEXEC);
    if (fd >= 0) ::unlink(path.c_str());
  }
  if (fd < 0) return trouble("cannot write into the folder for the tables");
  return Spool(fd);
}

Spool::Spool(Spool&& other) noexcept : fd_(std::exchange(other.fd_, -1)), end_(other.end_) {}
Spool::~Spool() {
  if (fd_ >= 0) ::close(fd_);
}

Result<Spool::Extent> Spool::put(std::string_view bytes) {
  Extent extent{0, bytes.size()};
  {
    const std::lock_guard lock(mutex_);
    extent.at = end_;
    end_ += bytes.size();
  }
  TRY(write_at(fd_, bytes, extent.at, "findings"));
  return extent;
}

Result<void> Spool::get(const Extent& extent, std::string& out) const {
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

Result<TableFile> TableFile::create(const std::string& folder, const std::string& name) {
  // The tables may hold what people would not want read: 0600, and never over another file.
  const int fd = ::open((folder + "/" + name).c_str(),
                        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) return trouble("cannot write " + name);
  return TableFile(fd, name);
}

TableFile::TableFile(TableFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), name_(std::move(other.name_)),
      waiting_(std::move(other.waiting_)) {}
TableFile::~TableFile() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> TableFile::put(std::string_view bytes) {
  waiting_ += bytes;
  return waiting_.size() < flush_at ? Result<void>() : flush();
}

Result<void> TableFile::flush() {
  for (std::string_view rest = waiting_; !rest.empty();) {
    const auto n = ::write(fd_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return trouble("cannot write " + name_);
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  waiting_.clear();
  return {};
}

Result<void> TableFile::close() {
  TRY(flush());
  // A full disk may only be told of here.
  if (::close(std::exchange(fd_, -1)) != 0) return trouble("cannot write " + name_);
  return {};
}

}  // namespace ledgelight::cli
