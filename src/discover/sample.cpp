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
  return {lines_seen_, findings_seen_, {lines_.begin(), lines_.end()}, {findings_.begin(), findings_.end()}};
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
  open_ = false;
  recent_.clear();
  recent_end_ = 0;
  member_.clear();
  line_at_ = 0;
}

void Sampler::found(const Finding& finding) {
  const auto index = findings_seen_++;
  const auto number = draw(1, index);
  if (!wants_finding(number)) return;
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

std::vector<SampledLine> Sampler::lines(const std::vector<Finding>& found) const {
  std::vector<SampledLine> out;
  for (const auto& entry : lines_) out.push_back(entry.second);
  // By place, so that each finding is looked up once.
  std::map<std::tuple<std::uint32_t, std::string_view, std::uint64_t>, SampledLine*> places;
  for (auto& line : out) places[{line.file, line.member, line.offset}] = &line;
  for (const auto& f : found) {
    auto next = places.upper_bound({f.file, f.member, f.offset});
    if (next != places.begin()) {
      auto& line = *std::prev(next)->second;
      if (line.file == f.file && line.member == f.member && f.offset < line.offset + line.bytes.size()) {
        line.holds_finding = true;
      }
    }
    // A value that goes on over the end of a line (an address) is found on both.
    for (; next != places.end(); ++next) {
      auto& line = *next->second;
      if (line.file != f.file || line.member != f.member || line.offset >= f.offset + f.length) break;
      line.holds_finding = true;
    }
  }
  return out;
}

Share wilson(std::uint64_t hits, std::uint64_t n, double z) {
  if (n == 0) return {};
  const double count = static_cast<double>(n);
  const double p = static_cast<double>(hits) / count;
  const double z2 = z * z;
  const double middle = (p + z2 / (2 * count)) / (1 + z2 / count);
  const double half = z / (1 + z2 / count) * std::sqrt(p * (1 - p) / count + z2 / (4 * count * count));
  return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

SampleResult judge(const SampleCounts& c) {
  SampleResult out;
  out.precision = wilson(c.findings_right, c.findings_judged);
  constexpr double both = 2.241403;  // 97.5 % each
  const auto right = wilson(c.findings_right, c.findings_judged, both);
  const auto missed = wilson(c.lines_missed, c.lines_judged, both);
  const auto share = [&](double p, double q) {
    const double got = c.lines_with * p;
    const double lost = c.lines_without * q;
    return got + lost <= 0 ? 1.0 : got / (got + lost);
  };
  out.recall = {share(right.value, missed.value), share(right.low, missed.high), share(right.high, missed.low)};
  if (c.lines_judged == 0) out.recall = {0, 0, 1};
  return out;
}

}  // namespace ledgelight::discover
