// rooms: base discover decode
// A container unpacked in this process: every frame is whole and in order, whatever the bytes.
#include "decode/unpack.hpp"
#include "decoder_fuzz.hpp"

using namespace ledgelight;
using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  static constexpr std::string_view kinds[] = {"zip", "gzip", "tar", "zip"};
  std::size_t out = 0;
  Listener listener(std::string_view::npos);
  const bool known =
      unpack(kinds[data[0] % 4], fed(view(data + 1, size - 1)), [&](std::string_view frame) {
        out += frame.size();
        return listener(frame) && out < (8U << 20);
      });
  CHECK(known);
  listener.ended(out >= (8U << 20));
  return 0;
}
