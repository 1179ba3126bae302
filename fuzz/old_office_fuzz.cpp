// rooms: base discover decode
// A compound file that lies: read to an end or a reason, in frames that keep their order.
#include <cstdint>
#include <cstring>

#include "base/result.hpp"
#include "decode/old_office.hpp"
#include "discover/frame.hpp"

using namespace ledgelight;
using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(size, [&](std::uint64_t offset, std::span<char> into) {
    const auto n = std::min<std::size_t>(into.size(), size - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), data + offset, n);
    return n;
  });
  discover::FrameReader reader;
  std::size_t said = 0;
  try {
    read_old_office(bytes, [&](std::string_view frame) {
      reader.feed(frame);
      const auto read = reader.next();
      CHECK(read && *read);
      return ++said < 2'000;
    });
  } catch (const Damaged&) {
  }
  return 0;
}
