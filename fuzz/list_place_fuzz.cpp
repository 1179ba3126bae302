// rooms: base
// A place in a list, out of a link: refused, or written again as it came.
#include <cstddef>
#include <cstdint>
#include <string_view>

// The file itself: the rest of its room, and what that needs, has no part in this.
#include "desk/places.cpp"

using namespace ledgelight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string_view order : {"opened", "id", "changed", "due", "severity"}) {
    if (const auto place = desk::parse_case_place(order, text))
      CHECK(desk::text_of(*place, order) == text);
  }
  if (const auto place = desk::parse_report_place(text)) CHECK(desk::text_of(*place) == text);
  return 0;
}
