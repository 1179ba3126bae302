// Who is who: questions of discovery, an officer's word on them, and taking it back.
#include <algorithm>

#include "a_desk.hpp"
#include "base/embedded.hpp"
#include "desk/discovery.hpp"
#include "desk/links.hpp"
#include "discover/reasons.hpp"
#include "http/messages.hpp"

namespace ledgelight::desk {
namespace {

class Links : public ADesk {
 protected:
  // Two people of one name, known by birth and number, and a card of that name: nobody knows whose.
  void SetUp() override {
    std::string csv = "name,dob,ssn\n\"Quillfeather, Zoe\",3/2/1986,219-12-1234\n\"Quillfeather, "
                      "Zoe\",4/9/1951,219-12-5678\n";
    static constexpr const char* given[] = {"Ada", "Bea", "Cy", "Dora", "Eli", "Fay", "Gus", "Hal"};
    for (int i = 0; i < 40; ++i)
      csv += std::string("\"Sample") + static_cast<char>('a' + i % 10) + ", " + given[i % 8] +
             "\",1/" + std::to_string(1 + i % 28) + "/" + std::to_string(1940 + i) + ",219-13-" +
             std::to_string(1000 + i) + "\n";
    id = must(open_case(desk(), cli(), {"Lists on a bus", "officer", ""}));
    sealed(id, cli(), csv);
    sealed(id, cli(),
           "cardholder,pan,amount\nZoe Quillfeather,4539578763621486,1\nAda "
           "Samplea,379354508162306,2\nBea Sampleb,6011000991300009,3\n");
    must(run_discovery(desk(), cli(), id, {}));
  }
  PersonLine person(const PersonId& who) {
    for (const auto& p : must(list_people(desk(), cli(), id, "", "", {0, 0})).rows)
      if (p.id == who) return p;
    throw std::runtime_error("nobody");
  }
  LinkLine zoe() {
    for (auto& q : must(list_links(desk(), cli(), id, {0, 0})).rows)
      if (q.reason == "one of 2 people of that name") return q;
    throw std::runtime_error("no question");
  }
  CaseId id;
};

TEST_F(Links, AreTheRegistersQuestionsWithoutValuesInTheReason) {
  const auto links = must(list_links(desk(), cli(), id, {0, 0}));
  ASSERT_EQ(
      std::count_if(links.rows.begin(), links.rows.end(),
                    [](const LinkLine& q) { return q.reason == "one of 2 people of that name"; }),
      2);
  for (const auto& q : links.rows) {
    EXPECT_EQ(q.reason.find("Zoe"), std::string::npos);
    EXPECT_GT(q.percent, 0);
    EXPECT_LT(q.percent, 90);
  }
  EXPECT_EQ(links.open, links.rows.size());
  EXPECT_EQ(links.answered, 0U);
}

TEST_F(Links, AMergeGivesOneWhatBothHaveAndCanBeTakenBack) {
  const auto q = zoe();
  const auto before = person(q.left.id), other_before = person(q.right.id);
  must(merge_people(desk(), cli(), id, q.left.id, q.right.id));
  const auto one = person(q.left.id);
  EXPECT_TRUE(std::count(one.elements.begin(), one.elements.end(), "payment_card"));
  EXPECT_TRUE(std::count(one.elements.begin(), one.elements.end(), "ssn"));
  EXPECT_EQ(one.standing, "accepted");
  EXPECT_EQ(person(q.right.id).standing, "rejected");
  EXPECT_EQ(person(q.right.id).merged_into, q.left.id);
  EXPECT_EQ(must(list_links(desk(), cli(), id, {0, 0})).merged.size(), 1U);
  EXPECT_EQ(code_of(judge_people(desk(), cli(), id, q.right.id, "accepted")), Errc::wrong_state);

  must(split_person(desk(), cli(), id, q.right.id));
  EXPECT_EQ(person(q.left.id).elements, before.elements);
  EXPECT_EQ(person(q.left.id).standing, before.standing);
  EXPECT_EQ(person(q.right.id).elements, other_before.elements);
  EXPECT_EQ(person(q.right.id).standing, other_before.standing);
  EXPECT_TRUE(person(q.right.id).merged_into.empty());
  EXPECT_EQ(code_of(split_person(desk(), cli(), id, q.right.id)), Errc::wrong_state);
}

TEST_F(Links, MergesAreTakenBackTheLatestFirst) {
  const auto q = zoe();
  const auto all = must(list_people(desk(), cli(), id, "", "", {0, 0})).rows;
  const auto third = std::find_if(all.begin(), all.end(), [&](const PersonLine& p) {
                       return p.id != q.left.id && p.id != q.right.id;
                     })->id;
  must(merge_people(desk(), cli(), id, q.left.id, q.right.id));
  must(merge_people(desk(), cli(), id, q.left.id, third));
  EXPECT_EQ(code_of(split_person(desk(), cli(), id, q.right.id)), Errc::conflict);
  EXPECT_EQ(code_of(merge_people(desk(), cli(), id, q.right.id, third)), Errc::wrong_state);
  EXPECT_EQ(code_of(merge_people(desk(), cli(), id, q.left.id, q.left.id)), Errc::bad_input);
  must(split_person(desk(), cli(), id, third));
  must(split_person(desk(), cli(), id, q.right.id));
}

TEST_F(Links, WhatWasAnsweredIsNotAskedAgain) {
  const auto q = zoe();
  const auto open = must(list_links(desk(), cli(), id, {0, 0})).open;
  must(keep_apart(desk(), cli(), id, q.left.id, q.right.id));
  const auto after = must(list_links(desk(), cli(), id, {0, 0}));
  EXPECT_EQ(after.open, open - 1);
  EXPECT_EQ(after.answered, 1U);
}

TEST_F(Links, ALaterRunKeepsAMergeAndDoesNotCountTheOtherAgain) {
  const auto q = zoe();
  must(merge_people(desk(), cli(), id, q.left.id, q.right.id));
  const auto people = must(list_people(desk(), cli(), id, "", "", {0, 0})).rows.size();
  must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(must(list_people(desk(), cli(), id, "", "", {0, 0})).rows.size(), people);
  EXPECT_EQ(person(q.right.id).merged_into, q.left.id);
  EXPECT_EQ(person(q.left.id).standing, "accepted");
}

TEST_F(Links, AcceptingAllCountsNobodyTwice) {
  const auto standing = [&](const std::string& which) {
    return must(list_people(desk(), cli(), id, "", which, {0, 0})).rows;
  };
  const auto held = standing("uncertain");
  ASSERT_EQ(held.size(), 3U) << "the three cards, whose holders are likely on the register";
  EXPECT_EQ(std::count_if(held.begin(), held.end(),
                          [](const PersonLine& p) {
                            return p.ground == "one of several people of that name, who are counted; nobody knows which";
                          }),
            1)
      << "that of Zoe, of whom there are two";
  const auto proposed = standing("proposed").size();
  const auto run = must(list_runs(desk(), cli(), id)).at(0);
  EXPECT_EQ(run.people, proposed);
  EXPECT_EQ(run.uncertain, 3U);
  EXPECT_EQ(must(judge_people(desk(), cli(), id, PersonId(), "accepted")), proposed);
  EXPECT_EQ(standing("accepted").size(), proposed);
  ASSERT_EQ(standing("uncertain").size(), 3U);

  // A later search holds them back again; their own word from an officer counts them.
  must(run_discovery(desk(), cli(), id, {}));
  ASSERT_EQ(standing("uncertain").size(), 3U);
  must(judge_people(desk(), cli(), id, standing("uncertain")[0].id, "accepted"));
  EXPECT_EQ(standing("accepted").size(), proposed + 1);
}

TEST_F(Links, WhoIsNoneOfThoseAskedAboutIsProposedLikeTheOthers) {
  const auto about_zoe = zoe();
  const auto card = person(about_zoe.left.id).standing == "uncertain" ? about_zoe.left.id : about_zoe.right.id;
  std::vector<LinkLine> asked;
  for (auto& q : must(list_links(desk(), cli(), id, {0, 0})).rows)
    if (q.left.id == card || q.right.id == card) asked.push_back(std::move(q));
  ASSERT_EQ(asked.size(), 2U);
  must(keep_apart(desk(), cli(), id, asked[0].left.id, asked[0].right.id));
  EXPECT_EQ(person(card).standing, "uncertain") << "it may still be the other";
  must(keep_apart(desk(), cli(), id, asked[1].left.id, asked[1].right.id));
  EXPECT_EQ(person(card).standing, "proposed");
}

TEST_F(Links, AreDealtOneAtATime) {
  Page page;
  page.limit = 1;
  const auto all = must(list_links(desk(), cli(), id, {0, 0})).rows;
  ASSERT_GT(all.size(), 1U);
  for (std::size_t i = 0; i < all.size(); ++i) {
    page.offset = i;
    const auto dealt = must(list_links(desk(), cli(), id, page));
    ASSERT_EQ(dealt.rows.size(), 1U);
    EXPECT_EQ(dealt.rows[0].left.id, all[i].left.id);
    EXPECT_EQ(dealt.rows[0].right.id, all[i].right.id);
    EXPECT_EQ(dealt.open, all.size());
  }
  page.offset = all.size();
  EXPECT_TRUE(must(list_links(desk(), cli(), id, page)).rows.empty());
}

TEST_F(Links, OnlyWhoMaySeePeopleSeesThem) {
  const auto q = zoe();
  const auto clerk = officer("cleo", {Role::communications});
  const auto seen = list_links(desk(), clerk, id, {0, 0});
  EXPECT_TRUE(!seen || seen->rows.empty());
  const auto refused = code_of(merge_people(desk(), clerk, id, q.left.id, q.right.id));
  EXPECT_TRUE(refused == Errc::denied || refused == Errc::not_found);
}

TEST_F(Links, EveryReasonHasItsWordsInEveryLanguage) {
  const auto messages = must(http::Messages::load(embedded_content()));
  for (const auto& key : discover::reason_keys())
    for (const auto& language : messages.languages())
      EXPECT_TRUE(messages.has(language, key)) << language << " " << key;
  for (const auto& q : must(list_links(desk(), cli(), id, {0, 0})).rows)
    EXPECT_FALSE(discover::reason_parts(q.reason).empty()) << q.reason;
}

}  // namespace
}  // namespace ledgelight::desk
