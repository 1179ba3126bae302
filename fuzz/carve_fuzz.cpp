// rooms: base discover
// As many bytes come out as went in, each the one that stood there or a line end, however cut; and
// the same heads of biometric records.
#include <algorithm>
#include <cstdint>

#include "base/result.hpp"
#include "discover/carve.hpp"
#include "discover/templates.hpp"

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
  // Of UTF-16: half as many, the same however cut.
  for (const int phase : {0, 1}) {
    std::string wide, parts;
    WideCarver first(phase), second(phase);
    first.feed(bytes, wide);
    first.finish(wide);
    for (std::size_t i = 0; i < size; i += step)
      second.feed(bytes.substr(i, step), parts);
    second.finish(parts);
    const auto from = static_cast<std::size_t>(phase);
    CHECK(wide == parts && wide.size() == (size - std::min(size, from)) / 2);
    for (std::size_t i = 0; i < wide.size(); ++i)
      CHECK(wide[i] == '\n' || (wide[i] == bytes[from + 2 * i] && bytes[from + 2 * i + 1] == '\0'));
  }
  TemplateSearch all, pieces;
  all.feed(bytes);
  for (std::size_t i = 0; i < size; i += step)
    pieces.feed(bytes.substr(i, step));
  const auto heads = all.found(), again = pieces.found();
  CHECK(heads.size() == again.size());
  for (std::size_t k = 0; k < heads.size(); ++k)
    CHECK(heads[k].offset == again[k].offset && !template_at(bytes.substr(heads[k].offset)).empty());
  return 0;
}
