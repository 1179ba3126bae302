// The sample check of a search: what is dealt, who sees it, and what comes out.
#include "a_desk.hpp"
#include "desk/discovery.hpp"
#include "desk/sample_check.hpp"

namespace ledgelight::desk {
namespace {

class SampleCheck : public ADesk {
 protected:
  SampleCheck() : privacy(officer("privacy", {Role::privacy})) {
    id = must(open_case(desk(), privacy, {"A list", "officer", ""}));
    std::string rows = "name,ssn,remark\n";
    for (int i = 0; i < 80; ++i) {
      rows += "Ann Canary" + std::string(1, static_cast<char>('a' + i % 26)) + ",219-45-" + std::to_string(1000 + i) +
              ",none\n";
    }
    sealed(id, privacy, rows);
    std::string quiet;
    for (int i = 0; i < 120; ++i) quiet += "The pump of hall " + std::to_string(i) + " was looked at and is well.\n";
    sealed(id, privacy, quiet);
    must(run_discovery(desk(), privacy, id, {}));
  }
  Sample open() { return must(open_sample(desk(), privacy, must(list_samples(desk(), privacy, id)).at(0).id, "to judge")); }

  Actor privacy;
  CaseId id;
};

TEST_F(SampleCheck, ASearchDealsFindingsAndLinesWithoutOne) {
  const auto all = must(list_samples(desk(), privacy, id));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_FALSE(all[0].judged);
  const auto sample = open();
  ASSERT_EQ(sample.findings.size(), sample_size);
  ASSERT_EQ(sample.lines.size(), sample_size);
  for (const auto& f : sample.findings) {
    EXPECT_NE((f.before + f.value + f.after).find(f.value), std::string::npos);
    EXPECT_FALSE(f.value.empty());
    if (f.element == "SSN") {
      EXPECT_EQ(f.value.rfind("219-45-", 0), 0U) << f.value;
    }
  }
  for (const auto& l : sample.lines) EXPECT_EQ(l.text.find("219-45-"), std::string::npos) << l.text;
}

TEST_F(SampleCheck, ToSeeTheTextIsACustodyEventWithAPurpose) {
  const auto sample_id = must(list_samples(desk(), privacy, id)).at(0).id;
  EXPECT_EQ(code_of(open_sample(desk(), privacy, sample_id, "  ")), Errc::bad_input);
  const auto before = must(list_custody(desk(), privacy, id)).size();
  open();
  const auto rows = must(list_custody(desk(), privacy, id));
  ASSERT_EQ(rows.size(), before + 2);
  EXPECT_EQ(rows.back().action, "read");
  EXPECT_NE(rows.back().purpose.find("to judge"), std::string::npos);
  const auto auditor = officer("auditor", {Role::auditor});
  EXPECT_TRUE(list_samples(desk(), auditor, id));
  EXPECT_EQ(code_of(open_sample(desk(), auditor, sample_id, "to look")), Errc::denied);
  EXPECT_EQ(code_of(open_sample(desk(), privacy, "2026-0001/d9", "to look")), Errc::not_found);
}

TEST_F(SampleCheck, WhatWasJudgedGivesTheErrorRateAndIsOnTheRecord) {
  const auto sample = open();
  Verdicts v;
  v.findings.assign(sample.findings.size(), "right");
  v.findings[3] = "wrong";
  v.findings[4] = "unsure";
  v.lines.assign(sample.lines.size(), "clean");
  v.lines[0] = "missed";
  const auto done = must(judge_sample(desk(), privacy, sample.summary.id, v));
  EXPECT_EQ(done.counts.findings_judged, 49U);
  EXPECT_EQ(done.counts.findings_right, 48U);
  EXPECT_EQ(done.counts.lines_judged, 50U);
  EXPECT_EQ(done.counts.lines_missed, 1U);
  // 80 rows with a finding; the heading and 120 quiet lines without: all were kept, so exact.
  EXPECT_EQ(done.counts.lines_with, 80);
  EXPECT_EQ(done.counts.lines_without, 121);
  EXPECT_NEAR(done.result.precision.value, 48.0 / 49, 1e-12);
  const double got = 80 * 48.0 / 49;
  EXPECT_NEAR(done.result.recall.value, got / (got + 121.0 / 50), 1e-12);
  EXPECT_LT(done.result.recall.low, done.result.recall.value);
  const auto again = must(list_samples(desk(), privacy, id)).at(0);
  EXPECT_TRUE(again.judged);
  EXPECT_EQ(again.by, privacy.text());
  const auto tx = must(desk().store().read());
  const auto last = must(open_event(desk(), *tx, must(tx->events_of_case(id)).back()));
  EXPECT_NE(last.text.find("\"findings_right\":48"), std::string::npos);
  EXPECT_EQ(last.text.find("219-45"), std::string::npos);
}

TEST_F(SampleCheck, RefusesWordsItDoesNotKnow) {
  const auto sample = must(list_samples(desk(), privacy, id)).at(0).id;
  EXPECT_EQ(code_of(judge_sample(desk(), privacy, sample, {{"maybe"}, {}})), Errc::bad_input);
  EXPECT_EQ(code_of(judge_sample(desk(), privacy, sample, {{}, {"right"}})), Errc::bad_input);
  EXPECT_EQ(code_of(judge_sample(desk(), privacy, sample, {std::vector<std::string>(51, "right"), {}})), Errc::bad_input);
  EXPECT_EQ(code_of(judge_sample(desk(), officer("auditor", {Role::auditor}), sample, {})), Errc::denied);
}

}  // namespace
}  // namespace ledgelight::desk
