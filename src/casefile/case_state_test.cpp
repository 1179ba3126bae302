#include "casefile/case_state.hpp"

#include <gtest/gtest.h>

#include "casefile/vocabulary.hpp"

namespace ledgelight::casefile {
namespace {

TEST(CaseState, HasANameThatReadsBack) {
  for (const auto state : {CaseState::open, CaseState::contained, CaseState::notifying,
                           CaseState::closed}) {
    EXPECT_EQ(*parse_case_state(name_of(state)), state);
  }
  EXPECT_FALSE(parse_case_state("done"));
}

TEST(CaseState, ClosesAndOpensAgainOnlyWithAReason) {
  EXPECT_TRUE(may_move(CaseState::open, CaseState::contained, ""));
  EXPECT_TRUE(may_move(CaseState::notifying, CaseState::contained, ""));
  EXPECT_EQ(may_move(CaseState::open, CaseState::closed, " ").error().code, Errc::bad_input);
  EXPECT_TRUE(may_move(CaseState::open, CaseState::closed, "all letters delivered"));
  EXPECT_EQ(may_move(CaseState::closed, CaseState::open, "").error().code, Errc::bad_input);
  EXPECT_TRUE(may_move(CaseState::closed, CaseState::open, "new evidence"));
}

TEST(CaseState, RefusesStepsThatAreNotThere) {
  EXPECT_EQ(may_move(CaseState::closed, CaseState::notifying, "x").error().code, Errc::wrong_state);
  EXPECT_EQ(may_move(CaseState::open, CaseState::open, "x").error().code, Errc::wrong_state);
  EXPECT_EQ(next_states(CaseState::closed), std::vector<CaseState>{CaseState::open});
  EXPECT_EQ(next_states(CaseState::open).size(), 3U);
}

FactBook book_with(const std::vector<std::pair<std::string, std::string>>& facts) {
  FactBook book;
  std::uint64_t event = 0;
  for (const auto& one : facts) {
    book.add(Fact{one.first, Certainty::known, Json::parse(one.second), "officer", {}, ""},
             Instant(), ++event);
  }
  return book;
}

TEST(Severity, IsNotJudgedBeforeAFactThatCounts) {
  EXPECT_EQ(severity_of(FactBook()).level, 0);
  EXPECT_EQ(severity_of(book_with({{"incident.summary", R"("x")"}})).level, 0);
}

TEST(Severity, ShowsItsArithmetic) {
  const auto severity =
      severity_of(book_with({{"people", R"([{"state":"US-CT","count":1200}])"},
                             {"data", R"([{"elements":["name","ssn"]}])"},
                             {"access", R"("accessed")"}}));
  EXPECT_EQ(severity.arithmetic(), "people 3 + data 4 + access 1 + kind 0 = 8");
  EXPECT_EQ(severity.level, 3);
}

TEST(Severity, CountsStepsAtTheirFirstPerson) {
  const auto points = [](int count) {
    return severity_of(book_with({{"people.total", std::to_string(count)}})).points;
  };
  EXPECT_EQ(points(0), 0);
  EXPECT_EQ(points(99), 1);
  EXPECT_EQ(points(100), 2);
  EXPECT_EQ(points(9999), 3);
  EXPECT_EQ(points(10000), 4);
}

TEST(Severity, LetsDataRestWhoseKeyIsSafeAndNotDataWhoseKeyMayBeGone) {
  const auto points = [](const char* key) {
    return severity_of(
               book_with({{"data", std::string(R"([{"elements":["ssn"],"protection":"encrypted","key":")") +
                                       key + R"("}])"}}))
        .points;
  };
  EXPECT_EQ(points("safe"), 0);
  EXPECT_EQ(points("unknown"), 4);
  EXPECT_EQ(points("taken"), 4);
}

TEST(Severity, HasAnAnswerForEveryElement) {
  for (const auto& element : token_list("element")) {
    if (element == "name") continue;
    EXPECT_GT(severity_of(book_with({{"data", R"([{"elements":[")" + element + R"("]}])"}})).points, 0)
        << element;
  }
}

}  // namespace
}  // namespace ledgelight::casefile
