#include "discover/sample.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace ledgelight::discover {
namespace {

constexpr std::size_t recent_bytes = 4U << 20;  // a block and what the searchers hold back of it

template <class Kept>
bool fits(const Kept& kept, std::size_t most, std::uint64_t number) {
  return kept.size() < most || number < kept.rbegin()->first;
}

template <class Kept, class Row>
void keep(Kept& kept, std::size_t most, std::uint64_t number, Row row) {
  kept.emplace(number, std::move(row));
  if (kept.size() > most) kept.erase(std::prev(kept.end()));
}

}  // namespace

// SplitMix64 (Steele, Lea, Flood 2014): every n has its own number, whatever was drawn before.
std::uint64_t Sampler::draw(std::uint64_t stream, std::uint64_t n) const {
  std::uint64_t x = seed_ + stream * 0xd1342543de82ef95ULL + (n + 1) * 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

bool Sampler::wants_line(std::uint64_t number) const {
  return number < lines_below_ && fits(lines_, lines_kept, number);
}

bool Sampler::wants_finding(std::uint64_t number) const {
  return number < findings_below_ && fits(findings_, wanted_, number);
}

Sampler Sampler::of_source(std::uint64_t number) const {
  Sampler out(draw(2, number), wanted_);
  if (lines_.size() == lines_kept) out.lines_below_ = lines_.rbegin()->first;
  if (wanted_ > 0 && findings_.size() == wanted_) out.findings_below_ = findings_.rbegin()->first;
  return out;
}

void Sampler::add(Sampler one) {
  one.text_end();
  put(one.kept());
}

Sampler::Kept Sampler::kept() const {
  return {lines_seen_,
          findings_seen_,
          lines_with_,
          {lines_.begin(), lines_.end()},
          {findings_.begin(), findings_.end()}};
}

void Sampler::put(Kept kept) {
  for (auto& [number, line] : kept.lines)
    if (wants_line(number)) keep(lines_, lines_kept, number, std::move(line));
  for (auto& [number, finding] : kept.findings) {
    if (!wants_finding(number)) continue;
    finding.index += findings_seen_;
    keep(findings_, wanted_, number, std::move(finding));
  }
  lines_seen_ += kept.lines_seen;
  lines_with_ += kept.lines_with;
  findings_seen_ += kept.findings_seen;
}

void Sampler::offer_line() {
  if (keeping_) {
    keep(lines_, lines_kept, draw(0, lines_seen_), SampledLine{file_, member_, line_at_, line_, false});
  }
  ++lines_seen_;
  next_line();
}

void Sampler::next_line() {
  line_at_ += line_size_;
  line_size_ = 0;
  line_.clear();
  blank_ = true;
  keeping_ = wants_line(draw(0, lines_seen_));
}

// A blank line is no place where anything could be missed: it is not counted.
void Sampler::line_end() {
  if (blank_) {
    next_line();
  } else {
    offer_line();
  }
}

void Sampler::text(std::uint32_t file, std::string_view member, std::uint64_t offset, std::string_view bytes) {
  if (!open_ || recent_end_ != offset || file != file_ || member != member_) {
    text_end();
    open_ = true;
    file_ = file;
    member_ = member;
    line_at_ = offset;
    next_line();
  }
  if (recent_.size() + bytes.size() > recent_bytes) {
    recent_.erase(0, recent_.size() > recent_bytes / 2 ? recent_.size() - recent_bytes / 2 : 0);
    const auto first =
        std::upper_bound(begins_.begin(), begins_.end(), recent_end_ - recent_.size());
    if (first != begins_.begin()) begins_.erase(begins_.begin(), std::prev(first));
  }
  recent_ += bytes;
  recent_end_ = offset + bytes.size();
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    const auto whole = end != std::string_view::npos;
    auto n = whole ? end : bytes.size();
    const auto room = longest - line_size_;
    const bool cut = n > room;
    if (cut) n = room;
    if (blank_) blank_ = bytes.substr(0, n).find_first_not_of(" \t\r") == std::string_view::npos;
    if (keeping_) line_ += bytes.substr(0, n);
    if (line_size_ == 0 && n > 0) begins_.push_back(line_at_);
    line_size_ += n;
    bytes.remove_prefix(n);
    if (cut) {
      line_end();
    } else if (whole) {
      bytes.remove_prefix(1);
      line_end();
      ++line_at_;
    }
  }
}

void Sampler::text_end() {
  if (line_size_ > 0) line_end();
  count_lines();
  open_ = false;
  recent_.clear();
  recent_end_ = 0;
  member_.clear();
  line_at_ = 0;
}

std::vector<std::uint64_t> Sampler::lines_of(const Finding& finding) const {
  if (finding.file != file_ || finding.member != member_) return {};
  auto line = std::upper_bound(begins_.begin(), begins_.end(), finding.offset);
  if (line == begins_.begin()) return {};
  std::vector<std::uint64_t> out{*std::prev(line)};
  // A value that goes on over the end of a line (an address) stands on both.
  for (; line != begins_.end() && *line < finding.offset + finding.length; ++line)
    out.push_back(*line);
  return out;
}

void Sampler::count_lines() {
  std::sort(found_on_.begin(), found_on_.end());
  for (auto& entry : findings_) {
    auto& finding = entry.second;
    const auto on = kept_on_.find(finding.index);
    if (on == kept_on_.end()) continue;
    double part = 0;
    for (const auto line : on->second) {
      const auto all = std::equal_range(found_on_.begin(), found_on_.end(), line);
      part += 1e6 / static_cast<double>(all.second - all.first);
    }
    finding.part_of_lines = static_cast<std::uint64_t>(std::llround(part));
  }
  lines_with_ += static_cast<std::uint64_t>(std::unique(found_on_.begin(), found_on_.end()) -
                                            found_on_.begin());
  found_on_.clear();
  kept_on_.clear();
  begins_.clear();
}

void Sampler::found(const Finding& finding) {
  const auto index = findings_seen_++;
  const auto number = draw(1, index);
  auto on = lines_of(finding);
  found_on_.insert(found_on_.end(), on.begin(), on.end());
  if (!wants_finding(number)) return;
  if (!on.empty()) kept_on_[index] = std::move(on);
  SampledFinding out;
  out.index = index;
  const auto begin = recent_end_ - recent_.size();
  if (finding.file == file_ && finding.member == member_ && finding.offset >= begin &&
      finding.offset + finding.length <= recent_end_) {
    const auto at = static_cast<std::size_t>(finding.offset - begin);
    const auto length = static_cast<std::size_t>(finding.length);
    const auto from = at > around ? at - around : 0;
    out.before = recent_.substr(from, at - from);
    out.value = recent_.substr(at, length);
    out.after = recent_.substr(at + length, around);
  }
  keep(findings_, wanted_, number, std::move(out));
}

std::vector<SampledFinding> Sampler::findings() const {
  std::vector<SampledFinding> out;
  for (const auto& entry : findings_) out.push_back(entry.second);
  return out;
}

std::vector<SampledLine> Sampler::lines() const {
  std::vector<SampledLine> out;
  for (const auto& entry : lines_) out.push_back(entry.second);
  return out;
}

std::vector<SampledLine> Sampler::lines(const std::vector<Finding>& found) const {
  LinesWithFindings out(lines());
  for (const auto& f : found)
    out.found(f);
  return out.lines();
}

LinesWithFindings::LinesWithFindings(std::vector<SampledLine> lines) : lines_(std::move(lines)) {
  // By place, so that each finding is looked up once.
  for (std::size_t i = 0; i < lines_.size(); ++i)
    places_[{lines_[i].file, lines_[i].member, lines_[i].offset}] = i;
}

void LinesWithFindings::found(const Finding& f) {
  auto next = places_.upper_bound(
      std::tuple<std::uint32_t, std::string, std::uint64_t>{f.file, f.member, f.offset});
  if (next != places_.begin()) {
    auto& line = lines_[std::prev(next)->second];
    if (line.file == f.file && line.member == f.member &&
        f.offset < line.offset + line.bytes.size()) {
      line.holds_finding = true;
    }
  }
  // A value that goes on over the end of a line (an address) is found on both.
  for (; next != places_.end(); ++next) {
    auto& line = lines_[next->second];
    if (line.file != f.file || line.member != f.member || line.offset >= f.offset + f.length) break;
    line.holds_finding = true;
  }
}

namespace {

double log_choose(double n, double k) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

// That at most, or at least, `hits` of the `judged` are hits when `right` of `all` are.
double at_most(double hits, double judged, double all, double right) {
  double sum = 0;
  for (double k = std::max(0.0, judged - (all - right)); k <= std::min({hits, judged, right});
       ++k) {
    sum += std::exp(log_choose(right, k) + log_choose(all - right, judged - k) -
                    log_choose(all, judged));
  }
  return sum;
}
double at_least(double hits, double judged, double all, double right) {
  return at_most(judged - hits, judged, all, all - right);
}

// Of so many one more or less makes no difference that can be seen, and logarithms of factorials
// still have digits to spare.
constexpr double endless = 1e9;

// The least number in [low, high] for which `holds`, which holds from there on; `high` when none.
template <class Holds>
double least(double low, double high, Holds holds) {
  while (low < high) {
    const double middle = std::floor((low + high) / 2);
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

// The regularised incomplete beta function by its continued fraction (DLMF 8.17.22), which goes
// together quickly below the mean; above it the other tail is taken.
double beta_below(double x, double a, double b) {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - beta_below(1 - x, b, a);
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log1p(-x)) /
                       a;
  // Lentz's way: the fraction 1 / (1 + t1 / (1 + t2 / ...)) from its beginning.
  const auto term = [&](int n) {
    const double m = n / 2;
    return n % 2 == 0 ? m * (b - m) * x / ((a + n - 1) * (a + n))
                      : -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n));
  };
  const auto not_nothing = [](double v) { return std::abs(v) < 1e-300 ? 1e-300 : v; };
  double c = 1, d = 1 / not_nothing(1 + term(1)), value = d;
  for (int n = 2; n <= 2000; ++n) {
    d = 1 / not_nothing(1 + term(n) * d);
    c = not_nothing(1 + term(n) / c);
    value *= c * d;
    if (std::abs(c * d - 1) < 1e-14) break;
  }
  return front * value;
}

// Where so much of a beta distribution lies below.
double beta_quantile(double share, double a, double b) {
  double low = 0, high = 1;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (beta_below(middle, a, b) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

Share clopper_pearson(double hits, double judged, double error) {
  Share out;
  out.value = hits / judged;
  const double missed = judged - hits;
  out.low = hits <= 0 ? 0 : beta_quantile(error / 2, hits, missed + 1);
  out.high = missed <= 0 ? 1 : beta_quantile(1 - error / 2, hits + 1, missed);
  return out;
}

}  // namespace

Share exact_share(std::uint64_t hits, std::uint64_t judged, std::uint64_t all, double error) {
  if (judged == 0) return {};
  const auto k = static_cast<double>(hits), n = static_cast<double>(judged),
             many = static_cast<double>(all);
  if (all < judged || many > endless) return clopper_pearson(k, n, error);
  // Every number of hits among all that would not make what was seen too rare.
  const double most = many - (n - k);
  const double low =
      least(k, most, [&](double right) { return at_least(k, n, many, right) > error / 2; });
  const double beyond = least(k, most + 1, [&](double right) {
    return right > most || at_most(k, n, many, right) <= error / 2;
  });
  return {k / n, low / many, std::max(beyond - 1, k) / many};
}

Share weighted_share(double hits, double judged, double squares, double error) {
  if (judged <= 0 || squares <= 0) return {};
  const double worth = judged * judged / squares;
  return clopper_pearson(std::min(hits / judged, 1.0) * worth, worth, error);
}

SampleCounts SampleCounts::at_worst() const {
  auto out = *this;
  out.findings_judged += findings_left;
  out.part_judged += part_left;
  out.squares_judged += squares_left;
  out.lines_judged += lines_left;
  out.lines_missed += lines_left;
  out.findings_left = out.lines_left = 0;
  out.part_left = out.squares_left = 0;
  return out;
}

SampleResult judge(const SampleCounts& c) {
  SampleResult out;
  out.precision = exact_share(c.findings_right, c.findings_judged, c.findings_all);
  constexpr double half = 0.025;  // of the error that both samples may make together
  auto right = weighted_share(c.part_right, c.part_judged, c.squares_judged, half);
  if (c.part_judged <= 0)
    right = exact_share(c.findings_right, c.findings_judged, c.findings_all, half);
  // All were judged: nothing is left to chance.
  if (c.findings_judged > 0 && c.findings_judged == c.findings_all)
    right.low = right.high = right.value;
  const auto missed = exact_share(c.lines_missed, c.lines_judged,
                                  static_cast<std::uint64_t>(std::llround(c.lines_without)), half);
  const auto share = [&](double p, double q) {
    const double got = c.lines_with * p;
    const double lost = c.lines_without * q;
    return got + lost <= 0 ? 1.0 : got / (got + lost);
  };
  out.recall = {share(right.value, missed.value), share(right.low, missed.high), share(right.high, missed.low)};
  // Where every line held a finding there was none to miss something on; else somebody must look.
  if (c.lines_judged == 0 && c.lines_without > 0) out.recall = {0, 0, 1};
  if (c.lines_with + c.lines_without <= 0) out.recall = {0, 0, 1};
  return out;
}

}  // namespace ledgelight::discover
