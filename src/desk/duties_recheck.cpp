// Looking back: what was known on a day, whether old sheets still come out the same, and what other
// rules would make of the open cases.
#include <algorithm>
#include <map>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/duties.hpp"
#include "desk/duty_reckoning.hpp"
#include "law/facts.hpp"
#include "ledger/entry.hpp"

namespace ledgelight::desk {
namespace {

using Says = Recheck::Says;

// What of the sheet is not what its act says; "" nothing. The act itself is held against its leaf
// by check_record.
Result<std::string> not_committed(Desk& desk, Tx& tx, const SheetRow& row, const Json& wrapped) {
  const auto event = TRY(tx.event(row.event));
  if (!event || event->kind != "duties.decided") return std::string("its act is gone");
  const auto object =
      TRY(parse_json(TRY(open_event(desk, tx, *event)).text)).value("object", Json::object());
  const auto salt = TRY(unbase64(text_at(wrapped, "salt")));
  const auto digest = TRY(ledger::record_digest("sheet", salt, wrapped.value("body", Json())));
  if (text_at(object, "sheet") != row.id.str()) return std::string("its act is of another sheet");
  if (text_at(object, "facts") != row.facts_digest) return std::string("facts digest");
  if (text_at(object, "packs") != row.packs_digest) return std::string("packs digest");
  if (text_at(object, "known_at") != row.known_at) return std::string("known_at");
  return text_at(object, "record") == digest ? std::string() : std::string("the sheet itself");
}

Result<Recheck> recheck(Desk& desk, Tx& tx, const SheetRow& row) {
  Recheck out{row.id, row.case_id, row.known_at, row.packs_digest, Says::same, {}};
  const auto wrapped = TRY(open_json(desk, tx, row.body, "sheet/" + row.id.str()));
  if (!wrapped.is_object() || !wrapped.contains("body"))
    return fail(Errc::corrupt, "a sealed record has no body");
  out.where = TRY(not_committed(desk, tx, row, wrapped));
  if (!out.where.empty()) {
    out.says = Says::not_committed;
    return out;
  }
  const auto& body = wrapped.at("body");
  const auto day = TRY(parse_date(row.known_at));
  const bool looked_back = day != local_date(row.at, desk.config().zone);
  const auto given = TRY(given_on(desk, tx, row.case_id, looked_back ? std::optional(day) : std::nullopt, row.event));
  if (TRY(law::facts_digest(given.facts.facts)) != row.facts_digest) {
    out.says = Says::facts_differ;
    out.where = law::first_difference(body.value("facts", Json::object()), given.facts.facts);
    return out;
  }
  const auto rules = desk.rules_of(row.packs_digest);
  if (!rules) {
    out.says = Says::rules_missing;
    out.where = rules.error().detail;
    return out;
  }
  const auto again = TRY(reckon_duties(*rules, given, day));
  const auto kept = body.value("reckoning", Json::object());
  if (plain_json(again) != plain_json(kept)) {
    out.says = Says::differs;
    out.where = law::first_difference(kept, again);
  }
  return out;
}

// The same, and what keeps a sheet from being looked at is said of that sheet. An erased key is
// not.
Result<Recheck> recheck_or_say(Desk& desk, Tx& tx, const SheetRow& row) {
  auto out = recheck(desk, tx, row);
  if (out || out.error().code == Errc::not_found) return out;
  return Recheck{row.id,           row.case_id,      row.known_at,
                 row.packs_digest, Says::unreadable, out.error().detail};
}

// Every case the actor may read, in order of id; `f` may end it with an error.
template <class F>
Result<void> each_case(Desk& desk, const Actor& actor, const std::string& state, F f) {
  CaseFilter filter;
  filter.state = state;
  filter.order = "id";
  constexpr std::uint64_t at_once = 200;
  for (std::uint64_t from = 0;; from += at_once) {
    const auto cases = TRY(list_cases(desk, actor, filter, {from, at_once}));
    for (const auto& line : cases.rows) {
      const auto tx = TRY(desk.store().read());
      const auto may_read = case_for(desk, *tx, actor, Action::read_privileged, line.id);
      if (!may_read) continue;
      TRY(f(*tx, line));
    }
    if (cases.rows.size() < at_once) return {};
  }
}

}  // namespace

std::string_view name_of(Says says) {
  switch (says) {
    case Says::same: return "same";
    case Says::facts_differ: return "facts-differ";
    case Says::rules_missing: return "rules-missing";
    case Says::differs: return "differs";
    case Says::not_committed: return "not-committed";
    case Says::unreadable: return "unreadable";
    case Says::gone: return "gone";
  }
  return "?";
}

Result<std::vector<Recheck>> recheck_duties(Desk& desk, const Actor& actor, const CaseId& id) {
  std::vector<Recheck> out;
  const auto of_case = [&](Tx& tx, const CaseId& one) -> Result<void> {
    auto rows = TRY(tx.sheets(one));
    std::reverse(rows.begin(), rows.end());
    for (const auto& row : rows)
      out.push_back(TRY(recheck_or_say(desk, tx, row)));
    return {};
  };
  if (!id.empty()) {
    const auto tx = TRY(desk.store().read());
    (void)TRY(case_for(desk, *tx, actor, Action::read_privileged, id));
    TRY(of_case(*tx, id));
    return out;
  }
  TRY(each_case(desk, actor, "", [&](Tx& tx, const CaseLine& line) { return of_case(tx, line.id); }));
  std::stable_sort(out.begin(), out.end(),
                   [](const Recheck& a, const Recheck& b) { return a.case_id < b.case_id; });
  return out;
}

namespace {

// Every sheet that an act decided, and its case.
Result<std::map<SheetId, CaseId>> sheets_decided(Tx& tx) {
  std::map<SheetId, CaseId> out;
  const auto size = TRY(tx.ledger_size());
  constexpr std::uint64_t at_once = 1000;
  for (std::uint64_t from = 0; from < size; from += at_once) {
    for (const auto& row : TRY(tx.events(from, at_once))) {
      if (row.kind == "duties.decided") out.emplace(SheetId(row.subject), row.case_id);
    }
  }
  return out;
}

}  // namespace

Result<RecheckAll> recheck_every_sheet(Desk& desk) {
  RecheckAll out;
  const auto tx = TRY(desk.store().read());
  auto decided = TRY(sheets_decided(*tx));
  CaseFilter filter;
  filter.order = "id";
  constexpr std::uint64_t at_once = 200;
  for (std::uint64_t from = 0;; from += at_once) {
    const auto cases = TRY(tx->cases(filter, {from, at_once}));
    for (const auto& kase : cases) {
      auto rows = TRY(tx->sheets(kase.id));
      std::reverse(rows.begin(), rows.end());
      for (const auto& row : rows) {
        decided.erase(row.id);
        auto one = recheck_or_say(desk, *tx, row);
        if (one) {
          out.sheets.push_back(*std::move(one));
        } else {
          ++out.erased;
        }
      }
    }
    if (cases.size() < at_once) break;
  }
  for (const auto& [sheet, kase] : decided) {
    out.sheets.push_back(
        {sheet, kase, "", "", Says::gone, "the act that decided it is there, the sheet is not"});
  }
  std::stable_sort(out.sheets.begin(), out.sheets.end(),
                   [](const Recheck& a, const Recheck& b) { return a.case_id < b.case_id; });
  return out;
}

Result<DutiesDiff> diff_duties(Desk& desk, const Actor& actor, const law::Rules& before,
                               const law::Rules& after) {
  const auto today = TRY(parse_date(desk.local_day()));
  const auto a = std::make_shared<const law::Rules>(before), b = std::make_shared<const law::Rules>(after);
  DutiesDiff out;
  TRY(each_case(desk, actor, "!closed", [&](Tx& tx, const CaseLine& line) -> Result<void> {
    const auto given = TRY(given_on(desk, tx, line.id, {}));
    if (given.book.empty()) return {};
    ++out.looked_at;
    auto changes = law::compare_duties(TRY(reckon_duties(a, given, today)), TRY(reckon_duties(b, given, today)));
    if (!changes.empty()) out.cases.push_back({line.id, line.subject, std::move(changes)});
    return {};
  }));
  std::stable_sort(out.cases.begin(), out.cases.end(),
                   [](const CaseDiff& x, const CaseDiff& y) { return x.case_id < y.case_id; });
  return out;
}

Result<KnownThen> known_then(Desk& desk, const Actor& actor, const CaseId& id, std::string_view typed) {
  const auto day = TRY(parse_date(typed));
  const auto today = TRY(parse_date(desk.local_day()));
  if (day > today) return fail(Errc::bad_input, "the day lies ahead");
  KnownThen out;
  out.day = day;
  {
    const auto tx = TRY(desk.store().read());
    (void)TRY(case_for(desk, *tx, actor, Action::read_privileged, id));
    const auto now = TRY(given_on(desk, *tx, id, {}));
    auto given = TRY(given_on(desk, *tx, id, day == today ? std::optional<Date>() : day));
    out.given = given.facts.facts;
    out.reckoning = TRY(reckon_duties(TRY(desk.rules_of(desk.rules().digest())), given, day));
    for (const auto& statement : now.book.all_current()) {
      if (given.book.current(statement.fact.name) == nullptr) out.not_yet.push_back(statement.fact.name);
    }
    out.facts = std::move(given.book);
  }
  const auto end = start_of(plus_days(day, 1), desk.config().zone);
  for (auto& sheet : TRY(list_sheets(desk, actor, id))) {
    const bool of_its_day = sheet.known_at == to_text(local_date(sheet.at, desk.config().zone));
    if (sheet.at >= end || !of_its_day) continue;
    out.sheet = std::move(sheet);
    break;
  }
  return out;
}

}  // namespace ledgelight::desk
