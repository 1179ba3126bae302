// export: a case as a bag that anyone can check.
#include <filesystem>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/export.hpp"
#include "desk/open_export.hpp"
#include "desk/texts.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

// All that lies in the folder, the bag's own papers too: what somebody counts who looks into it.
std::uint64_t files_in(const std::string& folder) {
  std::error_code error;
  std::uint64_t n = 0;
  for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error))
    n += at->is_regular_file(error) ? 1 : 0;
  return n;
}

Result<std::string> from_file(Context& c) {
  auto text = TRY(file_bytes(c.text("--passphrase-file"), 4096));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
    text.pop_back();
  return text;
}

Result<std::string> passphrase(Context& c) {
  if (!c.given("--passphrase-file")) {
    return c.new_secret("LEDGELIGHT_EXPORT_PASSPHRASE", "Passphrase for the export");
  }
  return from_file(c);
}

Result<Answer> unseal(Context& c) {
  TRY(nothing_at(c.text("--out")));
  const auto passphrase =
      c.given("--passphrase-file")
          ? TRY(from_file(c))
          : TRY(c.secret("LEDGELIGHT_EXPORT_PASSPHRASE", "Passphrase of the export: "));
  const auto done = TRY(desk::open_export(c.text("FILE"), c.text("--out"), passphrase));
  return Answer{"Opened the export of case " + done.case_id + " into " + c.text("--out") + ": " +
                    counted(done.files, "file", "files") + ", " + size_text(done.bytes) +
                    ". Personal data now lies there in clear.\nCheck it with: ledgelight verify " +
                    c.text("--out") + "\n",
                Json{{"folder", c.text("--out")},
                     {"case", done.case_id},
                     {"files", done.files},
                     {"bytes", done.bytes}}};
}

Result<Answer> export_case(Context& c) {
  TRY(nothing_at(c.text("--out")));
  auto* desk = TRY(c.desk());
  desk::ExportOptions options;
  options.out = c.text("--out");
  options.at = TRY(c.number("--at"));
  options.personal = c.given("--personal");
  options.privileged = c.given("--privileged");
  options.purpose = c.text("--purpose");
  if (const auto& language = c.text("--language"); language != "en") options.also_in = language;
  if (options.encrypted()) {
    if (trimmed(options.purpose).empty()) return fail(Errc::usage, "say what it is for: --purpose TEXT");
    options.passphrase = TRY(passphrase(c));
  }
  const auto done = TRY(desk::export_case(*desk, TRY(c.actor()), CaseId(c.text("CASE")), options));
  const auto reviewed = done.withheld_texts == 0
                            ? std::string()
                            : counted(done.withheld_texts, "text", "texts") +
                                  " of officers stayed behind, not reviewed: ledgelight texts list " + c.text("CASE") + "\n";
  if (options.encrypted()) {
    return Answer{"Wrote " + done.folder + ", encrypted: " + counted(done.files, "file", "files") +
                      ", " + size_text(done.bytes) + ", " + counted(done.events, "act", "acts") +
                      ".\n" + reviewed + "Open it with: ledgelight unseal " + done.folder +
                      " --out DIR (or examples/open_export.py, which "
                      "needs nothing of ours)\n",
                  Json{{"file", done.folder},
                       {"sha256", done.sha256},
                       {"files", done.files},
                       {"bytes", done.bytes},
                       {"events", done.events},
                       {"ledger_size", done.ledger_size},
                       {"withheld_texts", done.withheld_texts}}};
  }
  return Answer{"Wrote " + done.folder + ": " + counted(files_in(done.folder), "file", "files") +
                    ", of them " + counted(done.files, "file", "files") + " of the case (" +
                    size_text(done.bytes) + "), " + counted(done.events, "act", "acts") +
                    " proved against the ledger of size " + std::to_string(done.ledger_size) +
                    ".\n" + reviewed + "Check it with: ledgelight verify " + done.folder +
                    " --vkey " + desk->config().ledger_vkey + "\n",
                Json{{"folder", done.folder},
                     {"files", done.files},
                     {"bytes", done.bytes},
                     {"events", done.events},
                     {"ledger_size", done.ledger_size},
                     {"withheld_texts", done.withheld_texts}}};
}

Result<Answer> list_texts(Context& c) {
  auto* desk = TRY(c.desk());
  const auto texts = TRY(desk::list_texts(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  Table table({"ACT", "KIND", "RELEASED", "FOUND IN IT", "TEXT"});
  for (const auto& t : texts) {
    json.push_back({{"event", t.event}, {"kind", t.kind}, {"about", text_json(t.about)}, {"text", t.text},
                    {"by", t.by}, {"at", instant_json(t.at)}, {"released", t.released}, {"found", t.found}});
    table.add({std::to_string(t.event), t.kind + (t.about.empty() ? "" : " " + t.about), t.released ? "yes" : "no",
               t.found.empty() ? "-" : join(t.found, ", "), shown_line(t.text, 120)});
  }
  return Answer{table.text_or("Nobody has written anything yet."), std::move(json)};
}

Result<Answer> release_texts(Context& c) {
  auto* desk = TRY(c.desk());
  std::vector<std::uint64_t> events;
  for (const auto& word : c.texts("ACT")) {
    if (word.empty() || word.size() > 18 || word.find_first_not_of("0123456789") != std::string::npos) {
      return fail(Errc::usage, "ACT is a number, as `texts list` prints it");
    }
    events.push_back(std::stoull(word));
  }
  if (events.empty() != c.given("--clear")) return fail(Errc::usage, "name the acts, or say --clear, not both");
  const auto n = TRY(desk::release_texts(*desk, TRY(c.actor()), CaseId(c.text("CASE")), std::move(events)));
  return Answer{"Released: " + counted(n, "text", "texts") + ".", Json{{"released", n}}};
}

}  // namespace

void add_export(Commands& to) {
  const Positional the_case{"CASE", "number of the case, such as 2026-0007"};
  to.commands.push_back(
      {.path = "export",
       .summary = "Write a case as a BagIt folder that anyone can check",
       .positionals = {the_case},
       .options =
           {{"--out", "DIR", "a folder (encrypted: a file) that is not there yet", Need::required},
            {"--at", "SIZE",
             "as the case stood when the ledger had this size; the published one if left out"},
            {"--personal", "",
             "with personal data: evidence, register, letters, every text; one encrypted file"},
            {"--privileged", "",
             "with privileged entries and draft duty sheets; one encrypted file"},
            {"--language", "LANGUAGE",
             "es: each duty sheet in Spanish too, beside the English one"},
            {"--purpose", "TEXT", "what the encrypted file is for; kept with the record"},
            {"--passphrase-file", "FILE", "where the passphrase stands; else it is asked for"}},
       .run = export_case,
       .details = "Without --personal no personal data is in it, and no word of an officer that "
                  "nobody released "
                  "(texts release)."});
  to.commands.push_back(
      {.path = "unseal",
       .summary = "Open an encrypted export into a folder",
       .positionals = {{"FILE", "the encrypted export"}},
       .options = {{"--out", "DIR", "a folder that is not there yet", Need::required},
                   {"--passphrase-file", "FILE",
                    "where the passphrase stands; else it is asked for"}},
       .run = unseal,
       .details = "Nothing is kept of a file that was changed, cut short or sealed under another "
                  "passphrase. Needs no desk.",
       .desk = Command::Desk::none});
  to.groups.push_back({"texts", "Officers' own words: which of them an export may carry"});
  to.commands.push_back({.path = "texts list",
                         .summary = "List what officers wrote into a case, and what a search finds in it",
                         .positionals = {the_case},
                         .run = list_texts});
  to.commands.push_back({.path = "texts release",
                         .summary = "Let exports carry these texts, after reading them",
                         .positionals = {the_case, {"ACT", "number of the act, as `texts list` prints it", Positional::Need::any}},
                         .options = {{"--clear", "", "every text in which the search found nothing"}},
                         .run = release_texts});
}

}  // namespace ledgelight::cli
