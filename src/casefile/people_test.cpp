#include "casefile/people.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ledgelight::casefile {
namespace {

FactBook with(Certainty certainty, const char* people) {
  FactBook book;
  book.add(Fact{"people", certainty, Json::parse(people), "discovery", {}, ""}, Instant(), 1);
  return book;
}

TEST(People, AreCountedByStateWithTheMostFirst) {
  const auto count = people_by_state(with(
      Certainty::known,
      R"([{"state":"US-NY","count":7,"elements":["ssn"]},{"state":"US-CT","count":5,"without_contact":2},
          {"state":"US-CT","count":4,"certainty":"suspected"},
          {"state":"US-NY","count":1,"elements":["name","ssn"]},
          {"state":"US-NJ","count":900,"certainty":"ruled_out"}])"));
  ASSERT_EQ(count.states.size(), 2U);
  EXPECT_EQ(count.states[0], (StateCount{"US-CT", 9, 4, 2, {}}));
  EXPECT_EQ(count.states[1], (StateCount{"US-NY", 8, 0, 0, {"name", "ssn"}}));
  EXPECT_EQ(count.count, 17U);
  EXPECT_EQ(count.suspected, 4U);
  EXPECT_FALSE(count.total_stated);
}

TEST(People, OfASuspectedListAreAllSuspected) {
  const auto count =
      people_by_state(with(Certainty::suspected, R"([{"state":"US-CT","count":5}])"));
  EXPECT_EQ(count.suspected, 5U);
}

TEST(People, WhoseStateNobodyKnowsAreShownAsUnplaced) {
  auto book = with(Certainty::known, R"([{"state":"US-CT","count":5}])");
  book.add(Fact{"people.total", Certainty::known, 12, "vendor", {}, ""}, Instant(), 2);
  EXPECT_EQ(people_by_state(book).unplaced, 7U);
  book.add(Fact{"people.total", Certainty::known, 3, "vendor", {}, ""}, Instant(), 3);
  EXPECT_EQ(people_by_state(book).unplaced, 0U);
}

TEST(People, AreNoneWhenNobodyWasAsked) {
  EXPECT_TRUE(people_by_state(FactBook()).states.empty());
  EXPECT_TRUE(people_by_state(with(Certainty::ruled_out, "null")).states.empty());
}

}  // namespace
}  // namespace ledgelight::casefile
