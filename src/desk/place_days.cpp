#include "desk/place_days.hpp"

#include <algorithm>
#include <map>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/clocks.hpp"
#include "desk/duties.hpp"
#include "law/rules.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::string_view key_setting = "place_days_key";
constexpr std::size_t longest_reason = 500;

std::string label_of(const std::string& id) { return "place-day/" + id; }

// One key for all of them: they are of the place, not of a case, and everybody may read them.
Result<KeyId> days_key(Desk& desk, Tx& tx) {
  if (const auto known = TRY(tx.setting(key_setting))) return KeyId(*known);
  const auto made = TRY(make_key(desk, tx, "days", KeyId()));
  TRY(tx.set_setting(key_setting, made.str()));
  return made;
}

Result<std::string> reason_of(Desk& desk, Tx& tx, const PlaceDayRow& row) {
  return text_at(TRY(open_record(desk, tx, row.body, label_of(row.id))), "because");
}

Result<void> check(const NewPlaceDay& what, Date today) {
  const auto date = TRY(parse_date(what.date));
  if (std::abs(days_between(today, date)) > 3660) {
    return fail(Errc::bad_input, "date: more than ten years from today");
  }
  if (what.what != "closed" && what.what != "open" && what.what != "ordinary") {
    return fail(Errc::bad_input, "what: write closed, open or ordinary");
  }
  if (trimmed(what.because).empty()) return fail(Errc::bad_input, "because: say why, and who said so");
  if (what.because.size() > longest_reason) return fail(Errc::too_large, "because: at most 500 bytes");
  return {};
}

}  // namespace

Result<std::vector<PlaceDayLine>> list_place_days(Desk& desk, const Actor& actor) {
  TRY(may(actor, Action::list_cases));
  const auto tx = TRY(desk.store().read());
  std::vector<PlaceDayLine> out;
  for (const auto& row : TRY(tx->place_days())) {
    for (auto& earlier : out) earlier.holds = earlier.holds && earlier.date != row.date;
    out.push_back({row.id, row.date, row.what, TRY(reason_of(desk, *tx, row)), row.actor, row.at, true});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const PlaceDayLine& a, const PlaceDayLine& b) { return a.date < b.date; });
  return out;
}

Result<std::vector<law::PlaceDay>> place_days_known(Desk& desk, Tx& tx, std::optional<Instant> by,
                                                    std::optional<std::uint64_t> before) {
  std::map<std::string, law::PlaceDay> held;  // the last entry of a day holds
  for (const auto& row : TRY(tx.place_days())) {
    if ((by && row.at > *by) || (before && row.event >= *before)) continue;
    held.erase(row.date);
    if (row.what == "ordinary") continue;
    held[row.date] = {TRY(parse_date(row.date)),
                      row.what == "open" ? law::PlaceDay::What::open : law::PlaceDay::What::closed,
                      TRY(reason_of(desk, tx, row))};
  }
  std::vector<law::PlaceDay> out;
  for (auto& [date, day] : held) out.push_back(std::move(day));
  return out;
}

std::shared_ptr<const law::Rules> with_place_days(const std::shared_ptr<const law::Rules>& rules,
                                                  const std::vector<law::PlaceDay>& days) {
  if (days.empty()) return rules;
  auto out = std::make_shared<law::Rules>(*rules);
  const auto& city = out->place.id;
  for (auto& calendar : out->calendars) {
    const bool ours = city == calendar.id || city.rfind(calendar.id + "/", 0) == 0;
    if (ours) calendar.place_days = days;
  }
  return out;
}

Result<std::vector<Moved>> enter_place_day(Desk& desk, const Actor& actor, const NewPlaceDay& what) {
  TRY(may(actor, Action::enter_place_day));
  const auto today = TRY(parse_date(desk.local_day()));
  TRY(check(what, today));
  const auto tx = TRY(desk.store().write());
  const auto before = TRY(place_days_known(desk, *tx));

  PlaceDayRow row;
  row.id = "d-" + std::to_string(TRY(tx->next_number("place_day")));
  row.date = what.date;
  row.what = what.what;
  row.actor = actor.text();
  row.at = desk.now();
  const auto record = make_record(desk, "place-day", Json{{"because", trimmed(what.because)}});
  Act act;
  act.kind = "day.entered";
  act.subject = row.id;
  act.object = Json{{"date", row.date}, {"day", row.id}, {"what", row.what}};
  act.record = record.digest;
  row.event = TRY(append_act(desk, *tx, actor, act));
  row.body = TRY(seal_json(desk, *tx, TRY(days_key(desk, *tx)), label_of(row.id), record.wrapped));
  TRY(tx->put_place_day(row));

  const auto after = TRY(place_days_known(desk, *tx));
  auto moved = TRY(move_clocks(desk, *tx, row.id, before, after));
  for (auto& one : TRY(move_duties(desk, *tx, row.id, before))) moved.push_back(std::move(one));
  std::vector<Moved> shown;
  for (auto& one : moved) {
    if (case_for(desk, *tx, actor, Action::read_case, one.case_id)) shown.push_back(std::move(one));
  }
  TRY(commit(desk, *tx));
  return shown;
}

}  // namespace ledgelight::desk
