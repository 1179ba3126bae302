#include "decode/file_part.hpp"

// How Debian builds them, and does not say.
#define LIBVMDK_HAVE_BFIO
#define LIBVHDI_HAVE_BFIO
#define LIBQCOW_HAVE_BFIO
#include <libqcow.h>
#include <libvhdi.h>
#include <libvmdk.h>

#include <array>

#include "decode/disk/media.hpp"

namespace ledgelight::decode {
namespace {

constexpr const char* only_changes = "holds only what changed since another image of the disk, "
                                     "without which it cannot be put together";

// What each library is asked, in its own words; what is opened lives as long as the process.

class Vmdk final : public VirtualDisk {
 public:
  explicit Vmdk(Bytes& bytes) : head_{&bytes, 0, bytes.size()}, extent_{&bytes, 0, bytes.size()} {
    libbfio_pool_t* pool = nullptr;
    int entry = 0;
    auto *head = handle_of(head_), *extent = handle_of(extent_);
    if (head == nullptr || extent == nullptr || libvmdk_handle_initialize(&disk_, nullptr) != 1 ||
        libvmdk_handle_open_file_io_handle(disk_, head, LIBVMDK_OPEN_READ, nullptr) != 1)
      throw Damaged("its head is damaged, or it is the list of a disk kept in other files, each of "
                    "which is read by itself");
    if (libbfio_pool_initialize(&pool, 0, LIBBFIO_POOL_UNLIMITED_NUMBER_OF_OPEN_HANDLES, nullptr) !=
            1 ||
        libbfio_pool_append_handle(pool, &entry, extent, LIBBFIO_OPEN_READ, nullptr) != 1 ||
        libvmdk_handle_open_extent_data_files_file_io_pool(disk_, pool, nullptr) != 1)
      throw Damaged("the disk is kept in several files, which are not put together");
    std::uint32_t parent = 0xFFFFFFFF;
    if (libvmdk_handle_get_parent_content_identifier(disk_, &parent, nullptr) == 1 &&
        parent != 0xFFFFFFFF)
      throw Damaged(only_changes);
    if (libvmdk_handle_get_media_size(disk_, &size_, nullptr) != 1 || size_ == 0)
      throw Damaged("it does not say how large the disk is");
  }

 private:
  ssize_t read(std::span<char> into, off64_t offset) override {
    return libvmdk_handle_read_buffer_at_offset(disk_, into.data(), into.size(), offset, nullptr);
  }
  FilePart head_, extent_;
  libvmdk_handle_t* disk_ = nullptr;
};

class Vhd final : public VirtualDisk {
 public:
  explicit Vhd(Bytes& bytes) : file_{&bytes, 0, bytes.size()} {
    auto* handle = handle_of(file_);
    if (handle == nullptr || libvhdi_file_initialize(&disk_, nullptr) != 1 ||
        libvhdi_file_open_file_io_handle(disk_, handle, LIBVHDI_OPEN_READ, nullptr) != 1)
      throw Damaged("its head or its tables are damaged");
    std::array<std::uint8_t, 16> parent{};
    std::uint32_t kind = 0;
    if (libvhdi_file_get_disk_type(disk_, &kind, nullptr) == 1 &&
        kind == LIBVHDI_DISK_TYPE_DIFFERENTIAL &&
        libvhdi_file_get_parent_identifier(disk_, parent.data(), parent.size(), nullptr) == 1)
      throw Damaged("holds only what changed since another image of the disk, without which it "
                    "cannot be put together");
    if (libvhdi_file_get_media_size(disk_, &size_, nullptr) != 1 || size_ == 0)
      throw Damaged("it does not say how large the disk is");
  }

 private:
  ssize_t read(std::span<char> into, off64_t offset) override {
    return libvhdi_file_read_buffer_at_offset(disk_, into.data(), into.size(), offset, nullptr);
  }
  FilePart file_;
  libvhdi_file_t* disk_ = nullptr;
};

class Qcow final : public VirtualDisk {
 public:
  explicit Qcow(Bytes& bytes) : file_{&bytes, 0, bytes.size()} {
    auto* handle = handle_of(file_);
    if (handle == nullptr || libqcow_file_initialize(&disk_, nullptr) != 1 ||
        libqcow_file_open_file_io_handle(disk_, handle, LIBQCOW_OPEN_READ, nullptr) != 1)
      throw Damaged("its head or its tables are damaged, or of a kind that is not known (version 3 "
                    "with an outer data file, zstd)");
    std::uint32_t method = 0;
    std::size_t name = 0;
    if (libqcow_file_get_encryption_method(disk_, &method, nullptr) == 1 && method != 0)
      throw Damaged("encrypted: needs its key");
    if (libqcow_file_get_utf8_backing_filename_size(disk_, &name, nullptr) == 1 && name > 1)
      throw Damaged(only_changes);
    if (libqcow_file_get_media_size(disk_, &size_, nullptr) != 1 || size_ == 0)
      throw Damaged("it does not say how large the disk is");
  }

 private:
  ssize_t read(std::span<char> into, off64_t offset) override {
    return libqcow_file_read_buffer_at_offset(disk_, into.data(), into.size(), offset, nullptr);
  }
  FilePart file_;
  libqcow_file_t* disk_ = nullptr;
};

}  // namespace

std::size_t VirtualDisk::read_at(std::uint64_t offset, std::span<char> into) {
  if (offset >= size_) return 0;
  const auto want =
      into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset)));
  const auto n = read(want, static_cast<off64_t>(offset));
  if (n < 0) throw Damaged("a block of the image is damaged");
  return static_cast<std::size_t>(n);
}

std::unique_ptr<VirtualDisk> virtual_disk(std::string_view kind, Bytes& bytes) {
  if (kind == "vmdk") return std::make_unique<Vmdk>(bytes);
  if (kind == "vhd") return std::make_unique<Vhd>(bytes);
  if (kind == "qcow") return std::make_unique<Qcow>(bytes);
  return nullptr;
}

}  // namespace ledgelight::decode
