// desk/sheet_paper.hpp: a kept duty sheet as paper. (Inside this room.)
#pragma once

#include <string>
#include <string_view>

#include "desk/duties.hpp"

namespace ledgelight::desk {

/// The PDF of `sheet` under the subject its case is told by. Same sheet and language in, same bytes
/// out.
Result<std::string> sheet_paper(const Desk& desk, const Sheet& sheet, const std::string& subject,
                                std::string_view language);

}  // namespace ledgelight::desk
