#include "discover/encoded.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "discover/scan.hpp"

namespace ledgelight::discover {
namespace {

std::string in_base64(std::string_view bytes) {
  constexpr std::string_view signs =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k > bytes.size() ? '=' : signs[bits >> (18 - 6 * k) & 63];
  }
  return out;
}

std::string in_lines(std::string_view s, std::size_t width, std::string_view end) {
  std::string out;
  for (; !s.empty(); s.remove_prefix(std::min(width, s.size())))
    out += std::string(s.substr(0, width)) + std::string(end);
  return out;
}

std::string in_uu(std::string_view bytes) {
  const auto sign = [](std::uint32_t v) {
    return static_cast<char>((v & 63) == 0 ? '`' : 32 + (v & 63));
  };
  std::string out = "begin 644 list.csv\n";
  for (std::size_t i = 0; i < bytes.size(); i += 45) {
    const auto line = bytes.substr(i, 45);
    out += sign(static_cast<std::uint32_t>(line.size()));
    for (std::size_t k = 0; k < line.size(); k += 3) {
      std::uint32_t bits = 0;
      for (std::size_t j = 0; j < 3; ++j)
        bits = bits << 8 | (k + j < line.size() ? static_cast<unsigned char>(line[k + j]) : 0U);
      for (int j = 18; j >= 0; j -= 6)
        out += sign(bits >> j);
    }
    out += '\n';
  }
  return out + "`\nend\n";
}

const std::string note =
    "Odalys Perrin, SSN 219-45-3351, 9 Tinder Hill Road, Stamford, CT 06905.\n";

/// SSN and "member@offset", a line each.
std::string numbers(const std::string& text, Collected* all = nullptr) {
  Collected seen;
  MemorySource source(text);
  EXPECT_TRUE(scan(source, 0, "a.txt", seen, {}));
  std::string out;
  for (const auto& f : seen.findings)
    if (f.element == Element::ssn)
      out += f.norm.reveal(Purpose::test) + " " + f.member + "@" + std::to_string(f.offset) + "+" +
             std::to_string(f.length) + "\n";
  if (all != nullptr) *all = std::move(seen);
  return out;
}

/// Where in `text` the signs of base64 begin that hold byte `at` of what begins at `from`.
std::string place(std::size_t from, std::size_t at) {
  return std::to_string(from + at / 3 * 4 + at % 3);
}

TEST(Encoded, AValueOfJsonInBase64LeadsBackToItsSigns) {
  const auto value = in_base64(note);
  const auto json = "{\"id\": 17, \"note\": \"" + value + "\"}\n";
  const auto at = json.find(value);
  EXPECT_EQ(numbers(json).substr(0, 10 + 8 + place(at, note.find("219")).size()),
            "219453351 base64@" + place(at, note.find("219")) + "+");
  // A data: URL, and the other alphabet without padding.
  const auto url =
      "<a href=\"data:text/plain;base64," + value + "\">note</a>\n<p>Nothing else.</p>\n";
  EXPECT_NE(numbers(url).find("219453351 base64@"), std::string::npos);
}

TEST(Encoded, LinesUnderEachOtherAreOneAndAWordBelowIsNone) {
  const auto three = note + note + note;
  for (const std::string end : {"\n", "\r\n", "\\n", "\n      "}) {
    const auto text = "see:\n" + in_lines(in_base64(three), 76, end) + "Thanks\nA.\n";
    EXPECT_NE(numbers(text).find("219453351 base64@"), std::string::npos) << end;
  }
}

TEST(Encoded, CommandsInUtf16AreRead) {
  std::string wide;
  for (const char c : "$ssn = '219-45-3351' # SSN of Odalys Perrin, called on Monday")
    if (c != '\0') wide += std::string{c, '\0'};
  EXPECT_EQ(numbers("powershell -enc " + in_base64(wide) + "\n").substr(0, 17),
            "219453351 base64@");
}

TEST(Encoded, UuencodeIsAFileByItsPlace) {
  std::string list = "name,ssn\n";
  for (int i = 0; i < 20; ++i)
    list += "Odalys Perrin,219-45-33" + std::to_string(10 + i) + "\n";
  const auto text = "As promised.\n\n" + in_uu(list) + "Regards\n";
  const auto found = numbers(text);
  EXPECT_EQ(found.substr(0, found.find('\n') + 1),
            "219453310 uuencode@14@" + std::to_string(list.find("219")) + "+11\n");
  EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 20);
}

TEST(Encoded, AFormWithinAValueAndANumberBehindACodeAreRead) {
  const std::string log = "10.0.0.1 - - [14/Mar/2026:10:41:07 -0400] \"GET "
                          "/find?q=Odalys%20Perrin%20SSN%20219-45-3351&p=1 HTTP/1.1\" 200 17\n";
  EXPECT_EQ(numbers(log), "219453351 percent@" + std::to_string(log.find("219-")) + "+11\n");
  const std::string body =
      "payload=%7B%22name%22%3A%22Odalys%20Perrin%22%2C%22ssn%22%3A%22219-45-3351%22%7D\n";
  EXPECT_EQ(numbers(body), "219453351 percent@" + std::to_string(body.find("219-")) + "+11\n");
}

TEST(Encoded, WhatSaysNothingIsLeftAlone) {
  std::string noise(300, '\0');
  std::uint32_t seed = 7;
  for (auto& c : noise)
    c = static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24);
  Collected all;
  const std::string sum = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  numbers("-----BEGIN CERTIFICATE-----\n" + in_lines(in_base64(noise), 64, "\n") +
              "-----END CERTIFICATE-----\n" + std::string(200, '-') + "\n" + sum + "\n" + sum +
              sum + "\nhttps://city.example/a%20b/c%3Fd%3D1 100%\n",
          &all);
  ASSERT_EQ(all.files.size(), 1U) << all.files.back().member;
  EXPECT_EQ(all.files[0].member, "");
}

TEST(Encoded, AFileInAValueIsLookedInto) {
  const std::string mail = "From: a@city.example\nTo: b@city.example\nSubject: list\nDate: Mon, 2 "
                           "Mar 2026 10:00:00 -0500\n\n" +
                           note;
  EXPECT_EQ(numbers("<doc><file>" + in_base64(mail) + "</file></doc>\n"),
            "219453351 base64@11@" + std::to_string(mail.find("219")) + "+11\n");
}

TEST(Encoded, AnyCutGivesTheSame) {
  const auto value = in_base64(note + note + note + note + note + note);
  const std::string text = std::string(3000, 'x') + "\n{\"a\": \"" + value + "\", \"b\": \"" +
                           in_lines(value, 76, "\\n") + "\"}\n" +
                           in_uu(note + note + note + note + note + note) + "q=SSN%20219-45-3351&" +
                           std::string(2500, 'y') + "%3D219-45-3352 end\n" +
                           in_lines(value, 64, "\r\n");
  const auto told = [&](std::size_t first, std::size_t step) {
    EncodedSearch search(true);
    std::string_view rest = text;
    for (auto n = std::min(first, rest.size()); !rest.empty(); n = std::min(step, rest.size())) {
      search.feed(rest.substr(0, n));
      rest.remove_prefix(n);
    }
    search.finish();
    std::string out;
    for (const auto& one : search.found())
      out += std::to_string(one.offset) + "+" + std::to_string(one.length) + " " + one.raw + "\n";
    return out;
  };
  const auto whole = told(text.size(), text.size());
  EXPECT_EQ(std::count(whole.begin(), whole.end(), '+') > 4, true);
  for (std::size_t step : {1, 3, 17, 64, 100, 500, 1024, 1500, 4096})
    for (std::size_t first = 1; first < 200; first += 13)
      ASSERT_EQ(told(first, step), whole) << first << ", then " << step;
}

TEST(Encoded, BytesOfATextStandBehindEachOther) {
  for (const auto& plain : {without_base64("QUJD\nREVG"), without_percent("A%42+C"),
                            without_uu("begin 644 a\n#0$%\"\n`\nend\n")}) {
    ASSERT_EQ(plain.from.size(), plain.bytes.size() + 1);
    EXPECT_TRUE(std::is_sorted(plain.from.begin(), plain.from.end()));
  }
  EXPECT_EQ(without_base64("QUJD\\nREVG").bytes, "ABCDEF");
  EXPECT_EQ(without_percent("A%42+C%4").bytes, "AB C%4");
  EXPECT_EQ(without_uu("begin 644 a\n#86)C\n`\nend\n").bytes, "abc");
}

}  // namespace
}  // namespace ledgelight::discover
