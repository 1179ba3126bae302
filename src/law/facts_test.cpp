#include "law/facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

using testing::HasSubstr;

std::string fault_of(const std::string& json) {
  const auto facts = read_facts(json);
  return facts ? "no fault" : facts.error().detail;
}

TEST(Facts, ReadEverythingTheInterfaceNames) {
  const auto facts = read_facts(
      R"({"city":"us/ct/stamford","entity":{"kind":"municipality","role":"owner","hipaa":false},
      "discovered":"2026-03-02","vendor_discovered":null,"occurred":{"from":"2026-02","to":null},
      "access":"accessed","data":[{"elements":["name","ssn"],"medium":"electronic",
      "protection":"encrypted","key":"taken","accuracy_feet":null,"city_mailbox_people":0}],
      "people":[{"state":"US-CT","count":1200,"identified":"2026-03-02","without_contact":7,
      "elements":["name","ssn"]}],"harm":{"finding":"unlikely","investigated":true,
      "signed_by":"o-1","on":"2026-03-09","reopened":null},"law_enforcement_hold":{"agency":
      "State Police","determined":true,"requested":"2026-04-01","released":null},
      "notice_cost_usd":250001,"notified":[{"who":"regulator","state":"US-CT",
      "on":"2026-04-01"}]})");
  ASSERT_TRUE(facts) << facts.error().detail;
  EXPECT_EQ(facts->role, Role::owner);
  EXPECT_EQ(facts->hipaa, false);
  EXPECT_TRUE(facts->vendor_discovered.none());
  EXPECT_EQ(facts->occurred_from.text(), "2026-02");
  EXPECT_TRUE(facts->occurred_to.unknown());
  EXPECT_EQ((*facts->data)[0].key, KeyState::taken);
  EXPECT_EQ((*facts->data)[0].accuracy_feet, std::nullopt);
  EXPECT_EQ((*facts->people)[0].without_contact, 7);
  EXPECT_EQ(facts->harm->signed_by.value, "o-1");
  EXPECT_TRUE(facts->harm->reopened.none());
  EXPECT_TRUE(facts->hold.value->released.none());
  EXPECT_EQ((*facts->notified)[0].who, Told::regulator);
}

TEST(Facts, AMissingKeyIsUnknownAndNeverNo) {
  const auto facts = read_facts("{}");
  ASSERT_TRUE(facts);
  EXPECT_FALSE(facts->hipaa.has_value());
  EXPECT_FALSE(facts->vendor_discovered.known);
  EXPECT_FALSE(facts->hold.known);
  EXPECT_FALSE(facts->data.has_value());
  const auto said = read_facts(R"({"access":"unknown","data":[{"key":"unknown"}]})");
  ASSERT_TRUE(said);
  EXPECT_FALSE(said->access.has_value());
  EXPECT_FALSE((*said->data)[0].key.has_value());
}

TEST(Facts, BadOnesGetOneLineEachNamingTheKey) {
  const auto text = fault_of(
      R"({"discovered":"2026-02-30","entity":{"role":"boss"},"data":[{"elements":["name","sss"]}],
      "people":[{"state":"US-CT","count":-1},{"state":"CT","count":"4"}],
      "law_enforcement_hold":{"determined":"yes"},"noticed":[]})");
  const auto lines = split(text, '\n');
  EXPECT_EQ(lines.size(), 8U) << text;
  for (const auto* key :
       {"discovered: ", "entity.role: ", "data[0].elements[1]: unknown element 'sss'",
        "people[0].count: ", "people[1].state: unknown state 'CT'", "people[1].count: ",
        "law_enforcement_hold.determined: ", "noticed: not a key here"})
    EXPECT_THAT(text, HasSubstr(key));
}

TEST(Facts, ContradictionsAreFaults) {
  EXPECT_THAT(fault_of(R"({"people":[{"count":3,"without_contact":4}]})"),
              HasSubstr("people[0].without_contact: more than count"));
  EXPECT_THAT(fault_of(R"({"law_enforcement_hold":{"requested":"2026-04-01",
              "released":"2026-03-01"}})"),
              HasSubstr("law_enforcement_hold.released: before 'requested'"));
  EXPECT_THAT(fault_of(R"({"harm":{"on":"2026-04-01","reopened":"2026-03-01"}})"),
              HasSubstr("harm.reopened: before 'on'"));
  EXPECT_THAT(fault_of(R"({"notified":[{"who":"residents"}]})"), HasSubstr("notified[0].on: "));
  for (const auto* who : {"", R"("who":"unknown",)", R"("who":"press",)", R"("who":7,)"}) {
    const auto text = "{\"notified\":[{" + std::string(who) + "\"on\":\"2026-03-02\"}]}";
    EXPECT_THAT(fault_of(text.c_str()), HasSubstr("notified[0].who: ")) << text;
  }
  EXPECT_THAT(fault_of(R"({"notified":[{"who":"hhs","on":"2026-03-02","rule":"Notify HHS"}]})"),
              HasSubstr("notified[0].rule: "));
}

TEST(Facts, HostileOnesAreRefusedWithinBounds) {
  EXPECT_THAT(fault_of(""), HasSubstr("facts: "));
  EXPECT_THAT(fault_of("[]"), HasSubstr("facts: not an object"));
  EXPECT_THAT(fault_of(R"({"city":"a","city":"b"})"), HasSubstr("facts: "));
  EXPECT_THAT(fault_of(std::string(100'000, '[')), HasSubstr("facts: "));
  EXPECT_THAT(fault_of(R"({"discovered":"9999-12-31"})"), HasSubstr("between 1900 and 2200"));
  EXPECT_THAT(fault_of(R"({"notice_cost_usd":1e300})"), HasSubstr("notice_cost_usd: "));
  EXPECT_THAT(fault_of(R"({"notice_cost_usd":18446744073709551615})"),
              HasSubstr("notice_cost_usd: "));
  std::string many = R"({"data":[)";
  for (int i = 0; i < 10'001; ++i) many += i > 0 ? ",{}" : "{}";
  EXPECT_THAT(fault_of(many + "]}"), HasSubstr("data: more than 10,000 items"));
  std::string noisy = R"({"data":[)";
  for (int i = 0; i < 5'000; ++i) noisy += i > 0 ? ",1" : "1";
  EXPECT_LE(split(fault_of(noisy + "]}"), '\n').size(), 200U);
}

TEST(Facts, TheSameFactsHaveTheSameDigestInAnyOrder) {
  const auto one = facts_digest(*parse_json(R"({"access":"acquired","city":"us/ct"})"));
  const auto two = facts_digest(*parse_json(R"({ "city":"us/ct", "access":"acquired" })"));
  ASSERT_TRUE(one);
  EXPECT_EQ(*one, *two);
  EXPECT_EQ(one->size(), 64U);
}

}  // namespace
}  // namespace ledgelight::law
