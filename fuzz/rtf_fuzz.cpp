// rooms: base discover decode
// Any bytes as rich text.
#include "decode/rtf.hpp"
#include "decoder_fuzz.hpp"

using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return same_however_fed(read_rtf, data, size);
}
