// Through the real ledgelight-decode-pst, on small stores written here ([MS-PST]): the 32-bit form
// with its narrow texts, and the 64-bit form of Outlook 2003 and later with wide ones. No package
// carries a sample or a program that writes one.
#include <gtest/gtest.h>

#include <map>

#include "discover/scan.hpp"

namespace ledgelight::decode {
namespace {

std::string number(std::uint64_t v, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>(v >> (8 * i));
  return out;
}

struct Property {
  std::uint32_t id;
  std::string text;  ///< empty: the number 1
};

std::string wide(const std::string& s) {
  std::string out;
  for (const char c : s) out += std::string{c, '\0'};
  return out;
}

/// A heap that holds one property context.
std::string node_of(const std::vector<Property>& properties, bool unicode = false) {
  std::string records;
  std::vector<std::string> parts{number(0x02B5, 2) + number(6, 2) + number(0x40, 4), ""};
  for (const auto& p : properties) {
    if (p.text.empty()) {
      records += number(p.id, 2) + number(3, 2) + number(1, 4);
      continue;
    }
    records += number(p.id, 2) + number(unicode ? 0x1F : 0x1E, 2) + number((2 * (parts.size() + 1)) << 4, 4);
    parts.push_back(unicode ? wide(p.text) : p.text);
  }
  parts[1] = records;
  std::string data, places;
  for (const auto& part : parts) {
    places += number(8 + data.size(), 2);
    data += part;
  }
  places += number(8 + data.size(), 2);
  return number(8 + data.size(), 2) + number(0xBCEC, 2) + number(0x20, 4) + data +
         number(parts.size(), 2) + number(0, 2) + places;
}

std::string page_of(const std::vector<std::string>& entries, std::uint32_t entry_size,
                    std::uint32_t most, std::uint32_t back) {
  std::string page;
  for (const auto& e : entries)
    page += e;
  page.resize(0x1F0, '\0');
  page += number(entries.size(), 1) + number(most, 1) + number(entry_size, 1) + number(0, 1) +
          number(0, 4) + number(back, 4);
  page.resize(512, '\0');
  return page;
}

std::string wide_page_of(const std::vector<std::string>& entries, std::uint32_t entry_size,
                         std::uint32_t most, std::uint32_t back) {
  std::string page;
  for (const auto& e : entries)
    page += e;
  page.resize(0x1E8, '\0');
  page += number(entries.size(), 1) + number(most, 1) + number(entry_size, 1) + number(0, 1);
  page.resize(0x1F8, '\0');
  return page + number(back, 8);
}

std::string wide_store() {
  const std::vector<std::string> nodes{
      node_of({{0x3001, "Store"}}, true),
      node_of({{0x3001, "Top of Outlook data file"}, {0x3602, ""}}, true),
      node_of({{0x3001, "Inbox"}, {0x3602, ""}}, true),
      node_of({{0x001A, "IPM.Note"},
               {0x0037, "A list"},
               {0x0C1A, "Ada Example"},
               {0x0C1F, "ada@city.example"},
               {0x1000, "Her SSN is 219-12-1234, she said."}},
              true)};
  std::string data;
  std::vector<std::string> blocks;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    blocks.push_back(number(4 * (i + 1), 8) + number(1024 + data.size(), 8) +
                     number(nodes[i].size(), 2) + number(2, 2) + number(0, 4));
    data += nodes[i];
    data.resize((data.size() + 63) / 64 * 64, '\0');
  }
  const auto entry = [](std::uint32_t id, std::uint32_t block, std::uint32_t parent) {
    return number(id, 8) + number(block, 8) + number(0, 8) + number(parent, 4) + number(0, 4);
  };
  const auto first = 1024 + data.size(), second = first + 512;
  std::string head = "!BDN";
  head.resize(1024, '\0');
  head[10] = '\x17';
  head.replace(0xB8, 8, number(second + 512, 8));
  head.replace(0xD8, 16, number(77, 8) + number(second, 8));
  head.replace(0xE8, 16, number(66, 8) + number(first, 8));
  return head + data + wide_page_of(blocks, 24, 20, 66) +
         wide_page_of({entry(0x21, 4, 0), entry(0x122, 8, 0x122), entry(0x8022, 12, 0x122),
                       entry(0x200024, 16, 0x8022)},
                      32, 15, 77);
}

std::string store() {
  const std::vector<std::string> nodes{
      node_of({{0x3001, "Store"}}), node_of({{0x3001, "Top of Outlook data file"}, {0x3602, ""}}),
      node_of({{0x3001, "Inbox"}, {0x3602, ""}}),
      node_of({{0x001A, "IPM.Note"},
               {0x0037, "A list"},
               {0x0C1A, "Ada Example"},
               {0x0C1F, "ada@city.example"},
               {0x0E04, "Bea Sample"},
               {0x1000, "Her SSN is 219-12-1234, she said."}}),
      node_of({{0x001A, "IPM.Contact"},
               {0x3A06, "Bea"},
               {0x3A11, "Sample"},
               {0x3A09, "(203) 977-4140"}})};
  std::string data;
  std::vector<std::string> blocks;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    blocks.push_back(number(4 * (i + 1), 4) + number(1024 + data.size(), 4) +
                     number(nodes[i].size(), 2) + number(2, 2));
    data += nodes[i];
    data.resize((data.size() + 63) / 64 * 64, '\0');
  }
  const auto entry = [](std::uint32_t id, std::uint32_t block, std::uint32_t parent) {
    return number(id, 4) + number(block, 4) + number(0, 4) + number(parent, 4);
  };
  const auto first = 1024 + data.size(), second = first + 512;
  std::string head = "!BDN";
  head.resize(1024, '\0');
  head[10] = '\x0E';
  head.replace(0xA8, 4, number(second + 512, 4));
  head.replace(0xB8, 8, number(77, 4) + number(second, 4));
  head.replace(0xC0, 8, number(66, 4) + number(first, 4));
  return head + data + page_of(blocks, 12, 41, 66) +
         page_of({entry(0x21, 4, 0), entry(0x122, 8, 0x122), entry(0x8022, 12, 0x122),
                  entry(0x200024, 16, 0x8022), entry(0x200044, 20, 0x8022)},
                 16, 31, 77);
}

discover::Collected scanned(std::string_view bytes) {
  discover::Collected seen;
  discover::MemorySource source(bytes);
  EXPECT_TRUE(discover::scan(source, 0, "mail.pst", seen, {}));
  return seen;
}

TEST(Pst, MessagesAndContactsAreReadUnderTheirFolder) {
  const auto seen = scanned(store());
  EXPECT_TRUE(seen.not_read.empty());
  std::map<discover::Element, discover::Finding> found;
  for (const auto& f : seen.findings)
    found[f.element] = f;
  ASSERT_EQ(found.count(discover::Element::ssn), 1U);
  EXPECT_EQ(found[discover::Element::ssn].member, "Top of Outlook data file/Inbox/item2");
  EXPECT_EQ(found[discover::Element::email].norm.reveal(Purpose::count_residents),
            "ada@city.example");
  ASSERT_EQ(found.count(discover::Element::phone), 1U);
  EXPECT_EQ(found[discover::Element::phone].member, "Top of Outlook data file/Inbox/item3");
}

TEST(Pst, TheFormOfLaterYearsIsReadToo) {
  const auto seen = scanned(wide_store());
  EXPECT_TRUE(seen.not_read.empty());
  std::map<discover::Element, std::string> member;
  for (const auto& f : seen.findings)
    member[f.element] = f.member;
  EXPECT_EQ(member[discover::Element::ssn], "Top of Outlook data file/Inbox/item2");
  EXPECT_EQ(member.count(discover::Element::email), 1U);
}

TEST(Pst, DamageIsSaidAndWhatIsPlainIsStillFound) {
  const auto whole = store();
  std::uint32_t seed = 23;
  for (int round = 0; round < 30; ++round) {
    auto bytes = whole.substr(0, round % 4 == 0 ? whole.size() / 2 : whole.size());
    for (int k = 0; k < 1 + round % 7; ++k) {
      seed = seed * 1664525U + 1013904223U;
      bytes[4 + (seed >> 8) % (bytes.size() - 4)] = static_cast<char>(seed);
    }
    const auto seen = scanned(bytes);
    EXPECT_GE(seen.files.size() + seen.not_read.size(), 1U);
    for (const auto& u : seen.not_read)
      EXPECT_EQ(u.reason.find("signal 31"), std::string::npos) << u.reason;
  }
  // Without its index nothing leads to the message; its words stand there all the same.
  auto lost = whole;
  lost.replace(0xC4, 4, number(0x7FFFFFF0, 4));
  const auto seen = scanned(lost);
  bool ssn = false;
  for (const auto& f : seen.findings)
    ssn = ssn || f.element == discover::Element::ssn;
  EXPECT_TRUE(ssn);
  ASSERT_FALSE(seen.not_read.empty());
  EXPECT_NE(seen.not_read.back().reason.find("runs of text"), std::string::npos)
      << seen.not_read.back().reason;
}

}  // namespace
}  // namespace ledgelight::decode
