// decode/unpack.hpp: one container in, frames out (discover/frame.hpp).
//
// libarchive reads the stream from front to back and never seeks. Nothing is written to disk and no
// name is interpreted. Members that are no files (folders) are passed over; links, devices and
// encrypted members come out as trouble.
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace ledgelight::decode {

/// Fills the front of the span; 0 at the end, negative when reading failed.
using Input = std::function<long(std::span<char>)>;
/// Takes whole frames; false when nobody listens any more.
using Output = std::function<bool(std::string_view)>;

/// `kind` is zip, tar, gzip, bzip2, xz or zstd. Returns false for any other kind, before reading.
bool unpack(std::string_view kind, const Input& input, const Output& output);

}  // namespace ledgelight::decode
