// desk/places.hpp: a place in a list as text, for the link that goes on from there.
//
// `KEY~ID`: what the order sorts by, then the id of the row. Nothing of it is personal. In the
// order of due days the key is left out: a viewer may be shown the case and not its day.
#pragma once

#include "desk/ports/store.hpp"

namespace ledgelight::desk {

std::string text_of(const CasePlace& place, std::string_view order);
std::string text_of(const ReportPlace& place);
/// Text from outside: bad_input unless text_of could have made it in that order.
Result<CasePlace> parse_case_place(std::string_view order, std::string_view text);
Result<ReportPlace> parse_report_place(std::string_view text);
/// What one says to a link that names no place.
Error no_place();

}  // namespace ledgelight::desk
