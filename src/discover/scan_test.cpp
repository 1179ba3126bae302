#include "discover/scan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "discover/delimited.hpp"
#include "discover/register.hpp"
#include "discover/scanner.hpp"

namespace ledgelight::discover {
namespace {

struct Seen {
  Collected all;
  ScanTotals totals;

  std::vector<std::string> of(Element element) const {
    std::vector<std::string> out;
    for (const auto& f : all.findings)
      if (f.element == element) out.push_back(f.norm.reveal(Purpose::test));
    return out;
  }
  std::string kind() const { return all.files.empty() ? "" : all.files.front().kind; }
};

Seen scanned(std::string_view bytes, const Limits& limits = {}) {
  Seen seen;
  MemorySource source(bytes);
  auto totals = scan(source, 0, "evidence", seen.all, limits);
  EXPECT_TRUE(totals.has_value());
  if (totals) seen.totals = *totals;
  return seen;
}

using Strings = std::vector<std::string>;

constexpr std::string_view people =
    "Id,Name,Soc Sec,Birth Date,Street,Town,ST,Zip,Card\n"
    "731,\"Example, Ada M\",219-12-1234,3/2/1986,12 Invented St,Stamford,CT,06901,4539578763621486\n"
    "732,\"Sample, Bea\",900-70-1234,4/5/1990,9 Nowhere Ave Apt 2,Albany,NY,12207,4539578763621487\n";

TEST(DelimitedText, HeadingsDecideForTheWholeColumn) {
  const auto seen = scanned(people);
  EXPECT_EQ(seen.kind(), "delimited text");
  EXPECT_EQ(seen.of(Element::ssn), Strings{"219121234"});
  EXPECT_EQ(seen.of(Element::itin), Strings{"900701234"});
  EXPECT_EQ(seen.of(Element::card), Strings{"4539578763621486"});  // the other fails its check digit
  EXPECT_EQ(seen.of(Element::birth), (Strings{"1986-03-02", "1990-04-05"}));
  EXPECT_EQ(seen.of(Element::name), (Strings{"Example, Ada M", "Sample, Bea"}));
  EXPECT_EQ(seen.of(Element::state), (Strings{"CT", "NY"}));
}

TEST(DelimitedText, ADependentInTheRowIsSomebodyElse) {
  const auto seen =
      scanned("Subscriber Name,Subscriber SSN,Dependent 1 Name,Dependent 1 SSN,Mailing Address\n"
              "Ada Example,219-12-1234,Bea Example,219-12-1235,12 Invented St\n"
              "Cal Sample,219-12-1236,Dan Sample,219-12-1237,14 Invented St\n");
  std::map<std::string, std::uint64_t> record;
  for (const auto& f : seen.all.findings)
    record[f.norm.reveal(Purpose::test)] = f.record;
  EXPECT_EQ(record.at("219121234"), record.at("Ada Example"));
  EXPECT_EQ(record.at("219121235"), record.at("Bea Example"));
  EXPECT_NE(record.at("219121235"), record.at("Ada Example"));
  EXPECT_EQ(record.at("12 Invented St"), record.at("Ada Example"));
  EXPECT_NE(record.at("Cal Sample"), record.at("Bea Example"));
}

TEST(DelimitedText, OffsetsLeadBackToTheBytes) {
  for (const auto& f : scanned(people).all.findings) {
    const auto raw = people.substr(f.offset, f.length);
    if (f.element == Element::name || f.element == Element::address) {
      EXPECT_EQ(raw, f.norm.reveal(Purpose::test));
    }
    if (f.element == Element::ssn) {
      EXPECT_EQ(raw, "219-12-1234");
    }
  }
}

TEST(DelimitedText, AnyDelimiterWillDo) {
  for (char by : {'\t', '|', ';', '^', '~'}) {
    std::string table = "name";
    table += by;
    table += "ssn";
    table += by;
    table += "city\n";
    for (int i = 0; i < 5; ++i) {
      table += "Ada Example";
      table += by;
      table += "21912123" + std::to_string(i);
      table += by;
      table += "Stamford\n";
    }
    const auto seen = scanned(table);
    EXPECT_EQ(seen.kind(), "delimited text") << by;
    EXPECT_EQ(seen.of(Element::ssn).size(), 5U) << by;
  }
}

TEST(DelimitedText, WithoutHeadingsAColumnMustAgreeWithItself) {
  std::string with_dashes, bare;
  for (int i = 10; i < 30; ++i) {
    with_dashes += "A" + std::to_string(i) + "|219-" + std::to_string(i) + "-1234|ok\n";
    bare += "A" + std::to_string(i) + "|219" + std::to_string(i) + "1234|ok\n";
  }
  EXPECT_EQ(scanned(with_dashes).of(Element::ssn).size(), 20U);
  EXPECT_TRUE(scanned(bare).of(Element::ssn).empty());  // nine digits alone prove nothing
}

TEST(DelimitedText, QuotesMayHoldDelimitersAndLineEnds) {
  const auto seen = scanned("name,note,ssn\n\"Example, Ada\",\"two\nlines, \"\"here\"\"\",219-12-1234\n"
                            "\"Sample, Bea\",x,219-12-1235\n\"Sample, Cy\",x,219-12-1236\n");
  EXPECT_EQ(seen.of(Element::ssn).size(), 3U);
  EXPECT_EQ(seen.of(Element::name), (Strings{"Example, Ada", "Sample, Bea", "Sample, Cy"}));
}

TEST(DelimitedText, AQuoteNeverClosedLosesNoRow) {
  std::string table = "name,ssn,city\nAda Example,219-12-1234,X\n\"Bea Sample,219-12-1235,X\n";
  for (int i = 0; i < 3000; ++i) table += "Cy Sample,219-12-1236,Stamford in the county of invented names\n";
  const auto seen = scanned(table);
  EXPECT_EQ(seen.of(Element::ssn).size(), 3002U);
}

TEST(DelimitedText, TaxColumnsMixPeopleAndEmployers) {
  const auto seen = scanned("payee,tax id,amount\nAda Example,219-12-1234,1\nInvented Works LLC,219121235,2\n"
                            "Bea Sample,06-1234567,3\nCy Sample,900-70-1234,4\n");
  EXPECT_EQ(seen.of(Element::ssn), Strings{"219121234"});
  EXPECT_EQ(seen.of(Element::itin), Strings{"900701234"});
}

TEST(DelimitedText, AccountNumbersNeedABank) {
  EXPECT_TRUE(scanned("account,reading,street\n1234567,12,1 Main St\n1234568,13,2 Main St\n1234569,9,3 Main St\n")
                  .of(Element::account).empty());
  EXPECT_EQ(scanned("name,routing,account\nAda Example,011000015,1234567\nBea Sample,011000015,1234568\n"
                    "Cy Sample,011000015,7654321\n").of(Element::account).size(), 3U);
}

TEST(RunningText, ContextMakesTheFinding) {
  const auto seen = scanned("Our records show SSN: 219121234 for Ada Example, born March 2, 1986.\n"
                            "Invoice 219121235 and parcel 219-12-1236-7 and order 219-12-1237.\n");
  EXPECT_EQ(seen.of(Element::ssn), Strings{"219121234"});
  EXPECT_EQ(seen.of(Element::birth), Strings{"1986-03-02"});
  EXPECT_EQ(seen.of(Element::name), Strings{"Ada Example"});
}

TEST(RunningText, LookAlikesAreLeftAlone) {
  const auto seen = scanned("trace 74a59d71-1328-bbd0-6ca7-7bd37f43965c took 1789156688842 ms\n"
                            "barcode 21234000000018, ISBN 9789193635084, version 1.2.3.4567\n"
                            "SSN 000-12-1234 and SSN 078-05-1120, card 4111111111111111\n"
                            "value 0.219121234 ref=4539578763621487 hash 4539578763621486ab\n");
  EXPECT_TRUE(seen.all.findings.empty()) << seen.all.findings.front().reason;
}

TEST(RunningText, UnicodeDashesAndSpacesStillMakeASsn) {
  EXPECT_EQ(scanned("SSN 219\xE2\x80\x93" "12\xE2\x80\x93" "1234 on file\n").of(Element::ssn), Strings{"219121234"});
  EXPECT_EQ(scanned("SSN \xE2\x80\x9C" "219-12-1234\xE2\x80\x9D on file\n").of(Element::ssn), Strings{"219121234"});
  EXPECT_TRUE(scanned("SSN \xC3\xA9" "219-12-1234\n").of(Element::ssn).empty());
  EXPECT_EQ(scanned("SSN 219 12 1234 on file\n").of(Element::ssn), Strings{"219121234"});
  EXPECT_EQ(scanned("SSN 219 - 12 - 1234 on file\n").of(Element::ssn), Strings{"219121234"});
  EXPECT_TRUE(scanned("SSN 219-12 1234 on file\n").of(Element::ssn).empty());
}

TEST(RunningText, CardsWithTheirCodesAndAddressesWithTheirZip) {
  const auto seen = scanned("Paid by Ada Example with card 4539 5787 6362 1486 exp 08/27 cvv 530. Ship to\n"
                            "12 Invented Street, Apt 4B, Stamford, CT 06901.\n");
  EXPECT_EQ(seen.of(Element::card), Strings{"4539578763621486"});
  EXPECT_EQ(seen.of(Element::card_code), Strings{"530"});
  EXPECT_EQ(seen.of(Element::address), Strings{"12 Invented Street, Apt 4B, Stamford, CT 06901"});
  ASSERT_FALSE(seen.all.findings.empty());
  for (const auto& f : seen.all.findings)
    if (f.element == Element::address) {
      const auto& p = f.postal.reveal(Purpose::test);
      EXPECT_EQ(p, (Postal{"12 Invented Street, Apt 4B", "Stamford", "CT", "06901"}));
    }
}

TEST(RunningText, Utf16KeepsTheOffsetsOfTheOriginal) {
  const std::string plain = "\nPatient: Ada Example SSN: 219-12-1234\n";
  for (bool little : {true, false}) {
    std::string wide = little ? "\xFF\xFE" : "\xFE\xFF";
    for (char c : plain) little ? (wide += c, wide += '\0') : (wide += '\0', wide += c);
    const auto seen = scanned(wide);
    ASSERT_EQ(seen.of(Element::ssn), Strings{"219121234"});
    for (const auto& f : seen.all.findings)
      if (f.element == Element::ssn) {
        EXPECT_EQ(f.offset, 2 + 2 * plain.find("219"));
        EXPECT_EQ(f.length, 22U);
      }
    EXPECT_EQ(seen.of(Element::name), Strings{"Ada Example"});
  }
}

TEST(RunningText, Latin1NamesAreReadAsTheyWereWritten) {
  EXPECT_EQ(scanned("Patient: Ren\xE9 Nu\xF1" "ez SSN: 219-12-1234\n").of(Element::name), Strings{"René Nuñez"});
  EXPECT_EQ(scanned("Patient: René Nuñez SSN: 219-12-1234\n").of(Element::name), Strings{"René Nuñez"});
}

TEST(Log, EachLineIsItsOwnRecord) {
  const auto seen = scanned("2026-02-12 10:11:12 dump patient Ada Example ssn=219-12-1234 mrn=8186992\n"
                            "2026-02-12 10:11:13 dump patient Bea Sample ssn=219-12-1235 mrn=8186993\n");
  EXPECT_EQ(seen.kind(), "log");
  std::map<std::uint64_t, int> records;
  for (const auto& f : seen.all.findings) ++records[f.record];
  EXPECT_EQ(records.size(), 2U);
  for (const auto& [record, n] : records) EXPECT_EQ(n, 3);
}

TEST(Scan, HowTheSourceCutsItsReadsChangesNothing) {
  class Dribble final : public ByteSource {
   public:
    Dribble(std::string_view bytes, std::size_t step) : inner_(bytes), step_(step) {}
    Result<std::size_t> read(std::span<char> into) override {
      return inner_.read(into.subspan(0, std::min(into.size(), step_)));
    }
   private:
    MemorySource inner_;
    std::size_t step_;
  };
  std::string text;
  for (int i = 0; i < 3000; ++i)
    text += "Line " + std::to_string(i) + " words. Ada Example has SSN: 219-12-" + std::to_string(1000 + i) +
            " and lives at\n12 Invented Street, Stamford, CT 06901.\n\n";
  const auto paths = [](const Collected& all) {
    std::string out;
    for (const auto& f : all.findings)
      out += std::to_string(f.offset) + " " + std::to_string(f.length) + " " + std::string(token_of(f.element)) +
             " " + std::to_string(f.record) + "\n";
    return out;
  };
  Limits small;
  small.block = 64U << 10;
  const auto whole = paths(scanned(text, small).all);
  for (std::size_t step : {1U, 7U, 4096U}) {
    Collected all;
    Dribble source(text, step);
    ASSERT_TRUE(scan(source, 0, "", all, small));
    EXPECT_EQ(paths(all), whole) << step;
  }
  EXPECT_EQ(scanned(text, small).of(Element::ssn).size(), 3000U);
  EXPECT_EQ(scanned(text, small).of(Element::address).size(), 3000U);
}

TEST(Scan, OneEndlessLineIsSearchedInBoundedMemory) {
  std::string line;
  const std::string filler(997, 'x');
  for (int i = 0; i < 2000; ++i) line += filler + " SSN: 219-12-" + std::to_string(1000 + i) + " ";
  Limits small;
  small.block = 64U << 10;
  EXPECT_EQ(scanned(line, small).of(Element::ssn).size(), 2000U);
}

TEST(Scan, NoTextMakesItSlowOrLoseItself) {
  // Shapes that tempt a scanner to look back over the same bytes again and again.
  for (std::string piece : {"219-12-", "1", "SSN ", "@", "Dear ", "\"", ",", "CT 06901 ", "%40", "A, ", "\n", "password=",
                            "4539 5787 ", "(203) ", "\xE2\x80\x93", "12 Invented St, "}) {
    std::string text;
    while (text.size() < 300'000) text += piece;
    const auto seen = scanned(text);
    EXPECT_EQ(seen.totals.bytes, text.size());
    EXPECT_EQ(seen.all.files.size() + seen.all.not_read.size(), 1U) << piece;
  }
}

TEST(Scan, AnEmptyFileIsReadAndSaidToBe) {
  const auto seen = scanned("");
  ASSERT_EQ(seen.all.files.size(), 1U);
  EXPECT_EQ(seen.all.files[0].kind, "empty");
}

TEST(Scan, WhatItCannotReadIsListedWithItsSize) {
  const std::string film = std::string("\0\0\0\x18"
                                       "ftypmp42",
                                       12) +
                           std::string(100'000, '\x01');
  const auto seen = scanned(film);
  ASSERT_EQ(seen.all.not_read.size(), 1U);
  EXPECT_EQ(seen.all.not_read[0].reason, "no decoder for films");
  EXPECT_EQ(seen.all.not_read[0].bytes, film.size());
}

TEST(Scan, ALetterIsAboutWhomItIsWrittenTo) {
  const auto records = [](std::string_view text) {
    std::map<std::string, std::uint64_t> out;
    for (const auto& f : scanned(text).all.findings)
      out[f.norm.reveal(Purpose::test)] = f.record;
    return out;
  };
  const std::string letter =
      "Ada Example\n12 Invented St, Stamford, CT 06901\n\nDear Ms. Example:\n\nSome words about "
      "drainage.\n\nYour SSN 219-12-1234 is on file.\n";
  auto seen = records(letter);
  EXPECT_EQ(seen.at("219121234"), seen.at("Ada Example"));
  // A page on, somebody else's letter begins.
  seen = records(letter + "\f\nSSN 219-12-1235\n");
  EXPECT_NE(seen.at("219121235"), seen.at("Ada Example"));
  // With two people in it nobody can say whose the number is.
  seen = records(letter +
                 "\nBea Sample, 203-357-0147, called.\n\nSSN 219-12-1234\n\nSSN 219-12-1236\n");
  EXPECT_NE(seen.at("219121236"), seen.at("Ada Example"));
}

TEST(Scan, ASinkMayStopIt) {
  struct Stop final : Sink {
    void found(Finding) override {}
    void unread(Unread) override {}
    void read(FileRead) override {}
    bool progress(std::uint64_t bytes) override { return bytes < 100'000; }
  } sink;
  const std::string text(1'000'000, 'a');
  MemorySource source(text);
  const auto stopped = scan(source, 0, "", sink);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, Errc::conflict);
}

TEST(Scan, RandomBytesAreNobodysData) {
  std::string bytes;
  std::uint32_t seed = 7;
  for (int i = 0; i < 400'000; ++i) {
    seed = seed * 1664525U + 1013904223U;
    bytes += static_cast<char>(seed >> 24);
  }
  Collected all;
  Scanner scanner(0, "", all, {});
  scanner.feed(bytes);
  scanner.finish();
  EXPECT_LT(all.findings.size(), 3U);
}

}  // namespace
}  // namespace ledgelight::discover
