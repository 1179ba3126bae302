#include "notice/words.hpp"

#include <fmt/format.h>

#include <array>

namespace ledgelight::notice {
namespace {

constexpr std::array<const char*, 12> months_en{"January",   "February", "March",    "April",
                                                "May",       "June",     "July",     "August",
                                                "September", "October",  "November", "December"};
constexpr std::array<const char*, 12> months_es{"enero",      "febrero", "marzo",     "abril",
                                                "mayo",       "junio",   "julio",     "agosto",
                                                "septiembre", "octubre", "noviembre", "diciembre"};
constexpr std::array<const char*, 7> days_es{"domingo", "lunes",   "martes", "mi\xC3\xA9rcoles",
                                             "jueves",  "viernes", "s\xC3\xA1""bado"};

struct Point {
  enum class Grain { year, month, day } grain;
  Date date;
};

Point point_of(const std::string& text, const std::string& zone) {
  if (text.size() == 4) return {Point::Grain::year, *parse_date(text + "-01-01")};
  if (text.size() == 7) return {Point::Grain::month, *parse_date(text + "-01")};
  if (text.size() == 10) return {Point::Grain::day, *parse_date(text)};
  // A When may leave the seconds out, an instant may not.
  auto at = parse_instant(text);
  if (!at) at = parse_instant(text.substr(0, 16) + ":00Z");
  CHECK(at.has_value());
  return {Point::Grain::day, local_date(*at, zone)};
}

std::string month_words(Date d, bool spanish) {
  const auto m = static_cast<unsigned>(d.month()) - 1;
  return spanish ? fmt::format("{} de {}", months_es[m], static_cast<int>(d.year()))
                 : fmt::format("{} {}", months_en[m], static_cast<int>(d.year()));
}

// The bare point, as it stands after "between" and "entre".
std::string bare(const Point& p, const std::string& language) {
  const bool spanish = language == "es";
  if (p.grain == Point::Grain::year) return std::to_string(static_cast<int>(p.date.year()));
  if (p.grain == Point::Grain::month) return month_words(p.date, spanish);
  return (spanish ? "el " : "") + day_words(p.date, language);
}

}  // namespace

std::string day_words(Date day, const std::string& language) {
  if (language != "es") return long_text(day);
  return fmt::format("{}, {} de {}", days_es[weekday_of(day).c_encoding()],
                     static_cast<unsigned>(day.day()), month_words(day, true));
}

std::string when_words(const When& when, const std::string& language, const std::string& zone) {
  if (when.unknown()) return "";
  const bool spanish = language == "es";
  const auto& text = when.text();
  const auto slash = text.find('/');
  if (slash == std::string::npos) {
    const auto p = point_of(text, zone);
    if (p.grain == Point::Grain::day) return (spanish ? "" : "on ") + bare(p, language);
    return (spanish ? "en alg\xC3\xBAn momento de " : "some time in ") + bare(p, language);
  }
  const auto from = text.substr(0, slash), to = text.substr(slash + 1);
  if (from == ".." && to == "..") return "";
  if (from == "..") {
    return (spanish ? "antes o hasta " : "on or before ") + bare(point_of(to, zone), language);
  }
  if (to == "..") {
    return (spanish ? "desde " : "from ") + bare(point_of(from, zone), language) +
           (spanish ? " o despu\xC3\xA9s" : " or later");
  }
  return (spanish ? "entre " : "between ") + bare(point_of(from, zone), language) +
         (spanish ? " y " : " and ") + bare(point_of(to, zone), language);
}

}  // namespace ledgelight::notice
