#include "desk/recipients.hpp"

#include <algorithm>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/duty_reckoning.hpp"
#include "law/duties.hpp"
#include "law/facts.hpp"
#include "law/rules.hpp"

namespace ledgelight::desk {
namespace {

using notice::Certainty;

constexpr std::string_view notice_kind = "notify-individuals";

const Json* duty_of(const Json& reckoning, std::string_view kind, std::string_view state) {
  const auto duties = reckoning.find("duties");
  if (duties == reckoning.end() || !duties->is_array()) return nullptr;
  for (const auto& duty : *duties) {
    if (text_at(duty, "kind") == kind && text_at(duty, "jurisdiction") == state) return &duty;
  }
  return nullptr;
}

Certainty of(casefile::Certainty how) {
  switch (how) {
    case casefile::Certainty::known: return Certainty::known;
    case casefile::Certainty::suspected: return Certainty::suspected;
    default: return Certainty::unknown;
  }
}

bool has(const Json& list, const std::string& word) {
  return list.is_array() && std::find(list.begin(), list.end(), Json(word)) != list.end();
}

// Encrypted, and the key is safe: whoever has it can read nothing.
bool unreadable(const Json& item) {
  return text_at(item, "protection") == "encrypted" && text_at(item, "key") == "safe";
}

// Of the person's kinds, those that are not known to have been unreadable wherever they were held.
std::vector<std::string> readable(const Json& data, const std::vector<std::string>& elements) {
  std::vector<std::string> out;
  for (const auto& element : elements) {
    bool held = false, open = false;
    for (const auto& item : data) {
      if (!has(item.value("elements", Json()), element)) continue;
      held = true;
      open = open || !unreadable(item);
    }
    if (open || !held) out.push_back(element);
  }
  return out;
}

notice::LetterFacts letter_of(const Desk& desk, const CaseId& id, const Json& facts,
                              const casefile::FactBook& book) {
  notice::LetterFacts out;
  out.city = desk.rules().place.name;
  out.case_reference = id.str();
  out.zone = desk.config().zone;
  out.demonstration = desk.config().demonstration;
  if (const auto today = parse_date(desk.local_day())) out.letter_date = *today;
  // The day stands flat in the letter ("We learned of it on …"), so only when it is known.
  if (book.certainty("discovered") == casefile::Certainty::known) {
    if (const auto day = parse_date(text_at(facts, "discovered"))) out.discovered = *day;
  }
  if (const auto it = facts.find("occurred"); it != facts.end() && it->is_object()) {
    const auto from = text_at(*it, "from");
    const auto to = text_at(*it, "to");
    const auto when = When::parse(from.empty() && to.empty() ? "unknown"
                                  : to.empty() || to == from ? from
                                  : (from.empty() ? ".." : from) + "/" + to);
    const bool window = !book.value("window").is_null();
    if (when && !when->unknown()) {
      out.occurred = {*when, of(book.certainty(window ? "window" : "began"))};
    }
  }
  if (const auto it = facts.find("law_enforcement_hold"); it != facts.end() && it->is_object()) {
    out.delayed_by_police = true_at(*it, "determined") && !text_at(*it, "requested").empty();
  }
  return out;
}

}  // namespace

Result<Recipients> Recipients::of(Desk& desk, Tx& tx, const CaseId& id) {
  Recipients out;
  const auto found = TRY(sheet_in_force(desk, tx, id));
  if (!found)
    return fail(Errc::wrong_state, "no duty sheet yet; decide the duties of this case first");
  const auto& row = *found;
  TRY(still_current(desk, tx, row));
  const auto body = TRY(open_record(desk, tx, row.body, "sheet/" + row.id.str()));
  const auto book = TRY(facts_of(desk, tx, id));
  if (book.certainty("access") == casefile::Certainty::ruled_out) {
    return fail(Errc::wrong_state, "the fact \"access\" is ruled out: no letter can say that data was reached");
  }
  out.rules_ = &desk.rules();
  out.sheet_ = row.id;
  out.known_at_ = TRY(parse_date(row.known_at));
  out.facts_ = body.value("facts", Json::object());
  out.reckoning_ = body.value("reckoning", Json::object());
  out.data_ = book.value("data");
  out.access_ = desk::of(book.certainty("access"));
  out.data_known_ = desk::of(book.certainty("data"));
  out.letter_ = letter_of(desk, id, out.facts_, book);
  return out;
}

// "Somebody reached your data" is known when the access is, and that data of these kinds was there.
Certainty Recipients::taken(const std::vector<std::string>& elements) const {
  auto least = access_;
  if (least == Certainty::known && data_known_ == Certainty::suspected) least = data_known_;
  if (least != Certainty::known || !data_.is_array()) return least;
  bool named = false;
  for (const auto& item : data_) {
    const auto certainty = text_at(item, "certainty");
    if (certainty == "ruled_out" || unreadable(item)) continue;
    const auto kinds = item.value("elements", Json());
    if (!std::any_of(elements.begin(), elements.end(), [&](const auto& e) { return has(kinds, e); })) continue;
    if (certainty != "suspected") return Certainty::known;
    named = true;
  }
  return named ? Certainty::suspected : least;
}

Result<Owed> Recipients::ask(const std::string& state, const std::vector<std::string>& elements) const {
  Owed out;
  if (state.empty()) {
    out.because = "It is not known in which state this person lives.";
    return out;
  }
  if (rules_->breach_of(state) == nullptr) {
    out.because = "The packs hold no law of " + state + ". Counsel decides.";
    return out;
  }
  auto facts = facts_;
  facts["people"] = Json::array({Json{{"count", 1}, {"elements", elements}, {"state", state}}});
  const auto reckoned = TRY(law::duties_for(*rules_, TRY(law::read_facts(facts)), known_at_));
  const auto alone = law::to_json(reckoned);
  const auto* notice = duty_of(alone, notice_kind, state);
  if (notice == nullptr) {
    std::vector<std::string> reasons;
    for (const auto& n : reckoned.not_required) {
      if (n.jurisdiction == state && std::find(reasons.begin(), reasons.end(), n.because) == reasons.end()) {
        reasons.push_back(n.because);
      }
    }
    out.answer = reasons.empty() ? Answer::undecided : Answer::no;
    out.because = reasons.empty() ? "Whether " + state + " asks for a letter cannot be said until the questions on "
                                    "the duty sheet are answered."
                                  : join(reasons, " ");
    return out;
  }
  if (duty_of(reckoning_, notice_kind, state) == nullptr) {
    out.because = "The duty sheet asks for no letter to residents of " + state +
                  ", but would for this person. Write the register into the facts and decide again.";
    return out;
  }
  out.answer = Answer::letter;
  out.notice = *notice;
  out.people = int_at(*duty_of(reckoning_, notice_kind, state), "count");
  if (const auto* offer = duty_of(alone, "offer-services", state)) out.offer = *offer;
  out.exposed = readable(data_, elements);
  out.taken = taken(out.exposed);
  out.held_back = text_at(*duty_of(reckoning_, notice_kind, state), "state") == "suspended";
  return out;
}

Result<Owed> Recipients::owed(const std::string& state, const std::vector<std::string>& elements) {
  const auto it = asked_.find({state, elements});
  if (it != asked_.end()) return it->second;
  auto answer = TRY(ask(state, elements));
  asked_.emplace(std::pair{state, elements}, answer);
  return answer;
}

}  // namespace ledgelight::desk
