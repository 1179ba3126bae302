// What happens when a thing is done twice, later, or by somebody who should not see its traces.
#include "a_case_of_letters.hpp"
#include "desk/discovery.hpp"
#include "desk/duties.hpp"
#include "desk/export.hpp"
#include "desk/letters.hpp"
#include "desk/record.hpp"

namespace ledgelight::desk {
namespace {

class Edges : public ACaseOfLetters {
 protected:
  void know_enough() { know(R"([{"state":"US-CT","count":2}])"); }
  std::string manifest(std::uint64_t at, const std::string& name) {
    ExportOptions options;
    options.out = (root / name).string();
    options.at = at;
    (void)must(export_case(desk(), privacy, id, options));
    std::ifstream in(options.out + "/manifest-sha256.txt", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

TEST_F(Edges, ASecondSearchDoesNotProposeAgainWhomAnOfficerAccepted) {
  sealed(id, privacy,
         "Name,SSN,Street,City,State,ZIP\n"
         "\"Abernathy, Quill\",811-04-2291,14 Larkwhistle Lane,Stamford,CT,06903\n"
         "\"Bramwell, Odalys\",812-17-3350,203 Tinder Hill Road,Stamford,CT,06905\n");
  const auto first = must(run_discovery(desk(), privacy, id, {}));
  ASSERT_GT(first.people, 0U);
  const auto accepted = must(judge_people(desk(), privacy, id, PersonId(), "accepted"));
  const auto second = must(run_discovery(desk(), privacy, id, {}));
  EXPECT_EQ(second.people, first.people);
  const auto tx = must(desk().store().read());
  EXPECT_EQ(must(tx->people(id, "", "", "accepted", {0, 0})).size(), accepted);
  EXPECT_TRUE(must(tx->people(id, "", "", "proposed", {0, 0})).empty());
}

TEST_F(Edges, AnExportOfAnEarlierSizeKnowsNothingOfReportsTakenInLater) {
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {}));
  const auto size = must(publish(desk()));
  const auto before = manifest(size, "before");
  must(accept_report(desk(), privacy, receipt.reference, id, ""));
  must(publish(desk()));
  EXPECT_EQ(manifest(size, "after"), before);
  EXPECT_FALSE(before.empty());
}

TEST_F(Edges, ASheetThatLooksBackMovesNoClock) {
  know_enough();
  clock.advance(std::chrono::hours(48));
  must(decide_duties(desk(), privacy, id, ""));
  const auto clocks = must(clock_board(desk(), privacy));
  ASSERT_FALSE(clocks.empty());
  must(decide_duties(desk(), privacy, id, "2026-03-01"));
  EXPECT_EQ(must(clock_board(desk(), privacy)).size(), clocks.size());
}

TEST_F(Edges, ADueDayOutOfADraftIsNotInTheListOfThoseWhoSeeNoDrafts) {
  know_enough();
  const auto clerk = officer("clerk", {Role::clerk});
  must(add_member(desk(), privacy, id, clerk.officer));
  const auto sheet = must(decide_duties(desk(), privacy, id, ""));
  ASSERT_FALSE(must(show_case(desk(), privacy, id)).line.next_due.empty());
  EXPECT_TRUE(must(show_case(desk(), clerk, id)).line.next_due.empty());
  sign_readings(counsel, id);
  must(release_sheet(desk(), counsel, sheet.id));
  EXPECT_FALSE(must(show_case(desk(), clerk, id)).line.next_due.empty());
}

TEST_F(Edges, NobodyIsWrittenToByTwoBatches) {
  know_enough();
  resident(id, 1, "Invented Alpha");
  must(decide_duties(desk(), privacy, id, ""));
  const auto one = must(render_letters(desk(), privacy, id, inputs()));
  const auto two = must(render_letters(desk(), privacy, id, inputs()));
  sign_readings(counsel, id);
  must(approve_batch(desk(), counsel, one.id, one.digest));
  EXPECT_EQ(code_of(approve_batch(desk(), counsel, two.id, two.digest)), Errc::wrong_state);
  must(mark_mailed(desk(), privacy, one.id, "2026-03-02"));
  EXPECT_EQ(code_of(approve_batch(desk(), counsel, two.id, two.digest)), Errc::wrong_state);
}

TEST_F(Edges, ANameNobodyHasLocksLikeOneSomebodyHas) {
  must(add_officer(desk(), cli(), {"somebody", "Officer", {Role::privacy}, "a long enough password"}));
  // Tries at names that nobody has are remembered as long as the process lives: one of its own for
  // each time this runs.
  static int runs = 0;
  const auto stranger = "nobody" + std::to_string(++runs);
  std::vector<Errc> somebody;
  std::vector<Errc> nobody;
  for (int i = 0; i < 7; ++i) {
    somebody.push_back(code_of(sign_in(desk(), "somebody", "not the password", "", Door::loopback)));
    nobody.push_back(code_of(sign_in(desk(), stranger, "not the password", "", Door::loopback)));
  }
  EXPECT_EQ(somebody, nobody);
  EXPECT_EQ(nobody.back(), Errc::too_many);
}

TEST_F(Edges, ACaseThatIsNotThereAnswersLikeOneThatIsHidden) {
  const auto hidden = must(open_case(desk(), privacy, {"Another", "officer", ""}));
  must(set_case_restricted(desk(), privacy, hidden, true, "it concerns a colleague"));
  for (const auto role : all_roles()) {
    const auto who = officer("as-" + std::string(name_of(role)), {role});
    for (const auto& there : {hidden, CaseId("2026-9999")}) {
      EXPECT_EQ(code_of(show_case(desk(), who, there)), Errc::not_found) << name_of(role);
      EXPECT_EQ(code_of(decide_duties(desk(), who, there, "")), Errc::not_found) << name_of(role);
    }
  }
}

TEST_F(Edges, AFileThatBecameEvidenceIsReadThere) {
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {staged("a.txt", "bytes")}));
  const auto clerk = officer("clerk", {Role::clerk});
  const auto file = must(read_report(desk(), privacy, receipt.reference)).files.at(0).id;
  EXPECT_TRUE(open_report_file(desk(), clerk, file, "to look").has_value());
  must(accept_report(desk(), privacy, receipt.reference, id, ""));
  EXPECT_EQ(code_of(open_report_file(desk(), clerk, file, "to look")), Errc::wrong_state);
}

TEST_F(Edges, AFormSentAgainNextDayShowsNoCode) {
  const auto token = new_form_token(desk());
  const auto first = must(take_report(desk(), a_form(), token, "web", {}));
  EXPECT_EQ(must(take_report(desk(), a_form(), token, "web", {})).code, first.code);
  clock.advance(std::chrono::hours(24));
  const auto late = must(take_report(desk(), a_form(), token, "web", {}));
  EXPECT_TRUE(late.already);
  EXPECT_EQ(late.reference, first.reference);
  EXPECT_EQ(late.code, "");
}

}  // namespace
}  // namespace ledgelight::desk
