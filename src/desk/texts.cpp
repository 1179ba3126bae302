#include "desk/texts.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "casefile/report.hpp"
#include "casefile/vocabulary.hpp"
#include "desk/cases.hpp"
#include "desk/people.hpp"
#include "desk/suspects.hpp"
#include "discover/scan.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t most_at_once = 500;

// The words of a fact's value that somebody typed: not tokens, days and numbers.
void gather(const casefile::Shape& shape, const Json& value, std::vector<std::string>& out) {
  using Kind = casefile::Shape::Kind;
  if (shape.kind == Kind::text && !shape.code && value.is_string())
    out.push_back(value.get<std::string>());
  if (shape.kind == Kind::texts && value.is_array()) {
    for (const auto& v : value) {
      if (v.is_string()) out.push_back(v.get<std::string>());
    }
  }
  const auto members = [&](const Json& object) {
    if (!object.is_object()) return;
    for (const auto& field : shape.fields) {
      if (const auto it = object.find(field.key); it != object.end()) gather(field.shape, *it, out);
    }
  };
  if (shape.kind == Kind::object) members(value);
  if (shape.kind == Kind::list && value.is_array()) {
    for (const auto& item : value) members(item);
  }
}

std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : std::string(name) + " ") {
    const auto u = static_cast<unsigned char>(c);
    if ((u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u >= 0x80) {
      word += c;
      continue;
    }
    if (word.size() >= 3) out.push_back(lowered(word));
    word.clear();
  }
  return out;
}

// What a case knows of people, to hold a text against.
class Screen {
 public:
  static Result<Screen> of(Desk& desk, Tx& tx, const CaseId& id) {
    Screen out;
    for (const auto& row : TRY(tx.people(id, "", "", "", {0, 0}))) {
      const auto body = open_person(desk, tx, row);
      if (!body && body.error().code == Errc::not_found) continue;  // lawfully erased
      const auto opened = TRY(body);
      for (auto& word : name_words(opened.name.reveal(Purpose::match_people))) out.register_.insert(std::move(word));
    }
    for (const auto& row : TRY(tx.reports_of_case(id))) {
      if (row.contact.bytes.empty()) continue;
      const auto json = open_json(desk, tx, row.contact, "contact/" + row.id.str());
      if (!json) continue;
      const auto contact = casefile::contact_from(plain_json(*json));
      if (!contact) continue;
      for (auto& word : name_words(contact->name.reveal(Purpose::match_people))) out.reporters_.insert(std::move(word));
      for (const auto* known : {&contact->email, &contact->phone}) {
        const auto& text = known->reveal(Purpose::match_people);
        if (text.size() >= 5) out.known_.push_back(lowered(text));
      }
    }
    return out;
  }

  std::vector<std::string> look(std::string_view text) const {
    std::vector<std::string> out;
    const auto add = [&](std::string what) {
      if (std::find(out.begin(), out.end(), what) == out.end()) out.push_back(std::move(what));
    };
    for (const auto& word : name_words(text)) {
      if (register_.count(word) != 0) add("a name of the register");
      if (reporters_.count(word) != 0) add("a name of a reporter");
    }
    for (const auto& known : known_) {
      if (lowered(text).find(known) != std::string::npos) add("how to reach a reporter");
    }
    discover::MemorySource source(text);
    discover::Collected sink;
    if (!discover::scan(source, 0, "", sink)) add("it could not be searched");
    for (const auto& finding : sink.findings) add(std::string(discover::row_of(finding.element).name));
    if (!sink.not_read.empty()) add("it could not be searched");
    return out;
  }

 private:
  std::set<std::string> register_, reporters_;
  std::vector<std::string> known_;
};

Result<std::vector<CaseText>> texts_of(Desk& desk, Tx& tx, const CaseRow& kase) {
  const auto& id = kase.id;
  const auto mask = TRY(Masks::of(desk, tx, id));
  const auto screen = TRY(Screen::of(desk, tx, id));
  const auto released = TRY(released_texts(desk, tx, id, TRY(tx.ledger_size())));
  std::map<std::uint64_t, CaseText> out;
  const auto put = [&](CaseText text, const std::string& words) {
    if (trimmed(words).empty()) return;
    text.text = mask(words);
    text.masked = text.text != words;
    text.found = screen.look(words);
    if (text.masked) text.found.push_back("a suspect, who leaves as a letter");
    text.released = released.count(text.event) != 0;
    out.emplace(text.event, std::move(text));
  };
  for (const auto& event : TRY(tx.events_of_case(id))) {
    if (event.kind != "case.opened") continue;
    const auto body = TRY(open_record(desk, tx, kase.body, "case/" + id.str()));
    put({event.index, "subject", "", "", event.actor, event.at, false, false, {}}, text_at(body, "subject"));
  }
  for (const auto& row : TRY(tx.entries(id))) {
    if (row.privileged) continue;
    const auto body = TRY(open_record(desk, tx, row.body, "entry/" + row.id.str()));
    put({row.event, "entry", "", "", row.actor, row.entered, false, false, {}}, text_at(body, "text"));
  }
  for (const auto& row : TRY(tx.custody_of(id))) {
    const auto body = TRY(open_record(desk, tx, row.body, "custody/" + row.evidence.str()));
    std::vector<std::string> words;
    for (const char* key : {"purpose", "giver", "taker"}) {
      if (!text_at(body, key).empty()) words.push_back(text_at(body, key));
    }
    put({row.event, "custody", row.evidence.str(), "", row.actor, row.at, false, false, {}}, join(words, " / "));
  }
  for (const auto& s : TRY(facts_of(desk, tx, id)).all()) {
    const auto* kind = casefile::find_kind(s.fact.name);
    if (kind == nullptr || kind->personal) continue;
    std::vector<std::string> words;
    gather(kind->shape, s.fact.value, words);
    put({s.event, "fact", s.fact.name, "", s.entered_by, s.entered, false, false, {}}, join(words, " / "));
  }
  std::vector<CaseText> list;
  for (auto& [event, text] : out) list.push_back(std::move(text));
  return list;
}

}  // namespace

Result<std::set<std::uint64_t>> released_texts(Desk& desk, Tx& tx, const CaseId& id, std::uint64_t size) {
  std::set<std::uint64_t> out;
  for (const auto& row : TRY(tx.events_of_case(id))) {
    if (row.kind != "texts.released" || row.index >= size) continue;
    const auto event = TRY(parse_json(TRY(open_event(desk, tx, row)).text));
    for (const auto& n : event.value("object", Json::object()).value("events", Json::array())) {
      if (n.is_number_unsigned()) out.insert(n.get<std::uint64_t>());
    }
  }
  return out;
}

Result<std::vector<CaseText>> list_texts(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::release_texts, id));
  return texts_of(desk, *tx, kase);
}

Result<std::uint64_t> release_texts(Desk& desk, const Actor& actor, const CaseId& id,
                                    std::vector<std::uint64_t> events) {
  if (actor.kind != Actor::Kind::officer) {
    return fail(
        Errc::needs_approval,
        "words leave when an officer has read them, by their own credential (--as OFFICER)");
  }
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::release_texts, id));
  std::map<std::uint64_t, CaseText> texts;
  for (auto& text : TRY(texts_of(desk, *tx, kase))) texts.emplace(text.event, std::move(text));
  if (events.empty()) {
    for (const auto& [event, text] : texts) {
      if (text.found.empty()) events.push_back(event);
    }
  }
  std::vector<std::uint64_t> now;
  for (const auto event : events) {
    const auto it = texts.find(event);
    if (it == texts.end()) return fail(Errc::not_found, "act " + std::to_string(event) + " wrote no text of this case that could leave");
    if (!it->second.released) now.push_back(event);
  }
  std::sort(now.begin(), now.end());
  now.erase(std::unique(now.begin(), now.end()), now.end());
  for (std::size_t from = 0; from < now.size(); from += most_at_once) {
    const auto to = std::min(now.size(), from + most_at_once);
    Act act;
    act.kind = "texts.released";
    act.case_id = id;
    act.subject = id.str();
    act.object = Json{{"events", std::vector<std::uint64_t>(now.begin() + static_cast<std::ptrdiff_t>(from),
                                                            now.begin() + static_cast<std::ptrdiff_t>(to))}};
    act.key = kase.key;
    TRY(append_act(desk, *tx, actor, act));
  }
  if (!now.empty()) TRY(commit(desk, *tx));
  return now.size();
}

}  // namespace ledgelight::desk
