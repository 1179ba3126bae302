#include "evidence/custody.hpp"

#include <gtest/gtest.h>

namespace ledgelight::evidence {
namespace {

CustodyRow row(std::uint64_t event, std::string action, std::string giver = "",
               std::string taker = "") {
  return {event,
          "2026-0007/E1",
          std::move(action),
          "o-1",
          *parse_instant("2026-03-04T10:00:00Z") + std::chrono::hours(event),
          "because",
          std::move(giver),
          std::move(taker)};
}

std::vector<std::uint64_t> gaps(const std::vector<CustodyRow>& rows) {
  std::vector<std::uint64_t> out;
  for (const auto& gap : custody_gaps(rows)) out.push_back(gap.event);
  return out;
}

TEST(Custody, AnUnbrokenChainHasNoGap) {
  EXPECT_TRUE(
      gaps({row(1, "collect", "", "o-1"), row(2, "read"), row(3, "release", "o-1", "state lab"),
            row(4, "receive", "state lab", "o-2"), row(5, "verify"), row(6, "dispose")})
          .empty());
}

TEST(Custody, RowsMayComeInAnyOrder) {
  EXPECT_TRUE(gaps({row(3, "read"), row(1, "collect"), row(2, "verify")}).empty());
}

TEST(Custody, AChainMustBeginWithTakingIn) {
  EXPECT_EQ(gaps({row(1, "read"), row(2, "read")}), std::vector<std::uint64_t>{1});
}

TEST(Custody, NobodyHandlesWhatIsAway) {
  EXPECT_EQ(gaps({row(1, "collect"), row(2, "release", "", "state lab"), row(3, "read"),
                  row(4, "release")}),
            (std::vector<std::uint64_t>{3, 4}));
}

TEST(Custody, WhatComesBackComesFromWhoHeldIt) {
  EXPECT_EQ(gaps({row(1, "collect"), row(2, "release", "", "state lab"),
                  row(3, "receive", "a courier", "o-1")}),
            std::vector<std::uint64_t>{3});
}

TEST(Custody, NothingHappensAfterDisposal) {
  EXPECT_EQ(gaps({row(1, "collect"), row(2, "dispose"), row(3, "read")}),
            std::vector<std::uint64_t>{3});
}

TEST(Custody, TimeDoesNotRunBackwards) {
  auto late = row(2, "read");
  late.at = *parse_instant("2026-03-01T00:00:00Z");
  EXPECT_EQ(gaps({row(1, "collect"), late}), std::vector<std::uint64_t>{2});
}

TEST(Custody, ItemsAreFollowedApart) {
  auto other = row(2, "read");
  other.item = "2026-0007/E2";
  const auto found = custody_gaps(std::vector{row(1, "collect"), other, row(3, "read")});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item, "2026-0007/E2");
}

TEST(Custody, ALineReadsBack) {
  const auto one = row(7, "release", "o-1", "state lab");
  EXPECT_EQ(*custody_from_json(to_json(one)), one);
  EXPECT_FALSE(custody_from_json(Json::array()));
  EXPECT_FALSE(custody_from_json(Json{{"event", -1}}));
  EXPECT_FALSE(custody_from_json(Json{{"event", 1}, {"at", "2026-03-04T10:00:00Z"}}));
}

}  // namespace
}  // namespace ledgelight::evidence
