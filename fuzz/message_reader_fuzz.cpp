// rooms: base discover
#include "reader_fuzz.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The head of an X12 file is 106 signs long.
  const std::string claims = "ISA*" + std::string(99, '0') + "*:~";
  const std::string payments = "101" + std::string(31, ' ') + "094" + std::string(57, ' ') + "5" + std::string(93, ' ');
  const auto kind = size > 0 ? data[0] % 3 : 0;
  const auto reader = kind == 2 ? ach_reader(payments)
                                : message_reader(kind == 0 ? "MSH|^~\\&|A|" : claims + "GS*");
  return read_to_the_end(*reader, data, size);
}
