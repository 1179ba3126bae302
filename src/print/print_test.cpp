#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/bytes.hpp"
#include "print/pdf.hpp"

namespace ledgelight::print {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using std::chrono::March;
using std::chrono::year;

Document page(std::vector<Block> blocks) {
  Document d;
  d.title = "A page";
  d.author = "City of Stamford";
  d.created = year(2026) / March / 2;
  d.blocks.push_back(Heading{1, "A page"});
  for (auto& b : blocks) d.blocks.push_back(std::move(b));
  return d;
}

std::string drawn(const Document& d) {
  auto pdf = render(d);
  EXPECT_TRUE(pdf) << pdf.error().detail;
  return pdf ? pdf->bytes : "";
}

// Poppler speaks to tests only, as a program of its own.
std::optional<std::string> text_of(const std::string& pdf, const char* options = "") {
  if (std::system("command -v pdftotext >/dev/null 2>&1") != 0) return std::nullopt;
  char name[] = "/tmp/ledgelight-print-XXXXXX";
  const int handle = mkstemp(name);
  if (handle < 0) return std::nullopt;
  close(handle);
  std::ofstream(name, std::ios::binary) << pdf;
  const auto command = std::string("pdftotext ") + options + " " + name + " - 2>/dev/null";
  std::string out;
  if (FILE* pipe = popen(command.c_str(), "r")) {
    char buffer[4096];
    std::size_t n = 0;
    while ((n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0) out.append(buffer, n);
    pclose(pipe);
  }
  std::filesystem::remove(name);
  return out;
}

Document everything() {
  auto d = page({Paragraph{Text(std::vector<Run>{{"First. ", true}, {"Then the rest.", false}}), ""},
                 List{{"one", "two"}, false}, List{{"one", "two"}, true},
                 Table{{"Day", "What"}, {{"Monday", "a < b & c"}, {"Tuesday", ""}}, {1, 3},
                       "Two days", true},
                 KeyValues{{{"Case", "2026-0007"}, {"Owner", "o-1"}}}, Box{"Not legal advice."},
                 Heading{2, "Below"}, Monospace{"a\n  b"}, SmallPrint{"small"},
                 Barcode{Barcode::Kind::qr, "https://example.org/x", "Link to a page", 72},
                 Barcode{Barcode::Kind::code128, "2026-0007/17", "The letter's number", 150},
                 PageBreak{}, Paragraph{"Ein Satz.", "de"}});
  return d;
}

TEST(Pdf, EveryKindOfBlockIsTagged) {
  const auto pdf = render(everything());
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_EQ(pdf->pages, 2);
  EXPECT_THAT(check_tagged(pdf->bytes), IsEmpty());
}

TEST(Pdf, StructureFollowsTheReadingOrder) {
  const auto pdf = drawn(page({Paragraph{"p", ""}, List{{"one"}, false},
                               Table{{"Day"}, {{"Monday"}}, {}, "", false},
                               KeyValues{{{"Case", "7"}}},
                               Barcode{Barcode::Kind::qr, "x", "a code", 72}}));
  const auto outline = outline_of(pdf);
  ASSERT_TRUE(outline);
  EXPECT_EQ(*outline,
            "Document\n  H1 p1\n  P p1\n  L\n    LI\n      Lbl p1\n      LBody p1\n"
            "  Table\n    TR\n      TH p1\n    TR\n      TD p1\n"
            "  Table\n    TR\n      TH p1\n      TD p1\n  Figure p1\n");
}

TEST(Pdf, SameDocumentSameBytesInEveryThread) {
  const auto first = drawn(everything());
  std::vector<std::string> others(4);
  std::vector<std::thread> threads;
  for (auto& other : others) {
    threads.emplace_back([&other] {
      drawn(page({Paragraph{"another document first: \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", ""}}));
      other = drawn(everything());
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& other : others) EXPECT_EQ(sha256_hex(other), sha256_hex(first));
}

TEST(Pdf, WordsKeptFromTheLastLetterDoNotChangeTheNext) {
  std::string fresh;
  std::thread([&fresh] { fresh = drawn(everything()); }).join();  // nothing kept yet
  for (int i = 0; i < 4; ++i) EXPECT_EQ(sha256_hex(drawn(everything())), sha256_hex(fresh)) << i;
}

TEST(Pdf, AnotherDayIsAnotherFile) {
  auto d = everything();
  const auto first = drawn(d);
  d.created = year(2026) / March / 3;
  EXPECT_NE(drawn(d), first);
}

TEST(Pdf, AnUntaggedOrBrokenFileIsFound) {
  EXPECT_THAT(check_tagged("not a pdf"), ElementsAre("it cannot be read as a PDF"));
  // The smallest honest PDF, without any tag.
  const std::vector<std::string> objects{
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
      "<</Length 8>>stream\n0 0 1 re\nendstream"};
  std::string bare = "%PDF-1.4\n", table = "xref\n0 5\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", bare.size());
    bare += fmt::format("{} 0 obj{}\nendobj\n", i + 1, objects[i]);
  }
  const auto at = bare.size();
  bare += table + fmt::format("trailer<</Root 1 0 R/Size 5>>\nstartxref\n{}\n%%EOF\n", at);
  EXPECT_THAT(check_tagged(bare),
              ElementsAre("no language is stated", "it is not marked as tagged",
                          "the window shows the file name, not the title", "there is no title",
                          "there is no structure tree"));
}

TEST(Pdf, CutOffFilesAreRefusedNotCrashedOn) {
  const auto pdf = drawn(everything());
  for (std::size_t n = 0; n + 40 < pdf.size(); n += pdf.size() / 40) {
    EXPECT_THAT(check_tagged(pdf.substr(0, n)), Not(IsEmpty())) << n;
  }
}

TEST(Pdf, LongTableGoesOverPagesAndStaysOneTable) {
  Table t{{"Number", "Words"}, {}, {1, 4}, "Many rows", false};
  for (int i = 0; i < 200; ++i) t.rows.push_back({std::to_string(i), "a row of words"});
  const auto pdf = render(page({t}));
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_GT(pdf->pages, 3);
  EXPECT_THAT(check_tagged(pdf->bytes), IsEmpty());
  const auto outline = *outline_of(pdf->bytes);
  EXPECT_EQ(outline.find("  Table\n"), outline.rfind("  Table\n"));
  if (const auto text = text_of(pdf->bytes)) {
    EXPECT_THAT(*text, HasSubstr("\n199\n"));
    EXPECT_THAT(*text, HasSubstr("Page 2 of"));
  }
}

TEST(Pdf, RowTallerThanAPageLosesNothing) {
  std::string words;
  for (int i = 0; i < 1500; ++i) words += "w" + std::to_string(i) + " ";
  const auto pdf = render(page({Table{{"A", "B"}, {{"x", words}}, {}, "", false}}));
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_THAT(check_tagged(pdf->bytes), IsEmpty());
  if (const auto text = text_of(pdf->bytes)) {
    for (int i = 0; i < 1500; i += 7) {
      EXPECT_THAT(*text, HasSubstr("w" + std::to_string(i))) << i;
    }
  }
}

TEST(Pdf, NamesWithAccentsAndOtherScriptsReadBackAsWritten) {
  const std::string names =
      "Zo\xC3\xAB N\xC3\xBA\xC3\xB1""ez-\xC5\x81ukasiewicz, \xC4\x90\xE1\xBA\xB7ng, "
      "\xCE\x93\xCE\xB9\xCF\x8E\xCF\x81\xCE\xB3\xCE\xBF\xCF\x82, \xD0\x96\xD1\x83\xD0\xBA";
  const auto pdf = drawn(page({Paragraph{names, ""}}));
  if (const auto text = text_of(pdf)) {
    EXPECT_THAT(*text, HasSubstr(names));
  } else {
    GTEST_SKIP() << "pdftotext is not installed";
  }
}

TEST(Pdf, ALetterWithoutAGlyphIsRefusedByItsCodePoint) {
  // U+10FFFD is a private-use code point: no font has it.
  const auto pdf = render(page({Paragraph{"Dear \xF4\x8F\xBF\xBD", ""}}));
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().code, Errc::unsupported);
  EXPECT_THAT(pdf.error().detail, HasSubstr("block 2, a paragraph"));
  EXPECT_THAT(pdf.error().detail, HasSubstr("U+10FFFD"));
  EXPECT_THAT(pdf.error().detail, Not(HasSubstr("Dear")));
}

TEST(Pdf, TheReplacementCharacterCanBePrinted) {
  EXPECT_TRUE(render(page({Paragraph{"a \xEF\xBF\xBD b", ""}})));
}

TEST(Pdf, ControlCharactersAndBrokenBytesAreRefused) {
  EXPECT_EQ(render(page({Paragraph{std::string("a\0b", 3), ""}})).error().code, Errc::bad_input);
  EXPECT_EQ(render(page({Paragraph{"a\x1b[31m", ""}})).error().code, Errc::bad_input);
  EXPECT_EQ(render(page({Paragraph{"a\xFFz", ""}})).error().code, Errc::bad_input);
  EXPECT_EQ(render(page({Heading{2, "two\nlines"}})).error().code, Errc::bad_input);
}

TEST(Pdf, HeadingsMayNotSkip) {
  EXPECT_EQ(render(page({Heading{3, "deep"}})).error().code, Errc::bad_input);
  EXPECT_EQ(render(page({Heading{1, "again"}})).error().code, Errc::bad_input);
}

TEST(Pdf, DemonstrationIsOnEveryPageAndInTheTitle) {
  auto d = everything();
  d.demonstration = true;
  d.mark = "Privileged and confidential - draft";
  const auto pdf = drawn(d);
  EXPECT_THAT(check_tagged(pdf), IsEmpty());
  for (const char* range : {"-f 1 -l 1", "-f 2 -l 2"}) {
    const auto text = text_of(pdf, range);
    if (!text) GTEST_SKIP() << "pdftotext is not installed";
    EXPECT_THAT(*text, HasSubstr("DEMONSTRATION"));
    EXPECT_THAT(*text, HasSubstr("Privileged and confidential"));
  }
}

Document letter(std::vector<std::string> address) {
  Document d = page({});
  d.blocks.insert(d.blocks.begin(), AddressWindow{{"City of Stamford", "Stamford, CT"},
                                                  std::move(address)});
  return d;
}

TEST(AddressWindow, HoldsFiveLinesAndRefusesWhatDoesNotFit) {
  EXPECT_TRUE(render(letter({"Ana P\xC3\xA9rez", "Apt 4", "12 Elm St", "Floor 2", "Stamford, CT"})));
  const auto six = render(letter({"1", "2", "3", "4", "5", "6"}));
  ASSERT_FALSE(six);
  EXPECT_EQ(six.error().code, Errc::too_large);
  const auto wide = render(letter({std::string(300, 'W')}));
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().code, Errc::too_large);
}

TEST(AddressWindow, ShowsTheRecipientOnlyWhereTheEnvelopeIsOpen) {
  const auto pdf = drawn(letter({"Ana Sample", "12 Elm Street", "Stamford, CT 06901"}));
  // The strip of the page behind the window: points from the top left.
  const auto text = text_of(pdf, "-x 63 -y 147 -W 324 -H 81");
  if (!text) GTEST_SKIP() << "pdftotext is not installed";
  EXPECT_THAT(*text, HasSubstr("Ana Sample"));
  EXPECT_THAT(*text, HasSubstr("06901"));
  EXPECT_THAT(*text, Not(HasSubstr("City of Stamford")));
  EXPECT_THAT(*text, Not(HasSubstr("A page")));
}

TEST(Barcode, RefusesWhatAScannerCannotSay) {
  EXPECT_FALSE(render(page({Barcode{Barcode::Kind::qr, "", "m", 72}})));
  EXPECT_FALSE(render(page({Barcode{Barcode::Kind::qr, "x", "", 72}})));
  EXPECT_FALSE(render(page({Barcode{Barcode::Kind::qr, std::string(401, 'a'), "m", 72}})));
  EXPECT_FALSE(render(page({Barcode{Barcode::Kind::code128, "a\nb", "m", 150}})));
}

TEST(Pdf, TooMuchIsRefusedBeforeItIsDrawn) {
  EXPECT_EQ(render(page({Paragraph{std::string(300U << 10, 'a'), ""}})).error().code,
            Errc::too_large);
  std::vector<Block> many(100'001, PageBreak{});
  EXPECT_EQ(render(page(std::move(many))).error().code, Errc::too_large);
}

}  // namespace
}  // namespace ledgelight::print
