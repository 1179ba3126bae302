// store/lists.hpp: the SQL of one list of cases or reports, out of the parts in queries/.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "desk/ports/store.hpp"

namespace ledgelight::store {

/// TEXT or INTEGER.
using ListValue = std::variant<std::string, std::int64_t>;
struct ListQuery {
  std::string text;
  std::vector<ListValue> values;  ///< for $first, $first+1, …
};

/// "" would sort before every date; a case without a duty belongs at the end.
inline constexpr const char* no_due = "none";

/// The key of a place in an order that counts; bad_input when it is no number.
Result<std::int64_t> number_of(const desk::CasePlace& place);

enum class ListWay { forward, backward };
/// $1 limit, $2 offset, then the values; backward: the last row first. With a place: only what lies
/// behind it that way. bad_input on an order nobody knows, or a key it cannot have.
Result<ListQuery> case_list(const desk::CaseFilter& filter, ListWay way = ListWay::forward,
                            const std::optional<desk::CasePlace>& from = {});
/// Key and id of every row of the list, in its order. Values from $1.
Result<ListQuery> case_places(const desk::CaseFilter& filter);
/// The counts to add up: by the kept counts where they suffice, by rows of the officer's own
/// list for the rest. Values from $1.
std::vector<ListQuery> case_counts(const desk::CaseFilter& filter);

struct ReportFilter {
  std::string state;
  std::optional<OfficerId> seen_by;
};
ListQuery report_list(const ReportFilter& filter, ListWay way = ListWay::forward,
                      const std::optional<desk::ReportPlace>& from = {});
ListQuery report_places(const ReportFilter& filter);
/// How many there are in all, and how many of them the viewer may not know of.
ListQuery report_count(const ReportFilter& filter);
std::optional<ListQuery> report_count_unseen(const ReportFilter& filter);

}  // namespace ledgelight::store
