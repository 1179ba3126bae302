#include "desk/search_progress.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "discover/decoder.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::uint64_t worth_bytes = 64ULL << 20;  // of evidence
constexpr auto worth_time = std::chrono::seconds(3);
constexpr std::size_t findings_in_a_part = 20'000;
/// What follows a part.
constexpr std::uint64_t last_of_it = 0, more_in_the_next = 1, goes_on_from = 2;

class Packer {
 public:
  void number(std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) out_ += static_cast<char>(n | 0x80);
    out_ += static_cast<char>(n);
  }
  void text(std::string_view bytes) {
    number(bytes.size());
    out_ += bytes;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  Result<std::uint64_t> number() {
    std::uint64_t out = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return broken();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      out |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return out;
    }
    return broken();
  }
  Result<std::string> text() {
    const auto size = TRY(number());
    if (size > rest_.size()) return broken();
    std::string out(rest_.substr(0, static_cast<std::size_t>(size)));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return out;
  }
  /// Of things that take a byte at least.
  Result<std::size_t> count() {
    const auto n = TRY(number());
    if (n > rest_.size()) return broken();
    return static_cast<std::size_t>(n);
  }
  Result<void> end() const { return rest_.empty() ? Result<void>() : broken(); }
  static Error broken() { return fail(Errc::corrupt, "what was kept of a search is broken"); }

 private:
  std::string_view rest_;
};

void pack(Packer& to, const discover::Finding& f) {
  const auto& postal = f.postal.reveal(Purpose::seal);
  to.text(f.member);
  for (const auto n : {f.offset, f.length, static_cast<std::uint64_t>(f.element),
                       static_cast<std::uint64_t>(f.part), static_cast<std::uint64_t>(f.confidence), f.record})
    to.number(n);
  to.text(f.norm.reveal(Purpose::seal));
  for (const auto* part : {&postal.street, &postal.city, &postal.state, &postal.zip}) to.text(*part);
  to.text(f.masked);
  to.text(f.reason);
}

Result<discover::Finding> unpack_finding(Unpacker& from, std::uint32_t item) {
  discover::Finding f;
  f.file = item;
  f.member = TRY(from.text());
  f.offset = TRY(from.number());
  f.length = TRY(from.number());
  const auto element = TRY(from.number()), part = TRY(from.number()), confidence = TRY(from.number());
  if (element >= discover::element_count || part > static_cast<std::uint64_t>(discover::NamePart::suffix) ||
      confidence > 100)
    return Unpacker::broken();
  f.element = static_cast<discover::Element>(element);
  f.part = static_cast<discover::NamePart>(part);
  f.confidence = static_cast<int>(confidence);
  f.record = TRY(from.number());
  f.norm = Personal<std::string>(TRY(from.text()));
  discover::Postal postal;
  for (auto* into : {&postal.street, &postal.city, &postal.state, &postal.zip}) *into = TRY(from.text());
  f.postal = discover::MaybePostal(Personal<discover::Postal>(std::move(postal)));
  f.masked = TRY(from.text());
  f.reason = TRY(from.text());
  return f;
}

void pack(Packer& to, const discover::Sampler::Kept& sample) {
  to.number(sample.lines_seen);
  to.number(sample.findings_seen);
  to.number(sample.lines_with);
  to.number(sample.lines.size());
  for (const auto& [number, line] : sample.lines) {
    to.number(number);
    to.text(line.member);
    to.number(line.offset);
    to.text(line.bytes);
  }
  to.number(sample.findings.size());
  for (const auto& [number, finding] : sample.findings) {
    to.number(number);
    to.number(finding.index);
    to.number(finding.part_of_lines);
    for (const auto* part : {&finding.before, &finding.value, &finding.after}) to.text(*part);
  }
}

Result<discover::Sampler::Kept> unpack_sample(Unpacker& from, std::uint32_t item) {
  discover::Sampler::Kept out;
  out.lines_seen = TRY(from.number());
  out.findings_seen = TRY(from.number());
  out.lines_with = TRY(from.number());
  for (auto n = TRY(from.count()); n > 0; --n) {
    const auto number = TRY(from.number());
    discover::SampledLine line;
    line.file = item;
    line.member = TRY(from.text());
    line.offset = TRY(from.number());
    line.bytes = TRY(from.text());
    out.lines.emplace_back(number, std::move(line));
  }
  for (auto n = TRY(from.count()); n > 0; --n) {
    const auto number = TRY(from.number());
    discover::SampledFinding finding;
    finding.index = TRY(from.number());
    finding.part_of_lines = TRY(from.number());
    for (auto* into : {&finding.before, &finding.value, &finding.after}) *into = TRY(from.text());
    out.findings.emplace_back(number, std::move(finding));
  }
  return out;
}

// What it reads, in which order and under which names, and what reads it.
std::string basis_of(const Desk& desk, const SealedItems& items) {
  Packer text;
  text.text(discover::reader_identity());
  for (const auto& item : items.all()) {
    text.text(item.row.id.str());
    text.text(item.row.blob);
    text.text(item.name);
    text.number(item.key ? 1 : 0);
  }
  return desk.blind("search", text.take());
}

std::string search_label(const CaseId& id) { return "search/" + id.str(); }

}  // namespace

std::vector<std::string> parts_of(std::uint32_t item, std::uint64_t files,
                                  std::span<const discover::Unread> not_read,
                                  const discover::Sampler::Kept& sample,
                                  std::span<const discover::Finding> findings,
                                  const std::optional<discover::Limits::From>& goes_on) {
  std::vector<std::string> out;
  do {
    const auto here = findings.first(std::min(findings.size(), findings_in_a_part));
    findings = findings.subspan(here.size());
    Packer to;
    to.number(item);
    to.number(!findings.empty() ? more_in_the_next : goes_on ? goes_on_from : last_of_it);
    if (findings.empty() && goes_on) {
      to.number(goes_on->place);
      to.number(goes_on->records);
    }
    if (out.empty()) {
      to.number(files);
      to.number(not_read.size());
      for (const auto& u : not_read) {
        to.text(u.member);
        to.text(u.reason);
        to.number(u.bytes);
      }
      pack(to, sample);
    }
    to.number(here.size());
    for (const auto& f : here) pack(to, f);
    out.push_back(to.take());
  } while (!findings.empty());
  return out;
}

Result<ItemFound> item_of(std::span<const std::string> parts, std::uint32_t item) {
  ItemFound out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Unpacker from(parts[i]);
    if (TRY(from.number()) != item) return Unpacker::broken();
    out.item = item;
    const auto next = TRY(from.number());
    if (next > goes_on_from || (next == more_in_the_next) != (i + 1 < parts.size()))
      return Unpacker::broken();
    if (next == goes_on_from) {
      auto& place = out.goes_on.emplace();
      place.place = TRY(from.number());
      place.records = TRY(from.number());
    }
    if (i == 0) {
      out.files = TRY(from.number());
      for (auto n = TRY(from.count()); n > 0; --n) {
        discover::Unread u;
        u.file = item;
        u.member = TRY(from.text());
        u.reason = TRY(from.text());
        u.bytes = TRY(from.number());
        out.not_read.push_back(std::move(u));
      }
      out.sample = TRY(unpack_sample(from, item));
    }
    for (auto n = TRY(from.count()); n > 0; --n)
      out.findings.push_back(TRY(unpack_finding(from, item)));
    TRY(from.end());
  }
  if (parts.empty()) return Unpacker::broken();
  return out;
}

std::string SearchProgress::part_label(std::uint64_t number) const {
  return "search/" + token_ + "/" + std::to_string(number);
}

Result<void> SearchProgress::put(Tx& tx) {
  const auto kase = TRY(tx.find_case(id_));
  if (!kase) return fail(Errc::not_found, "no such case");
  SearchRow row{id_, basis_, holder_, items_done_, parts_, {}};
  row.body = TRY(seal_json(*desk_, tx, kase->key, search_label(id_),
                           Json{{"milliseconds", so_far_},
                                {"seed", std::to_string(seed_)},
                                {"token", token_}}));
  return tx.put_search(row);
}

Result<void> SearchProgress::begin(Tx& tx) {
  items_done_ = parts_ = 0;
  milliseconds_ = so_far_ = 0;
  found_.clear();
  token_ = hex(desk_->randomness().bytes(16));
  seed_ = 0;
  for (const char c : desk_->randomness().bytes(sizeof seed_))
    seed_ = seed_ << 8 | static_cast<unsigned char>(c);
  TRY(tx.erase_search(id_));
  return put(tx);
}

// Every part that is there, or none: what does not open is read again from the evidence.
Result<void> SearchProgress::load(std::uint64_t parts) {
  const auto tx = TRY(desk_->store().read());
  std::vector<std::string> own;
  std::uint64_t item = 0;
  for (std::uint64_t number = 0; number < parts; ++number) {
    const auto row = TRY(tx->search_part(id_, number));
    if (!row || item >= items_->all().size() || row->evidence != items_->all()[item].row.id)
      return Unpacker::broken();
    const auto key = TRY(key_of(*desk_, *tx, row->body.key));
    own.push_back(TRY(unseal(key, part_label(number), row->body.bytes)));
    Unpacker head(own.back());
    (void)TRY(head.number());
    if (TRY(head.number()) == more_in_the_next) continue;
    found_.push_back(TRY(item_of(own, static_cast<std::uint32_t>(item))));
    if (!found_.back().goes_on) ++item;
    own.clear();
  }
  if (!own.empty() || item != items_done_) return Unpacker::broken();
  return {};
}

Result<SearchProgress> SearchProgress::take_up(Desk& desk, const CaseId& id,
                                               const SealedItems& items) {
  SearchProgress out(desk, id, items);
  out.basis_ = basis_of(desk, items);
  out.holder_ = hex(desk.randomness().bytes(16));
  bool there = false;
  {
    const auto tx = TRY(desk.store().write());
    const auto row = TRY(tx->search(id));
    if (row && row->basis == out.basis_) {
      if (const auto body = open_json(desk, *tx, row->body, search_label(id))) {
        out.items_done_ = row->items;
        out.parts_ = row->parts;
        out.milliseconds_ = out.so_far_ = int_at(*body, "milliseconds").value_or(0);
        out.seed_ = std::strtoull(text_at(*body, "seed").c_str(), nullptr, 10);
        out.token_ = text_at(*body, "token");
        there = true;
      }
    }
    TRY(there ? out.put(*tx) : out.begin(*tx));
    TRY(tx->commit());
  }
  if (there && !out.load(out.parts_)) {
    const auto tx = TRY(desk.store().write());
    TRY(out.begin(*tx));
    TRY(tx->commit());
  }
  return out;
}

Result<void> SearchProgress::done(std::uint64_t files, std::span<const discover::Unread> not_read,
                                  const discover::Sampler::Kept& sample,
                                  std::span<const discover::Finding> findings,
                                  std::int64_t milliseconds) {
  if (lost_) return {};
  TRY(wait_to_be_kept(
      parts_of(static_cast<std::uint32_t>(items_done_), files, not_read, sample, findings),
      items_->all()[items_done_].row.size));
  ++items_done_;
  so_far_ = milliseconds;
  return save_if_worth_it();
}

Result<void> SearchProgress::reached(const discover::Limits::From& place, std::uint64_t bytes,
                                     std::uint64_t files,
                                     std::span<const discover::Unread> not_read,
                                     const discover::Sampler::Kept& sample,
                                     std::span<const discover::Finding> findings,
                                     std::int64_t milliseconds) {
  if (lost_) return {};
  TRY(wait_to_be_kept(
      parts_of(static_cast<std::uint32_t>(items_done_), files, not_read, sample, findings, place),
      bytes));
  so_far_ = milliseconds;
  return save_if_worth_it();
}

Result<void> SearchProgress::wait_to_be_kept(const std::vector<std::string>& parts,
                                             std::uint64_t bytes) {
  const auto& item = items_->all()[items_done_];
  auto key = item.key;
  auto key_id = item.row.key;
  if (!key) {
    const auto tx = TRY(desk_->store().read());
    const auto kase = TRY(tx->find_case(id_));
    if (!kase) return fail(Errc::not_found, "no such case");
    key_id = kase->key;
    key = TRY(key_of(*desk_, *tx, key_id));
  }
  for (const auto& part : parts) {
    const auto number = parts_ + waiting_.size();
    waiting_.push_back({id_, number, item.row.id,
                        {key_id, seal(*key, part_label(number), part, desk_->randomness())}});
  }
  waiting_bytes_ += bytes;
  return {};
}

Result<void> SearchProgress::save_if_worth_it() {
  if (waiting_bytes_ < worth_bytes && std::chrono::steady_clock::now() - saved_ < worth_time) return {};
  return save();
}

Result<void> SearchProgress::save() {
  if (waiting_.empty() || lost_) return {};
  const auto tx = TRY(desk_->store().write());
  const auto row = TRY(tx->search(id_));
  if (!row || row->holder != holder_) {
    lost_ = true;
    waiting_.clear();
    return {};
  }
  for (const auto& part : waiting_) TRY(tx->put_search_part(part));
  parts_ += waiting_.size();
  TRY(put(*tx));
  TRY(tx->commit());
  waiting_.clear();
  waiting_bytes_ = 0;
  saved_ = std::chrono::steady_clock::now();
  return {};
}

Result<void> SearchProgress::over(Tx& tx) const {
  const auto row = TRY(tx.search(id_));
  return row && row->holder == holder_ ? tx.erase_search(id_) : Result<void>();
}

}  // namespace ledgelight::desk
