// Findings as an officer asks for them, one of them at its place, and the files they stand in.
#include "a_desk.hpp"
#include "desk/discovery.hpp"
#include "desk/findings.hpp"
#include "desk/found_files.hpp"

namespace ledgelight::desk {
namespace {

class FindingsOfACase : public ADesk {
 protected:
  FindingsOfACase()
      : privacy(officer("privacy", {Role::privacy})), auditor(officer("auditor", {Role::auditor})) {
    id = must(open_case(desk(), privacy, {"Two lists", "officer", ""}));
    sealed(id, privacy,
           "The office wrote to Ms. Tansy Holloway, account line 4471, SSN 219-45-1003, on a "
           "Monday.\n");
    std::string rows = "name,ssn,remark\n";
    for (int i = 0; i < 30; ++i)
      rows += "Ann Canary" + std::string(1, static_cast<char>('a' + i % 26)) + ",219-46-" +
              std::to_string(1000 + i) + ",none\n";
    sealed(id, privacy, rows);
    must(run_discovery(desk(), privacy, id, {}));
  }
  FindingList asked(FindingQuery query, Page page = {0, 0}) {
    return must(list_findings(desk(), privacy, id, query, page));
  }

  Actor privacy, auditor;
  CaseId id;
};

TEST_F(FindingsOfACase, TheFileWithTheMostFindingsComesFirst) {
  const auto files = must(list_found_files(desk(), privacy, id, {0, 0}));
  ASSERT_EQ(files.total, 2U);
  ASSERT_EQ(files.rows.size(), 2U);
  EXPECT_EQ(files.rows[0].number, 1U);
  EXPECT_EQ(files.rows[0].evidence.str(), id.str() + "/E2");
  EXPECT_EQ(files.rows[0].kinds.at("SSN"), 30U);
  EXPECT_EQ(files.rows[0].name, "list.txt");
  EXPECT_EQ(files.rows[0].path, "");
  EXPECT_EQ(files.rows[1].kinds.at("SSN"), 1U);
  EXPECT_EQ(must(list_found_files(desk(), auditor, id, {1, 5})).rows.at(0).kinds.at("SSN"), 1U);
  EXPECT_EQ(code_of(found_place(desk(), privacy, id, 3)), Errc::not_found);
}

TEST_F(FindingsOfACase, AreNarrowedByFileKindStateAndSureness) {
  FindingQuery query;
  const auto all = asked(query).total;
  EXPECT_EQ(asked(query).rows.size(), all);
  query.file = 2;
  query.element = "SSN";
  const auto one = asked(query);
  ASSERT_EQ(one.total, 1U);
  EXPECT_EQ(one.rows.at(0).evidence.str(), id.str() + "/E1");
  query.file = 0;
  EXPECT_EQ(asked(query, {0, 10}).total, 31U);
  EXPECT_EQ(asked(query, {0, 10}).rows.size(), 10U);
  std::uint64_t sum = 0;
  for (const char* sureness : {"sure", "likely", "doubtful"}) {
    query.sureness = sureness;
    const auto some = asked(query);
    sum += some.total;
    for (const auto& f : some.rows)
      EXPECT_EQ(word_of(sureness_of(f.confidence)), sureness);
  }
  EXPECT_EQ(sum, 31U);
  query = {};
  query.order = "doubtful-first";
  const auto ordered = asked(query).rows;
  EXPECT_TRUE(std::is_sorted(
      ordered.begin(), ordered.end(),
      [](const FindingLine& a, const FindingLine& b) { return a.confidence < b.confidence; }));
  must(judge_finding(desk(), privacy, one.rows[0].id, "rejected"));
  query = {};
  query.state = "rejected";
  EXPECT_EQ(asked(query).total, 1U);
  EXPECT_EQ(must(list_found_files(desk(), privacy, id, {1, 1})).rows.at(0).kinds.count("SSN"), 0U)
      << "what was rejected does not count";
  for (const auto& wrong : {FindingQuery{"SNN", "", "", EvidenceId(), 0, ""},
                            FindingQuery{"", "maybe", "", EvidenceId(), 0, ""},
                            FindingQuery{"", "", "very", EvidenceId(), 0, ""},
                            FindingQuery{"", "", "", EvidenceId(), 0, "random"}})
    EXPECT_EQ(code_of(list_findings(desk(), privacy, id, wrong, {0, 0})), Errc::bad_input);
}

TEST_F(FindingsOfACase, WhoMayNotSeePeopleGetsCountsAlone) {
  const auto list = must(list_findings(desk(), auditor, id, FindingQuery(), {0, 0}));
  EXPECT_GT(list.total, 60U);
  EXPECT_TRUE(list.rows.empty());
  const auto one = asked({}).rows.at(0).id;
  EXPECT_EQ(code_of(show_finding(desk(), auditor, one, false)), Errc::denied);
}

TEST_F(FindingsOfACase, OneIsShownWithTheTextAroundItAndNoValue) {
  FindingQuery query;
  query.file = 2;
  query.element = "SSN";
  const auto before = must(list_custody(desk(), privacy, id)).size();
  const auto view = must(show_finding(desk(), privacy, asked(query).rows.at(0).id, true));
  EXPECT_EQ(view.item_name, "list.txt");
  ASSERT_TRUE(view.context);
  EXPECT_EQ(view.context->why_not, "");
  EXPECT_NE(view.context->before.find("SSN "), std::string::npos) << view.context->before;
  EXPECT_EQ(view.context->masked, view.line.masked);
  EXPECT_EQ(view.context->after.rfind(", on a Monday.", 0), 0U) << view.context->after;
  const auto shown = view.context->before + view.context->masked + view.context->after;
  EXPECT_EQ(shown.find("219"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("4471"), std::string::npos)
      << "digits of anything else stay hidden too: " << shown;
  EXPECT_EQ(shown.find("Holloway"), std::string::npos)
      << "so does what else was found beside it: " << shown;
  EXPECT_EQ(must(list_custody(desk(), privacy, id)).size(), before) << "no value was shown";
}

TEST_F(FindingsOfACase, ADenseRowShowsItsNeighboursMasked) {
  FindingQuery query;
  query.file = 1;
  query.element = "SSN";
  const auto view = must(show_finding(desk(), privacy, asked(query).rows.at(11).id, true));
  ASSERT_TRUE(view.context);
  const auto shown = view.context->before + view.context->masked + view.context->after;
  EXPECT_EQ(shown.find("Canary"), std::string::npos) << shown;
  EXPECT_NE(shown.find(",none"), std::string::npos) << shown;
}

TEST_F(FindingsOfACase, ANewSearchNamesTheSameFilesAndForgetsTheOld) {
  must(judge_finding(desk(), privacy, asked({}).rows.at(0).id, "accepted"));
  must(run_discovery(desk(), privacy, id, {}));
  const auto files = must(list_found_files(desk(), privacy, id, {0, 0}));
  ASSERT_EQ(files.total, 2U);
  FindingQuery query;
  query.file = 1;
  const auto first = asked(query).total;
  query.file = 2;
  EXPECT_EQ(first + asked(query).total, asked({}).total)
      << "one that was judged before is of its file still";
}

TEST_F(FindingsOfACase, ADayToComeIsNoDiscovery) {
  EXPECT_EQ(code_of(state_facts(desk(), privacy, id, {known("discovered", "2026-03-03")})),
            Errc::bad_input);
  EXPECT_EQ(code_of(state_facts(desk(), privacy, id, {known("vendor_discovered", "2027-01-01")})),
            Errc::bad_input);
  EXPECT_TRUE(state_facts(desk(), privacy, id, {known("discovered", "2026-03-02")}));
}

}  // namespace
}  // namespace ledgelight::desk
