#include <tsk/libtsk.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "decode/disk/media.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t at_once = 256U << 10;
constexpr TSK_INUM_T first_ntfs_file = 24;

struct Image {
  TSK_IMG_INFO info;  // first: the library knows only this part
  Bytes* bytes;
};

ssize_t image_read(TSK_IMG_INFO* info, TSK_OFF_T offset, char* into, std::size_t size) {
  auto& image = *reinterpret_cast<Image*>(info);
  if (offset < 0) return -1;
  try {
    return static_cast<ssize_t>(
        image.bytes->read_at(static_cast<std::uint64_t>(offset), {into, size}));
  } catch (const std::exception&) {
    return -1;
  }
}
void image_close(TSK_IMG_INFO*) {}
void image_stat(TSK_IMG_INFO*, FILE*) {}

std::string last_error() {
  const char* text = tsk_error_get();
  std::string out = text == nullptr ? "no reason given" : text;
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

class Disk {
 public:
  Disk(Bytes& bytes, const Output& output, std::string lacks)
      : bytes_(bytes), speaker_(output), lacks_(std::move(lacks)) {}

  void read() {
    std::memset(&image_, 0, sizeof image_);
    image_.bytes = &bytes_;
    if (tsk_img_open_external(&image_, static_cast<TSK_OFF_T>(bytes_.size()), 512, image_read,
                              image_close, image_stat) == nullptr)
      throw Damaged(last_error());
    auto* volumes = tsk_vs_open(&image_.info, 0, TSK_VS_TYPE_DETECT);
    bool known = false;
    if (volumes != nullptr) known = partitions(*volumes);
    if (!known) {
      tsk_error_reset();
      const auto trouble = file_system(0, bytes_.size(), "");
      if (!trouble.empty()) {
        if (trouble.find("encrypted") == std::string::npos) free_bytes(0, bytes_.size());
        speaker_.failed(lacks_.empty() ? trouble : lacks_);
        return;
      }
    }
    if (lacks_.empty()) speaker_.finish();
    else speaker_.failed(lacks_);
  }

 private:
  struct Walk {
    Disk& disk;
    const std::string& where;
  };

  bool partitions(TSK_VS_INFO& volumes) {
    // A boot sector looks like a table of partitions that are none.
    std::vector<const TSK_VS_PART_INFO*> parts;
    for (auto* part = volumes.part_list; part != nullptr && parts.size() < 1000; part = part->next)
      parts.push_back(part);
    int number = 0;
    const bool any = std::any_of(parts.begin(), parts.end(), [&](const auto* part) {
      auto* fs = (part->flags & TSK_VS_PART_FLAG_ALLOC) != 0
                     ? tsk_fs_open_img(&image_.info,
                                       static_cast<TSK_OFF_T>(part->start * volumes.block_size),
                                       TSK_FS_TYPE_DETECT)
                     : nullptr;
      if (fs != nullptr) tsk_fs_close(fs);
      return fs != nullptr;
    });
    if (!any && (volumes.vstype == TSK_VS_TYPE_DOS || parts.empty())) {
      auto* fs = tsk_fs_open_img(&image_.info, 0, TSK_FS_TYPE_DETECT);
      if (fs != nullptr) {
        tsk_fs_close(fs);
        return false;
      }
    }
    for (const auto* part : parts) {
      if (!speaker_.listening()) return true;
      if ((part->flags & TSK_VS_PART_FLAG_META) != 0) continue;
      const auto from = static_cast<std::uint64_t>(part->start) * volumes.block_size;
      const auto size = static_cast<std::uint64_t>(part->len) * volumes.block_size;
      if ((part->flags & TSK_VS_PART_FLAG_ALLOC) == 0) {
        free_bytes(from, size);
        continue;
      }
      const auto name = "p" + std::to_string(++number);
      const auto trouble = file_system(from, size, name + "/");
      if (trouble.empty()) continue;
      speaker_.unread(name,
                      trouble + " (" + (part->desc == nullptr ? "unnamed" : part->desc) + ")");
      if (trouble.find("encrypted") == std::string::npos) free_bytes(from, size);
    }
    return true;
  }

  /// Why there is none that can be read; "" when it was.
  std::string file_system(std::uint64_t from, std::uint64_t size, const std::string& where) {
    std::array<char, 16> start{};
    bytes_.read_at(from, start);
    if (std::memcmp(start.data() + 3, "-FVE-FS-", 8) == 0)
      return "encrypted volume (BitLocker): needs its key";
    if (std::memcmp(start.data(), "LUKS\xBA\xBE", 6) == 0)
      return "encrypted volume (LUKS): needs its key";
    auto* fs = tsk_fs_open_img(&image_.info, static_cast<TSK_OFF_T>(from), TSK_FS_TYPE_DETECT);
    if (fs == nullptr) return "no file system known here: " + last_error();
    Walk walk{*this, where};
    const auto names = static_cast<TSK_FS_DIR_WALK_FLAG_ENUM>(
        TSK_FS_DIR_WALK_FLAG_ALLOC | TSK_FS_DIR_WALK_FLAG_UNALLOC | TSK_FS_DIR_WALK_FLAG_RECURSE);
    if (tsk_fs_dir_walk(fs, fs->root_inum, names, each_file, &walk) != 0)
      speaker_.unread(where + "(folders)", "not all folders can be read: " + last_error());
    const auto blocks = static_cast<TSK_FS_BLOCK_WALK_FLAG_ENUM>(TSK_FS_BLOCK_WALK_FLAG_UNALLOC |
                                                                 TSK_FS_BLOCK_WALK_FLAG_AONLY);
    run_from_ = run_to_ = 0;
    walk_base_ = from;
    if (tsk_fs_block_walk(fs, fs->first_block, fs->last_block_act, blocks, each_block, this) != 0)
      speaker_.unread(where + "(free blocks)", "not all free blocks can be read: " + last_error());
    end_run();
    // What lies in the partition behind its file system.
    const auto used = std::min<std::uint64_t>(fs->block_count * fs->block_size, size);
    if (size - used >= 512) free_bytes(from + used, size - used);
    tsk_fs_close(fs);
    return {};
  }

  static TSK_WALK_RET_ENUM each_file(TSK_FS_FILE* file, const char* path, void* data) {
    auto& walk = *static_cast<Walk*>(data);
    try {
      walk.disk.file(*file, path == nullptr ? "" : path, walk.where);
    } catch (const std::exception&) {  // nothing may be thrown through the library
      return TSK_WALK_ERROR;
    }
    return walk.disk.speaker_.listening() ? TSK_WALK_CONT : TSK_WALK_STOP;
  }

  void file(TSK_FS_FILE& file, const std::string& path, const std::string& where) {
    if (file.name == nullptr || file.name->name == nullptr || TSK_FS_ISDOT(file.name->name)) return;
    // The name may still stand in its folder when what it led to is given up.
    const bool deleted = (file.name->flags & TSK_FS_NAME_FLAG_UNALLOC) != 0 ||
                         (file.meta != nullptr && (file.meta->flags & TSK_FS_META_FLAG_UNALLOC) != 0);
    const auto name = where + (deleted ? "$Deleted/" : "") + path + file.name->name;
    if (file.meta == nullptr) return;  // only the name is left of it
    if (file.meta->type != TSK_FS_META_TYPE_REG && file.meta->type != TSK_FS_META_TYPE_VIRT) return;
    // The place of a deleted file may be another's by now.
    if (deleted && (file.meta->flags & TSK_FS_META_FLAG_ALLOC) != 0) return;
    const int streams = tsk_fs_file_attr_getsize(&file);
    bool any = false;
    for (int i = 0; i < streams && speaker_.listening(); ++i) {
      const auto* attribute = tsk_fs_file_attr_get_idx(&file, i);
      if (attribute == nullptr || !holds_content(*attribute, file)) continue;
      const bool unnamed = attribute->name == nullptr || attribute->name[0] == '\0' ||
                           attribute->type != TSK_FS_ATTR_TYPE_NTFS_DATA;
      any = true;
      stream(*attribute, unnamed ? name : name + ":" + attribute->name, is_table(file));
    }
    if (!any && file.meta->size > 0)
      speaker_.unread(name, deleted ? "deleted; its content is not there any more"
                                    : "its content cannot be found");
    tsk_error_reset();
  }

  static bool holds_content(const TSK_FS_ATTR& a, const TSK_FS_FILE& file) {
    if (a.size == 0) return false;
    if (TSK_FS_TYPE_ISNTFS(file.fs_info->ftype)) {
      // $BadClus says of the whole volume that it is a hole.
      return a.type == TSK_FS_ATTR_TYPE_NTFS_DATA &&
             (a.name == nullptr || std::strcmp(a.name, "$Bad") != 0);
    }
    return a.type == TSK_FS_ATTR_TYPE_DEFAULT || a.type == TSK_FS_ATTR_TYPE_HFS_DATA ||
           a.type == TSK_FS_ATTR_TYPE_HFS_RSRC;
  }

  /// The file system's own ($MFT, $FAT1 …): searched, and no file that anybody could open.
  static bool is_table(const TSK_FS_FILE& file) {
    return file.meta->type == TSK_FS_META_TYPE_VIRT ||
           (TSK_FS_TYPE_ISNTFS(file.fs_info->ftype) && file.meta->addr < first_ntfs_file);
  }

  void stream(const TSK_FS_ATTR& attribute, const std::string& name, bool table) {
    if (table) speaker_.bytes(name);
    else speaker_.member(name);
    std::vector<char> buffer(at_once);
    TSK_OFF_T at = 0;
    while (at < attribute.size && speaker_.listening()) {
      const auto n = tsk_fs_attr_read(
          &attribute, at, buffer.data(),
          std::min<std::size_t>(buffer.size(), static_cast<std::size_t>(attribute.size - at)),
          TSK_FS_FILE_READ_FLAG_NONE);
      if (n <= 0)
        return speaker_.trouble("cut short after " + std::to_string(at) +
                                " bytes: " + last_error());
      speaker_.say({buffer.data(), static_cast<std::size_t>(n)});
      at += n;
    }
    speaker_.end();
  }

  static TSK_WALK_RET_ENUM each_block(const TSK_FS_BLOCK* block, void* data) {
    auto& self = *static_cast<Disk*>(data);
    const auto from =
        self.walk_base_ + static_cast<std::uint64_t>(block->addr) * block->fs_info->block_size;
    try {
      if (from != self.run_to_) {
        self.end_run();
        self.run_from_ = from;
      }
      self.run_to_ = from + block->fs_info->block_size;
    } catch (const std::exception&) {
      return TSK_WALK_ERROR;
    }
    return self.speaker_.listening() ? TSK_WALK_CONT : TSK_WALK_STOP;
  }

  void end_run() {
    if (run_to_ > run_from_) free_bytes(run_from_, run_to_ - run_from_);
    run_from_ = run_to_ = 0;
  }

  /// Bytes that no file holds, said as the container's own, without the stretches that are all
  /// zero.
  void free_bytes(std::uint64_t from, std::uint64_t size) {
    std::vector<char> buffer(at_once);
    const auto end = std::min(from + size, bytes_.size());
    bool open = false;
    while (from < end && speaker_.listening()) {
      const auto n = bytes_.read_at(from, std::span<char>(buffer).first(static_cast<std::size_t>(
                                              std::min<std::uint64_t>(buffer.size(), end - from))));
      if (n == 0) break;
      const bool zero = std::all_of(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(n),
                                    [](char c) { return c == '\0'; });
      if (!zero) {
        if (!open) {
          speaker_.bytes("");
          speaker_.piece(from);
        }
        speaker_.say({buffer.data(), n});
      } else if (open) {
        speaker_.end();
      }
      open = !zero;
      from += n;
    }
    if (open) speaker_.end();
  }

  Bytes& bytes_;
  Speaker speaker_;
  std::string lacks_;
  Image image_{};
  std::uint64_t walk_base_ = 0, run_from_ = 0, run_to_ = 0;
};

}  // namespace

void read_disk(Bytes& disk, const Output& output, const std::string& lacks) {
  Disk(disk, output, lacks).read();
}

}  // namespace ledgelight::decode
