// rooms: base discover decode
// Any bytes as a dBASE table, and their second half as its memos.
#include "decode/dbase.hpp"
#include "decoder_fuzz.hpp"

using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = view(data, size);
  return same_however_fed(
             [&](const Input& input, const Output& output) { read_dbase(input, output); }, data,
             size) +
         same_however_fed(
             [&](const Input& input, const Output& output) {
               auto memos = bytes_of(bytes.substr(size / 2));
               read_dbase(input, output, &memos);
             },
             data, size / 2);
}
