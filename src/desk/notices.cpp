#include "desk/notices.hpp"

#include <array>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/duty_reckoning.hpp"
#include "desk/readings.hpp"

namespace ledgelight::desk {
namespace {

struct Whom {
  std::string_view kind, who;
};
constexpr std::array<Whom, 6> whom{{{"notify-individuals", "residents"},
                                    {"notify-regulator", "regulator"},
                                    {"notify-agencies", "agencies"},
                                    {"notify-media", "media"},
                                    {"notify-owner", "owner"},
                                    {"notify-federal", "hhs"}}};

std::string_view who_of(std::string_view kind) {
  for (const auto& one : whom) {
    if (one.kind == kind) return one.who;
  }
  return {};
}

// The state in which it was given: the jurisdiction's, or of a federal duty the one it is split by.
std::string state_of(const Json& duty) {
  const auto jurisdiction = text_at(duty, "jurisdiction");
  if (jurisdiction != "US") return jurisdiction;
  const auto id = text_at(duty, "id");
  const auto hash = id.find('#');
  return hash == std::string::npos ? std::string() : id.substr(hash + 1);
}

const Json* duty_in(const Json& reckoning, std::string_view id) {
  const auto duties = reckoning.find("duties");
  if (duties == reckoning.end() || !duties->is_array()) return nullptr;
  for (const auto& duty : *duties) {
    if (text_at(duty, "id") == id) return &duty;
  }
  return nullptr;
}

Result<Json> entry_for(const Json& duty, Date on) {
  const auto kind = text_at(duty, "kind");
  if (!met_by_notice(kind)) {
    return fail(Errc::bad_input, "duty: no notice of its own meets a duty of the kind " + kind);
  }
  if (const auto state = text_at(duty, "state"); state == "met" || state == "met-late") {
    return fail(Errc::conflict, "this duty counts as met already");
  }
  Json out{{"on", to_text(on)}, {"rule", text_at(duty, "rule")}, {"who", who_of(kind)}};
  // Residents are told once for all laws; which of a state's rules asked for it does not matter.
  if (kind == "notify-individuals" && text_at(duty, "jurisdiction") != "US") out.erase("rule");
  if (const auto state = state_of(duty); !state.empty()) out["state"] = state;
  return out;
}

}  // namespace

bool met_by_notice(std::string_view kind) { return !who_of(kind).empty(); }

Result<Sheet> record_notice(Desk& desk, const Actor& actor, const CaseId& id, const GivenNotice& given) {
  const auto on = TRY(parse_date(given.on));
  const auto today = TRY(parse_date(desk.local_day()));
  if (on > today) return fail(Errc::bad_input, "on: the day lies ahead");
  const auto how = trimmed(given.how);
  if (how.size() > 1000 || !valid_utf8(how)) return fail(Errc::too_large, "how: at most 1,000 bytes of text");
  const auto tx = TRY(desk.store().write());
  auto kase = TRY(case_for(desk, *tx, actor, Action::state_fact, id));
  const auto sheet = TRY(sheet_in_force(desk, *tx, id));
  if (!sheet) return fail(Errc::wrong_state, "no duty sheet yet; decide the duties of this case first");
  TRY(still_current(desk, *tx, *sheet));
  TRY(require_signed_duty(desk, *tx, *sheet, given.duty));
  const auto body = TRY(open_record(desk, *tx, sheet->body, "sheet/" + sheet->id.str()));
  const auto reckoning = body.value("reckoning", Json::object());
  const auto* duty = duty_in(reckoning, given.duty);
  CHECK(duty != nullptr);
  const auto entry = TRY(entry_for(*duty, on));

  casefile::Fact fact;
  fact.name = "notified";
  fact.certainty = casefile::Certainty::known;
  const auto before = TRY(facts_of(desk, *tx, id)).value("notified");
  fact.value = before.is_array() ? before : Json::array();
  fact.value.push_back(entry);
  fact.said_by = actor.text();
  fact.note = how;
  TRY(state_facts(desk, *tx, actor, kase, {fact}));
  Act act;
  act.kind = "notice.sent";
  act.case_id = id;
  act.subject = sheet->id.str();
  act.object = Json{{"duty", given.duty}, {"on", to_text(on)}, {"sheet", sheet->id.str()}, {"to", text_at(entry, "who")}};
  act.happened = to_text(on);
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  auto out = TRY(keep_sheet(desk, *tx, actor, kase, today));
  TRY(commit(desk, *tx));
  return out;
}

}  // namespace ledgelight::desk
