// rooms: base discover
#include "reader_fuzz.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reader = html_reader("<table><tr><td>");
  return read_to_the_end(*reader, data, size);
}
