// rooms: base vault
#include <cstdint>
#include <cstdlib>
#include <string>

#include "vault/sealed_file.hpp"

using namespace ledgelight;

// The first byte chooses: bytes as they are, or a good file with changes made to it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Key key(std::string(32, 'k'));
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 == 0) {
    // Without the key nobody can write bytes that open.
    if (vault::open_bytes(key, rest)) std::abort();
    return 0;
  }
  SeededRandomness randomness("fuzz");
  const std::string plain(std::size_t{data[0]} * 700, 'p');
  const auto good = vault::seal_bytes(key, plain, randomness);
  auto changed = good;
  for (std::size_t i = 0; i + 4 <= rest.size(); i += 4) {
    const auto at = (static_cast<unsigned char>(rest[i]) << 16 |
                     static_cast<unsigned char>(rest[i + 1]) << 8 |
                     static_cast<unsigned char>(rest[i + 2])) %
                    changed.size();
    changed[at] = static_cast<char>(changed[at] ^ rest[i + 3]);
  }
  const auto opened = vault::open_bytes(key, changed);
  if (opened.has_value() != (changed == good)) std::abort();
  if (opened && *opened != plain) std::abort();
  return 0;
}
