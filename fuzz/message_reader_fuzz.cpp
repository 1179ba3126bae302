// rooms: base discover
#include "reader_fuzz.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The head of an X12 file is 106 signs long.
  const std::string claims = "ISA*" + std::string(99, '0') + "*:~";
  const auto reader =
      message_reader(size > 0 && data[0] % 2 == 0 ? "MSH|^~\\&|A|" : claims + "GS*");
  return read_to_the_end(*reader, data, size);
}
