// backup, restore: the whole desk as one file, and back.
#include "base/text.hpp"
#include "cli/check_desk.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/backup.hpp"
#include "evidence/verify.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::cli {
namespace {

Result<Answer> backup(Context& c) {
  TRY(nothing_at(c.text("FILE")));
  auto* desk = TRY(c.desk());
  const auto done = TRY(desk::backup(*desk, TRY(c.actor()), c.text("FILE"), c.given("--with-key")));
  return Answer{"Wrote " + c.text("FILE") + ": " + counted(done.files, "file", "files") + ", " +
                    size_text(done.bytes) + ", " + counted(done.ledger_size, "act", "acts") + ".\n" +
                    (done.has_key ? "It holds the desk key: keep it as you would keep the desk.\n"
                                  : "It does not hold the desk key: keep desk.key apart, in the safe.\n"),
                Json{{"file", c.text("FILE")}, {"files", done.files}, {"bytes", done.bytes},
                     {"ledger_size", done.ledger_size}, {"has_key", done.has_key}}};
}

// Nothing is put in place that does not verify.
Result<void> check_restored(const std::string& folder, Context& c) {
  auto report = TRY(evidence::verify_path(folder, {}));
  const auto ask = [&c] { return c.secret("LEDGELIGHT_PASSPHRASE", "Passphrase of the desk: "); };
  const auto more = check_desk(folder, ask);
  report.lines.insert(report.lines.end(), more.begin(), more.end());
  for (const auto& line : report.lines) {
    if (line.level == ledger::Level::fault) return fail(Errc::corrupt, "the backup does not verify: " + line.what);
  }
  return {};
}

Result<Answer> restore(Context& c) {
  const auto& folder = c.text("DIR");
  TRY(nothing_at(folder));
  const auto done = TRY(desk::restore(c.text("FILE"), folder, c.text("--key"),
                                      [&c](const std::string& made) { return check_restored(made, c); }));
  const bool key = TRY(wiring::has_key(folder));
  return Answer{"Restored into " + folder + ", and it verifies: " + counted(done.files, "file", "files") + ", " +
                    size_text(done.bytes) + ".\n" +
                    (key ? "" : "Put desk.key into the folder before you use it.\n"),
                Json{{"folder", folder}, {"files", done.files}, {"bytes", done.bytes}, {"has_key", key}}};
}

}  // namespace

void add_backup(Commands& to) {
  to.commands.push_back({.path = "backup",
                         .summary = "Write the whole desk into one file, while it is running",
                         .positionals = {{"FILE", "a file that is not there yet"}},
                         .options = {{"--with-key", "", "with the desk key, which is left out otherwise"}},
                         .run = backup});
  to.commands.push_back({.path = "restore",
                         .summary = "Make a desk out of a backup, and verify it",
                         .positionals = {{"FILE", "the backup"}, {"DIR", "a folder that is not there yet"}},
                         .options = {{"--key", "FILE", "the desk.key that was kept apart"}},
                         .run = restore,
                         .desk = Command::Desk::none});
}

}  // namespace ledgelight::cli
