#include "desk/search_progress.hpp"

#include <algorithm>
#include <future>
#include <limits>

#include "base/bytes.hpp"
#include "discover/decoder.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::uint64_t worth_bytes = 64ULL << 20;  // of evidence
constexpr auto worth_time = std::chrono::seconds(3);
constexpr std::size_t worth_keeping = 16U << 20;  // of parts
constexpr std::size_t most_in_memory = 1U << 20;  // of parts, when the search is over
constexpr std::size_t most_of_the_lost = 64U << 20;
constexpr std::uint64_t erased_at_once = 64;  // parts
constexpr unsigned bits_of_part = 32;

class Packer {
 public:
  Packer() = default;
  /// What is packed comes behind `begun`.
  explicit Packer(std::string begun) : out_(std::move(begun)) {}
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

void PackedFindings::add(const discover::Finding& finding) {
  Packer to(std::move(bytes));
  pack(to, finding);
  bytes = to.take();
  ++count;
}

std::string pack_part(const FoundPart& head, const PackedFindings& findings,
                      std::uint64_t records) {
  Packer to;
  to.number(head.item);
  to.number(static_cast<std::uint64_t>(head.then));
  to.number(records);
  if (head.then == FoundPart::Then::goes_on) {
    to.number(head.place.place);
    to.number(head.place.records);
  }
  if (head.then != FoundPart::Then::more) {
    to.number(head.files.size());
    for (const auto& f : head.files) {
      to.text(f.member);
      to.text(f.kind);
      to.number(f.bytes);
    }
    to.number(head.not_read.size());
    for (const auto& u : head.not_read) {
      to.text(u.member);
      to.text(u.reason);
      to.number(u.bytes);
    }
    pack(to, head.sample);
    to.number(head.unpacked);
    to.number(head.members);
  }
  to.number(findings.count);
  auto out = to.take();
  out += findings.bytes;
  return out;
}

Result<FoundPart> unpack_part(std::string_view bytes, std::uint32_t item) {
  using Then = FoundPart::Then;
  Unpacker from(bytes);
  FoundPart out;
  if (TRY(from.number()) != item) return Unpacker::broken();
  out.item = item;
  const auto then = TRY(from.number());
  if (then > static_cast<std::uint64_t>(Then::goes_on)) return Unpacker::broken();
  out.then = static_cast<Then>(then);
  const auto records = TRY(from.number());
  if (out.then == Then::goes_on) {
    out.place.place = TRY(from.number());
    out.place.records = TRY(from.number());
  }
  if (out.then != Then::more) {
    for (auto n = TRY(from.count()); n > 0; --n) {
      discover::FileRead f;
      f.file = item;
      f.member = TRY(from.text());
      f.kind = TRY(from.text());
      f.bytes = TRY(from.number());
      out.files.push_back(std::move(f));
    }
    for (auto n = TRY(from.count()); n > 0; --n) {
      discover::Unread u;
      u.file = item;
      u.member = TRY(from.text());
      u.reason = TRY(from.text());
      u.bytes = TRY(from.number());
      out.not_read.push_back(std::move(u));
    }
    out.sample = TRY(unpack_sample(from, item));
    out.unpacked = TRY(from.number());
    out.members = TRY(from.number());
  }
  const auto n = TRY(from.count());
  out.findings.reserve(std::min<std::size_t>(n, 1U << 16));
  for (std::size_t i = 0; i < n; ++i) {
    out.findings.push_back(TRY(unpack_finding(from, item)));
    if (out.findings.back().record != 0) out.findings.back().record += records;
  }
  TRY(from.end());
  return out;
}

std::string SearchProgress::part_label(std::uint64_t number) const {
  return "search/" + token_ + "/" + std::to_string(number);
}

Result<void> SearchProgress::put_row(Tx& tx) {
  const auto kase = TRY(tx.find_case(id_));
  if (!kase) return fail(Errc::not_found, "no such case");
  SearchRow row{id_, basis_, holder_, items_done_, parts_, {}};
  row.body = TRY(seal_json(*desk_, tx, kase->key, search_label(id_),
                           Json{{"milliseconds", so_far_},
                                {"seed", std::to_string(seed_)},
                                {"token", token_}}));
  return tx.put_search(row);
}

Result<void> SearchProgress::erase_parts(std::uint64_t from, std::uint64_t to) {
  for (bool more = true; more;) {
    const auto tx = TRY(desk_->store().write());
    more = TRY(tx->erase_search_parts(id_, from, to, erased_at_once));
    TRY(tx->commit());
  }
  return {};
}

Result<void> SearchProgress::begin() {
  items_done_ = parts_ = 0;
  milliseconds_ = so_far_ = 0;
  std::fill(next_.begin(), next_.end(), 0);
  std::fill(stands_.begin(), stands_.end(), Stand{});
  saved_any_ = false;
  token_ = hex(desk_->randomness().bytes(16));
  seed_ = 0;
  for (const char c : desk_->randomness().bytes(sizeof seed_))
    seed_ = seed_ << 8 | static_cast<unsigned char>(c);
  {
    const auto tx = TRY(desk_->store().write());
    TRY(tx->erase_search(id_));
    TRY(tx->commit());
  }
  TRY(erase_parts(0, std::numeric_limits<std::int64_t>::max()));
  const auto tx = TRY(desk_->store().write());
  TRY(put_row(*tx));
  return tx->commit();
}

// What does not open is read again from the evidence, all of it; what was written of a stretch that
// was not searched to its end is taken away.
Result<void> SearchProgress::load() {
  std::vector<std::uint32_t> whole(next_.size(), 0);
  std::uint64_t from = 0;
  while (true) {
    const auto tx = TRY(desk_->store().read());
    const auto rows = TRY(tx->search_parts(id_, from, 4));
    if (rows.empty()) break;
    for (const auto& row : rows) {
      const auto item = row.number >> bits_of_part;
      if (item >= next_.size() || row.evidence != items_->all()[item].row.id ||
          row.number != (item << bits_of_part | next_[item]) || stands_[item].over)
        return Unpacker::broken();
      const auto key = TRY(key_of(*desk_, *tx, row.body.key));
      const auto part = TRY(unpack_part(TRY(unseal(key, part_label(row.number), row.body.bytes)),
                                        static_cast<std::uint32_t>(item)));
      ++next_[item];
      from = row.number + 1;
      if (part.then == FoundPart::Then::more) continue;
      whole[item] = next_[item];
      stands_[item] = {part.then == FoundPart::Then::over, part.place};
    }
  }
  for (std::size_t item = 0; item < next_.size(); ++item) {
    if (whole[item] == next_[item]) continue;
    const auto first = static_cast<std::uint64_t>(item) << bits_of_part;
    TRY(erase_parts(first + whole[item], first + (1ULL << bits_of_part)));
    next_[item] = whole[item];
  }
  parts_ = items_done_ = 0;
  for (std::size_t item = 0; item < next_.size(); ++item) {
    parts_ += next_[item];
    items_done_ += stands_[item].over ? 1U : 0U;
  }
  saved_any_ = parts_ > 0;
  return {};
}

Result<std::unique_ptr<SearchProgress>> SearchProgress::take_up(Desk& desk, const CaseId& id,
                                                                const SealedItems& items) {
  std::unique_ptr<SearchProgress> out(new SearchProgress(desk, id, items));
  out->basis_ = basis_of(desk, items);
  out->holder_ = hex(desk.randomness().bytes(16));
  bool there = false;
  {
    const auto tx = TRY(desk.store().write());
    const auto row = TRY(tx->search(id));
    if (row && row->basis == out->basis_) {
      if (const auto body = open_json(desk, *tx, row->body, search_label(id))) {
        out->items_done_ = row->items;
        out->parts_ = row->parts;
        out->milliseconds_ = out->so_far_ = int_at(*body, "milliseconds").value_or(0);
        out->seed_ = std::strtoull(text_at(*body, "seed").c_str(), nullptr, 10);
        out->token_ = text_at(*body, "token");
        there = true;
        TRY(out->put_row(*tx));
        TRY(tx->commit());
      }
    }
  }
  if (!there || !out->load()) TRY(out->begin());
  return out;
}

Result<void> SearchProgress::put(std::uint32_t item, FoundPart::Then then, std::string part,
                                 std::uint64_t bytes, std::int64_t milliseconds) {
  const std::lock_guard lock(mutex_);
  const auto number = static_cast<std::uint64_t>(item) << bits_of_part | next_[item]++;
  waiting_size_ += part.size();
  waiting_bytes_ += bytes;
  waiting_.emplace(number, Waiting{item, std::move(part)});
  if (then == FoundPart::Then::over) ++items_done_;
  so_far_ = std::max(so_far_, milliseconds);
  if (waiting_bytes_ < worth_bytes && waiting_size_ < worth_keeping &&
      std::chrono::steady_clock::now() - saved_ < worth_time)
    return {};
  return save_now();
}

Result<void> SearchProgress::save() {
  const std::lock_guard lock(mutex_);
  return save_now();
}

Result<void> SearchProgress::complete() {
  const std::lock_guard lock(mutex_);
  return saved_any_ || waiting_size_ > most_in_memory ? save_now() : Result<void>();
}

Result<void> SearchProgress::save_now() {
  if (waiting_.empty()) return {};
  if (!lost_) {
    const auto tx = TRY(desk_->store().write());
    const auto row = TRY(tx->search(id_));
    lost_ = !row || row->holder != holder_;
    if (!lost_) {
      const auto kase = TRY(tx->find_case(id_));
      if (!kase) return fail(Errc::not_found, "no such case");
      std::optional<Key> case_key;
      for (const auto& [number, one] : waiting_) {
        const auto& item = items_->all()[one.item];
        if (!item.key && !case_key) case_key = TRY(key_of(*desk_, *tx, kase->key));
        TRY(tx->put_search_part({id_,
                                 number,
                                 item.row.id,
                                 {item.key ? item.row.key : kase->key,
                                  seal(item.key ? *item.key : *case_key, part_label(number),
                                       one.part, desk_->randomness())}}));
      }
      parts_ += waiting_.size();
      TRY(put_row(*tx));
      TRY(tx->commit());
      saved_any_ = true;
      waiting_.clear();
      waiting_size_ = 0;
    }
  }
  waiting_bytes_ = 0;
  saved_ = std::chrono::steady_clock::now();
  if (lost_ && (saved_any_ || waiting_size_ > most_of_the_lost))
    return fail(Errc::busy, "another search of this case goes on with what this one had found");
  return {};
}

Result<FoundPart> SearchProgress::part(std::uint32_t item, std::uint64_t number) const {
  if (const auto waiting = waiting_.find(number); waiting != waiting_.end())
    return unpack_part(waiting->second.part, item);
  std::string bytes;
  {
    const auto tx = TRY(desk_->store().read());
    const auto row = TRY(tx->search_part(id_, number));
    if (!row)
      return fail(Errc::busy, "another search of this case goes on with what this one had found");
    bytes =
        TRY(unseal(TRY(key_of(*desk_, *tx, row->body.key)), part_label(number), row->body.bytes));
  }
  return unpack_part(bytes, item);
}

Result<void> SearchProgress::each(const std::function<Result<void>(FoundPart)>& take) {
  // The next one is opened while this one is taken.
  std::future<Result<FoundPart>> opened;
  for (std::uint32_t item = 0; item < next_.size(); ++item) {
    for (std::uint64_t k = 0; k < next_[item]; ++k) {
      auto next = std::async(std::launch::async, [=, this] {
        return part(item, static_cast<std::uint64_t>(item) << bits_of_part | k);
      });
      if (opened.valid()) TRY(take(TRY(opened.get())));
      opened = std::move(next);
    }
  }
  return opened.valid() ? take(TRY(opened.get())) : Result<void>();
}

Result<void> SearchProgress::over(Tx& tx) const {
  const auto row = TRY(tx.search(id_));
  return row && row->holder == holder_ ? tx.erase_search(id_) : Result<void>();
}

Result<void> SearchProgress::clear() {
  for (bool more = saved_any_ && !lost_; more;) {
    const auto tx = TRY(desk_->store().write());
    if (TRY(tx->search(id_))) return {};  // another began meanwhile: these are its own
    more = TRY(
        tx->erase_search_parts(id_, 0, std::numeric_limits<std::int64_t>::max(), erased_at_once));
    TRY(tx->commit());
  }
  return {};
}

}  // namespace ledgelight::desk
