#include "law/affects.hpp"

#include <gtest/gtest.h>

namespace ledgelight::law {
namespace {

using std::chrono::November;
constexpr Date day{std::chrono::year{2026}, November, std::chrono::day{26}};

TEST(Affects, ThePackOfTheStateSaysWhichCombinationsCount) {
  const auto rules = load_rules("us/ct/stamford");
  ASSERT_TRUE(rules) << rules.error().detail;
  Affects affects(*rules, day);
  EXPECT_TRUE(affects("US-CT", {"name", "ssn"}));
  EXPECT_FALSE(affects("US-CT", {"ssn"}));  // to no name
  EXPECT_TRUE(affects("US-CT", {"account_credentials"}));
  // § 36a-701b(a)(2): an account number together with the code; New York counts it alone if usable.
  EXPECT_FALSE(affects("US-CT", {"name", "financial_account"}));
  EXPECT_TRUE(affects("US-CT", {"name", "financial_account", "financial_access_code"}));
  EXPECT_TRUE(affects("US-NY", {"name", "financial_account"}));
  // A name and a date of birth are personal information in North Dakota, not in Connecticut.
  EXPECT_FALSE(affects("US-CT", {"name", "dob"}));
  EXPECT_TRUE(affects("US-ND", {"name", "dob"}));
}

TEST(Affects, WhoseStateNobodyKnowsIsReadByTheWidestLaw) {
  const auto rules = load_rules("us/ct/stamford");
  ASSERT_TRUE(rules) << rules.error().detail;
  Affects affects(*rules, day);
  EXPECT_TRUE(affects("", {"name", "financial_account"}));
  EXPECT_TRUE(affects("US-??", {"name", "dob"}));
  EXPECT_FALSE(affects("", {"name"}));
}

}  // namespace
}  // namespace ledgelight::law
