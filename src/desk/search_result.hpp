// desk/search_result.hpp: what a search of a case found, told apart by people and put in its place.
#pragma once

#include <cstdint>
#include <functional>

#include "desk/case_search.hpp"
#include "desk/discovery.hpp"

namespace ledgelight::desk {

/// A search whose items are all read.
struct ReadCase {
  const SealedItems& items;
  SearchProgress& progress;
  const SearchWish& wish;
  discover::Holding& holding;
  std::function<std::int64_t()> milliseconds;  ///< it took so far
  std::function<Result<void>()> beat;          ///< now and then; busy: it is to stop
  std::uint64_t taken_up = 0, taken_up_bytes = 0;
};

/// Exchanges what was shown of the case for what was found: rows are put into a lot that nobody
/// sees, some at a time, and shown with the run and its leaf in one transaction, so that readers
/// see all of the one or all of the other. What officers judged stays judged, and is not proposed
/// again. When they judged something meanwhile it is done over; busy when they do each time. What
/// is put together is held within `wish.memory`, but for some hundred bytes for each person.
Result<RunLine> put_in_place(Desk& desk, const Actor& actor, const CaseId& id,
                             const ReadCase& read);

/// A run as its row tells it.
Result<RunLine> line_of_run(Desk& desk, Tx& tx, const RunRow& row);

}  // namespace ledgelight::desk
