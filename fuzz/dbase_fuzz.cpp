// rooms: base discover decode
// Any bytes as a dBASE table: the same is said however they come.
#include <cstdint>

#include "base/result.hpp"
#include "decode/dbase.hpp"
#include "decode/said_for_tests.hpp"

using namespace ledgelight;
using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto said = [&](std::size_t step) {
    std::string frames;
    auto rest = bytes;
    try {
      read_dbase(
          [&](std::span<char> into) {
            const auto n = std::min({into.size(), rest.size(), step});
            std::memcpy(into.data(), rest.data(), n);
            rest.remove_prefix(n);
            return static_cast<long>(n);
          },
          [&](std::string_view frame) { return frames += frame, frames.size() < (8U << 20); });
    } catch (const Damaged& why) {
      frames += why.what();
    }
    return frames;
  };
  CHECK(said(1U << 16) == said(3));
  return 0;
}
