#include "decode/mail.hpp"

#include <gtest/gtest.h>

#include "decode/base64.hpp"
#include "decode/charset.hpp"
#include "decode/said_for_tests.hpp"

namespace ledgelight::decode {
namespace {

Said mail(std::string_view kind, std::string_view bytes, std::size_t step = 4096) {
  return said_by([&](const Input& i, const Output& o) { return read_mail(kind, i, o); }, bytes, step);
}

const std::string letter =
    "From: Ada <ada@example.org>\r\nSubject: =?utf-8?B?SsO8cmdlbg==?= =?iso-8859-1?Q?_M=FCller?=\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\npreamble\r\n--=_b\r\nContent-Type: text/plain\r\n\r\n"
    "Her SSN is 219-12-1234.\r\n--=_b\r\nContent-Type: text/csv; name=\"a.csv\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "bmFtZSxz\r\nc24KQWRh\r\nLDUK\r\n--=_b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<p>caf=C3=A9 =\r\nau lait</p>\r\n--=_b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment;\r\n"
    " filename*0*=utf-8''r%C3%A9sum; filename*1*=%C3%A9.pdf\r\n\r\n%PDF-raw\r\n--=_b--\r\nepilogue\r\n";

TEST(Mail, ClearTextStandsAtItsOwnOffsetsAndAttachmentsAreMembers) {
  for (std::size_t step : {1UL, 13UL, 4096UL}) {
    const auto said = mail("mail", letter, step);
    EXPECT_EQ(said.data("a.csv"), "name,ssn\nAda,5\n");
    EXPECT_EQ(said.data("html"), "<p>caf\xC3\xA9 au lait</p>\r\n");
    EXPECT_EQ(said.data("r\xC3\xA9sum\xC3\xA9.pdf"), "%PDF-raw");
    EXPECT_NE(said.data("headers").find("Subject: J\xC3\xBCrgen M"), std::string::npos) << said.data("headers");
    EXPECT_EQ(said.end, "Z");
    std::size_t pieces = 0;
    for (const auto& m : said.members) {
      if (!m.name.empty()) continue;
      EXPECT_EQ(m.type, 'T');
      for (const auto& [origin, data] : m.pieces) {
        ++pieces;
        EXPECT_EQ(letter.substr(origin, data.size()), data);
      }
    }
    EXPECT_GE(pieces, 4U);
    EXPECT_NE(said.data("").find("219-12-1234"), std::string::npos);
    EXPECT_EQ(said.data("").find("bmFtZSxz"), std::string::npos);  // what is encoded is not searched raw
  }
}

TEST(Mail, AnAttachedMessageIsAMember) {
  const auto said = mail("mail", "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
                                 "From: inner@b.example\nSubject: s\n\nhello\n--x--\n");
  EXPECT_EQ(said.data("message.eml"), "From: inner@b.example\nSubject: s\n\nhello");
  EXPECT_EQ(said.find("message.eml")->type, 'M');
}

TEST(Mail, OldEncodingsBecomeUtf8) {
  load_charsets();
  const auto said = mail("mail", "From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=KOI8-R\nContent-Transfer-Encoding: base64\n\n8NLJ18XU\n");
  EXPECT_EQ(said.data("text"), "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
  const auto wide = mail("mail", "From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7\n\nJ+APw-rgen\n");
  EXPECT_EQ(wide.data("text"), "J\xC3\xBCrgen\n");
}

TEST(Mailbox, EachMessageIsAPieceAndNamesItsAttachments) {
  const std::string box = "From a@x Mon Jan  1\nFrom: a@x.example\nSubject: one\n\nfirst\n\nFrom b@x Mon Jan  2\n" + letter + "\nFrom c@x Mon\nSubject: three\n\nFrom here on it goes\n";
  const auto said = mail("mbox", box);
  EXPECT_EQ(said.data("message2/a.csv"), "name,ssn\nAda,5\n");
  EXPECT_NE(said.data("").find("first"), std::string::npos);
  for (const auto& m : said.members)
    for (const auto& [origin, data] : m.pieces) {
      if (!m.name.empty()) continue;
      EXPECT_EQ(box.substr(origin, data.size()), data);
    }
}

TEST(Mail, BoundariesThatNeverCloseAndNestingWithoutEndDoNoHarm) {
  std::string deep = "From: a@b.example\nMIME-Version: 1.0\n";
  for (int i = 0; i < 500; ++i)
    deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
  EXPECT_EQ(mail("mail", deep + "\nlast words").end, "Z");
  std::string all;
  for (const auto& m : mail("mail", deep + "\nlast words").members) all += m.data;
  EXPECT_NE(all.find("last words"), std::string::npos);
  EXPECT_EQ(mail("mail", "From: a@b.example\nContent-Type: multipart/x; boundary=\"\"\n\nx").end, "Z");
  EXPECT_EQ(mail("mail", std::string(300'000, 'x')).data("").size(), 300'000U);
}

TEST(Mail, EveryByteThatIsNotEncodedIsSaidOnce) {
  std::uint32_t seed = 5;
  for (int round = 0; round < 300; ++round) {
    auto bytes = letter;
    for (int k = 0; k < 1 + round % 30; ++k) {
      seed = seed * 1664525U + 1013904223U;
      bytes[(seed >> 8) % bytes.size()] = static_cast<char>(seed);
    }
    std::uint64_t at = 0;
    const auto said = mail("mail", bytes);
    EXPECT_EQ(said.end, "Z");
    for (const auto& m : said.members)
      for (const auto& [origin, data] : m.pieces) {
        if (!m.name.empty()) continue;
        EXPECT_GE(origin, at);
        EXPECT_EQ(bytes.substr(origin, data.size()), data);
        at = origin + data.size();
      }
  }
}

TEST(Base64, GoesOnAfterPaddingAndAcrossParts) {
  std::uint32_t bits = 0;
  int count = 0;
  std::string out;
  for (const auto* part : {"YW", "Jj", "ZA=", "=ZWY", "="}) from_base64(part, bits, count, out);
  EXPECT_EQ(out, "abcdef");
}

TEST(Base64, TheQuickWaySaysWhatTheRuleSaysWhereverLinesAndPartsAreCut) {
  constexpr std::string_view signs =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::string_view others = "\r\n= -_\x7F\x80\xFF\0@[`{/:";
  std::uint32_t seed = 11;
  std::size_t said = 0;
  const auto dice = [&](std::size_t n) {
    return ((seed = seed * 1664525U + 1013904223U) >> 8U) % n;
  };
  for (int round = 0; round < 400; ++round) {
    std::string text;
    const auto line = 1 + dice(100), rare = 2 + dice(200);
    for (std::size_t i = 0; i < 600; ++i) {
      text += dice(rare) == 0 ? others[dice(others.size())] : signs[dice(signs.size())];
      if (i % line == line - 1) text += "\r\n";
    }
    std::uint32_t bits = 0, bits_slowly = 0;
    int count = 0, count_slowly = 0;
    std::string out, slowly;
    for (std::string_view rest = text; !rest.empty();) {
      const auto part = rest.substr(0, 1 + dice(300));
      from_base64(part, bits, count, out);
      from_base64_slowly(part, bits_slowly, count_slowly, slowly);
      ASSERT_EQ(out, slowly) << round;
      ASSERT_EQ(count, count_slowly);
      ASSERT_EQ(bits, bits_slowly);
      rest.remove_prefix(part.size());
    }
    said += out.size();
  }
  EXPECT_GT(said, 50'000U);
}

TEST(Fields, ParametersAreReadAsTheyAreWritten) {
  const auto f = read_field("Text/CSV (comment; x=y); name=\"a\\\"b;c.csv\"; charset=utf-8 ; Format=Flowed");
  EXPECT_EQ(f.value, "text/csv");
  EXPECT_EQ(f.parameters.at("name"), "a\"b;c.csv");
  EXPECT_EQ(f.parameters.at("charset"), "utf-8");
  EXPECT_EQ(f.parameters.at("format"), "Flowed");
}

}  // namespace
}  // namespace ledgelight::decode
