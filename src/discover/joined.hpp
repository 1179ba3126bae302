// discover/joined.hpp: containers that are kept in several files beside each other.
//
// The segments of an E01 image (disk.E01, disk.E02 …), a raw image cut into pieces (disk.001,
// disk.002 …), a SQLite database with its write-ahead log (app.db, app.db-wal), a dBASE table with
// its memos (parcels.dbf, parcels.dbt), an image of what changed on a virtual disk with the image
// it goes back to. The first is read with the others behind it; the others say that they were read
// with it. Nothing is written: a log is never played back into its database. The same in an archive
// or on a disk image: there the first waits in memory for the others (scan.cpp).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "discover/decoder.hpp"
#include "discover/scan.hpp"

namespace ledgelight::discover {

/// `first` and what belongs behind it, as one. Must not outlive `first`.
class Joined final : public ByteSource {
 public:
  /// nullptr: it is kept in one file, or the others are not beside it. `name`: of `first`.
  static std::unique_ptr<Joined> of(Container kind, ByteSource& first, std::string_view name);
  Result<std::size_t> read(std::span<char> into) override;
  std::optional<std::uint64_t> size() const override { return total_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override;
  const std::vector<std::uint64_t>& sizes() const { return sizes_; }

 private:
  explicit Joined(ByteSource& first) : first_(first) {}
  void add(std::string name, std::uint64_t size);
  Result<ByteSource*> part(std::size_t number);

  ByteSource& first_;
  std::vector<std::string> names_;     ///< of the parts behind the first
  std::vector<std::uint64_t> sizes_;   ///< of all
  std::vector<std::uint64_t> begins_;  ///< of all
  std::vector<std::unique_ptr<ByteSource>> open_;
  std::vector<std::size_t> in_use_;    ///< those of open_ that are open, oldest first
  std::uint64_t total_ = 0, at_ = 0;
};

/// May `name`, which begins with `start`, be the first of several files of that kind?
bool may_lead(Container kind, std::string_view name, std::string_view start);

/// May `first`, the file that leader_of() names for `name`, be of the kind that has such parts?
bool leads(ByteSource& first, std::string_view name,
           const std::function<std::optional<Container>(std::string_view)>& kind_of);

/// `start` (the first bytes of a file called `name`) begins a part that is read with another file:
/// that file's name, whether it is there or not; nullopt: no such part.
std::optional<std::string> leader_of(std::string_view start, std::string_view name);

/// Do all parts between `leader` and the one called `name` stand beside it? Behind a gap nothing is
/// read with the leader.
bool no_gap_before(ByteSource& part, std::string_view leader, std::string_view name);

/// The same for a piece of a raw image, which nothing but its name tells ("disk.003"): "disk.001", when
/// that and all between stand beside `part` and it begins as a disk does. Whether it does, `is_disk`
/// says of its first bytes.
std::optional<std::string> disk_before(ByteSource& part, std::string_view name,
                                       const std::function<bool(std::string_view)>& is_disk);

}  // namespace ledgelight::discover
