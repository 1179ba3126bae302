// letters …: a letter for each affected resident, two officers, and the post.
#include <array>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/letters.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_case{"CASE", "number of the case, such as 2026-0007"};
const Positional the_batch{"BATCH", "number of the batch, as `letters list` prints it"};

struct Input {
  const char *option, *value, *help;
  std::string desk::LetterInputs::*field;
};
constexpr std::array<Input, 14> inputs{{
    {"--contact-name", "TEXT", "office or person the reader can ask", &desk::LetterInputs::contact_name},
    {"--contact-phone", "TEXT", "its telephone", &desk::LetterInputs::contact_phone},
    {"--contact-mail", "TEXT", "its e-mail address", &desk::LetterInputs::contact_mail},
    {"--contact-hours", "TEXT", "when it answers", &desk::LetterInputs::contact_hours},
    {"--contact-address", "TEXT", "its postal address", &desk::LetterInputs::contact_address},
    {"--enrol-how", "TEXT", "how to enrol in the services that are owed", &desk::LetterInputs::enrol_how},
    {"--enrol-until", "TEXT", "until which day", &desk::LetterInputs::enrol_until},
    {"--what-happened", "TEXT", "what happened, in plain words", &desk::LetterInputs::what_happened},
    {"--what-we-do", "TEXT", "what the city does about it", &desk::LetterInputs::what_we_do},
    {"--signer", "TEXT", "who signs", &desk::LetterInputs::signer},
    {"--signer-title", "TEXT", "the signer's office", &desk::LetterInputs::signer_title},
    {"--language", "CODE", "en (the default) or es", &desk::LetterInputs::language},
    {"--state", "STATE", "whose residents, such as US-NY; the city's own state if left out", &desk::LetterInputs::state},
    {"--state-attorney-contact", "TEXT", "how that state's Attorney General is reached, when its law asks", &desk::LetterInputs::state_attorney_contact},
}};

// "--contact-name" in a file of inputs is "contact_name".
std::string key_of(const char* option) { return replaced(std::string(option).substr(2), "-", "_"); }

Result<desk::LetterInputs> read_inputs(Context& c) {
  desk::LetterInputs out;
  if (c.given("--inputs")) {
    const auto json = TRY(parse_json(TRY(file_bytes(c.text("--inputs"), 1U << 20))));
    if (!json.is_object()) return fail(Errc::bad_input, "the file of inputs must hold a JSON object");
    for (const auto& [key, value] : json.items()) {
      const auto* it = std::find_if(inputs.begin(), inputs.end(), [&k = key](const Input& i) { return key_of(i.option) == k; });
      if (it == inputs.end() || !value.is_string()) {
        return fail(Errc::bad_input, escaped(key) + ": no such input, or not text");
      }
      out.*(it->field) = value.get<std::string>();
    }
  }
  for (const auto& input : inputs) {
    if (c.given(input.option)) out.*(input.field) = c.text(input.option);
  }
  return out;
}

Json json_of(const desk::Batch& b) {
  auto letters = Json::array();
  for (const auto& l : b.rows) {
    letters.push_back({{"id", l.id.str()}, {"person", l.person.str()}, {"state", l.state},
                       {"sha256", l.sha256}, {"mailed_on", text_json(l.mailed_on)}, {"size", l.size}});
  }
  return Json{{"id", b.id.str()},
              {"case", b.case_id.str()},
              {"state", b.state},
              {"digest", b.digest},
              {"letters", b.letters},
              {"rendered", instant_json(b.rendered)},
              {"rendered_by", b.rendered_by},
              {"approved", instant_json(b.approved)},
              {"approved_by", text_json(b.approved_by)},
              {"mailed", instant_json(b.mailed)},
              {"gaps", b.gaps},
              {"findings", b.findings},
              {"rows", letters}};
}

std::string words(desk::Desk& desk, const desk::Batch& b) {
  Table head({"Batch", b.id.str() + ", " + b.state});
  head.add({"Letters", std::to_string(b.letters)});
  head.add({"Digest", b.digest});
  head.add({"Rendered", local(desk, b.rendered) + " by " + b.rendered_by});
  if (b.approved) head.add({"Approved", local(desk, *b.approved) + " by " + b.approved_by});
  if (b.mailed) head.add({"Mailed", local(desk, *b.mailed)});
  std::string out = head.text();
  for (const auto& gap : b.gaps) out += "\nCannot be approved: " + gap;
  for (const auto& finding : b.findings) out += "\nLook at: " + finding;
  if (!b.gaps.empty() || !b.findings.empty()) out += "\n";
  if (b.rows.empty()) return out;
  Table table({"LETTER", "PERSON", "STATE", "MAILED ON", "SHA-256"});
  for (const auto& l : b.rows) {
    table.add({l.id.str(), l.person.str(), l.state, l.mailed_on.empty() ? "-" : l.mailed_on, l.sha256});
  }
  return out + "\n" + table.text();
}

Result<Answer> render(Context& c) {
  auto* desk = TRY(c.desk());
  const auto wish = TRY(read_inputs(c));
  const auto batch = TRY(desk::render_letters(*desk, TRY(c.actor()), CaseId(c.text("CASE")), wish));
  return Answer{words(*desk, batch), json_of(batch)};
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  const auto batches = TRY(desk::list_batches(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  Table table({"BATCH", "STATE", "LETTERS", "RENDERED", "BY", "APPROVED BY", "DIGEST"});
  for (const auto& b : batches) {
    json.push_back(json_of(b));
    table.add({b.id.str(), b.state, std::to_string(b.letters), local(*desk, b.rendered), b.rendered_by,
               b.approved_by.empty() ? "-" : b.approved_by, b.digest});
  }
  return Answer{table.text_or("No letters yet."), std::move(json)};
}

Result<Answer> show(Context& c) {
  auto* desk = TRY(c.desk());
  const auto batch = TRY(desk::show_batch(*desk, TRY(c.actor()), BatchId(c.text("BATCH"))));
  return Answer{words(*desk, batch), json_of(batch)};
}

Result<Answer> approve(Context& c) {
  auto* desk = TRY(c.desk());
  TRY(desk::approve_batch(*desk, TRY(c.actor()), BatchId(c.text("BATCH")), c.text("--digest")));
  return Answer{"Batch " + c.text("BATCH") + " is approved, byte for byte.", Json{{"id", c.text("BATCH")}}};
}

// Whether the duty to write to a state's residents is met now.
std::string told_words(const desk::MailedState& one) {
  using Why = desk::MailedState::Why;
  const auto n = std::to_string(one.mailed);
  switch (one.why) {
  case Why::whole:
    return one.state + ": everybody was written to (" + n + "); recorded as notified on " +
           one.last_mailed + ".";
  case Why::waiting:
    return one.state + ": " + n + " written to, " + std::to_string(one.waiting) +
           " not yet; the duty stays open.";
  case Why::more_owed:
    return one.state + ": " + n + " written to, and the duty sheet counts " +
           std::to_string(*one.owed) + "; the duty stays open.";
  case Why::not_counted:
    return one.state + ": " + n +
           " written to; how many are owed a letter is not known, so the duty stays open.";
  case Why::no_duty:
    return one.state + ": " + n + " written to; the duty sheet asks for no notice there.";
  case Why::old_sheet:
    return one.state + ": " + n +
           " written to; facts or rules changed since the duty sheet: decide the duties again.";
  }
  return "";
}

Result<Answer> mailed(Context& c) {
  auto* desk = TRY(c.desk());
  const auto on = c.given("--on") ? c.text("--on") : desk->local_day();
  const auto states = TRY(desk::mark_mailed(*desk, TRY(c.actor()), BatchId(c.text("BATCH")), on));
  auto text = "Batch " + c.text("BATCH") + " was mailed on " + on + ", recorded for each person.\n";
  auto json = Json::array();
  for (const auto& one : states) {
    text += told_words(one) + "\n";
    json.push_back({{"state", one.state},
                    {"told", one.told()},
                    {"why", desk::name_of(one.why)},
                    {"mailed", one.mailed},
                    {"owed", one.owed ? Json(*one.owed) : Json()},
                    {"waiting", one.waiting},
                    {"on", one.last_mailed}});
  }
  return Answer{text, Json{{"id", c.text("BATCH")}, {"on", on}, {"states", std::move(json)}}};
}

Result<Answer> balance(Context& c) {
  auto* desk = TRY(c.desk());
  const auto balance = TRY(desk::letter_balance(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto lines = Json::array();
  Table table({"PEOPLE", "STATE", "BECAUSE"});
  for (const auto& l : balance.lines) {
    lines.push_back({{"state", l.state}, {"people", l.people}, {"because", text_json(l.because)}});
    table.add({std::to_string(l.people), l.state, l.because.empty() ? "-" : l.because});
  }
  return Answer{table.text_or("Nobody was accepted yet.") + "\nAccepted people: " + std::to_string(balance.people) + "\n",
                Json{{"people", balance.people}, {"lines", std::move(lines)}}};
}

Result<Answer> pdf(Context& c) {
  const auto bytes = TRY(desk::letter_pdf(*TRY(c.desk()), TRY(c.actor()), LetterId(c.text("LETTER"))));
  TRY(write_out(c, c.text("--out"), bytes));
  return wrote(c.text("--out"), bytes.size());
}

}  // namespace

void add_letters(Commands& to) {
  to.groups.push_back({"letters", "Write to the people affected: render, approve, mail"});
  auto& all = to.commands;
  std::vector<Option> wishes;
  for (const auto& i : inputs) wishes.push_back({i.option, i.value, i.help});
  wishes.push_back({"--inputs", "FILE", "the same as a JSON object: {\"contact_name\": …}; - reads standard input"});
  all.push_back({.path = "letters render",
                 .summary = "Write the letter of each accepted person who is owed one and has none yet",
                 .positionals = {the_case},
                 .options = wishes,
                 .run = render,
                 .details = "What is missing is listed; until nothing is, the batch cannot be approved."});
  all.push_back({.path = "letters balance",
                 .summary = "Say where every accepted person stands: who gets a letter, who not, and why",
                 .positionals = {the_case},
                 .run = balance,
                 .details = "Each person counts once: mailed, returned, drawn, waiting, substitute, undecided or excluded."});
  all.push_back({.path = "letters list",
                 .summary = "List the batches of a case",
                 .positionals = {the_case},
                 .run = list});
  all.push_back({.path = "letters show", .summary = "Show a batch and its letters", .positionals = {the_batch}, .run = show});
  all.push_back({.path = "letters approve",
                 .summary = "Approve the exact bytes of a batch (a second officer, with --as)",
                 .positionals = {the_batch},
                 .options = {{"--digest", "DIGEST", "what was looked at, as `letters show` prints it", Need::required}},
                 .run = approve});
  all.push_back({.path = "letters mailed",
                 .summary = "Record that an approved batch went to the post",
                 .positionals = {the_batch},
                 .options = {{"--on", "DAY", "the day; today if left out"}},
                 .run = mailed});
  all.push_back({.path = "letters pdf",
                 .summary = "Write one letter as PDF",
                 .positionals = {{"LETTER", "number of the letter, as `letters show` prints it"}},
                 .options = {{"--out", "FILE", "where to; - is standard output", Need::required}},
                 .run = pdf});
}

}  // namespace ledgelight::cli
