#include "law/hours.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::int64_t kMostHours = 87'840;

bool two_digits(std::string_view text, std::size_t at, int most, int& out) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (!digit(at) || !digit(at + 1)) return false;
  out = (text[at] - '0') * 10 + (text[at + 1] - '0');
  return out <= most;
}

std::string day_words(const HourDay& day) {
  std::string out = std::to_string(day.minutes / 60) + " h " + std::to_string(day.minutes % 60) + " min";
  return day.changed ? out + " (the clocks change)" : out;
}

}  // namespace

Result<Instant> local_instant(std::string_view text, const std::string& zone) {
  if (text.size() > 16) return parse_instant(text);
  int hour = 0, minute = 0;
  if (text.size() != 16 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' ||
      !two_digits(text, 11, 23, hour) || !two_digits(text, 14, 59, minute))
    return fail(Errc::bad_input, "'" + shown_line(text, 40) + "' is not a time; write 2027-03-13T10:00");
  const auto date = TRY(parse_date(text.substr(0, 10)));
  const auto wanted = std::string(text.substr(0, 10)) + " " + std::string(text.substr(11));
  // A zone moves its clocks by at most a few hours at once: the moment lies near midnight plus the
  // time typed. The first that reads so is the earlier of two.
  const auto about = start_of(date, zone) + hours(hour) + minutes(minute);
  for (auto at = about - hours(3); at <= about + hours(3); at += minutes(15))
    if (short_text(at, zone) == wanted) return at;
  return fail(Errc::bad_input, wanted + " was skipped when the clocks went forward at " + zone +
                                   "; write the time that was shown");
}

Result<HourCount> count_hours(std::int64_t n, Instant from, const std::string& zone) {
  if (n < 0) return fail(Errc::bad_input, "hours: below 0; count forward from the event");
  if (n > kMostHours) return fail(Errc::too_large, "hours: more than 87,840; write a smaller number");
  HourCount out;
  out.zone = zone;
  out.from = from;
  out.last = from + hours(n);
  out.last_day = local_date(out.last, zone);
  for (Date date = local_date(from, zone); date <= out.last_day; date = plus_days(date, 1)) {
    const auto begins = start_of(date, zone), ends = start_of(plus_days(date, 1), zone);
    const auto part = std::min(ends, out.last) - std::max(begins, from);
    out.days.push_back({date, std::chrono::duration_cast<minutes>(part).count(), ends - begins != hours(24)});
  }
  return out;
}

std::string to_words(const HourCount& count, const std::vector<std::string>& notes) {
  std::string out;
  for (const auto& note : notes)
    out += "note: " + note + "\n";
  for (std::size_t i = 0; i < count.days.size(); ++i) {
    out += to_text(count.days[i].date) + " counted " + day_words(count.days[i]);
    if (i + 1 == count.days.size()) out += ", until " + long_text(count.last, count.zone);
    out += "\n";
  }
  if (count.days.empty())
    out += to_text(count.last_day) + " until " + long_text(count.last, count.zone) + "\n";
  return out;
}

Json to_json(const HourCount& count, const std::vector<std::string>& notes) {
  Json days = Json::array();
  for (const auto& day : count.days)
    days.push_back({{"date", to_text(day.date)}, {"counted", true}, {"because", "counted " + day_words(day)}});
  return {{"unit", "hours"},
          {"zone", count.zone},
          {"from", to_text(count.from)},
          {"last", to_text(count.last)},
          {"last_text", long_text(count.last, count.zone)},
          {"last_day", to_text(count.last_day)},
          {"days", std::move(days)},
          {"notes", notes}};
}

}  // namespace ledgelight::law
