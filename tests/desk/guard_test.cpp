// What rests on something nobody has settled goes out by no way until counsel signed it; what was
// given meets its duty; and every sheet ever kept is there, and comes out the same.
#include <sqlite3.h>

#include <array>
#include <functional>

#include "a_case_of_letters.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/deadline_feed.hpp"
#include "desk/export.hpp"
#include "desk/letters.hpp"
#include "desk/notices.hpp"
#include "desk/record.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::desk {
namespace {

class Guard : public ACaseOfLetters {
 protected:
  Guard() { know(R"([{"state":"US-CT","count":2},{"state":"US-TX","count":12000}])"); }
  std::string duty_of_kind(const Sheet& sheet, std::string_view kind) {
    for (const auto& duty : sheet.reckoning.at("duties")) {
      if (text_at(duty, "kind") == kind) return text_at(duty, "id");
    }
    return {};
  }
  std::string state_of(const Sheet& sheet, std::string_view duty) {
    for (const auto& one : sheet.reckoning.at("duties")) {
      if (text_at(one, "id") == duty) return text_at(one, "state");
    }
    return {};
  }
  static std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void sql(const std::string& text) {
    made.reset();
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open((folder() + "/store.sqlite").c_str(), &db), SQLITE_OK);
    char* why = nullptr;
    EXPECT_EQ(sqlite3_exec(db, text.c_str(), nullptr, nullptr, &why), SQLITE_OK) << (why ? why : "");
    sqlite3_free(why);
    sqlite3_close(db);
    wiring::OpenOptions options;
    options.clock = &clock;
    options.randomness = &chance;
    made = must(wiring::open_desk(folder(), options));
  }
  std::string says(const RecheckAll& all) {
    std::string out;
    for (const auto& one : all.sheets) out += one.sheet.str() + " " + std::string(name_of(one.says)) + " ";
    return out;
  }
};

TEST_F(Guard, ABoardOfClocksThatCannotReadACaseSaysSoAndLeavesNoneOut) {
  must(decide_duties(desk(), privacy, id, ""));
  const auto other = must(open_case(desk(), privacy, {"Another list", "officer", ""}));
  must(state_facts(desk(), privacy, other, {known("entity.role", "owner"), known("discovered", "2026-03-01"),
                                            known("access", "acquired"),
                                            known("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none"}])")),
                                            known("people", Json::parse(R"([{"state":"US-CT","count":2}])"))}));
  must(decide_duties(desk(), privacy, other, ""));
  ASSERT_FALSE(must(clock_board(desk(), privacy)).empty());
  sql("UPDATE sheets SET body = CAST(substr(body, 1, length(body) - 1) || x'00' AS BLOB) WHERE case_id = '" + id.str() + "'");
  EXPECT_EQ(code_of(clock_board(desk(), privacy)), Errc::corrupt) << "a board without that case would look whole";
}

TEST_F(Guard, NothingThatRestsOnAnUnsignedReadingGoesOutByAnyWay) {
  resident(id, 1, "Invented Alpha");
  const auto sheet = must(decide_duties(desk(), privacy, id, ""));
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  const auto give = [&](std::string_view kind) {
    const auto duty = duty_of_kind(must(list_sheets(desk(), privacy, id)).at(0), kind);
    EXPECT_FALSE(duty.empty()) << kind;
    return code_of(record_notice(desk(), privacy, id, {duty, "2026-03-02", "portal"}));
  };
  struct Way {
    const char* name;
    std::function<Errc()> go;
  };
  const std::vector<Way> ways = {
      {"the sheet out of draft", [&] { return code_of(release_sheet(desk(), counsel, sheet.id)); }},
      {"the sheet out of draft by the command line", [&] { return code_of(release_sheet(desk(), cli(), sheet.id)); }},
      {"letters approved", [&] { return code_of(approve_batch(desk(), counsel, batch.id, batch.digest)); }},
      {"residents told", [&] { return give("notify-individuals"); }},
      {"the regulator's filing", [&] { return give("notify-regulator"); }},
      {"the bureaus told", [&] { return give("notify-agencies"); }},
  };
  for (const auto& way : ways) EXPECT_EQ(way.go(), Errc::needs_approval) << way.name;
  EXPECT_EQ(must(list_sheets(desk(), privacy, id)).size(), 1U) << "what was refused left nothing behind";
  sign_readings(counsel, id);
  EXPECT_EQ(code_of(release_sheet(desk(), cli(), sheet.id)), Errc::needs_approval)
      << "whoever keeps the machine is not counsel";
  for (const auto& way : ways) {
    if (std::string_view(way.name).ends_with("command line")) continue;
    EXPECT_EQ(way.go(), Errc{}) << way.name;
  }
}

TEST_F(Guard, LettersApprovedBeforeAFactChangedAreNotMailedUntilCounselSignedWhatTheyRestOnNow) {
  resident(id, 1, "Invented Alpha");
  must(decide_duties(desk(), privacy, id, ""));
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  sign_readings(counsel, id);
  must(approve_batch(desk(), counsel, batch.id, batch.digest));
  auto maybe = known("access", "accessed");
  maybe.certainty = casefile::Certainty::suspected;
  must(state_facts(desk(), privacy, id, {maybe}));
  must(decide_duties(desk(), privacy, id, ""));
  EXPECT_EQ(code_of(mark_mailed(desk(), privacy, batch.id, "2026-03-02")), Errc::needs_approval);
  sign_readings(counsel, id);
  must(mark_mailed(desk(), privacy, batch.id, "2026-03-02"));
}

TEST_F(Guard, ANoticeThatWasGivenMeetsItsDutyAndNoOther) {
  must(decide_duties(desk(), privacy, id, ""));
  sign_readings(counsel, id);
  clock.advance(std::chrono::hours(24 * 3));
  must(decide_duties(desk(), privacy, id, ""));
  const auto first = must(list_sheets(desk(), privacy, id)).at(0);
  const auto bureaus = duty_of_kind(first, "notify-agencies");
  ASSERT_FALSE(bureaus.empty());
  const auto after = must(record_notice(desk(), privacy, id, {bureaus, "2026-03-04", "by post, three letters"}));
  EXPECT_EQ(state_of(after, bureaus), "met");
  EXPECT_EQ(after.facts["notified"][0]["who"], "agencies");
  EXPECT_EQ(after.facts["notified"][0]["state"], "US-TX");
  for (const auto& duty : after.reckoning["duties"]) {
    if (text_at(duty, "id") != bureaus) {
      EXPECT_NE(text_at(duty, "state"), "met") << text_at(duty, "id");
    }
  }
  EXPECT_EQ(code_of(record_notice(desk(), privacy, id, {bureaus, "2026-03-04", ""})), Errc::conflict);
  EXPECT_EQ(code_of(record_notice(desk(), privacy, id, {"us/zz/breach/none", "2026-03-04", ""})), Errc::not_found);
  EXPECT_EQ(code_of(record_notice(desk(), privacy, id, {bureaus, "2026-03-09", ""})), Errc::bad_input);
  EXPECT_EQ(code_of(record_notice(desk(), privacy, id, {bureaus, "yesterday", ""})), Errc::bad_input);
  const auto offer = duty_of_kind(after, "offer-services");
  ASSERT_FALSE(offer.empty());
  EXPECT_EQ(code_of(record_notice(desk(), privacy, id, {offer, "2026-03-04", ""})), Errc::bad_input);
  EXPECT_FALSE(record_notice(desk(), officer("clerk", {Role::clerk}), id, {bureaus, "2026-03-04", ""}).has_value());
  // The second one is kept beside the first, and the act names both.
  const auto attorney = duty_of_kind(after, "notify-regulator");
  const auto second = must(record_notice(desk(), privacy, id, {attorney, "2026-03-05", "the portal"}));
  EXPECT_EQ(state_of(second, bureaus), "met");
  EXPECT_EQ(state_of(second, attorney), "met");
  std::string told;
  const auto tx = must(desk().store().read());
  for (const auto& event : must(tx->events_of_case(id))) {
    if (event.kind == "notice.sent") told += text_at(Json::parse(must(open_event(desk(), *tx, event)).text)["object"], "to") + " ";
  }
  EXPECT_EQ(told, "agencies regulator ");
  for (const auto& one : must(recheck_every_sheet(desk())).sheets) EXPECT_EQ(one.says, Recheck::Says::same) << one.where;
  // Facts that changed since make the sheet too old to act on.
  must(state_facts(desk(), privacy, id, {known("entity.hipaa", true)}));
  EXPECT_EQ(code_of(record_notice(desk(), privacy, id, {attorney, "2026-03-05", ""})), Errc::wrong_state);
}

TEST_F(Guard, WhatLeavesSaysWhoReviewedItAndWhoSignedWhatItRestsOn) {
  const auto sheet = must(decide_duties(desk(), privacy, id, ""));
  const auto open_feed = must(deadlines_file(desk(), privacy));
  EXPECT_NE(replaced(open_feed, "\r\n ", "").find("Not legal advice\\; not reviewed."), std::string::npos) << open_feed;
  EXPECT_NE(words_of_pdf(must(sheet_pdf(desk(), privacy, sheet.id))).find("Not reviewed by counsel"), std::string::npos);
  sign_readings(counsel, id);
  must(release_sheet(desk(), counsel, sheet.id));
  const auto signed_size = must(publish(desk()));
  ExportOptions options;
  options.out = (root / "bag").string();
  options.at = signed_size;
  (void)must(export_case(desk(), privacy, id, options));
  for (const auto& file : {"/data/report.pdf", "/data/duties/s-1.pdf"}) {
    const auto words = words_of_pdf(bytes_of(options.out + file));
    EXPECT_NE(words.find("Reviewed by Officer counsel"), std::string::npos) << file << words;
    EXPECT_EQ(words.find("NOT SIGNED"), std::string::npos) << file;
    EXPECT_EQ(words.find("are not signed"), std::string::npos) << file;
    EXPECT_EQ(words.find("the earlier day is taken"), std::string::npos) << "counsel's reason stays inside: " << file;
  }
  EXPECT_NE(words_of_pdf(bytes_of(options.out + "/data/duties/s-1.pdf")).find("signed by Officer counsel on 2026-03-02"),
            std::string::npos);
  // The sheet that leaves says the facts in the words of the desk's; the subject and counsel's reasons stay inside.
  const auto left = replaced(words_of_pdf(bytes_of(options.out + "/data/duties/s-1.pdf")),
                             "withheld: nobody has reviewed these words", "A list on a bus");
  EXPECT_EQ(left, replaced(words_of_pdf(must(sheet_pdf(desk(), privacy, sheet.id))), ": the earlier day is taken", ""));
  // In Spanish too when that is asked for; the English paper keeps its bytes.
  auto both = options;
  both.out = (root / "bag-es").string();
  both.also_in = "es";
  (void)must(export_case(desk(), privacy, id, both));
  EXPECT_EQ(bytes_of(both.out + "/data/duties/s-1.pdf"),
            bytes_of(options.out + "/data/duties/s-1.pdf"));
  EXPECT_FALSE(std::filesystem::exists(options.out + "/data/duties/s-1.es.pdf"));
  const auto spanish = words_of_pdf(bytes_of(both.out + "/data/duties/s-1.es.pdf"));
  EXPECT_NE(spanish.find("Hoja de obligaciones"), std::string::npos) << spanish;
  EXPECT_NE(spanish.find("firmado por Officer counsel"), std::string::npos) << spanish;
  EXPECT_EQ(spanish.find("the earlier day is taken"), std::string::npos) << spanish;
  both.out += "-other";
  both.also_in = "xx";
  EXPECT_EQ(export_case(desk(), privacy, id, both).error().code, Errc::bad_input);
  // The report tells facts in words and times with their zone.
  const auto report = words_of_pdf(bytes_of(options.out + "/data/report.pdf"));
  EXPECT_EQ(report.find("entity.hipaa"), std::string::npos) << report;
  EXPECT_NE(report.find(" EST"), std::string::npos) << report;
  const auto feed = replaced(must(deadlines_file(desk(), privacy)), "\r\n ", "");
  EXPECT_NE(feed.find("Not legal advice\\; reviewed by Officer counsel."), std::string::npos) << feed;
  const auto by_link = replaced(must(feed_for_token(desk(), must(make_feed_token(desk(), privacy)))), "\r\n ", "");
  EXPECT_NE(by_link.find("Not legal advice\\; reviewed by counsel."), std::string::npos) << by_link;
  EXPECT_EQ(by_link.find("Officer"), std::string::npos);
  // What is signed later is not in an export of an earlier size.
  auto maybe = known("access", "accessed");
  maybe.certainty = casefile::Certainty::suspected;
  must(state_facts(desk(), privacy, id, {maybe}));
  must(decide_duties(desk(), privacy, id, ""));
  sign_readings(counsel, id);
  must(publish(desk()));
  options.out = (root / "again").string();
  (void)must(export_case(desk(), privacy, id, options));
  EXPECT_EQ(bytes_of((root / "bag").string() + "/manifest-sha256.txt"), bytes_of(options.out + "/manifest-sha256.txt"));
}

TEST_F(Guard, EverySheetOfTheDeskIsThereAndComesOutTheSameOrIsNamed) {
  must(decide_duties(desk(), privacy, id, ""));
  const auto hidden = must(open_case(desk(), privacy, {"Another", "officer", ""}));
  must(state_facts(desk(), privacy, hidden, {known("discovered", "2026-03-02")}));
  must(decide_duties(desk(), privacy, hidden, ""));
  must(set_case_restricted(desk(), privacy, hidden, true, "it concerns a colleague"));
  must(decide_duties(desk(), privacy, id, "2026-03-01"));
  EXPECT_EQ(says(must(recheck_every_sheet(desk()))), "s-1 same s-3 same s-2 same ");
  // The digests in the row are those of the act; another sheet in its place is found; and a lost one.
  sql("UPDATE sheets SET facts_digest = replace(facts_digest, substr(facts_digest, 1, 4), '0000') WHERE id = 's-1'");
  EXPECT_EQ(says(must(recheck_every_sheet(desk()))), "s-1 not-committed s-3 same s-2 same ");
  sql("UPDATE sheets SET body = CAST(substr(body, 1, length(body) - 1) || x'00' AS BLOB) WHERE id = 's-3'");
  EXPECT_EQ(says(must(recheck_every_sheet(desk()))), "s-1 not-committed s-3 unreadable s-2 same ");
  sql("DELETE FROM sheets WHERE id = 's-2'");
  EXPECT_EQ(says(must(recheck_every_sheet(desk()))), "s-1 not-committed s-3 unreadable s-2 gone ");
  // An erased key is lawful: counted, not named.
  {
    const auto tx = must(desk().store().write());
    must(tx->erase_key(must(tx->find_case(id))->key));
    must(tx->commit());
  }
  const auto all = must(recheck_every_sheet(desk()));
  EXPECT_EQ(says(all), "s-2 gone ");
  EXPECT_EQ(all.erased, 2U);
}

}  // namespace
}  // namespace ledgelight::desk
