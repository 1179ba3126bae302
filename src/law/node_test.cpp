#include "law/node.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ledgelight::law {
namespace {

using testing::HasSubstr;

std::string fault_of(std::string_view text) {
  const auto node = parse_node("us/x.yaml", text);
  return node ? "no fault" : node.error().detail;
}

TEST(PackFile, KeepsWhatWasWrittenAndOnWhichLine) {
  const auto node = parse_node("us/x.yaml", "a: 1\nb:\n  - \"2\"\n  - {c: true, d: ~}\n");
  ASSERT_TRUE(node) << node.error().detail;
  EXPECT_EQ(to_json(*node),
            (Json{{"a", 1}, {"b", Json::array({"2", {{"c", true}, {"d", nullptr}}})}}));
  EXPECT_EQ(node->find("b")->items[0].line, 3);
  EXPECT_TRUE(node->find("b")->items[0].quoted);
}

TEST(PackFile, LeavesDatesAndVersionsAsText) {
  const auto node = parse_node("us/x.yaml", "from: 2021-10-01\nversion: 2026.11.22\n");
  ASSERT_TRUE(node);
  EXPECT_EQ(to_json(*node), (Json{{"from", "2021-10-01"}, {"version", "2026.11.22"}}));
}

TEST(PackFile, RefusesABillionLaughs) {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    bomb += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 9; ++i) bomb += std::string(i > 0 ? ", *" : "*") + char(c - 1);
    bomb += "]\n";
  }
  EXPECT_THAT(fault_of(bomb), HasSubstr("us/x.yaml:1: an anchor (&name); write the value out"));
  EXPECT_THAT(fault_of("a: *b\n"), HasSubstr("us/x.yaml:1:"));
}

TEST(PackFile, RefusesDeepNesting) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "[";
  EXPECT_THAT(fault_of(deep), HasSubstr("us/x.yaml:1:"));
  deep.clear();
  for (int i = 0; i < 400; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_THAT(fault_of(deep), HasSubstr("nested deeper than 16 levels"));
}

TEST(PackFile, RefusesTooMuch) {
  EXPECT_EQ(parse_node("us/x.yaml", std::string((512U << 10) + 1, ' ')).error().code,
            Errc::too_large);
  std::string many;
  for (int i = 0; i < 60'000; ++i) many += "- 1\n";
  EXPECT_THAT(fault_of(many), HasSubstr("more than 50000 values"));
}

TEST(PackFile, RefusesWhatCouldMeanTwoThings) {
  EXPECT_THAT(fault_of("a: 1\nb: 2\na: 3\n"), HasSubstr("us/x.yaml:3: 'a' twice in one map"));
  EXPECT_THAT(fault_of("a: 1\n---\nb: 2\n"), HasSubstr("a second document"));
  EXPECT_THAT(fault_of("a: !!binary abc\n"), HasSubstr("us/x.yaml:1: a tag (!name)"));
  EXPECT_THAT(fault_of("<<: {a: 1}\n"), HasSubstr("a merge key"));
  EXPECT_THAT(fault_of("? [a, b]\n: c\n"), HasSubstr("a key that is not text"));
}

TEST(PackFile, SaysWhereItCannotBeRead) {
  EXPECT_THAT(fault_of("a: 1\nb: [1, 2\nc: 3\n"), HasSubstr("look at the indentation and quotes"));
  EXPECT_THAT(fault_of("a: 1\nb: \xff\n"), HasSubstr("us/x.yaml:2: not UTF-8"));
  EXPECT_THAT(fault_of(std::string("a: 1\nb: \0\n", 10)), HasSubstr("us/x.yaml:2: a NUL byte"));
  EXPECT_THAT(fault_of("a: \"unclosed"), HasSubstr("us/x.yaml:"));
}

TEST(PackFile, AnEmptyFileIsNothing) {
  const auto node = parse_node("us/x.yaml", "# only words\n");
  ASSERT_TRUE(node);
  EXPECT_EQ(node->kind, Node::Kind::null);
}

}  // namespace
}  // namespace ledgelight::law
