#include "decode/file_part.hpp"

#define LIBEWF_HAVE_BFIO  // how Debian builds it, and does not say
#include <libewf.h>

#include <algorithm>

#include "decode/disk/media.hpp"

namespace ledgelight::decode {

struct Ewf::Handles {
  std::vector<FilePart> files;
  libbfio_pool_t* pool = nullptr;
  libewf_handle_t* ewf = nullptr;
  size64_t size = 0;
};

Ewf::Ewf(Bytes& bytes, const std::vector<std::uint64_t>& sizes) : handles_(std::make_unique<Handles>()) {
  auto& h = *handles_;
  std::uint64_t from = 0;
  for (const auto size : sizes) {
    h.files.push_back({&bytes, from, size});
    from += size;
  }
  bool open = libbfio_pool_initialize(&h.pool, 0, LIBBFIO_POOL_UNLIMITED_NUMBER_OF_OPEN_HANDLES, nullptr) == 1;
  for (auto& file : h.files) {
    auto* handle = handle_of(file);
    int entry = 0;
    open = open && handle != nullptr &&
           libbfio_pool_append_handle(h.pool, &entry, handle, LIBBFIO_OPEN_READ, nullptr) == 1;
  }
  open = open &&
      libewf_handle_initialize(&h.ewf, nullptr) == 1 &&
      libewf_handle_open_file_io_pool(h.ewf, h.pool, LIBEWF_OPEN_READ, nullptr) == 1 &&
      libewf_handle_get_media_size(h.ewf, &h.size, nullptr) == 1 && h.size > 0;
  if (!open)
    throw Damaged(
        "damaged, or not the whole of it: the segments of an image (E01, E02 …) must stand in one folder");
  // The last section of a segment says whether another follows (EWF 1; 76 bytes, its name first).
  std::string last(76, '\0');
  const auto& file = h.files.back();
  if (file.size >= last.size() && bytes.read_at(file.from + file.size - last.size(), last) == last.size() &&
      last.compare(0, 5, std::string("next\0", 5)) == 0)
    lacks_ = "segment " + std::to_string(h.files.size() + 1) + " of the image is not beside its other segments; what it holds was not read";
}

// The process ends with the container: what the library holds is not taken apart again.
Ewf::~Ewf() = default;

std::uint64_t Ewf::size() const { return handles_->size; }

std::size_t Ewf::read_at(std::uint64_t offset, std::span<char> into) {
  if (offset >= handles_->size) return 0;
  const auto want =
      static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), handles_->size - offset));
  const auto n = libewf_handle_read_random(handles_->ewf, into.data(), want,
                                           static_cast<off64_t>(offset), nullptr);
  if (n < 0) throw Damaged("a chunk of the E01 image is damaged");
  return static_cast<std::size_t>(n);
}

}  // namespace ledgelight::decode
