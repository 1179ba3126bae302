// rooms: base ledger
#include "base/result.hpp"
#include "ledger/receipt.hpp"

using namespace ledgelight;

// What parses and can be printed again is read again as the same receipt.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CHECK(!ledger::verify_receipt(bytes).empty());
  const auto receipt = ledger::parse_receipt(bytes);
  if (!receipt) return 0;
  if (const auto text = ledger::print_receipt(*receipt)) {
    const auto again = ledger::parse_receipt(*text);
    CHECK(again && again->event == receipt->event && again->record == receipt->record);
  }
  return 0;
}
