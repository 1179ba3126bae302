#include "decode/jump_feed.hpp"

#include <archive.h>

#include <algorithm>
#include <cstdio>

namespace ledgelight::decode {
namespace {

la_ssize_t pull_at(archive* reader, void* feed, const void** bytes) {
  auto& from = *static_cast<JumpFeed*>(feed);
  *bytes = from.buffer.data();
  try {
    const auto n = from.bytes.read_at(from.at, from.buffer);
    from.at += n;
    return static_cast<la_ssize_t>(n);
  } catch (const std::exception& e) {  // nothing may be thrown through libarchive
    archive_set_error(reader, -1, "%s", e.what());
    return -1;
  }
}

la_int64_t skip_over(archive*, void* feed, la_int64_t count) {
  auto& from = *static_cast<JumpFeed*>(feed);
  const auto most = from.bytes.size() - std::min(from.at, from.bytes.size());
  const auto n = std::min<std::uint64_t>(static_cast<std::uint64_t>(std::max<la_int64_t>(count, 0)), most);
  from.at += n;
  return static_cast<la_int64_t>(n);
}

la_int64_t jump_to(archive*, void* feed, la_int64_t offset, int whence) {
  auto& from = *static_cast<JumpFeed*>(feed);
  const auto size = static_cast<la_int64_t>(from.bytes.size());
  const auto base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(from.at) : size;
  if (offset < -base || offset > size - base) return ARCHIVE_FATAL;
  from.at = static_cast<std::uint64_t>(base + offset);
  return static_cast<la_int64_t>(from.at);
}

}  // namespace

int JumpFeed::open(archive* reader) {
  archive_read_set_read_callback(reader, pull_at);
  archive_read_set_skip_callback(reader, skip_over);
  archive_read_set_seek_callback(reader, jump_to);
  archive_read_set_callback_data(reader, this);
  return archive_read_open1(reader);
}

}  // namespace ledgelight::decode
