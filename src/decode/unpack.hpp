// decode/unpack.hpp: one container in, frames out (discover/frame.hpp).
//
// libarchive reads. Nothing is written to disk and no name is interpreted. Members that are no files
// (folders) are passed over; links, devices and encrypted members come out as trouble.
#pragma once

#include <string_view>

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// Reads front to back. `kind` is zip, tar, cpio, ar, cab, lha, gzip, bzip2, xz, zstd, lz4 or
/// compress. Returns false for any other kind, before reading.
bool unpack(std::string_view kind, const Input& input, const Output& output);
/// Reads by jumping: 7z, rar, iso or appended-zip.
bool unpack(std::string_view kind, Bytes& bytes, const Output& output);

}  // namespace ledgelight::decode
