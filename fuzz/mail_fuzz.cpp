// rooms: base discover decode
// Any bytes as a mail and as a mailbox: what stands in clear is said where it stands, once and in
// order, and the same however the bytes come. And as base64: the quick way says what the slow one
// says.
#include <cstdint>
#include <cstring>

#include "base/result.hpp"
#include "decode/base64.hpp"
#include "decode/mail.hpp"
#include "discover/frame.hpp"

using namespace ledgelight;
using namespace ledgelight::decode;

namespace {

std::string said(std::string_view kind, std::string_view bytes, std::size_t step) {
  std::string frames;
  auto rest = bytes;
  read_mail(
      kind,
      [&](std::span<char> into) {
        const auto n = std::min({into.size(), rest.size(), step});
        std::memcpy(into.data(), rest.data(), n);
        rest.remove_prefix(n);
        return static_cast<long>(n);
      },
      [&](std::string_view frame) {
        frames += frame;
        return true;
      });
  return frames;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::uint32_t bits = 0, bits_slowly = 0;
  int count = 0, count_slowly = 0;
  std::string quick, slow;
  for (const auto part : {bytes.substr(0, size / 3), bytes.substr(size / 3)}) {
    from_base64(part, bits, count, quick);
    from_base64_slowly(part, bits_slowly, count_slowly, slow);
    CHECK(quick == slow && bits == bits_slowly && count == count_slowly);
  }
  for (const auto* kind : {"mail", "mbox"}) {
    const auto whole = said(kind, bytes, 1 << 16);
    CHECK(whole == said(kind, bytes, 3));
    discover::FrameReader reader;
    reader.feed(whole);
    std::uint64_t at = 0;
    bool clear = false;
    while (!reader.finished()) {
      const auto frame = reader.next();
      CHECK(frame && *frame);
      const auto& body = (*frame)->body;
      switch ((*frame)->type) {
      case discover::FrameType::text: clear = body.empty(); break;
      case discover::FrameType::member: clear = false; break;
      case discover::FrameType::piece:
        if (!clear) break;
        CHECK(discover::from_big_endian(body) >= at);
        at = discover::from_big_endian(body);
        break;
      case discover::FrameType::data:
        if (!clear) break;
        CHECK(bytes.substr(static_cast<std::size_t>(at), body.size()) == body);
        at += body.size();
        break;
      default: break;
      }
    }
  }
  return 0;
}
