// notice/duty_blocks.hpp: the duties JSON as blocks, for the duty sheet and the case report.
#pragma once

#include <vector>

#include "base/json.hpp"
#include "print/document.hpp"

namespace ledgelight::notice {

enum class Depth { whole, table_only };

/// `whole`: a part for each duty, what is not required, questions, flags. `table_only`: a line a
/// duty. bad_input names the key that is missing or of the wrong type.
Result<std::vector<print::Block>> duty_blocks(const Json& reckoning, Depth depth);

/// True when nothing is said to be verified: the sheet must then say so at its top.
bool rests_on_unverified(const Json& reckoning);

}  // namespace ledgelight::notice
