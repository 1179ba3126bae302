// duties …: what a case obliges the city to do, sheet by sheet.
#include "base/civil.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/deadline_feed.hpp"
#include "desk/duties.hpp"
#include "desk/notices.hpp"
#include "desk/readings.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_case{"CASE", "number of the case, such as 2026-0007"};
const Positional the_sheet{"SHEET", "number of the duty sheet, as `duties list` prints it"};

Json readings_json(const desk::Sheet& s) {
  auto out = Json::array();
  for (const auto& r : notice::readings_of(s.reckoning)) {
    Json by = nullptr;
    for (const auto& signature : s.signatures) {
      if (signature.reading != r.id) continue;
      by = {{"by", signature.by}, {"on", to_text(signature.on)}, {"scope", signature.for_pack ? "pack" : "case"},
            {"reason", signature.reason}};
    }
    out.push_back({{"id", r.id}, {"kind", notice::name_of(r.kind)}, {"rule", r.rule}, {"duty", r.duty},
                   {"jurisdiction", r.jurisdiction}, {"what", r.what}, {"signed", std::move(by)}});
  }
  return out;
}

Json json_of(const desk::Sheet& s) {
  return Json{{"id", s.id.str()},
              {"case", s.case_id.str()},
              {"at", to_text(s.at)},
              {"known_at", s.known_at},
              {"facts_digest", s.facts_digest},
              {"packs_digest", s.packs_digest},
              {"draft", s.privileged},
              {"reviewed_by", text_json(s.reviewed_by)},
              {"readings", readings_json(s)},
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
  if (const auto readings = notice::readings_of(s.reckoning); !readings.empty()) {
    out += "\nRESTS ON\n";
    for (const auto& r : readings) {
      std::string by = "NOT SIGNED by counsel";
      for (const auto& signature : s.signatures) {
        if (signature.reading == r.id) by = "signed by " + signature.by + ": " + signature.reason;
      }
      out += "- [" + r.id + "] " + r.rule + ", " + std::string(notice::name_of(r.kind)) + ": " + r.what + " (" + by + ")\n";
    }
  }
  return out + "\nThis is not legal advice; " +
         (s.reviewed_by.empty() ? "not reviewed." : "reviewed by " + s.reviewed_by + ".") + "\n";
}

Result<Answer> decide(Context& c) {
  auto* desk = TRY(c.desk());
  const auto sheet = TRY(desk::decide_duties(*desk, TRY(c.actor()), CaseId(c.text("CASE")), c.text("--known-at")));
  return Answer{words(*desk, sheet), json_of(sheet)};
}

Result<Answer> given(Context& c) {
  auto* desk = TRY(c.desk());
  const auto id = c.text("--duty");
  const auto sheet = TRY(desk::record_notice(*desk, TRY(c.actor()), CaseId(c.text("CASE")),
                                             {id, c.text("--on"), c.text("--how")}));
  std::string state;
  for (const auto& duty : sheet.reckoning["duties"]) {
    if (text_at(duty, "id") == id) state = text_at(duty, "state");
  }
  return Answer{id + " is " + (state.empty() ? std::string("no longer owed") : state) +
                    "; the new duty sheet is " + sheet.id.str() + ".",
                Json{{"duty", id}, {"state", text_json(state)}, {"sheet", sheet.id.str()}}};
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

Result<Answer> as_of(Context& c) {
  auto* desk = TRY(c.desk());
  const auto then = TRY(desk::known_then(*desk, TRY(c.actor()), CaseId(c.text("CASE")), c.text("--day")));
  auto facts = Json::array();
  std::string text = "WHAT WE KNEW at the end of " + long_text(then.day) + "\n";
  for (const auto& s : then.facts.all_current()) {
    const auto how = std::string(casefile::name_of(s.fact.certainty));
    facts.push_back({{"name", s.fact.name}, {"certainty", how}, {"value", s.fact.value},
                     {"entered", instant_json(s.entered)}, {"by", s.entered_by}});
    text += "- " + s.fact.name + " (" + how + "): " + plain_json(s.fact.value) + ", entered " +
            local(*desk, s.entered) + " by " + s.entered_by + "\n";
  }
  if (facts.empty()) text += "Nothing was on the record.\n";
  if (!then.not_yet.empty()) text += "Not yet stated then: " + join(then.not_yet, ", ") + "\n";
  text += "\nWHAT WE OWED, by the rules in use now\n";
  for (const auto& d : then.reckoning["duties"]) {
    const auto due = text_at(d, "due");
    text += "- " + (due.empty() ? text_at(d, "due_text") : "by " + due) + " [" + text_at(d, "state") + "] " +
            text_at(d, "title") + ", to " + text_at(d, "recipient") + " (" + text_at(d, "id") + ")\n";
  }
  if (then.reckoning["duties"].empty()) text += "Nothing that the facts of that day show.\n";
  for (const auto& q : then.reckoning["questions"]) {
    text += "- still asked: " + text_at(q, "fact") + ": " + text_at(q, "why") + "\n";
  }
  text += then.sheet ? "\nThe sheet that stood then: " + then.sheet->id.str() + ", decided " +
                           local(*desk, then.sheet->at) + "\n"
                     : std::string("\nNo duty sheet had been decided by then.\n");
  return Answer{text + "\nThis is not legal advice; not reviewed.\n",
                Json{{"day", to_text(then.day)},
                     {"known", std::move(facts)},
                     {"not_yet_stated", then.not_yet},
                     {"facts", then.given},
                     {"reckoning", then.reckoning},
                     {"sheet", then.sheet ? Json(then.sheet->id.str()) : Json()}}};
}

Result<Answer> recheck(Context& c) {
  const auto all = TRY(desk::recheck_duties(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  Table table({"SHEET", "CASE", "KNOWN AT", "RULES", "RECKONED AGAIN"});
  std::size_t same = 0;
  for (const auto& one : all) {
    const bool is_same = one.says == desk::Recheck::Says::same;
    if (is_same) ++same;
    json.push_back({{"sheet", one.sheet.str()}, {"case", one.case_id.str()}, {"known_at", one.known_at},
                    {"packs_digest", one.packs_digest}, {"says", desk::name_of(one.says)},
                    {"where", text_json(one.where)}});
    table.add({one.sheet.str(), one.case_id.str(), one.known_at, one.packs_digest.substr(0, 12),
               is_same ? "the same bytes" : std::string(desk::name_of(one.says)) + ": " + one.where});
  }
  return Answer{table.text_or("No duty sheet yet.") + "\n" + std::to_string(same) + " of " +
                    counted(all.size(), "sheet", "sheets") + " came out the same, to the byte.\n",
                Json{{"sheets", std::move(json)}, {"same", same}, {"checked", all.size()}},
                same == all.size() ? 0 : 1};
}

Result<Answer> readings(Context& c) {
  auto json = Json::array();
  Table table({"READING", "KIND", "SIGNED", "RULE", "WHAT"});
  for (const auto& line : TRY(desk::readings_of_sheet(*TRY(c.desk()), TRY(c.actor()), SheetId(c.text("SHEET"))))) {
    const auto& r = line.reading;
    json.push_back({{"id", r.id}, {"kind", notice::name_of(r.kind)}, {"rule", r.rule}, {"duty", r.duty},
                    {"what", r.what}, {"signed_by", line.signature ? Json(line.signature->by) : Json()},
                    {"reason", line.signature ? Json(line.signature->reason) : Json()}});
    table.add({r.id, std::string(notice::name_of(r.kind)), line.signature ? line.signature->by : "no", r.rule, r.what});
  }
  return Answer{table.text_or("This sheet rests on nothing that counsel would have to sign."), std::move(json)};
}

Result<Answer> sign(Context& c) {
  const auto scope = c.given("--scope") ? c.text("--scope") : std::string("case");
  auto* desk = TRY(c.desk());
  const auto actor = TRY(c.actor());  // a code works once, however many are signed
  for (const auto& reading : c.texts("--reading")) {
    TRY(desk::sign_reading(*desk, actor, SheetId(c.text("SHEET")), reading, scope, c.text("--reason")));
  }
  return Answer{"Signed for " + std::string(scope == "pack" ? "every case" : "this case") + ": " +
                    join(c.texts("--reading"), ", "),
                Json{{"readings", c.texts("--reading")}, {"scope", scope}}};
}

const Option in_language{"--language", "LANG", "en (the default) or es"};

Result<std::string> language_of(const Context& c) {
  const auto typed = c.given("--language") ? c.text("--language") : std::string("en");
  if (typed != "en" && typed != "es") return fail(Errc::usage, "--language is en or es");
  return typed;
}

Result<Answer> calendar(Context& c) {
  const auto bytes = TRY(desk::deadlines_file(*TRY(c.desk()), TRY(c.actor()), TRY(language_of(c))));
  TRY(write_out(c, c.text("--out"), bytes));
  return wrote(c.text("--out"), bytes.size());
}

Result<Answer> feed(Context& c) {
  auto* desk = TRY(c.desk());
  if (c.given("--drop")) {
    TRY(desk::drop_feed_token(*desk, TRY(c.actor())));
    return Answer{"The calendar link no longer works.", Json{{"path", nullptr}}};
  }
  const auto path = "/calendar/" + TRY(desk::make_feed_token(*desk, TRY(c.actor()))) + "/deadlines.ics";
  return Answer{"Give this address, after that of the desk, to your calendar program. It is shown once, and whoever "
                "has it can read the days:\n  " + path, Json{{"path", path}}};
}

Result<Answer> release(Context& c) {
  TRY(desk::release_sheet(*TRY(c.desk()), TRY(c.actor()), SheetId(c.text("SHEET"))));
  return Answer{c.text("SHEET") + " is out of draft: exports and other readers may see it.",
                Json{{"id", c.text("SHEET")}}};
}

Result<Answer> pdf(Context& c) {
  const auto bytes = TRY(desk::sheet_pdf(*TRY(c.desk()), TRY(c.actor()), SheetId(c.text("SHEET")),
                                         TRY(language_of(c))));
  TRY(write_out(c, c.text("--out"), bytes));
  return wrote(c.text("--out"), bytes.size());
}

Result<Answer> clocks(Context& c) {
  const auto lines = TRY(desk::clock_board(*TRY(c.desk()), TRY(c.actor())));
  auto json = Json::array();
  Table table({"DUE", "DAYS LEFT", "STATE", "CASE", "TO", "RULE", "SUBJECT"});
  for (const auto& line : lines) {
    json.push_back({{"case", line.case_id.str()},
                    {"subject", line.subject},
                    {"rule", line.rule},
                    {"recipient", line.recipient},
                    {"due", text_json(line.due)},
                    {"due_text", line.due_text},
                    {"state", line.state},
                    {"days_left", line.due.empty() ? Json() : Json(line.days_left)},
                    {"clock", text_json(line.clock)},
                    {"duty", text_json(line.duty)},
                    {"title", line.title},
                    {"owner", text_json(line.owner)},
                    {"paused_since", text_json(line.paused_since)},
                    {"paused_because", text_json(line.paused_because)},
                    {"unsigned_readings", line.unsigned_readings},
                    {"reviewed_by", text_json(line.reviewed_by)}});
    table.add({line.due.empty() ? line.due_text : line.due,
               line.due.empty() ? "-" : std::to_string(line.days_left), line.state, line.case_id.str(),
               line.clock.empty() ? line.recipient : line.title, line.clock.empty() ? line.rule : line.clock, line.subject});
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
  all.push_back(
      {.path = "duties given",
       .summary = "Record that the notice a duty asks for was given, and reckon again",
       .positionals = {the_case},
       .options = {{"--duty", "ID",
                    "as the newest duty sheet has it: us/ct/breach/notify-attorney-general",
                    Need::required},
                   {"--on", "DAY", "the day it was given", Need::required},
                   {"--how", "TEXT", "by which way, and what shows it; sealed"}},
       .run = given,
       .details = "For regulators, consumer reporting agencies, media, the owner and federal "
                  "offices; letters\n"
                  "are marked by batch. Refused while something the duty rests on is not signed. "
                  "What went\n"
                  "out all the same is stated as a fact: ledgelight case fact CASE notified …"});
  all.push_back({.path = "duties list",
                 .summary = "List the duty sheets of a case",
                 .positionals = {the_case},
                 .run = list});
  all.push_back({.path = "duties show", .summary = "Show a duty sheet", .positionals = {the_sheet}, .run = show});
  all.push_back({.path = "duties release",
                 .summary = "Let a duty sheet out of draft (counsel)",
                 .positionals = {the_sheet},
                 .run = release,
                 .details = "Refused until counsel signed each reading it rests on."});
  all.push_back({.path = "duties as-of",
                 .summary = "Say what was known on a day, and what was owed",
                 .positionals = {the_case},
                 .options = {{"--day", "DAY", "the end of that day, by the times facts were entered", Need::required}},
                 .run = as_of,
                 .details = "Nothing is kept."});
  all.push_back({.path = "duties recheck",
                 .summary = "Reckon every duty sheet again from the record, and say whether it is the same to the byte",
                 .positionals = {{"CASE", "one case; all of them if left out", Positional::Need::optional}},
                 .run = recheck,
                 .details = "Facts come from the ledger as they stood then, rules from the version the sheet quotes. "
                            "Exit code 1 if a sheet does not come out the same."});
  all.push_back({.path = "duties readings",
                 .summary = "List what a duty sheet rests on that counsel has to sign",
                 .positionals = {the_sheet},
                 .run = readings});
  all.push_back({.path = "duties sign",
                 .summary = "Take a reading of the law upon oneself (counsel, with --as)",
                 .positionals = {the_sheet},
                 .options = {{"--reading", "ID", "as `duties readings` prints it; may stand more than once", Need::required,
                              Option::Times::many},
                             {"--scope", "SCOPE", "case (the default), or pack: wherever the packs give rise to it"},
                             {"--reason", "TEXT", "why the reading holds; sealed", Need::required}},
                 .run = sign,
                 .details = "Nothing that rests on a reading can be approved for sending until it is signed."});
  all.push_back({.path = "duties calendar",
                 .summary = "Write the deadlines of all cases as an iCalendar file",
                 .options = {{"--out", "FILE", "where to; - is standard output", Need::required},
                             in_language},
                 .run = calendar});
  all.push_back({.path = "duties feed",
                 .summary = "Make one's calendar link anew (with --as), or take it back",
                 .options = {{"--drop", "", "take it back"}},
                 .run = feed,
                 .details = "The feed says days and case numbers and nothing else; restricted cases are not in it."});
  all.push_back({.path = "duties pdf",
                 .summary = "Write a duty sheet as PDF",
                 .positionals = {the_sheet},
                 .options = {{"--out", "FILE", "where to; - is standard output", Need::required},
                             in_language},
                 .run = pdf});
  all.push_back({.path = "duties clocks",
                 .summary = "Show the duties of all cases by the day they are due",
                 .run = clocks});
}

}  // namespace ledgelight::cli
