// rooms: base linkage
// A list of any bytes under any mapping: reading ends, the answer names rows of the list, each pair
// once and in order, and linking is the same with one thread and with three.
#include <cstdint>
#include <sstream>

#include "base/result.hpp"
#include "linkage/file.hpp"

using namespace ledgelight::linkage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 20'000) return 0;
  // The first line may be a mapping; the rest is the list.
  std::string text(reinterpret_cast<const char*>(data), size);
  const auto line = text.find('\n');
  Wish wish;
  if (text[0] == '!' && line != std::string::npos) {
    wish.map = text.substr(1, line - 1);
    text.erase(0, line + 1);
  }
  wish.headings = size % 7 != 0;
  std::istringstream in(text);
  const auto sheet = read_sheet(in, wish);
  if (!sheet) {
    CHECK(!sheet.error().detail.empty());
    return 0;
  }
  if (sheet->list->size() > 300) return 0;
  const auto one = link(*sheet->list, {0.1, 1}), three = link(*sheet->list, {0.1, 3});
  CHECK(one.group_of == three.group_of && one.links.size() == three.links.size());
  const auto pairs = pairs_of(one, 0.1);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    CHECK(pairs[i].left < pairs[i].right && pairs[i].right < sheet->list->size());
    CHECK(pairs[i].probability >= 0.1 && pairs[i].probability <= 1);
    CHECK(i == 0 || pairs[i - 1].left < pairs[i].left ||
          (pairs[i - 1].left == pairs[i].left && pairs[i - 1].right < pairs[i].right));
    CHECK((pairs[i].probability >= 0.5) ==
          (one.group_of[pairs[i].left] == one.group_of[pairs[i].right]));
  }
  std::ostringstream out;
  write_pairs(out, *sheet, one, pairs, true);
  return 0;
}
