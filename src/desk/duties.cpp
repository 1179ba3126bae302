#include "desk/duties.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"
#include "casefile/law_facts.hpp"
#include "desk/cases.hpp"
#include "desk/clocks.hpp"
#include "desk/duty_reckoning.hpp"
#include "desk/officers.hpp"
#include "desk/readings.hpp"
#include "desk/sheet_paper.hpp"
#include "law/duties.hpp"
#include "law/facts.hpp"
#include "law/rules.hpp"
#include "notice/duty_sheet.hpp"

namespace ledgelight::desk {
namespace {

std::string sheet_label(const SheetId& id) { return "sheet/" + id.str(); }

Result<Sheet> sheet_of(Desk& desk, Tx& tx, const SheetRow& row) {
  auto body = TRY(open_record(desk, tx, row.body, sheet_label(row.id)));
  Sheet out;
  out.id = row.id;
  out.case_id = row.case_id;
  out.at = row.at;
  out.known_at = row.known_at;
  out.facts_digest = row.facts_digest;
  out.packs_digest = row.packs_digest;
  out.facts = std::move(body["facts"]);
  out.reckoning = std::move(body["reckoning"]);
  const auto released = TRY(tx.setting("released/" + row.id.str()));
  out.privileged = !released.has_value();
  if (released) out.reviewed_by = TRY(reviewer(desk, tx, *released));
  out.signatures = TRY(signatures_of(desk, tx, row.case_id));
  return out;
}

bool still_open(std::string_view state) {
  return state == "open" || state == "overdue" || state == "due-now";
}

// The earliest day that something is still owed by; a duty due at once counts as today.
std::string next_due(const Json& reckoning, const std::string& today) {
  std::string earliest;
  for (const auto& duty : reckoning.at("duties")) {
    if (!still_open(text_at(duty, "state"))) continue;
    auto due = text_at(duty, "due");
    if (due.empty() && text_at(duty, "state") == "due-now") due = today;
    if (!due.empty() && (earliest.empty() || due < earliest)) earliest = due;
  }
  return earliest;
}

Result<std::pair<SheetRow, CaseRow>> sheet_for(Desk& desk, Tx& tx, const Actor& actor,
                                               Action action, const SheetId& id) {
  const auto row = TRY(tx.sheet(id));
  if (!row) return fail(Errc::not_found, "no such duty sheet");
  auto kase = TRY(case_for(desk, tx, actor, action, row->case_id));
  return std::pair{*row, std::move(kase)};
}

}  // namespace

Result<std::string> reviewer(Desk& desk, Tx& tx, const std::string& actor) {
  if (actor.rfind("o-", 0) != 0) return std::string();
  return officer_name(desk, tx, OfficerId(actor));
}

Result<Sheet> keep_sheet(Desk& desk, Tx& tx, const Actor& actor, CaseRow& kase, Date day) {
  const auto today = TRY(parse_date(desk.local_day()));
  const auto given = TRY(given_on(desk, tx, kase.id, day == today ? std::optional<Date>() : day));
  const auto rules = TRY(desk.rules_of(desk.rules().digest()));
  const auto reckoning = TRY(reckon_duties(rules, given, day));

  SheetRow row;
  row.id = SheetId("s-" + std::to_string(TRY(tx.next_number("sheet"))));
  row.case_id = kase.id;
  row.at = desk.now();
  row.known_at = to_text(day);
  row.facts_digest = TRY(law::facts_digest(given.facts.facts));
  row.packs_digest = desk.rules().digest();
  Json body{{"facts", given.facts.facts}, {"reckoning", reckoning}};
  if (!given.days.empty()) body["place_days"] = place_days_json(given.days);
  const auto record = make_record(desk, "sheet", std::move(body));
  Act act;
  act.kind = "duties.decided";
  act.case_id = kase.id;
  act.subject = row.id.str();
  act.object = Json{{"facts", row.facts_digest},
                    {"known_at", row.known_at},
                    {"packs", row.packs_digest},
                    {"sheet", row.id.str()}};
  act.record = record.digest;
  act.key = kase.key;
  row.event = TRY(append_act(desk, tx, actor, act));
  row.body = TRY(seal_json(desk, tx, kase.key, sheet_label(row.id), record.wrapped));
  TRY(tx.put_sheet(row));
  if (day == today) {
    kase.next_due = next_due(reckoning, to_text(today));
    kase.changed = desk.now();
    TRY(tx.update_case(kase));
  }
  return sheet_of(desk, tx, row);
}

Result<Sheet> decide_duties(Desk& desk, const Actor& actor, const CaseId& id,
                            std::string_view known_at) {
  const auto today = TRY(parse_date(desk.local_day()));
  const auto day = known_at.empty() ? today : TRY(parse_date(known_at));
  if (sys_days(day) > sys_days(today)) return fail(Errc::bad_input, "the day lies ahead");
  const auto tx = TRY(desk.store().write());
  auto kase = TRY(case_for(desk, *tx, actor, Action::decide_duties, id));
  auto out = TRY(keep_sheet(desk, *tx, actor, kase, day));
  TRY(commit(desk, *tx));
  return out;
}

Result<std::vector<Moved>> move_duties(Desk& desk, Tx& tx, const std::string& day,
                                       const std::vector<law::PlaceDay>& before) {
  (void)day;
  const auto today = TRY(parse_date(desk.local_day()));
  const auto rules = TRY(desk.rules_of(desk.rules().digest()));
  CaseFilter filter;
  filter.state = "!closed";
  filter.order = "due";
  std::vector<Moved> out;
  constexpr std::uint64_t at_once = 200;
  std::vector<CaseRow> dated;  // read before any is changed: a change moves rows between pages
  for (std::uint64_t from = 0;; from += at_once) {
    const auto rows = TRY(tx.cases(filter, {from, at_once}));
    for (const auto& row : rows)
      if (!row.next_due.empty()) dated.push_back(row);
    if (rows.size() < at_once || rows.back().next_due.empty()) break;
  }
  for (auto& kase : dated) {
    auto given = TRY(given_on(desk, tx, kase.id, {}));
    const auto is = TRY(reckon_duties(rules, given, today));
    given.days = before;
    const auto was = TRY(reckon_duties(rules, given, today));
    std::vector<Moved> moved;
    for (const auto& change : law::compare_duties(was, is)) {
      for (const auto& field : change.fields) {
        if (field.field != "due" && field.field != "working_due") continue;
        const auto text = [](const Json& v) { return v.is_string() ? v.get<std::string>() : std::string(); };
        moved.push_back({kase.id, change.duty, change.title, text(field.before), text(field.after)});
      }
    }
    if (moved.empty()) continue;
    (void)TRY(keep_sheet(desk, tx, Actor::of_system(), kase, today));
    for (auto& one : moved) out.push_back(std::move(one));
  }
  return out;
}

Result<std::vector<Sheet>> list_sheets(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  const bool privileged = case_for(desk, *tx, actor, Action::read_privileged, id).has_value();
  std::vector<Sheet> out;
  for (const auto& row : TRY(tx->sheets(id))) {
    auto sheet = TRY(sheet_of(desk, *tx, row));
    if (privileged || !sheet.privileged) out.push_back(std::move(sheet));
  }
  return out;
}

Result<Sheet> show_sheet(Desk& desk, const Actor& actor, const SheetId& id) {
  const auto tx = TRY(desk.store().read());
  const auto found = TRY(sheet_for(desk, *tx, actor, Action::read_case, id));
  auto sheet = TRY(sheet_of(desk, *tx, found.first));
  if (sheet.privileged) {
    (void)TRY(sheet_for(desk, *tx, actor, Action::read_privileged, id));
  }
  return sheet;
}

Result<void> release_sheet(Desk& desk, const Actor& actor, const SheetId& id) {
  if (actor.kind != Actor::Kind::officer) {
    return fail(Errc::needs_approval,
                "counsel releases a sheet with their own credential (--as OFFICER)");
  }
  const auto tx = TRY(desk.store().write());
  const auto found = TRY(sheet_for(desk, *tx, actor, Action::release_duties, id));
  if (TRY(tx->setting("released/" + id.str()))) return {};
  TRY(require_signed_sheet(desk, *tx, found.first));
  TRY(tx->set_setting("released/" + id.str(), actor.text()));
  Act act;
  act.kind = "duties.released";
  act.case_id = found.second.id;
  act.subject = id.str();
  act.object = Json{{"sheet", id.str()}};
  act.key = found.second.key;
  TRY(append_act(desk, *tx, actor, act));
  return commit(desk, *tx);
}

Result<std::string> sheet_pdf(Desk& desk, const Actor& actor, const SheetId& id,
                              std::string_view language) {
  const auto sheet = TRY(show_sheet(desk, actor, id));
  std::string subject;
  {
    const auto tx = TRY(desk.store().read());
    const auto kase = TRY(tx->find_case(sheet.case_id));
    CHECK(kase.has_value());
    subject = TRY(subject_of(desk, *tx, *kase));
  }
  return sheet_paper(desk, sheet, subject, language);
}

namespace {

std::vector<ClockLine::Unsigned> unsigned_in(const Json& duty, const Sheet& sheet) {
  std::vector<ClockLine::Unsigned> out;
  for (const auto& reading : notice::readings_of(duty, sheet.reckoning)) {
    const bool is_signed = std::any_of(sheet.signatures.begin(), sheet.signatures.end(),
                                       [&](const notice::Signature& s) { return s.reading == reading.id; });
    if (!is_signed) out.push_back({std::string(notice::name_of(reading.kind)), reading.what});
  }
  return out;
}

ClockLine line_of(const CaseLine& kase) {
  ClockLine out;
  out.case_id = kase.id;
  out.subject = kase.subject;
  out.owner = kase.owner;
  return out;
}

void days_left(ClockLine& line, Date today) {
  const auto due = parse_date(line.due);
  if (!due) return;
  line.days_left = days_between(today, *due);
  if (line.state == "open" && line.days_left < 0) line.state = "overdue";
}

std::vector<ClockLine> lines_of_duties(const CaseLine& kase, const Sheet& sheet, std::size_t sheets, Date today) {
  std::vector<ClockLine> out;
  for (const auto& duty : sheet.reckoning.at("duties")) {
    const auto state = text_at(duty, "state");
    if (!still_open(state) && state != "suspended") continue;
    auto line = line_of(kase);
    line.rule = text_at(duty, "rule");
    line.duty = text_at(duty, "id");
    line.kind = text_at(duty, "kind");
    line.title = text_at(duty, "title");
    line.recipient = text_at(duty, "recipient");
    line.due = text_at(duty, "due");
    line.due_text = text_at(duty, "due_text");
    line.state = state;
    line.unit = "calendar-days";
    line.not_signed = unsigned_in(duty, sheet);
    line.unsigned_readings = line.not_signed.size();
    line.reviewed_by = sheet.reviewed_by;
    line.changed = sheet.at;
    line.revision = sheets;
    for (const auto& because : duty.value("because", Json::array())) {
      const auto fact = text_at(because, "fact");
      const auto value = because.value("value", Json());
      if (state != "suspended" || !value.is_string()) continue;
      if (fact == "law_enforcement_hold.requested") line.paused_since = value.get<std::string>();
      if (fact == "law_enforcement_hold.agency") line.paused_because = value.get<std::string>();
    }
    days_left(line, today);
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<ClockLine> lines_of_clocks(const CaseLine& kase, const std::vector<ClockView>& clocks, Date today) {
  std::vector<ClockLine> out;
  for (const auto& clock : clocks) {
    if (clock.now.state == law::ClockState::ended) continue;
    auto line = line_of(kase);
    line.clock = clock.id;
    line.title = clock.title;
    line.rule = clock.authority;
    line.due = clock.now.last_day ? to_text(*clock.now.last_day) : "";
    line.due_text = std::to_string(clock.rule.n) + " " + std::string(law::name_of(clock.rule.unit));
    line.unit = law::name_of(clock.rule.unit);
    line.units_left = clock.now.left;
    line.state = clock.now.state == law::ClockState::paused ? "suspended" : "open";
    if (clock.now.paused_since) line.paused_since = to_text(*clock.now.paused_since);
    line.paused_because = clock.now.paused_because;
    line.changed = clock.changes.empty() ? Instant{} : clock.changes.back().entered;
    line.revision = clock.changes.size();
    days_left(line, today);
    if (clock.now.late) line.state = "overdue";
    out.push_back(std::move(line));
  }
  return out;
}

// A case with something on the board, and a day before which none of it is due.
struct Boarded {
  CaseRow row;
  bool clocks = false;
  bool sheets = false;
  bool drafts = false;   ///< the viewer sees sheets that are not released
  std::string earliest;  ///< "" none has a day
  auto rank() const { return std::make_tuple(earliest.empty(), earliest, row.id); }
};

// Of every case with a sheet or an open clock, without opening anything that is sealed.
Result<std::vector<Boarded>> boarded(Desk& desk, Tx& tx, const Actor& actor) {
  std::map<CaseId, std::string> with_clocks;  // the earliest day of its clocks
  for (const auto& clock : TRY(tx.open_clocks())) {
    const auto [it, fresh] = with_clocks.try_emplace(clock.case_id, clock.due);
    if (!fresh && !clock.due.empty() && (it->second.empty() || clock.due < it->second))
      it->second = clock.due;
  }
  std::vector<Boarded> out;
  const auto add = [&](const CaseId& id, bool sheets) -> Result<void> {
    auto row = case_for(desk, tx, actor, Action::read_case, id);
    if (!row) {
      const auto code = row.error().code;
      if (code == Errc::denied || code == Errc::not_found) return {};  // not theirs to read
      return row.error();
    }
    if (row->state == "closed") return {};
    Boarded one{std::move(*row), false, sheets, false, ""};
    one.drafts = case_for(desk, tx, actor, Action::read_privileged, id).has_value();
    // Without sight of drafts an older sheet counts, whose days nobody keeps apart: it is looked at
    // first.
    if (sheets) one.earliest = one.drafts ? one.row.next_due : "0";
    if (const auto clock = with_clocks.find(id); clock != with_clocks.end()) {
      one.clocks = true;
      const auto& due = clock->second;
      if (!due.empty() && (one.earliest.empty() || due < one.earliest)) one.earliest = due;
    }
    out.push_back(std::move(one));
    return {};
  };
  const auto sheeted = TRY(tx.cases_with_sheets());
  for (const auto& id : sheeted)
    TRY(add(id, true));
  for (const auto& [id, due] : with_clocks) {
    if (!std::binary_search(sheeted.begin(), sheeted.end(), id)) TRY(add(id, false));
  }
  std::sort(out.begin(), out.end(),
            [](const Boarded& x, const Boarded& y) { return x.rank() < y.rank(); });
  return out;
}

// The newest sheet the viewer may see that does not look back: one that does says what was owed
// then. Only that one is opened.
Result<std::vector<ClockLine>> duties_of(Desk& desk, Tx& tx, const Boarded& kase,
                                         const CaseLine& line, Date today) {
  std::optional<SheetRow> newest;
  std::size_t seen = 0;
  for (auto& row : TRY(tx.sheets(kase.row.id))) {
    if (!kase.drafts && !TRY(tx.setting("released/" + row.id.str()))) continue;
    ++seen;
    if (!newest && row.known_at == to_text(local_date(row.at, desk.config().zone)))
      newest = std::move(row);
  }
  if (!newest) return std::vector<ClockLine>{};
  return lines_of_duties(line, TRY(sheet_of(desk, tx, *newest)), seen, today);
}

}  // namespace

Result<std::vector<ClockLine>> clock_board(Desk& desk, const Actor& actor, std::size_t most) {
  TRY(may(actor, Action::list_cases));
  const auto today = TRY(parse_date(desk.local_day()));
  const auto tx = TRY(desk.store().read());
  std::vector<ClockLine> out;
  for (const auto& kase : TRY(boarded(desk, *tx, actor))) {
    const auto sooner = [&](const ClockLine& l) {
      return !l.due.empty() && (kase.earliest.empty() || l.due < kase.earliest);
    };
    if (most != 0 &&
        static_cast<std::size_t>(std::count_if(out.begin(), out.end(), sooner)) >= most)
      break;
    CaseLine line;
    line.id = kase.row.id;
    line.subject = TRY(subject_of(desk, *tx, kase.row));
    if (!kase.row.owner.empty()) line.owner = TRY(officer_name(desk, *tx, kase.row.owner));
    auto rows =
        kase.sheets ? TRY(duties_of(desk, *tx, kase, line, today)) : std::vector<ClockLine>{};
    if (kase.clocks) {
      for (auto& row : lines_of_clocks(line, TRY(list_clocks(desk, actor, line.id)), today)) {
        rows.push_back(std::move(row));
      }
    }
    for (auto& row : rows) {
      row.restricted = kase.row.restricted;
      out.push_back(std::move(row));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const ClockLine& a, const ClockLine& b) {
    if (a.due.empty() != b.due.empty()) return !a.due.empty();
    return a.due < b.due;
  });
  if (most != 0 && out.size() > most) out.resize(most);
  return out;
}

}  // namespace ledgelight::desk
