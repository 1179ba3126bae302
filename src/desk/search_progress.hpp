// desk/search_progress.hpp: how far a search of a case has come, so that it goes on from there.
//
// Kept while a search runs: what was found in the items it is done with, sealed under each item's
// own key, now and then in a transaction of its own. A search that was paused, stopped or killed is
// taken up by the next one over the same items by the same program; it reads no finished item
// again, nor of a large text what stands before the last place where a search may begin again, and
// comes to the same result. When items were added or a key was erased since, it begins anew.
#pragma once

#include <chrono>
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

/// What a search found in one item, or in a part of one: up to a place from which it goes on.
struct ItemFound {
  std::uint32_t item = 0;
  std::optional<discover::Limits::From> goes_on;  ///< nullopt: this was the last of it
  std::uint64_t files = 0;
  std::vector<discover::Unread> not_read;
  discover::Sampler::Kept sample;
  std::vector<discover::Finding> findings;
};

/// As bytes, in parts that are put into rows; the item's number goes with them.
std::vector<std::string> parts_of(std::uint32_t item, std::uint64_t files,
                                  std::span<const discover::Unread> not_read,
                                  const discover::Sampler::Kept& sample,
                                  std::span<const discover::Finding> findings,
                                  const std::optional<discover::Limits::From>& goes_on = {});
/// All parts of what parts_of() was given, in order. Fails (corrupt) on anything parts_of does not
/// write.
Result<ItemFound> item_of(std::span<const std::string> parts, std::uint32_t item);

class SearchProgress {
 public:
  /// Takes up what there is, or begins. Whoever else goes on with the same search keeps nothing
  /// more. `items` must outlive this.
  static Result<SearchProgress> take_up(Desk& desk, const CaseId& id, const SealedItems& items);
  std::uint64_t seed() const { return seed_; }          ///< of the sample
  std::int64_t milliseconds() const { return milliseconds_; }  ///< it had taken before
  /// Of the items that were done with already, from the first, in their parts; of the one behind
  /// them perhaps the first ones. Once.
  std::vector<ItemFound> found() { return std::move(found_); }

  /// The next item is done with, after so many milliseconds of this reading in all.
  Result<void> done(std::uint64_t files, std::span<const discover::Unread> not_read,
                    const discover::Sampler::Kept& sample,
                    std::span<const discover::Finding> findings, std::int64_t milliseconds);
  /// The next item is done with up to a place, `bytes` behind the last.
  Result<void> reached(const discover::Limits::From& place, std::uint64_t bytes,
                       std::uint64_t files, std::span<const discover::Unread> not_read,
                       const discover::Sampler::Kept& sample,
                       std::span<const discover::Finding> findings, std::int64_t milliseconds);
  /// Keeps what is done and was not kept yet; done() does when it is worth it.
  Result<void> save();
  /// The search is over: nothing of it stays. In the caller's transaction.
  Result<void> over(Tx& tx) const;

 private:
  SearchProgress(Desk& desk, CaseId id, const SealedItems& items)
      : desk_(&desk), id_(std::move(id)), items_(&items) {}
  std::string part_label(std::uint64_t number) const;
  Result<void> wait_to_be_kept(const std::vector<std::string>& parts, std::uint64_t bytes);
  Result<void> save_if_worth_it();
  Result<void> put(Tx& tx);
  Result<void> begin(Tx& tx);
  Result<void> load(std::uint64_t parts);

  Desk* desk_;
  CaseId id_;
  const SealedItems* items_;
  std::string basis_, holder_, token_;
  std::uint64_t seed_ = 0, items_done_ = 0, parts_ = 0, waiting_bytes_ = 0;
  std::int64_t milliseconds_ = 0, so_far_ = 0;
  std::vector<ItemFound> found_;
  std::vector<SearchPartRow> waiting_;
  std::chrono::steady_clock::time_point saved_ = std::chrono::steady_clock::now();
  bool lost_ = false;  ///< another goes on with it
};

}  // namespace ledgelight::desk
