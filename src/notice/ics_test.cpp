#include "notice/ics.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "base/text.hpp"

namespace ledgelight::notice {
namespace {

Date day(std::string_view text) { return *parse_date(text); }
Instant at(std::string_view text) { return *parse_instant(text); }

std::vector<Deadline> some() {
  return {{"a1@desk.example", day("2026-05-01"), "Notify: residents, all; \\ of them",
           "Line one\nline two, mañana — " + std::string(200, 'x'), 3, at("2026-03-02T15:00:00Z")},
          {"b2@desk.example", day("2026-12-31"), "Deadline, case 2026-0001", "", 1, at("2026-03-02T15:00:00Z")}};
}

std::string unfolded(const std::string& text) { return replaced(text, "\r\n ", ""); }

TEST(Calendar, SaysEachDeadlineAsAnAllDayEvent) {
  const auto text = unfolded(icalendar(some(), "Deadlines", at("2026-03-03T00:00:00Z")));
  for (const auto* expected :
       {"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "UID:a1@desk.example\r\n", "DTSTAMP:20260303T000000Z\r\n",
        "DTSTART;VALUE=DATE:20260501\r\n", "DTEND;VALUE=DATE:20260502\r\n", "DTEND;VALUE=DATE:20270101\r\n",
        "SUMMARY:Notify: residents\\, all\\; \\\\ of them\r\n", "DESCRIPTION:Line one\\nline two\\, mañana",
        "SEQUENCE:3\r\n", "END:VCALENDAR\r\n"})
    EXPECT_NE(text.find(expected), std::string::npos) << expected << "\n" << text;
}

TEST(Calendar, FoldsAtSeventyFiveOctetsAndNeverInsideACharacter) {
  for (int shift = 0; shift < 8; ++shift) {
    Deadline one{"u@x", day("2026-05-01"), std::string(static_cast<std::size_t>(shift), 'a'), {}, 0, {}};
    for (int i = 0; i < 90; ++i) one.summary += "ñ€";
    const auto text = icalendar({one}, "n", {});
    std::size_t from = 0;
    for (std::size_t end; (end = text.find("\r\n", from)) != std::string::npos; from = end + 2) {
      EXPECT_LE(end - from, 75U);
      EXPECT_TRUE(valid_utf8(std::string_view(text).substr(from, end - from)));
    }
    EXPECT_EQ(from, text.size());
    EXPECT_NE(unfolded(text).find("SUMMARY:" + one.summary + "\r\n"), std::string::npos);
  }
}

TEST(Calendar, NothingTypedCanAddALine) {
  Deadline one{"u@x", day("2026-05-01"), "a\r\nATTENDEE:mailto:b@c", "x\rEND:VEVENT\x01", 0, {}};
  const auto text = icalendar({one}, "n\r\nX:1", {});
  EXPECT_EQ(text.find("\r\nATTENDEE"), std::string::npos);
  EXPECT_EQ(text.find("\r\nX:1"), std::string::npos);
  EXPECT_EQ(text.find("\x01"), std::string::npos);
}

TEST(Calendar, AnotherParserReadsIt) {
  if (std::system("/usr/bin/python3 -c 'import icalendar' 2>/dev/null") != 0)
    GTEST_SKIP() << "python3-icalendar is not installed";
  const std::string path = ::testing::TempDir() + "ledgelight-feed-" + std::to_string(::getpid()) + ".ics";
  std::ofstream(path, std::ios::binary) << icalendar(some(), "Deadlines", at("2026-03-03T00:00:00Z"));
  const std::string script =
      "/usr/bin/python3 - '" + path + "' <<'PY'\n"
      "import datetime, icalendar, sys\n"
      "c = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())\n"
      "e = [x for x in c.walk('VEVENT')]\n"
      "assert len(e) == 2, e\n"
      "assert str(e[0]['summary']) == 'Notify: residents, all; \\\\ of them', e[0]['summary']\n"
      "assert str(e[0]['description']).startswith('Line one\\nline two, mañana'), e[0]['description']\n"
      "assert e[0].decoded('dtstart') == datetime.date(2026, 5, 1)\n"
      "assert e[1].decoded('dtend') == datetime.date(2027, 1, 1)\n"
      "assert not any(x.errors for x in c.walk()), [x.errors for x in c.walk()]\n"
      "PY\n";
  EXPECT_EQ(std::system(script.c_str()), 0);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace ledgelight::notice
