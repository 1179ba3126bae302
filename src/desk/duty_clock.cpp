#include "desk/duty_clock.hpp"

#include <algorithm>
#include <charconv>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/duties.hpp"
#include "law/rules.hpp"

namespace ledgelight::desk {
namespace {

const Json* duty_in(const Json& reckoning, std::string_view id) {
  const auto duties = reckoning.find("duties");
  if (duties == reckoning.end() || !duties->is_array()) return nullptr;
  for (const auto& duty : *duties)
    if (text_at(duty, "id") == id) return &duty;
  return nullptr;
}

// The whole numbers in the law's words: "not later than 60 days".
std::vector<int> numbers_in(std::string_view text) {
  std::vector<int> out;
  for (std::size_t i = 0; i < text.size();) {
    int value = 0;
    const auto [end, bad] = std::from_chars(text.data() + i, text.data() + text.size(), value);
    if (bad == std::errc() && text[i] >= '0' && text[i] <= '9') {
      out.push_back(value);
      i = static_cast<std::size_t>(end - text.data());
    } else {
      ++i;
    }
  }
  return out;
}

struct Start {
  std::string fact;
  Date day{};
  int n = 0;
  law::Unit unit = law::Unit::calendar_days;
};

// The event and the number that give the day the sheet says, and no others.
std::optional<Start> start_of(const Json& duty, Date due, const law::Calendar& calendar) {
  const auto words = text_at(duty, "due_text");
  const auto unit = words.find("business day") != std::string::npos ? law::Unit::business_days
                                                                    : law::Unit::calendar_days;
  for (const auto& because : duty.value("because", Json::array())) {
    const auto value = because.value("value", Json());
    const auto day = value.is_string() ? parse_date(value.get<std::string>()) : Result<Date>(fail(Errc::bad_input, ""));
    if (!day || *day > due) continue;
    for (const int n : numbers_in(words)) {
      const auto count = law::count_days(unit, n, *day, calendar);
      if (count && count->last_day == due) return Start{text_at(because, "fact"), *day, n, unit};
    }
  }
  // The words may point to another duty's day ("when residents are told"): its days are counted all the same.
  for (const auto& because : duty.value("because", Json::array())) {
    const auto fact = text_at(because, "fact");
    const auto value = because.value("value", Json());
    if ((fact != "discovered" && fact != "vendor_discovered") || !value.is_string()) continue;
    const auto day = parse_date(value.get<std::string>());
    if (day && *day < due && days_between(*day, due) <= 366) {
      return Start{fact, *day, days_between(*day, due), law::Unit::calendar_days};
    }
  }
  return {};
}

}  // namespace

Result<DutyClock> duty_clock(Desk& desk, const Actor& actor, const CaseId& id, std::string_view duty_id,
                             const WhatIf& what_if) {
  DutyClock out;
  out.case_id = id;
  const auto sheets = TRY(list_sheets(desk, actor, id));
  const auto of_its_day = [&](const Sheet& s) {
    return s.known_at == to_text(local_date(s.at, desk.config().zone));
  };
  const auto newest = std::find_if(sheets.begin(), sheets.end(), of_its_day);
  const auto* duty = newest == sheets.end() ? nullptr : duty_in(newest->reckoning, duty_id);
  if (duty == nullptr) return fail(Errc::not_found, "the newest duty sheet holds no such duty");
  out.sheet = newest->id;
  out.duty = *duty;

  const auto tx = TRY(desk.store().read());
  static const law::Calendar weekends{};
  const auto* stated = desk.rules().calendar(desk.rules().place.id);
  auto calendar = stated == nullptr ? weekends : *stated;
  calendar.place_days = TRY(place_days_known(desk, *tx));
  if (const auto due = parse_date(text_at(*duty, "due"))) {
    if (const auto start = start_of(*duty, *due, calendar)) {
      calendar.place_days.insert(calendar.place_days.end(), what_if.days.begin(), what_if.days.end());
      out.event = start->fact;
      out.count = TRY(law::count_days(start->unit, start->n, what_if.start.value_or(start->day), calendar));
      out.working = calendar.last_business_day_on_or_before(out.count->last_day);
    }
  }
  for (auto sheet = sheets.rbegin(); sheet != sheets.rend(); ++sheet) {
    const auto* then = duty_in(sheet->reckoning, duty_id);
    if (then == nullptr || !of_its_day(*sheet)) continue;
    DutyChange change{sheet->id, sheet->at, {}, text_at(*then, "due"), text_at(*then, "working_due"),
                      text_at(*then, "state"), sheet->known_at};
    if (!out.changes.empty() && out.changes.back().due == change.due && out.changes.back().state == change.state &&
        out.changes.back().working_due == change.working_due) {
      continue;
    }
    if (const auto row = TRY(tx->sheet(sheet->id))) {
      if (const auto event = TRY(tx->event(row->event))) change.by = event->actor;
    }
    out.changes.push_back(std::move(change));
  }
  return out;
}

}  // namespace ledgelight::desk
