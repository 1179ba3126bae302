// rooms: base discover
#include "reader_fuzz.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reader = json_reader(size > 0 && data[0] % 2 == 0 ? "{\"a\":1}" : "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
  return read_to_the_end(*reader, data, size);
}
