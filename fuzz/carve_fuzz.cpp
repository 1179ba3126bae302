// rooms: base discover
// As many bytes come out as went in, each the one that stood there or a line end, however cut.
#include <cstdint>

#include "base/result.hpp"
#include "discover/carve.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string whole, cut;
  Carver one, many;
  one.feed(bytes, whole);
  one.finish(whole);
  const std::size_t step = size == 0 ? 1 : 1 + data[0] % 17U;
  for (std::size_t i = 0; i < size; i += step)
    many.feed(bytes.substr(i, step), cut);
  many.finish(cut);
  CHECK(whole == cut && whole.size() == size);
  for (std::size_t i = 0; i < size; ++i)
    CHECK(whole[i] == bytes[i] || whole[i] == '\n');
  return 0;
}
