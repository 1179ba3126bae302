#include "law/duties.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

using testing::HasSubstr;

const Rules& stamford() {
  static const auto rules = load_rules("us/ct/stamford");
  return *rules;
}

Json full_facts() {
  return *parse_json(
      R"({"city":"us/ct/stamford","entity":{"kind":"municipality","role":"owner","hipaa":false},
      "discovered":"2026-03-02","vendor_discovered":null,"occurred":{"from":"2026-02","to":null},
      "access":"acquired","data":[{"elements":["name","account_credentials","ssn"],
      "medium":"electronic","protection":"encrypted","key":"taken","accuracy_feet":100,
      "city_mailbox_people":4}],"people":[{"state":"US-CT","count":1200,
      "identified":"2026-03-02","without_contact":3,"elements":["name","ssn",
      "account_credentials"]},{"state":"US-NY","count":5,"identified":"2026-03-02","without_contact":0}],"harm":{"finding":"undetermined",
      "investigated":false,"signed_by":null,"on":null,"reopened":null},
      "law_enforcement_hold":{"agency":"State Police","determined":true,
      "requested":"2026-04-01","released":null},"notice_cost_usd":4000,
      "notified":[{"who":"residents","state":"US-CT","on":"2026-04-20"}]})");
}

Reckoning reckon(const Json& facts, std::string_view day = "2026-04-10") {
  const auto read = read_facts(facts);
  EXPECT_TRUE(read) << (read ? "" : read.error().detail);
  auto out = duties_for(stamford(), *read, *parse_date(day));
  EXPECT_TRUE(out) << (out ? "" : out.error().detail);
  return *out;
}

const Duty& duty(const Reckoning& reckoning, std::string_view id) {
  for (const auto& one : reckoning.duties)
    if (one.id == id) return one;
  ADD_FAILURE() << "no duty " << id;
  static const Duty none;
  return none;
}

std::set<std::string> asked(const Reckoning& reckoning) {
  std::set<std::string> out;
  for (const auto& question : reckoning.questions) {
    EXPECT_FALSE(question.why.empty()) << question.fact;
    EXPECT_TRUE(out.insert(question.fact).second) << question.fact << " is asked twice";
  }
  return out;
}

TEST(Duties, OfPlainSocialSecurityNumbersAreNoticeRegulatorAndServices) {
  auto facts = full_facts();
  facts["data"][0]["protection"] = "none";
  facts["law_enforcement_hold"] = nullptr;
  const auto sheet = reckon(facts);
  const auto& residents = duty(sheet, "us/ct/breach/notify-residents");
  EXPECT_EQ(residents.due, *parse_date("2026-05-01"));
  EXPECT_EQ(residents.count, 1200);
  EXPECT_EQ(residents.jurisdiction, "US-CT");
  EXPECT_EQ(residents.citations.front().cite, "Conn. Gen. Stat. § 36a-701b(b)(1)");
  EXPECT_EQ(duty(sheet, "us/ct/breach/offer-services").services->months, 24);
  EXPECT_EQ(duty(sheet, "us/ct/breach/notify-attorney-general").recipient,
            "Attorney General of Connecticut");
}

TEST(Duties, HaveExactlyTheKeysOfTheInterface) {
  const auto json = to_json(reckon(full_facts()));
  const auto keys = [](const Json& object) {
    std::set<std::string> out;
    for (const auto& [key, value] : object.items()) out.insert(key);
    return out;
  };
  EXPECT_EQ(keys(json), (std::set<std::string>{"known_at", "packs", "duties", "not_required",
                                               "questions", "flags"}));
  EXPECT_EQ(keys(json["packs"][0]), (std::set<std::string>{"id", "version", "digest"}));
  const std::set<std::string> wanted = {
      "id", "rule", "title", "bearer", "kind", "jurisdiction", "recipient", "count", "due",
      "due_text", "working_due", "alternatives", "state", "days_late", "services", "methods",
      "content", "because", "citations", "flags"};
  const std::set<std::string> kinds = {"notify-individuals", "notify-regulator", "notify-agencies",
                                       "notify-media", "notify-owner", "offer-services",
                                       "notify-federal", "other"};
  ASSERT_FALSE(json["duties"].empty());
  for (const auto& one : json["duties"]) {
    EXPECT_EQ(keys(one), wanted);
    EXPECT_TRUE(kinds.count(std::string(one["kind"])));
    ASSERT_FALSE(one["citations"].empty());
    for (const auto& cite : one["citations"])
      for (const auto* key : {"cite", "url", "read", "confidence", "verified"})
        EXPECT_TRUE(cite.contains(key)) << key;
    EXPECT_FALSE(one["because"].empty());
  }
}

TEST(Duties, AreTheSameBytesEveryTime) {
  const auto once = plain_json(to_json(reckon(full_facts())));
  EXPECT_EQ(once, plain_json(to_json(reckon(full_facts()))));
  EXPECT_EQ(to_words(reckon(full_facts())), to_words(reckon(full_facts())));
  // Canonical, so that a desk can keep its digest.
  EXPECT_TRUE(canonical_json(to_json(reckon(full_facts()))));
}

TEST(Duties, EachFactTakenAwayComesBackAsAQuestionNamingIt) {
  const std::vector<std::pair<std::string, std::string>> facts = {
      {"/entity/role", "entity.role"},
      {"/entity/hipaa", "entity.hipaa"},
      {"/entity/kind", "entity.kind"},
      {"/notified", "notified"},
      {"/discovered", "discovered"},
      {"/vendor_discovered", "vendor_discovered"},
      {"/access", "access"},
      {"/data", "data"},
      {"/data/0/medium", "data[0].medium"},
      {"/data/0/elements", "data[0].elements"},
      {"/data/0/protection", "data[0].protection"},
      {"/data/0/key", "data[0].key"},
      {"/data/0/city_mailbox_people", "data[0].city_mailbox_people"},
      {"/people", "people"},
      {"/people/0/state", "people[0].state"},
      {"/people/0/count", "people[0].count"},
      {"/people/0/identified", "people[0].identified"},
      {"/people/0/without_contact", "people[0].without_contact"},
      {"/harm", "harm.finding"},
      {"/harm/finding", "harm.finding"},
      {"/law_enforcement_hold", "law_enforcement_hold"},
      {"/law_enforcement_hold/determined", "law_enforcement_hold.determined"},
      {"/law_enforcement_hold/requested", "law_enforcement_hold.requested"},
      {"/law_enforcement_hold/released", "law_enforcement_hold.released"},
      {"/notice_cost_usd", "notice_cost_usd"}};
  EXPECT_TRUE(asked(reckon(full_facts())).empty());
  for (const auto& [pointer, question] : facts) {
    auto less = full_facts();
    const Json::json_pointer at(pointer);
    less[at.parent_pointer()].erase(at.back());
    const auto sheet = reckon(less);
    EXPECT_TRUE(asked(sheet).count(question)) << pointer;
    // Never dropped in silence: either the duty stands or the sheet says it is undecided.
    EXPECT_FALSE(sheet.duties.empty() && sheet.flags.empty()) << pointer;
  }
}

TEST(Duties, OfHarmAskForEachPartOfTheDetermination) {
  auto facts = full_facts();
  facts["harm"] = {{"finding", "unlikely"}};
  const auto all = asked(reckon(facts));
  for (const auto* key : {"harm.investigated", "harm.signed_by", "harm.on"})
    EXPECT_TRUE(all.count(key)) << key;
  facts["harm"] = {{"finding", "unlikely"}, {"investigated", true}, {"signed_by", "o-1"},
                   {"on", "2026-03-20"}};
  const auto sheet = reckon(facts);
  // New York's exit is for inadvertent disclosure only: its residents are told all the same.
  for (const auto& one : sheet.duties)
    EXPECT_EQ(one.jurisdiction, "US-NY") << one.id;
  EXPECT_TRUE(asked(sheet).count("harm.reopened"));
}

TEST(Duties, LookBackToWhatWasKnownOnADay) {
  const auto facts = full_facts();  // hold asked for on 1 April, residents told on the 20th
  EXPECT_EQ(duty(reckon(facts, "2026-03-31"), "us/ct/breach/notify-residents").state,
            DutyState::open);
  EXPECT_EQ(duty(reckon(facts, "2026-04-01"), "us/ct/breach/notify-residents").state,
            DutyState::suspended);
  EXPECT_EQ(duty(reckon(facts, "2026-04-20"), "us/ct/breach/notify-residents").state,
            DutyState::met);
}

TEST(Duties, OfADiscoveryYetToComeAreAWhatIf) {
  const auto sheet = reckon(full_facts(), "2026-01-05");
  EXPECT_EQ(sheet.flags.back().code, "WHAT_IF");
  EXPECT_EQ(duty(sheet, "us/ct/breach/notify-residents").due, *parse_date("2026-05-01"));
}

TEST(Duties, RefuseFactsOfAnotherCity) {
  auto facts = full_facts();
  facts["city"] = "us/ny/elsewhere";
  const auto read = read_facts(facts);
  const auto out = duties_for(stamford(), *read, *parse_date("2026-04-10"));
  ASSERT_FALSE(out);
  EXPECT_THAT(out.error().detail, HasSubstr("city: the facts are of 'us/ny/elsewhere'"));
}

TEST(Duties, OfOtherStatesAreReckonedUnderTheirOwnLawAndFlagged) {
  auto facts = full_facts();
  facts["law_enforcement_hold"] = nullptr;
  facts["people"] = *parse_json(
      R"([{"state":"US-NY","count":5},{"state":"US-NY","count":1},{"state":"US-MA"},
          {"state":"US-RI","count":0}])");
  const auto sheet = reckon(facts);
  const auto& york = duty(sheet, "us/ny/breach/notify-individuals");
  EXPECT_EQ(york.due, *parse_date("2026-04-01"));
  EXPECT_EQ(york.count, 6);
  EXPECT_EQ(duty(sheet, "us/ma/breach/notify-individuals").due, std::nullopt);
  for (const auto& one : sheet.duties) {
    EXPECT_NE(one.jurisdiction, "US-RI");
    const bool flagged = std::any_of(one.flags.begin(), one.flags.end(), [](const Flag& flag) {
      return flag.code == "OUT_OF_STATE_PUBLIC_BODY" &&
             flag.text.find("application to an out-of-state public body: for counsel") !=
                 std::string::npos;
    });
    EXPECT_TRUE(flagged) << one.id;
  }
  std::vector<std::string> said, packs;
  for (const auto& flag : sheet.flags)
    if (flag.code == "OTHER_STATE_LAW") said.push_back(flag.text.substr(0, 34));
  EXPECT_THAT(said, testing::ElementsAre(HasSubstr("US-MA, an unknown number of"),
                                         HasSubstr("US-NY, 6 residents")));
  for (const auto& pack : sheet.packs)
    packs.push_back(pack.id);
  EXPECT_THAT(packs, testing::ElementsAre("us", "us/ct", "us/ct/stamford", "us/ma", "us/ny"));
}

TEST(Duties, OfAStateWithoutAPackAreNeverInventedNorForgotten) {
  auto files = *rule_files();
  files.erase("us/ny/breach.yaml");
  const auto rules = load_rules("us/ct/stamford", files);
  ASSERT_TRUE(rules) << rules.error().detail;
  auto facts = full_facts();
  facts["people"] = *parse_json(R"([{"state":"US-NY","count":5}])");
  const auto sheet = duties_for(*rules, *read_facts(facts), *parse_date("2026-04-10"));
  EXPECT_TRUE(sheet->duties.empty());
  ASSERT_EQ(sheet->flags.size(), 1U);
  EXPECT_THAT(sheet->flags[0].text, HasSubstr("No pack holds that law: nothing was reckoned"));
}

TEST(Duties, RestingOnWhatIsUnknownOrUnreadAreMarked) {
  auto facts = full_facts();
  facts["data"][0].erase("key");
  const auto sheet = reckon(facts);
  std::string all;
  for (const auto& flag : duty(sheet, "us/ct/breach/notify-residents").flags)
    all += flag.code + " " + flag.text + "\n";
  EXPECT_THAT(all, HasSubstr("RESTS_ON_UNKNOWN_FACT Not known, and read the safe way: data[0].key."));
  EXPECT_THAT(all, HasSubstr("RESTS_ON_UNVERIFIED_SOURCE Recalled, not read: Conn. Gen. Stat. § "
                             "36a-701b(d)."));
  EXPECT_THAT(all, HasSubstr("the law is silent on keys"));
}

TEST(Duties, InWordsSayDayReasonAuthorityAndThatTheyAreNotAdvice) {
  const auto words = to_words(reckon(full_facts()));
  for (const auto* part :
       {"Not legal advice; not reviewed by counsel.", "Friday, May 1, 2026", "Services:  24 months",
        "data[0].key = \"taken\"", "[official-page, read 2026-11-22]", "NOT VERIFIED",
        "COUNSEL_KEY_COMPROMISE", "Reckoned from", "suspended"})
    EXPECT_THAT(words, HasSubstr(part));
}

TEST(Duties, CiteEachTextOnceInWords) {
  const auto words = to_words(reckon(full_facts()));
  std::size_t checked = 0;
  for (std::size_t at = 0; (at = words.find("On the authority of:\n", at)) != std::string::npos;
       ++at) {
    std::set<std::string> seen;
    auto line = words.find('\n', at) + 1;
    while (words.compare(line, 6, "    - ") == 0) {
      const auto end = words.find('\n', line);
      EXPECT_TRUE(seen.insert(words.substr(line, words.find(" [", line) - line)).second)
          << words.substr(line, end - line);
      line = end + 1;
      ++checked;
    }
  }
  EXPECT_GT(checked, 10U);
  EXPECT_THAT(words, HasSubstr("; [secondary, read 2026-11-22]"));
}

// A sheet that was kept under packs which do not state HIPAA's own delay comes out as it was.
TEST(Duties, UnderHipaaTakeTheDelayOfTheFederalRuleWhereThePacksStateIt) {
  auto facts = full_facts();
  facts["entity"]["hipaa"] = true;
  facts["people"].erase(1);
  facts["notified"] = Json::array();
  const auto individuals = [&](const Rules& rules, std::string_view day) {
    const auto sheet = duties_for(rules, *read_facts(facts), *parse_date(day));
    EXPECT_TRUE(sheet);
    return duty(*sheet, "us/hipaa/notify-individuals");
  };
  const auto cites = [](const Duty& one) {
    return std::any_of(one.citations.begin(), one.citations.end(),
                       [](const Source& source) { return source.cite == "45 CFR 164.412"; });
  };
  // Requested on April 1: an oral statement delays to May 1.
  auto now = individuals(stamford(), "2026-04-30");
  EXPECT_EQ(now.state, DutyState::suspended);
  EXPECT_TRUE(cites(now));
  now = individuals(stamford(), "2026-05-02");
  EXPECT_EQ(now.state, DutyState::overdue) << "released on the last day itself, which stands";
  auto older = stamford();
  older.federal.hold.reset();
  const auto then = individuals(older, "2026-05-02");
  EXPECT_EQ(then.state, DutyState::suspended);
  EXPECT_FALSE(cites(then));
}

TEST(Duties, ComeDueNowFirstThenByDay) {
  auto facts = full_facts();
  facts["entity"]["role"] = "maintainer";
  facts["law_enforcement_hold"] = nullptr;
  facts["people"].erase(1);
  const auto sheet = reckon(facts, "2026-03-10");
  ASSERT_GE(sheet.duties.size(), 3U);
  EXPECT_EQ(sheet.duties[0].rule, "us/ct/breach/notify-owner");
  EXPECT_EQ(sheet.duties[1].due, sheet.duties[2].due);
  EXPECT_LT(sheet.duties[1].id, sheet.duties[2].id);
}

TEST(Duties, HoldForAMillionOfTheSmallestGroupsAndTheLargestCounts) {
  auto facts = full_facts();
  facts["people"] = Json::array();
  for (int i = 0; i < 2'000; ++i)
    facts["people"].push_back(
        {{"state", "US-CT"}, {"count", 500'000'000}, {"identified", "2026-03-02"},
         {"without_contact", 0}});
  EXPECT_EQ(duty(reckon(facts), "us/ct/breach/notify-residents").count, 1'000'000'000'000);
}

}  // namespace
}  // namespace ledgelight::law
