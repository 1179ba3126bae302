// ledgelight-decode-disk disk|ewf|vmdk|vhd|qcow SIZE < answers > frames
//
// The files of a disk image, deleted ones too, and what no file holds. libtsk (CPL, IPL, GPL) and
// libewf, libvmdk, libvhdi and libqcow (LGPL) stand in this program alone.
#include "decode/disk/media.hpp"
#include "decode/program.hpp"

int main(int count, char** arguments) {
  using namespace ledgelight::decode;
  Bounds bounds;
  bounds.memory = 2UL << 30;
  bounds.seconds = 4 * 3600;
  run(count, arguments, bounds, [](Job& job) {
    if (job.bytes == nullptr) return false;
    if (job.kind == "disk") {
      read_disk(*job.bytes, job.output);
    } else if (job.kind == "ewf") {
      Ewf ewf(*job.bytes, job.parts);
      Bytes media(ewf.size(), [&](std::uint64_t offset, std::span<char> into) {
        return ewf.read_at(offset, into);
      });
      read_disk(media, job.output, ewf.lacks());
    } else {
      const auto disk = virtual_disk(job.kind, *job.bytes, job.parts);
      if (!disk) return false;
      Bytes media(disk->size(), [&](std::uint64_t offset, std::span<char> into) {
        return disk->read_at(offset, into);
      });
      read_disk(media, job.output);
    }
    return true;
  });
}
