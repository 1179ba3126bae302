// decode/disk/media.hpp: the sectors of a disk, raw or out of an E01 file.
#pragma once

#include <memory>

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// An E01 image (Expert Witness) in one file, as the disk it holds. Throws Damaged.
class Ewf {
 public:
  explicit Ewf(Bytes& file);
  ~Ewf();
  Ewf(const Ewf&) = delete;
  Ewf& operator=(const Ewf&) = delete;
  std::uint64_t size() const;
  std::size_t read_at(std::uint64_t offset, std::span<char> into);

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

/// Everything on the disk: the files of each file system ("p1/home/a.txt" with a partition table,
/// "home/a.txt" without), deleted ones below "$Deleted", and what no file holds as bytes of the
/// container itself, at their place on the disk.
void read_disk(Bytes& disk, const Output& output);

}  // namespace ledgelight::decode
