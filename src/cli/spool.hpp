// cli/spool.hpp: rows that wait on disk until the last thing they lack is known.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "discover/shelf.hpp"

namespace ledgelight::cli {

/// A file without a name in a folder: gone when the process ends, however it ends.
class Spool final : public discover::Shelf {
 public:
  static Result<Spool> in(const std::string& folder);
  Spool(Spool&&) noexcept;
  Spool& operator=(Spool&&) = delete;
  ~Spool() override;

  Result<Extent> put(std::string_view bytes) override;
  Result<void> get(const Extent& extent, std::string& out) const override;

 private:
  explicit Spool(int fd) : fd_(fd) {}
  int fd_ = -1;
  std::mutex mutex_;
  std::uint64_t end_ = 0;
};

/// Writes a table as it comes: mode 0600, never over another file, a megabyte at a time.
class TableFile {
 public:
  static Result<TableFile> create(const std::string& folder, const std::string& name);
  TableFile(TableFile&& other) noexcept;
  TableFile& operator=(TableFile&&) = delete;
  ~TableFile();
  Result<void> put(std::string_view bytes);
  /// The rest is written; to be called once.
  Result<void> close();

 private:
  TableFile(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  Result<void> flush();
  int fd_ = -1;
  std::string name_, waiting_;
};

}  // namespace ledgelight::cli
