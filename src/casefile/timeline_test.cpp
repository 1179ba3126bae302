#include "casefile/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ledgelight::casefile {
namespace {

using ::testing::ElementsAre;

Entry entry(const char* id, const char* happened, const char* entered,
            EntryKind kind = EntryKind::written, const char* corrects = "") {
  Entry out;
  out.id = EntryId(id);
  out.kind = kind;
  out.happened = *When::parse(happened);
  out.entered = *parse_instant(entered);
  out.by = "o-1";
  out.text = id;
  out.corrects = EntryId(corrects);
  return out;
}

std::vector<std::string> ids(const std::vector<Entry>& entries) {
  std::vector<std::string> out;
  for (const auto& e : entries) out.push_back(e.id.str());
  return out;
}

TEST(Timeline, FollowsWhatHappenedNotWhatWasEntered) {
  const auto line = merged({entry("opened", "2026-03-02T10:00Z", "2026-03-02T10:00:00Z")},
                           {entry("stolen", "2026-02-20", "2026-03-04T08:00:00Z")});
  EXPECT_THAT(ids(line), ElementsAre("stolen", "opened"));
}

TEST(Timeline, PutsACoarseTimeBeforeTheFinerOnesItHolds) {
  const auto line = merged({}, {entry("instant", "2026-03-01T00:00Z", "2026-04-01T00:00:00Z"),
                                entry("day", "2026-03-01", "2026-04-01T00:00:00Z"),
                                entry("month", "2026-03", "2026-04-01T00:00:00Z"),
                                entry("later", "2026-03-02", "2026-04-01T00:00:00Z"),
                                entry("year", "2026", "2026-04-01T00:00:00Z")});
  EXPECT_THAT(ids(line), ElementsAre("year", "month", "day", "instant", "later"));
}

TEST(Timeline, PutsAnUnknownTimeWhereItWasEntered) {
  const auto line =
      merged({entry("a", "2026-03-01", "2026-03-01T09:00:00Z"),
              entry("c", "2026-03-05", "2026-03-05T09:00:00Z")},
             {entry("b", "unknown", "2026-03-03T09:00:00Z")});
  EXPECT_THAT(ids(line), ElementsAre("a", "b", "c"));
}

TEST(Timeline, PutsAnIntervalAtItsBeginningOrElseAtItsEnd) {
  const auto line = merged({}, {entry("until", "../2026-03-04", "2026-04-01T00:00:00Z"),
                                entry("from", "2026-03-03/..", "2026-04-01T00:00:00Z"),
                                entry("day", "2026-03-05", "2026-04-01T00:00:00Z")});
  EXPECT_THAT(ids(line), ElementsAre("from", "until", "day"));
}

TEST(Timeline, OrderIsStrictAndWhole) {
  std::vector<Entry> all;
  for (const auto* when : {"unknown", "2026", "2026-03", "2026-03-01", "../2026", "2026-03/..",
                           "2026-03-01T00:00Z", "2026-03-01T00:00:00Z"}) {
    all.push_back(entry(when, when, "2026-03-01T00:00:00Z"));
  }
  for (const auto& a : all) {
    EXPECT_FALSE(before(a, a));
    for (const auto& b : all) {
      EXPECT_EQ(before(a, b) + before(b, a), a.id == b.id ? 0 : 1);
      for (const auto& c : all) {
        EXPECT_TRUE(!before(a, b) || !before(b, c) || before(a, c));
      }
    }
  }
}

TEST(Timeline, CorrectsWithANewEntryAndNeverAnAutomaticOne) {
  const std::vector<Entry> existing = {
      entry("w1", "2026-03-01", "2026-03-01T09:00:00Z"),
      entry("a1", "2026-03-01", "2026-03-01T09:00:00Z", EntryKind::automatic)};
  const auto correct = [&](const char* what) {
    return check_entry(
        entry("n", "2026-03-02", "2026-03-02T09:00:00Z", EntryKind::correction, what), existing);
  };
  EXPECT_TRUE(correct("w1"));
  EXPECT_EQ(correct("a1").error().code, Errc::bad_input);
  EXPECT_EQ(correct("nobody").error().code, Errc::not_found);
  EXPECT_EQ(correct("").error().code, Errc::bad_input);
  EXPECT_FALSE(check_entry(
      entry("n", "2026", "2026-03-02T09:00:00Z", EntryKind::written, "w1"), existing));
}

TEST(Timeline, RefusesAnEmptyOverlongOrBrokenText) {
  auto one = entry("n", "unknown", "2026-03-02T09:00:00Z");
  EXPECT_TRUE(check_entry(one, {}));
  for (const auto& text : {std::string(" \n"), std::string(20'001, 'a'), std::string("\xc3")}) {
    one.text = text;
    EXPECT_FALSE(check_entry(one, {}));
  }
}

TEST(Timeline, FindsCorrectionsOfCorrectionsAndEndsOnACircle) {
  const auto c = EntryKind::correction;
  EXPECT_THAT(ids(corrections_of(EntryId("w"), {entry("y", "2026", "2026-03-03T00:00:00Z", c, "x"),
                                                entry("x", "2026", "2026-03-02T00:00:00Z", c, "w"),
                                                entry("w", "2026", "2026-03-01T00:00:00Z"),
                                                entry("z", "2026", "2026-03-04T00:00:00Z", c, "q")})),
              ElementsAre("x", "y"));
  EXPECT_THAT(ids(corrections_of(EntryId("x"), {entry("x", "2026", "2026-03-02T00:00:00Z", c, "y"),
                                                entry("y", "2026", "2026-03-03T00:00:00Z", c, "x")})),
              ElementsAre("y"));
}

}  // namespace
}  // namespace ledgelight::casefile
