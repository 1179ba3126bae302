// decode/file_part.hpp: some of the bytes a decoder may ask for, as the libraries of the libyal
// family (libewf, libvmdk, libevtx …) call a file. For the programs that link libbfio; no file is
// opened.
#pragma once

#include <libbfio.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "decode/channel.hpp"

namespace ledgelight::decode {

struct FilePart {
  Bytes* bytes = nullptr;
  std::uint64_t from = 0, size = 0, at = 0;
};

namespace file_part {

inline FilePart& of(intptr_t* io) { return *reinterpret_cast<FilePart*>(io); }
inline int no_free(intptr_t** io, libbfio_error_t**) {
  *io = nullptr;  // it is not the library's
  return 1;
}
inline int share(intptr_t** to, intptr_t* from, libbfio_error_t**) {
  *to = from;
  return 1;
}
inline int yes(intptr_t*, int, libbfio_error_t**) { return 1; }
inline int closed(intptr_t*, libbfio_error_t**) { return 0; }
inline int there(intptr_t*, libbfio_error_t**) { return 1; }
inline ssize_t read(intptr_t* io, std::uint8_t* into, std::size_t size, libbfio_error_t**) {
  try {
    auto& f = of(io);
    const auto left = f.at < f.size ? f.size - f.at : 0;
    const auto n = f.bytes->read_at(
        f.from + f.at, {reinterpret_cast<char*>(into),
                        static_cast<std::size_t>(std::min<std::uint64_t>(size, left))});
    f.at += n;
    return static_cast<ssize_t>(n);
  } catch (const std::exception&) {
    return -1;
  }
}
inline ssize_t no_write(intptr_t*, const std::uint8_t*, std::size_t, libbfio_error_t**) {
  return -1;
}
inline off64_t seek(intptr_t* io, off64_t offset, int whence, libbfio_error_t**) {
  auto& f = of(io);
  const auto base = whence == SEEK_SET   ? 0
                    : whence == SEEK_CUR ? static_cast<off64_t>(f.at)
                                         : static_cast<off64_t>(f.size);
  if (offset < -base) return -1;
  f.at = static_cast<std::uint64_t>(base + offset);
  return base + offset;
}
inline int size_of(intptr_t* io, size64_t* size, libbfio_error_t**) {
  *size = of(io).size;
  return 1;
}

}  // namespace file_part

/// `file` must outlive what is opened with it; nullptr when there is no memory.
inline libbfio_handle_t* handle_of(FilePart& file) {
  using namespace file_part;
  libbfio_handle_t* handle = nullptr;
  const int made =
      libbfio_handle_initialize(&handle, reinterpret_cast<intptr_t*>(&file), no_free, share, yes,
                                closed, file_part::read, no_write, file_part::seek, there, there,
                                size_of, LIBBFIO_FLAG_IO_HANDLE_NON_MANAGED, nullptr);
  return made == 1 ? handle : nullptr;
}

}  // namespace ledgelight::decode
