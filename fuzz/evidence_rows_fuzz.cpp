// rooms: base ledger evidence
#include "base/json.hpp"
#include "base/result.hpp"
#include "evidence/custody.hpp"
#include "evidence/metadata.hpp"

using namespace ledgelight;

// Lines of metadata.jsonl and custody.jsonl as a stranger may have written them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto claim = evidence::parse_metadata_line(bytes)) CHECK(claim->sha256.size() == 64);
  const auto json = parse_json(bytes);
  if (!json) return 0;
  if (const auto row = evidence::custody_from_json(*json)) {
    const auto again = evidence::custody_from_json(evidence::to_json(*row));
    CHECK(again && *again == *row);
  }
  return 0;
}
