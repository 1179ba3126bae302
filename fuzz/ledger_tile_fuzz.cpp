// rooms: base ledger
#include "base/result.hpp"
#include "ledger/tile.hpp"

using namespace ledgelight;

// First byte: the width. The rest is a bundle, a tile and a path.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const int width = data[0] + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (const auto entries = ledger::decode_bundle(bytes, width)) {
    CHECK(entries->size() == static_cast<std::size_t>(width));
    CHECK(ledger::encode_bundle(*entries) == bytes);
  }
  if (const auto hashes = ledger::decode_tile(bytes, width))
    CHECK(ledger::encode_tile(*hashes) == bytes);
  if (const auto tile = ledger::parse_tile_path(bytes)) CHECK(ledger::path_of(*tile) == bytes);
  return 0;
}
