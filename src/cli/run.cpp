#include <ostream>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/context.hpp"
#include "cli/exit_code.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::cli {
namespace {

int print_error(const Error& error, bool json, Surroundings& around) {
  if (json) {
    around.err << plain_json(Json{{"error",
                                   {{"code", static_cast<int>(error.code)},
                                    {"name", name_of(error.code)},
                                    {"detail", error.detail}}}})
               << "\n";
  } else {
    around.err << "ledgelight: " << shown(error.detail) << " (" << static_cast<int>(error.code)
               << " " << name_of(error.code) << ")\n";
    // Faults that stand one a line say themselves what to write, and so does where the help is.
    if (error.detail.find('\n') == std::string::npos &&
        error.detail.find("; see: ") == std::string::npos)
      around.err << "  " << advice(error.code) << "\n";
  }
  around.err.flush();
  return exit_code(error.code);
}

int print_answer(const Answer& answer, bool json, Surroundings& around) {
  if (json) {
    around.out << plain_json(answer.json) << "\n";
  } else if (!answer.text.empty()) {
    // What people wrote may hold signs that would command the terminal.
    around.out << shown(answer.text);
    if (answer.text.back() != '\n') around.out << "\n";
  }
  around.out.flush();
  if (!around.out) {
    around.err << "ledgelight: the answer could not be written\n";
    return 3;
  }
  return answer.exit;
}

bool says_json(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& a = arguments[i];
    if (a == "--") return false;
    if (a == "--json" || a == "--format=json") return true;
    if (a == "--format" && i + 1 < arguments.size() && arguments[i + 1] == "json") return true;
  }
  return false;
}

Answer version_answer() {
  const auto version = wiring::version();
  return {"ledgelight " + version, Json{{"version", version}}};
}

void add_help_and_version(Commands& to) {
  to.commands.push_back({.path = "help",
                         .summary = "Say what there is and how it is used",
                         .positionals = {{"COMMAND", "what to explain, such as: case open",
                                          Positional::Need::any}},
                         .options = {{"--markdown", "", "the whole of docs/commands.md"}},
                         .run = [](Context& c) -> Result<Answer> {
                           const auto all = all_commands();
                           const auto text = c.given("--markdown")
                                                 ? help_markdown(all)
                                                 : help_text(all, join(c.texts("COMMAND"), " "));
                           return Answer{text, Json{{"text", text}}};
                         },
                         .details = "",
                         .desk = Command::Desk::none});
  to.commands.push_back({.path = "version",
                         .summary = "Say which version this is",
                         .positionals = {},
                         .options = {},
                         .run = [](Context&) -> Result<Answer> { return version_answer(); },
                         .details = "",
                         .desk = Command::Desk::none});
}

}  // namespace

Commands all_commands() {
  Commands all;
  add_init(all);
  add_demo(all);
  add_serve(all);
  add_report(all);
  add_case(all);
  add_evidence(all);
  add_discover(all);
  add_links(all);
  add_link(all);
  add_sample(all);
  add_duties(all);
  add_clocks(all);
  add_letters(all);
  add_export(all);
  add_sealed(all);
  add_verify(all);
  add_ledger(all);
  add_backup(all);
  add_officer(all);
  add_import(all);
  add_jobs(all);
  add_place(all);
  add_law(all);
  add_help_and_version(all);
  return all;
}

int run(const Commands& commands, const std::vector<std::string>& arguments, Surroundings& around) {
  if (arguments.empty()) {
    around.err << help_text(commands, "");
    return exit_code(Errc::usage);
  }
  auto parsed = parse(commands, arguments);
  if (!parsed) return print_error(parsed.error(), says_json(arguments), around);
  const bool json = parsed->words.json || says_json(arguments);
  if (parsed->wants_version) return print_answer(version_answer(), json, around);
  if (parsed->wants_help) {
    const auto text = help_text(commands, parsed->help);
    return print_answer({text, Json{{"text", text}}}, json, around);
  }
  Context context(parsed->words, around);
  const auto answer = parsed->command->run(context);
  // What was done before a failure is done: it belongs into the published ledger all the same.
  if (const auto published = context.publish_acts(); !published) {
    around.err << "ledgelight: what was done is kept, but the published ledger is behind: "
               << shown(published.error().detail) << "\n";
  }
  if (!answer) return print_error(answer.error(), json, around);
  return print_answer(*answer, json, around);
}

}  // namespace ledgelight::cli
