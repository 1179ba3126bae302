// cli/table_file.hpp: tables, written as their rows come.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ledgelight::cli {

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
