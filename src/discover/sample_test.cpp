#include "discover/sample.hpp"

#include <gtest/gtest.h>

#include <cmath>

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

TEST(Sample, LinesWithAFindingAreCountedNotEstimated) {
  // Three on one line, one that goes over two lines, two on the last; two lines with none.
  const std::string text = "a 1 2 3\nclean\n12 Elm St\nStamford\n\nclean too\nb 4 5\n";
  const auto place = [&](const std::string& word) { return text.find(word); };
  for (std::size_t step = 1; step <= text.size(); ++step) {
    Sampler sampler(1, 50), total(1, 50);
    for (std::size_t i = 0; i < text.size(); i += step)
      sampler.text(0, "m", i, std::string_view(text).substr(i, step));
    for (const auto* word : {"1 2", "2 3", "3\n", "4", "5"})
      sampler.found(at(place(word), 1, "m"));
    sampler.found(at(place("12 Elm"), 18, "m"));
    sampler.found(at(3, 4, "bytes that are no text"));
    total.add(std::move(sampler));
    EXPECT_EQ(total.lines_seen(), 6U);
    EXPECT_EQ(total.lines_with(), 4U);
    std::map<std::uint64_t, std::uint64_t> parts;
    for (const auto& f : total.findings())
      parts[f.index] = f.part_of_lines;
    EXPECT_EQ(
        parts,
        (std::map<std::uint64_t, std::uint64_t>{
            {0, 333333}, {1, 333333}, {2, 333333}, {3, 500000}, {4, 500000}, {5, 2000000}, {6, 0}}))
        << step;
  }
}

TEST(Sample, AFindingFarBehindTheBlockIsStillOnItsLine) {
  // What is held back a long while: more text has gone by than is kept for showing.
  Sampler sampler(1, 5);
  std::uint64_t offset = 0;
  const std::string block(1U << 16, 'y');
  for (int i = 0; i < 200; ++i, offset += block.size())
    sampler.text(0, "m", offset, block);
  sampler.found(at(offset - 100, 5, "m"));
  sampler.found(at(10, 5, "m"));
  sampler.text_end();
  EXPECT_EQ(sampler.lines_with(), 1U) << "the first bytes have gone by: no line is known for them";
}

// Clopper and Pearson: the binomial's exact limits, as R's binom.test prints them.
TEST(Sample, OfEndlessManyIntervalsAreClopperAndPearsons) {
  const auto near = [](const Share& s, double low, double high) {
    EXPECT_NEAR(s.low, low, 5e-5);
    EXPECT_NEAR(s.high, high, 5e-5);
  };
  near(exact_share(48, 50, 0), 0.8629, 0.9951);
  near(exact_share(0, 50, 0), 0, 0.0711);
  near(exact_share(50, 50, 0), 0.9289, 1);
  near(exact_share(7, 10, 0), 0.3475, 0.9333);
  near(exact_share(48, 50, 5'000'000'000), 0.8629, 0.9951);
  near(exact_share(48, 50, 900'000'000), 0.8629, 0.9951);
}

TEST(Sample, IntervalsHoldAtLeastAsOftenAsTheySay) {
  // Every number of hits among all, every deal weighed by how likely it is.
  const auto choose = [](double n, double k) {
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
  };
  const std::uint64_t all = 120, dealt = 50;
  for (std::uint64_t right = 0; right <= all; ++right) {
    double covered = 0;
    for (std::uint64_t k = 0; k <= dealt; ++k) {
      if (k > right || dealt - k > all - right) continue;
      const auto share = exact_share(k, dealt, all);
      const double truth = static_cast<double>(right) / static_cast<double>(all);
      if (truth < share.low - 1e-12 || truth > share.high + 1e-12) continue;
      covered += std::exp(choose(right, k) + choose(all - right, dealt - k) - choose(all, dealt));
    }
    EXPECT_GE(covered, 0.95) << right;
  }
}

TEST(Sample, WhereAllWereJudgedNothingIsLeftToChance) {
  const auto share = exact_share(30, 40, 40);
  EXPECT_EQ(share.low, 0.75);
  EXPECT_EQ(share.high, 0.75);
  EXPECT_EQ(exact_share(0, 0, 40).high, 1);
  // Forty of fifty are known, all right: of the ten others two or three may be wrong, not four.
  EXPECT_LT(exact_share(40, 40, 50).low, 0.97);
  EXPECT_GT(exact_share(40, 40, 50).low, 0.93);
  EXPECT_EQ(exact_share(40, 40, 50).high, 1);
}

TEST(Sample, UnequalWeightsAreWorthFewerEqualOnes) {
  const auto equal = weighted_share(24, 25, 12.5);  // fifty of a half each
  EXPECT_NEAR(equal.low, exact_share(48, 50, 0).low, 1e-9);
  EXPECT_NEAR(equal.high, exact_share(48, 50, 0).high, 1e-9);
  // One line for itself and forty-nine that share one: worth hardly four.
  const auto unequal = weighted_share(2, 2, 1 + 49.0 / (49 * 49));
  EXPECT_EQ(unequal.value, 1);
  EXPECT_LT(unequal.low, 0.4);
}

TEST(Sample, RecallIsNeverSurerThanItsSampleAllows) {
  SampleCounts c;
  c.findings_judged = c.findings_right = 50;
  c.findings_all = 4000;
  c.part_judged = c.part_right = 12.5;
  c.squares_judged = 50.0 / 16;
  c.lines_judged = 50;
  c.lines_with = 1000;
  c.lines_without = 1000;
  const auto clean = judge(c);
  EXPECT_EQ(clean.recall.value, 1);
  EXPECT_LT(clean.recall.low, 0.94);
  c.lines_missed = 10;
  const auto some = judge(c);
  EXPECT_NEAR(some.recall.value, 1 / 1.2, 1e-9);
  EXPECT_LT(some.recall.low, some.recall.value);
  EXPECT_GT(some.recall.high, some.recall.value);
  EXPECT_EQ(judge({}).recall.low, 0);
  EXPECT_EQ(judge({}).recall.high, 1);
  EXPECT_EQ(judge({}).precision.high, 1);
}

TEST(Sample, ALineOfManyFindingsCountsOnce) {
  // Ninety lines of one right finding each, ten lines of ten wrong ones: half of the findings are
  // right, nine tenths of the lines.
  SampleCounts c;
  c.findings_judged = 40;
  c.findings_right = 20;
  c.findings_all = 190;
  c.part_right = 20;
  c.part_judged = 20 + 20 * 0.1;
  c.squares_judged = 20 + 20 * 0.01;
  c.lines_judged = 50;
  c.lines_with = 100;
  c.lines_without = 1000;
  const auto result = judge(c);
  EXPECT_EQ(result.precision.value, 0.5);
  EXPECT_EQ(result.recall.value, 1);
  c.lines_missed = 5;
  EXPECT_NEAR(judge(c).recall.value, 90.909 / 190.909, 1e-4);
}

TEST(Sample, WhatWasLeftOutSpeaksAgainstTheSearchAtWorst) {
  SampleCounts c;
  c.findings_judged = c.findings_right = 45;
  c.findings_left = 5;
  c.part_judged = c.part_right = 45;
  c.squares_judged = 45;
  c.part_left = c.squares_left = 5;
  c.lines_judged = 49;
  c.lines_left = 1;
  c.lines_with = c.lines_without = 500;
  EXPECT_EQ(judge(c).precision.value, 1);
  EXPECT_NEAR(judge(c.at_worst()).precision.value, 0.9, 1e-9);
  EXPECT_NEAR(judge(c.at_worst()).recall.value, 0.9 / 0.92, 1e-9);
}

// The whole of it, dealt and judged many times over on evidence whose truth is known: the interval
// for recall holds at least as often as it says.
TEST(Sample, TheIntervalForRecallHoldsWhereTheTruthIsKnown) {
  // 1,500 lines: 400 with one to six findings (a tenth of the findings wrong, lines of six
  // oftener), 1,100 without, of which 60 hold something that was missed.
  std::string text;
  std::vector<Finding> findings;
  std::map<std::uint64_t, bool> right;  // by offset
  std::map<std::uint64_t, bool> missed;
  double true_lines = 0;
  for (int line = 0; line < 1500; ++line) {
    const auto begin = text.size();
    text += "line " + std::to_string(10000 + line) + " ";
    if (line % 15 < 4) {
      const int many = 1 + line % 6;
      int good = 0;
      for (int i = 0; i < many; ++i) {
        const bool is_right = (line * 7 + i * 3) % (many == 6 ? 4 : 16) != 0;
        right[text.size()] = is_right;
        good += is_right ? 1 : 0;
        findings.push_back(at(text.size(), 1, "m"));
        text += "x ";
      }
      true_lines += static_cast<double>(good) / many;
    } else {
      missed[begin] = line % 15 == 7 && line % 2 == 0;
    }
    text += "\n";
  }
  double lost = 0;
  for (const auto& entry : missed)
    lost += entry.second ? 1 : 0;
  const double truth = true_lines / (true_lines + lost);
  int held = 0;
  constexpr int rounds = 400;
  double sum = 0;
  for (int round = 0; round < rounds; ++round) {
    Sampler sampler(static_cast<std::uint64_t>(round) * 7919 + 1, 50);
    sampler.text(0, "m", 0, text);
    for (const auto& f : findings)
      sampler.found(f);
    sampler.text_end();
    SampleCounts c;
    c.findings_all = findings.size();
    c.lines_with = static_cast<double>(sampler.lines_with());
    c.lines_without = static_cast<double>(sampler.lines_seen() - sampler.lines_with());
    for (const auto& f : sampler.findings()) {
      const auto part = static_cast<double>(f.part_of_lines) / 1e6;
      const bool good = right.at(findings[f.index].offset);
      ++c.findings_judged;
      c.findings_right += good ? 1U : 0U;
      c.part_judged += part;
      c.part_right += good ? part : 0;
      c.squares_judged += part * part;
    }
    for (const auto& line : sampler.lines(findings)) {
      if (line.holds_finding || c.lines_judged == 50) continue;
      ++c.lines_judged;
      c.lines_missed += missed.at(line.offset) ? 1U : 0U;
    }
    const auto result = judge(c);
    held += truth >= result.recall.low && truth <= result.recall.high ? 1 : 0;
    sum += result.recall.value;
  }
  EXPECT_GE(held, rounds * 95 / 100);
  EXPECT_NEAR(sum / rounds, truth, 0.02) << "and the figure itself is not drawn to one side";
}

}  // namespace
}  // namespace ledgelight::discover
