// rooms: base ledger
#include "base/result.hpp"
#include "ledger/proof_file.hpp"

using namespace ledgelight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto p = ledger::ProofFile::parse(bytes)) {
    CHECK(p->text() == bytes);
    CHECK(p->hashes.size() <= ledger::kMaxProof);
    (void)ledger::verify_inclusion(ledger::leaf_hash(bytes), p->index, p->index + 1, p->hashes,
                                   ledger::empty_root());
  }
  return 0;
}
