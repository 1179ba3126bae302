// rooms: base discover
// What a decoder gone wrong may say: each frame read is written again as it stood, or refused.
#include <cstdint>

#include "base/result.hpp"
#include "discover/frame.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  FrameReader reader;
  reader.feed(bytes);
  std::string again;
  while (true) {
    const auto frame = reader.next();
    if (!frame || !*frame) break;
    CHECK((*frame)->body.size() <= max_frame_body);
    // A question is read as it was asked, or refused.
    if ((*frame)->type == FrameType::ask) {
      if (const auto ask = read_ask((*frame)->body))
        CHECK(encode_ask(*ask) == encode_frame(FrameType::ask, (*frame)->body));
    }
    again += encode_frame((*frame)->type, (*frame)->body);
  }
  CHECK(bytes.compare(0, again.size(), again) == 0);
  return 0;
}
