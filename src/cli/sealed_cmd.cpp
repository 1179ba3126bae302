// suspect …: names that are sealed in a case, and opened with a reason only.
#include "base/text.hpp"
#include "casefile/fact.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/suspects.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_case{"CASE", "number of the case, such as 2026-0007"};

Result<Answer> name(Context& c) {
  desk::NewSuspect who;
  who.names = c.texts("NAME");
  if (c.given("--names")) {
    for (const auto& line : split(TRY(file_bytes(c.text("--names"), 64U << 10)), '\n')) who.names.push_back(line);
  }
  who.note = c.text("--note");
  const auto letter = TRY(desk::name_suspect(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")), who));
  return Answer{"Sealed. In case " + c.text("CASE") + " this is Person " + letter + " from now on.",
                Json{{"id", c.text("CASE")}, {"suspect", letter}}};
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  auto json = Json::array();
  Table table({"SUSPECT", "NAMED BY", "AT"});
  for (const auto& s : TRY(desk::list_suspects(*desk, TRY(c.actor()), CaseId(c.text("CASE"))))) {
    json.push_back({{"suspect", s.letter}, {"by", s.by}, {"at", instant_json(s.at)}});
    table.add({"Person " + s.letter, s.by, local(*desk, s.at)});
  }
  return Answer{table.text_or("No suspect is named in this case."), std::move(json)};
}

Result<Answer> open(Context& c) {
  const auto opened = TRY(desk::open_suspect(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")), c.text("LETTER"),
                                             c.text("--reason")));
  return Answer{"Person " + c.text("LETTER") + ": " + join(opened.names, "; ") +
                    (opened.note.empty() ? "" : "\n" + opened.note) + "\nThat you looked, and why, is recorded.",
                Json{{"suspect", c.text("LETTER")}, {"names", opened.names}, {"note", text_json(opened.note)}}};
}

Result<Answer> fact(Context& c) {
  auto* desk = TRY(c.desk());
  auto json = Json::array();
  Table table({"ENTERED", "HOW SURE", "VALUE", "NOTE"});
  for (const auto& s : TRY(desk::open_fact(*desk, TRY(c.actor()), CaseId(c.text("CASE")), c.text("FACT"), c.text("--reason")))) {
    auto body = casefile::body_of(s.fact);
    body["event"] = s.event;
    json.push_back(std::move(body));
    table.add({local(*desk, s.entered), std::string(casefile::name_of(s.fact.certainty)),
               s.fact.value.is_string() ? s.fact.value.get<std::string>() : plain_json(s.fact.value), s.fact.note});
  }
  return Answer{table.text() + "\nThat you looked, and why, is recorded.\n", std::move(json)};
}

}  // namespace

void add_sealed(Commands& to) {
  const Option reason{"--reason", "TEXT", "why you need to know; goes on the record", Need::required};
  to.groups.push_back({"suspect", "Names that are sealed: shown as Person A, opened with a reason"});
  to.commands.push_back({.path = "suspect name",
                         .summary = "Seal the name of a suspect; it is shown as a letter from then on",
                         .positionals = {the_case, {"NAME", "the name, then others they go by", Positional::Need::any}},
                         .options = {{"--names", "FILE", "the names, one a line; - reads standard input"},
                                     {"--note", "TEXT", "what belongs with the name"}},
                         .run = name,
                         .details = "A name on the command line stays in the history of the shell; --names does not."});
  to.commands.push_back({.path = "suspect list", .summary = "List the letters of a case", .positionals = {the_case}, .run = list});
  to.commands.push_back({.path = "suspect open",
                         .summary = "Show the name behind a letter, once and on the record",
                         .positionals = {the_case, {"LETTER", "A, B …"}},
                         .options = {reason},
                         .run = open});
  to.commands.push_back({.path = "case open-fact",
                         .summary = "Show a fact that may name people, once and on the record",
                         .positionals = {the_case, {"FACT", "its name, as `case vocabulary` lists it"}},
                         .options = {reason},
                         .run = fact});
}

}  // namespace ledgelight::cli
