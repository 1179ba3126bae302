// rooms: base discover decode
// A container unpacked in this process: every frame is whole and in order, whatever the bytes.
#include <cstdint>
#include <cstring>

#include "base/result.hpp"
#include "decode/unpack.hpp"
#include "discover/frame.hpp"

using namespace ledgelight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  static constexpr std::string_view kinds[] = {"zip", "gzip", "tar", "zip"};
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  discover::FrameReader reader;
  std::size_t out = 0;
  bool over = false;
  const bool known = decode::unpack(
      kinds[data[0] % 4],
      [&](std::span<char> into) {
        const auto n = std::min(into.size(), rest.size());
        std::memcpy(into.data(), rest.data(), n);
        rest.remove_prefix(n);
        return static_cast<long>(n);
      },
      [&](std::string_view frame) {
        out += frame.size();
        reader.feed(frame);
        const auto next = reader.next();
        CHECK(next && *next);
        over = reader.finished();
        return out < (8U << 20);
      });
  CHECK(known);
  CHECK(over || out >= (8U << 20));
  return 0;
}
