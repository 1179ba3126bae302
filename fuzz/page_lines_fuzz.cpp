// rooms: base discover decode
// Words anywhere on a page: every letter of them is said, whatever lines and columns they make.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/result.hpp"
#include "decode/page_lines.hpp"
#include "discover/frame.hpp"

using namespace ledgelight;
using namespace ledgelight::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<Word> words;
  std::size_t letters = 0;
  for (std::size_t i = 0; i + 6 <= size && words.size() < 2000; i += 6) {
    Word w;
    w.left = data[i] * 2.5;
    w.top = data[i + 1] * 3.0;
    w.right = w.left + data[i + 2] % 64 - 1;
    w.bottom = w.top + data[i + 3] % 16;
    w.text = std::string(1U + data[i + 4] % 7U, static_cast<char>('a' + data[i + 5] % 26));
    w.space_after = (data[i + 5] & 128) != 0;
    if (data[i + 4] == 255) std::memcpy(&w.left, data + i, std::min<std::size_t>(size - i, 8));
    if (std::isfinite(w.left + w.right)) letters += w.text.size();
    words.push_back(std::move(w));
  }
  std::string said;
  discover::FrameReader reader;
  const Output output = [&](std::string_view frame) {
    reader.feed(frame);
    const auto read = reader.next();
    CHECK(read && *read);
    if ((*read)->type == discover::FrameType::data) said += (*read)->body;
    return true;
  };
  const auto lines = lines_of(std::move(words));
  Speaker speaker(output);
  speaker.text("page");
  say_lines(lines, tables_in(lines), speaker);
  speaker.finish();
  const auto count =
      std::count_if(said.begin(), said.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  CHECK(static_cast<std::size_t>(count) == letters);
  return 0;
}
