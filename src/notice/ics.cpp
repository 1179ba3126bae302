#include "notice/ics.hpp"

#include "base/text.hpp"

namespace ledgelight::notice {
namespace {

// RFC 5545 section 3.3.11: backslash, semicolon, comma and line end are escaped.
std::string escaped_text(std::string_view text) {
  std::string out;
  const auto clean = valid_utf8(text) ? std::string(text) : escaped(text);
  for (const char c : clean) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += u < 0x20 || u == 0x7F ? ' ' : c;
  }
  return out;
}

// Section 3.1: at most 75 octets a line without its end; what follows begins with one space.
void line(std::string& out, std::string_view text) {
  std::size_t room = 75;
  while (text.size() > room) {
    auto cut = room;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    out.append(text.substr(0, cut));
    out += "\r\n ";
    text.remove_prefix(cut);
    room = 74;
  }
  out.append(text);
  out += "\r\n";
}

std::string digits(Date day) { return replaced(to_text(day), "-", ""); }
std::string digits(Instant at) { return replaced(replaced(to_text(at), "-", ""), ":", ""); }

}  // namespace

std::string icalendar(const std::vector<Deadline>& deadlines, const std::string& name, Instant stamp) {
  std::string out;
  line(out, "BEGIN:VCALENDAR");
  line(out, "VERSION:2.0");
  line(out, "PRODID:-//Ledgelight//Deadlines//EN");
  line(out, "CALSCALE:GREGORIAN");
  line(out, "METHOD:PUBLISH");
  line(out, "X-WR-CALNAME:" + escaped_text(name));
  line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
  for (const auto& one : deadlines) {
    line(out, "BEGIN:VEVENT");
    line(out, "UID:" + one.uid);
    line(out, "DTSTAMP:" + digits(stamp));
    line(out, "LAST-MODIFIED:" + digits(one.changed));
    line(out, "SEQUENCE:" + std::to_string(one.sequence));
    line(out, "DTSTART;VALUE=DATE:" + digits(one.day));
    line(out, "DTEND;VALUE=DATE:" + digits(plus_days(one.day, 1)));
    line(out, "TRANSP:TRANSPARENT");
    line(out, "CLASS:PRIVATE");
    line(out, "SUMMARY:" + escaped_text(one.summary));
    if (!one.description.empty()) line(out, "DESCRIPTION:" + escaped_text(one.description));
    line(out, "BEGIN:VALARM");
    line(out, "ACTION:DISPLAY");
    line(out, "TRIGGER:-P7D");
    line(out, "DESCRIPTION:" + escaped_text(one.summary));
    line(out, "END:VALARM");
    line(out, "END:VEVENT");
  }
  line(out, "END:VCALENDAR");
  return out;
}

}  // namespace ledgelight::notice
