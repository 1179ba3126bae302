#include "casefile/law_facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "casefile/vocabulary.hpp"

namespace ledgelight::casefile {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

class Book {
 public:
  Book& say(const std::string& name, Certainty certainty, const char* value = "null") {
    auto fact = checked(Fact{name, certainty, Json::parse(value), "officer", {}, ""});
    EXPECT_TRUE(fact) << name << " " << value;
    if (fact) book_.add(*fact, Instant(), ++event_);
    return *this;
  }
  LawFacts facts() const { return law_facts(book_); }

 private:
  FactBook book_;
  std::uint64_t event_ = 0;
};

TEST(LawFacts, GiveTheEngineEveryKeyInItsOwnForm) {
  const auto out =
      Book()
          .say("entity.role", Certainty::known, R"("owner")")
          .say("entity.hipaa", Certainty::known, "false")
          .say("discovered", Certainty::known, R"("2026-03-02")")
          .say("vendor_discovered", Certainty::ruled_out)
          .say("window", Certainty::known, R"("2026-02/..")")
          .say("access", Certainty::known, R"("acquired")")
          .say("data", Certainty::known,
               R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none",
                    "where":"payroll.csv"}])")
          .say("people", Certainty::known,
               R"([{"state":"US-CT","count":1200,"identified":"2026-03-02",
                    "without_contact":0,"elements":["name","ssn"]}])")
          .say("harm", Certainty::known, R"({"finding":"undetermined","investigated":false})")
          .say("law_enforcement_hold", Certainty::known,
               R"({"agency":"State Police","determined":true,"requested":"2026-04-01",
                   "reference":"26-1"})")
          .say("notice_cost_usd", Certainty::known, "4000")
          .say("notified", Certainty::known,
               R"([{"who":"residents","state":"US-CT","on":"2026-04-01"}])")
          .facts();
  const auto expected = Json::parse(R"({
    "city":"us/ct/stamford","entity":{"kind":"municipality","role":"owner","hipaa":false},
    "discovered":"2026-03-02","vendor_discovered":null,"occurred":{"from":"2026-02","to":null},
    "access":"acquired",
    "data":[{"elements":["name","ssn"],"medium":"electronic","protection":"none"}],
    "people":[{"state":"US-CT","count":1200,"identified":"2026-03-02","without_contact":0,
               "elements":["name","ssn"]}],
    "harm":{"finding":"undetermined","investigated":false},
    "law_enforcement_hold":{"agency":"State Police","determined":true,"requested":"2026-04-01"},
    "notice_cost_usd":4000,"notified":[{"who":"residents","state":"US-CT","on":"2026-04-01"}]})");
  EXPECT_EQ(canonical(out.facts), canonical(expected));
  EXPECT_TRUE(out.suspected.empty());
  EXPECT_TRUE(out.withheld.empty());
}

TEST(LawFacts, LeaveOutWhatNobodyKnowsAndSayWhy) {
  const auto out = Book().say("access", Certainty::unknown).facts();
  EXPECT_EQ(canonical(out.facts),
            R"({"city":"us/ct/stamford","entity":{"kind":"municipality"}})");
  EXPECT_THAT(out.withheld, Contains(Withheld{"access", Certainty::unknown}));
  EXPECT_THAT(out.withheld, Contains(Withheld{"discovered", Certainty::not_asked}));
  EXPECT_EQ(out.withheld.size(), 12U);
}

TEST(LawFacts, HandOverSuspicionsAndListThem) {
  const auto out = Book()
                       .say("access", Certainty::suspected, R"("acquired")")
                       .say("data", Certainty::known,
                            R"([{"elements":["dob"],"certainty":"ruled_out"},
                                {"elements":["ssn"],"certainty":"suspected"},
                                {"elements":["name"],"certainty":"known"}])")
                       .facts();
  EXPECT_EQ(out.facts["access"], "acquired");
  EXPECT_EQ(canonical(out.facts["data"]), R"([{"elements":["ssn"]},{"elements":["name"]}])");
  EXPECT_THAT(out.suspected, ElementsAre("access", "data[0]"));
}

TEST(LawFacts, TellNoneApartFromUnknown) {
  const auto none = Book()
                        .say("people", Certainty::ruled_out)
                        .say("law_enforcement_hold", Certainty::ruled_out)
                        .say("entity.hipaa", Certainty::ruled_out)
                        .facts();
  EXPECT_EQ(none.facts["people"], Json::array());
  EXPECT_TRUE(none.facts.contains("law_enforcement_hold"));
  EXPECT_TRUE(none.facts["law_enforcement_hold"].is_null());
  EXPECT_EQ(none.facts["entity"]["hipaa"], false);
  const auto unknown = Book().facts();
  EXPECT_FALSE(unknown.facts.contains("people"));
  EXPECT_FALSE(unknown.facts.contains("law_enforcement_hold"));
  EXPECT_FALSE(unknown.facts["entity"].contains("hipaa"));
}

TEST(LawFacts, NeverPassOnAnAccessThatWasRuledOut) {
  const auto out = Book().say("access", Certainty::ruled_out, R"("acquired")").facts();
  EXPECT_FALSE(out.facts.contains("access"));
  EXPECT_THAT(out.withheld, Contains(Withheld{"access", Certainty::ruled_out}));
}

TEST(LawFacts, KeepThePrecisionOfTheWindow) {
  const auto occurred = [](const char* name, const char* when) {
    return canonical(Book().say(name, Certainty::known, when).facts().facts["occurred"]);
  };
  EXPECT_EQ(occurred("window", R"("2026-02")"), R"({"from":"2026-02","to":"2026-02"})");
  EXPECT_EQ(occurred("window", R"("2026-02-03/2026-03")"), R"({"from":"2026-02-03","to":"2026-03"})");
  EXPECT_EQ(occurred("window", R"("../2026")"), R"({"from":null,"to":"2026"})");
  EXPECT_EQ(occurred("began", R"("2013-05")"), R"({"from":"2013-05","to":null})");
}

TEST(LawFacts, ReckonTheDayOfAnInstantWhereTheCityIs) {
  const auto out = Book().say("window", Certainty::known, R"("2026-03-02T02:10Z")").facts();
  EXPECT_EQ(out.facts["occurred"]["from"], "2026-03-01");
}

}  // namespace
}  // namespace ledgelight::casefile
