// discover, findings …, people …: whose data is in the evidence, and an officer's word on it.
#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>

#include "base/text.hpp"
#include "cli/case_tables.hpp"
#include "cli/commands.hpp"
#include "cli/scan_files.hpp"
#include "cli/show.hpp"
#include "desk/discovery.hpp"
#include "desk/evidence.hpp"
#include "desk/sealed_items.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_case{"CASE", "number of the case, such as 2026-0007"};

Json json_of(const desk::RunLine& run) {
  auto unread = Json::array();
  for (const auto& u : run.unread) {
    unread.push_back({{"path", u.path}, {"reason", u.reason}, {"bytes", u.bytes}});
  }
  return Json{{"id", run.id},
              {"state", run.state},
              {"at", instant_json(run.at)},
              {"files", run.files},
              {"bytes", run.bytes},
              {"findings", run.findings},
              {"people", run.people},
              {"uncertain", run.uncertain},
              {"taken_up", run.taken_up},
              {"taken_up_bytes", run.taken_up_bytes},
              {"seconds", run.seconds},
              {"unread", unread}};
}

std::string words(const desk::RunLine& run) {
  std::string out = "Read " + counted(run.files, "file", "files") + ", " + size_text(run.bytes) + ": " +
                    counted(run.findings, "finding", "findings") + ", " +
                    counted(run.people, "person", "people") + " proposed.\n";
  if (run.uncertain > 0)
    out += counted(run.uncertain, "more is", "more are") +
           " more likely than not among them already: ledgelight people links CASE says why.\n";
  if (run.unread.empty()) return out + "Nothing was left unread.\n";
  Table table({"NOT READ", "BYTES", "WHY"});
  for (const auto& u : run.unread) table.add({u.path, std::to_string(u.bytes), u.reason});
  return out + "\n" + table.text();
}

bool looks_like_case(const std::string& text) {
  const auto dash = text.find('-');
  const auto digits = [](std::string_view s) {
    return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return dash == 4 && digits(text.substr(0, 4)) && digits(text.substr(5));
}

Result<std::optional<std::uint64_t>> memory_of(Context& c) {
  const auto mebibytes = TRY(c.number("--memory"));
  if (!mebibytes) return std::optional<std::uint64_t>();
  if (*mebibytes > 1U << 20) return fail(Errc::usage, "--memory is in mebibytes, at most 1048576");
  return std::optional<std::uint64_t>(*mebibytes << 20);
}

// What is said and would do nothing is most often a slip that matters.
Result<void> fits_together(Context& c) {
  if (c.given("--reveal") && trimmed(c.text("--purpose")).empty())
    return fail(Errc::usage, "--reveal writes the values themselves; say what for: --purpose TEXT");
  if (c.given("--reveal") && !c.given("--out"))
    return fail(Errc::usage, "--reveal is about the tables: say where they go, --out DIR");
  if (c.given("--purpose") && !c.given("--out"))
    return fail(Errc::usage, "--purpose is about the tables: say where they go, --out DIR");
  return {};
}

// A folder, and none of those that are searched: evidence is read, never written to.
Result<void> folder_for_tables(const std::string& out, const std::vector<std::string>& searched) {
  std::error_code none;
  if (std::filesystem::exists(out, none) && !std::filesystem::is_directory(out, none))
    return fail(Errc::usage,
                "--out names a file, " + shown_line(out) + "; the tables want a folder");
  for (const auto& path : searched)
    if (std::filesystem::equivalent(out, path, none))
      return fail(Errc::usage,
                  "--out is the folder that is searched; the tables want one of their own");
  return {};
}

Result<ScanWish> wish_of(Context& c) {
  ScanWish wish;
  wish.out = c.text("--out");
  if (wish.out.empty()) return fail(Errc::usage, "--out names no folder");
  wish.threads = TRY(c.number("--threads")).value_or(0);
  wish.memory = TRY(memory_of(c)).value_or(wish.memory);
  wish.reveal = c.given("--reveal");
  wish.purpose = trimmed(c.text("--purpose"));
  TRY(folder_for_tables(wish.out, c.texts("WHERE")));
  TRY(no_tables_yet(wish.out));
  return wish;
}

Answer tables_answer(const ScanWish& wish, const ScanDone& done, Json summary) {
  const auto people = summary.value("counted", done.people);
  std::string text = "Read " + counted(done.files, "file", "files") + ", " + size_text(done.bytes) +
                     ": " + counted(done.findings, "finding", "findings") + ", " +
                     counted(people, "person", "people") + ".\n";
  if (done.people > people)
    text += counted(done.people - people, "more is", "more are") +
            " more likely than not among them already: people.tsv says who.\n";
  if (done.unread > 0) text += counted(done.unread, "thing was", "things were") + " not read: unread.tsv says which and why.\n";
  return Answer{text + "The tables are in " + wish.out + ".\n", std::move(summary)};
}

// With `tables` these are written from the same reading.
Result<Answer> over_case(Context& c, const CaseId& id, const std::vector<NamedFile>& left = {},
                         const std::optional<ScanWish>& tables = {}) {
  auto* desk = TRY(c.desk());
  const auto actor = TRY(c.actor());
  desk::SearchWish wish;
  wish.threads = TRY(c.number("--threads")).value_or(0);
  wish.memory = TRY(memory_of(c)).value_or(wish.memory);
  for (const auto& file : left)
    wish.not_sealed.push_back({escaped(file.name), file.trouble, file.size});
  std::optional<ScanDone> written;
  const auto began = std::chrono::steady_clock::now();
  if (tables) {
    // Who may not read the evidence gets no tables of it, and is told so before anything is
    // searched.
    (void)TRY(desk::SealedItems::of(*desk, actor, desk::Action::read_evidence, id));
    wish.also = [&](const desk::FoundInCase& found) -> Result<void> {
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
      written = TRY(write_case_tables(*desk, actor, found, left, *tables, took.count()));
      return {};
    };
  }
  int told = -1;
  const auto run = TRY(desk::run_discovery(
      *desk, actor, id,
      [&](std::uint64_t done, std::uint64_t total) {
        const int percent = total == 0 ? 100 : static_cast<int>(done * 100 / total);
        if (percent / 10 == told / 10 && told >= 0) return;
        told = percent;
        if (c.watched()) c.note(std::to_string(percent) + " % of " + size_text(total));
      },
      nullptr, wish));
  auto json = json_of(run);
  json["case"] = id.str();
  Answer answer{words(run) + "\nNext: ledgelight findings list " + id.str() +
                    ", ledgelight people list " + id.str() + "\n",
                std::move(json)};
  if (!left.empty())
    answer.text += counted(left.size(), "thing was", "things were") +
                   " not sealed, and so not read: see above.\n";
  if (written) {
    auto about = tables_answer(*tables, *written, TRY(parse_json(written->summary)));
    answer.text += about.text;
    answer.json["tables"] = std::move(about.json);
  }
  return answer;
}

Result<Answer> tables_of(const ScanWish& wish) {
  const auto done = TRY(scan_files(wish));
  return tables_answer(wish, done, TRY(parse_json(done.summary)));
}

Result<Answer> over_files(Context& c) {
  if (!c.given("--out")) {
    return fail(Errc::usage, "say where the tables go (--out DIR), or which case is meant: "
                             "ledgelight discover 2026-0007");
  }
  auto wish = TRY(wish_of(c));
  for (const auto& word : c.texts("WHERE")) {
    std::error_code none;
    if (looks_like_case(word) && !std::filesystem::exists(word, none))
      return fail(Errc::usage, "there is no file or folder " + word +
                                   "; if a case is meant, say --case " + word);
  }
  wish.inputs = inputs_of(TRY(files_under(c.texts("WHERE"))));
  return tables_of(wish);
}

// What the command line names is sealed into the case before anything looks at it. Returns what
// could not be, each with its trouble.
Result<std::vector<NamedFile>> seal_first(Context& c, const CaseId& id) {
  auto* desk = TRY(c.desk());
  const auto actor = TRY(c.actor());
  std::vector<NamedFile> left;
  for (auto& path : TRY(files_under(c.texts("WHERE")))) {
    std::ifstream in;
    if (path.trouble.empty()) in.open(path.full, std::ios::binary);
    if (path.trouble.empty() && !in) path.trouble = std::strerror(errno);
    if (!path.trouble.empty()) {
      path.trouble = "not sealed: " + path.trouble;
      c.note(shown_line(path.name) + ": " + path.trouble);
      left.push_back(std::move(path));
      continue;
    }
    auto intake = TRY(desk::EvidenceIntake::begin(
        *desk, actor, id, {path.name, "command line", "discovery", ""}));
    std::array<char, 256 << 10> buffer;
    while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
      TRY(intake->write({buffer.data(), static_cast<std::size_t>(in.gcount())}));
    }
    if (in.bad()) return fail(Errc::io, "cannot read " + shown_line(path.full));
    (void)TRY(intake->finish());
  }
  return left;
}

Result<Answer> discover(Context& c) {
  const auto& where = c.texts("WHERE");
  TRY(fits_together(c));
  if (c.given("--case")) {
    const CaseId id(c.text("--case"));
    const auto wish = c.given("--out") ? std::optional(TRY(wish_of(c))) : std::nullopt;
    const auto left = TRY(seal_first(c, id));
    return over_case(c, id, left, wish);
  }
  if (where.empty()) return fail(Errc::usage, "say what to look through: a case, or files with --out DIR");
  if (where.size() == 1 && !c.given("--out") && looks_like_case(where.front())) {
    return over_case(c, CaseId(where.front()));
  }
  return over_files(c);
}

Result<Answer> list_findings(Context& c) {
  auto* desk = TRY(c.desk());
  desk::Page page;
  page.limit = TRY(c.number("--limit")).value_or(0);
  const auto found = TRY(desk::list_findings(*desk, TRY(c.actor()), CaseId(c.text("CASE")),
                                             c.text("--element"), c.text("--state"), page));
  auto json = Json::array();
  Table table({"FINDING", "KIND", "SHOWN AS", "SURE", "STATE", "PERSON", "WHERE", "WHY"});
  for (const auto& f : found.rows) {
    json.push_back({{"id", f.id.str()},       {"evidence", f.evidence.str()}, {"element", f.element},
                    {"path", f.path},         {"offset", f.offset},           {"length", f.length},
                    {"masked", f.masked},     {"reason", f.reason},           {"state", f.state},
                    {"confidence", f.confidence}, {"person", text_json(f.person.str())}});
    table.add({f.id.str(), f.element, f.masked, std::to_string(f.confidence), f.state,
               f.person.empty() ? "-" : f.person.str(), f.path, f.reason});
  }
  return Answer{table.text_or("No finding."), std::move(json)};
}

Result<Answer> judge_findings(Context& c, const char* state) {
  auto* desk = TRY(c.desk());
  const auto actor = TRY(c.actor());
  for (const auto& id : c.texts("FINDING")) TRY(desk::judge_finding(*desk, actor, FindingId(id), state));
  return Answer{counted(c.texts("FINDING").size(), "finding is ", "findings are ") + state + ".",
                Json{{"findings", c.texts("FINDING").size()}, {"state", state}}};
}

Result<Answer> reveal(Context& c) {
  const auto value = TRY(desk::reveal_finding(*TRY(c.desk()), TRY(c.actor()), FindingId(c.text("FINDING")),
                                              c.text("--purpose")));
  return Answer{value, Json{{"id", c.text("FINDING")}, {"value", value}}};
}

Result<Answer> list_people(Context& c) {
  auto* desk = TRY(c.desk());
  desk::Page page;
  page.limit = TRY(c.number("--limit")).value_or(0);
  const auto found = TRY(desk::list_people(*desk, TRY(c.actor()), CaseId(c.text("CASE")),
                                           c.text("--residence"), c.text("--standing"), page));
  auto json = Json{{"people", Json::array()}, {"counts", Json::array()}};
  Table table({"PERSON", "NAME", "RESIDENCE", "STANDING", "LETTER", "WHAT", "GROUND"});
  for (const auto& p : found.rows) {
    const auto& name = p.name.reveal(Purpose::show_to_officer);
    json["people"].push_back({{"id", p.id.str()},
                              {"name", name},
                              {"address", p.address.reveal(Purpose::show_to_officer)},
                              {"residence", text_json(p.residence)},
                              {"ground", p.ground},
                              {"status", p.status},
                              {"standing", p.standing},
                              {"elements", p.elements},
                              {"where", p.where}});
    table.add({p.id.str(), name, p.residence.empty() ? "unknown" : p.residence, p.standing, p.status,
               join(p.elements, ", "), p.ground});
  }
  Table counts({"RESIDENCE", "STANDING", "LETTER", "PEOPLE"});
  for (const auto& n : found.counts) {
    json["counts"].push_back({{"residence", text_json(n.residence)}, {"status", n.status},
                              {"standing", n.standing}, {"count", n.count}});
    counts.add({n.residence.empty() ? "unknown" : n.residence, n.standing, n.status, std::to_string(n.count)});
  }
  return Answer{table.text_or("Nobody.") + "\n" + counts.text(), std::move(json)};
}

Result<Answer> judge_people(Context& c, const char* standing) {
  auto* desk = TRY(c.desk());
  const auto actor = TRY(c.actor());
  const CaseId id(c.text("CASE"));
  std::uint64_t judged = 0;
  if (c.texts("PERSON").empty()) judged = TRY(desk::judge_people(*desk, actor, id, PersonId(), standing));
  for (const auto& person : c.texts("PERSON")) {
    judged += TRY(desk::judge_people(*desk, actor, id, PersonId(person), standing));
  }
  auto text = counted(judged, "person is ", "people are ") + standing + ".";
  std::uint64_t left = 0;
  if (c.texts("PERSON").empty()) {
    desk::Page one;
    one.limit = 1;
    for (const auto& n : TRY(desk::list_people(*desk, actor, id, "", "uncertain", one)).counts)
      if (n.standing == "uncertain") left += n.count;
    if (left > 0)
      text += " " + counted(left, "more is", "more are") +
              " left, more likely than not counted already: ledgelight people links " + id.str();
  }
  return Answer{std::move(text), Json{{"people", judged}, {"standing", standing}, {"uncertain", left}}};
}

Result<Answer> take_register(Context& c) {
  TRY(desk::accept_register(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE"))));
  return Answer{"The facts of case " + c.text("CASE") + " now count the people of the register.",
                Json{{"id", c.text("CASE")}}};
}

Result<Answer> list_runs(Context& c) {
  auto* desk = TRY(c.desk());
  const auto runs = TRY(desk::list_runs(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  Table table({"RUN", "AT", "STATE", "FILES", "SIZE", "FINDINGS", "PEOPLE", "UNREAD"});
  for (const auto& r : runs) {
    json.push_back(json_of(r));
    table.add({r.id, local(*desk, r.at), r.state, std::to_string(r.files), size_text(r.bytes),
               std::to_string(r.findings), std::to_string(r.people), std::to_string(r.unread.size())});
  }
  return Answer{table.text_or("Discovery has not run yet."), std::move(json)};
}

}  // namespace

void add_discover(Commands& to) {
  const Option limit{"--limit", "N", "at most so many; else all"};
  auto& all = to.commands;
  all.push_back(
      {.path = "discover",
       .summary = "Look for personal data, in the sealed evidence of a case or in files",
       .positionals = {{"WHERE", "a case, such as 2026-0007, or files and folders with --out",
                        Positional::Need::any}},
       .options = {{"--case", "CASE", "the case; files that are named are sealed into it first"},
                   {"--out", "DIR",
                    "folder for findings.tsv, people.tsv, states.tsv, unread.tsv, files.tsv and "
                    "summary.json"},
                   {"--threads", "N", "how many threads search; what is found is the same"},
                   {"--memory", "MIB", "of findings in memory (512); more waits on disk, sealed"},
                   {"--reveal", "", "write the values themselves into the tables"},
                   {"--purpose", "TEXT", "what the values are needed for"}},
       .run = discover,
       .details = "What could not be read is always listed, with the reason. In a case the\n"
                  "findings stay sealed and are proposals until an officer accepts them."});
  to.groups.push_back({"findings", "What discovery found, and an officer's word on it"});
  all.push_back({.path = "findings list",
                 .summary = "List what was found in a case",
                 .positionals = {the_case},
                 .options = {{"--element", "KIND", "only one kind: SSN, CARD, NAME, …"},
                             {"--state", "STATE", "proposed, accepted or rejected"},
                             limit},
                 .run = list_findings});
  const Positional findings{"FINDING", "number of a finding", Positional::Need::one_or_more};
  all.push_back({.path = "findings accept",
                 .summary = "Say that findings are right",
                 .positionals = {findings},
                 .run = [](Context& c) { return judge_findings(c, "accepted"); }});
  all.push_back({.path = "findings reject",
                 .summary = "Say that findings are wrong",
                 .positionals = {findings},
                 .run = [](Context& c) { return judge_findings(c, "rejected"); }});
  all.push_back({.path = "findings reveal",
                 .summary = "Show the value itself, once; the custody record says who and what for",
                 .positionals = {{"FINDING", "number of a finding"}},
                 .options = {{"--purpose", "TEXT", "what for", Need::required}},
                 .run = reveal});
  all.push_back({.path = "findings runs",
                 .summary = "List the runs of discovery over a case",
                 .positionals = {the_case},
                 .run = list_runs});
  to.groups.push_back({"people", "The register of people whose data was found"});
  all.push_back({.path = "people list",
                 .summary = "List the people of a case",
                 .positionals = {the_case},
                 .options = {{"--residence", "STATE", "only residents of, such as US-CT"},
                             {"--standing", "STANDING", "proposed, uncertain, accepted or rejected"},
                             limit},
                 .run = list_people});
  const Positional people{"PERSON", "number of a person; everybody proposed if left out, but nobody uncertain", Positional::Need::any};
  all.push_back({.path = "people accept",
                 .summary = "Say that people belong into the register",
                 .positionals = {the_case, people},
                 .run = [](Context& c) { return judge_people(c, "accepted"); }});
  all.push_back({.path = "people reject",
                 .summary = "Say that people do not belong into the register",
                 .positionals = {the_case, people},
                 .run = [](Context& c) { return judge_people(c, "rejected"); }});
  all.push_back({.path = "people register",
                 .summary = "Write the counts of the accepted register into the facts of the case",
                 .positionals = {the_case},
                 .run = take_register});
}

}  // namespace ledgelight::cli
