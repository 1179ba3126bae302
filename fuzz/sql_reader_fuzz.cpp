// rooms: base discover
#include "reader_fuzz.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reader = sql_reader("INSERT INTO t VALUES (1);");
  return read_to_the_end(*reader, data, size);
}
