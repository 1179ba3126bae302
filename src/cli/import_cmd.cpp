// import …: records of others become cases.
#include <fstream>
#include <iostream>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/cases.hpp"

namespace ledgelight::cli {
namespace {

Result<Answer> veris(Context& c) {
  auto* desk = TRY(c.desk());
  std::ifstream file;
  if (c.text("FILE") != "-") {
    file.open(c.text("FILE"), std::ios::binary);
    if (!file) return fail(Errc::usage, "cannot read " + shown_line(c.text("FILE")));
  }
  std::istream& in = c.text("FILE") == "-" ? std::cin : file;
  const auto report = TRY(desk::import_veris(*desk, TRY(c.actor()), in));
  auto json = report.to_json();
  if (c.given("--report")) TRY(write_out(c, c.text("--report"), pretty_json(json) + "\n"));
  std::uint64_t made = 0, already = 0, refused = 0;
  Table table({"LINE", "REFUSED BECAUSE"});
  for (const auto& r : report.records) {
    if (!r.refused.empty()) {
      ++refused;
      table.add({std::to_string(r.line), r.refused});
    } else {
      ++(r.already ? already : made);
    }
  }
  std::string text = counted(made, "case", "cases") + " made, " + std::to_string(already) +
                     " there already, " + std::to_string(refused) + " refused.\n" +
                     std::to_string(report.mapped) + " of " + counted(report.values, "value", "values") +
                     " became facts; the others stay in the record as it came.\n";
  if (!table.empty()) text += "\n" + table.text();
  return Answer{text, std::move(json), refused == 0 ? 0 : 1};
}

}  // namespace

void add_import(Commands& to) {
  to.groups.push_back({"import", "Take over records that others kept"});
  to.commands.push_back({.path = "import veris",
                         .summary = "Make a case of each VERIS record, one JSON object a line",
                         .positionals = {{"FILE", "the file; - is standard input"}},
                         .options = {{"--report", "FILE", "write what had no home, record by record, as JSON"}},
                         .run = veris,
                         .details = "Nothing is guessed. A record that was imported before adds nothing. Exit code 1: some\n"
                                    "line was refused; the others are in."});
}

}  // namespace ledgelight::cli
