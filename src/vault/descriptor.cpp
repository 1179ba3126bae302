#include "vault/descriptor.hpp"

#include <cstring>

namespace ledgelight::vault {

Error from_errno(int error, std::string_view what) {
  const std::string detail = "cannot " + std::string(what) + ": " + ::strerror(error);
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return fail(Errc::disk_full, detail);
    case ENOENT:
      return fail(Errc::not_found, detail);
    default:
      return fail(Errc::io, detail);
  }
}

Result<void> write_all(const Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(file.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return from_errno(errno, "write a sealed file");
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Result<void> read_up_to(const Descriptor& file, std::size_t size, std::string& out) {
  out.resize(size);
  std::size_t got = 0;
  while (got < size) {
    const auto n = ::read(file.get(), out.data() + got, size - got);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return from_errno(errno, "read a sealed file");
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  out.resize(got);
  return {};
}

Result<void> sync(const Descriptor& file) {
  if (::fsync(file.get()) != 0) return from_errno(errno, "sync a sealed file");
  return {};
}

Result<void> sync_folder(const std::string& folder) {
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return from_errno(errno, "open a vault folder");
  return sync(fd);
}

}  // namespace ledgelight::vault
