// Is this a name? Words that only look like one, an officer's word on them, and another word.
#include <algorithm>
#include <atomic>
#include <set>

#include "a_case_of_letters.hpp"
#include "desk/discovery.hpp"
#include "desk/jobs.hpp"
#include "desk/names.hpp"
#include "desk/record.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::desk {
namespace {

class Names : public ADesk {
 protected:
  void SetUp() override {
    id = must(open_case(desk(), cli(), {"Notes of a park", "officer", ""}));
    sealed(id, cli(),
           "Summer Park 219-12-1234\n\nRosa Delgado 219-12-5678\n\nSummer Park 219-12-9012\n");
    must(run_discovery(desk(), cli(), id, {}));
  }
  std::vector<PersonLine> people(const std::string& standing = "proposed") {
    return must(list_people(desk(), cli(), id, "", standing, {0, 0})).rows;
  }
  std::size_t called(const std::string& name, const std::string& standing = "proposed") {
    const auto all = people(standing);
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const PersonLine& p) {
      return p.name.reveal(Purpose::show_to_officer) == name;
    }));
  }
  NamePage names() { return must(list_names(desk(), cli(), id, {0, 0})); }
  NameLine question(const std::string& words) {
    for (auto& q : names().rows)
      if (q.words.reveal(Purpose::show_to_officer) == words) return q;
    throw std::runtime_error("no question about " + words);
  }
  CaseId id;
};

TEST_F(Names, TheSameWordsAreAskedOnceWithWhatStandsBesideThem) {
  ASSERT_EQ(names().open, 2U);
  const auto q = question("Summer Park");
  EXPECT_EQ(q.places, 2U);
  EXPECT_EQ(q.people, 2U);
  EXPECT_LT(q.confidence, sure_name);
  EXPECT_EQ(q.elements, std::vector<std::string>{"ssn"});
  EXPECT_EQ(q.where.size(), 2U);
  EXPECT_EQ(q.reason.find("Summer"), std::string::npos);
}

TEST_F(Names, WhatIsNoNameMakesNobodyAPersonAndSaysSoWithoutTheWords) {
  ASSERT_EQ(called("Summer Park"), 2U);
  const auto q = question("Summer Park");
  must(answer_name(desk(), cli(), id, q.id, "not-a-name"));
  EXPECT_EQ(called("Summer Park"), 0U);
  EXPECT_EQ(people().size(), 1U);
  EXPECT_EQ(called("Rosa Delgado"), 1U);
  const auto tx = must(desk().store().read());
  const auto events = must(tx->events_of_case(id));
  const auto act = must(open_event(desk(), *tx, events.back())).text;
  EXPECT_NE(act.find("\"verdict\":\"not-a-name\""), std::string::npos) << act;
  EXPECT_EQ(act.find("Summer"), std::string::npos) << act;
  EXPECT_EQ(act.find("summer"), std::string::npos) << act;
}

TEST_F(Names, ALaterSearchHeedsTheAnswerAlsoWhereTheWordsAreNew) {
  must(answer_name(desk(), cli(), id, question("Summer Park").id, "not-a-name"));
  must(answer_name(desk(), cli(), id, question("Rosa Delgado").id, "name"));
  sealed(id, cli(), "Summer  Park 219-12-3456\n\nRosa Delgado 219-12-7890\n");
  must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(called("Summer Park") + called("Summer  Park"), 0U);
  EXPECT_EQ(called("Rosa Delgado"), 2U);
  EXPECT_EQ(names().open, 0U) << "what was answered is not asked again";
  EXPECT_EQ(names().answered, 2U);
}

TEST_F(Names, TheOtherAnswerPutsEverythingBack) {
  const auto q = question("Summer Park");
  const auto before = people();
  must(answer_name(desk(), cli(), id, q.id, "not-a-name"));
  const auto said = names().said;
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].verdict, "not-a-name");
  must(answer_name(desk(), cli(), id, said[0].id, "name"));
  const auto after = people();
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].id, before[i].id);
    EXPECT_EQ(after[i].elements, before[i].elements);
    EXPECT_EQ(after[i].name.reveal(Purpose::show_to_officer),
              before[i].name.reveal(Purpose::show_to_officer));
  }
  must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(called("Summer Park"), 2U);
}

TEST_F(Names, ASearchBetweenTheTwoAnswersLosesNobody) {
  must(answer_name(desk(), cli(), id, question("Summer Park").id, "not-a-name"));
  must(run_discovery(desk(), cli(), id, {}));
  must(answer_name(desk(), cli(), id, names().said.at(0).id, "name"));
  EXPECT_EQ(called("Summer Park"), 2U);
  must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(called("Summer Park"), 2U);
}

TEST_F(Names, WhoWasFoundUnderAnotherNameGoesByThat) {
  sealed(id, cli(),
         "name,ssn\nIda Fenn,219-14-1234\nOle Brandt,219-14-5678\nUna Voss,219-14-9012\n");
  sealed(id, cli(), "Summer L. Park 219-14-1234\n");
  must(run_discovery(desk(), cli(), id, {}));
  ASSERT_EQ(called("Summer L. Park"), 1U);
  must(answer_name(desk(), cli(), id, question("Summer L. Park").id, "not-a-name"));
  EXPECT_EQ(called("Summer L. Park"), 0U);
  ASSERT_EQ(called("Ida Fenn"), 1U);
  must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(called("Ida Fenn"), 1U);
  EXPECT_EQ(called("Summer L. Park"), 0U);
}

TEST_F(Names, ASecondWrongNameIsRefusedTooAndEachIsGivenBackByItsOwnWords) {
  sealed(id, cli(), "Summer L. Park 219-12-1234\n");
  must(run_discovery(desk(), cli(), id, {}));
  ASSERT_EQ(called("Summer L. Park"), 1U);
  const auto second = question("Summer L. Park").id;
  must(answer_name(desk(), cli(), id, second, "not-a-name"));
  ASSERT_EQ(called("Summer Park"), 2U) << "the shorter of their names is what is left";
  const auto first = question("Summer Park").id;
  must(answer_name(desk(), cli(), id, first, "not-a-name"));
  EXPECT_EQ(called("Summer Park"), 0U);
  must(answer_name(desk(), cli(), id, first, "name"));
  EXPECT_EQ(called("Summer Park"), 2U);
  EXPECT_EQ(called("Summer L. Park"), 0U) << "nobody said that this is a name";
  must(answer_name(desk(), cli(), id, second, "name"));
  EXPECT_EQ(called("Summer L. Park"), 1U);
  EXPECT_EQ(called("Summer Park"), 1U);
}

TEST_F(Names, AnAnswerOpensNothingButTheSameWords) {
  const auto q = question("Summer Park");
  const auto other = question("Rosa Delgado").id;
  {
    // What does not open shows whether it was opened.
    const auto tx = must(desk().store().write());
    auto row = *must(tx->finding(other));
    row.body.bytes.back() ^= 1;
    must(tx->update_finding(row));
    must(tx->commit());
  }
  must(answer_name(desk(), cli(), id, q.id, "not-a-name"));
  EXPECT_EQ(called("Summer Park"), 0U);
  EXPECT_EQ(code_of(answer_name(desk(), cli(), id, other, "name")), Errc::corrupt);
  const auto clerk = officer("cleo", {Role::communications});
  if (const auto counts = list_names(desk(), clerk, id, {0, 0})) {
    EXPECT_EQ(counts->open, 1U);
    EXPECT_EQ(counts->answered, 1U);
  }
}

TEST_F(Names, AnswersAreListedPageByPage) {
  std::string text;
  for (const char* family : {"Park", "Garden", "River", "Meadow", "Forest"})
    text += std::string("Summer ") + family + " 219-16-" + std::to_string(1000 + text.size()) + "\n\n";
  sealed(id, cli(), text);
  must(run_discovery(desk(), cli(), id, {}));
  for (const auto& q : names().rows) must(answer_name(desk(), cli(), id, q.id, "not-a-name"));
  const auto all = must(list_names(desk(), cli(), id, {0, 0}, {0, 0}));
  ASSERT_GE(all.said.size(), 3U);
  EXPECT_EQ(all.answered, all.said.size());
  std::set<std::string> seen;
  for (std::uint64_t from = 0; from < all.answered; from += 2) {
    const auto page = must(list_names(desk(), cli(), id, {0, 0}, {from, 2}));
    EXPECT_EQ(page.answered, all.answered);
    EXPECT_EQ(page.said.size(), std::min<std::size_t>(2, all.answered - from));
    for (const auto& line : page.said) EXPECT_TRUE(seen.insert(line.words.reveal(Purpose::show_to_officer)).second);
  }
  EXPECT_EQ(seen.size(), all.answered);
  EXPECT_TRUE(must(list_names(desk(), cli(), id, {0, 0}, {all.answered, 2})).said.empty());
}

TEST_F(Names, ThoseOfAnOlderProgramAreIndexedWhenTheyAreFirstAskedFor) {
  must(answer_name(desk(), cli(), id, question("Rosa Delgado").id, "name"));
  const auto summer = question("Summer Park").id;
  std::vector<FindingRow> before;
  {
    // As migration 0006 finds them; one batch of an index that was interrupted had come through.
    const auto tx = must(desk().store().write());
    before = must(tx->findings(id, "NAME", "", {0, 0}));
    ASSERT_EQ(before.size(), 3U);
    for (std::size_t i = 1; i < before.size(); ++i) {
      auto row = before[i];
      row.words.clear();
      must(tx->update_finding(row));
    }
    must(tx->commit());
  }
  EXPECT_EQ(names().answered, 1U);
  {
    const auto tx = must(desk().store().read());
    EXPECT_TRUE(must(tx->findings(id, "NAME", "", {0, 0})) == before) << "the same index, whoever reckons it";
    for (const auto& row : before) {
      EXPECT_EQ(row.words.size(), 64U);
      EXPECT_EQ(row.words, index_of_words(must(key_of(desk(), *tx, must(tx->find_case(id))->key)),
                                          row.state == "accepted" ? " ROSA  Delgado" + std::string() : "Summer Park"));
    }
  }
  {
    const auto tx = must(desk().store().write());
    for (auto row : before) {
      row.words.clear();
      must(tx->update_finding(row));
    }
    must(tx->commit());
  }
  must(answer_name(desk(), cli(), id, summer, "not-a-name"));
  EXPECT_EQ(called("Summer Park"), 0U) << "both places, though nothing had been asked before";
  EXPECT_EQ(names().answered, 2U);
}

TEST_F(Names, OnlyWhoMaySeePeopleSeesTheWords) {
  const auto q = question("Summer Park");
  const auto other = officer("cleo", {Role::communications});
  const auto seen = list_names(desk(), other, id, {0, 0});
  EXPECT_TRUE(!seen || (seen->rows.empty() && seen->said.empty()));
  const auto refused = code_of(answer_name(desk(), other, id, q.id, "name"));
  EXPECT_TRUE(refused == Errc::denied || refused == Errc::not_found);
  EXPECT_EQ(code_of(answer_name(desk(), cli(), id, q.id, "perhaps")), Errc::bad_input);
  EXPECT_EQ(code_of(answer_name(desk(), cli(), id, FindingId("none"), "name")), Errc::not_found);
}

TEST_F(Names, WhoseStateNobodyKnowsIsCountedWithTheGround) {
  const auto run = must(list_runs(desk(), cli(), id)).at(0);
  ASSERT_EQ(run.unplaced.size(), 1U);
  EXPECT_EQ(run.unplaced[0].second, 3U);
  EXPECT_EQ(run.unplaced[0].first, "no record gives an address");
}

class Paused : public Names {};

TEST_F(Paused, WorkIsNotTakenUpUntilItIsResumed) {
  const auto job = must(start_discovery(desk(), cli(), id));
  must(pause_job(desk(), cli(), id, job));
  EXPECT_FALSE(must(work_once(desk(), "one")));
  EXPECT_EQ(must(list_jobs(desk(), cli(), id)).at(0).state, "paused");
  EXPECT_EQ(code_of(pause_job(desk(), cli(), id, job)), Errc::wrong_state);
  made.reset();  // as after a restart
  wiring::OpenOptions options;
  options.clock = &clock;
  options.randomness = &chance;
  made = must(wiring::open_desk(folder(), options));
  EXPECT_FALSE(must(work_once(desk(), "two")));
  must(resume_job(desk(), cli(), id, job));
  EXPECT_TRUE(must(work_once(desk(), "three")));
  EXPECT_EQ(must(list_jobs(desk(), cli(), id)).at(0).state, "done");
  EXPECT_EQ(code_of(resume_job(desk(), cli(), id, job)), Errc::wrong_state);
}

TEST_F(Paused, AWorkerLosesItsLeaseAndNobodyGetsItWhenThatRunsOut) {
  const auto job = must(start_discovery(desk(), cli(), id));
  {
    const auto tx = must(desk().store().write());
    ASSERT_TRUE(must(tx->lease_job("one", clock.now(), clock.now() + std::chrono::seconds(60))));
    must(tx->commit());
  }
  must(pause_job(desk(), cli(), id, job));
  clock.advance(std::chrono::hours(1));
  EXPECT_FALSE(must(work_once(desk(), "two")));
}

TEST_F(Paused, ARunningSearchStopsAndKeepsNothing) {
  const auto runs = must(list_runs(desk(), cli(), id)).size();
  std::atomic<bool> stop{false};
  const auto stopped = run_discovery(
      desk(), cli(), id, [&](std::uint64_t, std::uint64_t) { stop = true; }, &stop);
  EXPECT_EQ(code_of(stopped), Errc::busy);
  EXPECT_EQ(must(list_runs(desk(), cli(), id)).size(), runs);
}

TEST_F(Paused, AskingForTheSearchAgainResumesIt) {
  const auto job = must(start_discovery(desk(), cli(), id));
  must(pause_job(desk(), cli(), id, job));
  EXPECT_EQ(must(start_discovery(desk(), cli(), id)), job);
  EXPECT_EQ(must(list_jobs(desk(), cli(), id)).at(0).state, "queued");
}

TEST_F(Paused, OnlyWhoMaySearchPauses) {
  const auto job = must(start_discovery(desk(), cli(), id));
  const auto clerk = officer("cleo", {Role::clerk});
  const auto refused = code_of(pause_job(desk(), clerk, id, job));
  EXPECT_TRUE(refused == Errc::denied || refused == Errc::not_found);
  const auto other = must(open_case(desk(), cli(), {"Another", "officer", ""}));
  EXPECT_EQ(code_of(pause_job(desk(), cli(), other, job)), Errc::not_found);
}

class NamesInLetters : public ACaseOfLetters {
 protected:
  NamesInLetters() {
    know(R"([{"state":"US-CT","count":1}])");
    sealed(id, privacy,
           "name,ssn,street,city,state,zip\nIda Fenn,219-14-1234,4 Fern Road,Stamford,CT,06903\n"
           "Ole Brandt,219-14-5678,5 Fern Road,Stamford,CT,06903\nUna Voss,219-14-9012,6 Fern Road,Stamford,CT,06903\n");
    sealed(id, privacy, "Summer L. Park 219-14-1234\n");
    must(run_discovery(desk(), privacy, id, {}));
    must(judge_people(desk(), privacy, id, PersonId(), "accepted"));
    must(decide_duties(desk(), privacy, id, ""));
    sign_readings(counsel, id);
  }
  FindingId wrong() {
    for (const auto& q : must(list_names(desk(), privacy, id, {0, 0})).rows)
      if (q.words.reveal(Purpose::show_to_officer) == "Summer L. Park") return q.id;
    throw std::runtime_error("no question");
  }
};

TEST_F(NamesInLetters, ALetterDrawnToANameThatIsNoneIsNotApproved) {
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  ASSERT_EQ(batch.letters, 3);
  const auto question = wrong();
  must(answer_name(desk(), privacy, id, question, "not-a-name"));
  const auto refused = approve_batch(desk(), counsel, batch.id, batch.digest);
  ASSERT_EQ(code_of(refused), Errc::wrong_state);
  EXPECT_NE(refused.error().detail.find("corrected since"), std::string::npos) << refused.error().detail;
  const auto again = must(render_letters(desk(), privacy, id, inputs()));
  ASSERT_EQ(again.letters, 3);
  bool found = false;
  for (const auto& row : must(show_batch(desk(), privacy, again.id)).rows) {
    const auto words = words_of_pdf(must(letter_pdf(desk(), privacy, row.id)));
    EXPECT_EQ(words.find("Summer L. Park"), std::string::npos);
    found = found || words.find("Ida Fenn") != std::string::npos;
  }
  EXPECT_TRUE(found) << "she is written to by the name that is one";
  must(approve_batch(desk(), counsel, again.id, again.digest));
  // On its way, nothing it says may change.
  EXPECT_EQ(code_of(answer_name(desk(), privacy, id, question, "name")), Errc::wrong_state);
}

}  // namespace
}  // namespace ledgelight::desk
