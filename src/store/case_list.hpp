// store/case_list.hpp: the SQL of one list of cases, out of the parts in queries/cases.sql.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "desk/ports/store.hpp"

namespace ledgelight::store {

struct ListQuery {
  std::string text;
  std::vector<std::string> values;  ///< TEXT, for $first, $first+1, …
};

enum class CaseOrder { forward, backward };
/// $1 limit, $2 offset, then the values; backward: the last row first. bad_input on an order nobody
/// knows.
Result<ListQuery> case_list(const desk::CaseFilter& filter, CaseOrder way = CaseOrder::forward);
/// The counts to add up: by the kept counts where they suffice, by rows of the officer's own
/// membership for the rest. Values from $1.
std::vector<ListQuery> case_counts(const desk::CaseFilter& filter);

}  // namespace ledgelight::store
