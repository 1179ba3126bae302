// cli/context.hpp: what a running command is given: its words, the desk, and who acts.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "cli/command.hpp"
#include "desk/actor.hpp"

namespace ledgelight::desk {
class Desk;
}

namespace ledgelight::cli {

/// The command line, read: values by the name of option ("--out") or positional ("CASE").
struct Words {
  std::map<std::string, std::vector<std::string>> values;
  std::string desk;        ///< --desk or LEDGELIGHT_DESK; "" none
  std::string as;          ///< --as; "" none
  bool json = false;
};

/// The world outside a command, so that tests can be one.
struct Surroundings {
  std::ostream& out;
  std::ostream& err;
  std::function<std::optional<std::string>(const std::string&)> environment;
  /// Asks on the terminal without echo; fails (usage) when there is none.
  std::function<Result<std::string>(const std::string& question)> ask_secret;
  std::string uid;
};

class Context {
 public:
  Context(const Words& words, Surroundings& around);
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  /// The value of an option or positional; "" when not given.
  const std::string& text(std::string_view name) const;
  const std::vector<std::string>& texts(std::string_view name) const;
  bool given(std::string_view name) const;
  /// A whole number from 0; nullopt when not given. Fails (usage).
  Result<std::optional<std::uint64_t>> number(std::string_view name) const;
  bool json() const { return words_.json; }

  /// The desk of --desk or LEDGELIGHT_DESK, opened once. Fails (usage) without one.
  /// `as_kept`: under the rules the desk uses, although the command has a --rules of its own.
  enum class Rules { as_given, as_kept };
  Result<desk::Desk*> desk(Rules rules = Rules::as_given);
  /// Where the desk is said to be. Fails (usage).
  Result<std::string> desk_folder() const;
  /// Who acts: `cli:<uid>`, or the officer of --as after their credential was checked.
  Result<desk::Actor> actor();
  /// A secret from the environment variable `variable`, else asked on the terminal.
  Result<std::string> secret(const std::string& variable, const std::string& question);
  /// Twice on the terminal, until both agree; once from the environment.
  Result<std::string> new_secret(const std::string& variable, const std::string& question);
  std::optional<std::string> environment(const std::string& name) const;
  const Clock& clock() const { return system_clock(); }

  /// One line on standard error while working: progress, "Wrote …". Silent with --json.
  void note(std::string_view line);
  /// Whether standard error is a person's terminal.
  bool watched() const;
  /// Raw bytes on standard output (a PDF, a file): then the answer's text must be empty.
  std::ostream& raw();

  /// Brings DIR/ledger up to date if the command acted. Called once, at the end.
  Result<void> publish_acts();

 private:
  const Words& words_;
  Surroundings& around_;
  std::unique_ptr<desk::Desk> desk_;
  std::atomic<bool> acted_ = false;  ///< a server acts in many threads
};

}  // namespace ledgelight::cli
