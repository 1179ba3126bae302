// rooms: base discover decode
// A winmail.dat that lies.
#include "decode/tnef.hpp"
#include "decoder_fuzz.hpp"

using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return heard_jumping(read_tnef, data, size);
}
