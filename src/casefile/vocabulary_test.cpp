#include "casefile/vocabulary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace ledgelight::casefile {
namespace {

using ::testing::ElementsAre;

const FactKind& kind(std::string_view name) {
  const auto* found = find_kind(name);
  EXPECT_NE(found, nullptr) << name;
  return *found;
}

std::vector<std::string> lines(const CheckedValue& value) {
  std::vector<std::string> out;
  for (const auto& fault : value.faults) out.push_back(fault.line());
  return out;
}

TEST(Vocabulary, HasEachNameOnceAndATokenInEachListOnce) {
  std::set<std::string> names;
  for (const auto& fact : fact_kinds()) {
    EXPECT_TRUE(names.insert(fact.name).second) << fact.name;
    EXPECT_FALSE(fact.group.empty()) << fact.name;
    const bool limited = fact.shape.kind == Shape::Kind::text ||
                         fact.shape.kind == Shape::Kind::texts ||
                         fact.shape.kind == Shape::Kind::count ||
                         fact.shape.kind == Shape::Kind::list;
    EXPECT_EQ(limited, fact.shape.max > 0) << fact.name;
  }
  for (const auto* list : {"element", "state", "incident_kind", "report_kind"}) {
    const auto& tokens = token_list(list);
    EXPECT_GT(tokens.size(), 3U);
    EXPECT_EQ(std::set<std::string>(tokens.begin(), tokens.end()).size(), tokens.size()) << list;
  }
  EXPECT_EQ(token_list("state").size(), 54U);
  EXPECT_EQ(token_list("element").size(), 30U);
}

TEST(Vocabulary, KeepsElementsInTheOrderOfTheListSoThatEqualFactsAreEqualBytes) {
  const auto a = check_value(kind("data"), Json::parse(R"([{"elements":["ssn","name"]}])"));
  const auto b = check_value(kind("data"), Json::parse(R"([{"elements":["name","ssn"]}])"));
  ASSERT_TRUE(a.ok());
  EXPECT_EQ(canonical(a.value), canonical(b.value));
}

TEST(Vocabulary, NamesEveryFaultOfAValueByItsKeyAndNeverRepeatsTheValue) {
  const auto value = check_value(
      kind("people"), Json::parse(R"([{"state":"US-ZZ","count":-1},{"state":"US-CT","count":"12"},
                                      {"count":3,"identified":"2026-02-30","colour":"red"}])"));
  EXPECT_FALSE(value.ok());
  EXPECT_THAT(lines(value),
              ElementsAre("people[0].state: is not in the list \"state\"",
                          "people[0].count: is not between 0 and 1000000000",
                          "people[1].count: is not a whole number",
                          "people[2].state: is missing",
                          "people[2].identified: is not a day of the calendar, such as 2026-03-02",
                          "people[2]: has a member that is not one of: state, count, identified, "
                          "without_contact, elements, certainty"));
  EXPECT_TRUE(value.value.is_null());
}

TEST(Vocabulary, RefusesMorePeopleWithoutContactThanThereArePeople) {
  const auto line = [](int without) {
    return check_value(kind("people"), Json::array({{{"state", "US-CT"},
                                                     {"count", 5},
                                                     {"without_contact", without}}}));
  };
  EXPECT_TRUE(line(5).ok());
  EXPECT_THAT(lines(line(6)),
              ElementsAre("people[0].without_contact: is more than the people of this line"));
}

TEST(Vocabulary, RefusesAHoldThatWasReleasedBeforeItWasAsked) {
  const auto hold = [](const char* released) {
    return check_value(kind("law_enforcement_hold"), {{"agency", "State Police"},
                                                      {"requested", "2026-04-02"},
                                                      {"released", released}});
  };
  EXPECT_TRUE(hold("2026-04-02").ok());
  EXPECT_THAT(lines(hold("2026-04-01")),
              ElementsAre("law_enforcement_hold.released: is before law_enforcement_hold.requested"));
}

TEST(Vocabulary, RefusesFractionsInCountsAndUnknownAsATime) {
  EXPECT_FALSE(check_value(kind("people.total"), 2.5).ok());
  EXPECT_FALSE(check_value(kind("people.total"), 18446744073709551615ULL).ok());
  EXPECT_FALSE(check_value(kind("window"), "unknown").ok());
  EXPECT_TRUE(check_value(kind("window"), "2026-02/..").ok());
}

TEST(VocabularyForm, ReadsAMemorableDateAndForgivesAnAmericanOne) {
  EXPECT_EQ(parse_form(kind("discovered"),
                       {{"value.year", "2026"}, {"value.month", "3"}, {"value.day", " 2 "}})
                .value,
            "2026-03-02");
  EXPECT_EQ(parse_form(kind("discovered"), {{"value", "3/2/2026"}}).value, "2026-03-02");
  EXPECT_FALSE(parse_form(kind("discovered"), {{"value.year", "2026"}, {"value.day", "2"}}).ok());
  EXPECT_EQ(parse_form(kind("window"), {{"value.year", "2026"}, {"value.month", "2"}}).value,
            "2026-02");
  EXPECT_EQ(parse_form(kind("window"), {{"value.to", "2026-03-01"}}).value, "../2026-03-01");
}

TEST(VocabularyForm, ForgivesSpacesCommasAndDollarSignsInNumbers) {
  EXPECT_EQ(parse_form(kind("notice_cost_usd"), {{"value", " $250,000 "}}).value, 250000);
  EXPECT_FALSE(parse_form(kind("notice_cost_usd"), {{"value", "-1"}}).ok());
  EXPECT_FALSE(parse_form(kind("notice_cost_usd"), {{"value", "99999999999999999999"}}).ok());
}

TEST(VocabularyForm, TakesRowsInTheirOrderAndDropsEmptyOnes) {
  const auto value = parse_form(kind("data"), {{"value.10.elements", "ssn"},
                                               {"value.2.elements", "medical"},
                                               {"value.2.elements", "name"},
                                               {"value.2.key", "taken"},
                                               {"value.3.medium", ""}});
  ASSERT_TRUE(value.ok()) << ::testing::PrintToString(lines(value));
  EXPECT_EQ(canonical(value.value),
            R"([{"elements":["name","medical"],"key":"taken"},{"elements":["ssn"]}])");
}

TEST(VocabularyForm, SaysNothingWhenNothingWasTyped) {
  for (const auto& fact : fact_kinds()) {
    const auto value = parse_form(fact, {{"value", "  "}, {"value.0.note", ""}});
    EXPECT_TRUE(value.ok()) << fact.name;
    EXPECT_TRUE(value.value.is_null()) << fact.name;
  }
}

TEST(VocabularyForm, FillsAFormThatReadsBackToTheSameValue) {
  const std::vector<std::pair<std::string, Json>> samples = {
      {"incident.kind", "ransomware"},
      {"incident.summary", "A file was published.\nIt is down now."},
      {"window", "2026-02/2026-03-01"},
      {"window", "2026-02/.."},
      {"window", "../2026-02"},
      {"discovered", "2026-03-02"},
      {"entity.hipaa", false},
      {"people.total", 1200},
      {"data.state", {"one", "two"}},
      {"data", Json::parse(R"([{"elements":["name","ssn"],"protection":"encrypted","key":"safe",
                                "accuracy_feet":1750}])")},
      {"harm", Json::parse(R"({"finding":"unlikely","investigated":true,"on":"2026-03-05"})")},
      {"notified", Json::parse(R"([{"who":"regulator","state":"US-CT","on":"2026-04-01"}])")}};
  for (const auto& sample : samples) {
    const auto& fact = kind(sample.first);
    const auto once = check_value(fact, sample.second);
    ASSERT_TRUE(once.ok()) << sample.first;
    const auto again = parse_form(fact, form_of(fact, once.value, "f"), "f");
    EXPECT_TRUE(again.ok()) << sample.first;
    EXPECT_EQ(again.value, once.value) << sample.first;
  }
}

TEST(VocabularyText, ReadsPlainWordsOrJsonFromACommandLine) {
  EXPECT_EQ(parse_text(kind("discovered"), "2026-03-02").value, "2026-03-02");
  EXPECT_EQ(parse_text(kind("entity.hipaa"), "no").value, false);
  EXPECT_EQ(parse_text(kind("data"), R"([{"elements":["ssn"]}])").value[0]["elements"][0], "ssn");
  EXPECT_FALSE(parse_text(kind("data"), "ssn").ok());
  EXPECT_FALSE(parse_text(kind("data"), R"([{"elements":["ssn"],"elements":[]}])").ok());
}

TEST(CheckedFact, WantsAValueExactlyWhenSomebodyKnowsOne) {
  const auto holds = [](Certainty certainty, Json value) {
    return checked(Fact{"access", certainty, std::move(value), "officer", {}, ""}).has_value();
  };
  EXPECT_TRUE(holds(Certainty::known, "acquired"));
  EXPECT_FALSE(holds(Certainty::known, nullptr));
  EXPECT_FALSE(holds(Certainty::suspected, nullptr));
  EXPECT_TRUE(holds(Certainty::ruled_out, nullptr));
  EXPECT_TRUE(holds(Certainty::ruled_out, "acquired"));
  EXPECT_TRUE(holds(Certainty::unknown, nullptr));
  EXPECT_FALSE(holds(Certainty::unknown, "acquired"));
  EXPECT_FALSE(holds(Certainty::not_asked, "acquired"));
}

TEST(CheckedFact, RefusesANameThatIsNotInTheList) {
  const auto fact = checked(Fact{"colour", Certainty::known, "red", "officer", {}, ""});
  ASSERT_FALSE(fact);
  EXPECT_EQ(fact.error().code, Errc::bad_input);
  EXPECT_EQ(fact.error().detail.find("red"), std::string::npos);
}

TEST(CheckedFact, RefusesTextThatIsNotUtf8OrTooLong) {
  EXPECT_FALSE(checked(Fact{"incident.summary", Certainty::known, "\xff", "x", {}, ""}));
  EXPECT_FALSE(
      checked(Fact{"incident.summary", Certainty::known, std::string(4001, 'a'), "x", {}, ""}));
  EXPECT_TRUE(
      checked(Fact{"incident.summary", Certainty::known, std::string(4000, 'a'), "x", {}, ""}));
  EXPECT_FALSE(checked(Fact{"access", Certainty::unknown, nullptr, "x", {}, std::string(4001, 'a')}));
}

}  // namespace
}  // namespace ledgelight::casefile
