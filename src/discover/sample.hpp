// discover/sample.hpp: a fair deal of places for the officer's sample check.
//
// While a scan runs, two uniform samples are kept without knowing beforehand how much will come:
// findings, with the text around them, and lines of text as they were read. Both by bottom-k
// sampling: each gets a random number, the k smallest stay (Cohen and Kaplan, 2007). A line here is
// what ends with a line feed and is not blank, or `longest` bytes of what is longer. Which lines hold a finding is
// told at the end, when all findings are known.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "discover/finding.hpp"

namespace ledgelight::discover {

struct SampledFinding {
  std::uint64_t index = 0;  ///< the how-manieth found() of the scan, from 0
  std::string before, value, after;  ///< bytes as they stand around it; empty when they had gone by
  /// Its part of the lines with a finding, in millionths of a line: of a line on which three
  /// findings stand, a third each. 0: it stands on no line that was counted (bytes that are no
  /// text).
  std::uint64_t part_of_lines = 0;
};

struct SampledLine {
  std::uint32_t file = 0;
  std::string member;
  std::uint64_t offset = 0;
  std::string bytes;
  bool holds_finding = false;
};

class Sampler {
 public:
  static constexpr std::size_t longest = 400;      ///< bytes of a line
  static constexpr std::size_t lines_kept = 8192;
  static constexpr std::size_t around = 80;        ///< bytes before and after a finding

  /// `seed` decides the deal; the same seed and bytes deal the same.
  Sampler(std::uint64_t seed, std::size_t findings) : seed_(seed), wanted_(findings) {}
  /// For source `number` of a scan of several, to be add()ed to this one when it is done: what has
  /// no chance there any more is not kept. Its numbers are drawn from the seed and `number` alone.
  Sampler of_source(std::uint64_t number) const;
  /// What `one` has kept, as if this had seen it after what it saw so far. Sources in their order:
  /// then it is the same deal whether they were read in one go or not.
  void add(Sampler one);

  /// What was kept, to be written down and taken up again; no text that is being read.
  struct Kept {
    std::uint64_t lines_seen = 0, findings_seen = 0, lines_with = 0;
    std::vector<std::pair<std::uint64_t, SampledLine>> lines;
    std::vector<std::pair<std::uint64_t, SampledFinding>> findings;
  };
  Kept kept() const;
  void put(Kept kept);

  /// Bytes of a member handed to the searchers, in order, each once.
  void text(std::uint32_t file, std::string_view member, std::uint64_t offset, std::string_view bytes);
  /// No more of this member will come.
  void text_end();
  void found(const Finding& finding);

  /// In the order of their random numbers: any first n of them are a uniform sample.
  std::vector<SampledFinding> findings() const;
  /// Likewise; `found`: all findings of the scan, in any order.
  std::vector<SampledLine> lines(const std::vector<Finding>& found) const;
  std::vector<SampledLine> lines() const;  ///< holds_finding not told yet
  std::uint64_t lines_seen() const { return lines_seen_; }
  /// How many of them hold a finding: all of them counted, none estimated.
  std::uint64_t lines_with() const { return lines_with_; }

 private:
  std::uint64_t draw(std::uint64_t stream, std::uint64_t n) const;
  bool wants_finding(std::uint64_t number) const;
  void offer_line();
  void line_end();
  void next_line();
  bool wants_line(std::uint64_t number) const;
  std::vector<std::uint64_t> lines_of(const Finding& finding) const;
  void count_lines();

  std::uint64_t seed_;
  std::size_t wanted_;
  std::uint64_t lines_seen_ = 0, findings_seen_ = 0, lines_with_ = 0;
  // From these numbers on nothing is kept.
  std::uint64_t lines_below_ = UINT64_MAX, findings_below_ = UINT64_MAX;
  std::multimap<std::uint64_t, SampledLine> lines_;
  std::multimap<std::uint64_t, SampledFinding> findings_;
  // The line that is being read, and what was read of the member lately.
  std::uint32_t file_ = 0;
  std::string member_, line_, recent_;
  std::uint64_t line_at_ = 0, recent_end_ = 0;
  std::size_t line_size_ = 0;
  bool keeping_ = false, blank_ = true, open_ = false;
  // Where the lines of what was read lately begin; the lines of all findings of the member, each as
  // often as one stands on it; and those of the findings that were kept, by their index.
  std::vector<std::uint64_t> begins_, found_on_;
  std::map<std::uint64_t, std::vector<std::uint64_t>> kept_on_;
};

/// Lines of a sample, told of the findings of the scan one by one, in any order.
class LinesWithFindings {
 public:
  explicit LinesWithFindings(std::vector<SampledLine> lines);
  void found(const Finding& finding);
  /// In the order they were given.
  const std::vector<SampledLine>& lines() const { return lines_; }

 private:
  std::vector<SampledLine> lines_;
  std::map<std::tuple<std::uint32_t, std::string, std::uint64_t>, std::size_t, std::less<>> places_;
};

/// A share and the interval that holds it; nothing judged: 0 to 1.
struct Share {
  double value = 0, low = 0, high = 1;
};
/// Of `hits` in `judged`, drawn without putting back from `all` (0: nobody knows, or endless): the
/// exact interval, which holds in at least 1 - `error` of all deals, error / 2 to each side. The
/// hypergeometric's; from endless many it is Clopper's and Pearson's (Biometrika 26, 1934).
Share exact_share(std::uint64_t hits, std::uint64_t judged, std::uint64_t all, double error = 0.05);
/// Of judged things that count unequally: `hits` and `judged` are sums of their weights, `squares`
/// of the weights' squares. Clopper's and Pearson's interval for as many equal ones as they are
/// worth by Kish's measure (Korn and Graubard, Survey Methodology 24, 1998).
Share weighted_share(double hits, double judged, double squares, double error = 0.05);

struct SampleCounts {
  std::uint64_t findings_judged = 0, findings_right = 0;
  std::uint64_t findings_left = 0;  ///< dealt, and not counted: "not sure", or not judged
  std::uint64_t findings_all = 0;   ///< of the search; 0: not kept
  std::uint64_t lines_judged = 0, lines_missed = 0, lines_left = 0;  ///< of lines without a finding
  double lines_with = 0, lines_without = 0;                          ///< in all that was read
  /// Of the judged findings, the right ones and those left: their parts of lines, and squares.
  double part_judged = 0, part_right = 0, part_left = 0, squares_judged = 0, squares_left = 0;

  /// As if each that was left out spoke against the search.
  SampleCounts at_worst() const;
};
struct SampleResult {
  Share precision;
  /// Of the lines that hold personal data, the share in which something was found. A line on which
  /// some findings are right counts as far as they are. The interval joins both samples' bounds at
  /// 97.5 % each (Bonferroni), so it holds in at least 95 % of deals, and is wide.
  Share recall;
};
SampleResult judge(const SampleCounts& counts);

}  // namespace ledgelight::discover
