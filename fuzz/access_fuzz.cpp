// rooms: base discover decode
// An Access database that lies: read to an end or a reason, in frames that keep their order.
#include <cstdint>

#include "base/result.hpp"
#include "decode/access.hpp"
#include "decode/said_for_tests.hpp"

using namespace ledgelight;
using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto all = bytes_of({reinterpret_cast<const char*>(data), size});
  discover::FrameReader reader;
  std::size_t said = 0;
  try {
    read_access(all, [&](std::string_view frame) {
      reader.feed(frame);
      const auto read = reader.next();
      CHECK(read && *read);
      return ++said < 2'000;
    });
  } catch (const Damaged&) {
  }
  return 0;
}
