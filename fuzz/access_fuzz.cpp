// rooms: base discover decode
// An Access database that lies.
#include "decode/access.hpp"
#include "decoder_fuzz.hpp"

using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return heard_jumping(read_access, data, size);
}
