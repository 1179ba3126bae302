#include "desk/names.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/people.hpp"
#include "desk/ports/finding_id.hpp"
#include "desk/suspects.hpp"

namespace ledgelight::desk {
namespace {

std::string finding_label(const FindingId& id) { return "finding/" + id.str(); }

struct Question {
  int confidence = 0;
  std::vector<FindingId> findings;
  struct Who {
    PersonId person;
    FindingId then;     ///< the name it would go by instead; empty: none
    bool look = false;  ///< nobody knows that yet
  };
  std::vector<Who> people;
};

// Those of the latest search.
Result<std::vector<Question>> questions(Desk& desk, Tx& tx, const CaseId& id) {
  std::vector<Question> out;
  const auto runs = TRY(tx.runs(id, {0, 1}));
  if (runs.empty()) return out;
  const auto& run = runs.front().id;
  const auto body = TRY(open_record(desk, tx, runs.front().body, "run/" + run));
  const auto finding = [&](const Json& n) {
    return finding_number(id, run, n.is_number_integer() ? n.get<std::size_t>() : 0);
  };
  for (const auto& q : body.value("names", Json::array())) {
    Question one;
    one.confidence = static_cast<int>(int_at(q, "confidence").value_or(0));
    for (const auto& n : q.value("findings", Json::array()))
      one.findings.push_back(finding(n));
    for (const auto& p : q.value("people", Json::array()))
      one.people.push_back({PersonId(text_at(p, "person")),
                            p.contains("then") ? finding(p["then"]) : FindingId(), false});
    if (!one.findings.empty()) out.push_back(std::move(one));
  }
  return out;
}

struct Opened {
  FindingRow row;
  Json body;
  std::string words;
};
Result<Opened> opened(Desk& desk, Tx& tx, FindingRow row) {
  Opened out;
  out.body = TRY(open_json(desk, tx, row.body, finding_label(row.id)));
  out.words = TRY(unbase64(text_at(out.body, "norm")));
  out.row = std::move(row);
  return out;
}

NameLine line_of(const Opened& f) {
  NameLine out;
  out.id = f.row.id;
  out.words = Personal<std::string>(f.words);
  out.reason = text_at(f.body, "reason");
  out.confidence = f.row.confidence;
  out.places = 1;
  out.where.push_back(f.row.evidence.str() + " " + text_at(f.body, "path"));
  return out;
}

std::string verdict_of(const std::string& state) {
  return state == "accepted" ? "name" : state == "rejected" ? "not-a-name" : "";
}

// What was answered, the same words once, the latest search first; each by one of its findings.
struct Answer {
  FindingId finding;
  std::uint64_t places = 0;
  std::string verdict;
};
Result<std::vector<Answer>> answers(Tx& tx, const CaseId& id) {
  std::map<std::string, Answer> by_words;
  for (auto& one : TRY(tx.judged_words(id))) {
    auto& answer = by_words[one.words];
    answer.places += one.count;
    // Refused at one place and accepted at another, it is refused.
    if (!answer.verdict.empty() && one.state != "rejected") continue;
    answer.finding = std::move(one.first);
    answer.verdict = verdict_of(one.state);
  }
  std::vector<Answer> out;
  for (auto& entry : by_words)
    out.push_back(std::move(entry.second));
  std::sort(out.begin(), out.end(),
            [](const Answer& a, const Answer& b) { return b.finding < a.finding; });
  return out;
}

Json image_of(const PersonRow& row, const PersonBody& body) {
  return {{"elements", body.elements},
          {"name", body.name.reveal(Purpose::seal)},
          {"standing", row.standing}};
}

bool beyond_change(const PersonRow& row) {
  return row.status == "mailed" || row.status == "returned";
}

Result<void> check_alone(const PersonRow& row, const PersonBody& body) {
  if (body.merged.empty() && body.merged_into.empty()) return {};
  return fail(Errc::wrong_state,
              row.id.str() + " was said to be one with somebody else; split them first");
}

// The fullest other name that was found of them; "" none.
Result<std::string> other_name(Desk& desk, Tx& tx, const CaseId& id, const PersonId& person,
                               const std::string& but) {
  std::string out;
  for (auto& row : TRY(tx.names_of_person(id, person))) {
    if (row.state == "rejected") continue;
    const auto f = TRY(opened(desk, tx, std::move(row)));
    if (words_of_name(f.words) != but && f.words.size() > out.size()) out = f.words;
  }
  return out;
}

// They go by another name, or by none.
Result<bool> take_name(Desk& desk, Tx& tx, const CaseId& id, const Question::Who& who,
                       const std::string& words) {
  auto row = TRY(tx.person(id, who.person));
  if (!row || beyond_change(*row)) return false;
  auto body = TRY(open_person(desk, tx, *row));
  if (words_of_name(body.name.reveal(Purpose::match_people)) != words) return false;
  TRY(check_alone(*row, body));
  TRY(check_no_letter_on_its_way(tx, id, who.person));
  // What is put back is how they stood before the first of their names was refused.
  if (body.unnamed.is_null()) body.unnamed = image_of(*row, body);
  std::string then;
  if (who.look || !who.then.empty()) {
    auto other = who.look ? std::nullopt : TRY(tx.finding(who.then));
    then = other && other->state != "rejected" ? TRY(opened(desk, tx, *std::move(other))).words
                                               : TRY(other_name(desk, tx, id, who.person, words));
  }
  body.name = Personal<std::string>(then);
  if (then.empty()) {
    auto& e = body.elements;
    e.erase(std::remove(e.begin(), e.end(), "name"), e.end());
    if (std::find(e.begin(), e.end(), "account_credentials") == e.end()) row->standing = "rejected";
  }
  TRY(seal_person(desk, tx, *row, body));
  TRY(tx.update_person(*row));
  return true;
}

// `spelled` is a name after all: theirs, if it was taken from them or they have none now.
Result<bool> give_back(Desk& desk, Tx& tx, const CaseId& id, const PersonId& person,
                       const std::string& spelled) {
  auto row = TRY(tx.person(id, person));
  if (!row || beyond_change(*row)) return false;
  auto body = TRY(open_person(desk, tx, *row));
  if (body.unnamed.is_null()) return false;
  const auto first = text_at(body.unnamed, "name");
  const bool the_first = words_of_name(first) == words_of_name(spelled);
  if (!the_first && !body.name.reveal(Purpose::match_people).empty()) return false;
  TRY(check_alone(*row, body));
  TRY(check_no_letter_on_its_way(tx, id, person));
  body.elements = body.unnamed.value("elements", std::vector<std::string>());
  body.name = Personal<std::string>(the_first ? first : spelled);
  row->standing = text_at(body.unnamed, "standing");
  if (the_first) body.unnamed = Json();
  TRY(seal_person(desk, tx, *row, body));
  TRY(tx.update_person(*row));
  return true;
}

}  // namespace

std::string words_of_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ')
    out.pop_back();
  return lowered(out);
}

std::string index_of_words(const Key& case_key, std::string_view name) {
  return hex(hmac_sha256(case_key.derive("blind/words of a name").bytes(), words_of_name(name)));
}

Result<void> index_names(Desk& desk, const CaseId& id) {
  constexpr std::uint64_t at_once = 2'000;
  while (true) {
    {
      const auto tx = TRY(desk.store().read());
      if (TRY(tx->names_without_words(id, 1)).empty()) return {};
    }
    const auto tx = TRY(desk.store().write());
    const auto kase = TRY(tx->find_case(id));
    if (!kase) return fail(Errc::not_found, "no such case");
    const auto key = TRY(key_of(desk, *tx, kase->key));
    for (auto& row : TRY(tx->names_without_words(id, at_once))) {
      const auto f = TRY(opened(desk, *tx, row));
      row.words = index_of_words(key, f.words);
      TRY(tx->update_finding(row));
    }
    TRY(tx->commit());
  }
}

FindingId finding_number(const CaseId& id, const std::string& run, std::size_t number) {
  const auto digits = run.rfind("d", 0) == 0 ? run.substr(1) : std::string();
  std::uint64_t n = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  const bool is_run = error == std::errc() && end == digits.data() + digits.size();
  return finding_id(id, {is_run ? n : 0, number});
}

Result<NamePage> list_names(Desk& desk, const Actor& actor, const CaseId& id, Page page,
                            Page answered) {
  {
    const auto tx = TRY(desk.store().read());
    (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  }
  TRY(index_names(desk, id));
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  const bool may_see = case_for(desk, *tx, actor, Action::see_people, id).has_value();
  NamePage out;
  const auto mask = TRY(Masks::of(desk, *tx, id));
  const auto masked = [&](NameLine& line) {
    line.words = Personal<std::string>(mask(line.words.reveal(Purpose::show_to_officer)));
    line.reason = mask(line.reason);
    for (auto& where : line.where)
      where = mask(where);
  };
  auto skip = page.offset;
  for (const auto& q : TRY(questions(desk, *tx, id))) {
    auto row = TRY(tx->finding(q.findings.front()));
    if (!row || row->state != "proposed") continue;
    ++out.open;
    if (skip > 0) {
      --skip;
      continue;
    }
    if (!may_see || (page.limit != 0 && out.rows.size() == page.limit)) continue;
    auto line = line_of(TRY(opened(desk, *tx, *std::move(row))));
    line.confidence = q.confidence;
    line.places = q.findings.size();
    line.people = q.people.size();
    for (std::size_t i = 1; i < q.findings.size() && line.where.size() < 4; ++i)
      if (auto more = TRY(tx->finding(q.findings[i])))
        line.where.push_back(line_of(TRY(opened(desk, *tx, *std::move(more)))).where.front());
    for (std::size_t i = 0; i < q.people.size() && i < 20; ++i) {
      const auto person = TRY(tx->person(id, q.people[i].person));
      if (!person) continue;
      for (const auto& e : TRY(open_person(desk, *tx, *person)).elements)
        if (e != "name" &&
            std::find(line.elements.begin(), line.elements.end(), e) == line.elements.end())
          line.elements.push_back(e);
    }
    masked(line);
    out.rows.push_back(std::move(line));
  }
  const auto said = TRY(answers(*tx, id));
  out.answered = said.size();
  if (!may_see) return out;
  for (auto i = answered.offset; i < said.size(); ++i) {
    if (answered.limit != 0 && out.said.size() == answered.limit) break;
    const auto& answer = said[i];
    auto row = TRY(tx->finding(answer.finding));
    if (!row) continue;
    auto line = line_of(TRY(opened(desk, *tx, *std::move(row))));
    line.places = answer.places;
    line.verdict = answer.verdict;
    masked(line);
    out.said.push_back(std::move(line));
  }
  const auto words = [](const NameLine& line) {
    return words_of_name(line.words.reveal(Purpose::show_to_officer));
  };
  std::sort(out.said.begin(), out.said.end(),
            [&](const NameLine& a, const NameLine& b) { return words(a) < words(b); });
  std::stable_sort(out.said.begin(), out.said.end(),
                   [](const NameLine& a, const NameLine& b) { return a.verdict > b.verdict; });
  return out;
}

Result<void> answer_name(Desk& desk, const Actor& actor, const CaseId& id,
                         const FindingId& question, std::string_view verdict) {
  {
    const auto tx = TRY(desk.store().read());
    (void)TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  }
  TRY(index_names(desk, id));
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  if (verdict != "name" && verdict != "not-a-name")
    return fail(Errc::bad_input, "it is a name or not-a-name");
  const bool is_name = verdict == "name";
  auto first = TRY(tx->finding(question));
  if (!first || first->case_id != id || first->element != "NAME")
    return fail(Errc::not_found, "no such question in this case");
  const auto spelled = TRY(opened(desk, *tx, *first)).words;
  const auto words = words_of_name(spelled);
  std::vector<Question::Who> people;
  for (auto& q : TRY(questions(desk, *tx, id))) {
    if (std::find(q.findings.begin(), q.findings.end(), question) == q.findings.end()) continue;
    people = std::move(q.people);
    break;
  }
  // Wherever the words stand: those of the question, those answered before, and those beside a fuller
  // name, by which somebody would go by them next.
  std::vector<FindingRow> rows;
  const auto index = index_of_words(TRY(key_of(desk, *tx, kase.key)), spelled);
  for (auto& row : TRY(tx->findings_of_words(id, index)))
    if (row.state != (is_name ? "accepted" : "rejected")) rows.push_back(std::move(row));
  if (rows.empty()) return {};  // said so already
  std::set<PersonId> changed;
  for (auto& row : rows) {
    row.state = is_name ? "accepted" : "rejected";
    TRY(tx->update_finding(row));
    if (is_name && !row.person.empty() && TRY(give_back(desk, *tx, id, row.person, spelled)))
      changed.insert(row.person);
  }
  if (!is_name) {
    // Whom the search names by these words, and who came to go by them since.
    std::set<PersonId> once;
    for (const auto& who : people)
      once.insert(who.person);
    for (const auto& row : rows)
      if (!row.person.empty() && once.insert(row.person).second)
        people.push_back({row.person, FindingId(), true});
  }
  if (!is_name)
    for (const auto& who : people)
      if (TRY(take_name(desk, *tx, id, who, words))) changed.insert(who.person);
  Act act;
  act.kind = "finding.judged";
  act.case_id = id;
  act.subject = question.str();
  act.object = Json{{"finding", question.str()},
                    {"findings", rows.size()},
                    {"people", changed.size()},
                    {"verdict", verdict}};
  act.key = kase.key;
  const auto event = TRY(append_act(desk, *tx, actor, act));
  // A letter drawn before this is not to be approved after it.
  for (const auto& person : changed) {
    auto row = TRY(tx->person(id, person));
    if (!row) continue;
    auto body = TRY(open_person(desk, *tx, *row));
    body.renamed = event;
    TRY(seal_person(desk, *tx, *row, body));
    TRY(tx->update_person(*row));
  }
  return commit(desk, *tx);
}

}  // namespace ledgelight::desk
