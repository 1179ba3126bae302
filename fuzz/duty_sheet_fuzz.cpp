// rooms: base print notice
// The duties JSON of any engine: a sheet or a fault that names the key, never a crash.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "notice/duty_sheet.hpp"

using namespace ledgelight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto json = parse_json({reinterpret_cast<const char*>(data), size}, {1U << 16, 16});
  if (!json) return 0;
  notice::SheetHead head;
  head.case_id = "2026-0001";
  head.reckoned = Date(std::chrono::year(2026), std::chrono::month(3), std::chrono::day(2));
  const auto sheet = notice::duty_sheet(*json, head);
  if (!sheet && sheet.error().detail.empty()) std::abort();
  if (sheet && sheet->blocks.empty()) std::abort();
  return 0;
}
