#include "discover/register.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "discover/hit.hpp"
#include "discover/scan.hpp"
#include "discover/write.hpp"

namespace ledgelight::discover {
namespace {

struct Desk {
  Collected all;
  void file(std::string_view text) {
    MemorySource source(text);
    EXPECT_TRUE(scan(source, files++, "", all));
  }
  Register people() const { return build_register(all.findings); }
  std::uint32_t files = 0;
};

std::string name_of(const Person& p) { return p.name.reveal(Purpose::test); }

TEST(Register, TheSameSsnJoinsAcrossFilesAndFormsOfTheName) {
  Desk desk;
  desk.file("name,ssn,city\n\"Example, Ada M\",219-12-1234,X\n\"Sample, "
            "Bea\",219-12-1235,X\n\"Case, Cy\",219-12-1236,X\n");
  desk.file(
      "Patient: Ada Example SSN: 219-12-1234, lives at 12 Invented St, Stamford, CT 06901.\n");
  const auto people = desk.people();
  ASSERT_EQ(people.people.size(), 3U);
  EXPECT_EQ(name_of(people.people[0]), "Example, Ada M");
  EXPECT_EQ(people.people[0].state, "CT");
  EXPECT_EQ(people.people[0].ground, "mailing address in 1 of 1 record");
  ASSERT_EQ(people.joins.size(), 1U);
  EXPECT_EQ(people.joins[0].rule, "same SSN or ITIN");
  ASSERT_EQ(people.people[0].address.size(), 2U);
  EXPECT_EQ(people.people[0].address[1].reveal(Purpose::test), "Stamford, CT 06901");
}

TEST(Register, AHouseholdStaysApart) {
  Desk desk;
  desk.file("name,dob,address,zip\n\"Example Jr, Theo\",3/2/1986,12 Invented St,06901\n"
            "\"Example Sr, Theo\",4/5/1956,12 Invented St,06901\n"  // father and son
            "\"Example, Ada\",3/2/1986,12 Invented St,06901\n"      // twin of Theo
            "\"Sample, Bea\",1/1/1990,12 Invented St,06901\n");
  EXPECT_EQ(desk.people().people.size(), 4U);
}

TEST(Register, NameAndBirthOrNameAndAddressJoin) {
  Desk desk;
  desk.file("name,dob,address,zip\n\"Example, William\",3/2/1986,12 Invented Street Apt 3,06901\n"
            "\"Sample, Bea\",1/1/1990,14 Invented St,06901\n\"Case, Cy\",1/1/1991,16 Invented "
            "St,06901\n");
  desk.file("patient,birth date,mbi\nBill Example,1986-03-02,1EG4TE5MK73\nZed "
            "Other,1986-03-02,1EG4TE5MK72\n"
            "Kim Other,1986-03-03,1EG4TE5MK71\n");
  desk.file("owner,address,zip,lic no,st\nBEA SAMPLE,14 INVENTED STREET,06901,123456789,CT\n"
            "ZOE SAMPLE,14 INVENTED STREET,06901,123456788,CT\nCY CASE,99 Elsewhere "
            "Rd,06901,123456787,CT\n");
  const auto people = desk.people();
  std::vector<std::string> rules;
  for (const auto& j : people.joins)
    rules.push_back(j.rule);
  EXPECT_EQ(rules, (std::vector<std::string>{"same name and date of birth",
                                             "same name and postal address"}));
  EXPECT_EQ(people.people.size(), 7U);
}

TEST(Register, NeverOnANameAlone) {
  Desk desk;
  desk.file("cardholder,pan,amount\nAda Example,4539578763621486,1\nBea "
            "Sample,379354508162306,2\nAda Example,6011000991300009,3\n");
  const auto people = desk.people();
  EXPECT_EQ(people.people.size(), 3U);
  EXPECT_TRUE(people.joins.empty());
}

// Enough strangers that names have frequencies.
std::string strangers(const char* heading, const char* more) {
  std::string out = heading;
  static constexpr const char* given[] = {"Ada", "Bea", "Cy",  "Dora", "Eli",
                                          "Fay", "Gus", "Hal", "Ivy",  "Jo"};
  static constexpr const char* family[] = {"Sample",  "Case",     "Other", "Specimen",
                                           "Pattern", "Instance", "Draft", "Model"};
  for (int i = 0; i < 80; ++i)
    out += std::string("\"") + family[i % 8] + ", " + given[i / 8] + " " +
           static_cast<char>('A' + i % 20) + "\"," + std::to_string(1 + i % 12) + "/" +
           std::to_string(1 + i % 28) + "/" + std::to_string(1940 + i) + ",219-13-" +
           std::to_string(1000 + i) + "\n";
  return out + more;
}

TEST(Register, ARareNameAloneBelongsToTheOnePersonWhoHasIt) {
  Desk desk;
  desk.file(strangers("name,dob,ssn\n", "\"Quillfeather, Zoe\",3/2/1986,219-12-1234\n"));
  desk.file("cardholder,pan,amount\nZoe Quillfeather,4539578763621486,1\nAda A "
            "Sample,379354508162306,2\nCy C Case,6011000991300009,3\n");
  const auto people = desk.people();
  const auto& zoe = *std::find_if(people.people.begin(), people.people.end(), [](const Person& p) {
    return name_of(p).find("Quill") != std::string::npos;
  });
  EXPECT_EQ(zoe.elements,
            (std::vector<Element>{Element::ssn, Element::card, Element::birth, Element::name}));
  const auto& join = people.joins.back();
  EXPECT_GE(join.probability, 0.9);
  EXPECT_EQ(std::count_if(people.joins.begin(), people.joins.end(),
                          [](const Join& j) {
                            return j.rule ==
                                   "the only person of that name, and the name is rare here";
                          }),
            1);
  // Ada's name is a common one here, and three cards do not tell how many people the register
  // lacks.
  EXPECT_EQ(people.doubtful.size(), 1U);
}

TEST(Register, ANameThatTwoHaveIsAQuestionAndCountsNobodyTwice) {
  Desk desk;
  desk.file(strangers(
      "name,dob,ssn\n",
      "\"Quillfeather, Zoe\",3/2/1986,219-12-1234\n\"Quillfeather, Zoe\",4/9/1951,219-12-5678\n"));
  desk.file("cardholder,pan,amount\nZoe Quillfeather,4539578763621486,1\nAda A "
            "Sample,379354508162306,2\nCy C Case,6011000991300009,3\n");
  const auto people = desk.people();
  EXPECT_EQ(std::count_if(people.doubtful.begin(), people.doubtful.end(),
                          [](const Join& d) { return d.rule == "one of 2 people of that name"; }),
            2);
  EXPECT_EQ(std::count_if(people.people.begin(), people.people.end(),
                          [](const Person& p) { return !p.counted; }),
            1);
  EXPECT_EQ(people.states().at("??"), 84U);  // two of the cards are still a question
}

TEST(Register, ASlipOfThePenIsTheSamePersonByWeight) {
  Desk desk;
  desk.file(strangers("name,dob,ssn\n", "\"Quillfeather, Zoe\",3/2/1986,219-12-1234\n"));
  desk.file("name,dob,ssn\n\"Quilfeather, Zoe\",2/3/1986,219-12-1243\n\"Nobody, "
            "Ned\",1/1/1991,219-12-9911\n\"Else, Sam\",1/2/1992,219-12-9912\n");
  const auto people = desk.people();
  const auto join = std::find_if(people.joins.begin(), people.joins.end(),
                                 [](const Join& j) { return j.rule.rfind("by weights", 0) == 0; });
  ASSERT_NE(join, people.joins.end());
  EXPECT_NE(join->rule.find("day and month swapped"), std::string::npos) << join->rule;
  EXPECT_EQ(join->rule.find("uil"), std::string::npos);  // no value in a reason
}

TEST(Register, ACardFindsItsOwnerUnderAnyNameSheIsWrittenWith) {
  Desk desk;
  desk.file(strangers("name,dob,ssn\n", "\"Quilfeather, Zoe M\",3/2/1986,219-12-1234\n"));
  desk.file("name,dob,ssn\n\"Quillfeather, Zoe\",3/2/1986,219-12-1234\n\"Quillfeather, "
            "Zoe\",3/2/1986,219-12-1234\n\"Nobody, Ned\",1/1/1991,219-12-9911\n");
  desk.file("cardholder,pan,amount\nZoe Quillfeather,4539578763621486,1\nAda A "
            "Sample,379354508162306,2\nCy C Case,6011000991300009,3\n");
  const auto people = desk.people();
  const auto zoe = std::find_if(people.people.begin(), people.people.end(), [](const Person& p) {
    return name_of(p).find("Zoe") != std::string::npos;
  });
  ASSERT_NE(zoe, people.people.end());
  EXPECT_EQ(std::count(zoe->elements.begin(), zoe->elements.end(), Element::card), 1);
  EXPECT_EQ(name_of(*zoe), "Quillfeather, Zoe");  // the slip of one record is not printed
}

TEST(Register, OneCardUnderTwoFamilyNamesIsSomebodyWhoMarried) {
  Desk desk;
  desk.file("name,dob,card number\n\"Example, Ada\",3/2/1986,4539578763621486\n"
            "\"Case, Cy\",1/1/1991,379354508162306\n\"Other, Eli\",1/1/1992,6011000991300009\n");
  desk.file("cardholder,pan,amount\nAda Sample,4539578763621486,1\nZoe Case,379354508162306,2\n"
            "Kim Other,6011000991300009,3\n");
  const auto people = desk.people();
  ASSERT_EQ(people.joins.size(), 1U);  // a couple's one card stays two people
  EXPECT_EQ(people.joins[0].rule, "same number and given name, another family name");
  EXPECT_EQ(people.people.size(), 5U);
}

TEST(Register, WhoIsLikelySomebodyCountedIsCountedOnce) {
  Desk desk;
  desk.file(
      "name,ssn,address\n\"Example, Ada\",219-12-1234,\"12 Invented St, Stamford, CT 06901\"\n"
      "\"Sample, Bea\",219-12-1235,\"14 Invented St, Albany, NY 12207\"\n"
      "\"Case, Cy\",219-12-1236,\"16 Invented St, Stamford, CT 06901\"\n"
      "\"Other, Eli\",219-12-1237,\"18 Invented St, Stamford, CT 06901\"\n"
      "\"Draft, Fay\",219-12-1238,\"20 Invented St, Stamford, CT 06901\"\n"
      "\"Model, Gus\",219-12-1239,\"22 Invented St, Stamford, CT 06901\"\n");
  desk.file("cardholder,pan,amount\nAda Example,4539578763621486,1\nBea Sample,379354508162306,2\n"
            "Dora Nobody,6011000991300009,3\n");
  const auto people = desk.people();
  EXPECT_EQ(people.people.size(), 9U);  // a register of six does not tell how rare a name is
  EXPECT_EQ(people.doubtful.size(), 2U);
  EXPECT_EQ(people.states(),
            (std::map<std::string, std::uint64_t>{{"??", 1}, {"CT", 5}, {"NY", 1}}));
}

TEST(Register, AZipCodeOrALicenceTellsTheStateWhereNoneIsWritten) {
  Desk desk;
  desk.file("name,lic no,st\nAda Example,CT123456789,\nBea Sample,NY123456788,\n"
            "Cy Case,CT123456787,\n");
  desk.file("full name,ssn,driver license,dl state\nDora Other,219-12-1234,123456789,CT\n"
            "Eli Draft,219-12-1235,223456789,NJ\nFay Model,219-12-1236,323456789,CT\n");
  const auto people = desk.people();
  const auto dora = std::find_if(people.people.begin(), people.people.end(),
                                 [](const Person& p) { return name_of(p) == "Dora Other"; });
  ASSERT_NE(dora, people.people.end());
  EXPECT_EQ(dora->state, "CT");
  EXPECT_EQ(dora->ground, "state that issued the driver's licence in 1 of 1 record");
}

// Under the old rules each record was compared with each person of its family name.
TEST(Register, TenNamesOnAHundredThousandRowsAreNoSquare) {
  static constexpr const char* given[] = {"Ada", "Bea", "Cy", "Dora", "Eli"};
  static constexpr const char* family[] = {"Sample", "Case"};
  std::vector<Finding> findings;
  const auto say = [&](std::uint32_t file, std::uint64_t record, Element element,
                       std::string norm) {
    Finding f;
    f.file = file;
    f.record = record;
    f.element = element;
    f.part = element == Element::name ? NamePart::full : NamePart::none;
    f.confidence = 90;
    f.norm = Personal<std::string>(std::move(norm));
    findings.push_back(std::move(f));
  };
  constexpr std::uint64_t rows = 50'000;
  for (std::uint64_t i = 0; i < rows; ++i) {
    const auto name = std::string(given[i % 5]) + " " + family[i / 5 % 2];
    say(0, i + 1, Element::name, name);
    say(0, i + 1, Element::ssn, std::to_string(100'000'000 + i * 7919 % 600'000'000));
    say(1, i + 1, Element::name, name);
    say(1, i + 1, Element::card, std::to_string(4'000'000'000'000'000 + i * 104'729));
    say(2, i + 1, Element::email,
        std::string(given[i % 5]) + family[i / 5 % 2] + std::to_string(i) + "@example.org");
    say(2, i + 1, Element::password, "secret" + std::to_string(i));
  }
  const auto people = build_register(findings);
  EXPECT_EQ(people.people.size(), 3 * rows);
  EXPECT_EQ(people.states().at("??"), rows);  // a card of one of five thousand is no further person
  EXPECT_LE(people.doubtful.size(), 3 * rows);
}

TEST(Register, AFathersAndASonsRecordWithoutSuffixIsNeithers) {
  Desk desk;
  desk.file(
      "name,dob,ssn,address,zip\n\"Example Jr, Theo\",3/2/1986,219-12-1234,12 Invented St,06901\n"
      "\"Example Sr, Theo\",4/5/1956,219-12-1235,12 Invented St,06901\n\"Case, "
      "Cy\",1/1/1991,219-12-1236,14 Invented St,06901\n");
  desk.file("owner,address,zip,lic no,st\nTHEO EXAMPLE,12 INVENTED STREET,06901,123456789,CT\nCY "
            "CASE,14 INVENTED ST,06901,223456788,CT\n"
            "BEA SAMPLE,16 INVENTED ST,06901,323456787,CT\n");
  const auto people = desk.people();
  EXPECT_EQ(people.people.size(), 5U);
  EXPECT_EQ(std::count_if(people.doubtful.begin(), people.doubtful.end(),
                          [](const Join& d) {
                            return d.rule.find("which two people here have") != std::string::npos;
                          }),
            2);
}

TEST(Register, ANumberWithoutANameIsWhoseItIsElsewhere) {
  Desk desk;
  desk.file("name,routing,bank account,address,zip\nAda Example,011000138,440123456,12 Invented "
            "St,06901\n"
            "Bea Sample,021000089,550123457,14 Invented St,06901\n"
            "Cy Case,021000089,660123458,16 Invented St,06901\n"
            "Dee Case,021000089,660123458,16 Invented St,06901\n");
  desk.file("batch,routing,bank account\n1,011000138,440123456\n2,021000089,660123458\n"
            "3,021000089,770123459\n4,021000089,770123459\n");
  const auto people = desk.people();
  // Ada, Bea, Cy and Dee; whoever of the last two has their account in the batch; two rows of one.
  EXPECT_EQ(people.people.size(), 6U);
  EXPECT_EQ(std::count_if(people.joins.begin(), people.joins.end(),
                          [](const Join& j) {
                            return j.rule == "same number, which belongs to one person only";
                          }),
            2);
  EXPECT_EQ(people.person_of.back(), 6U);
  EXPECT_EQ(people.people[5].state, "??");
}

TEST(Register, TheBoxesOfAFormAreOfOnePersonThoughBlankLinesPartThem) {
  Desk desk;
  const auto form = [](std::string_view name, std::string_view born, std::string_view numbers) {
    return "PATIENT CARE REPORT\nLAST: " + std::string(name) + "\nDOB: " + std::string(born) +
           "\n\nINSURANCE\nMEDICARE NO: " + std::string(numbers) + "\n\nICD-10: Z21\n\n";
  };
  desk.file(form("EXAMPLE   FIRST: ADA", "03/02/1986   SSN: 219-12-1234",
                 "1EG4TE5MK73   POLICY NO: XYA001889441") +
            form("SAMPLE   FIRST: BEA", "11/25/1951   SSN: 538-90-7766",
                 "6HH9EY8RD79   POLICY NO: XYA005512306"));
  const auto people = desk.people();
  ASSERT_EQ(people.people.size(), 2U);
  EXPECT_EQ(people.people[0].elements, people.people[1].elements);
}

TEST(Register, WhoTreatsAPatientIsNotWhoTheLinesAreAbout) {
  Desk desk;
  desk.file("PATIENT: EXAMPLE, ADA          MR#: 901147\nBIRTHDATE: 07-Mar-1973\n"
            "ATTENDING: Nilsen, Erik MD   NPI: 1479426812\nFINAL DIAGNOSIS: N18.6\n");
  const auto people = desk.people();
  ASSERT_EQ(people.people.size(), 1U);
  EXPECT_EQ(people.people[0].elements, (std::vector<Element>{Element::record_no, Element::diagnosis,
                                                             Element::birth, Element::name}));
}

TEST(Register, AnEmailAddressMadeOfANameFindsItsPerson) {
  Desk desk;
  desk.file(strangers("name,dob,ssn\n", "\"Quillfeather, Zoe\",3/2/1986,219-12-1234\n"));
  desk.file("id,login_email,plain_pw,seen\n1,zoe.quillfeather17@example.org,Secret99!,x\n2,"
            "faysample@example.org,Other88!,x\n3,eli_case@example.org,Third77!,x\n");
  const auto people = desk.people();
  EXPECT_EQ(std::count_if(people.joins.begin(), people.joins.end(),
                          [](const Join& j) {
                            return j.rule.find("made of the name, which one") != std::string::npos;
                          }),
            1);
  EXPECT_EQ(std::count_if(
                people.doubtful.begin(), people.doubtful.end(),
                [](const Join& d) { return d.rule.find("made of the name") != std::string::npos; }),
            2);
}

TEST(Register, TwoSsnsAreTwoPeopleHoweverAlike) {
  Desk desk;
  desk.file(
      "name,ssn,dob\n\"Example, Ada\",219-12-1234,3/2/1986\n\"Example, Ada\",219-12-9876,3/2/1986\n"
      "\"Sample, Bea\",219-12-1236,1/1/1990\n");
  const auto people = desk.people();
  EXPECT_EQ(people.people.size(), 3U);
  ASSERT_EQ(people.doubtful.size(), 1U);
}

TEST(Register, ACloningOfNumbersIsLeftToAPerson) {
  Desk desk;
  desk.file(
      "name,ssn,dob\n\"Example, Ada\",219-12-1234,3/2/1986\n\"Sample, Bea\",219-12-1234,1/1/1990\n"
      "\"Case, Cy\",219-12-1236,1/1/1991\n");
  const auto people = desk.people();
  EXPECT_EQ(people.people.size(), 3U);
  EXPECT_EQ(people.doubtful.size(), 1U);
}

TEST(Register, CredentialsCountWithoutAName) {
  Desk desk;
  desk.file("id,login_email,plain_pw,seen\n1,ada@example.org,Secret99!,x\n2,bea@example.org,"
            "Other88!,x\n3,cy@example.org,Third77!,x\n");
  const auto people = desk.people();
  ASSERT_EQ(people.people.size(), 3U);
  EXPECT_TRUE(people.people[0].affected);
  EXPECT_EQ(people.people[0].elements, (std::vector<Element>{Element::password, Element::email}));
  EXPECT_EQ(people.states().at("??"), 3U);
}

TEST(Register, ContactDataAloneAffectsNobody) {
  Desk desk;
  desk.file(
      "name,phone,address,zip\nAda Example,203-324-1147,12 Invented St,06901\n"
      "Bea Sample,203-324-1148,13 Invented St,06901\nCy Case,203-324-1149,14 Invented St,06901\n");
  EXPECT_EQ(desk.people().people.size(), 3U);
  EXPECT_TRUE(desk.people().states().empty());
}

TEST(Register, WhoIsAffectedIsAskedOfTheLawOfTheStateOnceItIsKnown) {
  Desk desk;
  desk.file("name,dob,ssn,st\n\"Example, Ada\",3/2/1986,219-12-1234,CT\n\"Sample, "
            "Bea\",4/5/1956,219-12-1235,ND\n\"Case, Cy\",1/1/1991,219-12-1236,\n");
  desk.file("id,login_email,plain_pw,seen\n1,ada@example.org,Secret99!,x\n2,bea@example.org,"
            "Other88!,x\n3,cy@example.org,Third77!,x\n");
  std::map<std::string, std::vector<std::string>> asked;
  const auto people = build_register(
      desk.all.findings, [&](std::string_view state, const std::vector<std::string>& words) {
        asked[std::string(state) + (words.size() == 1 ? " alone" : "")] = words;
        return state == "ND" || words == std::vector<std::string>{"account_credentials"};
      });
  EXPECT_EQ(asked, (std::map<std::string, std::vector<std::string>>{
                       {"CT", {"dob", "name", "ssn"}},
                       {"ND", {"dob", "name", "ssn"}},
                       {"??", {"dob", "name", "ssn"}},
                       {"?? alone", {"account_credentials"}}}));
  EXPECT_EQ(people.states(), (std::map<std::string, std::uint64_t>{{"??", 3}, {"ND", 1}}));
}

TEST(Register, EveryFindingOfAPersonPointsBack) {
  Desk desk;
  desk.file("name,ssn,st\n\"Example, Ada\",219-12-1234,CT\n\"Sample, Bea\",219-12-1235,NY\n\"Case, "
            "Cy\",219-12-1236,CT\n");
  const auto people = desk.people();
  ASSERT_EQ(people.person_of.size(), desk.all.findings.size());
  for (const auto& p : people.people)
    for (auto i : p.findings)
      EXPECT_EQ(people.person_of[i], p.number);
  EXPECT_EQ(people.states(), (std::map<std::string, std::uint64_t>{{"CT", 2}, {"NY", 1}}));
}

TEST(Written, ValuesStayOutUnlessRevealed) {
  Desk desk;
  desk.file("name,ssn,st\n\"Example, Ada\",219-12-1234,CT\n\"Sample, Bea\",219-12-1235,NY\n\"Case, "
            "Cy\",219-12-1236,CT\n");
  const auto people = desk.people();
  const std::vector<std::string> names{"pay\xFFroll\t.csv"};
  const auto hidden = findings_tsv(desk.all.findings, people, names, Reveal::no) +
                      people_tsv(desk.all.findings, people, names, Reveal::no) +
                      summary_json(desk.all.findings, people, desk.all.not_read, {});
  EXPECT_EQ(hidden.find("219121234"), std::string::npos);
  EXPECT_EQ(hidden.find("Ada"), std::string::npos);
  EXPECT_NE(hidden.find("pay\\xffroll\\x09.csv"), std::string::npos);
  const auto shown = findings_tsv(desk.all.findings, people, names, Reveal::yes);
  EXPECT_NE(shown.find("\t219121234\t***-**-1234\t95\t"), std::string::npos);
  EXPECT_EQ(
      shown.substr(0, shown.find('\n')),
      "file\tmember\toffset\tlength\telement\tnorm\tmasked\tconfidence\treason\tperson\tpath");
  EXPECT_EQ(states_tsv(people.states()), "state\tcount\nCT\t2\nNY\t1\n");
}

TEST(Written, ARowSaysWhatWasSeenAndIsOneLine) {
  const auto one_cell = [](std::string text) {
    for (char& c : text)
      if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) c = ' ';
    return text;
  };
  const auto where = ShownMember::of("payroll.zip", "export.csv");
  for (std::size_t size = 0; size <= 80; ++size) {
    std::string norm;
    for (std::size_t i = 0; i < size; ++i)
      norm += "Ada\tB\x7F\xC3\xA9 Example\n"[(i * 7 + size) % 18];
    const std::string heading = norm.substr(size / 2);
    Sighting seen;
    seen.element = size % 2 == 0 ? Element::name : Element::account;
    seen.confidence = static_cast<int>(size) % 100;
    seen.offset = size < 2 ? size : std::uint64_t{1} << (size % 64) | size;
    seen.length = size * size * size;
    seen.norm = norm;
    seen.reason = {"words", "", " under the heading ", heading,
                   size % 3 == 0 ? "; valid area" : ""};
    for (auto reveal : {Reveal::no, Reveal::yes}) {
      std::string rows, text;
      put_row(rows, seen, where, reveal);
      put_row(rows, seen.kept(), where, reveal);
      EXPECT_EQ(with_people(
                    rows, [](std::size_t n) { return n == 7 ? 12U : 0U; }, 7, text),
                2U);
      const auto offset = std::to_string(seen.offset);
      const auto row = [&](const std::string& person) {
        return "payroll.zip\texport.csv\t" + offset + "\t" + std::to_string(seen.length) + "\t" +
               std::string(token_of(seen.element)) + "\t" +
               (reveal == Reveal::yes ? one_cell(norm) : "") + "\t" +
               one_cell(masked(seen.element, norm)) + "\t" + std::to_string(seen.confidence) +
               "\twords under the heading " + one_cell(heading) + std::string(seen.reason[4]) +
               "\t" + person + "\tpayroll.zip/export.csv@" + offset + "\n";
      };
      EXPECT_EQ(text, row("P000012") + row("")) << size;
    }
  }
}

}  // namespace
}  // namespace ledgelight::discover
