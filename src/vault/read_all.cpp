#include <array>

#include "desk/ports/vault.hpp"

namespace ledgelight::desk {

Result<std::string> read_all(BlobReader& reader, std::uint64_t limit) {
  std::string out;
  std::array<char, 64U << 10> part;
  while (const auto n = TRY(reader.read(part))) {
    if (out.size() + n > limit) return fail(Errc::too_large, "a sealed file is over the limit");
    out.append(part.data(), n);
  }
  return out;
}

}  // namespace ledgelight::desk
