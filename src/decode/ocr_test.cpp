// Through the real ledgelight-decode-ocr, on a picture of words drawn here.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

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

/// A PGM in which the lines stand in letters of 5 by 7 blocks, softened so that they look printed.
std::string page_of(const std::vector<std::string>& lines) {
  constexpr int block = 6, margin = 80, letter = 6 * block, down = 13 * block;
  std::size_t longest = 0;
  for (const auto& line : lines)
    longest = std::max(longest, line.size());
  const int width = 2 * margin + letter * static_cast<int>(longest),
            height = 2 * margin + 7 * block + down * (static_cast<int>(lines.size()) - 1);
  std::string pixels(static_cast<std::size_t>(width * height), '\xFF');
  for (std::size_t l = 0; l < lines.size(); ++l)
    for (std::size_t i = 0; i < lines[l].size(); ++i)
      for (int y = 0; y < 7 * block; ++y)
        for (int x = 0; x < 5 * block; ++x)
          if (shape_of(lines[l][i])[(y / block) * 5 + x / block] == '1')
            pixels[static_cast<std::size_t>((margin + down * static_cast<int>(l) + y) * width +
                                            margin + letter * static_cast<int>(i) + x)] = '\0';
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

std::string picture_of(const std::string& line) { return page_of({line}); }

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

TEST(Ocr, APageThatCannotBeReadWellIsToldToBeReadBadly) {
  if (no_languages()) GTEST_SKIP() << "tesseract-ocr is not here";
  // Lines of letters' size and spacing that are no letters, as bad handwriting is to the
  // recogniser.
  constexpr int width = 1600, height = 1200;
  std::string pixels(static_cast<std::size_t>(width * height), '\xFF');
  std::mt19937 chance(3);
  for (int line = 0; line < 20; ++line)
    for (int letter = 0; letter < 60; ++letter) {
      if (letter % 7 == 6) continue;
      int x = 10, y = 12;
      for (int dot = 0; dot < 60; ++dot) {
        x = std::clamp(x + static_cast<int>(chance() % 5) - 2, 0, 17);
        y = std::clamp(y + static_cast<int>(chance() % 5) - 2, 0, 23);
        for (int i = 0; i < 9; ++i)
          pixels[static_cast<std::size_t>((100 + line * 50 + y + i / 3) * width + 100 +
                                          letter * 22 + x + i % 3)] = '\0';
      }
    }
  const auto seen = scanned("P5\n1600 1200\n255\n" + pixels);
  ASSERT_EQ(seen.not_read.size(), 1U);
  EXPECT_EQ(seen.not_read[0].member, "text");
  EXPECT_NE(seen.not_read[0].reason.find("read badly: page 1"), std::string::npos)
      << seen.not_read[0].reason;
}

/// `pgm` with what happens to pages on their way: turned upside down, grain, little ink.
std::string scanned_upside_down(const std::string& pgm) {
  const auto begin = pgm.find("\n255\n") + 5;
  auto out = pgm;
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end());
  std::mt19937 chance(5);
  std::normal_distribution<double> grain(0, 30);
  for (auto i = begin; i < out.size(); ++i)
    out[i] = static_cast<char>(std::clamp(
        128 + (static_cast<unsigned char>(out[i]) - 128) * 0.6 + grain(chance), 0.0, 255.0));
  return out;
}

TEST(Ocr, APageThatLiesUpsideDownAndIsFullOfGrainIsRead) {
  if (no_languages()) GTEST_SKIP() << "tesseract-ocr is not here";
  const auto seen = scanned(scanned_upside_down(
      page_of({"SSN 219-12-1234", "SSN 219-12-1235", "SSN 219-12-1239", "SSN 219-12-1230"})));
  std::multiset<std::string> found;
  for (const auto& f : seen.findings)
    found.insert(f.norm.reveal(Purpose::test));
  EXPECT_EQ(found,
            (std::multiset<std::string>{"219121230", "219121234", "219121235", "219121239"}));
}

/// The picture as a telephone keeps it, by Debian's encoder; "" when that is not here.
std::string heic_of(const std::string& pgm, const std::string& ending = "heic") {
  std::string folder = (std::filesystem::temp_directory_path() / "heicXXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return {};
  int width = 0, height = 0, at = 0;
  std::sscanf(pgm.c_str(), "P5 %d %d 255%n", &width, &height, &at);
  std::ofstream(folder + "/in.y4m", std::ios::binary)
      << "YUV4MPEG2 W" << width << " H" << height << " F1:1 Ip C420\nFRAME\n"
      << pgm.substr(static_cast<std::size_t>(at) + 1) << std::string(static_cast<std::size_t>(width * height / 2), '\x80');
  std::string out;
  if (std::system(("heif-enc -q 80 " + folder + "/in.y4m -o " + folder + "/out." + ending +
                   " >/dev/null 2>&1")
                      .c_str()) == 0) {
    std::ifstream in(folder + "/out." + ending, std::ios::binary);
    out.assign(std::istreambuf_iterator<char>(in), {});
  }
  std::filesystem::remove_all(folder);
  return out;
}

TEST(Ocr, WordsInThePictureOfATelephoneAreRead) {
  if (no_languages()) GTEST_SKIP() << "tesseract-ocr is not here";
  for (const std::string ending : {"heic", "avif"}) {
    const auto heic = heic_of(picture_of("SSN 219-12-1234"), ending);
    if (heic.empty()) GTEST_SKIP() << "heif-enc (libheif-examples) is not here";
    const auto seen = scanned(heic);
    EXPECT_EQ(seen.not_read.size(), 0U) << seen.not_read[0].reason;
    ASSERT_EQ(seen.findings.size(), 1U);
    EXPECT_EQ(seen.findings[0].member, "picture1.tif/text");
    EXPECT_EQ(seen.findings[0].norm.reveal(Purpose::count_residents), "219121234");

    // Cut and spoilt, it says so, and no call outside the sandbox is made.
    std::mt19937 chance(7);
    for (int round = 0; round < 12; ++round) {
      auto spoilt = heic;
      if (round % 2 == 0)
        spoilt.resize(60 + chance() % (spoilt.size() - 60));
      else
        for (int i = 0; i < 12; ++i)
          spoilt[12 + chance() % (spoilt.size() - 12)] = static_cast<char>(chance());
      for (const auto& u : scanned(spoilt).not_read)
        EXPECT_EQ(u.reason.find("signal 31"), std::string::npos) << round << ": " << u.reason;
    }
  }
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
