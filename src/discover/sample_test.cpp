#include "discover/sample.hpp"

#include <gtest/gtest.h>

namespace ledgelight::discover {
namespace {

Finding at(std::uint64_t offset, std::uint64_t length, const std::string& member = "") {
  Finding f;
  f.member = member;
  f.offset = offset;
  f.length = length;
  return f;
}

TEST(Sample, EachLineIsAsLikelyAsAnyOther) {
  // 40 lines, the first four kept of each deal: every line should be dealt about a tenth of the time.
  std::string text;
  for (int i = 0; i < 40; ++i) text += "line " + std::to_string(100 + i) + "\n";
  std::map<std::string, int> dealt;
  const int rounds = 4000;
  for (int round = 0; round < rounds; ++round) {
    Sampler sampler(static_cast<std::uint64_t>(round) * 977, 5);
    sampler.text(0, "", 0, text);
    sampler.text_end();
    const auto lines = sampler.lines({});
    ASSERT_EQ(lines.size(), 40U);
    for (std::size_t i = 0; i < 4; ++i) ++dealt[lines[i].bytes];
  }
  ASSERT_EQ(dealt.size(), 40U);
  for (const auto& [line, n] : dealt) {
    EXPECT_GT(n, 300) << line;
    EXPECT_LT(n, 500) << line;
  }
}

TEST(Sample, AnyCutOfTheBytesDealsTheSame) {
  std::string text = "short\n\nrather longer than the one before\r\n" + std::string(1000, 'x') + "\nend without a feed";
  Sampler whole(7, 5);
  whole.text(3, "a/b", 0, text);
  whole.text_end();
  for (std::size_t step = 1; step < 50; ++step) {
    Sampler cut(7, 5);
    for (std::size_t i = 0; i < text.size(); i += step) cut.text(3, "a/b", i, std::string_view(text).substr(i, step));
    cut.text_end();
    EXPECT_EQ(cut.lines_seen(), whole.lines_seen());
    const auto a = whole.lines({});
    const auto b = cut.lines({});
    ASSERT_EQ(a.size(), b.size()) << step;
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].offset, b[i].offset) << step;
      EXPECT_EQ(a[i].bytes, b[i].bytes) << step;
      EXPECT_EQ(a[i].bytes, text.substr(a[i].offset, a[i].bytes.size()));
    }
  }
  EXPECT_EQ(whole.lines_seen(), 6U);  // the long one counts as three
}

TEST(Sample, SourcesReadInTwoGoesDealTheSameAsInOne) {
  const auto text_of = [](int source) {
    std::string out;
    for (int i = 0; i < 3000; ++i) out += "line " + std::to_string(i) + " of " + std::to_string(source) + "\n";
    return out;
  };
  const auto read = [&](Sampler& total, int source) {
    auto one = total.of_source(static_cast<std::uint64_t>(source));
    const auto text = text_of(source);
    one.text(static_cast<std::uint32_t>(source), "m", 0, text);
    for (std::uint64_t i = 0; i < 20; ++i) one.found(at(i * 100, 4, "m"));
    one.text_end();
    auto kept = one.kept();
    total.add(std::move(one));
    return kept;
  };
  Sampler whole(11, 7), again(11, 7);
  for (int source = 0; source < 5; ++source) {
    auto kept = read(whole, source);
    if (source < 3) again.put(std::move(kept));
  }
  for (int source = 3; source < 5; ++source) read(again, source);
  EXPECT_EQ(whole.lines_seen(), 15'000U);
  EXPECT_EQ(again.lines_seen(), whole.lines_seen());
  const auto a = whole.lines({}), b = again.lines({});
  ASSERT_EQ(a.size(), Sampler::lines_kept);
  ASSERT_EQ(b.size(), a.size());
  std::map<std::uint32_t, int> of_source;
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_TRUE(a[i].file == b[i].file && a[i].offset == b[i].offset && a[i].bytes == b[i].bytes) << i;
    ++of_source[a[i].file];
  }
  // None is favoured for coming first: each has a fifth, give or take.
  for (const auto& [source, n] : of_source) {
    EXPECT_GT(n, 1450) << source;
    EXPECT_LT(n, 1830) << source;
  }
  const auto found = whole.findings(), found_again = again.findings();
  ASSERT_EQ(found.size(), 7U);
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].index, found_again[i].index);
    EXPECT_LT(found[i].index, 100U);
  }
}

TEST(Sample, ALineWithAFindingIsNoNonFinding) {
  Sampler sampler(1, 5);
  sampler.text(0, "", 0, "clean\nhas 078051121 in it\n12 Elm St\nStamford\nclean too\n");
  sampler.text_end();
  const auto lines = sampler.lines({at(10, 9), at(26, 18), at(0, 5, "another member")});
  std::map<std::string, bool> holds;
  for (const auto& line : lines) holds[line.bytes] = line.holds_finding;
  EXPECT_EQ(holds, (std::map<std::string, bool>{{"clean", false}, {"has 078051121 in it", true}, {"12 Elm St", true},
                                                {"Stamford", true}, {"clean too", false}}));
}

TEST(Sample, AFindingComesWithTheTextAroundIt) {
  Sampler sampler(1, 2);
  sampler.text(0, "m", 100, "SSN: 219-45-6789, of Mr. Moss\n");
  sampler.found(at(105, 11, "m"));
  sampler.found(at(5, 11, "gone by"));
  sampler.text_end();
  std::map<std::uint64_t, SampledFinding> by;
  for (auto& f : sampler.findings()) by[f.index] = f;
  ASSERT_EQ(by.size(), 2U);
  EXPECT_EQ(by[0].before, "SSN: ");
  EXPECT_EQ(by[0].value, "219-45-6789");
  EXPECT_EQ(by[0].after, ", of Mr. Moss\n");
  EXPECT_EQ(by[1].value, "");
}

// Figures of Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
TEST(Sample, IntervalsAreWilsons) {
  EXPECT_NEAR(wilson(81, 263).low, 0.2553, 5e-5);
  EXPECT_NEAR(wilson(81, 263).high, 0.3662, 5e-5);
  EXPECT_NEAR(wilson(15, 148).low, 0.0624, 5e-5);
  EXPECT_NEAR(wilson(15, 148).high, 0.1605, 5e-5);
  EXPECT_EQ(wilson(0, 20).low, 0);
  EXPECT_NEAR(wilson(0, 20).high, 0.1611, 5e-5);
  EXPECT_NEAR(wilson(1, 29).high, 0.1718, 5e-5);
}

TEST(Sample, RecallIsNeverSurerThanItsSampleAllows) {
  SampleCounts c;
  c.findings_judged = c.findings_right = 50;
  c.lines_judged = 50;
  c.lines_with = 1000;
  c.lines_without = 1000;
  const auto clean = judge(c);
  EXPECT_EQ(clean.recall.value, 1);
  EXPECT_LT(clean.recall.low, 0.93);
  c.lines_missed = 10;
  const auto some = judge(c);
  EXPECT_NEAR(some.recall.value, 1 / 1.2, 1e-9);
  EXPECT_LT(some.recall.low, some.recall.value);
  EXPECT_GT(some.recall.high, some.recall.value);
  EXPECT_EQ(judge({}).recall.low, 0);
  EXPECT_EQ(judge({}).recall.high, 1);
  EXPECT_EQ(judge({}).precision.high, 1);
}

}  // namespace
}  // namespace ledgelight::discover
