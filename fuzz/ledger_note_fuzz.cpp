// rooms: base ledger
#include "base/result.hpp"
#include "ledger/checkpoint.hpp"

using namespace ledgelight;

// What parses prints back to the same bytes; no key of anybody makes noise pass as signed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const auto key =
      ledger::SigningKey::from_seed("ledgelight.example/log", std::string(32, 's'));
  if (const auto note = ledger::Note::parse(bytes)) {
    CHECK(note->print() == bytes);
    CHECK(!note->signatures.empty() && note->signatures.size() <= 64);
  }
  (void)ledger::open_checkpoint(bytes, key->verifier());
  if (const auto parsed = ledger::VerifierKey::parse(bytes)) {
    const auto again = ledger::VerifierKey::parse(parsed->text());
    CHECK(again && *again == *parsed);
  }
  if (const auto parsed = ledger::SigningKey::parse(bytes))
    CHECK(ledger::SigningKey::parse(parsed->secret_text()).has_value());
  return 0;
}
