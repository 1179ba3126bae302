#include "desk/mailing.hpp"

#include <algorithm>
#include <map>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/duties.hpp"
#include "desk/duty_reckoning.hpp"

namespace ledgelight::desk {
namespace {

using Why = MailedState::Why;

// The people whom the sheet says must be written to under the law of `state`; absent with a count
// that nobody knows.
struct OwedThere {
  std::vector<const Json*> duties;
  std::optional<std::uint64_t> people = 0;
};
OwedThere owed_in(const Json& reckoning, const std::string& state) {
  OwedThere out;
  const auto duties = reckoning.find("duties");
  if (duties == reckoning.end() || !duties->is_array()) return out;
  for (const auto& duty : *duties) {
    if (text_at(duty, "kind") != "notify-individuals" || text_at(duty, "jurisdiction") != state)
      continue;
    out.duties.push_back(&duty);
    const auto count = int_at(duty, "count");
    if (!count) out.people.reset();
    if (out.people && count) *out.people += static_cast<std::uint64_t>(*count);
  }
  return out;
}

// The newest day on which a letter to somebody of each state went out.
Result<std::map<std::string, std::string>> last_days(Tx& tx, const CaseId& id,
                                                     const std::map<PersonId, std::string>& home) {
  std::map<std::string, std::string> out;
  for (const auto& batch : TRY(tx.batches(id))) {
    if (batch.state != "mailed") continue;
    for (const auto& letter : TRY(tx.letters(batch.id))) {
      const auto found = home.find(letter.person);
      if (found == home.end() || letter.state != "mailed") continue;
      auto& last = out[found->second];
      last = std::max(last, letter.mailed_on);
    }
  }
  return out;
}

Result<std::vector<MailedState>> states_of(Desk& desk, Tx& tx, const CaseId& id,
                                           const Json& reckoning, bool current) {
  std::map<std::string, MailedState> all;
  std::map<PersonId, std::string> home;
  for (const auto& person : TRY(tx.people(id, "", "", "accepted", {0, 0}))) {
    auto& line = all[person.residence];
    line.state = person.residence;
    if (person.status == "mailed")
      ++line.mailed;
    else if (person.status != "excluded")
      ++line.waiting;
    home[person.id] = person.residence;
  }
  const auto last = TRY(last_days(tx, id, home));
  std::vector<MailedState> out;
  for (auto& [state, line] : all) {
    const auto day = last.find(state);
    if (day == last.end() || state.empty()) continue;
    line.last_mailed = day->second;
    const auto owed = owed_in(reckoning, state);
    line.owed = owed.people;
    line.why = !current                   ? Why::old_sheet
               : owed.duties.empty()      ? Why::no_duty
               : line.waiting > 0         ? Why::waiting
               : !line.owed               ? Why::not_counted
               : *line.owed > line.mailed ? Why::more_owed
                                          : Why::whole;
    out.push_back(std::move(line));
  }
  (void)desk;
  return out;
}

Result<Json> reckoning_of(Desk& desk, Tx& tx, const std::optional<SheetRow>& sheet) {
  if (!sheet) return Json::object();
  const auto body = TRY(open_record(desk, tx, sheet->body, "sheet/" + sheet->id.str()));
  return body.value("reckoning", Json::object());
}

bool says_so_already(const Json& notified, const std::string& state, const std::string& on) {
  if (!notified.is_array()) return false;
  return std::any_of(notified.begin(), notified.end(), [&](const Json& one) {
    return text_at(one, "who") == "residents" && text_at(one, "state") == state &&
           text_at(one, "on") == on;
  });
}

}  // namespace

std::string_view name_of(Why why) {
  switch (why) {
  case Why::whole: return "whole";
  case Why::waiting: return "waiting";
  case Why::more_owed: return "more-owed";
  case Why::not_counted: return "not-counted";
  case Why::no_duty: return "no-duty";
  case Why::old_sheet: return "old-sheet";
  }
  return "?";
}

Result<std::vector<MailedState>> mailed_states(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  const auto sheet = TRY(sheet_in_force(desk, *tx, id));
  // A sheet that is a draft says how many are owed a letter; the words of it are not shown here.
  return states_of(desk, *tx, id, TRY(reckoning_of(desk, *tx, sheet)), true);
}

Result<std::vector<MailedState>> record_mailing(Desk& desk, Tx& tx, const Actor& actor,
                                                CaseRow& kase, const std::set<std::string>& states,
                                                const BatchId& batch) {
  const auto sheet = TRY(sheet_in_force(desk, tx, kase.id));
  const bool current = sheet && still_current(desk, tx, *sheet).has_value();
  const auto reckoning = TRY(reckoning_of(desk, tx, sheet));
  auto all = TRY(states_of(desk, tx, kase.id, reckoning, current));
  all.erase(std::remove_if(all.begin(), all.end(),
                           [&](const MailedState& one) { return states.count(one.state) == 0; }),
            all.end());
  casefile::Fact fact;
  fact.name = "notified";
  fact.certainty = casefile::Certainty::known;
  fact.said_by = actor.text();
  fact.note = "letters, " + batch.str();
  const auto before = TRY(facts_of(desk, tx, kase.id)).value("notified");
  fact.value = before.is_array() ? before : Json::array();
  std::vector<Act> acts;
  for (const auto& one : all) {
    if (!one.told() || says_so_already(fact.value, one.state, one.last_mailed)) continue;
    fact.value.push_back(Json{{"on", one.last_mailed}, {"state", one.state}, {"who", "residents"}});
    Act act;
    act.kind = "notice.sent";
    act.case_id = kase.id;
    act.subject = sheet->id.str();
    act.object = Json{{"batch", batch.str()},
                      {"duty", text_at(*owed_in(reckoning, one.state).duties.front(), "id")},
                      {"on", one.last_mailed},
                      {"sheet", sheet->id.str()},
                      {"to", "residents"}};
    act.happened = one.last_mailed;
    act.key = kase.key;
    acts.push_back(std::move(act));
  }
  if (acts.empty()) return all;
  TRY(state_facts(desk, tx, actor, kase, {fact}));
  for (const auto& act : acts)
    TRY(append_act(desk, tx, actor, act));
  (void)TRY(keep_sheet(desk, tx, actor, kase, TRY(parse_date(desk.local_day()))));
  return all;
}

}  // namespace ledgelight::desk
