// Duties over time: days of the place, clocks, what was known then, sheets reckoned again, readings
// that counsel signs, and the calendar.
#include "desk/duties.hpp"

#include <array>
#include <cstdio>
#include <fstream>

#include "a_desk.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/clocks.hpp"
#include "desk/deadline_feed.hpp"
#include "desk/paper_words.hpp"
#include "law/facts.hpp"
#include "law/rules.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::desk {
namespace {

class Duties : public ADesk {
 protected:
  Duties()
      : privacy(officer("privacy", {Role::privacy})),
        counsel(officer("counsel", {Role::counsel})),
        clerk(officer("clerk", {Role::clerk})) {
    id = must(open_case(desk(), privacy, {"A list on a bus", "officer", ""}));
    must(state_facts(desk(), privacy, id,
                     {known("entity.role", "owner"), known("discovered", "2026-03-02"), known("access", "acquired"),
                      known("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none"}])")),
                      known("people", Json::parse(R"([{"state":"US-CT","count":2}])"))}));
  }
  void days_pass(int n) { clock.advance(std::chrono::hours(24 * n)); }
  std::string state_of(const std::vector<Recheck>& all) {
    std::string out;
    for (const auto& one : all) out += std::string(name_of(one.says)) + " ";
    return out;
  }
  Actor privacy, counsel, clerk;
  CaseId id;
};

TEST_F(Duties, WhatWasKnownOnADayComesFromTheTimesOfEntry) {
  days_pass(2);
  const auto first = must(decide_duties(desk(), privacy, id, ""));
  days_pass(10);
  must(state_facts(desk(), privacy, id, {known("people", Json::parse(R"([{"state":"US-CT","count":900}])")),
                                         known("entity.hipaa", false)}));
  const auto then = must(known_then(desk(), privacy, id, "2026-03-10"));
  EXPECT_EQ(then.given["people"][0]["count"], 2);
  EXPECT_EQ(then.reckoning["known_at"], "2026-03-10");
  EXPECT_EQ(then.not_yet, std::vector<std::string>{"entity.hipaa"});
  ASSERT_TRUE(then.sheet);
  EXPECT_EQ(then.sheet->id, first.id);
  const auto before = must(known_then(desk(), privacy, id, "2026-03-01"));
  EXPECT_TRUE(before.facts.empty());
  EXPECT_FALSE(before.sheet);
  EXPECT_TRUE(before.reckoning["duties"].empty());
  EXPECT_EQ(must(known_then(desk(), privacy, id, "2026-03-14")).given["people"][0]["count"], 900);
  EXPECT_EQ(code_of(known_then(desk(), privacy, id, "2026-03-15")), Errc::bad_input);
  EXPECT_FALSE(known_then(desk(), clerk, id, "2026-03-10").has_value());
}

TEST_F(Duties, EverySheetComesOutTheSameToTheByte) {
  must(decide_duties(desk(), privacy, id, ""));
  days_pass(3);
  casefile::Fact maybe = known("access", "accessed");
  maybe.certainty = casefile::Certainty::suspected;
  must(state_facts(desk(), privacy, id, {maybe}));
  must(decide_duties(desk(), privacy, id, "2026-03-03"));
  must(decide_duties(desk(), privacy, id, ""));
  must(enter_place_day(desk(), privacy, {"2026-05-01", "closed", "City Hall closed: flood"}));
  must(decide_duties(desk(), privacy, id, ""));
  days_pass(3);
  must(state_facts(desk(), privacy, id, {known("people", Json::parse(R"([{"state":"US-CT","count":7}])"))}));
  const auto all = must(recheck_duties(desk(), privacy, id));
  ASSERT_GE(all.size(), 4U);
  for (const auto& one : all) EXPECT_EQ(one.says, Recheck::Says::same) << one.sheet.str() << " " << one.where;
  EXPECT_EQ(must(recheck_duties(desk(), counsel, CaseId())).size(), all.size());
  EXPECT_FALSE(recheck_duties(desk(), clerk, id).has_value());
}

TEST_F(Duties, ASheetIsReckonedAgainByTheRulesItWasMadeWith) {
  must(decide_duties(desk(), privacy, id, ""));
  const auto old_digest = desk().rules().digest();
  // The city corrects a line: fifty days instead of sixty.
  const auto overlay = root / "overlay";
  std::filesystem::create_directories(overlay / "us/ct");
  auto files = must(law::rule_files());
  auto text = files.at("us/ct/breach.yaml");
  const auto at = text.find("value: 60");
  ASSERT_NE(at, std::string::npos);
  text.replace(at, 9, "value: 50");
  std::ofstream(overlay / "us/ct/breach.yaml") << text;
  made.reset();
  wiring::OpenOptions options;
  options.rules = overlay.string();
  options.clock = &clock;
  options.randomness = &chance;
  made = must(wiring::open_desk(folder(), options));
  ASSERT_NE(desk().rules().digest(), old_digest);
  const auto sheet = must(decide_duties(desk(), privacy, id, ""));
  EXPECT_EQ(sheet.packs_digest, desk().rules().digest());
  EXPECT_EQ(state_of(must(recheck_duties(desk(), privacy, id))), "same same ");
  EXPECT_EQ(must(desk().rule_versions()).size(), 2U);

  // Which open cases would change, and how.
  const auto before = must(desk().rules_of(old_digest));
  const auto found = must(diff_duties(desk(), privacy, *before, desk().rules()));
  EXPECT_EQ(found.looked_at, 1U);
  ASSERT_EQ(found.cases.size(), 1U);
  const auto words = law::to_words(found.cases[0].changes);
  EXPECT_NE(words.find("due: 2026-05-01 -> 2026-04-21"), std::string::npos) << words;
  EXPECT_TRUE(must(diff_duties(desk(), privacy, *before, *before)).cases.empty());

  // Somebody changes a kept file: it no longer counts as what was in force.
  made.reset();
  const auto kept = std::filesystem::path(folder()) / "rules" / old_digest / "us/ct/breach.yaml";
  std::ofstream(kept, std::ios::app) << "# changed\n";
  made = must(wiring::open_desk(folder(), options));
  const auto again = must(recheck_duties(desk(), privacy, id));
  EXPECT_EQ(state_of(again), "rules-missing same ");
  EXPECT_NE(again[0].where.find("were changed"), std::string::npos) << again[0].where;
}

TEST_F(Duties, AClosureMovesTheWorkingTargetAndTheNewSheetSaysSo) {
  const auto first = must(decide_duties(desk(), privacy, id, ""));
  EXPECT_EQ(first.reckoning["duties"][0]["working_due"], "2026-05-01");
  days_pass(1);
  const auto moved = must(enter_place_day(desk(), clerk, {"2026-05-01", "closed", "City Hall closed: flood"}));
  EXPECT_TRUE(moved.empty()) << "the clerk is no member of the case and is told nothing of it";
  const auto sheets = must(list_sheets(desk(), privacy, id));
  ASSERT_EQ(sheets.size(), 2U);
  const auto& duty = sheets[0].reckoning["duties"][0];
  EXPECT_EQ(duty["due"], "2026-05-01") << "the law's own day stays";
  EXPECT_EQ(duty["working_due"], "2026-04-30");
  EXPECT_NE(plain_json(duty["flags"]).find("MOVED_BY_PLACE_DAY"), std::string::npos);
  EXPECT_NE(plain_json(duty["flags"]).find("City Hall closed: flood"), std::string::npos);
  // Taken back: it moves again.
  const auto back = must(enter_place_day(desk(), privacy, {"2026-05-01", "ordinary", "the flood was elsewhere"}));
  ASSERT_FALSE(back.empty());
  EXPECT_EQ(back[0].before, "2026-04-30");
  EXPECT_EQ(back[0].after, "2026-05-01");
  const auto days = must(list_place_days(desk(), clerk));
  ASSERT_EQ(days.size(), 2U);
  EXPECT_FALSE(days[0].holds);
  EXPECT_TRUE(days[1].holds);
}

TEST_F(Duties, AClockPausesResumesEndsAndIsMovedByAClosureFoundLate) {
  const auto clock_id = must(start_clock(desk(), privacy, id,
                                         {"Answer to the request", "§ 1-206(a)", "business-days", 4, "2026-03-02", "request received"}));
  auto view = must(show_clock(desk(), privacy, clock_id));
  EXPECT_EQ(to_text(*view.now.last_day), "2026-03-06");
  days_pass(1);
  const auto moved = must(enter_place_day(desk(), privacy, {"2026-03-04", "closed", "City Hall closed: snow"}));
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved[0].before, "2026-03-06");
  EXPECT_EQ(moved[0].after, "2026-03-09");
  view = must(show_clock(desk(), privacy, clock_id));
  ASSERT_EQ(view.changes.size(), 2U);
  EXPECT_EQ(view.changes[1].kind, "moved");
  EXPECT_EQ(view.changes[1].before, "2026-03-06");
  ASSERT_TRUE(view.now.other);
  EXPECT_EQ(to_text(view.now.other->last_day), "2026-03-06");

  must(turn_clock(desk(), privacy, clock_id, "pause", "2026-03-03", "the requester is asked"));
  view = must(show_clock(desk(), privacy, clock_id));
  EXPECT_EQ(view.now.state, law::ClockState::paused);
  EXPECT_FALSE(view.now.last_day);
  EXPECT_EQ(code_of(turn_clock(desk(), privacy, clock_id, "pause", "2026-03-04", "again")), Errc::bad_input);
  EXPECT_EQ(code_of(turn_clock(desk(), privacy, clock_id, "end", "2026-03-04", "  ")), Errc::bad_input);
  must(turn_clock(desk(), privacy, clock_id, "resume", "2026-03-09", "answered"));
  WhatIf what_if;
  what_if.days = {{*parse_date("2026-03-10"), law::PlaceDay::What::closed, "what if"}};
  const auto would = must(show_clock(desk(), privacy, clock_id, what_if));
  EXPECT_EQ(to_text(*would.now.last_day), "2026-03-12");
  EXPECT_EQ(to_text(*must(show_clock(desk(), privacy, clock_id)).now.last_day), "2026-03-11") << "a what-if keeps nothing";
  must(turn_clock(desk(), privacy, clock_id, "end", "2026-03-10", "answered in full"));
  EXPECT_EQ(code_of(turn_clock(desk(), privacy, clock_id, "end", "2026-03-10", "twice")), Errc::wrong_state);
  EXPECT_EQ(must(list_clocks(desk(), privacy, id)).size(), 1U);
  std::vector<std::string> kinds;
  const auto tx = must(desk().store().read());
  for (const auto& event : must(tx->events_of_case(id))) {
    if (event.kind.rfind("clock.", 0) == 0) kinds.push_back(event.kind);
  }
  EXPECT_EQ(join(kinds, " "), "clock.started clock.moved clock.paused clock.resumed clock.ended");
}

TEST_F(Duties, AClockOfHoursIsPutOnTheBoardByItsDay) {
  must(start_clock(desk(), privacy, id, {"The vendor's word", "contract", "hours", 72, "2026-03-06T10:00", "the vendor's mail"}));
  const auto board = must(clock_board(desk(), privacy));
  ASSERT_EQ(board.size(), 1U);
  EXPECT_EQ(board[0].due, "2026-03-09");  // the clocks go forward on the 8th: 11:00
  EXPECT_EQ(board[0].unit, "hours");
  EXPECT_EQ(code_of(start_clock(desk(), privacy, id, {"x", "", "hours", 72, "2026-03-08T02:30", "y"})), Errc::bad_input);
  EXPECT_EQ(code_of(start_clock(desk(), privacy, id, {"x", "", "weeks", 72, "2026-03-08", "y"})), Errc::bad_input);
  EXPECT_FALSE(start_clock(desk(), officer("auditor", {Role::auditor}), id, {"x", "", "hours", 72, "2026-03-06T10:00", "y"}).has_value());
}

TEST_F(Duties, NothingThatRestsOnAnUnsignedReadingIsApprovedForSending) {
  resident(id, 1, "Invented Alpha");
  resident(id, 2, "Invented Beta");
  const auto sheet = must(decide_duties(desk(), privacy, id, ""));
  const auto readings = must(readings_of_sheet(desk(), counsel, sheet.id));
  ASSERT_FALSE(readings.empty());
  const auto guard = [&] {
    const auto tx = must(desk().store().read());
    return require_signed(desk(), *tx, id, {"US-CT"}, {"notify-individuals", "offer-services"});
  };
  EXPECT_EQ(code_of(guard()), Errc::needs_approval);
  const auto first = readings[0].reading.id;
  EXPECT_EQ(code_of(sign_reading(desk(), privacy, sheet.id, first, "case", "x")), Errc::denied);
  EXPECT_EQ(code_of(sign_reading(desk(), cli(), sheet.id, first, "case", "x")), Errc::needs_approval);
  EXPECT_EQ(code_of(sign_reading(desk(), counsel, sheet.id, first, "case", " ")), Errc::bad_input);
  EXPECT_EQ(code_of(sign_reading(desk(), counsel, sheet.id, first, "world", "x")), Errc::bad_input);
  EXPECT_EQ(code_of(sign_reading(desk(), counsel, sheet.id, "0000000000000000", "case", "x")), Errc::not_found);
  for (const auto& line : readings) {
    if (!line.reading.of_the_law()) {
      EXPECT_EQ(code_of(sign_reading(desk(), counsel, sheet.id, line.reading.id, "pack", "x")), Errc::bad_input);
    }
    EXPECT_EQ(code_of(guard()), Errc::needs_approval) << "one is still open";
    must(sign_reading(desk(), counsel, sheet.id, line.reading.id, line.reading.of_the_law() ? "pack" : "case", "read it"));
  }
  EXPECT_TRUE(guard().has_value());
  EXPECT_EQ(code_of(sign_reading(desk(), counsel, sheet.id, first, "case", "x")), Errc::conflict);
  // The sheet, its PDF and the next sheet of the case say so.
  const auto after = must(show_sheet(desk(), counsel, sheet.id));
  EXPECT_EQ(after.signatures.size(), readings.size());
  EXPECT_EQ(after.signatures[0].by, "Officer counsel");
  // What was signed for the pack holds in another case; what was signed for the case does not.
  const auto other = must(open_case(desk(), privacy, {"Another", "officer", ""}));
  must(state_facts(desk(), privacy, other, {known("entity.role", "owner"), known("discovered", "2026-03-02"), known("access", "acquired"),
                      known("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none"}])")),
                      known("people", Json::parse(R"([{"state":"US-CT","count":2}])"))}));
  const auto second = must(decide_duties(desk(), privacy, other, ""));
  for (const auto& line : must(readings_of_sheet(desk(), counsel, second.id))) {
    EXPECT_EQ(line.signature.has_value(), line.reading.of_the_law()) << line.reading.what;
  }
}

std::string pdf_words(const std::string& pdf, const std::filesystem::path& folder) {
  const auto file = (folder / "sheet.pdf").string();
  std::ofstream(file, std::ios::binary) << pdf;
  std::FILE* pipe = ::popen(("pdftotext -layout '" + file + "' - 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no pdftotext");
  std::string out;
  std::array<char, 4096> part{};
  while (const auto n = std::fread(part.data(), 1, part.size(), pipe))
    out.append(part.data(), n);
  if (::pclose(pipe) != 0) throw std::runtime_error("pdftotext failed");
  return out;
}

TEST_F(Duties, ASheetAndACalendarAreInSpanishWhenAsked) {
  const auto sheet = must(decide_duties(desk(), privacy, id, ""));
  const auto english = pdf_words(must(sheet_pdf(desk(), privacy, sheet.id)), root);
  const auto spanish = pdf_words(must(sheet_pdf(desk(), privacy, sheet.id, "es")), root);
  for (const auto* words :
       {"Last lawful day", "What was done with the data", "Connecticut", "Not reviewed by counsel"})
    EXPECT_NE(english.find(words), std::string::npos) << words;
  for (const auto* words : {"Hoja de obligaciones",
                            "\xC3\x9Altimo d\xC3\xAD"
                            "a legal",
                            "viernes, 1 de mayo de 2026", "No lo revis\xC3\xB3 el abogado",
                            "Connecticut", "abierta", "Seguro Social"})
    EXPECT_NE(spanish.find(words), std::string::npos) << words << "\n" << spanish;
  for (const auto* words : {"Last lawful day", "Authority", "Because", " resident ", "Notify",
                            " May 1", "US-CT", "data[0]", "not reviewed"})
    EXPECT_EQ(spanish.find(words), std::string::npos) << words << "\n" << spanish;
  const auto file = replaced(must(deadlines_file(desk(), privacy, "es")), "\r\n ", "");
  EXPECT_NE(file.find("X-WR-CALNAME:Plazos"), std::string::npos) << file;
  EXPECT_NE(file.find("No es asesor\xC3\xAD"
                      "a legal"),
            std::string::npos);
  for (const auto* words : {"Notify", "without unreasonable", "not reviewed", "reading"})
    EXPECT_EQ(file.find(words), std::string::npos) << words << "\n" << file;
  const auto token = must(make_feed_token(desk(), privacy));
  EXPECT_NE(must(feed_for_token(desk(), token, "es")).find("Plazo\\, caso"), std::string::npos);
}

TEST_F(Duties, EveryFactOfTheFactsFileHasWordsInBothLanguages) {
  const auto en = paper_words(desk().rules(), "en"), es = paper_words(desk().rules(), "es");
  const std::vector<std::string> paths{"entity.kind",
                                       "entity.role",
                                       "entity.hipaa",
                                       "discovered",
                                       "vendor_discovered",
                                       "occurred",
                                       "access",
                                       "data",
                                       "data[0].elements",
                                       "data[1].medium",
                                       "data[0].protection",
                                       "data[0].key",
                                       "data[0].accuracy_feet",
                                       "data[0].city_mailbox_people",
                                       "people",
                                       "people[2].state",
                                       "people[0].count",
                                       "people[0].identified",
                                       "people[0].without_contact",
                                       "people[0].elements",
                                       "harm.finding",
                                       "harm.investigated",
                                       "harm.signed_by",
                                       "harm.on",
                                       "harm.reopened",
                                       "law_enforcement_hold",
                                       "law_enforcement_hold.agency",
                                       "law_enforcement_hold.determined",
                                       "law_enforcement_hold.requested",
                                       "law_enforcement_hold.released",
                                       "notice_cost_usd",
                                       "notified",
                                       "notified[0].on",
                                       "notified[0].state"};
  for (const auto& path : paths) {
    for (const auto* words : {&en, &es}) {
      const auto said = words->fact(path);
      EXPECT_NE(said, path);
      EXPECT_EQ(said.find_first_of("[_."), std::string::npos) << said;
    }
    EXPECT_NE(en.fact(path), es.fact(path));
  }
  EXPECT_EQ(en.fact("people[2].state"), "People affected, 3: State");
  EXPECT_EQ(es.value("data[0].protection", "hashed"), es.value("data[3].protection", "hashed"));
  for (const auto& [path, value] : std::vector<std::pair<std::string, Json>>{
           {"data[0].protection", "encrypted"},
           {"data[0].key", "taken"},
           {"data[0].medium", "paper"},
           {"access", "acquired"},
           {"entity.role", "owner"},
           {"harm.finding", "unlikely"},
           {"data[0].elements", Json::array({"ssn", "drivers_licence"})}}) {
    const auto said = es.value(path, value);
    EXPECT_EQ(said.find(value.is_string() ? value.get<std::string>() : "drivers"),
              std::string::npos)
        << said;
    EXPECT_NE(said, en.value(path, value));
  }
  EXPECT_EQ(es.value("discovered", "2026-03-02"), "lunes, 2 de marzo de 2026");
  EXPECT_EQ(en.value("people", 1205), "1205");
  for (const auto& code : law::jurisdiction_codes()) {
    EXPECT_NE(en.state(code), code);
    EXPECT_EQ(es.state(code).find("US-"), std::string::npos);
  }
  EXPECT_EQ(en.fact("no.such.fact"), "no.such.fact");
}

TEST_F(Duties, TheBoardSaysOfEachDutyWhatCounselHasNotSigned) {
  const auto sheet = must(decide_duties(desk(), privacy, id, ""));
  std::size_t open = 0;
  for (const auto& line : must(clock_board(desk(), privacy))) {
    EXPECT_EQ(line.not_signed.size(), line.unsigned_readings);
    for (const auto& one : line.not_signed) {
      EXPECT_FALSE(one.what.empty());
      EXPECT_TRUE(one.kind == "unverified" || one.kind == "defaulted" || one.kind == "unknown")
          << one.kind;
    }
    open += line.not_signed.size();
  }
  EXPECT_GT(open, 0U);
  sign_readings(counsel, id);
  for (const auto& line : must(clock_board(desk(), privacy)))
    EXPECT_TRUE(line.not_signed.empty());
}

TEST_F(Duties, TheCalendarOfALinkTellsDaysAndNumbersOnly) {
  must(decide_duties(desk(), privacy, id, ""));
  const auto token = must(make_feed_token(desk(), privacy));
  const auto feed = replaced(must(feed_for_token(desk(), token)), "\r\n ", "");
  EXPECT_NE(feed.find("SUMMARY:Deadline\\, case " + id.str()), std::string::npos) << feed;
  EXPECT_NE(feed.find("DTSTART;VALUE=DATE:20260501"), std::string::npos);
  for (const auto* secret : {"bus", "resident", "Notify", "breach", "Attorney"}) {
    EXPECT_EQ(feed.find(secret), std::string::npos) << secret;
  }
  EXPECT_NE(must(deadlines_file(desk(), privacy)).find("Notify"), std::string::npos);
  // The same deadline keeps its name when its sheet is made again.
  const auto uid = feed.substr(feed.find("UID:"), 40);
  days_pass(1);
  must(decide_duties(desk(), privacy, id, ""));
  EXPECT_NE(must(feed_for_token(desk(), token)).find(uid), std::string::npos);
  // A restricted case is not in it.
  must(set_case_restricted(desk(), privacy, id, true, "it concerns a colleague"));
  must(add_member(desk(), privacy, id, privacy.officer));
  EXPECT_EQ(must(feed_for_token(desk(), token)).find("VEVENT"), std::string::npos);
  // Links that are wrong, replaced, taken back, or of an officer who left open nothing.
  const auto next = must(make_feed_token(desk(), privacy));
  for (const auto& wrong : {token, next + "0", std::string(), std::string("-"), std::string("o-1-"), std::string(200, 'a')}) {
    EXPECT_EQ(code_of(feed_for_token(desk(), wrong)), Errc::not_found) << wrong;
  }
  EXPECT_TRUE(feed_for_token(desk(), next).has_value());
  must(set_officer_active(desk(), cli(), privacy.officer, false));
  EXPECT_EQ(code_of(feed_for_token(desk(), next)), Errc::not_found);
  must(set_officer_active(desk(), cli(), privacy.officer, true));
  must(drop_feed_token(desk(), privacy));
  EXPECT_EQ(code_of(feed_for_token(desk(), next)), Errc::not_found);
  EXPECT_EQ(code_of(make_feed_token(desk(), cli())), Errc::denied);
}

}  // namespace
}  // namespace ledgelight::desk
