// people links, merge, split, apart: who is who; people names, named: is this a name? And an
// officer's word on it.
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/links.hpp"
#include "desk/names.hpp"
#include "desk/person_change.hpp"

namespace ledgelight::cli {
namespace {

Json json_of(const desk::PersonLine& p) {
  return Json{{"id", p.id.str()},
              {"name", p.name.reveal(Purpose::show_to_officer)},
              {"residence", text_json(p.residence)},
              {"elements", p.elements},
              {"where", p.where}};
}

std::string side(const desk::PersonLine& p) {
  return p.id.str() + " " + p.name.reveal(Purpose::show_to_officer) + " (" +
         (p.residence.empty() ? "unknown" : p.residence) + "; " + join(p.elements, ", ") + ")";
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  desk::Page page;
  page.limit = TRY(c.number("--limit")).value_or(0);
  const auto links = TRY(desk::list_links(*desk, TRY(c.actor()), CaseId(c.text("CASE")), page));
  Json json{{"open", links.open},
            {"answered", links.answered},
            {"links", Json::array()},
            {"merged", Json::array()}};
  Table table({"LIKELY", "ONE", "OTHER", "WHY"});
  for (const auto& q : links.rows) {
    json["links"].push_back({{"left", json_of(q.left)},
                             {"right", json_of(q.right)},
                             {"percent", q.percent},
                             {"reason", q.reason}});
    table.add({std::to_string(q.percent) + " %", side(q.left), side(q.right), q.reason});
  }
  std::string text = table.text_or("No question is open.");
  if (!links.merged.empty()) {
    Table merged({"PERSON", "NAME", "IS"});
    for (const auto& p : links.merged) {
      json["merged"].push_back({{"id", p.id.str()}, {"into", p.merged_into.str()}});
      merged.add({p.id.str(), p.name.reveal(Purpose::show_to_officer), p.merged_into.str()});
    }
    text += "\n" + merged.text();
  }
  return Answer{text, std::move(json)};
}

Result<Answer> merge(Context& c) {
  TRY(desk::merge_people(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")),
                         PersonId(c.text("KEEP")), PersonId(c.text("OTHER"))));
  return Answer{c.text("OTHER") + " is " + c.text("KEEP") +
                    " now. Take it back: ledgelight people split " + c.text("CASE") + " " +
                    c.text("OTHER") + "\n",
                Json{{"kept", c.text("KEEP")}, {"merged", c.text("OTHER")}}};
}

Result<Answer> split(Context& c) {
  TRY(desk::split_person(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")),
                         PersonId(c.text("PERSON"))));
  return Answer{c.text("PERSON") + " stands alone again.", Json{{"person", c.text("PERSON")}}};
}

Result<Answer> apart(Context& c) {
  TRY(desk::keep_apart(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")),
                       PersonId(c.text("PERSON")), PersonId(c.text("OTHER"))));
  return Answer{c.text("PERSON") + " and " + c.text("OTHER") + " are two people.",
                Json{{"one", c.text("PERSON")}, {"other", c.text("OTHER")}}};
}

Result<Answer> list_names(Context& c) {
  desk::Page page;
  page.limit = TRY(c.number("--limit")).value_or(0);
  const auto names =
      TRY(desk::list_names(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")), page, {0, 0}));
  Json json{{"open", names.open},
            {"answered", names.answered},
            {"names", Json::array()},
            {"said", Json::array()}};
  Table table({"QUESTION", "WORDS", "SURE", "PLACES", "PEOPLE", "WHY"});
  for (const auto& q : names.rows) {
    const auto& words = q.words.reveal(Purpose::show_to_officer);
    json["names"].push_back({{"id", q.id.str()},
                             {"words", words},
                             {"confidence", q.confidence},
                             {"places", q.places},
                             {"people", q.people},
                             {"elements", q.elements},
                             {"reason", q.reason},
                             {"where", q.where}});
    table.add({q.id.str(), words, std::to_string(q.confidence), std::to_string(q.places),
               std::to_string(q.people), q.reason});
  }
  std::string text = table.text_or("No question is open.");
  if (!names.said.empty()) {
    Table said({"QUESTION", "WORDS", "ANSWER"});
    for (const auto& q : names.said) {
      const auto& words = q.words.reveal(Purpose::show_to_officer);
      json["said"].push_back({{"id", q.id.str()}, {"words", words}, {"verdict", q.verdict}});
      said.add({q.id.str(), words, q.verdict});
    }
    text += "\n" + said.text();
  }
  return Answer{text, std::move(json)};
}

Result<Answer> answer_name(Context& c) {
  TRY(desk::answer_name(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")),
                        FindingId(c.text("QUESTION")), c.text("VERDICT")));
  return Answer{"Said: " + c.text("VERDICT") + ".",
                Json{{"id", c.text("QUESTION")}, {"verdict", c.text("VERDICT")}}};
}

// What is left out stays as it is.
Result<Answer> correct(Context& c) {
  auto* desk = TRY(c.desk());
  const auto actor = TRY(c.actor());
  const CaseId id(c.text("CASE"));
  const PersonId person(c.text("PERSON"));
  const auto now = TRY(desk::show_person(*desk, actor, id, person)).line;
  const auto given = [&](const char* option, const std::string& else_) {
    return c.text(option).empty() ? else_ : c.text(option);
  };
  TRY(desk::correct_person(
      *desk, actor, id, person,
      {Personal<std::string>(given("--name", now.name.reveal(Purpose::show_to_officer))),
       Personal<std::string>(
           replaced(given("--address", now.address.reveal(Purpose::show_to_officer)), ";", "\n")),
       given("--state", now.residence), c.text("--reason")}));
  return Answer{person.str() + " is put right; what stood before is kept.",
                Json{{"id", person.str()}}};
}

}  // namespace

void add_links(Commands& to) {
  const Positional the_case{"CASE", "number of the case, such as 2026-0007"};
  const Positional other{"OTHER", "number of the other person"};
  auto& all = to.commands;
  all.push_back({.path = "people links",
                 .summary = "List who may be one person, likeliest first, and who was said to be",
                 .positionals = {the_case},
                 .options = {{"--limit", "N", "at most so many; else all"}},
                 .run = list});
  all.push_back({.path = "people merge",
                 .summary = "Say that two are one person; the first is kept",
                 .positionals = {the_case, {"KEEP", "number of the person who stays"}, other},
                 .run = merge,
                 .details = "What is known of both is the first one's, who then stands accepted; "
                            "the other is not counted\n"
                            "any more. people split takes it back."});
  all.push_back(
      {.path = "people split",
       .summary = "Take a merge back",
       .positionals = {the_case, {"PERSON", "number of the person who was merged into another"}},
       .run = split});
  all.push_back({.path = "people apart",
                 .summary = "Say that two are two people",
                 .positionals = {the_case, {"PERSON", "number of a person"}, other},
                 .run = apart});
  all.push_back(
      {.path = "people correct",
       .summary = "Put a person's name, address or state right; letters use it from then on",
       .positionals = {the_case, {"PERSON", "number of the person"}},
       .options = {{"--name", "NAME", "the name as it should be"},
                   {"--address", "LINES", "lines as on an envelope, with ; between"},
                   {"--state", "STATE", "state of residence, such as US-CT"},
                   {"--reason", "TEXT", "why, and who says so", Option::Need::required}},
       .run = correct});
  all.push_back({.path = "people names",
                 .summary = "List the words that only look like a name, and what was said of them",
                 .positionals = {the_case},
                 .options = {{"--limit", "N", "at most so many; else all"}},
                 .run = list_names});
  all.push_back({.path = "people named",
                 .summary = "Say whether words are a name; the other answer takes it back",
                 .positionals = {the_case,
                                 {"QUESTION", "number of the finding, from people names"},
                                 {"VERDICT", "name or not-a-name"}},
                 .run = answer_name,
                 .details = "What is no name labels nobody any more, in later searches too."});
}

}  // namespace ledgelight::cli
