// Days and moments in the language of the page.
#include <fmt/format.h>

#include <array>

#include "base/text.hpp"
#include "pages/web.hpp"

namespace ledgelight::pages {
namespace {

constexpr std::array<const char*, 7> weekdays_es = {"domingo", "lunes",   "martes", "miércoles",
                                                    "jueves",  "viernes", "sábado"};
constexpr std::array<const char*, 12> months_es = {
    "enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
    "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};

std::string month_es(Date date) {
  return fmt::format("{} de {}", months_es[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()));
}

// One point of a When in Spanish: a year, a month, a day, or an instant in UTC.
std::string point_es(const std::string& text) {
  if (text.size() == 4) return text;
  if (text.size() == 7) {
    const auto first = parse_date(text + "-01");
    return first ? month_es(*first) : text;
  }
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return text;
  const auto day = day_words("es", *date);
  return text.size() == 10 ? day : day + ", " + text.substr(11, 5) + " UTC";
}

}  // namespace

std::string day_words(std::string_view language, Date date) {
  if (language != "es") return long_text(date);
  return fmt::format("{}, {} de {}", weekdays_es[weekday_of(date).c_encoding()],
                     static_cast<unsigned>(date.day()), month_es(date));
}

std::string Web::day(const http::Request& request, Date date) const {
  return day_words(language(request), date);
}

std::string Web::day(const http::Request& request, const std::string& iso) const {
  const auto date = parse_date(iso);
  return date ? day(request, *date) : iso;
}

std::string Web::time(const http::Request& request, Instant at) const {
  const auto& zone = desk_.config().zone;
  const auto english = long_text(at, zone);
  if (language(request) != "es") return english;
  // The same clock, its day in words: "…, 10:25 PM EST".
  const auto day = local_date(at, zone);
  const auto hours = english.substr(long_text(day).size());
  return day_words("es", day) + replaced(replaced(hours, " AM ", " a. m. "), " PM ", " p. m. ");
}

std::string Web::when(const http::Request& request, const When& when) const {
  if (language(request) != "es") return when.words();
  if (when.unknown()) return say(request, "when.not_sure");
  const auto& text = when.text();
  const auto slash = text.find('/');
  if (slash == std::string::npos)
    return text.size() <= 7 ? say(request, "when.some_time", {{"when", point_es(text)}})
                            : point_es(text);
  const auto from = text.substr(0, slash), to = text.substr(slash + 1);
  if (from == "..") return say(request, "when.until", {{"to", point_es(to)}});
  if (to == "..") return say(request, "when.from", {{"from", point_es(from)}});
  return say(request, "when.between", {{"from", point_es(from)}, {"to", point_es(to)}});
}

}  // namespace ledgelight::pages
