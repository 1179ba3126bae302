// rooms: base discover decode
// A database that lies, and its log: read to an end or a reason, nothing run, nothing written.
#include <cstdint>
#include <cstring>

#include "base/result.hpp"
#include "decode/sqlite_file.hpp"
#include "discover/frame.hpp"

using namespace ledgelight;
using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(size, [&](std::uint64_t offset, std::span<char> into) {
    const auto n = std::min<std::size_t>(into.size(), size - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), data + offset, n);
    return n;
  });
  // The last byte says in how many 256ths the log begins.
  const auto cut = size == 0 ? 0 : size * data[size - 1] / 256;
  auto database = bytes.part(0, cut), log = bytes.part(cut, size - cut);
  const bool logged = size > 0 && data[size - 1] % 2 == 1;
  discover::FrameReader reader;
  std::size_t said = 0;
  try {
    read_sqlite(logged ? database : bytes, logged ? &log : nullptr, [&](std::string_view frame) {
      reader.feed(frame);
      const auto read = reader.next();
      CHECK(read && *read);
      return ++said < 10'000;
    });
  } catch (const Damaged&) {
  }
  return 0;
}
