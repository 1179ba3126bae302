// desk/search_progress.hpp: what a search of a case has found so far, so that it goes on from
// there.
//
// What is found waits in the store in parts, sealed under each item's own key: written now and then
// in a transaction of their own while the search runs, and read back in order when it is put
// together, so that memory holds a few of them however much is found. A search that was paused,
// stopped or killed is taken up by the next one over the same items by the same program; it reads
// no finished item again, nor of a large text what stands before the last place where a search may
// begin again, and comes to the same result. When items were added or a key was erased since, it
// begins anew.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/desk.hpp"
#include "desk/sealed_items.hpp"
#include "discover/finding.hpp"
#include "discover/sample.hpp"
#include "discover/scan.hpp"

namespace ledgelight::desk {

/// Some of what a search found in one item, in the order of its bytes.
struct FoundPart {
  enum class Then : std::uint64_t {
    over,     ///< that was all of the item
    more,     ///< more follows of the same stretch
    goes_on,  ///< of the next stretch, which begins at `place`
  };
  std::uint32_t item = 0;
  Then then = Then::over;
  discover::Limits::From place;
  /// Of the stretch that ends with it; nothing when more follows.
  std::vector<discover::FileRead> files;
  std::vector<discover::Unread> not_read;
  discover::Sampler::Kept sample;
  std::uint64_t unpacked = 0, members = 0;  ///< as discover::ScanTotals tells them
  std::vector<discover::Finding> findings;
};

/// Findings as bytes, one by one, so that a part is never held twice.
struct PackedFindings {
  std::string bytes;
  std::size_t count = 0;
  void add(const discover::Finding& finding);
};
/// The part with these findings; `head`: all of it but these. Their records come after `records`
/// others.
std::string pack_part(const FoundPart& head, const PackedFindings& findings,
                      std::uint64_t records = 0);
/// Fails (corrupt) on anything pack_part does not write.
Result<FoundPart> unpack_part(std::string_view bytes, std::uint32_t item);

/// Of any thread, but for one item's parts of one at a time.
class SearchProgress {
 public:
  /// Takes up what there is, or begins. Whoever else goes on with the same search keeps nothing
  /// more. `items` must outlive this.
  static Result<std::unique_ptr<SearchProgress>> take_up(Desk& desk, const CaseId& id,
                                                         const SealedItems& items);
  std::uint64_t seed() const { return seed_; }          ///< of the sample
  std::int64_t milliseconds() const { return milliseconds_; }  ///< it had taken before
  /// How far an item was searched when this was taken up.
  struct Stand {
    bool over = false;
    discover::Limits::From place;
  };
  const std::vector<Stand>& stands() const { return stands_; }

  /// The next part of an item, `bytes` of which were read for it; after so many milliseconds of
  /// this reading in all. Fails with busy when another goes on with this search, so that what was
  /// found can not be kept, and is more than memory should hold.
  Result<void> put(std::uint32_t item, FoundPart::Then then, std::string part, std::uint64_t bytes,
                   std::int64_t milliseconds);
  /// Keeps what is not kept yet; put() does when it is worth it.
  Result<void> save();
  /// Every part, in the order of items. When all are over; one thread.
  Result<void> each(const std::function<Result<void>(FoundPart)>& take);
  /// Writes down what is too much to be read anew, before that is put in its place.
  Result<void> complete();
  /// The search is over: nobody takes it up. In the caller's transaction.
  Result<void> over(Tx& tx) const;
  /// After that: nothing of it stays, in transactions of its own.
  Result<void> clear();

 private:
  SearchProgress(Desk& desk, CaseId id, const SealedItems& items)
      : desk_(&desk), id_(std::move(id)), items_(&items), next_(items.all().size(), 0),
        stands_(items.all().size()) {}
  std::string part_label(std::uint64_t number) const;
  Result<FoundPart> part(std::uint32_t item, std::uint64_t number) const;
  Result<void> save_now();
  Result<void> put_row(Tx& tx);
  Result<void> begin();
  Result<void> load();
  Result<void> erase_parts(std::uint64_t from, std::uint64_t to);

  struct Waiting {
    std::uint32_t item = 0;
    std::string part;
  };
  Desk* desk_;
  CaseId id_;
  const SealedItems* items_;
  std::string basis_, holder_, token_;
  std::uint64_t seed_ = 0, items_done_ = 0, parts_ = 0, waiting_bytes_ = 0;
  std::int64_t milliseconds_ = 0, so_far_ = 0;
  std::vector<std::uint32_t> next_;  ///< by item: the number of its next part
  std::vector<Stand> stands_;
  std::mutex mutex_;
  std::map<std::uint64_t, Waiting> waiting_;
  std::size_t waiting_size_ = 0;
  bool saved_any_ = false;
  std::chrono::steady_clock::time_point saved_ = std::chrono::steady_clock::now();
  bool lost_ = false;  ///< another goes on with it
};

}  // namespace ledgelight::desk
