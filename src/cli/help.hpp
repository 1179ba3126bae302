// cli/help.hpp: the words of `ledgelight help`, of --help and of docs/commands.md.
#pragma once

#include <string>

#include "cli/command.hpp"

namespace ledgelight::cli {

/// `about`: "" the whole program, "case" a group, "case open" a command.
std::string help_text(const Commands& commands, const std::string& about);
/// docs/commands.md.
std::string help_markdown(const Commands& commands);

}  // namespace ledgelight::cli
