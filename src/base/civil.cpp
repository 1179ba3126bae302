#include "base/civil.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <array>

namespace ledgelight {
namespace {

constexpr std::array<const char*, 12> month_names{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
constexpr std::array<const char*, 7> day_names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                               "Thursday", "Friday", "Saturday"};

std::optional<int> number(std::string_view s, std::size_t at, std::size_t n) {
  if (at + n > s.size()) return std::nullopt;
  int v = 0;
  for (std::size_t i = at; i < at + n; ++i) {
    if (s[i] < '0' || s[i] > '9') return std::nullopt;
    v = v * 10 + (s[i] - '0');
  }
  return v;
}

const date::time_zone* zone_named(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::exception&) {
    return nullptr;
  }
}

struct LocalTime {
  Date date;
  int hour, minute, second;
  std::string abbrev;
};

LocalTime local_time(Instant at, const std::string& zone) {
  std::chrono::seconds offset{0};
  std::string abbrev = "UTC";
  if (const auto* z = zone_named(zone)) {
    const auto info = z->get_info(at);
    offset = info.offset;
    abbrev = info.abbrev;
  }
  const auto local = at + offset;
  const auto day = std::chrono::floor<days>(local);
  const auto s = (local - day).count();
  return {Date(day), static_cast<int>(s / 3600), static_cast<int>(s / 60 % 60),
          static_cast<int>(s % 60), abbrev};
}

std::string month_words(Date d) {
  return fmt::format("{} {}", month_names[static_cast<unsigned>(d.month()) - 1],
                     static_cast<int>(d.year()));
}

enum class Precision { none, year, month, day, instant };

struct Point {
  Precision precision = Precision::none;
  Date date{};
};

// One side of an interval, or the whole.
Result<Point> point(std::string_view t) {
  const auto bad = [] {
    return fail(Errc::bad_input, "write a year, a month (2026-03), a day (2026-03-02), an instant "
                                 "(2026-03-02T02:10Z), an interval of two (a/b) or unknown");
  };
  if (t.size() == 4) {
    const auto y = number(t, 0, 4);
    if (!y || *y < 1000) return bad();
    return Point{Precision::year, Date(std::chrono::year(*y), std::chrono::month(1), std::chrono::day(1))};
  }
  if (t.size() == 7) {
    auto d = parse_date(std::string(t) + "-01");
    if (!d) return bad();
    return Point{Precision::month, *d};
  }
  if (t.size() == 10) {
    auto d = parse_date(t);
    if (!d) return bad();
    return Point{Precision::day, *d};
  }
  std::string whole(t);
  if (t.size() == 17 && t.back() == 'Z') whole.insert(16, ":00");
  auto at = parse_instant(whole);
  if (!at) return bad();
  return Point{Precision::instant, Date(std::chrono::floor<days>(*at))};
}

Date last_day(const Point& p) {
  using namespace std::chrono;
  if (p.precision == Precision::year) return Date(p.date.year(), December, day(31));
  if (p.precision == Precision::month) {
    return Date(year_month_day_last(p.date.year(), month_day_last(p.date.month())));
  }
  return p.date;
}

std::string point_words(std::string_view t, const Point& p) {
  switch (p.precision) {
    case Precision::year:
      return fmt::format("some time in {}", static_cast<int>(p.date.year()));
    case Precision::month:
      return "some time in " + month_words(p.date);
    case Precision::day:
      return long_text(p.date);
    default:
      return long_text(p.date) + ", " + std::string(t.substr(11, 5)) + " UTC";
  }
}

}  // namespace

Result<Date> parse_date(std::string_view t) {
  const auto y = number(t, 0, 4);
  const auto m = number(t, 5, 2);
  const auto d = number(t, 8, 2);
  if (t.size() != 10 || !y || !m || !d || t[4] != '-' || t[7] != '-' || *y < 1000) {
    return fail(Errc::bad_input, "not a date of the form 2026-03-02");
  }
  const Date date(std::chrono::year(*y), std::chrono::month(static_cast<unsigned>(*m)),
                  std::chrono::day(static_cast<unsigned>(*d)));
  if (!date.ok()) return fail(Errc::bad_input, "no such day in the calendar");
  return date;
}

std::string to_text(Date d) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()),
                     static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
}

std::chrono::weekday weekday_of(Date d) { return std::chrono::weekday(sys_days(d)); }

std::string long_text(Date d) {
  return fmt::format("{}, {} {}, {}", day_names[weekday_of(d).c_encoding()],
                     month_names[static_cast<unsigned>(d.month()) - 1],
                     static_cast<unsigned>(d.day()), static_cast<int>(d.year()));
}

Date plus_days(Date d, int n) { return Date(sys_days(d) + days(n)); }
int days_between(Date from, Date to) {
  return static_cast<int>((sys_days(to) - sys_days(from)).count());
}

Result<Instant> parse_instant(std::string_view t) {
  const auto bad = [] { return fail(Errc::bad_input, "not an instant of the form 2026-11-22T03:25:01Z"); };
  if (t.size() < 20 || (t[10] != 'T' && t[10] != ' ') || t[13] != ':' || t[16] != ':') return bad();
  const auto day = parse_date(t.substr(0, 10));
  const auto h = number(t, 11, 2);
  const auto m = number(t, 14, 2);
  const auto s = number(t, 17, 2);
  if (!day || !h || !m || !s || *h > 23 || *m > 59 || *s > 60) return bad();
  std::size_t i = 19;
  if (t[i] == '.') {
    ++i;
    const auto start = i;
    while (i < t.size() && t[i] >= '0' && t[i] <= '9') ++i;
    if (i == start) return bad();
  }
  int offset = 0;
  if (i + 1 == t.size() && t[i] == 'Z') {
  } else if (i + 6 == t.size() && (t[i] == '+' || t[i] == '-') && t[i + 3] == ':') {
    const auto oh = number(t, i + 1, 2);
    const auto om = number(t, i + 4, 2);
    if (!oh || !om || *oh > 14 || *om > 59) return bad();
    offset = (*oh * 60 + *om) * (t[i] == '-' ? -60 : 60);
  } else {
    return bad();
  }
  return Instant(sys_days(*day)) + std::chrono::seconds(*h * 3600 + *m * 60 + *s - offset);
}

std::string to_text(Instant at) {
  const auto day = std::chrono::floor<days>(at);
  const auto s = (at - day).count();
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_text(Date(day)), s / 3600, s / 60 % 60, s % 60);
}

std::string long_text(Instant at, const std::string& zone) {
  const auto l = local_time(at, zone);
  const int h12 = l.hour % 12 == 0 ? 12 : l.hour % 12;
  return fmt::format("{}, {}:{:02} {} {}", long_text(l.date), h12, l.minute,
                     l.hour < 12 ? "AM" : "PM", l.abbrev);
}

std::string short_text(Instant at, const std::string& zone) {
  const auto l = local_time(at, zone);
  return fmt::format("{} {:02}:{:02}", to_text(l.date), l.hour, l.minute);
}

Date local_date(Instant at, const std::string& zone) { return local_time(at, zone).date; }

Instant start_of(Date d, const std::string& zone) {
  const auto* z = zone_named(zone);
  if (!z) return sys_days(d);
  const auto local = date::local_days(date::year(static_cast<int>(d.year())) /
                                      static_cast<unsigned>(d.month()) /
                                      static_cast<unsigned>(d.day()));
  return std::chrono::floor<std::chrono::seconds>(z->to_sys(local, date::choose::earliest));
}

Result<When> When::parse(std::string_view text) {
  if (text.empty() || text == "unknown") return When();
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    const auto a = text.substr(0, slash);
    const auto b = text.substr(slash + 1);
    if (a == ".." && b == "..") return When();
    std::optional<Point> from;
    std::optional<Point> to;
    if (a != "..") from = TRY(point(a));
    if (b != "..") to = TRY(point(b));
    if (from && to && sys_days(from->date) > sys_days(last_day(*to))) {
      return fail(Errc::bad_input, "the interval ends before it begins");
    }
    return When(std::string(text));
  }
  (void)TRY(point(text));
  return When(std::string(text));
}

std::string When::words() const {
  if (unknown()) return "not sure";
  if (const auto slash = text_.find('/'); slash != std::string::npos) {
    const auto a = text_.substr(0, slash);
    const auto b = text_.substr(slash + 1);
    if (a == "..") return "until " + point_words(b, *point(b));
    if (b == "..") return "from " + point_words(a, *point(a)) + " on";
    return "between " + point_words(a, *point(a)) + " and " + point_words(b, *point(b));
  }
  return point_words(text_, *point(text_));
}

std::optional<Date> When::earliest() const {
  if (unknown()) return std::nullopt;
  const auto a = text_.substr(0, text_.find('/'));
  if (a == "..") return std::nullopt;
  return point(a)->date;
}

std::optional<Date> When::latest() const {
  if (unknown()) return std::nullopt;
  const auto slash = text_.find('/');
  const auto b = slash == std::string::npos ? text_ : text_.substr(slash + 1);
  if (b == "..") return std::nullopt;
  return last_day(*point(b));
}

}  // namespace ledgelight
