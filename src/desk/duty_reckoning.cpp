#include "desk/duty_reckoning.hpp"

#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/place_days.hpp"
#include "law/duties.hpp"
#include "law/facts.hpp"

namespace ledgelight::desk {
namespace {

// The engine cannot tell a suspected value from a known one.
void flag_suspicions(Json& reckoning, const std::vector<std::string>& suspected) {
  if (suspected.empty()) return;
  reckoning["flags"].push_back(
      Json{{"code", "RESTS_ON_SUSPICION"},
           {"facts", suspected},
           {"text", "These facts are suspected, not known: " + join(suspected, ", ")}});
}

std::string words_of(const std::vector<law::PlaceDay>& days) {
  std::vector<std::string> parts;
  for (const auto& day : days) parts.push_back(to_text(day.date) + " (" + day.because + ")");
  return join(parts, ", ");
}

// Each duty that would have other days without what was entered says so, with those days.
void flag_place_days(Json& reckoning, const Json& plain, const std::vector<law::PlaceDay>& days) {
  for (auto& duty : reckoning["duties"]) {
    for (const auto& other : plain.at("duties")) {
      if (text_at(other, "id") != text_at(duty, "id")) continue;
      const auto due = text_at(other, "due"), working = text_at(other, "working_due");
      if (due == text_at(duty, "due") && working == text_at(duty, "working_due")) continue;
      const auto entered = "what was entered about single days of the place: " + words_of(days);
      if (due != text_at(duty, "due")) {
        duty["alternatives"].push_back(
            Json{{"due", other.at("due")}, {"because", "without " + entered + "; law is silent"}});
      }
      duty["flags"].push_back(Json{{"code", "MOVED_BY_PLACE_DAY"},
                                   {"text", "Without " + entered + ", the last day would be " +
                                                (due.empty() ? "none" : due) + " and the working target " +
                                                (working.empty() ? "none" : working) + "."}});
    }
  }
}

}  // namespace

Result<Given> given_on(Desk& desk, Tx& tx, const CaseId& id, std::optional<Date> day,
                       std::optional<std::uint64_t> before) {
  Given out;
  out.book = TRY(facts_of(desk, tx, id));
  if (before && *before > 0) out.book = out.book.as_of_event(*before - 1);
  std::optional<Instant> end;
  if (day) {
    end = start_of(plus_days(*day, 1), desk.config().zone) - std::chrono::seconds(1);
    out.book = out.book.as_of(*end);
  }
  out.facts = casefile::law_facts(out.book, {desk.config().city, "municipality", desk.config().zone});
  out.days = TRY(place_days_known(desk, tx, end, before));
  return out;
}

Result<Json> reckon_duties(const std::shared_ptr<const law::Rules>& rules, const Given& given, Date known_at) {
  const auto facts = TRY(law::read_facts(given.facts.facts));
  const auto with_days = with_place_days(rules, given.days);
  auto out = law::to_json(TRY(law::duties_for(*with_days, facts, known_at)));
  if (!given.days.empty()) {
    flag_place_days(out, law::to_json(TRY(law::duties_for(*rules, facts, known_at))), given.days);
  }
  flag_suspicions(out, given.facts.suspected);
  return out;
}

Result<std::optional<SheetRow>> sheet_in_force(Desk& desk, Tx& tx, const CaseId& id) {
  for (auto& row : TRY(tx.sheets(id))) {
    if (row.known_at == to_text(local_date(row.at, desk.config().zone)))
      return std::optional(std::move(row));
  }
  return std::optional<SheetRow>();
}

Result<void> still_current(Desk& desk, Tx& tx, const SheetRow& row) {
  const auto given = TRY(given_on(desk, tx, row.case_id, {}));
  if (TRY(law::facts_digest(given.facts.facts)) != row.facts_digest) {
    return fail(Errc::wrong_state, "facts changed since the duty sheet; decide the duties again");
  }
  if (desk.rules().digest() != row.packs_digest) {
    return fail(Errc::wrong_state,
                "the law packs changed since the duty sheet; decide the duties again");
  }
  return {};
}

Json place_days_json(const std::vector<law::PlaceDay>& days) {
  Json out = Json::array();
  for (const auto& day : days) {
    out.push_back({{"because", day.because},
                   {"date", to_text(day.date)},
                   {"what", day.what == law::PlaceDay::What::open ? "open" : "closed"}});
  }
  return out;
}

}  // namespace ledgelight::desk
