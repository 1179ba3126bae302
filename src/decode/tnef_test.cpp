#include "decode/tnef.hpp"

#include <gtest/gtest.h>

#include "decode/said_for_tests.hpp"
#include "discover/scan.hpp"

namespace ledgelight::decode {
namespace {

std::string little(std::uint64_t v, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>(v >> (8 * i));
  return out;
}

std::string attribute(int level, std::uint32_t id, const std::string& value) {
  std::uint16_t sum = 0;
  for (const char c : value)
    sum = static_cast<std::uint16_t>(sum + static_cast<unsigned char>(c));
  return little(static_cast<std::uint64_t>(level), 1) + little(id, 4) + little(value.size(), 4) +
         value + little(sum, 2);
}

std::string sized(std::uint32_t id, std::uint32_t type, std::string value) {
  const auto size = value.size();
  value.resize((size + 3) / 4 * 4, '\0');
  return little(type, 2) + little(id, 2) + little(1, 4) + little(size, 4) + value;
}

std::string utf16(std::string_view s) {
  std::string out;
  for (const char c : s)
    out += std::string(1, c) + '\0';
  return out;
}

std::string winmail(const std::string& attributes) {
  return little(0x223E9F78, 4) + little(1, 2) + attributes;
}

std::string message() {
  const auto inner =
      winmail(attribute(1, 0x0002800C, std::string("Her SSN is 219-12-1236.\0", 24)));
  // A property with a name of its own before those that are looked for.
  const auto named = little(0x0003, 2) + little(0x8001, 2) + std::string(16, 'g') + little(1, 4) +
                     little(6, 4) + utf16("abc") + std::string(2, '\0') + little(7, 4);
  const auto number = little(0x0003, 2) + little(0x0017, 2) + little(1, 4);
  return winmail(
      attribute(1, 0x00089006, little(0x10000, 4)) +
      attribute(1, 0x00018004, std::string("Payroll\0", 8)) +
      attribute(1, 0x00069003,
                little(4, 4) + named + number +
                    sized(0x1000, 0x1F, utf16("The SSN of Ada Example is 219-12-1234.")) +
                    sized(0x1009, 0x102,
                          little(0, 4) + little(20, 4) + "MELA" + little(0, 4) +
                              "{\\rtf1 SSN 219-12-1235}")) +
      attribute(1, 0x00069004,
                little(1, 4) + little(2, 4) + sized(0x3001, 0x1E, std::string("Bea Sample\0", 11)) +
                    sized(0x39FE, 0x1E, std::string("bea@city.example\0", 17))) +
      attribute(2, 0x00069002, std::string(14, '\0')) +
      attribute(2, 0x00018010, std::string("LIST~1.CSV\0", 11)) +
      attribute(2, 0x0006800F, "Name,SSN\n") +
      attribute(2, 0x00069005, little(1, 4) + sized(0x3707, 0x1F, utf16("list of staff.csv"))) +
      attribute(2, 0x00069002, std::string(14, '\0')) +
      attribute(2, 0x00069005,
                little(2, 4) + sized(0x3001, 0x1F, utf16("Fwd")) +
                    sized(0x3701, 0x0D, std::string(16, 'i') + inner)));
}

Said read(const std::string& bytes) {
  return said_by([](Bytes& b, const Output& out) { return read_tnef(b, out), true; }, bytes);
}

TEST(Tnef, AMessageItsPeopleAndItsAttachmentsAreTold) {
  const auto said = read(message());
  EXPECT_EQ(said.data("message"), "Subject: Payroll\n\nThe SSN of Ada Example is "
                                  "219-12-1234.\n\nName: Bea Sample\nE-mail: bea@city.example\n");
  EXPECT_EQ(said.data("list of staff.csv"), "Name,SSN\n");
  EXPECT_EQ(said.data("message.rtf"), "{\\rtf1 SSN 219-12-1235}");
  EXPECT_EQ(said.names(), "message|list of staff.csv|attachment2|message.rtf");
  EXPECT_EQ(said.end, "Z");
}

TEST(Tnef, WhatIsInAMessageInTheMessageIsFoundUnderItsPath) {
  const auto mail = message();
  discover::Collected seen;
  discover::MemorySource source(mail);
  ASSERT_TRUE(discover::scan(source, 0, "winmail.dat", seen, {}));
  std::string found;
  for (const auto& f : seen.findings)
    if (f.element == discover::Element::ssn)
      found += f.member + " " + f.norm.reveal(Purpose::test) + "\n";
  EXPECT_EQ(found,
            "message 219121234\nattachment2/message 219121236\nmessage.rtf/text 219121235\n");
  EXPECT_EQ(seen.not_read.size(), 0U);
}

TEST(Tnef, CutAnywhereItSaysSoOrIsWhole) {
  const auto whole = message();
  for (std::size_t n = 6; n < whole.size(); n += 5) {
    const auto said = read(whole.substr(0, n));
    ASSERT_NE(said.find("message"), nullptr) << n;
    EXPECT_EQ(said.end, "Z");
  }
  EXPECT_EQ(read("x\x9F>\"").end, "Z");
  EXPECT_EQ(read("no").end, "F: no winmail.dat");
}

}  // namespace
}  // namespace ledgelight::decode
