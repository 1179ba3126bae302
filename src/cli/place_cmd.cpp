// place …: the contacts that the packs could not find, entered and verified.
#include "base/civil.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/place.hpp"
#include "law/public_facts.hpp"
#include "law/rules.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_fact{"FACT", "id of the office fact, as place status lists it"};

std::string standing(const desk::ContactLine& line) {
  if (!line.contact) return line.needed ? "missing" : "from the pack";
  return line.contact->verified() ? "verified " + to_text(*line.contact->checked)
                                  : "entered, not verified";
}

Result<Answer> status(Context& c) {
  auto* desk = TRY(c.desk());
  const auto state = TRY(desk::place_state(*desk));
  auto lines = Json::array();
  Table table({"FACT", "STANDING", "VALUE"});
  for (const auto& line : state.lines) {
    const auto value = line.contact ? (line.contact->none ? "(none)" : line.contact->value) : "";
    lines.push_back({{"fact", line.fact},
                     {"needed", line.needed},
                     {"standing", standing(line)},
                     {"value", value}});
    table.add({line.fact, standing(line), value});
  }
  auto marks = Json::array();
  std::string changed;
  for (const auto& mark : state.marks) {
    marks.push_back({{"fact", mark.fact}, {"on", to_text(mark.on)}, {"note", mark.note}, {"by", mark.by}});
    changed += "Its source changed, seen on " + to_text(mark.on) + ": " + mark.fact + ": " + mark.note + "\n";
  }
  return Answer{
      table.text_or("The packs name no office.") + changed +
          (state.open()
               ? "The public side is open.\n"
               : "The public side says \"not yet open\": " + std::to_string(state.missing) +
                     " contacts are missing or not verified.\n"),
      Json{{"open", state.open()},
           {"missing", state.missing},
           {"contacts", std::move(lines)},
           {"sources_changed", std::move(marks)}}};
}

Result<Answer> enter(Context& c) {
  auto* desk = TRY(c.desk());
  desk::NewContact what;
  what.fact = c.text("FACT");
  what.value = c.text("VALUE");
  what.none = c.given("--none");
  what.value_es = c.text("--spanish");
  what.source = c.text("--source");
  const auto actor = TRY(c.actor());
  TRY(desk::enter_contact(*desk, actor, what));
  const bool verified = actor.kind == desk::Actor::Kind::officer;
  return Answer{verified ? "Entered and verified.\n"
                         : "Entered. It counts once an officer has verified it: ledgelight place "
                           "check FACT --as LOGIN\n",
                Json{{"fact", what.fact}, {"verified", verified}}};
}

Result<Answer> check(Context& c) {
  auto* desk = TRY(c.desk());
  TRY(desk::check_contact(*desk, TRY(c.actor()), c.text("FACT")));
  return Answer{"Checked today.\n", Json{{"fact", c.text("FACT")}, {"verified", true}}};
}

std::string words_in(const Json& body) {
  std::vector<std::string> out;
  for (const char* key : {"value", "value_es", "source", "on", "note"})
    if (const auto text = text_at(body, key); !text.empty()) out.push_back(text);
  if (true_at(body, "none")) out.insert(out.begin(), "(none)");
  return join(out, "; ");
}

Result<Answer> history(Context& c) {
  auto* desk = TRY(c.desk());
  auto json = Json::array();
  Table table({"ACT", "ENTERED", "BY", "WHAT", "FACT", "WORDS"});
  for (const auto& act :
       TRY(desk::place_history(*desk, TRY(c.actor()), c.given("FACT") ? c.text("FACT") : ""))) {
    json.push_back({{"event", act.event},
                    {"kind", act.kind},
                    {"fact", act.fact},
                    {"by", act.by},
                    {"at", instant_json(act.at)},
                    {"record", act.salt.empty() ? Json()
                                                : Json{{"kind", act.record_kind},
                                                       {"salt", act.salt},
                                                       {"body", act.body}}}});
    table.add({std::to_string(act.event), local(*desk, act.at), act.by, act.kind, act.fact,
               words_in(act.body)});
  }
  return Answer{table.text_or("Nothing was entered yet."), std::move(json)};
}

Result<Answer> find(Context& c) {
  auto* desk = TRY(c.desk());
  auto json = Json::array();
  Table table({"FACT", "TITLE", "SAYS"});
  for (const auto& one :
       TRY(desk::find_facts(*desk, TRY(c.actor()), join(c.texts("WORDS"), " "), 100))) {
    json.push_back({{"fact", one.id},
                    {"title", one.title},
                    {"group", one.group},
                    {"says", one.says},
                    {"cites", one.cites}});
    table.add({one.id, one.title, one.says});
  }
  return Answer{table.text_or("No fact has all of these words."), std::move(json)};
}

Result<Answer> source_changed(Context& c) {
  TRY(desk::mark_source(*TRY(c.desk()), TRY(c.actor()), c.text("FACT"), c.text("--on"), c.text("--note")));
  return Answer{"Marked. The public page says that the source has changed and we are checking.\n",
                Json{{"fact", c.text("FACT")}, {"source_changed", c.text("--on")}}};
}

Result<Answer> source_checked(Context& c) {
  TRY(desk::clear_source(*TRY(c.desk()), TRY(c.actor()), c.text("FACT"), c.text("--note")));
  return Answer{"The public page shows the fact again.\n", Json{{"fact", c.text("FACT")}, {"source_changed", nullptr}}};
}

}  // namespace

void add_place(Commands& to) {
  to.groups.push_back({"place", "Contacts of the city that open the public side"});
  auto& all = to.commands;
  all.push_back({.path = "place status",
                 .summary = "List the city's contacts, and say whether the public side is open",
                 .run = status});
  all.push_back(
      {.path = "place enter",
       .summary = "Enter a contact that the packs could not find",
       .positionals = {the_fact, {"VALUE", "the contact, one line", Positional::Need::optional}},
       .options = {{"--none", "", "the office has no such contact"},
                   {"--spanish", "TEXT", "the same in Spanish, where it is words"},
                   {"--source", "TEXT", "the page or document where it was read", Need::required}},
       .run = enter,
       .details =
           "With --as LOGIN it is entered and verified by that officer; otherwise an officer still "
           "has to verify it."});
  const Positional any_fact{"FACT", "id of a public fact of the packs"};
  all.push_back({.path = "place source-changed",
                 .summary = "Say that the source of a public fact is no longer what was read (with --as)",
                 .positionals = {any_fact},
                 .options = {{"--on", "DAY", "the day it was seen", Need::required},
                             {"--note", "TEXT", "what changed, for officers; one line", Need::required}},
                 .run = source_changed,
                 .details = "The public page then says \"the source has changed; we are checking\" instead of the fact, until\n"
                            "an officer checked it or a pack read it again. What the fact says is changed in a pack only."});
  all.push_back({.path = "place source-checked",
                 .summary = "Say that the source was read again and the fact still holds (with --as)",
                 .positionals = {any_fact},
                 .options = {{"--note", "TEXT", "where it was read; one line", Need::required}},
                 .run = source_checked});
  all.push_back(
      {.path = "place find",
       .summary = "Find a public fact by words of its title, of what it says, or of its source",
       .positionals = {{"WORDS", "each must fit; whatever their case and accents",
                        Positional::Need::one_or_more}},
       .run = find});
  all.push_back(
      {.path = "place history",
       .summary = "List every contact and note on a source that was ever entered, oldest first",
       .positionals = {{"FACT", "of this fact only", Positional::Need::optional}},
       .run = history,
       .details =
           "With --json each act has its record: body, kind and salt open the digest that the\n"
           "ledger holds of it (docs/formats/events.md)."});
  all.push_back({.path = "place check",
                 .summary = "Say that a contact is still right today",
                 .positionals = {the_fact},
                 .run = check});
}

}  // namespace ledgelight::cli
