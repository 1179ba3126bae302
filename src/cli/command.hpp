// cli/command.hpp: what a subcommand is: a name, words, options, and what it does.
//
// Each group of subcommands lives in a file of its own and hands its commands over as data. The
// library that reads the command line, the help and docs/commands.md all work from that data.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace ledgelight::cli {

class Context;

/// "--out DIR". Without `value` it is a flag.
struct Option {
  std::string name;   ///< "--out"
  std::string value;  ///< "DIR"
  std::string help;   ///< plain words, no full stop
  enum class Need { optional, required } need = Need::optional;
  enum class Times { once, many } times = Times::once;
};

/// A word of the command line that has its place: CASE, FILE…
struct Positional {
  std::string name;  ///< "CASE"
  std::string help;
  enum class Need { required, optional, one_or_more, any } need = Need::required;
};

/// What a command answers: words for people, JSON for programs, and whether the answer is yes.
struct Answer {
  std::string text;  ///< printed as it is, but for control characters; empty: nothing
  Json json;
  int exit = 0;      ///< 0, or 1: the answer is no
};

struct Command {
  std::string path;     ///< "case open"
  std::string summary;  ///< one line without full stop
  std::vector<Positional> positionals = {};
  std::vector<Option> options = {};
  std::function<Result<Answer>(Context&)> run = {};
  std::string details = {};  ///< further sentences for the help; may be empty
  /// Whether the command works at a desk (then --desk and --as belong to it).
  enum class Desk { none, needed } desk = Desk::needed;
};

/// "case": "Open, list, show and change cases".
struct Group {
  std::string name, summary;
};

struct Commands {
  std::vector<Group> groups;
  std::vector<Command> commands;
};

}  // namespace ledgelight::cli
