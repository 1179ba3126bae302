// Layouts of other programs that a city's files come from, each with invented people.
#include <gtest/gtest.h>

#include "discover/scan.hpp"

namespace ledgelight::discover {
namespace {

/// "SSN=219121234#1" for each finding that is likelier than not: element, form, record.
std::string shown(std::string_view text) {
  Collected all;
  MemorySource source(text);
  EXPECT_TRUE(scan(source, 0, "", all));
  std::string out;
  for (const auto& f : all.findings) {
    if (f.confidence < 50) continue;
    if (!out.empty()) out += ' ';
    out += std::string(token_of(f.element)) + "=" + f.norm.reveal(Purpose::test) + "#" +
           std::to_string(f.record);
  }
  return out;
}

TEST(Hl7, NextOfKinIsSomebodyElseAndIdentifiersSayTheirKind) {
  EXPECT_EQ(
      shown("MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5\r"
            "PID|1||5512345^^^H^MR~219-12-1234^^^USSSA^SS||Example^Ada||19860302|F|||12 Invented "
            "St^^Stamford^CT^06901||(203)357-0147^PRN^PH~^NET^Internet^ada@example.org\r"
            "NK1|1|Sample^Bea|SPO||(203)357-0148\rDG1|1||E11.65^x^I10C\r"),
      "MRN=5512345#2 SSN=219121234#2 NAME=Example#2 NAME=Ada#2 DOB=1986-03-02#2 "
      "ADDR=12 Invented St#2 STATE=CT#2 PHONE=2033570147#2 EMAIL=ada@example.org#2 NAME=Sample#1 "
      "NAME=Bea#1 PHONE=2033570148#1 DX=E11.65#2");
}

TEST(X12, WhatAnEnrolmentSaysBeforeTheNameIsTheMembers) {
  EXPECT_EQ(
      shown("ISA*00*          *00*          *ZZ*CITY           *ZZ*PLAN           "
            "*260101*0900*^*00501*000000012*0*P*:~ST*834*0001~INS*Y*18*030~REF*0F*XYA123456789~"
            "NM1*IL*1*Example*Ada****34*219121234~PER*IP**HP*2033570147*EM*ada@example.org~"
            "INS*Y*18*030~NM1*IL*1*Sample*Bea~DMG*D8*19700405*F~"),
      "HPLAN=XYA123456789#1 NAME=Example#1 NAME=Ada#1 SSN=219121234#1 PHONE=2033570147#1 "
      "EMAIL=ada@example.org#1 NAME=Sample#2 NAME=Bea#2 DOB=1970-04-05#2");
}

TEST(Ach, EachEntryNamesAnAccountAndItsHolder) {
  const std::string head =
      "101 021000089 0600112232605151012A094101FIRST BANK             CITY                           ";
  const std::string batch =
      "5200CITY                                1060011223PPDPAYROLL         260515   1021000080000001";
  const std::string entry =
      "622021000089123456789        0000250000E40584         ADA EXAMPLE             0021000080000001";
  ASSERT_EQ(head.size(), 94U);
  ASSERT_EQ(batch.size(), 94U);
  ASSERT_EQ(entry.size(), 94U);
  const auto want = "ROUTING=021000089#1 ACCT=123456789#1 EMPID=E40584#1 NAME=ADA EXAMPLE#1";
  EXPECT_EQ(shown(head + "\n" + batch + "\n" + entry + "\n"), want);
  EXPECT_EQ(shown(head + batch + entry), want) << "without line ends";
}

TEST(ICalendar, AnEventSpeaksOfWhomItNamesAndItsIdIsNobodys) {
  EXPECT_EQ(
      shown("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n"
            "UID:576ebbe7-ba11-4905-ad52-13e1b625971f@example.org\r\nDTSTAMP:20260401T120000Z\r\n"
            "ATTENDEE;CN=\"Ada Example\":mailto:ada@example.org\r\n"
            "DESCRIPTION:DOB 03/02/1986\\nphone 203-357-0147\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
      "NAME=Ada Example#1 EMAIL=ada@example.org#1 DOB=1986-03-02#1 PHONE=2033570147#1");
}

TEST(Fhir, TheKindOfAnIdentifierStandsFurtherIn) {
  EXPECT_EQ(
      shown(R"({"resourceType":"Patient","identifier":[{"type":{"coding":[{"system":"v2-0203","code":"MR"}]},
"value":"5512345"},{"system":"http://hl7.org/fhir/sid/us-ssn","value":"219-12-1234"}],
"name":[{"family":"Example","given":["Ada"]}],"address":[{"line":["12 Invented St"],"city":"Stamford","state":"CT"}]})"),
      "MRN=5512345#1 SSN=219121234#1 NAME=Example#1 NAME=Ada#1 ADDR=12 Invented St#1 STATE=CT#1");
}

TEST(Cda, WhatANumberIsSaysTheIdentifierOfItsSystem) {
  EXPECT_EQ(
      shown(R"(<?xml version="1.0"?><ClinicalDocument><recordTarget><patientRole>
<id root="2.16.840.1.113883.19.5" extension="5512345"/><id root="2.16.840.1.113883.4.1" extension="219121234"/>
<patient><name><given>Ada</given><family>Example</family></name><birthTime value="19860302"/></patient>
</patientRole></recordTarget><value code="E11.65" codeSystem="2.16.840.1.113883.6.90"/></ClinicalDocument>)"),
      "MRN=5512345#1 SSN=219121234#1 NAME=Ada#1 NAME=Example#1 DOB=1986-03-02#1 DX=E11.65#1");
}

TEST(Html, HeadingsOfSeveralRowsStandOverTheirColumns) {
  EXPECT_EQ(shown("<table><tr><th colspan=3>Inmate</th><th rowspan=2>Charge</th><th>Papers</th></tr>"
                  "<tr><th>Last name</th><th>First name</th><th>Born</th><th>SSN</th></tr>"
                  "<tr><td>Example</td><td>Ada</td><td>03/02/1986</td><td>LARCENY</td>"
                  "<td>219121234</td></tr></table>"),
            "NAME=Example#1 NAME=Ada#1 DOB=1986-03-02#1 SSN=219121234#1");
}

TEST(Tables, RowsMayEndInCarriageReturnsAlone) {
  EXPECT_EQ(shown("LastFirst\tStudent_Number\tDOB\r\"Example, Ada\"\t55123456\t03/02/2016\r"
                  "\"Sample, Bea\"\t55123457\t04/05/2015\r"),
            "NAME=Example, Ada#1 STUDENTID=55123456#1 DOB=2016-03-02#1 NAME=Sample, Bea#2 "
            "STUDENTID=55123457#2 DOB=2015-04-05#2");
}

TEST(Tables, AnAddressAndASecretLineAfterLineAreLogins) {
  EXPECT_EQ(shown("ada@example.org:Winter33!\nbea@example.org:s3cret\ncy@example.org:Pa55word\n"),
            "EMAIL=ada@example.org#1 PASSWORD=Winter33!#1 EMAIL=bea@example.org#2 PASSWORD=s3cret#2 "
            "EMAIL=cy@example.org#3 PASSWORD=Pa55word#3");
}

TEST(Tables, TheStateMayStandBehindTheNumberOfALicense) {
  EXPECT_EQ(shown("Name,OLN/State,SSN\nAda Example,219121230 / CT,219-12-1234\n"
                  "Bea Sample,S12345678 (MA),219-12-1235\nCy Case,NY 219121236,219-12-1236\n"),
            "NAME=Ada Example#1 DL=CT:219121230#1 SSN=219121234#1 NAME=Bea Sample#2 "
            "DL=MA:S12345678#2 SSN=219121235#2 NAME=Cy Case#3 DL=NY:219121236#3 SSN=219121236#3");
}

TEST(Tables, WhoseColumnsAllSayWhoseTheyAreSpeakOfSeveral) {
  EXPECT_EQ(shown("Child Name,Child DOB,Guardian Name,Guardian Phone\n"
                  "Ada Example,03/02/2016,Bea Example,203-357-0147\n"
                  "Cy Sample,04/05/2015,Dee Sample,203-357-0148\n"),
            "NAME=Ada Example#1 DOB=2016-03-02#1 NAME=Bea Example#2 PHONE=2033570147#2 "
            "NAME=Cy Sample#3 DOB=2015-04-05#3 NAME=Dee Sample#4 PHONE=2033570148#4");
}

TEST(Tables, AMereAccountBesideTheBanksIsACustomersNumber) {
  EXPECT_EQ(shown("Account No,Customer,Bank ABA,Bank Acct\n55123456,Ada Example,021000089,1234567890\n"
                  "55123457,Bea Sample,021000089,1234567891\n"),
            "NAME=Ada Example#1 ROUTING=021000089#1 ACCT=1234567890#1 NAME=Bea Sample#2 "
            "ROUTING=021000089#2 ACCT=1234567891#2");
}

TEST(Tables, UnderAnInsurersHeadingAMedicareNumberIsOne) {
  EXPECT_EQ(shown("Name,Insurance ID,Diag 1\nAda Example,1EG4-TE5-MK73,I10\nBea Sample,1EG4TE5MK74,I10\n"
                  "Cy Case,1EG4TE5MK75,E11.65\n"),
            "NAME=Ada Example#1 MBI=1EG4TE5MK73#1 DX=I10#1 NAME=Bea Sample#2 MBI=1EG4TE5MK74#2 "
            "DX=I10#2 NAME=Cy Case#3 MBI=1EG4TE5MK75#3 DX=E11.65#3");
}

TEST(Text, WhomALabelNamesTheLetterheadDoesNot) {
  EXPECT_EQ(shown("NORTHPORT MARINA   TERM 0042\nCARD: 4000 1234 5678 9017  EXP 03/29\n"
                  "CARDHOLDER: SHREYA RAMOS\n"),
            "CARD=4000123456789017#1 NAME=SHREYA RAMOS#1");
}

TEST(Text, LabelsInBoldAndQueriesInPercentAreRead) {
  EXPECT_EQ(shown("Ada Example, SSN 219-12-1234\n- **Student ID:** 55123456\n"),
            "NAME=Ada Example#1 SSN=219121234#1 STUDENTID=55123456#1");
  EXPECT_EQ(shown("10.0.0.1 - - [14/Mar/2026:10:41:07 -0400] \"POST /a HTTP/1.1\" 302 0 "
                  "body=\"ssn=219-12-1234&dob=03%2F02%2F1986\"\n"),
            "SSN=219121234#1 DOB=1986-03-02#1");
}

}  // namespace
}  // namespace ledgelight::discover
