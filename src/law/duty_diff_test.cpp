#include "law/duty_diff.hpp"

#include <gtest/gtest.h>

namespace ledgelight::law {
namespace {

Json reckoning(const char* text) { return Json::parse(text); }

TEST(DutyDiff, TellsWhatCameWhatWentAndWhatChanged) {
  const auto before = reckoning(R"({"duties":[
    {"id":"a","title":"A","jurisdiction":"US-CT","due":"2026-05-01","methods":["post","phone"]},
    {"id":"b","title":"B","jurisdiction":"US-CT","due":null}]})");
  const auto after = reckoning(R"({"duties":[
    {"id":"c","title":"C","jurisdiction":"US-NY","due":"2026-04-01"},
    {"id":"a","title":"A","jurisdiction":"US-CT","due":"2026-04-16","methods":["post","mail"]}]})");
  const auto changes = compare_duties(before, after);
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0].kind, DutyChange::Kind::changed);
  ASSERT_EQ(changes[0].fields.size(), 2U);
  EXPECT_EQ(changes[0].fields[0].field, "due");
  EXPECT_EQ(changes[0].fields[1].before, Json::array({"phone"}));
  EXPECT_EQ(changes[0].fields[1].after, Json::array({"mail"}));
  EXPECT_EQ(changes[1].kind, DutyChange::Kind::removed);
  EXPECT_EQ(changes[2].kind, DutyChange::Kind::added);
  EXPECT_EQ(to_words(changes),
            "  changed a (US-CT): A\n"
            "    due: 2026-05-01 -> 2026-04-16\n"
            "    methods without: phone\n"
            "    methods with: mail\n"
            "  removed b (US-CT): B, no day\n"
            "  added c (US-NY): C, by 2026-04-01\n");
  EXPECT_EQ(to_json(changes)[0]["fields"][0]["after"], "2026-04-16");
}

TEST(DutyDiff, TheSameIsNoChange) {
  const auto one = reckoning(R"({"duties":[{"id":"a","due":"2026-05-01"}]})");
  EXPECT_TRUE(compare_duties(one, one).empty());
  EXPECT_TRUE(compare_duties(reckoning("{}"), reckoning(R"({"duties":[]})")).empty());
}

TEST(DutyDiff, AnotherOrderOfAListIsAChange) {
  const auto changes = compare_duties(reckoning(R"({"duties":[{"id":"a","methods":["x","y"]}]})"),
                                      reckoning(R"({"duties":[{"id":"a","methods":["y","x"]}]})"));
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].fields[0].after, (Json{"y", "x"}));
}

TEST(DutyDiff, NamesTheFirstPlaceAtWhichTwoDiffer) {
  const auto a = reckoning(R"({"duties":[{"id":"a","due":"1"},{"id":"b"}],"x":1})");
  auto b = a;
  EXPECT_EQ(first_difference(a, b), "");
  b["duties"][0]["due"] = "2";
  EXPECT_EQ(first_difference(a, b), "duties[0].due");
  b = a;
  b["duties"].erase(1);
  EXPECT_EQ(first_difference(a, b), "duties[1]");
  b = a;
  b["y"] = 1;
  EXPECT_EQ(first_difference(a, b), "y");
  EXPECT_EQ(first_difference(b, a), "y");
}

}  // namespace
}  // namespace ledgelight::law
