#include "decode/office.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include "decode/number_format.hpp"
#include "decode/said_for_tests.hpp"
#include "decode/xml.hpp"

namespace ledgelight::decode {

std::string packed(Shell shell, const Parts& parts) {
  std::string out(4U << 20, '\0');
  std::size_t used = 0;
  archive* a = archive_write_new();
  if (shell == Shell::zip)
    archive_write_set_format_zip(a);
  else
    archive_write_set_format_ustar(a);
  archive_write_open_memory(a, out.data(), out.size(), &used);
  for (const auto& [name, data] : parts) {
    archive_entry* e = archive_entry_new();
    archive_entry_set_pathname(e, name.c_str());
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_size(e, static_cast<la_int64_t>(data.size()));
    archive_write_header(a, e);
    archive_write_data(a, data.data(), data.size());
    archive_entry_free(e);
  }
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}
std::string zipped(const Parts& parts) { return packed(Shell::zip, parts); }

namespace {

Said office(std::string_view kind, const Parts& parts) {
  const auto zip = zipped(parts);
  return said_by([&](Bytes& b, const Output& o) { return read_office(kind, b, o); }, zip);
}

const std::string styles =
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"000\\-00\\-0000\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf "
    "numFmtId=\"14\"/></cellXfs></styleSheet>";
const std::string strings =
    "<sst><si><t>Name</t></si><si><t>SSN</t></si><si><r><t>Ada </t></r><r><t "
    "xml:space=\"preserve\">Example</t></r>"
    "<rPh><t>not read</t></rPh></si><si><t>Tab\there &amp; \"quote\"</t></si></sst>";

Parts book(const std::string& rows) {
  return {{"[Content_Types].xml", "<Types/>"},
          {"xl/workbook.xml", "<workbook><sheets><sheet name=\"S\"/></sheets></workbook>"},
          {"xl/styles.xml", styles},
          // Excel writes the strings after the sheets.
          {"xl/worksheets/sheet1.xml",
           "<worksheet><dimension ref=\"A1\"/><sheetData>" + rows + "</sheetData></worksheet>"},
          {"xl/sharedStrings.xml", strings}};
}

TEST(Sheet, RowsComeOutAsATableWithNumbersAsTheyAreShown) {
  const auto said = office(
      "xlsx",
      book("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
           "<c r=\"C1\" t=\"inlineStr\"><is><t>Born</t></is></c></row>"
           "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" s=\"1\"><v>12345678</v></c>"
           "<c r=\"C2\" s=\"2\"><v>24670</v></c></row>"));
  EXPECT_EQ(said.data("xl/worksheets/sheet1.xml"),
            "Name\tSSN\tBorn\nAda Example\t012-34-5678\t1967-07-17\n");
  EXPECT_EQ(said.end, "Z");
}

TEST(Sheet, ANumberUnderSsnGetsItsLostZerosBack) {
  const auto said = office(
      "xlsx",
      book("<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c></row><row><c><v>12345678</v></c><c "
           "t=\"s\"><v>2</v></c></row>"));
  EXPECT_EQ(said.data("xl/worksheets/sheet1.xml"), "SSN\tName\n012345678\tAda Example\n");
}

TEST(Sheet, HeadingsSayHowManyDigitsANumberHas) {
  EXPECT_EQ(digits_under("RoutingNo"), 9U);
  EXPECT_EQ(digits_under("EMP_SSN"), 9U);
  EXPECT_EQ(digits_under("ZipCode"), 5U);
  EXPECT_EQ(digits_under("Lesson"), 0U);
  EXPECT_EQ(with_lost_zeros("21236183", 9), "021236183");
  EXPECT_EQ(with_lost_zeros("12", 9), "12");
  EXPECT_EQ(with_lost_zeros("1/2/70", 9), "1/2/70");
}

TEST(Sheet, EmptyCellsKeepTheirColumnsAndOddTextIsQuoted) {
  const auto said = office("xlsx", book("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
                                        "t=\"s\"><v>1</v></c><c r=\"D1\" t=\"s\"><v>0</v></c></row>"
                                        "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>3</v></c></row>"));
  EXPECT_EQ(said.data("xl/worksheets/sheet1.xml"),
            "Name\tSSN\t\tName\n\t\"Tab\there & \"\"quote\"\"\"\t\t\n");
}

TEST(Sheet, ATitleAndASecondTableArePiecesOfTheirOwn) {
  const auto text = [](const std::string& s) { return "<c t=\"str\"><v>" + s + "</v></c>"; };
  const auto said = office(
      "xlsx", book("<row r=\"1\">" + text("Payroll of March") + "</row><row r=\"3\">" +
                   text("Name") + text("SSN") + "</row><row r=\"4\">" + text("Bea Sample") +
                   text("219-12-1234") + "</row><row r=\"7\">" + text("Name") + text("Card") +
                   "</row><row r=\"8\">" + text("Cy Case") + text("5") + "</row>"));
  const auto* sheet = said.find("xl/worksheets/sheet1.xml");
  ASSERT_NE(sheet, nullptr);
  ASSERT_EQ(sheet->pieces.size(), 3U);
  EXPECT_EQ(sheet->pieces[0].second, "Payroll of March\n");
  EXPECT_EQ(sheet->pieces[1].second, "Name\tSSN\nBea Sample\t219-12-1234\n");
  EXPECT_EQ(sheet->pieces[2],
            std::pair(std::uint64_t{17 + 32}, std::string("Name\tCard\nCy Case\t5\n")));
}

TEST(Sheet, AFormBecomesLinesOfLabelAndValue) {
  const auto row = [](const std::string& a, const std::string& b) {
    return "<row><c t=\"str\"><v>" + a + "</v></c><c t=\"str\"><v>" + b + "</v></c></row>";
  };
  const auto said = office("xlsx", book(row("Name", "Ada Example") + row("SSN", "219-12-1234") +
                                        row("Date of birth", "1967-07-17")));
  EXPECT_EQ(said.data("xl/worksheets/sheet1.xml"),
            "Name: Ada Example\nSSN: 219-12-1234\nDate of birth: 1967-07-17\n");
}

TEST(Sheet, CommentsHiddenSheetsAndEmbeddedFilesAreMembersToo) {
  auto parts = book("<row><c><v>1</v></c></row>");
  parts.emplace_back(
      "xl/worksheets/sheet2.xml",
      "<worksheet><sheetData><row><c t=\"str\"><v>hidden</v></c></row></sheetData></worksheet>");
  parts.emplace_back(
      "xl/comments1.xml",
      "<comments><authors><author>Bea</author></authors><commentList><comment><text><r><t>his SSN "
      "is </t></r><r><t>219-12-1234</t></r></text></comment></commentList></comments>");
  parts.emplace_back("xl/pivotCache/pivotCacheDefinition1.xml",
                     "<d><sharedItems><s v=\"Ada &amp; Co\"/></sharedItems></d>");
  parts.emplace_back("xl/embeddings/in.zip", "PK\x03\x04");
  parts.emplace_back("xl/theme/theme1.xml", "<t>nothing</t>");
  const auto said = office("xlsx", parts);
  EXPECT_EQ(said.data("xl/worksheets/sheet2.xml"), "hidden\n");
  EXPECT_EQ(said.data("xl/comments1.xml"), "Bea\nhis SSN is 219-12-1234\n");
  EXPECT_EQ(said.data("xl/pivotCache/pivotCacheDefinition1.xml"), "Ada & Co\n");
  ASSERT_NE(said.find("xl/embeddings/in.zip"), nullptr);
  EXPECT_EQ(said.find("xl/embeddings/in.zip")->type, 'M');
  EXPECT_EQ(said.find("xl/theme/theme1.xml"), nullptr);
}

TEST(Sheet, ABookCutShortGivesWhatItStillHolds) {
  auto parts = book("<row><c t=\"str\"><v>Ada</v></c><c><v>5</v></c></row>");
  parts.emplace_back("xl/media/noise.bin", std::string(3000, 'x'));
  const auto zip = zipped(parts);
  for (const auto cut : {zip.size() - 30, zip.size() - 300}) {
    const auto said = said_by([&](Bytes& b, const Output& o) { return read_office("xlsx", b, o); },
                              std::string_view(zip).substr(0, cut));
    EXPECT_EQ(said.data("xl/worksheets/sheet1.xml"), "Ada\t5\n") << cut;
  }
}

TEST(NumberFormat, MasksDatesAndPlainNumbers) {
  EXPECT_EQ(shown_number("12345678", "000\\-00\\-0000", false), "012-34-5678");
  EXPECT_EQ(shown_number("2035551234", "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", false),
            "(203) 555-1234");
  EXPECT_EQ(shown_number("5551234", "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", false),
            "555-1234");
  EXPECT_EQ(shown_number("6902", "00000", false), "06902");
  EXPECT_EQ(shown_number("069021234", "00000\\-0000", false), "06902-1234");
  EXPECT_EQ(shown_number("1234.5", "#,##0.00", false), "1234.5");
  EXPECT_EQ(shown_number("5.4304736000000001E+15", "", false), "5430473600000000");
  EXPECT_EQ(shown_number("24670", "[$-409]mmmm d, yyyy;@", false), "1967-07-17");
  EXPECT_EQ(shown_number("23208", "m/d/yy", true), "1967-07-17");
  EXPECT_EQ(shown_number("61", "yyyy", false), "1900-03-01");  // Excel counts a 29 February 1900
  EXPECT_EQ(shown_number("24670.5", "m/d/yy h:mm", false), "1967-07-17 12:00:00");
  EXPECT_EQ(shown_number("0.5", "0%", false), "0.5");
  EXPECT_EQ(shown_number("n/a", "0", false), "n/a");
  EXPECT_EQ(shown_number("5", "0\\", false), "5");
  EXPECT_EQ(shown_number("-5", "000;(000)", false), "-5");
}

TEST(Document, ParagraphsSplitOverRunsAreWholeAndTablesKeepTheirCells) {
  const auto said = office(
      "docx",
      {{"[Content_Types].xml", "<T/>"},
       {"word/document.xml",
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>SSN "
        "219-</w:t></w:r><w:r><w:t>12-1234</w:t></w:r></w:p>"
        "<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></"
        "w:tc><w:tc><w:p><w:r><w:t>Card</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>Ada</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12 Main "
        "St</w:t></w:r></w:p><w:p><w:r><w:t>Stamford</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>after</w:t><w:tab/><w:t>tab</w:t></w:r><w:ins><w:r><w:t> "
        "new</w:t></w:r></w:ins><w:del><w:r><w:delText> "
        "old</w:delText></w:r></w:del></w:p></w:body></w:document>"},
       {"word/footnotes.xml", "<w:footnotes><w:footnote><w:p><w:r><w:t>a "
                              "note</w:t></w:r></w:p></w:footnote></w:footnotes>"},
       {"word/_rels/document.xml.rels",
        "<R><Relationship Target=\"mailto:ada@example.org\"/><Relationship "
        "Target=\"http://x\"/></R>"},
       {"docProps/core.xml", "<c:p><d:creator>Bea Sample</d:creator><t:d>2026</t:d></c:p>"},
       {"word/media/image1.png", "\x89PNG"}});
  const auto* text = said.find("text");
  ASSERT_NE(text, nullptr);
  EXPECT_EQ(
      text->data,
      "SSN 219-12-1234\nName\tCard\nAda\t\"12 Main St\nStamford\"\nafter\ttab new old\na note\n");
  ASSERT_EQ(text->pieces.size(), 3U);
  EXPECT_EQ(text->pieces[0].first, 16U);
  EXPECT_EQ(said.data("word/_rels/document.xml.rels"), "mailto:ada@example.org\n");
  EXPECT_EQ(said.data("docProps/core.xml"), "Bea Sample\n2026\n");
  EXPECT_EQ(said.find("word/media/image1.png")->type, 'M');
}

TEST(Document, ParagraphsOfProseArePartedAndTheLinesOfAFormAreNot) {
  const auto paragraph = [](const std::string& text) {
    return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
  };
  const std::string one =
      "Ada Example presented a licence, and asked for it to be kept in her file.";
  const auto said = office(
      "docx", {{"word/document.xml",
                "<w:document>" + paragraph(one) + paragraph("Name: Bea Sample") +
                    paragraph("SSN: 219-12-1234") +
                    paragraph("Address: 12 Invented Street, Apartment 4, Stamford, CT 06901-1234") +
                    paragraph("Born: 1967-07-17") + paragraph(one) + "</w:document>"}});
  EXPECT_EQ(said.data("text"), one +
                                   "\n\nName: Bea Sample\nSSN: 219-12-1234\nAddress: 12 Invented "
                                   "Street, Apartment 4, Stamford, CT "
                                   "06901-1234\nBorn: 1967-07-17\n" +
                                   one + "\n\n");
}

TEST(Document, SlidesAndTheirNotesAreRead) {
  const auto said = office(
      "pptx", {{"ppt/slides/slide1.xml",
                "<p:sld><a:p><a:r><a:t>Meet </a:t></a:r><a:r><a:t>Ada</a:t></a:r></a:p></p:sld>"},
               {"ppt/notesSlides/notesSlide1.xml",
                "<p:notes><a:p><a:r><a:t>born 1967-07-17</a:t></a:r></a:p></p:notes>"}});
  EXPECT_EQ(said.data("text"), "Meet Ada\nborn 1967-07-17\n");
}

TEST(OpenDocument, SheetsAreTablesAndDatesAreDates) {
  const auto said = office(
      "ods", {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
              {"content.xml",
               "<office:document-content><office:spreadsheet><table:table "
               "table:name=\"Staff\"><table:table-row>"
               "<table:table-cell><text:p>Name</text:p></table:table-cell><table:table-cell "
               "table:number-columns-repeated=\"2\"/>"
               "<table:table-cell><text:p>Born</text:p></table:table-cell></"
               "table:table-row><table:table-row>"
               "<table:table-cell><text:p>Ada</text:p></table:table-cell><table:table-cell "
               "table:number-columns-repeated=\"2\"/>"
               "<table:table-cell office:value-type=\"date\" "
               "office:date-value=\"1967-07-17\"><text:p>17.7.67</text:p></table:table-cell>"
               "</table:table-row><table:table-row "
               "table:number-rows-repeated=\"1048576\"><table:table-cell "
               "table:number-columns-repeated=\"16384\"/>"
               "</table:table-row></table:table></office:spreadsheet></office:document-content>"}});
  EXPECT_EQ(said.data("table:Staff"), "Name\t\t\tBorn\nAda\t\t\t1967-07-17\n");
}

TEST(OpenDocument, TextIsReadWithItsBlanks) {
  const auto said = office(
      "odt", {{"mimetype", "application/vnd.oasis.opendocument.text"},
              {"content.xml", "<office:document-content>\n <text:p>Ada<text:s "
                              "text:c=\"2\"/>Example<text:tab/>x<text:span>y</text:span></"
                              "text:p>\n</office:document-content>"},
              {"styles.xml",
               "<office:document-styles><text:p>a header</text:p></office:document-styles>"}});
  EXPECT_EQ(said.data("text"), "Ada  Example\txy\na header\n");
}

TEST(OpenDocument, EncryptionIsSaid) {
  const auto said = office("odt", {{"mimetype", "application/vnd.oasis.opendocument.text"},
                                   {"META-INF/manifest.xml", "<m><e><encryption-data/></e></m>"},
                                   {"content.xml", "\x01\x02garbage"}});
  ASSERT_NE(said.find("text"), nullptr);
  EXPECT_NE(said.find("text")->trouble.find("encrypted"), std::string::npos)
      << said.find("text")->trouble;
}

TEST(Xml, EntitiesCannotBeDeclared) {
  std::string_view doc =
      "<!DOCTYPE a [<!ENTITY x \"boom\"><!ENTITY y \"&x;&x;\">]><a "
      "b='&lt;&#65;&#x42;'>&y;&amp;&unknown;<![CDATA[<raw>]]><!-- no --><c/></a>";
  for (std::size_t step : {1UL, 7UL, 1000UL}) {
    auto rest = doc;
    Xml xml([&](std::span<char> into) {
      const auto n = std::min({into.size(), rest.size(), step});
      std::memcpy(into.data(), rest.data(), n);
      rest.remove_prefix(n);
      return static_cast<long>(n);
    });
    std::string seen;
    for (auto e = xml.next(); e != Xml::Event::done; e = xml.next()) {
      if (e == Xml::Event::start)
        seen += "<" + std::string(xml.name()) + std::string(xml.attribute("b"));
      if (e == Xml::Event::text) seen += xml.text();
      if (e == Xml::Event::end) seen += ">";
    }
    EXPECT_EQ(seen, "<a<AB&y;&&unknown;<raw><c>>");
  }
}

TEST(Office, DamageNeverStopsWhatCanStillBeRead) {
  const auto zip = zipped(book("<row><c t=\"str\"><v>Ada</v></c><c><v>5</v></c></row>"));
  std::uint32_t seed = 7;
  for (int round = 0; round < 300; ++round) {
    auto bytes = zip;
    for (int k = 0; k < 1 + round % 12; ++k) {
      seed = seed * 1664525U + 1013904223U;
      bytes[(seed >> 8) % bytes.size()] = static_cast<char>(seed);
    }
    for (const auto* kind : {"xlsx", "docx", "ods"}) {
      const auto said =
          said_by([&](Bytes& b, const Output& o) { return read_office(kind, b, o); }, bytes);
      EXPECT_FALSE(said.end.empty());
    }
  }
}

}  // namespace
}  // namespace ledgelight::decode
