// rooms: base discover decode
// A compound file that lies.
#include "decode/old_office.hpp"
#include "decoder_fuzz.hpp"

using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return heard_jumping(read_old_office, data, size);
}
