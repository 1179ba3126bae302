#include "casefile/fact.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace ledgelight::casefile {
namespace {

Instant at(const char* text) { return *parse_instant(text); }
Fact fact(std::string name, Certainty certainty, Json value) {
  return Fact{std::move(name), certainty, std::move(value), "officer", {}, ""};
}

TEST(Certainty, HasANameThatReadsBack) {
  for (const auto c : {Certainty::known, Certainty::suspected, Certainty::ruled_out,
                       Certainty::unknown, Certainty::not_asked}) {
    EXPECT_EQ(*parse_certainty(name_of(c)), c);
  }
  EXPECT_FALSE(parse_certainty("maybe"));
}

TEST(Fact, ReadsBackFromItsSealedBody) {
  auto one = fact("people", Certainty::suspected, Json::parse(R"([{"state":"US-CT","count":3}])"));
  one.happened = *When::parse("2026-02/..");
  one.note = "first count";
  const auto body = parse_json(canonical(body_of(one)));
  ASSERT_TRUE(body);
  EXPECT_EQ(*fact_from("people", *body), one);
}

TEST(Fact, RefusesABodyOfAnotherShape) {
  const auto good = body_of(fact("access", Certainty::known, "acquired"));
  for (const auto* key : {"certainty", "said_by", "happened", "note", "value"}) {
    auto without = good;
    without.erase(key);
    EXPECT_FALSE(fact_from("access", without)) << key;
  }
  auto more = good;
  more["colour"] = "red";
  EXPECT_FALSE(fact_from("access", more));
  auto bad = good;
  bad["certainty"] = "maybe";
  EXPECT_FALSE(fact_from("access", bad));
  EXPECT_FALSE(fact_from("access", Json::array()));
}

TEST(FactBook, KeepsEveryStatementAndPutsTheLatestInFront) {
  FactBook book;
  book.add(fact("access", Certainty::unknown, nullptr), at("2026-05-01T10:00:00Z"), 4);
  book.add(fact("access", Certainty::suspected, "accessed"), at("2026-05-03T10:00:00Z"), 9);
  book.add(fact("access", Certainty::known, "acquired"), at("2026-05-05T10:00:00Z"), 12);
  EXPECT_EQ(book.value("access"), "acquired");
  EXPECT_EQ(book.history("access").size(), 3U);
  EXPECT_EQ(book.history("access").front().fact.certainty, Certainty::unknown);
}

TEST(FactBook, KnowsWhatItKnewOnAnEarlierDay) {
  FactBook book;
  book.add(fact("access", Certainty::suspected, "accessed"), at("2026-05-03T10:00:00Z"), 9);
  book.add(fact("access", Certainty::known, "acquired"), at("2026-05-05T10:00:00Z"), 12);
  EXPECT_EQ(book.as_of(at("2026-05-05T09:59:59Z")).value("access"), "accessed");
  EXPECT_EQ(book.as_of(at("2026-05-05T10:00:00Z")).value("access"), "acquired");
  EXPECT_EQ(book.as_of(at("2026-05-01T00:00:00Z")).current("access"), nullptr);
  EXPECT_EQ(book.as_of_event(11).value("access"), "accessed");
  EXPECT_EQ(book.as_of_event(12).value("access"), "acquired");
}

TEST(FactBook, DoesNotDependOnTheOrderOfAdding) {
  std::vector<Statement> statements;
  for (std::uint64_t i = 0; i < 6; ++i) {
    statements.push_back({fact(i % 2 ? "access" : "systems", Certainty::known, i),
                          at("2026-05-01T10:00:00Z"), i, "o-1"});
  }
  FactBook forward;
  for (const auto& s : statements) forward.add(s);
  std::sort(statements.begin(), statements.end(),
            [](const auto& a, const auto& b) { return a.event * 5 % 7 < b.event * 5 % 7; });
  FactBook other;
  for (const auto& s : statements) other.add(s);
  EXPECT_EQ(forward.all(), other.all());
  EXPECT_EQ(forward.all_current(), other.all_current());
}

TEST(FactBook, HandsNoValueOverOnceAFactIsRuledOut) {
  FactBook book;
  EXPECT_EQ(book.certainty("access"), Certainty::not_asked);
  book.add(fact("access", Certainty::known, "acquired"), at("2026-05-01T10:00:00Z"), 1);
  book.add(fact("access", Certainty::ruled_out, "acquired"), at("2026-05-02T10:00:00Z"), 2);
  EXPECT_TRUE(book.value("access").is_null());
  EXPECT_EQ(book.certainty("access"), Certainty::ruled_out);
}

}  // namespace
}  // namespace ledgelight::casefile
