#include "decode/rtf.hpp"

#include <gtest/gtest.h>

#include "decode/charset.hpp"
#include "decode/said_for_tests.hpp"
#include "discover/scan.hpp"

namespace ledgelight::decode {
namespace {

Said read(std::string_view rtf, std::size_t step = 7) {
  load_charsets();
  return said_by([](const Input& in, const Output& out) { return read_rtf(in, out), true; }, rtf,
                 step);
}

TEST(Rtf, ANumberSetInSeveralWaysIsOneNumber) {
  const std::string rtf =
      "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Calibri;}}\r\n"
      "\\viewkind4\\uc1\\pard\\f0\\fs22 Ada Example, SSN 2\\b 19\\b0 -{\\i 12}-\\cf2 "
      "12\r\n34\\par\r\n}";
  for (const std::size_t step : {1U, 3U, 4096U}) {
    const auto said = read(rtf, step);
    EXPECT_EQ(said.data("text"), "Ada Example, SSN 219-12-1234\n");
    EXPECT_EQ(said.end, "Z");
  }
  discover::Collected seen;
  discover::MemorySource source(rtf);
  ASSERT_TRUE(discover::scan(source, 0, "letter.doc", seen, {}));
  ASSERT_EQ(seen.findings.size(), 2U);
  EXPECT_EQ(seen.findings[1].norm.reveal(Purpose::test), "219121234");
  EXPECT_EQ(seen.findings[1].member, "text");
  EXPECT_EQ(seen.not_read.size(), 0U);
}

TEST(Rtf, LettersOfOtherTonguesAreResolved) {
  EXPECT_EQ(read("{\\rtf1\\ansi Se\\'f1or N\\u250\\'fa\\'f1ez \\u-10179?\\u-8704? \\'93so\\'94 "
                 "a\\~b {\\uc0\\u233}x}")
                .data("text"),
            "Se\xC3\xB1or N\xC3\xBA\xC3\xB1"
            "ez \xF0\x9F\x98\x80 \xE2\x80\x9Cso\xE2\x80\x9D a b \xC3\xA9x");
  EXPECT_EQ(read("{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset0 A;}{\\f7\\fcharset204 B;}}\\f7 "
                 "\\'c0\\'e4\\'e0 \\f0 \\'e9}")
                .data("text"),
            "\xD0\x90\xD0\xB4\xD0\xB0 \xC3\xA9");
}

TEST(Rtf, TablesAreRowsOfCells) {
  const auto said = read(
      "{\\rtf1 Staff\\par\\trowd\\cellx1\\cellx2\\pard\\intbl Name\\cell SSN\\cell\\row"
      "\\trowd\\pard\\intbl Ada Example\\cell 219-12-1234\\cell\\row"
      "\\trowd\\pard\\intbl Bea Sample\\cell 219-12-{\\b 1235}\\cell\\row\\pard Behind it.\\par}");
  EXPECT_EQ(said.data("text"),
            "Staff\nName\tSSN\nAda Example\t219-12-1234\nBea Sample\t219-12-1235\nBehind it.\n");
}

TEST(Rtf, WhatIsNoWordOfTheDocumentIsLeftOut) {
  EXPECT_EQ(read("{\\rtf1{\\stylesheet{\\s1 heading 1;}}{\\*\\generator Word;}{\\*\\unknown "
                 "hidden}{\\colortbl;\\red0;}a{\\*\\shppict{\\pict\\pngblip 89}}b}")
                .data("text"),
            "ab");
  const auto said = read("{\\rtf1{\\info{\\title Case 7}{\\author Ada "
                         "Example}{\\creatim\\yr2026}}{\\field{\\*\\fldinst{HYPERLINK "
                         "\"mailto:ada@city.example\"}}{\\fldrslt write}}}");
  EXPECT_EQ(said.data("text"),
            "writeTitle: Case 7\nAuthor: Ada Example\nmailto:ada@city.example\n");
}

TEST(Rtf, PicturesAndFilesLaidInAreMembers) {
  const auto said =
      read("{\\rtf1 see{\\pict\\picw10\\pngblip 89504e47\r\n0d0a}{\\pict\\jpegblip\\bin3 a}b}"
           "{\\object\\objemb{\\*\\objdata "
           "010500000200000002000000410000000000000000000300000078797a}}.}");
  EXPECT_EQ(said.data("text"), "see.");
  EXPECT_EQ(said.data("picture1.png"), "\x89PNG\r\n");
  EXPECT_EQ(said.data("picture2.jpg"), "a}b");
  ASSERT_NE(said.find("object1"), nullptr);
}

TEST(Rtf, ADocumentCutShortOrTooDeepSaysSo) {
  const auto cut = read("{\\rtf1 The SSN of Ada is 219-12-1234");
  EXPECT_EQ(cut.data("text"), "The SSN of Ada is 219-12-1234");
  EXPECT_EQ(cut.find("text")->trouble, "cut short");
  EXPECT_NE(
      read("{\\rtf1 a" + std::string(100'000, '{')).find("text")->trouble.find("nested deeper"),
      std::string::npos);
  EXPECT_EQ(read("{\\rt").end, "F: no rich text");
}

}  // namespace
}  // namespace ledgelight::decode
