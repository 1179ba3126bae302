// rooms: base discover
#include "reader_fuzz.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reader = directory_reader(size > 0 && data[0] % 2 == 0 ? "BEGIN:VCARD\n" : "dn: a\n");
  return read_to_the_end(*reader, data, size);
}
