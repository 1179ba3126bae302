#include "desk/clocks.hpp"

#include "base/civil.hpp"
#include "base/text.hpp"
#include "law/rules.hpp"

namespace ledgelight::desk {
namespace {

std::string label_of(const std::string& id) { return "clock/" + id; }

Result<std::string> words_of(std::string_view name, const std::string& text, std::size_t most, bool needed) {
  auto out = trimmed(text);
  if (needed && out.empty()) return fail(Errc::bad_input, std::string(name) + ": write something");
  if (out.size() > most || !valid_utf8(out)) {
    return fail(Errc::bad_input, std::string(name) + ": at most " + std::to_string(most) + " bytes of text");
  }
  return out;
}

const law::Calendar& calendar_of(const law::Rules& rules) {
  static const law::Calendar weekends{};
  const auto* stated = rules.calendar(rules.place.id);
  return stated == nullptr ? weekends : *stated;
}

Result<law::ClockEvent> event_of(Desk& desk, law::Unit unit, const Json& body) {
  law::ClockEvent out;
  out.kind = TRY(law::parse_clock_event(text_at(body, "kind")));
  out.because = text_at(body, "because");
  const auto on = text_at(body, "on");
  if (unit == law::Unit::hours) {
    out.at = TRY(law::local_instant(on, desk.config().zone));
    out.on = local_date(out.at, desk.config().zone);
  } else {
    out.on = TRY(parse_date(on));
  }
  return out;
}

struct Opened {
  Json body;
  law::ClockRule rule;
  std::vector<law::ClockEvent> events;
};

Result<Opened> read_body(Desk& desk, Json body) {
  Opened out;
  out.rule.unit = TRY(law::parse_unit(text_at(body, "unit")));
  out.rule.n = static_cast<int>(int_at(body, "n").value_or(0));
  for (const auto& event : body.value("events", Json::array())) {
    out.events.push_back(TRY(event_of(desk, out.rule.unit, event)));
  }
  out.body = std::move(body);
  return out;
}

Result<Opened> open_clock(Desk& desk, Tx& tx, const ClockRow& row) {
  return read_body(desk, TRY(open_record(desk, tx, row.body, label_of(row.id))));
}

Result<law::ClockNow> reckon(Desk& desk, const Opened& clock, const std::vector<law::PlaceDay>& days) {
  auto calendar = calendar_of(desk.rules());
  calendar.place_days = days;
  return law::run_clock(clock.rule, clock.events, calendar, desk.config().zone, desk.now());
}

std::string due_of(const law::ClockNow& now) { return now.last_day ? to_text(*now.last_day) : std::string(); }

// Reckons `body` anew, then seals it with an act of its own; update or put is the caller's.
Result<void> keep(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& kase, ClockRow& row, const Json& body,
                  Act act) {
  const auto now = TRY(reckon(desk, TRY(read_body(desk, body)), TRY(place_days_known(desk, tx))));
  row.state = law::name_of(now.state);
  row.due = due_of(now);
  const auto record = make_record(desk, "clock", body);
  act.case_id = kase.id;
  act.subject = row.id;
  act.object["clock"] = row.id;
  act.record = record.digest;
  act.key = kase.key;
  const auto event = TRY(append_act(desk, tx, actor, act));
  if (act.kind == "clock.started") row.event = event;
  row.body = TRY(seal_json(desk, tx, kase.key, label_of(row.id), record.wrapped));
  return {};
}

Result<ClockView> view_of(Desk& desk, Tx& tx, const ClockRow& row, const std::vector<law::PlaceDay>& days,
                          const WhatIf& what_if = {}) {
  auto clock = TRY(open_clock(desk, tx, row));
  if (what_if.start && !clock.events.empty() && clock.rule.unit != law::Unit::hours) {
    clock.events.front().on = *what_if.start;
  }
  auto all = days;
  all.insert(all.end(), what_if.days.begin(), what_if.days.end());
  ClockView out;
  out.id = row.id;
  out.case_id = row.case_id;
  out.title = text_at(clock.body, "title");
  out.authority = text_at(clock.body, "authority");
  out.rule = clock.rule;
  out.now = TRY(reckon(desk, clock, all));
  for (const auto& change : clock.body.value("changes", Json::array())) {
    out.changes.push_back({text_at(change, "kind"), text_at(change, "on"), text_at(change, "before"),
                           text_at(change, "because"), text_at(change, "by"),
                           TRY(parse_instant(text_at(change, "entered")))});
  }
  return out;
}

Json change_json(Desk& desk, const Actor& actor, std::string_view kind, const std::string& on,
                 const std::string& because) {
  return {{"because", because},
          {"by", actor.text()},
          {"entered", to_text(desk.now())},
          {"kind", kind},
          {"on", on}};
}

}  // namespace

Result<std::string> start_clock(Desk& desk, const Actor& actor, const CaseId& id, const NewClock& what) {
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::change_clock, id));
  (void)TRY(law::parse_unit(what.unit));
  if (what.n < 1 || what.n > 87'840) return fail(Errc::bad_input, "n: from 1 to ten years");
  const auto because = TRY(words_of("because", what.because, 500, true));
  const auto title = TRY(words_of("title", what.title, 200, true));
  const auto authority = TRY(words_of("authority", what.authority, 300, false));
  Json body{{"title", title},
            {"authority", authority},
            {"unit", what.unit},
            {"n", what.n},
            {"events", Json::array({Json{{"kind", "start"}, {"on", what.on}, {"because", because}}})},
            {"changes", Json::array({change_json(desk, actor, "start", what.on, because)})}};
  ClockRow row;
  row.id = "c-" + std::to_string(TRY(tx->next_number("clock")));
  row.case_id = id;
  Act act;
  act.kind = "clock.started";
  act.object = Json{{"n", what.n}, {"unit", what.unit}};
  TRY(keep(desk, *tx, actor, kase, row, body, act));
  TRY(tx->put_clock(row));
  TRY(commit(desk, *tx));
  return row.id;
}

Result<void> turn_clock(Desk& desk, const Actor& actor, const std::string& clock, std::string_view event,
                        const std::string& on, const std::string& typed) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(tx->clock(clock));
  if (!row) return fail(Errc::not_found, "no such clock");
  const auto kase = TRY(case_for(desk, *tx, actor, Action::change_clock, row->case_id));
  const auto kind = TRY(law::parse_clock_event(event));
  if (kind == law::ClockEvent::Kind::start) return fail(Errc::bad_input, "a clock starts once");
  const auto because = TRY(words_of("because", typed, 500, true));
  auto body = TRY(open_clock(desk, *tx, *row)).body;
  if (row->state == "ended") return fail(Errc::wrong_state, "this clock has ended");
  body["events"].push_back(Json{{"kind", event}, {"on", on}, {"because", because}});
  body["changes"].push_back(change_json(desk, actor, event, on, because));
  Act act;
  act.kind = kind == law::ClockEvent::Kind::pause    ? "clock.paused"
             : kind == law::ClockEvent::Kind::resume ? "clock.resumed"
                                                     : "clock.ended";
  TRY(keep(desk, *tx, actor, kase, *row, body, act));
  TRY(tx->update_clock(*row));
  return commit(desk, *tx);
}

Result<std::vector<ClockView>> clocks_of(Desk& desk, Tx& tx, const CaseId& id) {
  const auto days = TRY(place_days_known(desk, tx));
  std::vector<ClockView> out;
  for (const auto& row : TRY(tx.clocks(id))) out.push_back(TRY(view_of(desk, tx, row, days)));
  return out;
}

Result<std::vector<ClockView>> list_clocks(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  return clocks_of(desk, *tx, id);
}

Result<ClockView> show_clock(Desk& desk, const Actor& actor, const std::string& clock, const WhatIf& what_if) {
  const auto tx = TRY(desk.store().read());
  const auto row = TRY(tx->clock(clock));
  if (!row) return fail(Errc::not_found, "no such clock");
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, row->case_id));
  return view_of(desk, *tx, *row, TRY(place_days_known(desk, *tx)), what_if);
}

Result<std::vector<Moved>> move_clocks(Desk& desk, Tx& tx, const std::string& day,
                                       const std::vector<law::PlaceDay>& before,
                                       const std::vector<law::PlaceDay>& after) {
  std::vector<Moved> out;
  for (auto& row : TRY(tx.open_clocks())) {
    const auto clock = TRY(open_clock(desk, tx, row));
    const auto was = due_of(TRY(reckon(desk, clock, before)));
    const auto is = due_of(TRY(reckon(desk, clock, after)));
    if (was == is) continue;
    const auto kase = TRY(tx.find_case(row.case_id));
    CHECK(kase.has_value());
    auto body = clock.body;
    auto change = change_json(desk, Actor::of_system(), "moved", is, "the entry " + day);
    change["before"] = was;
    body["changes"].push_back(std::move(change));
    Act act;
    act.kind = "clock.moved";
    act.object = Json{{"day", day}, {"from", was.empty() ? "none" : was}, {"to", is.empty() ? "none" : is}};
    TRY(keep(desk, tx, Actor::of_system(), *kase, row, body, act));
    TRY(tx.update_clock(row));
    out.push_back({row.case_id, row.id, text_at(body, "title"), was, is});
  }
  return out;
}

}  // namespace ledgelight::desk
