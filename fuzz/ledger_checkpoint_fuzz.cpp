// rooms: base ledger
#include "base/result.hpp"
#include "ledger/checkpoint.hpp"

using namespace ledgelight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto c = ledger::Checkpoint::parse_text(bytes)) {
    CHECK(c->text() == bytes);
    CHECK(c->size <= ledger::kMaxSize);
  }
  if (const auto f = ledger::Frontier::parse(bytes)) CHECK(f->serialise() == bytes);
  return 0;
}
