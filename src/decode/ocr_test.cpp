// Through the real ledgelight-decode-ocr, on a picture of words drawn here.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <string>

#include "discover/scan.hpp"

namespace ledgelight::decode {
namespace {

/// Five by seven points, as small displays draw them.
const char* shape_of(char c) {
  switch (c) {
  case '0': return "01110100011001110101110011000101110";
  case '1': return "00100011000010000100001000010001110";
  case '2': return "01110100010000100010001000100011111";
  case '3': return "11111000100010000010000011000101110";
  case '4': return "00010001100101010010111110001000010";
  case '5': return "11111100001111000001000011000101110";
  case '9': return "01110100011000101111000010001001100";
  case 'S': return "01111100001000001110000010000111110";
  case 'N': return "10001100011100110101100111000110001";
  case '-': return "00000000000000011111000000000000000";
  default: return "00000000000000000000000000000000000";
  }
}

/// A PGM in which `line` stands in letters of 5 by 7 blocks, softened so that they look printed.
std::string picture_of(const std::string& line) {
  constexpr int block = 6, margin = 80, letter = 6 * block;
  const int width = 2 * margin + letter * static_cast<int>(line.size()),
            height = 2 * margin + 7 * block;
  std::string pixels(static_cast<std::size_t>(width * height), '\xFF');
  for (std::size_t i = 0; i < line.size(); ++i)
    for (int y = 0; y < 7 * block; ++y)
      for (int x = 0; x < 5 * block; ++x)
        if (shape_of(line[i])[(y / block) * 5 + x / block] == '1')
          pixels[static_cast<std::size_t>((margin + y) * width + margin +
                                          letter * static_cast<int>(i) + x)] = '\0';
  auto soft = pixels;
  for (int y = 2; y < height - 2; ++y)
    for (int x = 2; x < width - 2; ++x) {
      int sum = 0;
      for (int dy = -2; dy <= 2; ++dy)
        for (int dx = -2; dx <= 2; ++dx)
          sum += static_cast<unsigned char>(
              pixels[static_cast<std::size_t>((y + dy) * width + x + dx)]);
      soft[static_cast<std::size_t>(y * width + x)] = static_cast<char>(sum / 25 > 140 ? 255 : 0);
    }
  return "P5\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n" + soft;
}

discover::Collected scanned(std::string_view bytes) {
  discover::Collected seen;
  discover::MemorySource source(bytes);
  EXPECT_TRUE(discover::scan(source, 0, "scan.png", seen, {}));
  return seen;
}

bool no_languages() {
  for (const auto* folder : {"/usr/share/tesseract-ocr/5/tessdata",
                             "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata"})
    if (std::filesystem::exists(std::string(folder) + "/eng.traineddata")) return false;
  return true;
}

TEST(Ocr, WordsInAPictureAreRead) {
  if (no_languages()) GTEST_SKIP() << "tesseract-ocr is not here";
  const auto seen = scanned(picture_of("SSN 219-12-1234"));
  ASSERT_EQ(seen.not_read.size(), 0U);
  ASSERT_EQ(seen.findings.size(), 1U);
  EXPECT_EQ(seen.findings[0].member, "text");
  EXPECT_EQ(seen.findings[0].norm.reveal(Purpose::count_residents), "219121234");
}

TEST(Ocr, APictureTooLargeOrDamagedIsListedWithItsReason) {
  if (no_languages()) GTEST_SKIP() << "tesseract-ocr is not here";
  for (const auto& [bytes, word] :
       {std::pair<std::string, std::string>{"P5\n90000 90000\n255\n" + std::string(1000, 'x'),
                                            "too large"},
        {std::string("\x89PNG\r\n\x1A\n", 8) + std::string(100, 'x'), "picture"},
        {std::string("\xFF\xD8\xFF\xE0", 4) + std::string(500, '\0'), "picture"}}) {
    const auto seen = scanned(bytes);
    ASSERT_FALSE(seen.not_read.empty());
    EXPECT_NE(seen.not_read.back().reason.find(word), std::string::npos)
        << seen.not_read.back().reason;
    EXPECT_EQ(seen.not_read.back().reason.find("signal 31"), std::string::npos);
  }
}

}  // namespace
}  // namespace ledgelight::decode
