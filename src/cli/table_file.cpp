#include "cli/table_file.hpp"

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

}  // namespace

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
