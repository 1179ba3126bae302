// Reports begun and saved, files of reports never sent, and work that a process did not survive.
#include "a_desk.hpp"
#include "desk/discovery.hpp"
#include "desk/drafts.hpp"
#include "desk/jobs.hpp"
#include "portal/carry.hpp"

namespace ledgelight::desk {
namespace {

class Drafts : public ADesk {
 protected:
  std::string token = new_form_token(desk());
  std::size_t blobs() { return must(desk().vault().list()).size(); }
  std::string clear_text_of_the_desk() const {
    std::string out;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder())) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      out.append(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return out;
  }
};

TEST_F(Drafts, TheCodeOpensTheDraftForFourteenDays) {
  const auto saved = must(save_draft(desk(), token, "Canary answers", {}));
  EXPECT_GE(saved.code.size(), 20U);
  clock.advance(std::chrono::hours(24 * 14) - std::chrono::seconds(1));
  EXPECT_EQ(must(open_draft(desk(), saved.code)).carry, "Canary answers");
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(code_of(open_draft(desk(), saved.code)), Errc::not_found);
}

TEST_F(Drafts, SavingAgainReplacesItAndBeginsTheTimeAnew) {
  const auto first = must(save_draft(desk(), token, "first", {}));
  clock.advance(std::chrono::hours(24 * 10));
  const auto second = must(save_draft(desk(), token, "second", {}));
  EXPECT_EQ(first.code, second.code);
  clock.advance(std::chrono::hours(24 * 10));
  EXPECT_EQ(must(open_draft(desk(), second.code)).carry, "second");
}

TEST_F(Drafts, TheCodeOfTheDraftIsTheCodeOfTheReport) {
  const auto saved = must(save_draft(desk(), token, "half", {}));
  EXPECT_EQ(code_of(report_status(desk(), saved.code)), Errc::not_found);
  const auto receipt = must(take_report(desk(), a_form(), token, "web", {}));
  EXPECT_EQ(receipt.code, saved.code);
  EXPECT_EQ(must(report_status(desk(), saved.code)).reference, receipt.reference);
  EXPECT_EQ(code_of(open_draft(desk(), saved.code)), Errc::not_found);
  EXPECT_EQ(code_of(save_draft(desk(), token, "again", {})), Errc::wrong_state);
}

TEST_F(Drafts, NobodyChoosesAToken) {
  EXPECT_EQ(code_of(save_draft(desk(), std::string(64, '0'), "x", {})), Errc::bad_input);
  EXPECT_EQ(code_of(open_draft(desk(), "2222-2222-2222-2222-2222")), Errc::not_found);
}

TEST_F(Drafts, ADraftLiesSealed) {
  must(save_draft(desk(), token, "Canary answers about Birdwhistle", {}));
  const auto bytes = clear_text_of_the_desk();
  EXPECT_EQ(bytes.find("Birdwhistle"), std::string::npos);
  EXPECT_EQ(bytes.find("Canary answers"), std::string::npos);
}

TEST_F(Drafts, FilesOfAFormThatIsNeverSentAreSweptAway) {
  const auto before = blobs();
  const auto file = staged("list.txt", "some bytes");
  ASSERT_EQ(blobs(), before + 1);
  clock.advance(staged_kept - std::chrono::seconds(1));
  EXPECT_EQ(must(sweep(desk())).files, 0U);
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(must(sweep(desk())).files, 1U);
  EXPECT_EQ(blobs(), before);
  EXPECT_EQ(code_of(take_report(desk(), a_form(), token, "web", {file})), Errc::wrong_state);
  EXPECT_TRUE(must(files_left(desk(), {file})).empty());
  EXPECT_EQ(must(sweep(desk())).files, 0U);
}

TEST_F(Drafts, ASavedDraftKeepsItsFilesAsLongAsItself) {
  const auto before = blobs();
  const auto file = staged("list.txt", "some bytes");
  const auto saved = must(save_draft(desk(), token, "with a file", {file}));
  clock.advance(std::chrono::hours(24 * 13));
  EXPECT_EQ(must(sweep(desk())).files, 0U);
  EXPECT_EQ(must(files_left(desk(), {file})).size(), 1U);
  const auto tx = must(desk().store().read());
  clock.advance(std::chrono::hours(24));
  const auto swept = must(sweep(desk()));
  EXPECT_EQ(swept.files, 1U);
  EXPECT_EQ(swept.drafts, 1U);
  EXPECT_EQ(blobs(), before);
  EXPECT_EQ(code_of(open_draft(desk(), saved.code)), Errc::not_found);
}

TEST_F(Drafts, WhatWasAcknowledgedIsNeverSwept) {
  const auto file = staged("list.txt", "some bytes");
  must(save_draft(desk(), token, "with a file", {file}));
  const auto receipt = must(take_report(desk(), a_form(), token, "web", {file}));
  clock.advance(std::chrono::hours(24 * 80));
  const auto swept = must(sweep(desk()));
  EXPECT_EQ(swept.files + swept.drafts, 0U);
  const auto view = must(read_report(desk(), cli(), receipt.reference));
  ASSERT_EQ(view.files.size(), 1U);
  auto opened = must(open_report_file(desk(), cli(), view.files[0].id, "to look"));
  EXPECT_EQ(must(read_all(*opened.reader, 100)), "some bytes");
}

TEST_F(Drafts, AFileOfAnotherFormIsNotClaimedTwice) {
  const auto file = staged("list.txt", "some bytes");
  must(take_report(desk(), a_form(), token, "web", {file}));
  EXPECT_EQ(code_of(take_report(desk(), a_form(), new_form_token(desk()), "web", {file})), Errc::wrong_state);
}

// ---- work -------------------------------------------------------------------------------------------

class Work : public Drafts {
 protected:
  Work() : privacy(officer("privacy", {Role::privacy})), id(must(open_case(desk(), privacy, {"A case", "officer", ""}))) {
    sealed(id, privacy, "Name,SSN\nCanary Birdwhistle,517-46-9281\n");
  }
  // A process took the work and was gone before it said anything.
  void die_with_the_lease(const std::string& worker) {
    const auto tx = must(desk().store().write());
    const auto job = must(tx->lease_job(worker, clock.now(), clock.now() + std::chrono::seconds(60)));
    ASSERT_TRUE(job.has_value());
    must(tx->set_setting("tries/" + job->id.str(), std::to_string(++tries)));
    must(tx->commit());
    clock.advance(std::chrono::seconds(61));
  }
  JobLine job() { return must(list_jobs(desk(), privacy, id)).at(0); }
  Actor privacy;
  CaseId id;
  int tries = 0;
};

TEST_F(Work, WorkThatKillsItsProcessIsParkedAfterThreeTries) {
  must(start_discovery(desk(), privacy, id));
  for (const char* worker : {"one", "two", "three"}) die_with_the_lease(worker);
  EXPECT_TRUE(must(work_once(desk(), "four")));
  EXPECT_EQ(job().state, "failed");
  EXPECT_NE(job().message.find("3 times"), std::string::npos) << job().message;
  EXPECT_FALSE(must(work_once(desk(), "five"))) << "parked, not taken up again";
  must(start_discovery(desk(), privacy, id));
  EXPECT_TRUE(must(work_once(desk(), "six"))) << "asked for anew it is new work";
  EXPECT_EQ(job().state, "done");
}

TEST_F(Work, TwoDeathsAreForgiven) {
  must(start_discovery(desk(), privacy, id));
  for (const char* worker : {"one", "two"}) die_with_the_lease(worker);
  EXPECT_TRUE(must(work_once(desk(), "three")));
  EXPECT_EQ(job().state, "done");
}

TEST_F(Work, AskedToEndTheSearchWaitsForTheNextWorker) {
  must(start_discovery(desk(), privacy, id));
  desk().stopping = true;
  EXPECT_FALSE(must(work_once(desk(), "one")));
  EXPECT_EQ(code_of(run_discovery(desk(), privacy, id, {})), Errc::busy);
  EXPECT_EQ(job().state, "queued");
  desk().stopping = false;
  EXPECT_TRUE(must(work_once(desk(), "two")));
  EXPECT_EQ(job().state, "done");
}

TEST_F(Work, AskedToEndInTheMiddleTheSearchIsGivenBack) {
  const auto big = std::string(8U << 20, 'x');
  sealed(id, privacy, "first " + big);
  must(start_discovery(desk(), privacy, id));
  // The first word of progress asks the process to end.
  const auto stopped = run_discovery(desk(), privacy, id, [&](std::uint64_t, std::uint64_t) { desk().stopping = true; });
  EXPECT_EQ(code_of(stopped), Errc::busy);
  EXPECT_TRUE(must(list_runs(desk(), privacy, id)).empty());
  desk().stopping = false;
  must(run_discovery(desk(), privacy, id, {}));
}

TEST_F(Work, ASecondSearchDoesNotProposeWhatWasJudged) {
  must(run_discovery(desk(), privacy, id, {}));
  auto page = must(list_findings(desk(), privacy, id, "SSN", "", {0, 0}));
  ASSERT_EQ(page.rows.size(), 1U);
  must(judge_finding(desk(), privacy, page.rows[0].id, "rejected"));
  must(run_discovery(desk(), privacy, id, {}));
  page = must(list_findings(desk(), privacy, id, "SSN", "", {0, 0}));
  ASSERT_EQ(page.rows.size(), 1U);
  EXPECT_EQ(page.rows[0].state, "rejected");
  EXPECT_FALSE(must(list_findings(desk(), privacy, id, "NAME", "proposed", {0, 0})).rows.empty())
      << "what nobody judged is still proposed";
}

}  // namespace
}  // namespace ledgelight::desk
