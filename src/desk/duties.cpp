#include "desk/duties.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"
#include "casefile/law_facts.hpp"
#include "desk/cases.hpp"
#include "law/duties.hpp"
#include "law/facts.hpp"
#include "law/rules.hpp"
#include "notice/duty_sheet.hpp"
#include "print/pdf.hpp"

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

// What rests on a suspicion is said on the sheet, once for the whole: the engine itself cannot
// tell a suspected value from a known one.
void flag_suspicions(Json& reckoning, const std::vector<std::string>& suspected) {
  if (suspected.empty()) return;
  reckoning["flags"].push_back(
      Json{{"code", "RESTS_ON_SUSPICION"},
           {"text", "These facts are suspected, not known: " + join(suspected, ", ")}});
}

Result<std::pair<SheetRow, CaseRow>> sheet_for(Desk& desk, Tx& tx, const Actor& actor,
                                               Action action, const SheetId& id) {
  const auto row = TRY(tx.sheet(id));
  if (!row) return fail(Errc::not_found, "no such duty sheet");
  auto kase = TRY(case_for(desk, tx, actor, action, row->case_id));
  return std::pair{*row, std::move(kase)};
}

}  // namespace

Result<Sheet> decide_duties(Desk& desk, const Actor& actor, const CaseId& id,
                            std::string_view known_at) {
  const auto today = TRY(parse_date(desk.local_day()));
  const auto day = known_at.empty() ? today : TRY(parse_date(known_at));
  if (sys_days(day) > sys_days(today)) return fail(Errc::bad_input, "the day lies ahead");
  const auto tx = TRY(desk.store().write());
  auto kase = TRY(case_for(desk, *tx, actor, Action::decide_duties, id));
  auto book = TRY(facts_of(desk, *tx, id));
  if (day != today) book = book.as_of(start_of(plus_days(day, 1), desk.config().zone) - std::chrono::seconds(1));
  const auto given = casefile::law_facts(
      book, {desk.config().city, "municipality", desk.config().zone});
  const auto facts = TRY(law::read_facts(given.facts));
  auto reckoning = law::to_json(TRY(law::duties_for(desk.rules(), facts, day)));
  flag_suspicions(reckoning, given.suspected);

  SheetRow row;
  row.id = SheetId("s-" + std::to_string(TRY(tx->next_number("sheet"))));
  row.case_id = id;
  row.at = desk.now();
  row.known_at = to_text(day);
  row.facts_digest = TRY(law::facts_digest(given.facts));
  row.packs_digest = desk.rules().digest();
  const auto record = make_record(desk, "sheet", Json{{"facts", given.facts}, {"reckoning", reckoning}});
  Act act;
  act.kind = "duties.decided";
  act.case_id = id;
  act.subject = row.id.str();
  act.object = Json{{"facts", row.facts_digest},
                    {"known_at", row.known_at},
                    {"packs", row.packs_digest},
                    {"sheet", row.id.str()}};
  act.record = record.digest;
  act.key = kase.key;
  row.event = TRY(append_act(desk, *tx, actor, act));
  row.body = TRY(seal_json(desk, *tx, kase.key, sheet_label(row.id), record.wrapped));
  TRY(tx->put_sheet(row));
  if (day == today) {
    kase.next_due = next_due(reckoning, to_text(today));
    kase.changed = desk.now();
    TRY(tx->update_case(kase));
  }
  auto out = TRY(sheet_of(desk, *tx, row));
  TRY(commit(desk, *tx));
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
  const auto tx = TRY(desk.store().write());
  const auto found = TRY(sheet_for(desk, *tx, actor, Action::release_duties, id));
  if (TRY(tx->setting("released/" + id.str()))) return {};
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

Result<std::string> sheet_pdf(Desk& desk, const Actor& actor, const SheetId& id) {
  const auto sheet = TRY(show_sheet(desk, actor, id));
  notice::SheetHead head;
  {
    const auto tx = TRY(desk.store().read());
    const auto kase = TRY(tx->find_case(sheet.case_id));
    CHECK(kase.has_value());
    head.subject = TRY(subject_of(desk, *tx, *kase));
  }
  head.case_id = sheet.case_id.str();
  head.city = desk.config().city_name;
  head.sheet_id = id.str();
  head.reckoned = local_date(sheet.at, desk.config().zone);
  head.facts_digest = sheet.facts_digest;
  head.packs_digest = sheet.packs_digest;
  head.privileged = sheet.privileged;
  head.demonstration = desk.config().demonstration;
  const auto document = TRY(notice::duty_sheet(sheet.reckoning, head));
  return TRY(print::render(document)).bytes;
}

Result<std::vector<ClockLine>> clock_board(Desk& desk, const Actor& actor) {
  CaseFilter filter;
  filter.state = "!closed";
  filter.order = "due";
  const auto cases = TRY(list_cases(desk, actor, filter, {0, 500}));
  const auto today = TRY(parse_date(desk.local_day()));
  std::vector<ClockLine> out;
  for (const auto& line : cases.rows) {
    const auto sheets = TRY(list_sheets(desk, actor, line.id));
    // A sheet that looks back at an earlier day says what was owed then, not what is.
    const auto newest = std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& s) {
      return s.known_at == to_text(local_date(s.at, desk.config().zone));
    });
    if (newest == sheets.end()) continue;
    for (const auto& duty : newest->reckoning.at("duties")) {
      const auto state = text_at(duty, "state");
      if (!still_open(state) && state != "suspended") continue;
      ClockLine clock;
      clock.case_id = line.id;
      clock.subject = line.subject;
      clock.rule = text_at(duty, "rule");
      clock.recipient = text_at(duty, "recipient");
      clock.due = text_at(duty, "due");
      clock.due_text = text_at(duty, "due_text");
      clock.state = state;
      if (const auto due = parse_date(clock.due)) {
        clock.days_left = days_between(today, *due);
        if (state == "open" && clock.days_left < 0) clock.state = "overdue";
      }
      out.push_back(std::move(clock));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const ClockLine& a, const ClockLine& b) {
    if (a.due.empty() != b.due.empty()) return !a.due.empty();
    return a.due < b.due;
  });
  return out;
}

}  // namespace ledgelight::desk
