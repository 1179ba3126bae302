// rooms: base discover
#include "reader_fuzz.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto kind = size > 0 ? data[0] % 3 : 0;
  const auto reader = directory_reader(kind == 0   ? "BEGIN:VCARD\n"
                                       : kind == 1 ? "dn: a\n"
                                                   : "BEGIN:VCALENDAR\n");
  return read_to_the_end(*reader, data, size);
}
