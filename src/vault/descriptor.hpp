// vault/descriptor.hpp: a file descriptor that closes itself, and errno in our words.
#pragma once

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace ledgelight::vault {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& o) noexcept {
    std::swap(fd_, o.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// `what` names the act ("write a sealed file"), never a path a person chose.
Error from_errno(int error, std::string_view what);

Result<void> write_all(const Descriptor& file, std::string_view bytes);
/// Up to `size` bytes into `out` (replaced); fewer only at the end of the file.
Result<void> read_up_to(const Descriptor& file, std::size_t size, std::string& out);
Result<void> sync(const Descriptor& file);
/// Makes the names in `folder` durable.
Result<void> sync_folder(const std::string& folder);

}  // namespace ledgelight::vault
