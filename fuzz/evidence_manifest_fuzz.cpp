// rooms: base ledger evidence
#include "base/result.hpp"
#include "evidence/bag.hpp"

using namespace ledgelight;

// No path that could lead out of the bag ever comes out of a manifest.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const std::size_t digits : {64, 128}) {
    const auto lines = evidence::parse_manifest(bytes, digits);
    if (!lines) continue;
    for (const auto& line : *lines) {
      CHECK(line.digest.size() == digits);
      CHECK(!line.path.empty() && line.path[0] != '/' && line.path.find('\\') == line.path.npos);
      CHECK(line.path != ".." && !line.path.starts_with("../") &&
            line.path.find("/../") == line.path.npos);
    }
  }
  return 0;
}
