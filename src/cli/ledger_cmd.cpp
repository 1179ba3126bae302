// ledger …: the public record of acts.
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/record.hpp"
#include "ledger/entry.hpp"

namespace ledgelight::cli {
namespace {

Result<Answer> vkey(Context& c) {
  const auto& config = TRY(c.desk())->config();
  return Answer{config.ledger_vkey, Json{{"vkey", config.ledger_vkey}, {"origin", config.origin}}};
}

Result<Answer> publish(Context& c) {
  const auto size = TRY(desk::publish(*TRY(c.desk())));
  return Answer{"The published ledger holds " + counted(size, "act", "acts") + ".", Json{{"size", size}}};
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  desk::Page page;
  page.limit = TRY(c.number("--limit")).value_or(c.json() ? 0 : 50);
  page.offset = TRY(c.number("--skip")).value_or(0);
  const auto found = TRY(desk::record_page(*desk, TRY(c.actor()), CaseId(c.text("--case")), page));
  auto json = Json{{"size", found.size}, {"published", found.published}, {"root", text_json(found.root)},
                   {"vkey", found.vkey}, {"acts", Json::array()}};
  Table table({"ACT", "AT", "BY", "CASE", "ABOUT", "WHAT"});
  for (const auto& row : found.rows) {
    json["acts"].push_back({{"index", row.index}, {"kind", row.kind}, {"actor", row.actor},
                            {"case", text_json(row.case_id)}, {"subject", text_json(row.subject)},
                            {"at", to_text(row.at)}, {"published", row.published}});
    table.add({std::to_string(row.index), local(*desk, row.at), row.actor, row.case_id.empty() ? "-" : row.case_id,
               row.subject.empty() ? "-" : row.subject,
               std::string(ledger::words_of(row.kind)) + (row.published ? "" : " (not yet published)")});
  }
  return Answer{table.text_or("No act.") + "\n" + counted(found.size, "act", "acts") + ", " +
                    std::to_string(found.published) + " published.\n",
                std::move(json)};
}

Result<Answer> proof(Context& c) {
  const auto index = TRY(c.number("ACT"));
  const auto text = TRY(desk::proof_of(*TRY(c.desk()), index.value_or(0)));
  if (c.given("--out")) {
    TRY(write_out(c, c.text("--out"), text));
    return wrote(c.text("--out"), text.size());
  }
  return Answer{text, Json{{"index", *index}, {"proof", text}}};
}

}  // namespace

void add_ledger(Commands& to) {
  to.groups.push_back({"ledger", "The public record of acts: its key, its pages, its proofs"});
  auto& all = to.commands;
  all.push_back({.path = "ledger vkey",
                 .summary = "Print the public key of the ledger, for whoever will check it",
                 .run = vkey});
  all.push_back({.path = "ledger publish",
                 .summary = "Sign what was done and write the ledger folder",
                 .run = publish,
                 .details = "Every command that acts does this at its end; so does a running server."});
  all.push_back({.path = "ledger list",
                 .summary = "List the acts, the newest first",
                 .options = {{"--case", "CASE", "only those of one case"},
                             {"--limit", "N", "at most so many; 50 at a terminal, all with --json"},
                             {"--skip", "N", "leave out so many of the newest"}},
                 .run = list});
  all.push_back({.path = "ledger proof",
                 .summary = "Print the proof that an act is in the published ledger",
                 .positionals = {{"ACT", "its number, from 0"}},
                 .options = {{"--out", "FILE", "where to; printed if left out"}},
                 .run = proof});
}

}  // namespace ledgelight::cli
