#include "discover/sniff.hpp"

#include <gtest/gtest.h>

namespace ledgelight::discover {
namespace {

using namespace std::string_view_literals;

std::string kind_of(std::string_view s) { return sniff(s).kind; }

TEST(Sniff, TellsKindsByContent) {
  EXPECT_EQ(kind_of(""), "empty");
  EXPECT_TRUE(sniff("plain words\n").text);
  EXPECT_EQ(kind_of("%PDF-1.7\n\x01\x02"), "pdf");
  EXPECT_EQ(kind_of("SQLite format 3\0\x10\x00"sv), "sqlite");
  EXPECT_EQ(kind_of("7z\xBC\xAF\x27\x1C\0\4"sv), "7z");
  EXPECT_TRUE(sniff("BM is how this sentence begins").text);
  EXPECT_TRUE(sniff("MZ begins words too").text);
  EXPECT_FALSE(sniff(std::string(600, '\0')).unread.empty());
  EXPECT_TRUE(sniff(std::string("\xFF\xFE"
                                "a\0b\0c\0",
                                8))
                  .text);
}

std::string local_header(std::string_view name, std::string_view data) {
  std::string out("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0", 18);
  for (const auto n : {data.size(), data.size()})
    for (int i = 0; i < 4; ++i)
      out += static_cast<char>(n >> (8 * i));
  out += static_cast<char>(name.size());
  out += std::string(3, '\0');
  return out.append(name).append(data);
}

TEST(Sniff, ADocumentIsToldFromTheZipItIs) {
  EXPECT_EQ(kind_of(local_header("notes/word/x.txt", "x")), "zip");
  EXPECT_EQ(kind_of(local_header("[Content_Types].xml", "<a/>") +
                    local_header("_rels/.rels", "<b/>") + local_header("xl/workbook.xml", "")),
            "xlsx");
  EXPECT_EQ(kind_of(local_header("ppt/presentation.xml", "<a/>")), "pptx");
  EXPECT_EQ(kind_of(local_header("mimetype", "application/vnd.oasis.opendocument.spreadsheet")),
            "ods");
  EXPECT_EQ(kind_of(local_header("mimetype", "application/vnd.oasis.opendocument.text")), "odt");
  EXPECT_EQ(kind_of(local_header("mimetype", "application/epub+zip")), "zip");
  for (std::size_t size = 0; size < 60; ++size)
    sniff(local_header("xl/workbook.xml", "abc").substr(0, size));
}

TEST(Sniff, AMailIsToldByItsHeadersAndTextAboutMailIsNot) {
  EXPECT_EQ(kind_of("From: a@x.example\r\nSubject: hi\r\n\r\nbody"), "mail");
  EXPECT_EQ(kind_of("Received: by x;\n\tMon\nDate: Tue\n\nbody"), "mail");
  EXPECT_EQ(kind_of("From a@x Mon Jan 1\nFrom: a@x.example\nTo: b\n\nbody"), "mbox");
  EXPECT_EQ(kind_of("From: the clerk\n\nDear all,"), "text");
  EXPECT_EQ(kind_of("From here on nothing was said.\nSubject: none"), "text");
  EXPECT_EQ(kind_of("name,to,subject\nAda,b,c\n"), "text");
}

TEST(Sniff, AnOldOfficeFileIsToldByItsMark) {
  EXPECT_EQ(kind_of(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(600, '\0')), "ole");
}

}  // namespace
}  // namespace ledgelight::discover
