#include "law/public_facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "law/check.hpp"
#include "law/rules.hpp"

namespace ledgelight::law {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Date day(const char* text) { return *parse_date(text); }

const Rules& stamford() {
  static const Rules rules = *load_rules("us/ct/stamford");
  return rules;
}

const PublicFact& fact(std::string_view id) {
  const auto* found = public_fact(stamford(), id);
  if (found == nullptr) throw std::runtime_error("no fact " + std::string(id));
  return *found;
}

Term term(std::string_view id) {
  return fact(id).value.on(day("2026-12-01"))->readings.front().value.within.value();
}

// The packs with a city file more.
std::string faults_with(const std::string& bytes) {
  auto files = *rule_files();
  files["us/ct/stamford/extra.yaml"] = bytes;
  return join(check(files, day("2026-11-26")).faults, "\n");
}

TEST(PublicFacts, WhoseSourceChangedSaySoUntilItIsReadAgain) {
  auto files = *rule_files();
  const auto with = [&](const std::string& read) {
    files["us/ct/stamford/extra.yaml"] =
        "public:\n  - id: us/ct/stamford/extra\n    topic: faq\n    title: t\n    title-es: t\n"
        "    source-changed: 2026-12-01\n    says:\n      - {value: old words, es: palabras, from: not-stated, "
        "source: {cite: c, url: 'https://example.org/', read: " + read + ", confidence: official-page}}\n";
    return load_rules("us/ct/stamford", files);
  };
  const auto rules = with("2026-11-22");
  ASSERT_TRUE(rules) << rules.error().detail;
  const auto* extra = public_fact(*rules, "us/ct/stamford/extra");
  EXPECT_THAT(to_words(*extra, day("2026-12-02")), HasSubstr("The source has changed (2026-12-01); we are checking"));
  const auto json = to_json(*extra, day("2026-12-02"));
  EXPECT_EQ(json["source_changed"], "2026-12-01");
  EXPECT_EQ(json["values"][0], "old words") << "data keeps what was read";
  const auto again = with("2026-12-01");
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().detail, HasSubstr("source-changed: every source of it was read on or after that day"));
  EXPECT_EQ(to_json(fact("us/ct/stamford/office/police/telephone"), day("2026-12-01"))["source_changed"], nullptr);
}

TEST(PublicFacts, AreCompleteInSpanish) {
  EXPECT_THAT(untranslated(stamford()), IsEmpty());
  for (const auto& pack : pack_ids(*rule_files())) {
    const auto rules = load_rules(pack);
    ASSERT_TRUE(rules) << rules.error().detail;
    EXPECT_THAT(untranslated(*rules), IsEmpty()) << pack;
  }
}

TEST(PublicFacts, WithoutTheirSpanishFailTheCheck) {
  const std::string head = "public:\n  - id: us/ct/stamford/x\n    topic: faq\n    title: Why?\n";
  const std::string says = "    says:\n      - {value: So, from: not-stated, source: {cite: c, "
                           "confidence: recalled-unseen, note: n}}\n";
  const auto said = faults_with(head + says);
  EXPECT_THAT(
      said,
      HasSubstr("us/ct/stamford/x: title-es is missing; the pages show it in both languages"));
  EXPECT_THAT(said, HasSubstr("us/ct/stamford/x: es is missing"));
  EXPECT_THAT(said, HasSubstr("us/ct/stamford/x: note-es of a source is missing"));
  EXPECT_THAT(faults_with(head + "    title-es: ¿Por qué?\n    says:\n      - {not-seen: a, es: b, "
                                 "look: c, from: not-stated}\n"),
              HasSubstr("us/ct/stamford/x: look-es is missing"));
  EXPECT_THAT(faults_with("groups: [{group: howto/x, title: X}]\n"),
              HasSubstr("group howto/x: title-es is missing"));
}

TEST(PublicFacts, ThatNameWhatIsNotThereAreFaults) {
  const auto with = [](const std::string& more) {
    return faults_with(
        "public:\n  - id: us/ct/stamford/x\n    topic: faq\n    title: W\n    title-es: P\n" +
        more +
        "    says:\n      - {value: a, es: b, from: not-stated, source: {cite: c, confidence: "
        "recalled-unseen}}\n");
  };
  EXPECT_THAT(with("    see: [us/ct/nowhere]\n"), HasSubstr("see: no fact 'us/ct/nowhere'"));
  EXPECT_THAT(with("    group: howto/nowhere\n"), HasSubstr("group 'howto/nowhere' has no title"));
  EXPECT_THAT(with("    part: tail\n"), HasSubstr("'tail' is not known under 'part'"));
  EXPECT_THAT(with("    binds-city: perhaps\n"),
              HasSubstr("write one of: yes, no, sometimes, uncertain"));
  EXPECT_THAT(with("    see: [/report]\n    group: other\n"), IsEmpty());
}

TEST(PublicFacts, ThatNoClockCouldCountAreFaults) {
  const auto with = [](const std::string& within) {
    return faults_with("public:\n  - id: us/ct/stamford/x\n    topic: faq\n    title: W\n    "
                       "title-es: P\n    says:\n"
                       "      - {value: a, es: b, within: " +
                       within +
                       ", from: not-stated, source: {cite: c, confidence: recalled-unseen}}\n");
  };
  EXPECT_THAT(with("{unit: fortnights, most: 4, after: denial}"),
              HasSubstr("'fortnights' is not known under 'unit'"));
  EXPECT_THAT(with("{unit: months, most: 0, after: denial}"), HasSubstr("most"));
  EXPECT_THAT(with("{unit: months, most: 4, after: sunrise}"),
              HasSubstr("'sunrise' is not known under 'after'"));
  EXPECT_THAT(with("{unit: months, most: 4, least: 5, after: denial}"),
              HasSubstr("least is more than most"));
}

TEST(PublicFacts, CountAnOrdinaryRecordsRequest) {
  const auto& calendar = *stamford().calendar("us/ct/stamford");
  const auto denial = term("us/ct/records/denial");
  EXPECT_EQ(denial.after, "request-received");
  const auto last = *last_day(denial, day("2026-12-01"), calendar);
  EXPECT_EQ(to_text(last), "2026-12-07");
  EXPECT_EQ(to_text(*last_day(term("us/ct/records/appeal"), last, calendar)), "2027-01-06");
  EXPECT_EQ(to_text(*last_day(term("us/ct/records/denial-personnel"), day("2026-12-01"), calendar)),
            "2026-12-15");
}

TEST(PublicFacts, CountMonthsAndYearsByTheCalendar) {
  const auto& calendar = *stamford().calendar("us/ct/stamford");
  const auto count = [&](const char* unit, int most, const char* from) {
    return to_text(*last_day({unit, most, {}, "denial"}, day(from), calendar));
  };
  EXPECT_EQ(count("months", 12, "2026-11-30"), "2027-11-30");
  EXPECT_EQ(count("months", 1, "2027-01-31"), "2027-02-28");
  EXPECT_EQ(count("months", 1, "2028-01-31"), "2028-02-29");
  EXPECT_EQ(count("years", 1, "2028-02-29"), "2029-02-28");
  // HI-10: sixty days from the end of the year are 1 March, or 29 February before a leap year.
  EXPECT_EQ(count("calendar-days", 60, "2026-12-31"), "2027-03-01");
  EXPECT_EQ(count("calendar-days", 60, "2027-12-31"), "2028-02-29");
}

TEST(PublicFacts, AHearingHasAFirstAndALastDay) {
  const auto hearing = term("us/ct/enforcement/citation-hearing");
  EXPECT_EQ(hearing.least, 15);
  EXPECT_EQ(hearing.most, 30);
  EXPECT_EQ(hearing.after, "hearing-notice-mailed");
}

TEST(PublicFacts, ThePenaltyOfRecordsIsThatOfTheDay) {
  const auto& penalty = fact("us/ct/penalty/records-denial");
  EXPECT_EQ(to_words(penalty, day("2023-09-30")), "$20 to $1,000.");
  EXPECT_EQ(to_words(penalty, day("2023-10-01")), "$20 to $5,000.");
}

TEST(PublicFacts, OfTheCityComeBeforeThoseOfTheStateAndTheNation) {
  const auto directory = public_facts(stamford(), "directory");
  ASSERT_FALSE(directory.empty());
  EXPECT_EQ(directory.front()->pack, "us/ct");
  EXPECT_EQ(directory.back()->pack, "us");
  EXPECT_EQ(public_facts(stamford(), "unspecified").front()->pack, "us/ct/stamford");
}

TEST(PublicFacts, EveryTopicHasSome) {
  for (const auto& topic : topics())
    EXPECT_FALSE(public_facts(stamford(), topic).empty()) << topic;
}

TEST(PublicFacts, AmountsThatMayNotReachACitySaySo) {
  for (const char* id : {"us/ct/penalty/wilful-violation", "us/ct/penalty/injunction"}) {
    EXPECT_EQ(fact(id).binds, BindsCity::uncertain) << id;
    EXPECT_THAT(fact(id).note, HasSubstr("application to a municipality uncertain")) << id;
    EXPECT_THAT(fact(id).note_es, HasSubstr("incierta")) << id;
  }
}

TEST(PublicFacts, OnlyRememberedOnesAreUnverified) {
  const auto json = to_json(fact("us/ct/records/prepayment-amount"), day("2026-12-01"));
  EXPECT_EQ(json["sources"][0]["verified"], false);
  EXPECT_EQ(json["sources"][0]["url"], "");
  EXPECT_EQ(to_json(fact("us/ct/records/appeal"), day("2026-12-01"))["within"]["most"], 30);
}

}  // namespace
}  // namespace ledgelight::law
