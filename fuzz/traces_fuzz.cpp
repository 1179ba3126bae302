// rooms: base casefile
// A clean copy tells nothing more, is a picture still, and cleaning it again changes nothing.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "casefile/traces.hpp"

using namespace ledgelight::casefile;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto traces = traces_of(bytes);
  const auto clean = clean_copy(bytes);
  if (clean.has_value() != traces.cleanable()) std::abort();
  if (!clean) return 0;
  if (clean->size() > size + 64) std::abort();
  if (traces_of(*clean).any()) std::abort();
  if (clean_copy(*clean) != *clean) std::abort();
  return 0;
}
