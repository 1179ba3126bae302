#include "desk/case_search.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "desk/sample_check.hpp"
#include "discover/decoder.hpp"
#include "discover/helpers.hpp"
#include "discover/pieces.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t findings_in_a_part = 20'000;
constexpr std::size_t bytes_in_a_part = 8U << 20;

// What the threads of one search share.
class Searching {
 public:
  Searching(const SealedItems& all_items, SearchProgress& kept, discover::Holding& held,
            const std::function<std::int64_t()>& time, const SearchedSoFar& done)
      : items(all_items), progress(kept), holding(held), milliseconds(time),
        sampler_(progress.seed(), sample_size), done_(done), read_(items.all().size(), 0) {
    for (std::size_t i = 0; i < read_.size(); ++i) {
      const auto& stand = progress.stands()[i];
      total_ += items.all()[i].row.size;
      read_[i] = stand.over ? items.all()[i].row.size : stand.place.place;
      sum_ += read_[i];
    }
  }
  const SealedItems& items;
  SearchProgress& progress;
  discover::Holding& holding;
  const std::function<std::int64_t()>& milliseconds;

  bool stopped() const { return stopped_; }
  void stop() { stopped_ = true; }
  bool went_on(std::uint32_t item, std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    if (bytes > read_[item]) {
      sum_ += bytes - read_[item];
      read_[item] = bytes;
    }
    if (!done_(std::min(sum_, total_), total_)) stopped_ = true;
    return !stopped_;
  }
  /// Of the stretch of the item that begins at `place`: the same whoever searches it, and when.
  discover::Sampler sampler_of(std::uint32_t item, std::uint64_t place) {
    const std::lock_guard lock(sampler_mutex_);
    return sampler_.of_source(item + place * 0x9e3779b97f4a7c15ULL);
  }
  /// What was dealt in a stretch: who has no chance beside it need not be kept elsewhere.
  void dealt(const discover::Sampler::Kept& kept) {
    const std::lock_guard lock(sampler_mutex_);
    sampler_.put(kept);
  }
  void failed(const Error& why) {
    const std::lock_guard lock(mutex_);
    if (!trouble_) trouble_ = why;
    stopped_ = true;
  }
  Result<void> outcome() const {
    if (trouble_) return *trouble_;
    if (stopped_) return fail(Errc::busy, "asked to end; the search is taken up again later");
    return {};
  }

 private:
  std::mutex mutex_, sampler_mutex_;
  discover::Sampler sampler_;
  const SearchedSoFar& done_;
  std::vector<std::uint64_t> read_;  ///< bytes, by item
  std::uint64_t total_ = 0, sum_ = 0;
  std::atomic<bool> stopped_{false};
  std::optional<Error> trouble_;
};

bool is_full(const PackedFindings& packed) {
  return packed.count >= findings_in_a_part || packed.bytes.size() >= bytes_in_a_part;
}

// Takes what is found in a piece of an item that is searched ahead of the others.
class OfPiece final : public discover::Sink {
 public:
  OfPiece(Searching& all, std::uint32_t item) : all_(all), item_(item) {}
  ~OfPiece() override {
    for (const auto& part : parts_)
      all_.holding.less(part.held);
  }
  void text(std::uint32_t file, std::string_view member, std::uint64_t offset,
            std::string_view bytes) override {
    if (!sampler_) sampler_ = all_.sampler_of(item_, offset);
    sampler_->text(file, member, offset, bytes);
  }
  void found(discover::Finding finding) override {
    if (sampler_) sampler_->found(finding);
    packed_.add(finding);
    if (is_full(packed_)) shut();
  }
  void unread(discover::Unread) override {}
  void read(discover::FileRead) override {}

  void end() {
    if (packed_.count > 0) shut();
    if (sampler_) sampler_->text_end();
  }
  const std::optional<discover::Sampler>& sampler() const { return sampler_; }
  std::size_t parts() const { return parts_.size(); }
  PackedFindings part(std::size_t n) const {
    const auto& part = parts_[n];
    return part.away.size > 0 ? PackedFindings{all_.holding.get(part.away), part.packed.count}
                              : part.packed;
  }

 private:
  struct Part {
    PackedFindings packed;
    std::size_t held = 0;  ///< bytes, of the Holding
    discover::Shelf::Extent away{};
  };
  // Many pieces may be ahead, with a million findings each.
  void shut() {
    parts_.push_back({std::exchange(packed_, {}), 0, {}});
    auto& part = parts_.back();
    if (all_.holding.over()) {
      part.away = all_.holding.put(part.packed.bytes);
      std::string().swap(part.packed.bytes);
    } else {
      part.held = part.packed.bytes.size();
      all_.holding.more(part.held);
    }
  }
  Searching& all_;
  std::uint32_t item_;
  std::optional<discover::Sampler> sampler_;
  PackedFindings packed_;
  std::vector<Part> parts_;
};

// Takes what is found in one item, stretch by stretch, and these piece by piece.
class OfItem final : public discover::SinkOfPieces {
 public:
  OfItem(Searching& all, std::uint32_t item, std::uint64_t place)
      : all_(all), item_(item), place_(place), stretch_(all.sampler_of(item, place)),
        piece_(stretch_) {}

  void text(std::uint32_t file, std::string_view member, std::uint64_t offset,
            std::string_view bytes) override {
    piece_.text(file, member, offset, bytes);
  }
  void found(discover::Finding finding) override {
    piece_.found(finding);
    packed_.add(finding);
    if (is_full(packed_)) put_more();
  }
  void unread(discover::Unread what) override { not_read_.push_back(std::move(what)); }
  void read(discover::FileRead what) override { files_.push_back(std::move(what)); }
  bool progress(std::uint64_t bytes) override {
    return all_.went_on(item_, bytes) && kept_.has_value() && all_.holding.trouble().has_value();
  }
  std::unique_ptr<discover::Sink> apart() override {
    return std::make_unique<OfPiece>(all_, item_);
  }
  void join(std::unique_ptr<discover::Sink> apart, std::uint64_t records) override {
    auto& other = static_cast<OfPiece&>(*apart);
    other.end();
    if (packed_.count > 0) put_more();
    for (std::size_t n = 0; n < other.parts(); ++n) {
      FoundPart head;
      head.item = item_;
      head.then = FoundPart::Then::more;
      put(head, other.part(n), records, 0);
    }
    if (other.sampler()) stretch_.put(other.sampler()->kept());
  }
  /// The sample of each piece is drawn for itself, so that it is the same deal whoever searched it,
  /// and whether the search was stopped there or not.
  void piece(std::uint64_t place) override {
    end_piece();
    piece_ = all_.sampler_of(item_, place);
  }
  void reached(std::uint64_t place, std::uint64_t records) override {
    end_stretch(FoundPart::Then::goes_on, {place, records}, place - place_);
    place_ = place;
    stretch_ = all_.sampler_of(item_, place);
    piece_ = stretch_;
  }
  Result<void> over(std::uint64_t size, const discover::ScanTotals& totals) {
    end_piece();
    end_stretch(FoundPart::Then::over, {}, size - std::min(size, place_), totals);
    return kept_;
  }
  Result<void> kept() const {
    TRY(all_.holding.trouble());
    return kept_;
  }

 private:
  void end_piece() {
    piece_.text_end();
    stretch_.put(piece_.kept());
  }
  void put_more() {
    FoundPart head;
    head.item = item_;
    head.then = FoundPart::Then::more;
    put(head, std::exchange(packed_, {}), 0, 0);
  }
  void end_stretch(FoundPart::Then then, discover::Limits::From place, std::uint64_t bytes,
                   const discover::ScanTotals& totals = {}) {
    FoundPart head;
    head.item = item_;
    head.then = then;
    head.place = place;
    head.files = std::exchange(files_, {});
    head.not_read = std::exchange(not_read_, {});
    head.sample = stretch_.kept();
    head.unpacked = totals.unpacked;
    head.members = totals.files > 0 ? totals.files - 1 : 0;
    all_.dealt(head.sample);
    put(head, std::exchange(packed_, {}), 0, bytes);
  }
  void put(const FoundPart& head, const PackedFindings& findings, std::uint64_t records,
           std::uint64_t bytes) {
    if (kept_)
      kept_ = all_.progress.put(item_, head.then, pack_part(head, findings, records), bytes,
                                all_.milliseconds());
  }

  Searching& all_;
  std::uint32_t item_;
  std::uint64_t place_;        ///< where its stretch begins
  discover::Sampler stretch_;  ///< of its pieces that are told
  discover::Sampler piece_;    ///< of the piece that is being told
  PackedFindings packed_;
  std::vector<discover::FileRead> files_;
  std::vector<discover::Unread> not_read_;
  Result<void> kept_;
};

Result<void> search_item(Searching& all, std::uint32_t number, discover::Limits limits) {
  const auto& item = all.items.all()[number];
  limits.from = all.progress.stands()[number].place;
  OfItem into(all, number, limits.from.place);
  discover::ScanTotals read;
  if (auto source = all.items.open(number); !source) {
    into.unread({number, "", source.error().detail, item.row.size});
  } else {
    try {
      const auto totals = discover::scan(**source, number, item.name, into, limits);
      TRY(into.kept());
      if (all.stopped()) return {};
      if (totals)
        read = *totals;
      else
        into.unread({number, "", totals.error().detail, item.row.size});
    } catch (const std::bad_alloc&) {
      into.unread({number, "", "not enough memory to read it whole", 0});
    } catch (const discover::NotBroughtBack&) {
      return all.holding.trouble();
    }
  }
  return into.over(item.row.size, read);
}

}  // namespace

Result<void> search_items(const SealedItems& items, SearchProgress& progress,
                          const SearchWish& wish, discover::Holding& holding,
                          const std::function<std::int64_t()>& milliseconds,
                          const SearchedSoFar& done) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < items.all().size(); ++i)
    if (!progress.stands()[i].over) order.push_back(i);
  // So that no thread is left with a large one at the end.
  const auto left = [&](std::uint32_t i) {
    return items.all()[i].row.size - progress.stands()[i].place.place;
  };
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return left(a) > left(b); });
  Searching all(items, progress, holding, milliseconds, done);
  discover::Limits limits;
  if (wish.piece > 0) limits.piece = wish.piece;
  const auto wished =
      wish.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : wish.threads;
  // More threads than items only help with those that are searched in pieces.
  const bool pieces = !order.empty() && left(order.front()) > 2 * limits.piece;
  const auto threads = std::clamp<std::uint64_t>(
      pieces ? wished : std::min<std::uint64_t>(wished, order.size()), 1, 256);
  discover::Helpers helpers(threads);
  limits.crew = &helpers;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    const discover::PreparedDecoders prepared;
    for (auto k = next++; k < order.size() && !all.stopped(); k = next++)
      if (const auto searched = search_item(all, order[k], limits); !searched)
        all.failed(searched.error());
    helpers.help();
  };
  std::vector<std::thread> others;
  for (std::uint64_t i = 1; i < threads; ++i)
    others.emplace_back(work);
  work();
  for (auto& thread : others)
    thread.join();
  const auto outcome = all.outcome();
  // Asked to end, what is done stays done.
  if (!outcome && outcome.error().code == Errc::busy) TRY(progress.save());
  return outcome;
}

}  // namespace ledgelight::desk
