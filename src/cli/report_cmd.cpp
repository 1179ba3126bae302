// report …: take reports, and decide what becomes of them.
#include <array>
#include <fstream>

#include "base/text.hpp"
#include "casefile/report.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/reports.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_report{"REPORT", "reference of the report, such as R-7K4Q-M2XD"};
const Positional the_code{"CODE", "receipt code; asked for, or taken from LEDGELIGHT_CODE, when left out",
                          Positional::Need::optional};
constexpr std::uint64_t max_file = std::uint64_t{4} << 30;

ReportId report_in(Context& c) { return ReportId(c.text("REPORT")); }

// Words on the command line are seen by other accounts of the machine; a code need not be there.
Result<std::string> code_in(Context& c) {
  if (c.given("CODE")) return c.text("CODE");
  return c.secret("LEDGELIGHT_CODE", "Receipt code: ");
}

Json json_of(const desk::InboxRow& row) {
  return Json{{"id", row.id.str()},
              {"state", row.state},
              {"kind", row.kind},
              {"channel", row.channel},
              {"language", row.language},
              {"anonymous", row.anonymous},
              {"received", instant_json(row.received)},
              {"looked", instant_json(row.looked)},
              {"first_line", row.first_line},
              {"case", text_json(row.case_id.str())},
              {"files", row.files}};
}

Json json_of(const std::vector<desk::ThreadMessage>& messages) {
  auto out = Json::array();
  for (const auto& m : messages) {
    out.push_back({{"to_reporter", m.to_reporter}, {"at", to_text(m.at)}, {"text", m.text}});
  }
  return out;
}

std::string text_of(desk::Desk& desk, const std::vector<desk::ThreadMessage>& messages) {
  std::string out;
  for (const auto& m : messages) {
    out += "\n" + local(desk, m.at) + (m.to_reporter ? "  desk to reporter\n" : "  reporter to desk\n") +
           m.text + "\n";
  }
  return out;
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  desk::Page page;
  page.limit = TRY(c.number("--limit")).value_or(0);
  const auto inbox = TRY(desk::inbox(*desk, TRY(c.actor()), c.text("--state"), page));
  auto json = Json::array();
  Table table({"REPORT", "STATE", "RECEIVED", "SINCE", "KIND", "FILES", "CASE", "FIRST LINE"});
  for (const auto& row : inbox.rows) {
    json.push_back(json_of(row));
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(desk->now() - row.received).count();
    table.add({row.id.str(), row.state, local(*desk, row.received),
               hours < 48 ? std::to_string(hours) + " h" : std::to_string(hours / 24) + " days", row.kind,
               std::to_string(row.files), row.case_id.empty() ? "-" : row.case_id.str(), row.first_line});
  }
  return Answer{table.text_or("No report."), std::move(json)};
}

Result<Answer> show(Context& c) {
  auto* desk = TRY(c.desk());
  const auto view = TRY(desk::read_report(*desk, TRY(c.actor()), report_in(c)));
  auto json = json_of(view.row);
  json["what"] = view.form.what;
  json["when"] = view.form.when.text();
  json["where"] = view.form.where;
  json["urgency"] = casefile::name_of(view.form.urgency);
  json["messages"] = json_of(view.messages);
  json["files"] = Json::array();
  json["similar"] = Json::array();
  Table head({"Report", view.row.id.str()});
  head.add({"State", view.row.state + (view.row.case_id.empty() ? "" : ", case " + view.row.case_id.str())});
  head.add({"Received", local(*desk, view.row.received) + " by " + view.row.channel});
  head.add({"Kind", view.form.kind});
  head.add({"When", view.form.when.words()});
  if (!view.form.where.empty()) head.add({"Where", view.form.where});
  head.add({"Urgency", std::string(casefile::name_of(view.form.urgency))});
  head.add({"Reporter", view.form.anonymous ? "anonymous" : "left a contact (report contact shows it)"});
  for (const auto& f : view.files) {
    json["files"].push_back({{"id", f.id}, {"name", f.name}, {"sha256", f.sha256}, {"size", f.size},
                             {"claimed_type", f.claimed_type}});
    head.add({"File " + f.id, f.name + ", " + size_text(f.size) + ", in quarantine"});
  }
  for (const auto& s : view.similar) {
    json["similar"].push_back(json_of(s));
    head.add({"Similar", s.id.str() + " " + s.first_line});
  }
  return Answer{head.text() + "\n" + view.form.what + "\n" + text_of(*desk, view.messages), std::move(json)};
}

Result<Answer> contact(Context& c) {
  auto* desk = TRY(c.desk());
  const auto found = TRY(desk::reporter_contact(*desk, TRY(c.actor()), report_in(c), c.text("--reason")));
  const auto show_to = Purpose::show_to_officer;
  Table table({"Name", found.name.reveal(show_to)});
  table.add({"E-mail", found.email.reveal(show_to)});
  table.add({"Telephone", found.phone.reveal(show_to)});
  table.add({"By", found.how});
  return Answer{table.text(), Json{{"name", found.name.reveal(show_to)},
                                   {"email", found.email.reveal(show_to)},
                                   {"phone", found.phone.reveal(show_to)},
                                   {"how", found.how}}};
}

Result<Answer> done(const std::string& text, const CaseId& id = {}) {
  return Answer{text, id.empty() ? Json{{"done", true}} : Json{{"id", id.str()}}};
}

Result<Answer> accept(Context& c) {
  const auto id = TRY(desk::accept_report(*TRY(c.desk()), TRY(c.actor()), report_in(c),
                                          CaseId(c.text("--into")), c.text("--subject")));
  return done(c.text("REPORT") + " is accepted into case " + id.str() + ".", id);
}
Result<Answer> merge(Context& c) {
  const auto id = TRY(desk::merge_report(*TRY(c.desk()), TRY(c.actor()), report_in(c), ReportId(c.text("OTHER"))));
  return done(c.text("REPORT") + " is merged into case " + id.str() + ".", id);
}
Result<Answer> route(Context& c) {
  TRY(desk::route_report(*TRY(c.desk()), TRY(c.actor()), report_in(c), c.text("--to"), c.text("--reason")));
  return done(c.text("REPORT") + " goes to " + c.text("--to") + "; the reporter reads your reason.");
}
Result<Answer> reject(Context& c) {
  TRY(desk::reject_report(*TRY(c.desk()), TRY(c.actor()), report_in(c), c.text("--reason")));
  return done(c.text("REPORT") + " is rejected; the reporter reads your reason.");
}
Result<Answer> close(Context& c) {
  TRY(desk::close_report(*TRY(c.desk()), TRY(c.actor()), report_in(c), c.text("--outcome")));
  return done(c.text("REPORT") + " is closed; the reporter reads the outcome.");
}
Result<Answer> message(Context& c) {
  TRY(desk::message_reporter(*TRY(c.desk()), TRY(c.actor()), report_in(c), c.text("TEXT"), c.given("--asks")));
  return done("The reporter sees your message with the receipt code.");
}

// ---- taking a report for somebody at the counter or on the telephone ---------------------------

// "2026", "2026-03", "2026-03-02", "unknown" into the fields the form has.
Result<void> put_when(const std::string& typed, casefile::ReportAnswers& answers) {
  if (typed.empty() || typed == "unknown") {
    answers.when_unsure = "yes";
    return {};
  }
  TRY(When::parse(typed));
  const auto parts = split(typed, '-');
  if (parts.size() > 3 || typed.find_first_not_of("0123456789-") != std::string::npos) {
    return fail(Errc::bad_input, "--when: write 2026, 2026-03, 2026-03-02 or unknown");
  }
  answers.when_year = parts[0];
  if (parts.size() > 1) answers.when_month = parts[1];
  if (parts.size() > 2) answers.when_day = parts[2];
  return {};
}

std::string problem_words(const casefile::Problem& p) {
  auto key = replaced(p.key, "report.problem.", "");
  return "--" + replaced(p.field, "when_", "when ") + ": " + replaced(replaced(key, ".", " "), "_", " ") +
         (p.limit > 0 ? ", at most " + std::to_string(p.limit) + " bytes" : "");
}

Result<desk::StagedFile> stage(desk::Desk& desk, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(Errc::usage, "cannot read " + shown_line(path));
  const auto name = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  auto staged = TRY(desk::FileStage::begin(desk, name, "", max_file));
  std::array<char, 64 << 10> buffer;
  while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
    TRY(staged->write({buffer.data(), static_cast<std::size_t>(in.gcount())}));
  }
  if (in.bad()) return fail(Errc::io, "cannot read " + shown_line(path));
  return staged->finish();
}

Result<Answer> take(Context& c) {
  auto* desk = TRY(c.desk());
  casefile::ReportAnswers answers;
  answers.kind = c.text("--kind");
  answers.what = c.text("--what") == "-" ? TRY(file_bytes("-", 64U << 10)) : c.text("--what");
  TRY(put_when(c.text("--when"), answers));
  answers.where = c.text("--where");
  answers.urgency = c.given("--urgency") ? c.text("--urgency") : "none";
  answers.name = c.text("--name");
  answers.email = c.text("--email");
  answers.phone = c.text("--phone");
  const bool reachable = c.given("--email") || c.given("--phone") || c.given("--name");
  answers.reply = reachable ? "contact" : "anonymous";
  if (reachable) {
    answers.how = c.given("--how") ? c.text("--how") : c.given("--email") ? "email" : c.given("--phone") ? "phone" : "code";
  }
  if (c.given("--language")) answers.language = c.text("--language");
  const auto channel = c.given("--channel") ? c.text("--channel") : "cli";
  if (channel != "cli" && channel != "phone" && channel != "paper" && channel != "mail") {
    return fail(Errc::usage, "--channel is phone, paper, mail or cli");
  }
  const auto checked = casefile::check_report(answers, TRY(parse_date(desk->local_day())));
  if (!checked.form) {
    std::vector<std::string> lines;
    for (const auto& p : checked.problems) lines.push_back(problem_words(p));
    return fail(Errc::bad_input, join(lines, "\n"));
  }
  std::vector<desk::StagedFile> files;
  for (const auto& path : c.texts("--file")) files.push_back(TRY(stage(*desk, path)));
  const auto receipt =
      TRY(desk::take_report(*desk, *checked.form, desk::new_form_token(*desk), channel, files));
  Table table({"Reference", receipt.reference.str()});
  table.add({"Receipt code", receipt.code});
  return Answer{table.text() + "Give both to the reporter. The code is shown once and is not kept.\n",
                Json{{"id", receipt.reference.str()},
                     {"code", receipt.code},
                     {"received", to_text(receipt.received)},
                     {"event", receipt.event}}};
}

Result<Answer> status(Context& c) {
  auto* desk = TRY(c.desk());
  const auto found = TRY(desk::report_status(*desk, TRY(code_in(c))));
  auto json = Json{{"id", found.reference.str()},
                   {"status", casefile::name_of(found.status)},
                   {"received", to_text(found.received)},
                   {"ledger_index", found.ledger_index ? Json(*found.ledger_index) : Json()},
                   {"messages", json_of(found.messages)},
                   {"files", found.files},
                   {"what", found.what}};
  Table head({"Report", found.reference.str()});
  head.add({"Status", std::string(casefile::words_of(found.status))});
  head.add({"Received", local(*desk, found.received)});
  head.add({"Public record", found.ledger_index ? "act " + std::to_string(*found.ledger_index)
                                                : "not yet; it comes with the next publication"});
  return Answer{head.text() + "\n" + found.what + "\n" + text_of(*desk, found.messages), std::move(json)};
}

Result<Answer> reply(Context& c) {
  TRY(desk::message_from_reporter(*TRY(c.desk()), c.text("CODE"), c.text("TEXT")));
  return done("The desk reads your message.");
}

Result<Answer> receipt(Context& c) {
  auto* desk = TRY(c.desk());
  const auto text = TRY(desk::receipt_file(*desk, TRY(code_in(c))));
  const auto& out = c.text("--out");
  TRY(write_out(c, out, text));
  return wrote(out, text.size(), "Check it with: ledgelight verify " + out);
}

Result<Answer> get_file(Context& c) {
  auto* desk = TRY(c.desk());
  const auto file = TRY(desk::open_report_file(*desk, TRY(c.actor()), c.text("FILE"), c.text("--purpose")));
  const auto& out = c.text("--out");
  return wrote(out, TRY(stream_out(c, out, *file.reader)),
               "It came from a stranger: do not open it on a city machine.");
}

}  // namespace

void add_report(Commands& to) {
  const Option reason{"--reason", "TEXT", "why, in words that the reporter reads", Need::required};
  to.groups.push_back({"report", "Take reports and decide what becomes of them"});
  auto& all = to.commands;
  all.push_back({.path = "report new",
                 .summary = "Write down a report that came by telephone, on paper or at the counter",
                 .options = {{"--kind", "KIND", "suspicious_message, payment_request, exposed_records, misdirected_mail, lost_or_stolen, account_taken, system_attacked, staff_misuse or other", Need::required},
                             {"--what", "TEXT", "what happened, in the reporter's words; - reads standard input", Need::required},
                             {"--when", "WHEN", "2026, 2026-03, 2026-03-02, or unknown (the default)"},
                             {"--where", "TEXT", "place, system or account"},
                             {"--urgency", "HOW", "none (the default), money_moving or danger"},
                             {"--name", "TEXT", "who reports; left out with the other two: anonymous"},
                             {"--email", "ADDRESS", "how to reach them"},
                             {"--phone", "NUMBER", "how to reach them"},
                             {"--how", "WAY", "email, phone or code: how they want to be reached"},
                             {"--channel", "CHANNEL", "phone, paper, mail or cli (the default)"},
                             {"--language", "CODE", "en (the default) or es"},
                             {"--file", "FILE", "something that came with it", Need::optional, Option::Times::many}},
                 .run = take});
  all.push_back({.path = "report list",
                 .summary = "List the reports, the longest waiting first",
                 .options = {{"--state", "STATE", "received, accepted, merged, routed, rejected or closed"},
                             {"--limit", "N", "at most so many; else all"}},
                 .run = list});
  all.push_back({.path = "report show",
                 .summary = "Read a report; the first look is recorded",
                 .positionals = {the_report},
                 .run = show});
  all.push_back({.path = "report contact",
                 .summary = "Open the compartment with the reporter's identity",
                 .positionals = {the_report},
                 .options = {{"--reason", "TEXT", "why it must be known; goes into the record", Need::required}},
                 .run = contact});
  all.push_back({.path = "report file",
                 .summary = "Take a copy of a file that came with a report",
                 .positionals = {{"FILE", "id of the file, as `report show` prints it"}},
                 .options = {{"--purpose", "TEXT", "what for; goes into the record", Need::required},
                             {"--out", "FILE", "where to; - is standard output", Need::required}},
                 .run = get_file});
  all.push_back({.path = "report accept",
                 .summary = "Accept a report into a case, a new one if none is named",
                 .positionals = {the_report},
                 .options = {{"--into", "CASE", "a case that there is"}, {"--subject", "TEXT", "names the new case"}},
                 .run = accept});
  all.push_back({.path = "report merge",
                 .summary = "Say that a report tells of the same thing as another",
                 .positionals = {the_report, {"OTHER", "the report that was accepted before"}},
                 .run = merge});
  all.push_back({.path = "report route",
                 .summary = "Hand a report to the office that answers for it",
                 .positionals = {the_report},
                 .options = {{"--to", "OFFICE", "where it goes", Need::required}, reason},
                 .run = route});
  all.push_back({.path = "report reject",
                 .summary = "Say that nothing will be done, and why",
                 .positionals = {the_report},
                 .options = {reason},
                 .run = reject});
  all.push_back({.path = "report close",
                 .summary = "Tell the reporter what came of it",
                 .positionals = {the_report},
                 .options = {{"--outcome", "TEXT", "what came of it, in words that the reporter reads", Need::required}},
                 .run = close});
  all.push_back({.path = "report message",
                 .summary = "Write to the reporter",
                 .positionals = {the_report, {"TEXT", "what to say"}},
                 .options = {{"--asks", "", "an answer is needed before it goes on"}},
                 .run = message});
  all.push_back({.path = "report status",
                 .summary = "See what the reporter sees with the receipt code",
                 .positionals = {the_code},
                 .run = status});
  all.push_back({.path = "report reply",
                 .summary = "Write to the desk as the reporter",
                 .positionals = {{"CODE", "receipt code"}, {"TEXT", "what to say"}},
                 .run = reply});
  all.push_back({.path = "report receipt",
                 .summary = "Write the receipt file, with which the reporter can prove that they filed",
                 .positionals = {the_code},
                 .options = {{"--out", "FILE", "where to; - is standard output", Need::required}},
                 .run = receipt});
}

}  // namespace ledgelight::cli
