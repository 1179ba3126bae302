// desk/case_search.hpp: everything that is sealed in a case, searched by several threads.
#pragma once

#include <cstdint>
#include <functional>

#include "desk/discovery.hpp"
#include "desk/search_progress.hpp"
#include "discover/shelf.hpp"

namespace ledgelight::desk {

/// `done(bytes, of)` is called by one thread at a time; false: the search is to stop soon.
using SearchedSoFar = std::function<bool(std::uint64_t, std::uint64_t)>;

/// Searches what `progress` is not done with; what is found goes there. Items are read by as many
/// threads at once, the largest first, and whoever has none left helps with the large texts of
/// others. What could not be read is told as such. Fails with busy when it was stopped: what is
/// done stays done.
Result<void> search_items(const SealedItems& items, SearchProgress& progress,
                          const SearchWish& wish, discover::Holding& holding,
                          const std::function<std::int64_t()>& milliseconds,
                          const SearchedSoFar& done);

}  // namespace ledgelight::desk
