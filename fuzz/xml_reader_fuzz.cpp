// rooms: base discover
#include "reader_fuzz.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reader = xml_reader("<?xml version=\"1.0\"?>");
  return read_to_the_end(*reader, data, size);
}
