// rooms: base discover decode
// The XML parts of office documents: the first byte chooses the reader, the rest is the part.
#include <cstdint>
#include <cstring>

#include "base/result.hpp"
#include "decode/number_format.hpp"
#include "decode/office.hpp"
#include "decode/workbook.hpp"
#include "decode/written.hpp"
#include "discover/frame.hpp"

using namespace ledgelight;
using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t step = 1 + data[1] % 64U;
  const Input part = [&](std::span<char> into) {
    const auto n = std::min({into.size(), rest.size(), step});
    std::memcpy(into.data(), rest.data(), n);
    rest.remove_prefix(n);
    return static_cast<long>(n);
  };
  // Whatever a part says, what goes out is frames in their order.
  discover::FrameReader reader;
  const Output output = [&](std::string_view frame) {
    reader.feed(frame);
    const auto read = reader.next();
    CHECK(read && *read);
    return true;
  };
  Speaker speaker(output);
  Workbook book;
  book.styles = {0, 14, 164};
  book.formats[164] = "000\\-00\\-0000";
  book.strings = {"Name", "SSN", "tab\there"};
  try {
    speaker.text("part");
    switch (data[0] % 6) {
    case 0: read_sheet(part, book, speaker); break;
    case 1: book.read_styles(part); break;
    case 2: book.read_strings(part); break;
    case 3: {
      Xml xml(part);
      say_document(xml, speaker);
      break;
    }
    case 4: {
      Xml xml(part);
      say_any(xml, speaker);
      break;
    }
    default: {
      Xml xml(part);
      say_open_sheets(xml, speaker);
      break;
    }
    }
  } catch (const Damaged&) {
  }
  speaker.finish();
  const auto middle = size / 2;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  CHECK(shown_number(all.substr(0, middle), all.substr(middle), (data[0] & 64) != 0).size() <=
        4 * size + 64);
  return 0;
}
