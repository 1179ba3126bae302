// Through the real ledgelight-decode-pdf, as it stands beside this test.
#include <gtest/gtest.h>

#include <set>

#include "decode/page_lines.hpp"
#include "decode/said_for_tests.hpp"
#include "discover/scan.hpp"

namespace ledgelight::decode {
namespace {

struct Seen {
  discover::Collected all;
  std::string unread_of(std::string_view member) const {
    for (const auto& u : all.not_read)
      if (u.member == member) return u.reason;
    return {};
  }
  std::set<std::string> norms(discover::Element element) const {
    std::set<std::string> out;
    for (const auto& f : all.findings)
      if (f.element == element) out.insert(f.norm.reveal(Purpose::count_residents));
    return out;
  }
};

Seen scanned(std::string_view bytes) {
  Seen seen;
  discover::MemorySource source(bytes);
  EXPECT_TRUE(discover::scan(source, 0, "x.pdf", seen.all, {}));
  return seen;
}

/// Objects 1, 2, 3 … as they are given; the first is the catalogue.
std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer = "") {
  std::string out = "%PDF-1.7\n";
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    at.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const auto start = out.size();
  out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const auto o : at) {
    const auto n = std::to_string(o);
    out += std::string(10 - n.size(), '0') + n + " 00000 n \n";
  }
  return out + "trailer\n<</Size " + std::to_string(objects.size() + 1) + "/Root 1 0 R" + trailer +
         ">>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
}

std::string stream_of(const std::string& bytes, const std::string& more = "") {
  return "<</Length " + std::to_string(bytes.size()) + more + ">>\nstream\n" + bytes +
         "\nendstream";
}

struct Placed {
  int x, y;
  std::string text;
};
std::string page_of(const std::vector<Placed>& texts, const std::string& trailer = "") {
  std::string content;
  for (const auto& t : texts)
    content += "BT /F 10 Tf " + std::to_string(t.x) + " " + std::to_string(t.y) + " Td (" + t.text +
               ") Tj ET\n";
  return pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 "
                 "R/Resources<</Font<</F 5 0 R>>>>>>",
                 stream_of(content), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
                 "<</Author(Bea Sample)/Title(List)>>"},
                trailer);
}

TEST(Pdf, ASentenceIsRead) {
  const auto seen =
      scanned(page_of({{72, 700, "The SSN of Ada Example is 219-12-1234 and she lives here,"},
                       {72, 686, "at 12 Invented St, Stamford, CT 06901."}}));
  EXPECT_EQ(seen.norms(discover::Element::ssn), std::set<std::string>{"219121234"});
  ASSERT_FALSE(seen.all.findings.empty());
  EXPECT_EQ(seen.all.findings[0].member, "text");
  EXPECT_TRUE(seen.all.not_read.empty());
}

TEST(Pdf, ATableKeepsItsColumns) {
  // Without its column, a bare nine-digit number is never one.
  std::vector<Placed> texts{{72, 700, "Payroll of March"},
                            {72, 660, "Employee"},
                            {250, 660, "SSN"},
                            {400, 660, "Amount"}};
  for (int i = 0; i < 5; ++i) {
    texts.push_back({72, 640 - 14 * i, "Ada Example"});
    texts.push_back({250, 640 - 14 * i, "21912123" + std::to_string(i)});
    texts.push_back({400, 640 - 14 * i, "100000000"});
  }
  EXPECT_EQ(
      scanned(page_of(texts)).norms(discover::Element::ssn),
      (std::set<std::string>{"219121230", "219121231", "219121232", "219121233", "219121234"}));
}

TEST(Pdf, APageThatIsAPictureIsHandedOnAsOne) {
  const std::string pixels(64 * 64, '\0');
  const auto seen =
      scanned(pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 "
                      "R/Resources<</XObject<</I 5 0 R>>>>>>",
                      stream_of("q 100 0 0 100 50 50 cm /I Do Q"),
                      stream_of(pixels, "/Type/XObject/Subtype/Image/Width 64/Height "
                                        "64/BitsPerComponent 8/ColorSpace/DeviceGray")}));
  bool told = !seen.unread_of("page1").empty();
  for (const auto& f : seen.all.files)
    told = told || f.member == "page1";
  EXPECT_TRUE(told);
}

TEST(Pdf, LoopsAndLiesEndWithAReason) {
  const std::vector<std::string> hostile{
      pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>"}),
      pdf_of({"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>"}),
      pdf_of({"1 0 R"}),
      "%PDF-1.7\nnothing else",
      pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
              "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99999999 99999999]/Contents 4 0 R>>",
              stream_of("q Q")}),
  };
  for (std::size_t i = 0; i < hostile.size(); ++i) {
    const auto seen = scanned(hostile[i]);
    EXPECT_GE(seen.all.files.size() + seen.all.not_read.size(), 1U) << i;
    EXPECT_TRUE(seen.all.findings.empty()) << i;
  }
  const auto whole = page_of({{72, 700, "The SSN of Ada Example is 219-12-1234."}});
  EXPECT_EQ(scanned(whole.substr(0, 500)).all.not_read.empty() &&
                scanned(whole.substr(0, 500)).all.files.empty(),
            false);
}

TEST(Pdf, DamageCostsAtMostThatFile) {
  const auto whole = page_of({{72, 700, "The SSN of Ada Example is 219-12-1234."}}, "/Info 6 0 R");
  std::uint32_t seed = 11;
  for (int round = 0; round < 40; ++round) {
    auto bytes = whole;
    for (int k = 0; k < 1 + round % 9; ++k) {
      seed = seed * 1664525U + 1013904223U;
      bytes[8 + (seed >> 8) % (bytes.size() - 8)] = static_cast<char>(seed);
    }
    const auto seen = scanned(bytes);
    EXPECT_GE(seen.all.files.size() + seen.all.not_read.size(), 1U);
    for (const auto& u : seen.all.not_read)
      EXPECT_EQ(u.reason.find("signal 31"), std::string::npos)
          << u.reason;  // the sandbox never had to strike
  }
}

std::vector<Word> words(const std::vector<Placed>& texts) {
  std::vector<Word> out;
  for (const auto& t : texts)
    out.push_back({double(t.x), double(t.y), double(t.x) + 5.0 * double(t.text.size()),
                   double(t.y) + 10, t.text, t.text == "Last"});
  return out;
}

/// The lines as the decoder says them.
std::string said_of(const std::vector<Line>& lines) {
  std::string frames;
  const Output out = [&](std::string_view f) { return frames += f, true; };
  Speaker speaker(out);
  speaker.text("t");
  say_lines(lines, tables_in(lines), speaker);
  speaker.finish();
  return taken_apart(frames).data("t");
}

TEST(PageLines, WordsJoinIntoSegmentsAndSegmentsIntoColumns) {
  const auto lines = lines_of(words({{100, 0, "Last"},
                                     {123, 0, "Name"},
                                     {300, 1, "SSN"},
                                     {100, 20, "Ada"},
                                     {300, 21, "1"},
                                     {310, 41, "2"},
                                     {100, 40, "Bea"}}));
  ASSERT_EQ(lines.size(), 3U);
  ASSERT_EQ(lines[0].segments.size(), 2U);
  EXPECT_EQ(lines[0].segments[0].text, "Last Name");
  EXPECT_EQ(tables_in(lines).size(), 1U);
  EXPECT_EQ(said_of(lines), "Last Name\tSSN\nAda\t1\nBea\t2\n");
}

TEST(PageLines, TightColumnsAreToldByTheirHeadingsAndAValueOfTwoWordsStaysWhole) {
  std::vector<Placed> texts{{0, 0, "Staff"}, {200, 0, "SSN"}, {258, 0, "Phone"}};
  for (int i = 1; i < 6; ++i) {
    texts.push_back({0, 20 * i, i % 2 == 0 ? "Ada" : "Beatrice"});
    texts.push_back({200, 20 * i, "219-12-123" + std::to_string(i)});
    texts.push_back({258, 20 * i, "(203)"});
    texts.push_back({286, 20 * i, "977-414" + std::to_string(i)});
  }
  auto all = words(texts);
  for (auto& w : all)
    w.space_after = true;
  const auto lines = lines_of(all);
  EXPECT_EQ(said_of(lines).substr(0, 52),
            "Staff\tSSN\tPhone\nBeatrice\t219-12-1231\t(203) 977-4141\n");
}

TEST(PageLines, TextSetInTwoColumnsIsNoTable) {
  std::vector<Placed> texts;
  for (int i = 0; i < 10; ++i) {
    texts.push_back({0, 12 * i, std::string(50, 'a')});
    texts.push_back({400, 12 * i, std::string(50, 'b')});
  }
  EXPECT_TRUE(tables_in(lines_of(words(texts))).empty());
}

TEST(PageLines, ASentenceGoesOnBehindTheEndOfItsLine) {
  EXPECT_EQ(
      unwrapped(
          "On Monday the clerk wrote to Ada\nExample of 176 Willow Avenue, Stamford, CT\n"
          "06914 and asked for the papers that were\npromised.\n\nThe number is 219-12-\n1234.\n"),
      "On Monday the clerk wrote to Ada Example of 176 Willow Avenue, Stamford, CT 06914 and asked "
      "for the papers that were "
      "promised.\n\nThe number is 219-12-\n1234.\n");
  EXPECT_EQ(unwrapped("the clerk has been told that the in-\nformation is with the office of "
                      "219-12-\n1234 and waits there for it"),
            "the clerk has been told that the information is with the office of 219-12-1234 and "
            "waits there for it\n");
}

TEST(PageLines, WhatEndsItsLinesByItselfStaysInLines) {
  for (const std::string lines : {"Ada Example\n176 Willow Avenue\nStamford, CT 06914\n",
                                  "Name: Ada Example\nSSN: 219-12-1234\nAddress: 16 Elm Street, "
                                  "Stamford, CT 06911\nPhone: (203) 555-0142\n",
                                  "1. Ada Example, 219-12-1234, 176 Willow Avenue\n2. Bea Sample, "
                                  "219-12-1235, 12 Willow Avenue\n",
                                  "\n\na\n\fb\n"})
    EXPECT_EQ(unwrapped(lines), lines);
}

TEST(PageLines, TypewrittenWordsAreCellsOnlyWhereTwoBlanksPartThem) {
  std::vector<Word> all;
  const std::vector<std::string> lines{
      "Name:           Yolanda Castellano", "SSN:            219-12-1234",
      "Date of birth:  12/20/1971",         "Address:        16 Elm Street, Stamford",
      "Phone:          (203) 555-0142",     "Employer:       City of Stamford"};
  for (std::size_t y = 0; y < lines.size(); ++y)
    for (std::size_t x = 0; x < lines[y].size();) {
      const auto end = std::min(lines[y].find(' ', x), lines[y].size());
      all.push_back({x * 10.0 + 1, y * 20.0, end * 10.0 - 1, y * 20.0 + 8,
                     lines[y].substr(x, end - x), true});
      x = std::min(lines[y].find_first_not_of(' ', end), lines[y].size());
    }
  std::string frames;
  const Output output = [&](std::string_view frame) {
    frames += frame;
    return true;
  };
  Speaker speaker(output);
  speaker.text("page");
  const auto set = lines_of(all);
  say_lines(set, tables_in(set), speaker);
  speaker.finish();
  EXPECT_EQ(taken_apart(frames).data("page"),
            "Name: Yolanda Castellano\nSSN: 219-12-1234\nDate of birth: 12/20/1971\nAddress: 16 "
            "Elm Street, Stamford\n"
            "Phone: (203) 555-0142\nEmployer: City of Stamford\n");
}

}  // namespace
}  // namespace ledgelight::decode
