// discover/shelf_file.hpp: a shelf in a file without a name.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "discover/shelf.hpp"

namespace ledgelight::discover {

/// A file without a name in a folder: gone when the process ends, however it ends.
class ShelfFile final : public discover::Shelf {
 public:
  static Result<ShelfFile> in(const std::string& folder);
  ShelfFile(ShelfFile&&) noexcept;
  ShelfFile& operator=(ShelfFile&&) = delete;
  ~ShelfFile() override;

  Result<Extent> put(std::string_view bytes) override;
  Result<void> get(const Extent& extent, std::string& out) const override;

 private:
  explicit ShelfFile(int fd) : fd_(fd) {}
  int fd_ = -1;
  std::mutex mutex_;
  std::uint64_t end_ = 0;
};

}  // namespace ledgelight::discover
