// rooms: base print notice
// Batch manifests: what reads must write back to the same bytes.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.hpp"
#include "notice/batch.hpp"

using namespace ledgelight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rows = notice::rows_of(text);
  if (!rows) return 0;
  const auto json = parse_json(text);
  if (!json) std::abort();
  const auto again = notice::manifest_of(BatchId(text_at(*json, "batch")), *rows);
  if (!again || again->text != text) std::abort();
  return 0;
}
