// rooms: base ledger
#include "base/result.hpp"
#include "ledger/entry.hpp"

using namespace ledgelight;

// What is read and fit to be written is written to the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto event = ledger::parse_event(bytes);
  if (!event) return 0;
  if (const auto text = ledger::event_text(*event)) CHECK(*text == bytes);
  return 0;
}
