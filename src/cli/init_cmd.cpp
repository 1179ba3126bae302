// init: a desk out of an empty folder.
#include "cli/commands.hpp"
#include "cli/context.hpp"
#include "desk/desk.hpp"
#include "wiring/init_desk.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

Result<Answer> init(Context& c) {
  wiring::InitOptions options;
  options.origin = c.text("--origin");
  options.rules = c.text("--rules");
  options.demonstration = c.given("--demonstration");
  if (c.given("--passphrase")) {
    options.passphrase = TRY(c.new_secret("LEDGELIGHT_PASSPHRASE", "New passphrase of the desk"));
    if (options.passphrase.empty()) return fail(Errc::bad_input, "an empty passphrase protects nothing");
  }
  auto made = wiring::init_desk(c.text("DIR"), c.text("--city"), options);
  // A folder that is not free and a city nobody wrote rules for are wrong words of this line.
  if (!made && (made.error().code == Errc::conflict || made.error().code == Errc::not_found)) {
    return fail(Errc::usage, made.error().detail);
  }
  const auto desk = TRY(std::move(made));
  const auto& config = desk->config();
  const std::string key =
      config.key_mode == "file"
          ? "Its key is " + config.folder + "/desk.key: copy it to the safe; without it nothing sealed opens again.\n"
          : "It opens with the passphrase only: write it down and put it in the safe.\n";
  return Answer{"A desk for " + config.city_name + " is ready in " + config.folder + ".\n" + key +
                    "Ledger key, for whoever will check: " + config.ledger_vkey +
                    "\nNext: ledgelight serve --desk " + c.text("DIR") + "\n",
                Json{{"folder", config.folder},
                     {"city", config.city},
                     {"origin", config.origin},
                     {"vkey", config.ledger_vkey},
                     {"key", config.key_mode}}};
}

}  // namespace

void add_init(Commands& to) {
  to.commands.push_back(
      {.path = "init",
       .summary = "Make a desk in an empty folder",
       .positionals = {{"DIR", "the folder; made when it is not there"}},
       .options = {{"--city", "CITY", "whose rules hold, such as us/ct/stamford", Need::required},
                   {"--origin", "NAME", "name of the ledger for ever; one with a random end if left out"},
                   {"--rules", "DIR", "a folder laid over the rules in the program"},
                   {"--passphrase", "", "keep the desk key under a passphrase (asked for, or LEDGELIGHT_PASSPHRASE) instead of in a file"},
                   {"--demonstration", "", "mark every page and document; nothing can be delivered"}},
       .run = init,
       .desk = Command::Desk::none});
}

}  // namespace ledgelight::cli
