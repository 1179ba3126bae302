#include "discover/reasons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "discover/register.hpp"
#include "discover/scan.hpp"
#include "linkage/compare.hpp"

namespace ledgelight::discover {
namespace {

TEST(Reasons, AreTakenApartForAnyLanguage) {
  const auto several = reason_parts("one of 3 people of that name");
  ASSERT_EQ(several.size(), 1U);
  EXPECT_EQ(several[0].key, "reason.one-of");
  EXPECT_EQ(several[0].number, "3");
  const auto weights =
      reason_parts("family name the same, date of birth two of day, month and year, Social "
                   "Security number near: two slips, the last four, or the next number");
  ASSERT_EQ(weights.size(), 3U);
  EXPECT_EQ(weights[1].key, "reason.field.birth");
  EXPECT_EQ(weights[1].level, "reason.level.two-of-day-month-and-year");
  EXPECT_EQ(weights[2].key, "reason.field.ssn");
  for (const char* other : {"", "one of x people of that name", "family name", "something else"})
    EXPECT_TRUE(reason_parts(other).empty()) << other;
}

// What the register asks about in these files is all there is to ask about; a new reason without a
// row in the table would be shown in English on every page.
TEST(Reasons, AreKnownForWhateverTheRegisterAsks) {
  Collected all;
  std::uint32_t files = 0;
  const auto file = [&](std::string_view text) {
    MemorySource source(text);
    EXPECT_TRUE(scan(source, files++, "", all));
  };
  file("name,dob,ssn,address,zip\n\"Example Jr, Theo\",3/2/1986,219-12-1234,12 Invented St,06901\n"
       "\"Example Sr, Theo\",4/5/1956,219-12-1235,12 Invented St,06901\n\"Case, "
       "Cy\",1/1/1991,219-12-1236,14 Invented St,06901\n\"Draft, Eli\",1/1/1992,219-12-1237,18 "
       "Invented St,06901\n\"Sample, Bea\",5/6/1990,219-12-1238,20 Invented St,06901\n");
  file("owner,address,zip,lic no,st\nTHEO EXAMPLE,12 INVENTED STREET,06901,123456789,CT\nCY "
       "CASE,14 INVENTED ST,06901,223456788,CT\nBEA SAMPLE,16 INVENTED ST,06901,323456787,CT\n");
  file("cardholder,pan,amount\nTheo Example,4539578763621486,1\nEly Draft,379354508162306,2\n"
       "Zoe Nobody,6011000991300009,3\nZoe Nobody,4556737586899855,4\n");
  file("id,login_email,plain_pw,seen\n1,theoexample1@example.org,Secret99!,x\n2,"
       "cycase@example.org,Other88!,x\n3,cycase2@example.org,Third77!,x\n");
  file("name,ssn,dob\n\"Example, Ada\",219-12-4234,3/2/1986\n\"Sample, Bea\",219-12-4234,1/1/1990\n"
       "\"Other, Kim\",219-12-4235,1/1/1991\n");
  const auto people = build_register(all.findings);
  EXPECT_GE(people.doubtful.size(), 4U);
  const auto keys = reason_keys();
  const std::set<std::string> known(keys.begin(), keys.end());
  for (const auto& d : people.doubtful) {
    const auto parts = reason_parts(d.rule);
    EXPECT_FALSE(parts.empty()) << d.rule;
    for (const auto& part : parts)
      EXPECT_TRUE(known.count(part.key) == 1 &&
                  (part.level.empty() || known.count(part.level) == 1));
  }
}

}  // namespace
}  // namespace ledgelight::discover
