// rooms: base discover
// Any text with base64, uuencode and percent codes in it, whole and in pieces: what is seen stands
// in it, and every byte that is undone has its place.
#include <algorithm>
#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "discover/encoded.hpp"

using namespace ledgelight;
using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (const std::size_t step : {text.size(), std::size_t{1} + data[0] * std::size_t{8}}) {
    EncodedSearch search(true);
    for (std::size_t at = 0; at < text.size(); at += step)
      search.feed(text.substr(at, step));
    search.finish();
    for (const auto& one : search.found()) {
      CHECK(one.offset + one.length <= text.size() &&
            one.raw == text.substr(one.offset, one.length));
      const auto plain = one.writing == Writing::base64 ? without_base64(one.raw)
                         : one.writing == Writing::uu   ? without_uu(one.raw)
                                                        : without_percent(one.raw);
      CHECK(plain.from.size() == plain.bytes.size() + 1 && plain.bytes.size() <= 4 * one.raw.size());
      CHECK(std::is_sorted(plain.from.begin(), plain.from.end()) &&
            plain.from.back() == one.raw.size());
    }
  }
  return 0;
}
