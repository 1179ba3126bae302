// verify: is this thing whole, and what does it prove? For an auditor, on any machine, offline.
//
// This file needs the rooms base, ledger and evidence only; what an own desk adds is behind
// check_desk.hpp.
#include <filesystem>

#include "base/text.hpp"
#include "cli/check_desk.hpp"
#include "cli/commands.hpp"
#include "cli/context.hpp"
#include "evidence/verify.hpp"
#include "evidence/verify_bag.hpp"
#include "ledger/durable.hpp"

namespace ledgelight::cli {
namespace {

namespace fs = std::filesystem;

// A key as text, or the file that holds it.
Result<ledger::VerifierKey> key_from(const std::string& typed) {
  auto direct = ledger::VerifierKey::parse(typed);
  if (direct) return direct;
  std::error_code none;
  if (!fs::is_regular_file(typed, none)) {
    return fail(Errc::usage, "--vkey wants the key as one line, name+id+base64, or a file that holds it");
  }
  return ledger::VerifierKey::parse(trimmed(TRY(ledger::read_whole(typed, 4096))));
}

Result<Answer> verify(Context& c) {
  const auto& path = c.text("PATH");
  std::error_code none;
  if (!fs::exists(path, none)) {
    return fail(Errc::usage, "there is nothing at " + shown_line(path));
  }
  evidence::VerifyOptions options;
  if (c.given("--vkey")) options.vkey = TRY(key_from(c.text("--vkey")));
  for (const auto& typed : c.texts("--witness")) options.witnesses.push_back(TRY(key_from(typed)));
  const bool desk = fs::is_regular_file(fs::path(path) / "desk.toml", none);
  // A desk names its own key: good enough to check with, not to believe.
  const bool own_key = desk && !options.vkey;
  if (own_key) options.vkey = TRY(ledger::VerifierKey::parse(TRY(ledger_vkey_of(path))));
  Result<evidence::VerifyReport> report = evidence::VerifyReport{};
  if (desk && !fs::exists(fs::path(path) / "ledger" / "checkpoint", none)) {
    report->path = path;
    report->lines.push_back({ledger::Level::fault, "The desk has no published ledger.", "ledger/checkpoint"});
  } else {
    report = evidence::verify_path(path, options);
    if (!report) return std::move(report).error();
  }
  if (desk) {
    report->kind = "desk";
    if (own_key) report->lines.push_back(evidence::confirm_key(*options.vkey, "desk.toml"));
    const auto passphrase = [&c] {
      return c.secret("LEDGELIGHT_PASSPHRASE", "Passphrase of the desk (empty: without its key): ");
    };
    auto more = check_desk(path, passphrase);
    report->lines.insert(report->lines.end(), more.begin(), more.end());
  }
  return Answer{report->text(), report->json(), report->exit_code()};
}

}  // namespace

void add_verify(Commands& to) {
  to.commands.push_back(
      {.path = "verify",
       .summary = "Check an export, a desk, a published ledger or a receipt, offline",
       .positionals = {{"PATH", "the folder or file"}},
       .options = {{"--vkey", "KEY", "the ledger's public key, had from somewhere else: one line, or a file"},
                   {"--witness", "KEY", "the key of a witness you trust", Option::Need::optional,
                    Option::Times::many}},
       .run = verify,
       .details = "Each fault is named with its file, and what a check cannot prove is said. Exit code 0:\n"
                  "everything that can be checked holds; 1: it does not.",
       .desk = Command::Desk::none});
}

}  // namespace ledgelight::cli
