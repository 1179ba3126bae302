// cli/terminal.hpp: a question whose answer nobody may read over a shoulder.
#pragma once

#include <string>

#include "base/result.hpp"

namespace ledgelight::cli {

/// Asks on the controlling terminal, without echo. Fails (usage) when there is none, or when it
/// is closed before a line ends.
Result<std::string> ask_at_terminal(const std::string& question);

}  // namespace ledgelight::cli
