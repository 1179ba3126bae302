// Word, Excel, PowerPoint and Outlook files of old, two as other programs wrote them
// (fuzz/corpus/old_office), the others put together here.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "decode/old_office.hpp"
#include "decode/said_for_tests.hpp"

namespace ledgelight::decode {
namespace {

std::string number(std::uint64_t v, std::size_t bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(v >> (8 * i));
  return out;
}

std::string wide(std::string_view s) {
  std::string out;
  for (const char c : s) out += std::string{c, '\0'};
  return out;
}

/// A compound file of 512-byte sectors whose storages are given by the paths of their streams.
/// Every stream stands in sectors of its own, filled up so that none is small.
std::string compound(const Parts& parts) {
  struct Entry {
    std::string name;
    char type = 2;
    std::uint32_t right = 0xFFFFFFFF, child = 0xFFFFFFFF, first = 0xFFFFFFFE;
    std::uint64_t size = 0;
  };
  std::vector<Entry> entries{{"Root Entry", 5}};
  std::vector<std::pair<std::string, std::size_t>> storages{{"", 0}};
  const auto storage = [&](const std::string& path) {
    for (const auto& [p, i] : storages)
      if (p == path) return i;
    return ~std::size_t{0};
  };
  const auto add = [&](std::size_t parent, Entry e) {
    // The tree of a storage is a list to the right here.
    e.right = entries[parent].child;
    entries.push_back(e);
    entries[parent].child = static_cast<std::uint32_t>(entries.size() - 1);
    return entries.size() - 1;
  };
  std::string data;
  std::vector<std::uint32_t> next;
  for (const auto& [path, bytes] : parts) {
    std::size_t parent = 0, at = 0;
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', at)) {
      const auto upto = path.substr(0, slash);
      if (storage(upto) == ~std::size_t{0}) {
        const auto made = add(parent, {path.substr(at, slash - at), 1});
        storages.emplace_back(upto, made);
      }
      parent = storage(upto);
      at = slash + 1;
    }
    Entry e{path.substr(at)};
    e.size = std::max<std::size_t>(bytes.size(), 4096);
    e.first = static_cast<std::uint32_t>(next.size());
    const auto sectors = (e.size + 511) / 512;
    for (std::size_t i = 0; i < sectors; ++i)
      next.push_back(i + 1 == sectors ? 0xFFFFFFFE : static_cast<std::uint32_t>(next.size() + 1));
    auto filled = bytes;
    filled.resize(sectors * 512, '\0');
    data += filled;
    add(parent, e);
  }
  const auto directory = static_cast<std::uint32_t>(next.size());
  std::string list;
  for (const auto& e : entries) {
    auto name = wide(e.name);
    name.resize(64, '\0');
    list += name + number(2 * e.name.size() + 2, 2) + e.type + '\1' + number(0xFFFFFFFF, 4) + number(e.right, 4) +
            number(e.child, 4) + std::string(36, '\0') + number(e.first, 4) + number(e.size, 8);
  }
  list.resize((list.size() + 511) / 512 * 512, '\0');
  for (std::size_t i = 0; i < list.size() / 512; ++i)
    next.push_back(i + 1 == list.size() / 512 ? 0xFFFFFFFE : static_cast<std::uint32_t>(next.size() + 1));
  const auto table = next.size(), tables = next.size() / 127 + 1;
  for (std::size_t i = 0; i < tables; ++i) next.push_back(0xFFFFFFFD);
  std::string fat;
  for (const auto n : next) fat += number(n, 4);
  fat.resize(tables * 512, '\xFF');
  std::string head("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  head += std::string(16, '\0') + number(0x3E, 2) + number(3, 2) + number(0xFFFE, 2) + number(9, 2) + number(6, 2) +
          std::string(10, '\0') + number(tables, 4) + number(directory, 4) + number(0, 4) + number(4096, 4) +
          number(0xFFFFFFFE, 4) + number(0, 4) + number(0xFFFFFFFE, 4) + number(0, 4);
  for (std::size_t i = 0; i < 109; ++i) head += number(i < tables ? table + i : 0xFFFFFFFF, 4);
  return head + data + list + fat;
}

Said read(std::string_view bytes) { return said_by(read_old_office, bytes); }

std::string sample(const char* name) {
  std::ifstream in(std::string(LEDGELIGHT_SOURCE_DIR "/fuzz/corpus/old_office/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(OldOffice, CellsOfASheetStandUnderTheirHeadings) {
  const auto said = read(sample("payroll.xls"));
  EXPECT_EQ(said.end, "Z");
  ASSERT_NE(said.find("Payroll"), nullptr) << said.names();
  EXPECT_EQ(said.data("Payroll"),
            "Employee list of the city\n"
            "Employee\tSSN\tDate of birth\tRouting\tAccount\tPaid\n"
            "Ada Example\t019121234\t1971-02-03\t011000015\t004455667788\t1234.5\n"
            "Bea Sample\t219121235\t1982-03-04\t021000021\t004455667799\t99\n"
            "Cy N\xC3\xBA\xC3\xB1" "ez\t219121236\t1990-12-31\t011000015\t004455667700\t1\n");
  EXPECT_EQ(said.find("Payroll")->pieces.size(), 2U);
  // Texts that go on in the next record, and change their width there.
  const auto texts = said.data("Long texts");
  for (int i = 1; i < 40; ++i)
    EXPECT_NE(texts.find(std::to_string(i) + "\t219-12-" + std::to_string(1300 + i) + "\n"), std::string::npos) << i;
  EXPECT_NE(texts.find("filler \xC5\xBD filler"), std::string::npos);
}

TEST(OldOffice, ALetterIsReadWithItsTableInItsPlace) {
  const auto said = read(sample("letter.doc"));
  EXPECT_EQ(said.end, "Z");
  const auto* text = said.find("text");
  ASSERT_NE(text, nullptr) << said.names();
  EXPECT_EQ(text->trouble, "");
  ASSERT_EQ(text->pieces.size(), 3U);
  const auto first = text->data.substr(0, static_cast<std::size_t>(text->pieces[0].first));
  EXPECT_EQ(first.substr(0, 18), "Dear Ada Example,\n");
  EXPECT_NE(first.find("Se\xC3\xB1ora N\xC3\xBA\xC3\xB1" "ez"), std::string::npos);
  EXPECT_NE(first.find("wrote to the clerk."), std::string::npos);
  EXPECT_EQ(text->pieces[0].second,
            "Name\tMiddle\tSSN\tDate of birth\nBea Sample\t\t219121235\t1971-02-03\n"
            "\"Cy Case\n(tenant)\"\tQ\t219121236\t1982-03-04\n");
  EXPECT_EQ(text->pieces[1].second, "After the table nothing more is said.\n");
  EXPECT_EQ(text->pieces[2].second, "mailto:clerk@city.example\n");
}

TEST(OldOffice, ADocumentThatNamesOnePageOverAndOverIsReadOnce) {
  const std::string page = "Her SSN is 219-12-1234, she said.\r";
  const auto doc = [&](const std::vector<std::uint64_t>& pages) {
    std::string words = number(0xA5EC, 2) + std::string(8, '\0') + number(0x0200, 2);
    words.resize(0x1A2, '\0');
    std::string plc, places;
    for (std::size_t i = 0; i <= pages.size(); ++i) plc += number(i * page.size(), 4);
    for (const auto at : pages) places += number(0, 2) + number(at * 2 | 0x40000000, 4) + number(0, 2);
    const auto table = '\2' + number(plc.size() + places.size(), 4) + plc + places;
    words += number(0, 4) + number(table.size(), 4);
    words.resize(0x800, '\0');
    words += page + "Nothing more of her is said here.\r";
    return read(compound({{"WordDocument", words}, {"1Table", table}}));
  };
  const auto once = doc({0x800}).data("text");
  EXPECT_EQ(once, "Her SSN is 219-12-1234, she said.\n");
  EXPECT_EQ(doc(std::vector<std::uint64_t>(100'000, 0x800)).data("text"), once);
  EXPECT_EQ(doc({0x800, 0x800 + page.size(), 0x800}).data("text"), once + "Nothing more of her is said here.\n");
  // Stretches that lie over each other, each a byte further: no more than the stream holds.
  std::vector<std::uint64_t> over(5'000);
  for (std::size_t i = 0; i < over.size(); ++i) over[i] = 0x800 + i % page.size() + i / page.size();
  EXPECT_LT(doc(over).data("text").size(), 6'000U);
}

/// A picture as a drawing keeps it ([MS-ODRAW]): a record with the number of its contents before them.
std::string blip(std::uint64_t type, std::uint64_t instance, const std::string& bytes) {
  const auto body = std::string((instance & 1) != 0 ? 32 : 16, '\x5A') + "\xFF" + bytes;
  return number(instance << 4, 2) + number(type, 2) + number(body.size(), 4) + body;
}

TEST(OldOffice, PicturesOfSlidesDocumentsAndSheetsAreMembers) {
  const std::string jpeg = "\xFF\xD8\xFF\xE0" + std::string(100'000, 'j'), png = "\x89PNG\r\n" + std::string(70, 'p'),
                    tiff = std::string("II*\0", 4) + std::string(20, 't');
  const auto pict = number(0x5420, 2) + number(0xF01C, 2) + number(60, 4) + std::string(60, 'e');
  // A drawing, deflated with the head and the sum of zlib.
  const std::string deflated = "x\x9C..deflated..SUM.";
  const auto emf = number(0x3D40, 2) + number(0xF01A, 2) + number(50 + deflated.size(), 4) +
                   std::string(16, '\x5A') + std::string(28, '\0') + number(deflated.size(), 4) +
                   std::string("\0\xFE", 2) + deflated;
  const auto no_emf = number(0x3D40, 2) + number(0xF01A, 2) + number(60, 4) + std::string(60, 'e');
  const auto slides = number(0, 2) + number(0x0FA0, 2) + number(2, 4) + wide("x");
  // What looks like the head of one, and is none: other bytes in it, or too long for the stream.
  const auto lies = number(0x46A0, 2) + number(0xF01D, 2) + number(40, 4) + std::string(40, 'z') + number(0x6E00, 2) +
                    number(0xF01E, 2) + number(0xFFFFFFF0, 4);
  auto said = read(
      compound({{"PowerPoint Document", slides},
                {"Pictures", lies + blip(0xF01D, 0x46B, jpeg) + pict + no_emf +
                                 blip(0xF01E, 0x6E0, png) + blip(0xF029, 0x6E5, tiff) + emf}}));
  EXPECT_EQ(said.end, "Z");
  EXPECT_EQ(said.data("Pictures/picture1.jpg"), jpeg);
  EXPECT_EQ(said.data("Pictures/picture2.png"), png);
  EXPECT_EQ(said.data("Pictures/picture3.tif"), tiff);
  EXPECT_EQ(said.data("Pictures/picture4.emf.gz"), std::string("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10) +
                                                       "..deflated..SUM." + std::string(4, '\0'));
  EXPECT_EQ(said.find("Pictures/picture5.jpg"), nullptr);
  ASSERT_NE(said.find("Pictures/picture1.jpg"), nullptr);
  EXPECT_EQ(said.find("Pictures/picture1.jpg")->type, 'M');
  ASSERT_NE(said.find("Pictures/drawings"), nullptr) << said.names();
  EXPECT_EQ(said.find("Pictures/drawings")->trouble.substr(0, 9), "1 drawing");

  std::string words = number(0xA5EC, 2) + std::string(8, '\0') + number(0, 2);
  words.resize(0x800, '\0');
  said = read(compound({{"WordDocument", words + blip(0xF01E, 0x6E1, png)}, {"Data", number(68, 4) + std::string(64, '\0') + blip(0xF02A, 0x6E2, jpeg)}}));
  EXPECT_EQ(said.data("WordDocument/picture1.png"), png);
  EXPECT_EQ(said.data("Data/picture1.jpg"), jpeg);

  const auto record = [](std::uint64_t id, const std::string& body) { return number(id, 2) + number(body.size(), 2) + body; };
  const auto all = blip(0xF01D, 0x46A, jpeg) + blip(0xF01E, 0x6E0, png);
  std::string book = record(0x0809, number(0x0600, 2) + number(5, 2));
  for (std::size_t at = 0; at < all.size(); at += 8'000) book += record(at == 0 || at == 16'000 ? 0xEB : 0x3C, all.substr(at, 8'000));
  book += record(0x3D, "not of it") + record(0x3C, "nor this") + record(0x0A, "") +
          record(0x0809, number(0x0600, 2) + number(0x10, 2)) + record(0x0A, "");
  said = read(compound({{"Workbook", book}}));
  EXPECT_EQ(said.data("Workbook/picture1.jpg"), jpeg);
  EXPECT_EQ(said.data("Workbook/picture2.png"), png);
}

TEST(OldOffice, SlidesSayTheirTextsAndAPasswordIsSaid) {
  const auto atom = [](unsigned type, const std::string& body, unsigned version = 0) {
    return number(version, 2) + number(type, 2) + number(body.size(), 4) + body;
  };
  const auto slides = atom(1000, atom(0x0FA0, wide("What was lost")) + atom(0x0FA8, "Ada Example, SSN 219-12-1234"), 0xF);
  const auto said = read(compound({{"PowerPoint Document", slides}}));
  EXPECT_NE(said.data("text").find("What was lost\n\nAda Example, SSN 219-12-1234\n"), std::string::npos);
  EXPECT_EQ(read(compound({{"EncryptedPackage", "x"}})).end.substr(0, 12), "F: encrypted");
  const auto hidden = read(compound({{"Workbook", number(0x0809, 2) + number(4, 2) + number(0x0600, 2) + number(5, 2) +
                                                      number(0x002F, 2) + number(2, 2) + number(0, 2)}}));
  ASSERT_NE(hidden.find("Workbook"), nullptr) << hidden.names();
  EXPECT_EQ(hidden.find("Workbook")->trouble, "encrypted: needs a password");
}

TEST(OldOffice, AMessageLeadsToWhomItWasSentAndWhatHungOnIt) {
  const std::string attached = "__attach_version1.0_#00000000/", sent = "__recip_version1.0_#00000000/";
  const auto said = read(compound({{"__properties_version1.0", ""},
                                   {"__substg1.0_0037001F", wide("A list")},
                                   {"__substg1.0_1000001F", wide("Her SSN is 219-12-1234, she said.")},
                                   {sent + "__properties_version1.0", ""},
                                   {sent + "__substg1.0_3001001F", wide("Bea Sample")},
                                   {sent + "__substg1.0_39FE001E", "bea@city.example"},
                                   {attached + "__properties_version1.0", ""},
                                   {attached + "__substg1.0_3707001F", wide("../people.csv")},
                                   {attached + "__substg1.0_37010102", "name,ssn\nAda Example,219-12-1235\n"}}));
  EXPECT_EQ(said.end, "Z");
  EXPECT_EQ(said.data("message"),
            "Subject: A list\nName: Bea Sample\nE-mail: bea@city.example\nHer SSN is 219-12-1234, she said.\n");
  ASSERT_NE(said.find(".._people.csv"), nullptr) << said.names();
  EXPECT_EQ(said.find(".._people.csv")->type, 'M');
  EXPECT_EQ(said.data(".._people.csv").substr(0, 33), "name,ssn\nAda Example,219-12-1235\n");
}

TEST(OldOffice, WhatNoStreamHoldsIsSearchedWhereItStands) {
  auto bytes = compound({{"Notes", "the SSN of Ada Example is 219-12-1234"}});
  const std::string words = "Left over: the SSN of Bea Sample is 219-12-1235";
  const auto at = bytes.size();
  bytes += words;
  const auto said = read(bytes);
  EXPECT_NE(said.data("Notes").find("219-12-1234"), std::string::npos);
  const auto* rest = said.find("");
  ASSERT_NE(rest, nullptr);
  bool found = false;
  for (const auto& [from, text] : rest->pieces) {
    const auto k = text.find(words);
    found = found || (k != std::string::npos && from + k == at);
  }
  EXPECT_TRUE(found);
}

TEST(OldOffice, CutAndDamagedFilesEndAndSaySo) {
  for (const auto* name : {"payroll.xls", "letter.doc"}) {
    const auto whole = sample(name);
    ASSERT_GT(whole.size(), 4096U);
    for (std::size_t size = 0; size < whole.size(); size += 701) EXPECT_FALSE(read(whole.substr(0, size)).end.empty());
    std::uint32_t seed = 5;
    for (int round = 0; round < 200; ++round) {
      auto bytes = whole;
      for (int k = 0; k < 1 + round % 20; ++k) {
        seed = seed * 1664525U + 1013904223U;
        bytes[8 + (seed >> 8) % (round % 2 == 0 ? 1500 : bytes.size() - 8)] = static_cast<char>(seed);
      }
      EXPECT_FALSE(read(bytes).end.empty());
    }
  }
}

}  // namespace
}  // namespace ledgelight::decode
