// decode/disk/media.hpp: the sectors of a disk, raw, out of an E01 file or of a virtual machine.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// An E01 image (Expert Witness) as the disk it holds. `sizes`: of its segments, one behind the
/// other in `files`. Throws Damaged.
class Ewf {
 public:
  Ewf(Bytes& files, const std::vector<std::uint64_t>& sizes);
  ~Ewf();
  Ewf(const Ewf&) = delete;
  Ewf& operator=(const Ewf&) = delete;
  std::uint64_t size() const;
  std::size_t read_at(std::uint64_t offset, std::span<char> into);
  /// Why it is not the whole of it; "" when the last segment says that it is the last.
  const std::string& lacks() const { return lacks_; }

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
  std::string lacks_;
};

/// The disk of a virtual machine: "vmdk" (one file that grows), "vhd" (VHD and VHDX), "qcow".
class VirtualDisk {
 public:
  virtual ~VirtualDisk() = default;
  std::uint64_t size() const { return size_; }
  std::size_t read_at(std::uint64_t offset, std::span<char> into);

 protected:
  virtual ssize_t read(std::span<char> into, off64_t offset) = 0;
  std::uint64_t size_ = 0;
};
/// nullptr for a kind that is none of these; throws Damaged. `sizes`: of the images one behind the
/// other in `files`, each of which goes back to the next. `files` must outlive it.
std::unique_ptr<VirtualDisk> virtual_disk(std::string_view kind, Bytes& files,
                                          const std::vector<std::uint64_t>& sizes);

/// Everything on the disk: the files of each file system ("p1/home/a.txt" with a partition table,
/// "home/a.txt" without), deleted ones below "$Deleted", and what no file holds as bytes of the
/// container itself, at their place on the disk.
/// `lacks`: what is known to be missing of it; said at the end, after all that is there.
void read_disk(Bytes& disk, const Output& output, const std::string& lacks = {});

}  // namespace ledgelight::decode
