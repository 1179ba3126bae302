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
  EXPECT_EQ(kind_of(local_header("[Content_Types].xml", "<a/>") + local_header("Documents/1/Pages/1.fpage", "<b/>")), "zip");
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

TEST(Sniff, WhatNeedsAKeyIsListedAsEncrypted) {
  for (const auto& [bytes, how] :
       {std::pair{"age-encryption.org/v1\n-> X25519 abc\n"sv, "age"sv},
        {"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n"sv, "OpenPGP"sv},
        {"\x85\x01\x0C\x03\x8F\x1A\x2B\x3C\x4D\x5E\x6F\x70\x01\x07\xFF\0\0\0\0"sv, "OpenPGP"sv},
        {"\x8C\x0D\x04\x09\x03\x02\0\0\x8F\x1A\x2B\0\0\0"sv, "OpenPGP"sv},
        {"Salted__\x8F\x1A\x2B\0\x1\x2\x3"sv, "openssl"sv},
        {"\x30\x82\x03\x04\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03\xA0\x82\0\0"sv,
         "S/MIME"sv}}) {
    const auto told = sniff(bytes);
    EXPECT_FALSE(told.container.has_value());
    EXPECT_NE(told.unread.find("encrypted (" + std::string(how)), std::string::npos) << told.unread;
    EXPECT_NE(told.unread.find("needs its key"), std::string::npos);
  }
  EXPECT_TRUE(sniff("Write -----BEGIN PGP MESSAGE----- before it.\n").text);
}

TEST(Sniff, TextThatBeginsAsARareKindDoesStaysText) {
  for (const auto text : {"QFI is short for quality"sv, "conectix made it first"sv,
                          "KDMV and others\n"sv, "{\"rtf\": 1}"sv})
    EXPECT_TRUE(sniff(text).text) << text;
  EXPECT_EQ(kind_of("{\\rtf1 words}"), "rtf");
}

}  // namespace
}  // namespace ledgelight::discover
