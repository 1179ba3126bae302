// decode/jump_feed.hpp: libarchive reading from Bytes.
#pragma once

#include <vector>

#include "decode/channel.hpp"

struct archive;

namespace ledgelight::decode {

struct JumpFeed {
  explicit JumpFeed(Bytes& from) : bytes(from) {}
  /// Opens `reader` on the bytes, which must outlive it; what archive_read_open1 returns.
  int open(archive* reader);

  Bytes& bytes;
  std::uint64_t at = 0;
  std::vector<char> buffer = std::vector<char>(64U << 10);
};

}  // namespace ledgelight::decode
