// cli/parse.hpp: the words of a command line, held against the commands there are.
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"

namespace ledgelight::cli {

/// One of: a command with its words; a request for help (then `help` is what about: "" the whole,
/// "case", "case open"); a request for the version.
struct Parsed {
  const Command* command = nullptr;
  Words words;
  bool wants_help = false, wants_version = false;
  std::string help;
};

/// Fails (usage) with words that name the part that does not fit. `arguments` without the name of
/// the program; bytes of any kind. "--" ends the options.
Result<Parsed> parse(const Commands& commands, const std::vector<std::string>& arguments);

}  // namespace ledgelight::cli
