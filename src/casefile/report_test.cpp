#include "casefile/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "casefile/vocabulary.hpp"

namespace ledgelight::casefile {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

const Date today = *parse_date("2026-03-05");

ReportAnswers answers() {
  ReportAnswers out;
  out.kind = "exposed_records";
  out.what = "A list of pupils is on the open web.\r\nI saw names and numbers.";
  out.when_year = "2026";
  out.when_month = "3";
  out.when_day = "2";
  out.reply = "anonymous";
  return out;
}
std::vector<std::string> problems(const ReportAnswers& a, Question page) {
  std::vector<std::string> out;
  for (const auto& p : problems_of(a, page, today)) out.push_back(p.field + " " + p.key);
  return out;
}

TEST(Report, NeedsFourAnswersAndNoMore) {
  const auto empty = check_report(ReportAnswers(), today);
  EXPECT_FALSE(empty.form);
  std::vector<std::string> fields;
  for (const auto& p : empty.problems) fields.push_back(p.field);
  EXPECT_THAT(fields, ElementsAre("kind", "what", "when_year", "reply"));
  EXPECT_TRUE(check_report(answers(), today).form);
}

TEST(Report, TakesNotSureForAnAnswer) {
  auto a = answers();
  a.when_unsure = "yes";
  a.when_day = "77";  // typed before the box was ticked
  const auto report = check_report(a, today);
  ASSERT_TRUE(report.form);
  EXPECT_TRUE(report.form->when.unknown());
}

TEST(Report, IsNeverMoreExactThanTheReporter) {
  auto a = answers();
  a.when_day = "";
  EXPECT_EQ(check_report(a, today).form->when.text(), "2026-03");
  a.when_month = "";
  EXPECT_EQ(check_report(a, today).form->when.text(), "2026");
}

TEST(Report, PointsAtTheFieldOfTheDateThatIsWrong) {
  const auto typed = [](const char* y, const char* m, const char* d) {
    auto a = answers();
    a.when_year = y, a.when_month = m, a.when_day = d;
    return problems(a, Question::when);
  };
  EXPECT_THAT(typed("26", "3", "2"), ElementsAre("when_year report.problem.when.year"));
  EXPECT_THAT(typed("2026", "13", ""), ElementsAre("when_month report.problem.when.month"));
  EXPECT_THAT(typed("2026", "2", "30"), ElementsAre("when_day report.problem.when.day"));
  EXPECT_THAT(typed("2026", "", "3"), ElementsAre("when_month report.problem.when.no_month"));
  EXPECT_THAT(typed("", "3", "3"), ElementsAre("when_year report.problem.when.no_year"));
  EXPECT_THAT(typed("2026", "3", "6"), ElementsAre("when_year report.problem.when.future"));
  EXPECT_TRUE(typed("2026", "3", "5").empty());
  EXPECT_TRUE(typed("2026", "03", "").empty());
}

TEST(Report, AsksForTheAddressThatTheReporterChose) {
  auto a = answers();
  a.reply = "contact";
  EXPECT_THAT(problems(a, Question::contact), ElementsAre("how report.problem.how.missing"));
  a.how = "email";
  EXPECT_THAT(problems(a, Question::contact), ElementsAre("email report.problem.email.missing"));
  for (const auto* bad : {"ana", "@x.org", "a@b", "a@b@c.org", "a b@c.org", "a@.org", "a@b."}) {
    a.email = bad;
    EXPECT_THAT(problems(a, Question::contact), ElementsAre("email report.problem.email")) << bad;
  }
  a.email = " ana@example.org ";
  EXPECT_TRUE(problems(a, Question::contact).empty());
  a.how = "phone";
  a.phone = "(203) 555-0100 x12";
  EXPECT_TRUE(problems(a, Question::contact).empty());
  a.phone = "call me";
  EXPECT_THAT(problems(a, Question::contact), ElementsAre("phone report.problem.phone"));
  a.phone = "";
  a.how = "code";
  a.email = "";
  EXPECT_TRUE(problems(a, Question::contact).empty());
}

TEST(Report, OfAnAnonymousReporterHoldsNoContactEvenIfOneWasTyped) {
  auto a = answers();
  a.email = "ana@example.org";
  const auto report = check_report(a, today);
  ASSERT_TRUE(report.form);
  EXPECT_TRUE(report.form->contact.empty());
}

TEST(Report, RefusesWhatIsTooLongOrNotText) {
  auto a = answers();
  a.what = std::string(20'000, 'a');
  EXPECT_TRUE(problems(a, Question::what).empty());
  a.what += "b";
  EXPECT_THAT(problems_of(a, Question::what, today),
              ElementsAre(Problem{"what", "report.problem.too_long", 20'000}));
  a.what = "\xff";
  EXPECT_THAT(problems(a, Question::what), ElementsAre("what report.problem.not_text"));
  a = answers();
  a.kind = "<script>";
  EXPECT_THAT(problems(a, Question::kind), ElementsAre("kind report.problem.kind.missing"));
}

TEST(Report, ReadsBackFromItsSealedBodyWithoutTheContact) {
  auto a = answers();
  a.reply = "contact";
  a.how = "email";
  a.name = "Ana Invented";
  a.email = "ana@example.org";
  a.urgency = "money_moving";
  const auto form = *check_report(a, today).form;
  const auto body = report_body(form);
  EXPECT_EQ(body.find("ana@example.org"), std::string::npos);
  EXPECT_EQ(body.find("Invented"), std::string::npos);
  const auto back = report_from(body);
  ASSERT_TRUE(back);
  EXPECT_EQ(report_body(*back), body);
  EXPECT_TRUE(back->contact.empty());
  EXPECT_EQ(back->urgency, Urgency::money_moving);
  const auto contact = contact_from(contact_body(form.contact));
  ASSERT_TRUE(contact);
  EXPECT_EQ(contact->email.reveal(Purpose::test), "ana@example.org");
  EXPECT_EQ(contact->how, "email");
}

TEST(Report, RefusesABodyThatIsNotOne) {
  const auto good = report_body(*check_report(answers(), today).form);
  auto later = Json::parse(good);
  later["v"] = 2;
  auto more = Json::parse(good);
  more["colour"] = "red";
  for (const auto& bad : {std::string(), std::string("[]"), std::string("{}"), good + "x",
                          canonical(later), canonical(more)}) {
    EXPECT_FALSE(report_from(bad)) << bad;
  }
  EXPECT_FALSE(contact_from(good));
}

TEST(Report, KeepsADraftAsItWasTyped) {
  auto a = answers();
  a.when_year = "soon";
  a.reply = "";
  const auto back = draft_from(draft_body(a));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->when_year, "soon");
  EXPECT_EQ(back->what, a.what);
  a.where = "caf\xe9";
  EXPECT_TRUE(draft_from(draft_body(a)));
  EXPECT_FALSE(draft_from("{}"));
}

TEST(Report, FillsItsFormAgainFromWhatWasSent) {
  for (const auto* day : {"", "2"}) {
    auto a = answers();
    a.when_day = day;
    const auto form = *check_report(a, today).form;
    const auto again = check_report(answers_of(form), today);
    ASSERT_TRUE(again.form);
    EXPECT_EQ(report_body(*again.form), report_body(form));
  }
}

TEST(Report, ShowsItsFirstLineOnly) {
  EXPECT_EQ(first_line(*check_report(answers(), today).form), "A list of pupils is on the open web.");
  auto a = answers();
  a.what = "\n\n  \x1b[31mhello\nworld";
  EXPECT_EQ(first_line(*check_report(a, today).form), "[31mhello");
}

TEST(Triage, MovesOnlyAlongItsSteps) {
  EXPECT_TRUE(may_move(ReportState::received, ReportState::accepted, ""));
  EXPECT_TRUE(may_move(ReportState::received, ReportState::merged, ""));
  EXPECT_EQ(may_move(ReportState::received, ReportState::closed, "x").error().code,
            Errc::wrong_state);
  EXPECT_EQ(may_move(ReportState::accepted, ReportState::received, "x").error().code,
            Errc::wrong_state);
  EXPECT_TRUE(next_states(ReportState::closed).empty());
  EXPECT_EQ(next_states(ReportState::received).size(), 4U);
}

TEST(Triage, TellsTheReporterWhy) {
  for (const auto to : {ReportState::routed, ReportState::rejected}) {
    EXPECT_EQ(may_move(ReportState::received, to, " ").error().code, Errc::bad_input);
    EXPECT_TRUE(may_move(ReportState::received, to, "The school board keeps these records."));
  }
  EXPECT_FALSE(may_move(ReportState::received, ReportState::rejected, std::string(4001, 'a')));
}

TEST(Triage, ShowsAResidentOneOfSixWords) {
  EXPECT_EQ(words_of(status_of({})), "Received");
  EXPECT_EQ(words_of(status_of({ReportState::received, true, false})), "Being looked at");
  EXPECT_EQ(words_of(status_of({ReportState::merged, true, false})), "Being looked at");
  EXPECT_EQ(words_of(status_of({ReportState::accepted, true, true})), "Waiting for you");
  EXPECT_EQ(words_of(status_of({ReportState::routed, true, false})), "Waiting for others");
  EXPECT_EQ(words_of(status_of({ReportState::rejected, true, false})), "Answered");
  EXPECT_EQ(words_of(status_of({ReportState::closed, true, true})), "Closed");
}

ReportForm report(const char* kind, const char* what, const char* when) {
  ReportForm out;
  out.kind = kind;
  out.what = what;
  out.when = *When::parse(when);
  return out;
}

TEST(Similar, FindsTheSameThingToldTwice) {
  const auto one = report("exposed_records", "The pupil list of Oak School is on the open web", "2026-03-02");
  const std::vector<ReportForm> others = {
      report("lost_or_stolen", "My bag with city papers was taken on the train", "2026-03-02"),
      report("exposed_records", "Oak School pupil list found on the web", "2026-03"),
      report("exposed_records", "the pupil list of oak school is on the open web!", "2026-03-02")};
  const auto found = similar(one, others);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].index, 2U);
  EXPECT_EQ(found[0].score, 100);
  EXPECT_THAT(found[0].because, Contains("similar.words"));
  EXPECT_EQ(found[1].index, 1U);
  EXPECT_EQ(similar(one, others, 1).size(), 1U);
}

TEST(Similar, DoesNotTakeTheSameWordsAYearApartForOneReport) {
  const auto one = report("suspicious_message", "a message about a parcel fee", "2026-03-02");
  const auto far = report("suspicious_message", "a message about a parcel fee", "2025-03-02");
  const auto found = similar(one, {far});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_LT(found[0].score, 50);
}

}  // namespace
}  // namespace ledgelight::casefile
