// Residents of other states, a state's own public bodies, and the federal rule beside both.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "law/duties.hpp"

namespace ledgelight::law {
namespace {

using testing::HasSubstr;

const Rules& rules_of(const std::string& city) {
  static std::map<std::string, Rules> loaded;
  auto found = loaded.find(city);
  if (found == loaded.end()) {
    auto rules = load_rules(city);
    EXPECT_TRUE(rules) << (rules ? "" : rules.error().detail);
    found = loaded.emplace(city, std::move(*rules)).first;
  }
  return found->second;
}

Json facts_of(std::string_view state, std::int64_t count) {
  auto facts = *parse_json(
      R"({"entity":{"kind":"municipality","role":"owner","hipaa":false},"discovered":"2026-03-02",
      "vendor_discovered":null,"access":"acquired","data":[{"elements":["name","ssn"],
      "medium":"electronic","protection":"none","accuracy_feet":0,"city_mailbox_people":0}],
      "people":[],"harm":{"finding":"undetermined"},"law_enforcement_hold":null,
      "notice_cost_usd":1000,"notified":[]})");
  facts["people"].push_back(
      {{"state", state}, {"count", count}, {"identified", "2026-03-02"}, {"without_contact", 0}});
  return facts;
}

Reckoning reckon(const Json& facts, const std::string& city = "us/ct/stamford",
                 std::string_view day = "2026-03-05") {
  const auto read = read_facts(facts);
  EXPECT_TRUE(read) << (read ? "" : read.error().detail);
  return *duties_for(rules_of(city), *read, *parse_date(day));
}

const Duty* find(const Reckoning& sheet, std::string_view id) {
  for (const auto& duty : sheet.duties)
    if (duty.id == id) return &duty;
  return nullptr;
}

bool flagged(const Duty& duty, std::string_view code) {
  return std::any_of(duty.flags.begin(), duty.flags.end(),
                     [code](const Flag& flag) { return flag.code == code; });
}

TEST(OtherStates, EveryJurisdictionHasALawThatReckons) {
  for (const auto& code : jurisdiction_codes()) {
    const auto sheet = reckon(facts_of(code, 12'000));
    const bool told = std::any_of(sheet.duties.begin(), sheet.duties.end(), [&](const Duty& duty) {
      return duty.kind == "notify-individuals" && duty.jurisdiction == code && duty.count == 12'000;
    });
    EXPECT_TRUE(told) << code;
    EXPECT_TRUE(sheet.questions.empty()) << code << " asks " << sheet.questions.front().fact;
    for (const auto& duty : sheet.duties) {
      EXPECT_FALSE(duty.citations.empty()) << duty.id;
      EXPECT_FALSE(duty.due_text.empty()) << duty.id;
      EXPECT_EQ(flagged(duty, "OUT_OF_STATE_PUBLIC_BODY"), code != "US-CT") << duty.id;
    }
  }
}

TEST(OtherStates, EveryMissingFactIsAQuestionOfTheOtherStatesLawToo) {
  const std::vector<std::pair<std::string, std::string>> facts = {
      {"/discovered", "discovered"},          {"/data/0/protection", "data[0].protection"},
      {"/people/0/count", "people[0].count"}, {"/law_enforcement_hold", "law_enforcement_hold"},
      {"/harm/finding", "harm.finding"},      {"/notified", "notified"}};
  for (const auto& [pointer, question] : facts) {
    auto less = facts_of("US-AZ", 1'001);
    const Json::json_pointer at(pointer);
    less[at.parent_pointer()].erase(at.back());
    const auto sheet = reckon(less);
    const bool asked = std::any_of(sheet.questions.begin(), sheet.questions.end(),
                                   [&asked_of = question](const Question& one) { return one.fact == asked_of; });
    EXPECT_TRUE(asked) << pointer;
    EXPECT_NE(find(sheet, "us/az/breach/notify-individuals"), nullptr) << pointer;
    // An unknown number is never too few.
    EXPECT_NE(find(sheet, "us/az/breach/notify-regulator"), nullptr) << pointer;
  }
}

TEST(OtherStates, AnUnknownFactOfOneStateDoesNotMarkTheDutiesOfAnother) {
  auto facts = facts_of("US-CT", 3);
  facts["people"].push_back({{"state", "US-AZ"}});
  const auto sheet = reckon(facts);
  EXPECT_FALSE(flagged(*find(sheet, "us/ct/breach/notify-residents"), "RESTS_ON_UNKNOWN_FACT"));
  EXPECT_TRUE(flagged(*find(sheet, "us/az/breach/notify-individuals"), "RESTS_ON_UNKNOWN_FACT"));
}

TEST(Deadline, OfSeveralLimitsIsTheEarliest) {
  auto facts = facts_of("US-AR", 1'001);
  EXPECT_EQ(find(reckon(facts), "us/ar/breach/notify-regulator")->due, *parse_date("2026-04-16"));
  facts["notified"] = *parse_json(R"([{"who":"residents","state":"US-AR","on":"2026-03-20"}])");
  EXPECT_EQ(
      find(reckon(facts, "us/ct/stamford", "2026-03-20"), "us/ar/breach/notify-regulator")->due,
      *parse_date("2026-03-20"));
}

TEST(Deadline, ThatFollowsTheIndividualsNoticeWaitsForIt) {
  auto facts = facts_of("US-OK", 500);
  const auto before = reckon(facts);
  const auto* waiting = find(before, "us/ok/breach/notify-regulator");
  EXPECT_EQ(waiting->due, std::nullopt);
  EXPECT_EQ(waiting->state, DutyState::open);
  facts["notified"] = *parse_json(R"([{"who":"residents","state":"US-OK","on":"2026-03-20"}])");
  const auto after = reckon(facts, "us/ct/stamford", "2026-05-20");
  EXPECT_EQ(find(after, "us/ok/breach/notify-regulator")->due, *parse_date("2026-05-19"));
  EXPECT_EQ(find(after, "us/ok/breach/notify-regulator")->days_late, 1);
}

TEST(Deadline, FromALaterEventIsCountedFromDiscoveryAndSaysSo) {
  const auto sheet = reckon(facts_of("US-TX", 250));
  for (const auto* id : {"us/tx/breach/notify-individuals", "us/tx/breach/notify-regulator"}) {
    EXPECT_TRUE(flagged(*find(sheet, id), "CLOCK_STARTS_LATER")) << id;
    EXPECT_THAT(find(sheet, id)->alternatives.front().because, HasSubstr("from determination"));
  }
}

TEST(Threshold, OfPersonsIsReachedByTheTotalAndOfResidentsIsNot) {
  auto persons = facts_of("US-MO", 1), residents = facts_of("US-CA", 1);
  for (auto* facts : {&persons, &residents})
    (*facts)["people"].push_back({{"state", "US-CT"},
                                  {"count", 5'000},
                                  {"identified", "2026-03-02"},
                                  {"without_contact", 0}});
  const auto sheet = reckon(persons);
  const auto* by_total = find(sheet, "us/mo/breach/notify-regulator");
  ASSERT_NE(by_total, nullptr);
  EXPECT_TRUE(flagged(*by_total, "THRESHOLD_BY_TOTAL"));
  EXPECT_EQ(find(reckon(residents), "us/ca/breach/notify-regulator"), nullptr);
}

TEST(PublicBodies, OfTheCitysOwnStateFollowTheirOwnRules) {
  const auto facts = facts_of("US-KY", 1);
  EXPECT_NE(find(reckon(facts, "us/ky"), "us/ky/breach/notify-state-bodies"), nullptr);
  EXPECT_EQ(find(reckon(facts), "us/ky/breach/notify-state-bodies"), nullptr);
  auto company = facts;
  company["entity"]["kind"] = "business";
  EXPECT_EQ(find(reckon(company, "us/ky"), "us/ky/breach/notify-state-bodies"), nullptr);
  EXPECT_TRUE(reckon(facts_of("US-WY", 1), "us/wy").duties.empty());
}

TEST(Federal, DutiesStandBesideThoseOfTheStates) {
  auto facts = facts_of("US-CT", 501);
  facts["entity"]["hipaa"] = true;
  const auto sheet = reckon(facts);
  std::set<std::string> kinds;
  for (const auto& duty : sheet.duties)
    kinds.insert(duty.jurisdiction + " " + duty.kind);
  EXPECT_EQ(kinds, (std::set<std::string>{"US notify-federal", "US notify-individuals",
                                          "US notify-media", "US-CT notify-individuals",
                                          "US-CT notify-regulator", "US-CT offer-services"}));
}

TEST(Federal, IndividualsAreToldOnceEveryStatesAre) {
  auto facts = facts_of("US-CT", 10);
  facts["entity"]["hipaa"] = true;
  facts["people"].push_back(
      {{"state", "US-NY"}, {"count", 1}, {"identified", "2026-03-02"}, {"without_contact", 0}});
  facts["notified"] = *parse_json(R"([{"who":"residents","state":"US-CT","on":"2026-03-20"}])");
  const auto state = [&] {
    return find(reckon(facts, "us/ct/stamford", "2026-05-02"), "us/hipaa/notify-individuals")
        ->state;
  };
  EXPECT_EQ(state(), DutyState::overdue);
  facts["notified"].push_back({{"who", "residents"}, {"state", "US-NY"}, {"on", "2026-05-02"}});
  EXPECT_EQ(state(), DutyState::met_late);
}

// ---- loading
// ---------------------------------------------------------------------------------------

std::string fault_of(const std::string& path, const std::string& old, const std::string& now) {
  auto files = *rule_files();
  auto& text = files.at(path);
  const auto at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  if (at != std::string::npos) text.replace(at, old.size(), now);
  const auto rules = load_rules("us/ct/stamford", files);
  return rules ? "no fault" : rules.error().detail;
}

// One notice of its kind for the duty, on that day.
Json notice_for(const Duty& duty, std::string_view on) {
  static const std::map<std::string, std::string> whom = {
      {"notify-individuals", "residents"}, {"notify-regulator", "regulator"},
      {"notify-agencies", "agencies"},     {"notify-media", "media"},
      {"notify-owner", "owner"},           {"notify-federal", "hhs"}};
  Json out{{"who", whom.at(duty.kind)}, {"on", on}};
  if (duty.jurisdiction != "US") out["state"] = duty.jurisdiction;
  if (duty.kind == "notify-media") out["state"] = "US-CT";
  return out;
}

Duty after(Json facts, const Json& notice, const std::string& id,
           std::string_view day = "2026-12-30") {
  facts["notified"] = Json::array({notice});
  const auto sheet = reckon(facts, "us/ct/stamford", day);
  const auto* duty = find(sheet, id);
  EXPECT_TRUE(duty != nullptr) << id;
  return duty == nullptr ? Duty{} : *duty;
}

// Individuals under HIPAA wait for every state, and for a state's own notice; tested by themselves.
void expect_met(const Json& facts, std::set<std::string>& kinds) {
  for (const auto& duty : reckon(facts).duties) {
    if (duty.kind == "offer-services") continue;
    kinds.insert(duty.kind);
    const auto notice = notice_for(duty, "2026-03-02");
    auto named = notice;
    named["rule"] = duty.rule;
    EXPECT_EQ(after(facts, named, duty.id).state, DutyState::met) << duty.id;
    if (duty.due) {
      named["on"] = to_text(plus_days(*duty.due, 2));
      const auto late = after(facts, named, duty.id);
      EXPECT_EQ(late.state, DutyState::met_late) << duty.id;
      EXPECT_GE(late.days_late, 1) << duty.id;
    }
    named["rule"] = "us/zz/breach/another";
    EXPECT_NE(after(facts, named, duty.id).state, DutyState::met) << duty.id;
    for (const auto* who : {"residents", "regulator", "agencies", "media", "owner", "hhs"}) {
      if (notice["who"] == who) continue;
      auto other = notice;
      other["who"] = who;
      EXPECT_NE(after(facts, other, duty.id).state, DutyState::met)
          << duty.id << " by telling " << who;
    }
  }
}

TEST(Notified, EveryKindOfDutyIsMetByItsOwnNoticeAndByNoOther) {
  std::set<std::string> kinds;
  for (const auto& code : jurisdiction_codes()) {
    auto facts = facts_of(code, 12'000);
    expect_met(facts, kinds);
    facts["entity"]["role"] = "maintainer";
    expect_met(facts, kinds);
  }
  auto facts = facts_of("US-CT", 12'000);
  facts["entity"]["hipaa"] = true;
  expect_met(facts, kinds);
  facts["entity"]["role"] = "maintainer";
  expect_met(facts, kinds);
  EXPECT_EQ(kinds, (std::set<std::string>{"notify-agencies", "notify-federal", "notify-individuals",
                                          "notify-media", "notify-owner", "notify-regulator"}));
}

TEST(Notified, WithoutARuleANoticeCountsForItsStateAndTheOwnerAndHhsForAll) {
  const auto bureaus = [](const char* state) {
    const auto sheet = reckon(facts_of(state, 12'000));
    for (const auto& duty : sheet.duties)
      if (duty.kind == "notify-agencies") return duty.id;
    return std::string();
  };
  const auto texas = bureaus("US-TX");
  ASSERT_FALSE(texas.empty());
  const auto facts = facts_of("US-TX", 12'000);
  const auto state_after = [&](const char* notice) {
    return after(facts, *parse_json(notice), texas).state;
  };
  EXPECT_EQ(state_after(R"({"who":"agencies","state":"US-TX","on":"2026-03-04"})"), DutyState::met);
  EXPECT_NE(state_after(R"({"who":"agencies","state":"US-CT","on":"2026-03-04"})"), DutyState::met);
  EXPECT_NE(state_after(R"({"who":"agencies","on":"2026-03-04"})"), DutyState::met);
  auto asked = facts;
  asked["notified"] = *parse_json(R"([{"who":"agencies","on":"2026-03-04"}])");
  const auto sheet = reckon(asked);
  EXPECT_TRUE(std::any_of(sheet.questions.begin(), sheet.questions.end(),
                          [](const Question& q) { return q.fact == "notified[0].state"; }));
  auto kept = facts_of("US-CT", 3);
  kept["entity"]["role"] = "maintainer";
  kept["entity"]["hipaa"] = true;
  kept["notified"] = *parse_json(R"([{"who":"owner","on":"2026-03-04"}])");
  std::size_t owners = 0;
  for (const auto& duty : reckon(kept).duties) {
    if (duty.kind != "notify-owner") continue;
    ++owners;
    EXPECT_EQ(duty.state, DutyState::met) << duty.id;
  }
  EXPECT_EQ(owners, 2U) << "the state's, and that of 45 CFR 164.410";
}

TEST(Notified, TheOfficeBesideTheRegulatorIsToldByName) {
  auto facts = facts_of("US-NY", 12'000);
  facts["city"] = "us/ny";
  facts["notified"] = *parse_json(R"([{"who":"regulator","state":"US-NY","on":"2026-03-04"}])");
  const auto* id = "us/ny/breach/report-to-dhses";
  EXPECT_NE(find(reckon(facts, "us/ny"), id)->state, DutyState::met);
  facts["notified"][0]["rule"] = id;
  EXPECT_EQ(find(reckon(facts, "us/ny"), id)->state, DutyState::met);
  EXPECT_NE(find(reckon(facts, "us/ny"), "us/ny/breach/notify-regulator")->state, DutyState::met);
}

TEST(StatePacks, FaultsSayWhatToWriteInstead) {
  EXPECT_THAT(fault_of("us/tx/breach.yaml", R"(["30 days from determination"])",
                       R"(["30 days after it"])"),
              HasSubstr("no limit that is understood; write 'with individuals'"));
  EXPECT_THAT(fault_of("us/tx/breach.yaml", "        - ssn\n", "        - sssn\n"),
              HasSubstr("'sssn' is no element; write one of: account_credentials"));
  EXPECT_THAT(
      fault_of("us/co/breach.yaml", "        - date_of_breach\n", "        - day_of_breach\n"),
      HasSubstr("'day_of_breach' is no item of words.yaml"));
  EXPECT_THAT(fault_of("us/pa/breach.yaml", "for: others", "for: own-public-bodies"),
              HasSubstr("a second rule of kind notify-individuals for the same bodies"));
  EXPECT_THAT(
      fault_of("us/words.yaml", "kind: harm-exit, on: not-signed", "kind: harm-exit, on: x"),
      HasSubstr("no flag for 'not-signed'; write"));
  EXPECT_THAT(fault_of("us/hipaa.yaml", "from-count: 500", "from-count: many"),
              HasSubstr("us/hipaa.yaml:"));
}

TEST(StatePacks, OnlyThoseThatAreWantedAreRead) {
  auto files = *rule_files();
  files["us/tx/breach.yaml"] = "breach: []\n";
  EXPECT_FALSE(load_rules("us/ct/stamford", files));
  const auto rules = load_rules("us/ct/stamford", files, std::set<std::string>{"US-NY"});
  ASSERT_TRUE(rules) << rules.error().detail;
  EXPECT_EQ(rules->breach.size(), 2U);
  EXPECT_EQ(rules->other_states.size(), 1U);
  EXPECT_EQ(rules->breach_of("US-TX"), nullptr);
}

TEST(StatePacks, AChangedByteInAnotherStatesPackChangesTheDigestOfTheRules) {
  auto files = *rule_files();
  const auto before = load_rules("us/ct/stamford", files)->digest();
  files.at("us/tx/breach.yaml") += "# corrected\n";
  EXPECT_NE(before, load_rules("us/ct/stamford", files)->digest());
}

}  // namespace
}  // namespace ledgelight::law
