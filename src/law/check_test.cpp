#include "law/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

using testing::HasSubstr;

Date today() { return *parse_date("2026-11-24"); }

std::string words_of(const CheckReport& report) { return join(report.faults, "\n"); }

CheckReport with_cases(const std::string& cases) {
  auto files = *rule_files();
  files["us/ct/extra.cases.yaml"] = cases;
  return check(files, today());
}

TEST(LawCheck, PassesOnThePacksThatShip) {
  const auto report = check(*rule_files(), today());
  EXPECT_TRUE(report.ok()) << words_of(report);
  EXPECT_EQ(report.packs, 56);  // federal, 54 jurisdictions, one city
  EXPECT_EQ(join(report.warnings, "\n"), "");
  EXPECT_GE(report.cases, 800);
  EXPECT_EQ(report.cases_passed, report.cases);
  EXPECT_GT(report.unverified, 0);
  EXPECT_THAT(report.coverage.back(), HasSubstr("legal holidays not seen"));
  EXPECT_THAT(report.coverage.back(), HasSubstr("us/ak, us/al"));
  EXPECT_THAT(report.coverage.back(), testing::Not(HasSubstr("us/ct")));
  EXPECT_GT(report.not_seen, 0);
  EXPECT_THAT(join(report.coverage, "\n"), HasSubstr("US-CT: breach law, 15 elements"));
  EXPECT_THAT(to_words(report), HasSubstr("fit to load"));
  EXPECT_EQ(to_json(report)["ok"], true);
}

// An attorney who mistypes one line reads one line, not the same one for every case that needs the
// pack.
TEST(LawCheck, SaysEachFaultOfAPackOnce) {
  auto files = *rule_files();
  auto& breach = files["us/ct/breach.yaml"];
  const auto at = breach.find("value: 60");
  ASSERT_NE(at, std::string::npos);
  breach.replace(at, 9, "value: sixty");
  const auto report = check(files, today());
  EXPECT_FALSE(report.ok());
  ASSERT_GE(report.faults.size(), 1U);
  EXPECT_LE(report.faults.size(), 2U) << words_of(report);
  EXPECT_NE(report.faults[0].find("'value' is not a whole number"), std::string::npos);
  EXPECT_GT(report.cases_not_run, 100);
  EXPECT_LE(report.cases_passed + report.cases_not_run, report.cases);
  EXPECT_NE(to_words(report).find("cases were not run"), std::string::npos);
}

TEST(LawCheck, SaysWhatCameInsteadWhenACaseFails) {
  const auto report = with_cases(R"(cases:
  - case: wrong on purpose
    facts: {discovered: 2026-03-02, data: [{elements: [name, ssn]}], people: [{state: US-CT, count: 2}]}
    expect:
      duties:
        us/ct/breach/notify-residents: {due: 2026-05-02, flags: [NO_SUCH_FLAG], state: met}
        us/ct/breach/notify-owner: {}
      not-required: [us/ct/breach/definition]
      questions: [the.weather]
)");
  EXPECT_EQ(report.cases - report.cases_passed, 1);
  const auto text = words_of(report);
  for (const auto* part :
       {"us/ct/extra.cases.yaml:2: case 'wrong on purpose'", "due is \"2026-05-01\", expected "
        "\"2026-05-02\"", "has no flag \"NO_SUCH_FLAG\"", "no duty us/ct/breach/notify-owner came",
        "a duty us/ct/breach/offer-services came that was not expected",
        "not-required lacks \"us/ct/breach/definition\"", "questions lacks \"the.weather\"",
        "state is \"open\", expected \"met\""})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST(LawCheck, SaysWhatIsWrongWithACaseThatCannotRun) {
  EXPECT_THAT(words_of(with_cases("cases:\n  - case: a\n")),
              HasSubstr("a case needs case:, facts: and expect:"));
  EXPECT_THAT(words_of(with_cases("cases:\n  - {case: a, facts: {discoverd: x}, expect: {}}\n")),
              HasSubstr("discoverd: not a key here"));
  EXPECT_THAT(words_of(with_cases("cases:\n  - {case: a, facts: {}, expect: {duties: {}}}\n")),
              HasSubstr("neither known-at nor discovered"));
  EXPECT_THAT(words_of(with_cases("caes: []\n")), HasSubstr("write cases: and a list"));
  EXPECT_THAT(words_of(with_cases("cases: [&a 1, *a]\n")), HasSubstr("an anchor"));
}

TEST(LawCheck, FindsAHolidayThatNeverComes) {
  auto files = *rule_files();
  auto& text = files.at("us/ct/holidays.yaml");
  const std::string old = "month: 12\n      day: 25";
  text.replace(text.find(old), old.size(), "month: 2\n      day: 30");
  EXPECT_THAT(words_of(check(files, today())),
              HasSubstr("Christmas Day has no day in 2016; correct its month, day or n"));
}

TEST(LawCheck, FindsWhatTheLoaderFindsAndKeepsGoing) {
  auto files = *rule_files();
  files["us/ct/stamford/offices.yaml"] = "public: [{id: x}]\n";
  const auto report = check(files, today());
  EXPECT_FALSE(report.ok());
  EXPECT_THAT(words_of(report), HasSubstr("us/ct/stamford/offices.yaml:1: 'topic' is missing"));
  EXPECT_GE(report.cases_passed, 96);
  EXPECT_THAT(to_words(report), HasSubstr("faults; see above"));
}

TEST(LawCheck, OfAnEmptyFolderSaysWhatToWrite) {
  EXPECT_THAT(words_of(check({}, today())), HasSubstr("write pack.yaml into a folder"));
}

TEST(LawCheck, ASourceThatNoClaimRefersToIsNamedWithItsPack) {
  auto files = *rule_files();
  files.at("us/al/sources.yaml") += "  IDLE: {what: nothing, read: 2026-11-22}\n";
  // The key of a state is not that of another, nor used up by one above it.
  files.at("us/ak/sources.yaml") += "  IDLE: {what: nothing, read: 2026-11-22}\n";
  const auto warnings = join(check(files, *parse_date("2026-11-26")).warnings, "\n");
  EXPECT_THAT(warnings,
              HasSubstr("sources that no claim refers to: us/ak: IDLE, us/al: IDLE; refer to"));
}

}  // namespace
}  // namespace ledgelight::law
