#include "cli/context.hpp"

#include <unistd.h>

#include <charconv>
#include <ostream>

#include "base/text.hpp"
#include "desk/desk.hpp"
#include "desk/officers.hpp"
#include "desk/record.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::cli {

Context::Context(const Words& words, Surroundings& around) : words_(words), around_(around) {}
Context::~Context() = default;

const std::vector<std::string>& Context::texts(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto it = words_.values.find(std::string(name));
  return it == words_.values.end() ? none : it->second;
}

const std::string& Context::text(std::string_view name) const {
  static const std::string none;
  const auto& all = texts(name);
  return all.empty() ? none : all.front();
}

bool Context::given(std::string_view name) const { return !texts(name).empty(); }

Result<std::optional<std::uint64_t>> Context::number(std::string_view name) const {
  if (!given(name)) return std::optional<std::uint64_t>();
  const auto& typed = text(name);
  std::uint64_t value = 0;
  const auto [end, bad] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
  if (bad != std::errc() || end != typed.data() + typed.size()) {
    return fail(Errc::usage, std::string(name) + " wants a whole number from 0");
  }
  return std::optional<std::uint64_t>(value);
}

Result<std::string> Context::desk_folder() const {
  if (!words_.desk.empty()) return words_.desk;
  if (auto folder = around_.environment("LEDGELIGHT_DESK"); folder && !folder->empty()) {
    return *folder;
  }
  return fail(Errc::usage, "say which desk: --desk DIR, or set LEDGELIGHT_DESK");
}

Result<desk::Desk*> Context::desk(Rules rules) {
  if (!desk_) {
    const auto folder = TRY(desk_folder());
    wiring::OpenOptions options;
    if (TRY(wiring::needs_passphrase(folder))) {
      options.passphrase = TRY(secret("LEDGELIGHT_PASSPHRASE", "Passphrase of the desk: "));
    }
    if (rules == Rules::as_given && given("--rules")) options.rules = text("--rules");
    desk_ = TRY(wiring::open_desk(folder, options));
    desk_->on_act = [this] { acted_ = true; };
  }
  return desk_.get();
}

Result<desk::Actor> Context::actor() {
  if (words_.as.empty()) return desk::Actor::of_command_line(around_.uid);
  auto* at = TRY(desk());
  const auto password = TRY(secret("LEDGELIGHT_PASSWORD", "Password of " + shown_line(words_.as, 60) + ": "));
  std::string code;
  if (const auto given = around_.environment("LEDGELIGHT_TOTP")) {
    code = *given;
  } else if (!around_.environment("LEDGELIGHT_PASSWORD")) {
    code = TRY(around_.ask_secret("Code from the authenticator (empty if there is none): "));
  }
  return desk::authenticate(*at, words_.as, password, code, desk::Door::loopback);
}

std::optional<std::string> Context::environment(const std::string& name) const {
  return around_.environment(name);
}

Result<std::string> Context::secret(const std::string& variable, const std::string& question) {
  if (auto given = around_.environment(variable)) return *given;
  auto asked = around_.ask_secret(question);
  if (!asked && asked.error().code == Errc::usage)
    return fail(Errc::usage, asked.error().detail + "; or set " + variable + " in the environment");
  return asked;
}

Result<std::string> Context::new_secret(const std::string& variable, const std::string& question) {
  if (auto given = around_.environment(variable)) return *given;
  for (int tries = 0; tries < 3; ++tries) {
    auto first = TRY(secret(variable, question + ": "));
    if (first == TRY(around_.ask_secret(question + ", once more: "))) return first;
    around_.err << "They differ. Please try again.\n";
  }
  return fail(Errc::bad_input, "the two entries differed three times");
}

void Context::note(std::string_view line) {
  if (!words_.json) around_.err << shown(line) << "\n";
}

bool Context::watched() const { return !words_.json && ::isatty(STDERR_FILENO) == 1; }

std::ostream& Context::raw() { return around_.out; }

Result<void> Context::publish_acts() {
  if (!acted_.exchange(false) || !desk_) return {};
  TRY(desk::publish(*desk_));
  return {};
}

}  // namespace ledgelight::cli
