// rooms: base discover decode
// Any bytes as a drawing, enhanced or plain.
#include "decode/drawing.hpp"
#include "decoder_fuzz.hpp"

using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const char* kind : {"emf", "wmf"})
    same_however_fed(
        [&](const Input& input, const Output& output) { read_drawing(kind, input, output); }, data,
        size);
  return 0;
}
