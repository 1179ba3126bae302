#include "discover/validate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "discover/elements.hpp"
#include "discover/hit.hpp"
#include "discover/names.hpp"
#include "discover/places.hpp"
#include "discover/prose.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {
namespace {

TEST(Ssn, AreaGroupAndSerialMustBePossible) {
  EXPECT_TRUE(valid_ssn("001010001"));
  EXPECT_TRUE(valid_ssn("899994321"));
  for (auto bad : {"000121234", "666121234", "900121234", "219001234", "219120000", "22222222",
                   "444444444", "12345678a"})
    EXPECT_FALSE(valid_ssn(bad)) << bad;
}

TEST(Ssn, NumbersPrintedInAdvertisementsAreNobodys) {
  for (auto known : {"078051120", "219099999", "123456789", "457555462"}) EXPECT_FALSE(valid_ssn(known));
  // Only the whole number is blocked, not what begins like it.
  EXPECT_TRUE(valid_ssn("078051121"));
}

TEST(Itin, OnlyIssuedGroupsCount) {
  for (auto good : {"900501234", "900651234", "900701234", "900881234", "900901234", "900941234"})
    EXPECT_TRUE(valid_itin(good)) << good;
  for (auto bad : {"900491234", "900661234", "900891234", "900931234", "800701234"})
    EXPECT_FALSE(valid_itin(bad)) << bad;
}

TEST(Card, NeedsCheckDigitRangeAndLength) {
  EXPECT_TRUE(valid_card("4539578763621486"));
  EXPECT_FALSE(valid_card("4539578763621487"));
  EXPECT_TRUE(valid_card("379354508162306"));
  EXPECT_EQ(issuer_of("379354508162306"), "American Express");
  // A library barcode passes Luhn by design, and belongs to no issuer.
  EXPECT_TRUE(luhn("21234000000018"));
  EXPECT_FALSE(valid_card("21234000000018"));
  EXPECT_FALSE(valid_card("4111111111111111"));
  EXPECT_FALSE(valid_card("4444444444444444"));
}

TEST(Routing, PrefixAndWeightedSumMustHold) {
  EXPECT_TRUE(valid_routing("011000015"));
  EXPECT_FALSE(valid_routing("011000016"));
  EXPECT_FALSE(valid_routing("000000000"));
  EXPECT_FALSE(valid_routing("991000013"));
}

TEST(Medicare, FollowsThePublishedPattern) {
  EXPECT_TRUE(valid_medicare("1EG4TE5MK73"));   // the sample CMS prints
  EXPECT_FALSE(valid_medicare("1SG4TE5MK73"));  // S is never used
  EXPECT_FALSE(valid_medicare("0EG4TE5MK73"));
  EXPECT_FALSE(valid_medicare("1EG4TE5MK7"));
}

TEST(Date, IsReadAsAmericansWriteIt) {
  EXPECT_EQ(read_date("3/2/1986"), "1986-03-02");
  EXPECT_EQ(read_date("1986-03-02"), "1986-03-02");
  EXPECT_EQ(read_date("19860302"), "1986-03-02");
  EXPECT_EQ(read_date("March 2, 1986"), "1986-03-02");
  EXPECT_EQ(read_date("2 Mar 1986"), "1986-03-02");
  EXPECT_EQ(read_date("25/12/1986"), "1986-12-25");
  EXPECT_EQ(read_date("3/2/86"), "1986-03-02");
  EXPECT_EQ(read_date("2/29/2000"), "2000-02-29");
  for (auto bad : {"2/29/1900", "13/13/1986", "1986-02-30", "3/2", "1/2/3/4", "", "3-2/1986", "1886-01-01",
                   "hello", "99999999", "3 2 1986"})
    EXPECT_FALSE(read_date(bad)) << bad;
}

TEST(Licence, FormatDependsOnTheState) {
  EXPECT_TRUE(valid_licence("123456789", "CT"));
  EXPECT_FALSE(valid_licence("12345678", "CT"));
  EXPECT_TRUE(valid_licence("S12345678", "MA"));
  EXPECT_FALSE(valid_licence("S12345678", "CT"));
  EXPECT_TRUE(valid_licence("WDL1A2B3C4D5", "WA"));
}

TEST(Email, IsLoweredAndNeedsADomain) {
  EXPECT_EQ(valid_email("Mary.Kay+x@Example.ORG"), "mary.kay+x@example.org");
  for (auto bad : {"@example.org", "a@b", "a..b@example.org", "a@-example.org", "a b@example.org", "a@example.1"})
    EXPECT_FALSE(valid_email(bad)) << bad;
}

TEST(Zip, TellsTheState) {
  EXPECT_EQ(state_of_zip("06901"), "CT");
  EXPECT_EQ(state_of_zip("10001"), "NY");
  EXPECT_EQ(state_of_zip("02101"), "MA");
  EXPECT_EQ(state_of_zip("xx"), "");
  EXPECT_EQ(state_of("Connecticut"), "CT");
  EXPECT_EQ(state_of("ct"), "CT");
  EXPECT_EQ(state_of("Main"), "");
}

TEST(Heading, IsUnderstoodInEveryStyle) {
  for (auto h : {"SSN", "ssn", "emp_ssn", "empSSN", "EmpSsn", "Social Security Number", "SOC_SEC_NO", "SocSecNo",
                 "SS#", "ptssn"})
    EXPECT_EQ(meaning_of_heading(h), Meaning::ssn) << h;
  for (auto h : {"Birth Date", "BirthDate", "BRTH_DT", "DOB", "PT_DOB", "date of birth", "D.O.B."})
    EXPECT_EQ(meaning_of_heading(h), Meaning::birth) << h;
  for (auto h :
       {"HireDate", "hire_date", "Order No", "File Name", "case_no", "NPI", "Company Name"})
    EXPECT_TRUE(meaning_of_heading(h) == Meaning::other || meaning_of_heading(h) == Meaning::nothing) << h;
  EXPECT_EQ(meaning_of_heading("FirstName"), Meaning::given);
  EXPECT_EQ(meaning_of_heading("LAST_NAME"), Meaning::family);
  EXPECT_EQ(meaning_of_heading("AcctNo"), Meaning::account);
  EXPECT_EQ(meaning_of_heading("Home Address"), Meaning::address);
}

TEST(Label, TheNearestWordDecides) {
  const std::string_view text = "SSN on file. Order number ";
  EXPECT_EQ(label_before(text, text.size()).meaning, Meaning::other);
  const std::string_view far = "SSN and then a very long stretch of words that say nothing ";
  EXPECT_EQ(label_before(far, far.size()).meaning, Meaning::nothing);
  // "lic" inside "public" is no licence.
  const std::string_view inside = "the public 12";
  EXPECT_EQ(label_before(inside, 11).meaning, Meaning::nothing);
}

TEST(Name, IsReadInBothOrders) {
  const auto whole = [](std::string_view s) { return s.substr(0, name_end(s, 0)); };
  EXPECT_EQ(whole("Ada M. Example, of"), "Ada M. Example");
  EXPECT_EQ(whole("EXAMPLE, ADA M   DOB"), "EXAMPLE, ADA M");
  EXPECT_EQ(whole("Example Jr, Theo presented"), "Example Jr, Theo");
  EXPECT_EQ(whole("Example, Ada M. Routing"), "Example, Ada M");
  EXPECT_EQ(whole("O'Neil-Sample, Bea"), "O'Neil-Sample, Bea");
  EXPECT_EQ(whole("Annual payment"), "");
  EXPECT_EQ(whole("Police Department"), "");
  EXPECT_EQ(whole("Mary K"), "");
}

TEST(Name, PartsAgreeAcrossForms) {
  EXPECT_TRUE(names_agree(name_parts("Example, William T"), name_parts("Bill Example")));
  EXPECT_TRUE(names_agree(name_parts("W. Example"), name_parts("William Example")));
  EXPECT_FALSE(names_agree(name_parts("Theo Example Jr"), name_parts("Theo Example Sr")));
  EXPECT_FALSE(names_agree(name_parts("Theo A Example"), name_parts("Theo B Example")));
  EXPECT_FALSE(names_agree(name_parts("Ada Example"), name_parts("Bea Example")));
  EXPECT_EQ(name_parts("Maria de la Cruz").family, "delacruz");
}

TEST(Masks, NeverShowTheValue) {
  EXPECT_EQ(masked(Element::ssn, "219121234"), "***-**-1234");
  EXPECT_EQ(masked(Element::email, "ada@example.org"), "a***@example.org");
  for (const auto& row : all_elements()) {
    if (row.element == Element::state) continue;
    const std::string value = row.element == Element::birth ? "1986-03-02" : "abcdefghijkl";
    EXPECT_EQ(masked(row.element, value).find(value), std::string::npos) << row.token;
    EXPECT_FALSE(masked(row.element, value).empty()) << row.token;
    masked(row.element, "");
    masked(row.element, "x");
  }
}

TEST(Elements, EachHasOneTokenAndTheTableIsInOrder) {
  std::set<std::string_view> tokens;
  for (const auto& row : all_elements()) {
    EXPECT_TRUE(tokens.insert(row.token).second) << row.token;
    EXPECT_EQ(element_of(row.token), row.element);
  }
  EXPECT_EQ(tokens.size(), element_count);
  EXPECT_EQ(element_of("nonsense"), std::nullopt);
}

}  // namespace
}  // namespace ledgelight::discover
