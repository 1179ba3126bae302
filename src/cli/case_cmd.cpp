// case …: open, look at, and change cases.
#include <algorithm>

#include "base/text.hpp"
#include "casefile/vocabulary.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/cases.hpp"
#include "desk/export.hpp"
#include "ledger/entry.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_case{"CASE", "number of the case, such as 2026-0007"};

Json json_of(const desk::CaseLine& line) {
  return Json{{"id", line.id.str()},
              {"subject", line.subject},
              {"state", line.state},
              {"severity", line.severity},
              {"owner", text_json(line.owner)},
              {"opened", instant_json(line.opened)},
              {"changed", instant_json(line.changed)},
              {"next_due", text_json(line.next_due)}};
}

Json json_of(const casefile::Statement& s) {
  auto body = casefile::body_of(s.fact);
  body["name"] = s.fact.name;
  body["entered"] = to_text(s.entered);
  body["entered_by"] = s.entered_by;
  body["event"] = s.event;
  return body;
}

std::string plain_value(const Json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? value.get<std::string>() : plain_json(value);
}

Result<Answer> open(Context& c) {
  auto* desk = TRY(c.desk());
  const auto id = TRY(desk::open_case(*desk, TRY(c.actor()), {c.text("--subject"), "cli", ""}));
  return Answer{"Case " + id.str() + " is open.", Json{{"id", id.str()}}};
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  desk::CaseFilter filter;
  filter.state = c.text("--state");
  if (c.given("--order")) filter.order = c.text("--order");
  desk::Page page;
  page.limit = TRY(c.number("--limit")).value_or(0);
  const auto found = TRY(desk::list_cases(*desk, TRY(c.actor()), filter, page));
  auto json = Json::array();
  Table table({"CASE", "STATE", "SEVERITY", "OPENED", "NEXT DUE", "OWNER", "SUBJECT"});
  for (const auto& line : found.rows) {
    json.push_back(json_of(line));
    table.add({line.id.str(), line.state, line.severity == 0 ? "-" : std::to_string(line.severity),
               local(*desk, line.opened), line.next_due.empty() ? "-" : line.next_due,
               line.owner.empty() ? "-" : line.owner, line.subject});
  }
  return Answer{table.text_or("No case."), std::move(json)};
}

Result<Answer> show(Context& c) {
  auto* desk = TRY(c.desk());
  const auto view = TRY(desk::show_case(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = json_of(view.line);
  json["restricted"] = view.restricted;
  json["members"] = Json::array();
  json["facts"] = Json::array();
  json["reports"] = Json::array();
  json["evidence"] = view.evidence_count;
  json["findings"] = view.findings_count;
  json["people"] = view.people_count;
  json["letters"] = view.letters_count;

  Table head({"Case", view.line.id.str()});
  head.add({"Subject", view.line.subject});
  head.add({"State", view.line.state + (view.restricted ? ", restricted to its members" : "")});
  head.add({"Severity", view.line.severity == 0 ? "not judged" : std::to_string(view.line.severity) + " of 4"});
  head.add({"Owner", view.line.owner.empty() ? "nobody yet" : view.line.owner});
  head.add({"Opened", local(*desk, view.line.opened)});
  head.add({"Next due", view.line.next_due.empty() ? "no day known" : view.line.next_due});
  std::vector<std::string> names;
  for (const auto& m : view.members) {
    names.push_back(m.name);
    json["members"].push_back({{"id", m.id.str()}, {"name", m.name}});
  }
  head.add({"Members", names.empty() ? "none" : join(names, ", ")});
  names.clear();
  for (const auto& r : view.reports) {
    names.push_back(r.str());
    json["reports"].push_back(r.str());
  }
  if (!names.empty()) head.add({"Reports", join(names, ", ")});
  head.add({"Holds", counted(view.evidence_count, "item of evidence", "items of evidence") + ", " +
                         counted(view.findings_count, "finding", "findings") + ", " +
                         counted(view.people_count, "person", "people") + ", " +
                         counted(view.letters_count, "letter", "letters")});
  Table facts({"FACT", "HOW SURE", "VALUE", "SAID BY", "AS OF"});
  for (const auto& s : view.facts.all_current()) {
    json["facts"].push_back(json_of(s));
    facts.add({s.fact.name, std::string(casefile::name_of(s.fact.certainty)), plain_value(s.fact.value),
               s.fact.said_by, s.fact.happened.unknown() ? "" : s.fact.happened.words()});
  }
  return Answer{head.text() + "\n" + facts.text_or("No fact is stated yet."), std::move(json)};
}

Result<Answer> done(const std::string& text, const std::string& id) {
  return Answer{text, Json{{"id", id}}};
}

Result<Answer> change_state(Context& c) {
  TRY(desk::set_case_state(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")), c.text("STATE"),
                           c.text("--reason")));
  return done("Case " + c.text("CASE") + " is now " + c.text("STATE") + ".", c.text("CASE"));
}

Result<Answer> severity(Context& c) {
  const auto level = TRY(c.number("LEVEL")).value_or(0);
  if (level > 4) return fail(Errc::usage, "LEVEL is 1 (low) to 4 (grave), or 0 for not judged");
  TRY(desk::set_case_severity(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")),
                              static_cast<int>(level), c.text("--reason")));
  return done("Case " + c.text("CASE") + " is judged " + c.text("LEVEL") + " of 4.", c.text("CASE"));
}

Result<Answer> owner(Context& c) {
  auto* desk = TRY(c.desk());
  TRY(desk::set_case_owner(*desk, TRY(c.actor()), CaseId(c.text("CASE")),
                           TRY(officer_in(*desk, c.text("OFFICER")))));
  return done(c.text("OFFICER") + " is in charge of case " + c.text("CASE") + ".", c.text("CASE"));
}

Result<Answer> restrict_to_members(Context& c) {
  const bool on = !c.given("--lift");
  TRY(desk::set_case_restricted(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")), on,
                                c.text("--reason")));
  return done(on ? "Only its members know of case " + c.text("CASE") + " now."
                 : "Case " + c.text("CASE") + " is no longer restricted.",
              c.text("CASE"));
}

Result<Answer> member(Context& c) {
  auto* desk = TRY(c.desk());
  const auto officer = TRY(officer_in(*desk, c.text("OFFICER")));
  const CaseId id(c.text("CASE"));
  if (c.given("--remove")) {
    TRY(desk::remove_member(*desk, TRY(c.actor()), id, officer));
    return done(c.text("OFFICER") + " left case " + id.str() + ".", id.str());
  }
  TRY(desk::add_member(*desk, TRY(c.actor()), id, officer));
  return done(c.text("OFFICER") + " works on case " + id.str() + ".", id.str());
}

// A file of facts: an array of {"name","certainty","value",…} as `case show --json` prints them.
Result<std::vector<casefile::Fact>> facts_in(const std::string& path) {
  const auto json = TRY(parse_json(TRY(file_bytes(path, 8U << 20))));
  if (!json.is_array()) return fail(Errc::bad_input, "the file must hold a JSON array of facts");
  std::vector<casefile::Fact> out;
  for (const auto& row : json) {
    if (!row.is_object()) return fail(Errc::bad_input, "each fact must be a JSON object");
    auto body = row;
    for (const auto* key : {"name", "entered", "entered_by", "event"}) body.erase(key);
    out.push_back(TRY(casefile::fact_from(text_at(row, "name"), body)));
  }
  return out;
}

Result<casefile::Fact> fact_typed(Context& c) {
  const auto& name = c.text("NAME");
  const auto* kind = casefile::find_kind(name);
  if (kind == nullptr) {
    return fail(Errc::bad_input, "there is no fact of that name; `ledgelight case vocabulary` lists them");
  }
  casefile::Fact fact;
  fact.name = name;
  fact.certainty = casefile::Certainty::known;
  if (c.given("--certainty")) {
    fact.certainty = TRY(casefile::parse_certainty(replaced(c.text("--certainty"), "-", "_")));
  }
  if (c.given("VALUE")) {
    auto value = casefile::parse_text(*kind, c.text("VALUE"));
    if (!value.ok()) {
      std::vector<std::string> lines;
      for (const auto& fault : value.faults) lines.push_back(fault.line());
      return fail(Errc::bad_input, join(lines, "\n"));
    }
    fact.value = std::move(value.value);
  }
  fact.said_by = c.text("--said-by");
  if (c.given("--as-of")) fact.happened = TRY(When::parse(c.text("--as-of")));
  fact.note = c.text("--note");
  return fact;
}

Result<Answer> fact(Context& c) {
  const bool from_file = c.given("--from");
  if (from_file == c.given("NAME")) {
    return fail(Errc::usage, "give either NAME and VALUE, or --from FILE");
  }
  std::vector<casefile::Fact> facts;
  if (from_file) {
    facts = TRY(facts_in(c.text("--from")));
  } else {
    facts.push_back(TRY(fact_typed(c)));
  }
  TRY(desk::state_facts(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")), facts));
  return Answer{counted(facts.size(), "fact", "facts") + " stated in case " + c.text("CASE") + ".",
                Json{{"id", c.text("CASE")}, {"facts", facts.size()}}};
}

Result<Answer> vocabulary(Context&) {
  Table table({"FACT", "GROUP", "VALUE"});
  auto json = Json::array();
  const auto shape_words = [](const casefile::Shape& shape) -> std::string {
    using Kind = casefile::Shape::Kind;
    switch (shape.kind) {
      case Kind::text: return "text";
      case Kind::texts: return "texts, one a line";
      case Kind::token: return "one of " + join(shape.choices, ", ");
      case Kind::tokens: return "any of " + join(shape.choices, ", ");
      case Kind::yes_no: return "yes or no";
      case Kind::date: return "a day, 2026-03-02";
      case Kind::when: return "a time: 2026, 2026-03, 2026-03-02, 2026-03-02T02:10Z or A/B";
      case Kind::count: return "a whole number";
      case Kind::object: return "JSON object";
      case Kind::list: return "JSON array of objects";
    }
    return "";
  };
  for (const auto& kind : casefile::fact_kinds()) {
    table.add({kind.name, kind.group, shape_words(kind.shape)});
    json.push_back({{"name", kind.name}, {"group", kind.group}, {"value", shape_words(kind.shape)}});
  }
  return Answer{table.text(), std::move(json)};
}

Result<Answer> entry(Context& c) {
  desk::NewEntry what;
  what.text = c.text("TEXT") == "-" ? TRY(file_bytes("-", 64U << 10)) : c.text("TEXT");
  if (c.given("--happened")) what.happened = TRY(When::parse(c.text("--happened")));
  what.privileged = c.given("--privileged");
  what.corrects = EntryId(c.text("--corrects"));
  const auto id = TRY(desk::write_entry(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")), what));
  return done("Entry " + id.str() + " is written.", id.str());
}

Result<Answer> show_timeline(Context& c) {
  auto* desk = TRY(c.desk());
  const auto entries = TRY(desk::timeline(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  Table table({"HAPPENED", "ENTERED", "BY", "ENTRY", "WHAT"});
  for (const auto& e : entries) {
    const bool automatic = e.kind == casefile::EntryKind::automatic;
    const auto words = automatic ? std::string(ledger::words_of(e.text)) : e.text;
    std::string marks = e.privileged ? "[privileged] " : "";
    if (!e.corrects.empty()) marks += "[corrects " + e.corrects.str() + "] ";
    table.add({e.happened.unknown() ? "" : e.happened.text(), local(*desk, e.entered), e.by, e.id.str(),
               marks + words});
    json.push_back({{"id", e.id.str()},
                    {"kind", casefile::name_of(e.kind)},
                    {"happened", e.happened.unknown() ? Json() : Json(e.happened.text())},
                    {"entered", to_text(e.entered)},
                    {"by", e.by},
                    {"text", e.text},
                    {"words", words},
                    {"corrects", text_json(e.corrects.str())},
                    {"privileged", e.privileged},
                    {"event", e.event}});
  }
  return Answer{table.text_or("Nothing has happened yet."), std::move(json)};
}

Result<Answer> pdf(Context& c) {
  const auto bytes = TRY(desk::report_pdf(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE"))));
  TRY(write_out(c, c.text("--out"), bytes));
  return wrote(c.text("--out"), bytes.size());
}

}  // namespace

void add_case(Commands& to) {
  const Option reason{"--reason", "TEXT", "why; goes into the record of the case"};
  to.groups.push_back({"case", "Open, look at and change cases"});
  auto& all = to.commands;
  all.push_back({.path = "case open",
                 .summary = "Open a new case",
                 .options = {{"--subject", "TEXT", "one line that names it", Need::required}},
                 .run = open});
  all.push_back({.path = "case list",
                 .summary = "List the cases",
                 .options = {{"--state", "STATE", "only open, contained, notifying or closed ones; !closed: all but those"},
                             {"--order", "BY", "opened (the default), id, changed, due or severity"},
                             {"--limit", "N", "at most so many; else all"}},
                 .run = list});
  all.push_back({.path = "case show",
                 .summary = "Show a case: its facts and what it holds",
                 .positionals = {the_case},
                 .run = show});
  all.push_back({.path = "case state",
                 .summary = "Say where a case stands",
                 .positionals = {the_case, {"STATE", "open, contained, notifying or closed"}},
                 .options = {reason},
                 .run = change_state,
                 .details = "Closing a case, and opening a closed one again, needs a reason."});
  all.push_back({.path = "case severity",
                 .summary = "Judge how grave a case is",
                 .positionals = {the_case, {"LEVEL", "1 low, 2 moderate, 3 serious, 4 grave"}},
                 .options = {reason},
                 .run = severity});
  all.push_back({.path = "case owner",
                 .summary = "Put an officer in charge",
                 .positionals = {the_case, {"OFFICER", "login name, or number such as o-3"}},
                 .run = owner});
  all.push_back({.path = "case member",
                 .summary = "Let an officer work on a case, or no longer",
                 .positionals = {the_case, {"OFFICER", "login name, or number such as o-3"}},
                 .options = {{"--remove", "", "take the officer off the case"}},
                 .run = member});
  all.push_back({.path = "case restrict",
                 .summary = "Hide a case from everybody who does not work on it",
                 .positionals = {the_case},
                 .options = {reason, {"--lift", "", "show it again"}},
                 .run = restrict_to_members});
  all.push_back({.path = "case fact",
                 .summary = "State a fact of a case, or many from a file",
                 .positionals = {the_case,
                                 {"NAME", "name of the fact, such as incident.kind", Positional::Need::optional},
                                 {"VALUE", "what it is; JSON where the fact has parts", Positional::Need::optional}},
                 .options = {{"--certainty", "HOW", "known (the default), suspected, ruled-out, unknown or not-asked"},
                             {"--said-by", "WHO", "on whose word: an office, vendor, document"},
                             {"--as-of", "WHEN", "since when it is true: 2026, 2026-03, 2026-03-02, …"},
                             {"--note", "TEXT", "a remark"},
                             {"--from", "FILE", "JSON array of facts, as `case show --json` prints them; - reads standard input"}},
                 .run = fact,
                 .details = "An earlier statement stays in the record; the later one counts."});
  all.push_back({.path = "case vocabulary",
                 .summary = "List the facts a case can hold",
                 .run = vocabulary,
                 .desk = Command::Desk::none});
  all.push_back({.path = "case entry",
                 .summary = "Write an entry into the timeline, or correct one",
                 .positionals = {the_case, {"TEXT", "what to write; - reads standard input"}},
                 .options = {{"--happened", "WHEN", "when it happened: 2026, 2026-03, 2026-03-02, 2026-03-02T02:10Z, A/B or unknown"},
                             {"--privileged", "", "for counsel's eyes: kept off pages, searches and exports of others"},
                             {"--corrects", "ENTRY", "the entry that this one corrects"}},
                 .run = entry});
  all.push_back({.path = "case timeline",
                 .summary = "Show what happened in a case, in order",
                 .positionals = {the_case},
                 .run = show_timeline});
  all.push_back({.path = "case pdf",
                 .summary = "Write the report of a case as PDF, for a reader",
                 .positionals = {the_case},
                 .options = {{"--out", "FILE", "where to; - is standard output", Need::required}},
                 .run = pdf});
}

}  // namespace ledgelight::cli
