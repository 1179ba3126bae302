// Structured text: keys, columns, headings and tags count as headings; one object is one record.
#include <gtest/gtest.h>

#include <algorithm>

#include "discover/scan.hpp"

namespace ledgelight::discover {
namespace {

struct Seen {
  std::string kind;
  std::vector<Finding> findings;
};

Seen seen(std::string_view text) {
  Collected all;
  MemorySource source(text);
  EXPECT_TRUE(scan(source, 0, "", all));
  return {all.files.empty() ? "" : all.files.front().kind, std::move(all.findings)};
}

/// "SSN=219121234@12+11#1" for each finding: element, form, place, length and record.
std::string shown(const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& f : findings) {
    if (!out.empty()) out += ' ';
    out += std::string(token_of(f.element)) + "=" + f.norm.reveal(Purpose::test) + "#" +
           std::to_string(f.record);
  }
  return out;
}
std::string shown(std::string_view text) { return shown(seen(text).findings); }

/// Each finding's bytes, so that places can be checked against the text.
std::vector<std::string> bytes_of(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& f : seen(text).findings)
    out.emplace_back(text.substr(f.offset, f.length));
  return out;
}

TEST(Json, AnObjectIsARecordAndSoAreTheObjectsOfAnArray) {
  EXPECT_EQ(
      shown(
          R"([{"name":"Ada Example","ssn":"219-12-1234"},{"ssn":219121235,"name":"Bea Sample"}])"),
      "NAME=Ada Example#1 SSN=219121234#1 SSN=219121235#2 NAME=Bea Sample#2");
}

TEST(Json, WhatIsNestedBelongsToItsPerson) {
  EXPECT_EQ(
      shown(R"({"data":{"people":[
    {"id":7,"person":{"name":{"first":"Ada","last":"Example"},"birth":{"date":"1986-03-02"}},
     "addresses":[{"street":"12 Invented St","city":"Stamford","state":"CT","zip":"06901"}],"ssn":"219-12-1234"},
    {"id":8,"person":{"name":{"first":"Bea","last":"Sample"}},"emergency_contact":{"name":"Cy Case","phone":"203-357-0147"},
     "ssn":"219-12-1235"}]}})"),
      "NAME=Ada#1 NAME=Example#1 DOB=1986-03-02#1 ADDR=12 Invented St#1 STATE=CT#1 SSN=219121234#1 "
      "NAME=Bea#2 NAME=Sample#2 NAME=Cy Case#3 PHONE=2033570147#3 SSN=219121235#2");
}

TEST(Json, ATypeBesideAValueNamesIt) {
  EXPECT_EQ(
      shown(
          R"({"resourceType":"Patient","name":[{"family":"Example","given":["Ada"]}],"birthDate":"1986-03-02",
    "identifier":[{"system":"http://hl7.org/fhir/sid/us-ssn","value":"219-12-1234"},{"type":"MRN","value":"MR-88213"}]})"),
      "NAME=Example#1 NAME=Ada#1 DOB=1986-03-02#1 SSN=219121234#1 MRN=MR88213#1");
}

TEST(Json, TheKeyOfATypeIsKnownInAnyCaseAndAsAWholeOnly) {
  EXPECT_EQ(
      shown(R"([{"Attribute":"SSN","Value":"219-12-1234"},{"Tag":"MRN","VALUE":"MR-88213"}])"),
      "SSN=219121234#1 MRN=MR88213#2");
  EXPECT_EQ(
      shown(R"([{"attributf":"MRN","value":"MR-88213"},{"attributes":"MRN","value":"MR-88214"}])"),
      "");
}

TEST(Json, AStringEndsAtItsQuoteWhereverThatStands) {
  for (std::size_t before = 1; before < 64; ++before) {
    const std::string name = "Ada " + std::string(before, 'x') + " Example";
    const auto text = R"({"full_name":")" + name + R"(","ssn":"219-12-1234"})";
    EXPECT_EQ(shown(text), "NAME=" + name + "#1 SSN=219121234#1") << before;
    const auto escaped = R"({"note)" + std::string(before, 'x') +
                         R"(":"\"","full_name":"Ada Example","ssn":"219-12-1234"})";
    EXPECT_EQ(shown(escaped), "NAME=Ada Example#1 SSN=219121234#1") << before;
  }
}

TEST(Json, ColumnsNameTheValuesOfRows) {
  EXPECT_EQ(
      shown(
          R"({"columns":["full_name","ssn","dob"],"rows":[["Ada Example","219121234","3/2/1986"],["Bea Sample",null,"4/5/1990"]]})"),
      "NAME=Ada Example#1 SSN=219121234#1 DOB=1986-03-02#1 NAME=Bea Sample#2 DOB=1990-04-05#2");
}

TEST(Json, EscapesAreReadAndTheBytesNamed) {
  const std::string_view text =
      R"({"full_name":"Mar\u00eda Mu\u00f1oz","note":"she said: \"ssn 219-12-1234\" twice a day"})";
  EXPECT_EQ(shown(text), "NAME=María Muñoz#1 SSN=219121234#1");
  EXPECT_EQ(bytes_of(text), (std::vector<std::string>{R"(Mar\u00eda Mu\u00f1oz)", "219-12-1234"}));
}

TEST(Json, ALineThatIsCutShortDoesNotSwallowTheNext) {
  EXPECT_EQ(shown("{\"name\":\"Ada Example\",\"ssn\":\"219-12-1234\"}\n{\"name\":\"Bea "
                  "Sam\n{\"name\":\"Cy Case\",\"ssn\":\"219-12-1236\"}\n"),
            "NAME=Ada Example#1 SSN=219121234#1 NAME=Cy Case#3 SSN=219121236#3");
}

TEST(Json, AKeyThatSaysOtherwiseIsBelieved) {
  EXPECT_EQ(
      shown(
          R"([{"order_id":"219121234","parcel":"219121235","name":"Valve Box","sku":"4111111111111112"}])"),
      "");
}

TEST(Json, OneEndlessLineIsReadInBoundedPieces) {
  std::string text = "[";
  for (int i = 0; i < 30'000; ++i)
    text += (i > 0 ? "," : "") + std::string(R"({"name":"Ada Example","ssn":")") +
            std::to_string(219'100'000 + i / 9'000 * 10'000 + i % 9'000 + 1) +
            "\",\"pad\":\"xxxxxxxxxxxxxxxx\"}";
  text += "]";
  const auto s = seen(text);
  EXPECT_EQ(s.findings.size(), 60'000U);
  EXPECT_EQ(s.kind, "JSON");
  EXPECT_EQ(text.substr(s.findings.back().offset, s.findings.back().length), "219133000");
}

TEST(Sql, ColumnsOfAnInsertAreHeadings) {
  EXPECT_EQ(
      shown("INSERT INTO `people` (`id`,`full_name`,`ssn`,`dob`) VALUES (1,'Ada "
            "O\\'Example','219121234','1986-03-02'),\n"
            " (2,N'Bea Sample',NULL,CAST('1990-04-05' AS DATE));\nINSERT INTO x VALUES "
            "(219121239);\n"),
      "NAME=Ada O'Example#1 SSN=219121234#1 DOB=1986-03-02#1 NAME=Bea Sample#2 DOB=1990-04-05#2");
}

TEST(Sql, CreateTableNamesWhatAnInsertDoesNot) {
  EXPECT_EQ(shown("-- dump\nCREATE TABLE public.people (\n  id int NOT NULL DEFAULT "
                  "nextval('x'),\n  last_name varchar(40),\n"
                  "  first_name varchar(40),\n  ssn char(9) CHECK (length(ssn) = 9),\n  PRIMARY "
                  "KEY (id)\n);\n"
                  "INSERT INTO people VALUES (1, 'Example', 'Ada', '219121234');\n"),
            "NAME=Example#1 NAME=Ada#1 SSN=219121234#1");
}

TEST(Sql, CopyRowsFollowTheirColumns) {
  EXPECT_EQ(shown("COPY public.people (id, name, ssn, email) FROM stdin;\n1\tAda "
                  "Example\t219121234\tada@example.org\n"
                  "2\tBea Sample\t\\N\tbea@example.org\n\\.\nSELECT 1;\n"),
            "NAME=Ada Example#1 SSN=219121234#1 EMAIL=ada@example.org#1 NAME=Bea Sample#2 "
            "EMAIL=bea@example.org#2");
}

TEST(Sql, WithoutAnyColumnsTheRowsSpeak) {
  EXPECT_EQ(shown("INSERT INTO t VALUES (1,'Ada Example','219-12-1234','1986-03-02','12 Invented "
                  "St, Stamford, CT 06901');\n"
                  "INSERT INTO t VALUES (2,'Valve box','crew','2026-03-02','depot');\n"),
            "NAME=Ada Example#1 SSN=219121234#1 DOB=1986-03-02#1 ADDR=12 Invented St, Stamford, CT "
            "06901#1");
}

TEST(Sql, AnUpdateNamesItsValues) {
  EXPECT_EQ(shown("UPDATE people SET full_name = 'Ada Example', ssn='219121234' WHERE id = 7;\n"),
            "NAME=Ada Example#1 SSN=219121234#1");
}

TEST(Html, TableHeadingsCountForTheirColumns) {
  const std::string_view text =
      "<html><body><h1>List</h1><table><tr><th>Name</th><th>SSN</th><th>Born</th></tr>\n"
      "<tr><td>Jos&eacute; O&#39;Example</td><td>219121234</td><td>March 2, 1986</td></tr>"
      "<tr><td>Bea "
      "<b>Sample</b></td><td>219-12-1235</td><td>4/5/1990</td></tr></table></body></html>";
  EXPECT_EQ(shown(text), "NAME=José O'Example#1 SSN=219121234#1 DOB=1986-03-02#1 NAME=Bea Sample#2 "
                         "SSN=219121235#2 DOB=1990-04-05#2");
  EXPECT_EQ(bytes_of(text)[0], "Jos&eacute; O&#39;Example");
  EXPECT_EQ(bytes_of(text)[3], "Bea <b>Sample");
}

TEST(Html, ATableOnItsSideIsOneRecordUntilTheNextBegins) {
  EXPECT_EQ(shown("<table><tr><td>Name:</td><td>Ada "
                  "Example</td></tr><tr><td>SSN:</td><td>219121234</td></tr>"
                  "<tr><td>Name:</td><td>Bea "
                  "Sample</td></tr><tr><td>SSN:</td><td>219121235</td></tr></table>"),
            "NAME=Ada Example#1 SSN=219121234#1 NAME=Bea Sample#2 SSN=219121235#2");
}

TEST(Html, FormsTermsAndLinksHoldValues) {
  EXPECT_EQ(
      shown("<form><label>SSN</label><input name=\"f1\" value=\"219-12-1234\"><input "
            "name='last_name' value='Example'></form>"
            "<dl><dt>Full name</dt><dd>Bea Sample</dd><dt>Date of birth</dt><dd>4/5/1990</dd></dl>"
            "<p>Write to <a href=\"mailto:cy.case@example.org?subject=x\">Cy</a></p>"),
      "SSN=219121234#1 NAME=Example#1 NAME=Bea Sample#2 DOB=1990-04-05#2 "
      "EMAIL=cy.case@example.org#3");
}

TEST(Html, RowsOfACutPageGoByTheirClasses) {
  EXPECT_EQ(shown("<tr><td>Ada Example</td><td class=\"ssn\">219121234</td><td>June 7, "
                  "2000</td></tr>\n<tr><td>Agenda</td><td>7/9/2026</td></tr>\n"),
            "NAME=Ada Example#1 SSN=219121234#1 DOB=2000-06-07#1");
}

TEST(Xml, TagsAndAttributesAreHeadings) {
  EXPECT_EQ(shown("<?xml version=\"1.0\"?><people><person "
                  "id=\"1\"><name><first>Ada</first><last>Example</last></name><ssn>219121234</"
                  "ssn></person>"
                  "<person fullName=\"Bea Sample\" "
                  "ssn=\"219-12-1235\"/><person><fullName><![CDATA[Cy Case]]></fullName>"
                  "<field name=\"date_of_birth\">1986-03-02</field></person></people>"),
            "NAME=Ada#1 NAME=Example#1 SSN=219121234#1 NAME=Bea Sample#2 SSN=219121235#2 NAME=Cy "
            "Case#3 DOB=1986-03-02#3");
}

TEST(Xml, NamesOfTheExchangeModelAreUnderstood) {
  EXPECT_EQ(
      shown("<?xml version=\"1.0\"?><n:Export xmlns:n=\"urn:x\"><n:Date>2026-02-01</n:Date><n:Person>"
            "<n:PersonName><n:PersonGivenName>Ada</n:PersonGivenName>"
            "<n:PersonSurName>Example</n:PersonSurName></n:PersonName>"
            "<n:PersonBirthDate><n:Date>1986-03-02</n:Date></n:PersonBirthDate>"
            "<n:PersonSSNIdentification><n:IdentificationID>219121234</n:IdentificationID>"
            "</n:PersonSSNIdentification></n:Person></n:Export>"),
      "NAME=Ada#1 NAME=Example#1 DOB=1986-03-02#1 SSN=219121234#1");
}

TEST(Sql, CommentsAreReadWhereverTheyStand) {
  EXPECT_EQ(
      shown("-- first ssn 219-12-1201\n"
            "CREATE TABLE /* second ssn 219-12-1202 */ people (id int, -- it's third ssn "
            "219-12-1203\n full_name text, ssn text);\n"
            "/* fourth ssn 219-12-1204 */ INSERT INTO people /* fifth ssn 219-12-1205 */ VALUES\n"
            "(1, 'Ada Example', '219-12-1234'), -- sixth ssn 219-12-1206\n"
            "(2, 'Bea Sample', '219-12-1235') /* seventh ssn 219-12-1207\n"
            "eighth ssn 219-12-1208 */,\n(3, 'Cy Case', '219-12-1236');\n"
            "COPY people (full_name, ssn) FROM stdin; -- ninth ssn 219-12-1209\n"
            "Di Draft\t219-12-1237\n\\.\n"),
      "SSN=219121201#1 SSN=219121202#2 SSN=219121203#3 SSN=219121204#4 SSN=219121205#5 "
      "NAME=Ada Example#6 SSN=219121234#6 SSN=219121206#7 NAME=Bea Sample#8 SSN=219121235#8 "
      "SSN=219121207#9 SSN=219121208#10 NAME=Cy Case#11 SSN=219121236#11 SSN=219121209#12 "
      "NAME=Di Draft#13 SSN=219121237#13");
}

TEST(Sql, AStatementInsideACommentOrBehindItsLastLineIsRead) {
  EXPECT_EQ(
      shown(
          "/* kept for later:\n"
          "INSERT INTO people (full_name, ssn) VALUES ('Ada Example', '219-12-1234');\n"
          "*/\n/* about\n-- it\n all */ INSERT INTO people (full_name, ssn) VALUES ('Bea Sample', "
          "'219-12-1235');\n"),
      "NAME=Ada Example#1 SSN=219121234#1 NAME=Bea Sample#2 SSN=219121235#2");
}

TEST(Sql, CommentsWithoutEndCostNoMoreThanTheirBytes) {
  for (std::string_view unit : {"/*\n", "--\n", "/**/\n", "(1)/*\n"}) {
    std::string text = "INSERT INTO t VALUES (1,'a')\n";
    while (text.size() < 2'000'000)
      text += unit;
    text += "SELECT 'ssn 219-12-1234'";
    EXPECT_EQ(bytes_of(text), std::vector<std::string>{"219-12-1234"}) << unit;
  }
}

TEST(Sql, QuotesAndEscapesWithoutEndCostNoMoreThanTheirBytes) {
  for (std::string_view unit : {"'", "\\'", "\\", "''\\"}) {
    std::string text = "INSERT INTO t VALUES ('";
    while (text.size() < 2'000'000)
      text += unit;
    EXPECT_EQ(shown(text), "");
    text.replace(0, 23, "{\"a\":\"xxxxxxxxxxxxxxxxx");
    EXPECT_EQ(shown(text), "");
  }
}

TEST(Markup, WhatIsNeverClosedCostsNoMoreThanItsBytes) {
  for (std::string_view unit : {"<!", "<a b=\"=", "=<style\n"}) {
    std::string text = "<?xml version=\"1.0\"?><p>";
    while (text.size() < 3'000'000)
      text += unit;
    text += " ssn 219-12-1234";
    EXPECT_EQ(shown(text), "SSN=219121234#1") << unit;
    text.replace(0, 24, "<html><body><table><tr> ");
    EXPECT_EQ(shown(text), "SSN=219121234#1") << unit;
  }
}

TEST(Markup, AFewTagsWithoutEndDoNotHideTheTablesBehindThem) {
  std::string text = "<html><body>";
  for (int i = 0; i < 20; ++i)
    text += "<p title=\"never closed>some words</p>" + std::string(70'000, ' ');
  text += "<table><tr><th>Name</th><th>SSN</th></tr><tr><td>Ada "
          "Example</td><td>219121234</td></tr></table>";
  EXPECT_EQ(shown(text), "NAME=Ada Example#1 SSN=219121234#1");
}

TEST(Json, AStateWithinALicenceIsTheLicences) {
  EXPECT_EQ(shown(R"([{"name":"Ada Example","driversLicense":{"number":"141663256","state":"CT"}}])"),
            "NAME=Ada Example#1 DL=CT:141663256#1");
}

TEST(Xml, RowsOfCellsGoByTheFirstRow) {
  EXPECT_EQ(shown("<Workbook><Row><Cell><Data>Name</Data></Cell><Cell><Data>SSN</Data></Cell></Row>"
                  "<Row><Cell><Data>Ada "
                  "Example</Data></Cell><Cell><Data>219121234</Data></Cell></Row></Workbook>"),
            "NAME=Ada Example#1 SSN=219121234#1");
}

TEST(Html, AListOfTermsIsAboutWhomItIsHeadedWith) {
  EXPECT_EQ(
      shown("<html><body><h2>Patricia Gonzalez</h2>\n<dl><dt>SSN</dt><dd>219-12-1234</dd></dl>"
            "<h2>Water Rates</h2><p>Some "
            "words.</p><dl><dt>SSN</dt><dd>219-12-1235</dd></dl></body></html>"),
      "NAME=Patricia Gonzalez#1 SSN=219121234#1 SSN=219121235#2");
}

TEST(Messages, APatientIsARecord) {
  EXPECT_EQ(
      shown("MSH|^~\\&|EMS|CITY|HIE|CT|20260302101500||ADT^A04|12345|P|2.5\r"
            "PID|1||3108510^^^CITY^MR||Example^Ada^M||19860302|F|||12 Invented "
            "St^^Stamford^CT^06901||"
            "(203)357-0147|||||99887766|219121234\rDG1|1|I10|E11.65|\r"
            "MSH|^~\\&|EMS|CITY|HIE|CT|20260302101501||ADT^A04|12346|P|2.5\r"
            "PID|1||3108511^^^CITY^MR||Sample^Bea||19900405|F\r"),
      "MRN=3108510#1 NAME=Example#1 NAME=Ada#1 NAME=M#1 DOB=1986-03-02#1 ADDR=12 Invented St#1 "
      "STATE=CT#1 PHONE=2033570147#1 SSN=219121234#1 DX=E11.65#1 "
      "MRN=3108511#2 NAME=Sample#2 NAME=Bea#2 DOB=1990-04-05#2");
}

TEST(Messages, ASubscriberOfAClaimIsARecordAndThePhysicianIsNone) {
  const std::string head = "ISA*00*          *00*          *ZZ*CITYEMS        *ZZ*PAYER          "
                           "*260302*1015*^*00501*000000905*0*P*:~\n";
  EXPECT_EQ(shown(head + "HL*1**22*0~NM1*IL*1*Example*Ada****MI*XYA123456789~\nN3*12 Invented "
                         "St~N4*Stamford*CT*06901~\n"
                         "DMG*D8*19860302*F~REF*SY*219121234~NM1*PR*2*PAYER*****PI*123~CLM*990011*"
                         "250~HI*ABK:E1165*ABF:I10~\n"
                         "NM1*82*1*Physician*Pat****XX*1234567893~\n"),
            "NAME=Example#1 NAME=Ada#1 HPLAN=XYA123456789#1 ADDR=12 Invented St#1 STATE=CT#1 "
            "DOB=1986-03-02#1 "
            "SSN=219121234#1 DX=E11.65#1 DX=I10#1");
}

TEST(Directory, ACardIsARecord) {
  const std::string_view text =
      "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example;Ada;M;;\r\nFN:Ada M Exam\r\n "
      "ple\r\nBDAY:1986-03-02\r\nTEL;TYPE=home:+1 203 357 0147\r\n"
      "ADR;TYPE=home:;;12 Invented "
      "St;Stamford;CT;06901;USA\r\nEMAIL:ada@example.org\r\nEND:VCARD\r\n"
      "BEGIN:VCARD\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9 "
      "Sample\r\nTEL:203-357-0148\r\nEND:VCARD\r\n";
  EXPECT_EQ(shown(text), "NAME=Ada M Example#1 DOB=1986-03-02#1 PHONE=2033570147#1 ADDR=12 "
                         "Invented St#1 STATE=CT#1 EMAIL=ada@example.org#1 "
                         "NAME=José Sample#2 PHONE=2033570148#2");
  EXPECT_EQ(bytes_of(text)[0], "Ada M Exam\r\n ple");
}

TEST(Directory, AnEntryIsARecordAndBase64IsRead) {
  EXPECT_EQ(shown("dn: uid=ada,ou=people,dc=example,dc=org\nobjectClass: inetOrgPerson\ncn:: "
                  "QWRhIEV4YW1wbGU=\nmail: ada@example.org\n"
                  "ssn: 219121234\n\ndn: uid=bea\ncn: Bea Sample\ntelephoneNumber: 203-357-0147\n"),
            "NAME=Ada Example#1 EMAIL=ada@example.org#1 SSN=219121234#1 NAME=Bea Sample#2 "
            "PHONE=2033570147#2");
}

TEST(Encoding, MojibakeIsReadAsItWasMeant) {
  const std::string_view text = "{\"full_name\":\"Mar\xC3\x83\xC2\xAD"
                                "a Mu\xC3\x83\xC2\xB1oz\",\"ssn\":\"219-12-1234\"}";
  EXPECT_EQ(shown(text), "NAME=María Muñoz#1 SSN=219121234#1");
  EXPECT_EQ(bytes_of(text)[0], "Mar\xC3\x83\xC2\xAD"
                               "a Mu\xC3\x83\xC2\xB1oz");
}

TEST(Encoding, Utf16ObjectsNameTheirBytes) {
  std::string wide = "\xFF\xFE";
  for (char c : std::string_view(R"({"full_name":"Mu#oz, Ada","ssn":"219-12-1234"})")) {
    wide += c == '#' ? '\xF1' : c;
    wide += '\0';
  }
  const auto s = seen(wide);
  EXPECT_EQ(shown(s.findings), "NAME=Muñoz, Ada#1 SSN=219121234#1");
  EXPECT_EQ(s.findings[0].offset, 2U + 2 * 14);
  EXPECT_EQ(s.findings[1].length, 22U);
}

TEST(Encoding, Utf32WithAndWithoutItsMarkNamesItsBytes) {
  for (const bool little : {true, false})
    for (const bool mark : {true, false}) {
      std::string wide;
      const auto put = [&](std::uint32_t c) {
        for (int k = 0; k < 4; ++k)
          wide += static_cast<char>(c >> 8 * (little ? k : 3 - k) & 0xFFU);
      };
      if (mark) put(0xFEFF);
      for (char c : std::string_view("Name: Ada Mu#oz\nSSN: 219-12-1234\n"))
        put(c == '#' ? 0xF1U : static_cast<unsigned char>(c));
      const auto s = seen(wide);
      EXPECT_EQ(shown(s.findings), "NAME=Ada Muñoz#1 SSN=219121234#1");
      ASSERT_EQ(s.findings.size(), 2U);
      EXPECT_EQ(s.findings[1].offset, (mark ? 4U : 0U) + 4 * 21);
      EXPECT_EQ(s.findings[1].length, 44U);
    }
}

TEST(Encoding, EbcdicOfAMainframeIsRead) {
  const std::string_view text = "\x95\x81\x94\x85\x6B\xA2\xA2\x95\x25\xC1\x84\x81\x40\xC5\xA7\x81"
                                "\x94\x97\x93\x85\x6B\xF2\xF1\xF9\x60\xF1\xF2\x60\xF1\xF2\xF3\xF4"
                                "\x25\xC2\x85\x81\x40\xE2\x81\x94\x97\x93\x85\x6B\xF2\xF1\xF9\x60"
                                "\xF1\xF2\x60\xF1\xF2\xF3\xF5\x25";
  const auto s = seen(text);
  EXPECT_EQ(shown(s.findings),
            "NAME=Ada Example#1 SSN=219121234#1 NAME=Bea Sample#2 SSN=219121235#2");
  ASSERT_EQ(s.findings.size(), 4U);
  EXPECT_EQ(s.findings[1].offset, 21U);
  EXPECT_EQ(s.findings[1].length, 11U);
}

}  // namespace
}  // namespace ledgelight::discover
