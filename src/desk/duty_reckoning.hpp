// desk/duty_reckoning.hpp: from what the desk knew at a moment to the reckoning a sheet keeps.
// (Inside this room.) Deciding, rechecking and comparing go through here, so that they agree.
#pragma once

#include "casefile/fact.hpp"
#include "casefile/law_facts.hpp"
#include "desk/desk.hpp"
#include "law/clock.hpp"
#include "law/rules.hpp"

namespace ledgelight::desk {

struct Given {
  casefile::FactBook book;
  casefile::LawFacts facts;
  std::vector<law::PlaceDay> days;
};
/// What was known at the end of `day` (absent: now), of what was entered before ledger event
/// `before` (absent: everything). The caller passed the gate.
Result<Given> given_on(Desk& desk, Tx& tx, const CaseId& id, std::optional<Date> day,
                       std::optional<std::uint64_t> before = {});

/// The duties JSON, with what rests on a suspicion, and on single days of the place, said on it.
Result<Json> reckon_duties(const std::shared_ptr<const law::Rules>& rules, const Given& given, Date known_at);

/// The newest sheet that says what is owed; one that looks back at an earlier day does not.
Result<std::optional<SheetRow>> sheet_in_force(Desk& desk, Tx& tx, const CaseId& id);
/// Facts, rules and days of the sheet are those of now. wrong_state says what to do.
Result<void> still_current(Desk& desk, Tx& tx, const SheetRow& row);

Json place_days_json(const std::vector<law::PlaceDay>& days);

}  // namespace ledgelight::desk
