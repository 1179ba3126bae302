// duties …: what a case obliges the city to do, sheet by sheet.
#include "base/civil.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/duties.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_case{"CASE", "number of the case, such as 2026-0007"};
const Positional the_sheet{"SHEET", "number of the duty sheet, as `duties list` prints it"};

Json json_of(const desk::Sheet& s) {
  return Json{{"id", s.id.str()},
              {"case", s.case_id.str()},
              {"at", to_text(s.at)},
              {"known_at", s.known_at},
              {"facts_digest", s.facts_digest},
              {"packs_digest", s.packs_digest},
              {"draft", s.privileged},
              {"facts", s.facts},
              {"reckoning", s.reckoning}};
}

std::string cites(const Json& row) {
  std::vector<std::string> out;
  if (row.contains("citations")) {
    for (const auto& source : row["citations"]) {
      out.push_back(text_at(source, "cite") + (true_at(source, "verified") ? "" : " (unverified)"));
    }
  }
  return join(out, "; ");
}

// The sheet in words, from the JSON that was kept: it must read the same in ten years.
std::string words(desk::Desk& desk, const desk::Sheet& s) {
  Table head({"Duty sheet", s.id.str() + (s.privileged ? " (draft, privileged)" : "")});
  head.add({"Case", s.case_id.str()});
  head.add({"Decided", local(desk, s.at) + ", on what was known on " + s.known_at});
  head.add({"Rules", s.packs_digest});
  std::string out = head.text();
  const auto each = [&](const char* key, const auto& line) {
    if (!s.reckoning.contains(key)) return;
    for (const auto& row : s.reckoning[key]) line(row);
  };
  out += "\nOWED\n";
  each("duties", [&](const Json& d) {
    const auto due = text_at(d, "due");
    out += "- " + (due.empty() ? text_at(d, "due_text") : "by " + due) + " [" + text_at(d, "state") + "] " +
           text_at(d, "kind") + ", to " + text_at(d, "recipient");
    if (const auto count = int_at(d, "count")) out += ", " + counted(static_cast<std::uint64_t>(*count), "person", "people");
    out += "\n    " + text_at(d, "rule") + ": " + cites(d) + "\n";
    if (!due.empty() && !text_at(d, "due_text").empty()) out += "    " + text_at(d, "due_text") + "\n";
    if (d.contains("alternatives")) {
      for (const auto& a : d["alternatives"]) {
        const auto day = text_at(a, "due");
        out += "    or " + (day.empty() ? std::string("no day") : day) + ": " + text_at(a, "because") + "\n";
      }
    }
    if (d.contains("flags")) {
      for (const auto& f : d["flags"]) out += "    for counsel: " + text_at(f, "text") + "\n";
    }
  });
  out += "\nNOT REQUIRED\n";
  each("not_required", [&](const Json& n) {
    out += "- " + text_at(n, "rule") + ": " + text_at(n, "because") + "\n";
    if (const auto source = cites(n); !source.empty()) out += "    " + source + "\n";
  });
  out += "\nSTILL TO BE ANSWERED\n";
  each("questions", [&](const Json& q) { out += "- " + text_at(q, "fact") + ": " + text_at(q, "why") + "\n"; });
  each("flags", [&](const Json& f) { out += "\nFor counsel: " + text_at(f, "text") + "\n"; });
  return out + "\nThis is not legal advice.\n";
}

Result<Answer> decide(Context& c) {
  auto* desk = TRY(c.desk());
  const auto sheet = TRY(desk::decide_duties(*desk, TRY(c.actor()), CaseId(c.text("CASE")), c.text("--known-at")));
  return Answer{words(*desk, sheet), json_of(sheet)};
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  const auto sheets = TRY(desk::list_sheets(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  Table table({"SHEET", "DECIDED", "KNOWN AT", "STANDING", "DUTIES", "QUESTIONS"});
  for (const auto& s : sheets) {
    json.push_back(json_of(s));
    const auto size = [&](const char* key) {
      return std::to_string(s.reckoning.contains(key) ? s.reckoning[key].size() : 0);
    };
    table.add({s.id.str(), local(*desk, s.at), s.known_at, s.privileged ? "draft" : "released",
               size("duties"), size("questions")});
  }
  return Answer{table.text_or("No duty sheet yet: ledgelight duties decide CASE"), std::move(json)};
}

Result<Answer> show(Context& c) {
  auto* desk = TRY(c.desk());
  const auto sheet = TRY(desk::show_sheet(*desk, TRY(c.actor()), SheetId(c.text("SHEET"))));
  return Answer{words(*desk, sheet), json_of(sheet)};
}

Result<Answer> release(Context& c) {
  TRY(desk::release_sheet(*TRY(c.desk()), TRY(c.actor()), SheetId(c.text("SHEET"))));
  return Answer{c.text("SHEET") + " is out of draft: exports and other readers may see it.",
                Json{{"id", c.text("SHEET")}}};
}

Result<Answer> pdf(Context& c) {
  const auto bytes = TRY(desk::sheet_pdf(*TRY(c.desk()), TRY(c.actor()), SheetId(c.text("SHEET"))));
  TRY(write_out(c, c.text("--out"), bytes));
  return wrote(c.text("--out"), bytes.size());
}

Result<Answer> clocks(Context& c) {
  const auto lines = TRY(desk::clock_board(*TRY(c.desk()), TRY(c.actor())));
  auto json = Json::array();
  Table table({"DUE", "DAYS LEFT", "STATE", "CASE", "TO", "RULE", "SUBJECT"});
  for (const auto& line : lines) {
    json.push_back({{"case", line.case_id.str()}, {"subject", line.subject}, {"rule", line.rule},
                    {"recipient", line.recipient}, {"due", text_json(line.due)}, {"due_text", line.due_text},
                    {"state", line.state}, {"days_left", line.due.empty() ? Json() : Json(line.days_left)}});
    table.add({line.due.empty() ? line.due_text : line.due,
               line.due.empty() ? "-" : std::to_string(line.days_left), line.state, line.case_id.str(),
               line.recipient, line.rule, line.subject});
  }
  return Answer{table.text_or("No clock is running."), std::move(json)};
}

}  // namespace

void add_duties(Commands& to) {
  to.groups.push_back({"duties", "Decide what a case obliges to, and keep each decision"});
  auto& all = to.commands;
  all.push_back({.path = "duties decide",
                 .summary = "Reckon the duties from the facts of a case and keep the sheet",
                 .positionals = {the_case},
                 .options = {{"--known-at", "DAY", "from what was known on that day; today if left out"}},
                 .run = decide});
  all.push_back({.path = "duties list",
                 .summary = "List the duty sheets of a case",
                 .positionals = {the_case},
                 .run = list});
  all.push_back({.path = "duties show", .summary = "Show a duty sheet", .positionals = {the_sheet}, .run = show});
  all.push_back({.path = "duties release",
                 .summary = "Let a duty sheet out of draft (counsel)",
                 .positionals = {the_sheet},
                 .run = release});
  all.push_back({.path = "duties pdf",
                 .summary = "Write a duty sheet as PDF",
                 .positionals = {the_sheet},
                 .options = {{"--out", "FILE", "where to; - is standard output", Need::required}},
                 .run = pdf});
  all.push_back({.path = "duties clocks",
                 .summary = "Show the duties of all cases by the day they are due",
                 .run = clocks});
}

}  // namespace ledgelight::cli
