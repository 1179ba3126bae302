// rooms: base print notice
// Letter templates: whatever parses must write itself out to a text that parses to the same, fill
// in within its size, and never let a value become markup.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "notice/template.hpp"

using namespace ledgelight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto made = notice::Template::parse(text);
  if (!made) return 0;
  const auto written = made->text();
  const auto again = notice::Template::parse(written);
  if (!again || again->text() != written || again->covers() != made->covers()) std::abort();

  notice::Values values;
  for (const auto& name : notice::value_names()) values.texts[name] = "{{#if x}}**- {{city}}";
  values.lists["elements"] = {"{{/if}}"};
  const auto filled = made->fill(values);
  print::Document document;
  document.blocks = filled.blocks;
  // Each placeholder takes at least eight bytes of template, and each value brings about twenty.
  if (print::words_of(document).size() > 8 * size + 64) std::abort();
  return 0;
}
