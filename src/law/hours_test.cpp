#include "law/hours.hpp"

#include <gtest/gtest.h>

namespace ledgelight::law {
namespace {

const std::string new_york = "America/New_York";
Instant at(std::string_view text) {
  const auto out = local_instant(text, new_york);
  EXPECT_TRUE(out) << text;
  return *out;
}

TEST(Hours, PassWhateverTheClocksDo) {
  // The clocks go forward on 2027-03-14 and back on 2027-11-07.
  const auto spring = count_hours(72, at("2027-03-12T10:00"), new_york);
  ASSERT_TRUE(spring);
  EXPECT_EQ(short_text(spring->last, new_york), "2027-03-15 11:00");
  const auto autumn = count_hours(72, at("2027-11-05T10:00"), new_york);
  EXPECT_EQ(short_text(autumn->last, new_york), "2027-11-08 09:00");
  EXPECT_EQ(short_text(count_hours(72, at("2027-06-04T10:00"), new_york)->last, new_york),
            "2027-06-07 10:00");
}

TEST(Hours, ADayHasTwentyThreeOrTwentyFive) {
  const auto spring = *count_hours(72, at("2027-03-12T10:00"), new_york);
  ASSERT_EQ(spring.days.size(), 4U);
  EXPECT_EQ(spring.days[0].minutes, 14 * 60);
  EXPECT_EQ(spring.days[2].minutes, 23 * 60);
  EXPECT_TRUE(spring.days[2].changed);
  EXPECT_EQ(spring.days[3].minutes, 11 * 60);
  const auto words = to_words(spring);
  EXPECT_NE(words.find("2027-03-14 counted 23 h 0 min (the clocks change)"), std::string::npos) << words;
  EXPECT_NE(words.find("until Monday, March 15, 2027, 11:00 AM EDT"), std::string::npos) << words;
  EXPECT_EQ(to_json(spring)["last_day"], "2027-03-15");
  EXPECT_EQ(to_json(spring)["last"], "2027-03-15T15:00:00Z");
}

TEST(Hours, ATimeTheClocksShowTwiceIsTheEarlierAndOneTheyNeverShowIsNone) {
  EXPECT_EQ(to_text(at("2027-11-07T01:30")), "2027-11-07T05:30:00Z");
  EXPECT_FALSE(local_instant("2027-03-14T02:30", new_york));
  EXPECT_EQ(to_text(at("2027-03-14T03:00")), "2027-03-14T07:00:00Z");
  EXPECT_EQ(to_text(at("2027-03-14T03:00:00Z")), "2027-03-14T03:00:00Z");
  for (const auto* wrong : {"2027-03-14", "2027-03-14T3:00", "2027-03-14T24:00", "2027-13-14T03:00", ""})
    EXPECT_FALSE(local_instant(wrong, new_york)) << wrong;
}

TEST(Hours, AddUpOnEveryDayOfFortyYears) {
  for (auto day = *parse_date("2007-01-01"); day < *parse_date("2047-01-01"); day = plus_days(day, 5)) {
    const auto from = start_of(day, new_york) + std::chrono::hours(9);
    const auto count = *count_hours(97, from, new_york);
    std::int64_t minutes = 0;
    for (const auto& one : count.days) minutes += one.minutes;
    ASSERT_EQ(minutes, 97 * 60) << to_text(day);
    ASSERT_EQ(count.last - count.from, std::chrono::hours(97));
    ASSERT_EQ(count.last_day, local_date(count.last, new_york));
  }
}

TEST(Hours, HaveLimits) {
  EXPECT_EQ(count_hours(-1, {}, new_york).error().code, Errc::bad_input);
  EXPECT_EQ(count_hours(87'841, {}, new_york).error().code, Errc::too_large);
  EXPECT_EQ(count_hours(0, at("2027-06-04T10:00"), new_york)->last, at("2027-06-04T10:00"));
}

}  // namespace
}  // namespace ledgelight::law
