// Looking back: what was known on a day, whether old sheets still come out the same, and what other
// rules would make of the open cases.
#include <algorithm>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/duties.hpp"
#include "desk/duty_reckoning.hpp"
#include "law/facts.hpp"

namespace ledgelight::desk {
namespace {

using Says = Recheck::Says;

Result<Recheck> recheck(Desk& desk, Tx& tx, const SheetRow& row) {
  Recheck out{row.id, row.case_id, row.known_at, row.packs_digest, Says::same, {}};
  const auto body = TRY(open_record(desk, tx, row.body, "sheet/" + row.id.str()));
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
  }
  return "?";
}

Result<std::vector<Recheck>> recheck_duties(Desk& desk, const Actor& actor, const CaseId& id) {
  std::vector<Recheck> out;
  const auto of_case = [&](Tx& tx, const CaseId& one) -> Result<void> {
    auto rows = TRY(tx.sheets(one));
    std::reverse(rows.begin(), rows.end());
    for (const auto& row : rows) out.push_back(TRY(recheck(desk, tx, row)));
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
