#include <algorithm>

#include "a_desk.hpp"
#include "desk/duties.hpp"

namespace ledgelight::desk {
namespace {

class Cases : public ADesk {
 protected:
  CaseId a_case(const Actor& actor) { return must(open_case(desk(), actor, {"A list on a bus", "officer", ""})); }
};

TEST_F(Cases, AreNumberedWithinTheirYear) {
  EXPECT_EQ(a_case(cli()).str(), "2026-0001");
  EXPECT_EQ(a_case(cli()).str(), "2026-0002");
  clock.set(must(parse_instant("2027-01-01T04:59:59Z")));  // still New Year's Eve in Stamford
  EXPECT_EQ(a_case(cli()).str(), "2026-0003");
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(a_case(cli()).str(), "2027-0001");
}

TEST_F(Cases, ALaterFactStandsInFrontAndTheEarlierStays) {
  const auto id = a_case(cli());
  must(state_facts(desk(), cli(), id, {known("people.total", 12)}));
  clock.advance(std::chrono::hours(1));
  must(state_facts(desk(), cli(), id, {known("people.total", 40)}));
  const auto view = must(show_case(desk(), cli(), id));
  EXPECT_EQ(view.facts.value("people.total"), Json(40));
  const auto history = view.facts.history("people.total");
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].fact.value, Json(12));
  EXPECT_EQ(history[0].entered_by, "cli:1000");
  EXPECT_LT(history[0].entered, history[1].entered);
  EXPECT_LT(history[0].event, history[1].event);
}

TEST_F(Cases, AllFactsOfOneActOrNone) {
  const auto id = a_case(cli());
  EXPECT_EQ(code_of(state_facts(desk(), cli(), id, {known("people.total", 12), known("no.such.fact", 1)})),
            Errc::bad_input);
  EXPECT_EQ(must(show_case(desk(), cli(), id)).facts.certainty("people.total"), casefile::Certainty::not_asked);
  EXPECT_EQ(code_of(state_facts(desk(), cli(), id, {known("people.total", "many")})), Errc::bad_input);
  EXPECT_EQ(code_of(state_facts(desk(), cli(), CaseId("2026-0099"), {known("people.total", 1)})), Errc::not_found);
}

TEST_F(Cases, ACorrectionIsANewEntryBesideTheOldOne) {
  const auto id = a_case(cli());
  const auto first = must(write_entry(desk(), cli(), id, {"The bus was number 7.", must(When::parse("2026-03")), false, {}}));
  must(write_entry(desk(), cli(), id, {"The bus was number 9.", must(When::parse("2026-03")), false, first}));
  EXPECT_EQ(code_of(write_entry(desk(), cli(), id, {"x", {}, false, EntryId("t-none")})), Errc::not_found);
  const auto entries = must(timeline(desk(), cli(), id));
  std::vector<std::string> written;
  for (const auto& e : entries) {
    if (e.kind == casefile::EntryKind::automatic) continue;
    written.push_back(e.text);
    EXPECT_EQ(e.happened.text(), "2026-03");
  }
  std::sort(written.begin(), written.end());
  EXPECT_EQ(written, (std::vector<std::string>{"The bus was number 7.", "The bus was number 9."}));
}

TEST_F(Cases, PrivilegedEntriesAreKeptFromReadersWithoutPrivilege) {
  const auto id = a_case(cli());
  must(write_entry(desk(), cli(), id, {"Counsel advises to wait.", {}, true, {}}));
  const auto sees = [&](const Actor& who) {
    for (const auto& e : must(timeline(desk(), who, id))) {
      if (e.text == "Counsel advises to wait.") return true;
    }
    return false;
  };
  EXPECT_TRUE(sees(officer("counsel", {Role::counsel})));
  EXPECT_FALSE(sees(officer("auditor", {Role::auditor})));
}

TEST_F(Cases, ClosingNeedsAReason) {
  const auto id = a_case(cli());
  EXPECT_EQ(code_of(set_case_state(desk(), cli(), id, "closed", " ")), Errc::bad_input);
  must(set_case_state(desk(), cli(), id, "closed", "All letters were mailed."));
  EXPECT_EQ(must(show_case(desk(), cli(), id)).line.state, "closed");
  EXPECT_EQ(code_of(set_case_state(desk(), cli(), id, "finished", "x")), Errc::bad_input);
}

TEST_F(Cases, ARestrictedCaseLooksLikeNoneToThoseOutside) {
  const auto privacy = officer("privacy", {Role::privacy});
  const auto other = officer("other", {Role::privacy});
  const auto id = a_case(privacy);
  EXPECT_EQ(must(list_cases(desk(), other, {}, {})).total, 1U);
  must(set_case_restricted(desk(), privacy, id, true, "it concerns a colleague"));
  EXPECT_EQ(must(list_cases(desk(), other, {}, {})).total, 0U);
  EXPECT_EQ(must(list_cases(desk(), privacy, {}, {})).total, 1U);
  const auto hidden = show_case(desk(), other, id);
  const auto absent = show_case(desk(), other, CaseId("2026-0099"));
  ASSERT_FALSE(hidden || absent);
  EXPECT_EQ(hidden.error(), absent.error());
  must(add_member(desk(), privacy, id, other.officer));
  EXPECT_TRUE(show_case(desk(), other, id).has_value());
  must(remove_member(desk(), privacy, id, other.officer));
  EXPECT_FALSE(show_case(desk(), other, id).has_value());
}

TEST_F(Cases, DutiesCountSixtyDaysFromDiscoveryAndKeepWhatWasKnown) {
  const auto id = a_case(cli());
  must(state_facts(desk(), cli(), id, {known("entity.role", "owner"), known("discovered", "2026-03-02"),
                                       known("access", "acquired")}));
  must(state_facts(desk(), cli(), id,
                   {known("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none"}])")),
                    known("people", Json::parse(R"([{"state":"US-CT","count":3}])"))}));
  const auto sheet = must(decide_duties(desk(), cli(), id, ""));
  bool residents = false;
  for (const auto& duty : sheet.reckoning.at("duties")) {
    if (text_at(duty, "kind") != "notify-individuals") continue;
    residents = true;
    EXPECT_EQ(text_at(duty, "due"), "2026-05-01") << duty.dump(1);
    EXPECT_NE(duty.at("citations").dump().find("36a-701b"), std::string::npos);
  }
  EXPECT_TRUE(residents) << sheet.reckoning.dump(1);
  EXPECT_TRUE(sheet.privileged);
  EXPECT_FALSE(must(show_case(desk(), cli(), id)).line.next_due.empty());
  EXPECT_EQ(code_of(decide_duties(desk(), cli(), id, "2026-03-03")), Errc::bad_input);
  EXPECT_EQ(code_of(decide_duties(desk(), cli(), id, "yesterday")), Errc::bad_input);
  // Only counsel lets it out of draft.
  const auto privacy = officer("privacy", {Role::privacy});
  EXPECT_EQ(code_of(release_sheet(desk(), privacy, sheet.id)), Errc::denied);
  const auto counsel = officer("counsel", {Role::counsel});
  EXPECT_EQ(code_of(release_sheet(desk(), counsel, sheet.id)), Errc::needs_approval);
  sign_readings(counsel, id);
  must(release_sheet(desk(), counsel, sheet.id));
  EXPECT_FALSE(must(show_sheet(desk(), privacy, sheet.id)).privileged);
  const auto again = must(decide_duties(desk(), cli(), id, ""));
  EXPECT_EQ(again.reckoning, sheet.reckoning);
  EXPECT_EQ(again.facts_digest, sheet.facts_digest);
  EXPECT_EQ(must(list_sheets(desk(), cli(), id)).size(), 2U);
}

TEST_F(Cases, TheSameBytesTwiceAreSaidToBeThere) {
  const auto id = a_case(cli());
  const auto first = sealed(id, cli(), "the same bytes");
  const auto second = sealed(id, cli(), "the same bytes");
  EXPECT_FALSE(first.already);
  EXPECT_TRUE(second.already);
  EXPECT_EQ(first.id, second.id);
  EXPECT_EQ(must(list_evidence(desk(), cli(), id)).size(), 1U);
}

TEST_F(Cases, WhatTheDeskDoesWithEvidenceCannotMerelyBeSaid) {
  const auto item = sealed(a_case(cli()), cli(), "a disk").id;
  for (const char* said : {"read", "verify", "derive", "export", "collect", "burn", ""})
    EXPECT_EQ(code_of(record_custody(desk(), cli(), item, said, "why", "", "")), Errc::bad_input)
        << said;
  for (const char* done : {"release", "receive", "hold", "unhold", "dispose"})
    must(record_custody(desk(), cli(), item, done, "why", "", "the laboratory"));
  EXPECT_EQ(must(list_custody(desk(), cli(), CaseId(item.str().substr(0, item.str().find('/')))))
                .back()
                .action,
            "dispose");
}

TEST_F(Cases, AStateThatDoesNotExistIsASlipAndNotAnEmptyList) {
  a_case(cli());
  CaseFilter filter;
  for (const char* state : {"opne", "!opne", "!"}) {
    filter.state = state;
    EXPECT_EQ(code_of(list_cases(desk(), cli(), filter, Page{})),
              std::string(state) == "!" ? Errc{} : Errc::bad_input)
        << state;
  }
  filter.state = "!closed";
  EXPECT_EQ(must(list_cases(desk(), cli(), filter, Page{})).rows.size(), 1U);
  EXPECT_EQ(code_of(inbox(desk(), cli(), "recieved", Page{})), Errc::bad_input);
  EXPECT_TRUE(must(inbox(desk(), cli(), "received", Page{})).rows.empty());
}

TEST_F(Cases, ADamagedSealedFileIsFound) {
  const auto id = a_case(cli());
  const auto item = sealed(id, cli(), std::string(200'000, 'x'));
  EXPECT_TRUE(must(check_evidence(desk(), cli(), id, true)).front().contents_intact.value_or(false));
  const auto path = desk().vault().path_of(item.blob);
  std::filesystem::permissions(path, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100'000);
    file.put('!');
  }
  const auto check = must(check_evidence(desk(), cli(), id, true)).front();
  EXPECT_FALSE(check.sealed_intact);
  EXPECT_FALSE(check.contents_intact.value_or(true));
  EXPECT_FALSE(check.problem.empty());
}

}  // namespace
}  // namespace ledgelight::desk
