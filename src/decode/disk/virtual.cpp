#include "decode/file_part.hpp"

// How Debian builds them, and does not say.
#define LIBVMDK_HAVE_BFIO
#define LIBVHDI_HAVE_BFIO
#define LIBQCOW_HAVE_BFIO
#include <libqcow.h>
#include <libvhdi.h>
#include <libvmdk.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "decode/disk/media.hpp"

namespace ledgelight::decode {
namespace {

/// Of an image that goes back to `name`, which is not there.
[[noreturn]] void only_changes(const std::string& name) {
  throw Damaged("holds only what changed since " +
                (name.empty() ? "another image of the disk" : "\"" + name + "\"") +
                ", without which it cannot be put together");
}

template <class Handle, class Error>
std::string name_of(Handle* disk, int (*size_of)(Handle*, std::size_t*, Error**),
                    int (*text_of)(Handle*, std::uint8_t*, std::size_t, Error**)) {
  std::size_t size = 0;
  if (size_of(disk, &size, nullptr) != 1 || size < 2 || size > 4096) return {};
  std::string out(size, '\0');
  if (text_of(disk, reinterpret_cast<std::uint8_t*>(out.data()), size, nullptr) != 1) return {};
  out.resize(std::min(out.find('\0'), out.size()));
  return out;
}

// What each library is asked, in its own words; what is opened lives as long as the process.

/// `base`: the image it goes back to, or nullptr.
class Vmdk final : public VirtualDisk {
 public:
  Vmdk(const FilePart& part, Vmdk* base) : head_(part), extent_(part) {
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
        parent != 0xFFFFFFFF &&
        (base == nullptr || libvmdk_handle_set_parent_handle(disk_, base->disk_, nullptr) != 1))
      only_changes(name_of(disk_, libvmdk_handle_get_utf8_parent_filename_size,
                           libvmdk_handle_get_utf8_parent_filename));
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
  Vhd(const FilePart& part, Vhd* base) : file_(part) {
    auto* handle = handle_of(file_);
    if (handle == nullptr || libvhdi_file_initialize(&disk_, nullptr) != 1 ||
        libvhdi_file_open_file_io_handle(disk_, handle, LIBVHDI_OPEN_READ, nullptr) != 1)
      throw Damaged("its head or its tables are damaged");
    std::array<std::uint8_t, 16> parent{};
    std::uint32_t kind = 0;
    if (libvhdi_file_get_disk_type(disk_, &kind, nullptr) == 1 &&
        kind == LIBVHDI_DISK_TYPE_DIFFERENTIAL &&
        libvhdi_file_get_parent_identifier(disk_, parent.data(), parent.size(), nullptr) == 1 &&
        (base == nullptr || libvhdi_file_set_parent_file(disk_, base->disk_, nullptr) != 1))
      only_changes(name_of(disk_, libvhdi_file_get_utf8_parent_filename_size,
                           libvhdi_file_get_utf8_parent_filename));
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
  Qcow(const FilePart& part, Qcow* base) : file_(part) {
    auto* handle = handle_of(file_);
    if (handle == nullptr || libqcow_file_initialize(&disk_, nullptr) != 1 ||
        libqcow_file_open_file_io_handle(disk_, handle, LIBQCOW_OPEN_READ, nullptr) != 1)
      throw Damaged("its head or its tables are damaged, or of a kind that is not known (version 3 "
                    "with an outer data file, zstd)");
    std::uint32_t method = 0;
    std::size_t name = 0;
    if (libqcow_file_get_encryption_method(disk_, &method, nullptr) == 1 && method != 0)
      throw Damaged("encrypted: needs its key");
    if (libqcow_file_get_utf8_backing_filename_size(disk_, &name, nullptr) == 1 && name > 1 &&
        (base == nullptr || libqcow_file_set_parent_file(disk_, base->disk_, nullptr) != 1))
      only_changes(name_of(disk_, libqcow_file_get_utf8_backing_filename_size,
                           libqcow_file_get_utf8_backing_filename));
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

/// An image and those it goes back to, the last of them first.
template <class Kind>
class Chain final : public VirtualDisk {
 public:
  Chain(Bytes& files, const std::vector<std::uint64_t>& sizes) {
    std::uint64_t end = files.size();
    for (auto i = sizes.size(); i-- > 0;) {
      end -= sizes[i];
      try {
        images_.push_back(std::make_unique<Kind>(FilePart{&files, end, sizes[i]},
                                                 images_.empty() ? nullptr : images_.back().get()));
      } catch (const Damaged& why) {
        if (i == 0) throw;
        throw Damaged(std::string("the image it goes back to: ") + why.what());
      }
    }
    size_ = images_.back()->size();
  }

 private:
  ssize_t read(std::span<char> into, off64_t offset) override {
    return static_cast<ssize_t>(images_.back()->read_at(static_cast<std::uint64_t>(offset), into));
  }
  std::vector<std::unique_ptr<Kind>> images_;
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

std::unique_ptr<VirtualDisk> virtual_disk(std::string_view kind, Bytes& files,
                                          const std::vector<std::uint64_t>& sizes) {
  if (kind == "vmdk") return std::make_unique<Chain<Vmdk>>(files, sizes);
  if (kind == "vhd") return std::make_unique<Chain<Vhd>>(files, sizes);
  if (kind == "qcow") return std::make_unique<Chain<Qcow>>(files, sizes);
  return nullptr;
}

}  // namespace ledgelight::decode
