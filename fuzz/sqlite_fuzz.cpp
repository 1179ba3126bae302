// rooms: base discover decode
// A database that lies, and its log: nothing run, nothing written.
#include "decode/sqlite_file.hpp"
#include "decoder_fuzz.hpp"

using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto bytes = bytes_of(view(data, size));
  // The last byte says in how many 256ths the log begins.
  const auto cut = size == 0 ? 0 : size * data[size - 1] / 256;
  auto database = bytes.part(0, cut), log = bytes.part(cut, size - cut);
  const bool logged = size > 0 && data[size - 1] % 2 == 1;
  return heard(
      [&](const Output& output) {
        read_sqlite(logged ? database : bytes, logged ? &log : nullptr, output);
      },
      10'000);
}
