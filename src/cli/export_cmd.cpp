// export: a case as a bag that anyone can check.
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/export.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

Result<std::string> passphrase(Context& c) {
  if (!c.given("--passphrase-file")) {
    return c.new_secret("LEDGELIGHT_EXPORT_PASSPHRASE", "Passphrase for the export");
  }
  auto text = TRY(file_bytes(c.text("--passphrase-file"), 4096));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

Result<Answer> export_case(Context& c) {
  TRY(nothing_at(c.text("--out")));
  auto* desk = TRY(c.desk());
  desk::ExportOptions options;
  options.out = c.text("--out");
  options.at = TRY(c.number("--at"));
  options.personal = c.given("--personal");
  if (options.personal) options.passphrase = TRY(passphrase(c));
  const auto done = TRY(desk::export_case(*desk, TRY(c.actor()), CaseId(c.text("CASE")), options));
  return Answer{"Wrote " + done.folder + ": " + counted(done.files, "file", "files") + ", " +
                    size_text(done.bytes) + ", " + counted(done.events, "act", "acts") +
                    " proved against the ledger of size " + std::to_string(done.ledger_size) +
                    ".\nCheck it with: ledgelight verify " + done.folder + " --vkey " +
                    desk->config().ledger_vkey + "\n",
                Json{{"folder", done.folder}, {"files", done.files}, {"bytes", done.bytes},
                     {"events", done.events}, {"ledger_size", done.ledger_size}}};
}

}  // namespace

void add_export(Commands& to) {
  const Positional the_case{"CASE", "number of the case, such as 2026-0007"};
  to.commands.push_back(
      {.path = "export",
       .summary = "Write a case as a BagIt folder that anyone can check",
       .positionals = {the_case},
       .options = {{"--out", "DIR", "a folder that is not there yet", Need::required},
                   {"--at", "SIZE", "as the case stood when the ledger had this size; the published one if left out"},
                   {"--personal", "", "with personal and privileged data, encrypted under a passphrase"},
                   {"--passphrase-file", "FILE", "where the passphrase stands; else it is asked for"}},
       .run = export_case,
       .details = "Without --personal no personal and no privileged data is in it."});
}

}  // namespace ledgelight::cli
