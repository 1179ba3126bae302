#include "store/contract_test.hpp"

namespace ledgelight::store {
namespace {

using namespace desk;  // NOLINT: tests speak of nothing but rows
using namespace sample;

const CaseId id("2026-0001");

TEST_P(Contract, KeepsRunsNewestFirst) {
  RunRow one{"run-1", id, at(5), "running", sealed("x"), 3};
  const RunRow two{"run-2", id, at(5), "done", sealed("y"), 4};
  const RunRow old{"run-3", id, at(1), "done", sealed("z"), 5};
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    for (const auto& run : {one, two, old}) EXPECT_TRUE(tx.put_run(run));
    EXPECT_EQ(code_of(tx.put_run(two)), Errc::conflict);
    one.state = "failed";
    EXPECT_TRUE(tx.update_run(one));
    auto missing = one;
    missing.id = "run-9";
    EXPECT_EQ(code_of(tx.update_run(missing)), Errc::not_found);
  });
  EXPECT_EQ(need(read()->runs(id, {0, 0})), (std::vector{two, one, old}));
  EXPECT_EQ(need(read()->runs(id, {1, 1})), (std::vector{one}));
  EXPECT_EQ(need(read()->count_runs(id)), 3U);
  EXPECT_EQ(need(read()->count_runs(CaseId("2026-0002"))), 0U);
}

TEST_P(Contract, KeepsSamplesNewestFirst) {
  SampleRow one{"2026-0001/d1", id, "d1", at(5), "dealt", sealed("x"), 3};
  const SampleRow two{"2026-0001/d2", id, "d2", at(6), "dealt", sealed("y"), 4};
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.put_sample(one)), Errc::not_found);
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_sample(one));
    EXPECT_TRUE(tx.put_sample(two));
    EXPECT_EQ(code_of(tx.put_sample(two)), Errc::conflict);
    one.state = "judged";
    one.at = at(9);
    EXPECT_TRUE(tx.update_sample(one));
    auto missing = one;
    missing.id = "2026-0001/d9";
    EXPECT_EQ(code_of(tx.update_sample(missing)), Errc::not_found);
  });
  const auto tx = read();
  EXPECT_EQ(need(tx->samples(id)), (std::vector{one, two}));
  EXPECT_EQ(need(tx->sample("2026-0001/d2")), std::optional(two));
  EXPECT_EQ(need(tx->sample("2026-0001/d9")), std::nullopt);
  EXPECT_EQ(need(tx->samples(CaseId("2026-0002"))), std::vector<SampleRow>());
}

TEST_P(Contract, FindsNamesByTheirWordsAndByWhoGoesByThem) {
  const auto name = [](const std::string& of, const std::string& words, const std::string& state,
                       const std::string& case_id = "2026-0001") {
    auto row = finding(of, case_id, "NAME", state);
    row.words = words;
    row.person = PersonId("p-" + of.substr(2));
    return row;
  };
  auto late = name("f-6", "", "proposed");
  auto other = name("f-1", "", "proposed");
  other.element = "SSN";
  other.person = PersonId("p-2");
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_case(kase("2026-0002")));
    EXPECT_TRUE(tx.put_findings({other, name("f-2", "w1", "accepted"), name("f-3", "w1", "proposed"),
                                 name("f-4", "w2", "rejected"), name("f-5", "w1", "accepted"), late,
                                 name("f-7", "", "proposed"),
                                 name("f-8", "w1", "accepted", "2026-0002")}));
  });
  {
    const auto tx = read();
    EXPECT_EQ(ids(tx->findings_of_words(id, "w1")), "f-2 f-3 f-5");
    EXPECT_EQ(ids(tx->findings_of_words(id, "")), "");
    EXPECT_EQ(ids(tx->findings_of_words(id, "w9")), "");
    EXPECT_EQ(need(tx->findings_of_words(id, "w2")), std::vector{name("f-4", "w2", "rejected")});
    EXPECT_EQ(ids(tx->names_of_person(id, PersonId("p-2"))), "f-2");
    EXPECT_EQ(ids(tx->names_of_person(id, PersonId())), "");
    EXPECT_EQ(ids(tx->names_without_words(id, 0)), "f-6 f-7");
    EXPECT_EQ(ids(tx->names_without_words(id, 1)), "f-6");
    EXPECT_EQ(need(tx->judged_words(id)),
              (std::vector<Tx::JudgedWords>{{"w1", "accepted", 2, finding_named("f-2")},
                                            {"w2", "rejected", 1, finding_named("f-4")}}));
  }
  late.words = "w2";
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.update_finding(late));
    EXPECT_EQ(ids(tx.names_without_words(id, 0)), "f-7");
    EXPECT_EQ(ids(tx.findings_of_words(id, "w2")), "f-4 f-6");
  });
}

TEST_P(Contract, KeepsHowFarASearchHasCome) {
  SearchRow search{id, "basis", "holder", 3, 2, sealed("seed")};
  const SearchPartRow part{id, 0, EvidenceId("2026-0001/E1"), sealed("found")};
  auto second = part;
  second.number = 1;
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.put_search(search)), Errc::not_found);
    EXPECT_EQ(code_of(tx.put_search_part(part)), Errc::not_found);
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_case(kase("2026-0002")));
    EXPECT_TRUE(tx.put_search(search));
    search.items = 4;
    EXPECT_TRUE(tx.put_search(search));
    EXPECT_TRUE(tx.put_search({CaseId("2026-0002"), "b", "h", 0, 0, sealed("other")}));
    EXPECT_TRUE(tx.put_search_part(part));
    EXPECT_TRUE(tx.put_search_part(second));
    EXPECT_EQ(code_of(tx.put_search_part(second)), Errc::conflict);
  });
  {
    const auto tx = read();
    EXPECT_EQ(need(tx->search(id)), std::optional(search));
    EXPECT_EQ(need(tx->search_part(id, 1)), std::optional(second));
    EXPECT_EQ(need(tx->search_part(id, 2)), std::nullopt);
    EXPECT_EQ(need(tx->search(CaseId("2026-0003"))), std::nullopt);
  }
  const auto numbers = [&](std::uint64_t from, std::uint64_t limit) {
    return order_of(need(read()->search_parts(id, from, limit)),
                    [](const SearchPartRow& r) { return std::to_string(r.number); });
  };
  const auto erase = [&](std::uint64_t from, std::uint64_t to, std::uint64_t most) {
    bool more = false;
    act([&](Tx& tx) { more = need(tx.erase_search_parts(id, from, to, most)); });
    return more;
  };
  act([&](Tx& tx) {
    auto far = part;
    far.number = 7ULL << 32U;
    EXPECT_TRUE(tx.put_search_part(far));
    EXPECT_TRUE(tx.erase_search(id));
  });
  EXPECT_EQ(need(read()->search(id)), std::nullopt);
  EXPECT_EQ(numbers(0, 0), "0 1 30064771072") << "its parts are erased apart, they may be many";
  EXPECT_EQ(numbers(1, 1), "1");
  EXPECT_FALSE(erase(8ULL << 32U, 9ULL << 32U, 5));
  EXPECT_TRUE(erase(0, 1ULL << 62U, 1));
  EXPECT_EQ(numbers(0, 0), "1 30064771072");
  EXPECT_FALSE(erase(0, 7ULL << 32U, 5));
  EXPECT_EQ(numbers(0, 0), "30064771072");
  EXPECT_FALSE(erase(0, 1ULL << 62U, 5));
  EXPECT_EQ(numbers(0, 0), "");
  EXPECT_TRUE(need(read()->search(CaseId("2026-0002"))).has_value());
}

TEST_P(Contract, ListsAndCountsFindingsByElementAndState) {
  auto judged = finding("f-3", "2026-0001", "SSN", "proposed");
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.put_findings({judged})), Errc::not_found);
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_case(kase("2026-0002")));
    EXPECT_TRUE(tx.put_findings({finding("f-2", "2026-0001", "SSN", "proposed"), judged,
                                 finding("f-1", "2026-0001", "CARD", "proposed"),
                                 finding("f-4", "2026-0001", "CARD", "accepted"),
                                 finding("f-5", "2026-0002", "SSN", "proposed")}));
    judged.state = "rejected";
    judged.person = PersonId();
    EXPECT_TRUE(tx.update_finding(judged));
    EXPECT_EQ(code_of(tx.update_finding(finding("f-9", "2026-0001", "SSN", "x"))),
              Errc::not_found);
  });
  const EvidenceId item("2026-0001/E1");
  {
    const auto tx = read();
    EXPECT_EQ(need(tx->finding(finding_named("f-3"))), std::optional(judged));
    EXPECT_EQ(need(tx->finding(finding_named("f-9"))), std::nullopt);
    EXPECT_EQ(ids(tx->findings(id, "", "", {})), "f-1 f-2 f-3 f-4");
    EXPECT_EQ(ids(tx->findings(id, "", "", {1, 2})), "f-2 f-3");
    EXPECT_EQ(ids(tx->findings(id, "SSN", "", {})), "f-2 f-3");
    EXPECT_EQ(ids(tx->findings(id, "", "proposed", {})), "f-1 f-2");
    EXPECT_EQ(ids(tx->findings(id, "CARD", "accepted", {})), "f-4");
    EXPECT_EQ(need(tx->count_findings(id)),
              (std::vector<Tx::FindingCount>{{item, "CARD", "accepted", 1},
                                             {item, "CARD", "proposed", 1},
                                             {item, "SSN", "proposed", 1},
                                             {item, "SSN", "rejected", 1}}));
  }
  another_search(id);
  const auto tx = read();
  EXPECT_EQ(ids(tx->findings(id, "", "", {})), "f-3 f-4");
  EXPECT_EQ(ids(tx->findings(CaseId("2026-0002"), "", "", {})), "f-5");
  EXPECT_EQ(need(tx->count_findings(id)),
            (std::vector<Tx::FindingCount>{{item, "CARD", "accepted", 1},
                                           {item, "SSN", "rejected", 1}}));
}

TEST_P(Contract, NarrowsFindingsByFileAndConfidenceAndOrdersThem) {
  const auto one = [](const char* name, const char* element, int sure, const char* item,
                      const char* place, const char* state = "proposed") {
    auto row = finding(name, "2026-0001", element, state);
    row.confidence = sure;
    row.evidence = EvidenceId(item);
    row.place = place;
    return row;
  };
  const EvidenceId e1("2026-0001/E1");
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_case(kase("2026-0002")));
    EXPECT_TRUE(tx.put_findings(
        {one("f-1", "SSN", 95, "2026-0001/E1", "a"), one("f-2", "SSN", 60, "2026-0001/E1", "a"),
         one("f-3", "CARD", 60, "2026-0001/E1", "b"), one("f-4", "SSN", 80, "2026-0001/E2", "a"),
         one("f-5", "SSN", 95, "2026-0001/E1", "a", "rejected"),
         finding("f-6", "2026-0002", "SSN", "proposed")}));
    EXPECT_EQ(code_of(tx.put_found_files({{CaseId("2026-0009"), 1, e1, "a", 3, sealed("x")}})),
              Errc::not_found);
    EXPECT_TRUE(
        tx.put_found_files({{id, 2, e1, "b", 1, sealed("b")}, {id, 1, e1, "a", 3, sealed("a")}}));
    EXPECT_EQ(code_of(tx.put_found_files({{id, 1, e1, "c", 3, sealed("c")}})), Errc::conflict);
    EXPECT_TRUE(tx.put_found_files(
        {{CaseId("2026-0002"), 1, EvidenceId("2026-0002/E1"), "z", 1, sealed("z")}}));
  });
  using Filter = Tx::FindingFilter;
  const auto listed = [&](const Filter& filter, Page page = {}) {
    const auto tx = read();
    const auto rows = ids(tx->findings_listed(id, filter, page));
    if (page.limit == 0 && page.offset == 0) {
      EXPECT_EQ(need(tx->count_listed(id, filter)),
                static_cast<std::uint64_t>(std::count(rows.begin(), rows.end(), '-')));
    }
    return rows;
  };
  EXPECT_EQ(listed({}), "f-1 f-2 f-3 f-4 f-5");
  Filter filter;
  filter.evidence = "2026-0001/E1";
  EXPECT_EQ(listed(filter), "f-1 f-2 f-3 f-5");
  filter.place = "a";
  EXPECT_EQ(listed(filter), "f-1 f-2 f-5");
  filter.state = "proposed";
  EXPECT_EQ(listed(filter), "f-1 f-2");
  filter.least = 61;
  EXPECT_EQ(listed(filter), "f-1");
  filter = {};
  filter.least = 60;
  filter.most = 80;
  EXPECT_EQ(listed(filter), "f-2 f-3 f-4");
  filter.element = "SSN";
  EXPECT_EQ(listed(filter), "f-2 f-4");
  filter = {};
  filter.order = Filter::Order::least_sure;
  EXPECT_EQ(listed(filter), "f-2 f-3 f-4 f-1 f-5");
  EXPECT_EQ(listed(filter, {1, 2}), "f-3 f-4");
  filter.order = Filter::Order::most_sure;
  EXPECT_EQ(listed(filter), "f-1 f-5 f-4 f-2 f-3");
  {
    const auto tx = read();
    EXPECT_EQ(
        need(tx->count_place(id, e1, "a")),
        (std::vector<Tx::FindingCount>{{e1, "SSN", "proposed", 2}, {e1, "SSN", "rejected", 1}}));
    EXPECT_EQ(need(tx->count_found_files(id)), 2U);
    const auto files = need(tx->found_files(id, {0, 0}));
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].place, "a");
    EXPECT_EQ(files[1].body, sealed("b"));
    EXPECT_EQ(need(tx->found_files(id, {1, 5})).at(0).number, 2U);
    EXPECT_EQ(need(tx->found_file(id, 2)), std::optional(files[1]));
    EXPECT_EQ(need(tx->found_file(id, 3)), std::nullopt);
  }
  another_search(id);
  const auto tx = read();
  EXPECT_EQ(need(tx->count_found_files(id)), 0U);
  EXPECT_EQ(need(tx->count_found_files(CaseId("2026-0002"))), 1U);
}

// What a search puts in is nowhere until it is shown, and then all of it, beside what was judged.
TEST_P(Contract, ShowsALotAtOnceAndKeepsWhatWasJudged) {
  const EvidenceId e1("2026-0001/E1");
  const auto of_run = [](const char* name, std::uint64_t run, const char* state) {
    auto row = finding(name, "2026-0001", "SSN", state);
    row.run = "d" + std::to_string(run);
    row.id = finding_id(row.case_id, {run, finding_number_of(row.id)->number});
    row.place = "a";
    return row;
  };
  std::uint64_t lot = 0, second = 0;
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.begin_lot(id)), Errc::not_found);
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_case(kase("2026-0002")));
    EXPECT_TRUE(tx.put_findings({of_run("f-1", 1, "proposed"), of_run("f-2", 1, "accepted")}));
    EXPECT_TRUE(tx.put_people({person("p-1", "2026-0001", "US-CT", "pending", "proposed"),
                               person("p-2", "2026-0001", "US-CT", "pending", "accepted")}));
    EXPECT_TRUE(tx.put_found_files({{id, 1, e1, "a", 2, sealed("a")}}));
    for (const char* k : {"k-p-1", "k-p-2", "k-p-3"})
      EXPECT_TRUE(tx.put_key(key(k)));
  });
  const auto before = need(read()->shown_state(id));
  act([&](Tx& tx) { lot = need(tx.begin_lot(id)); });
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_findings({of_run("f-1", 3, "proposed"), of_run("f-2", 3, "rejected")}, lot));
    EXPECT_TRUE(tx.put_people({person("p-3", "2026-0001", "", "pending", "uncertain")}, lot));
    EXPECT_TRUE(tx.put_found_files({{id, 1, e1, "b", 9, sealed("b")}}, lot));
    EXPECT_EQ(code_of(tx.put_findings({of_run("f-1", 3, "proposed")}, lot)), Errc::conflict);
    EXPECT_EQ(code_of(tx.put_findings({of_run("f-8", 3, "proposed")}, lot + 7)), Errc::wrong_state);
    EXPECT_EQ(code_of(tx.put_findings({finding("f-8", "2026-0002", "SSN", "proposed")}, lot)),
              Errc::wrong_state);
    auto nameless = of_run("f-8", 3, "proposed");
    nameless.run = "d4";
    EXPECT_EQ(code_of(tx.put_findings({nameless}, lot)), Errc::bad_input);
  });
  const auto names = [](const Result<std::vector<FindingRow>>& rows) {
    return order_of(need(rows), [](const FindingRow& r) {
      return r.run + "/" + std::to_string(finding_number_of(r.id)->number);
    });
  };
  {
    const auto tx = read();
    EXPECT_EQ(names(tx->findings(id, "", "", {})), "d1/1 d1/2");
    EXPECT_EQ(need(tx->finding(of_run("f-1", 3, "").id)), std::nullopt);
    EXPECT_EQ(need(tx->count_listed(id, {})), 2U);
    EXPECT_EQ(ids(tx->people(id, "", "", "", {})), "p-1 p-2");
    EXPECT_EQ(need(tx->person(id, PersonId("p-3"))), std::nullopt);
    EXPECT_EQ(need(tx->found_file(id, 1))->place, "a");
    EXPECT_EQ(need(tx->shown_state(id)), before);
  }
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.update_finding(of_run("f-1", 3, "accepted"))), Errc::not_found);
    EXPECT_EQ(code_of(tx.update_person(person("p-3", "2026-0001", "", "", "accepted"))),
              Errc::not_found);
    EXPECT_EQ(code_of(tx.show_lot(CaseId("2026-0002"), lot)), Errc::wrong_state);
    EXPECT_FALSE(need(tx.sweep_lots(id, 1))) << "nothing leaves that is filled or shown";
    EXPECT_TRUE(tx.show_lot(id, lot));
    EXPECT_EQ(code_of(tx.show_lot(id, lot)), Errc::wrong_state) << "once";
  });
  const auto shown = [&] {
    const auto tx = read();
    EXPECT_EQ(names(tx->findings(id, "", "", {})), "d1/2 d3/1 d3/2");
    EXPECT_EQ(names(tx->findings(id, "SSN", "accepted", {})), "d1/2");
    EXPECT_EQ(need(tx->finding(of_run("f-1", 1, "").id)), std::nullopt);
    EXPECT_EQ(need(tx->count_findings(id)),
              (std::vector<Tx::FindingCount>{{e1, "SSN", "accepted", 1},
                                             {e1, "SSN", "proposed", 1},
                                             {e1, "SSN", "rejected", 1}}));
    EXPECT_EQ(need(tx->count_place(id, e1, "a")).size(), 3U);
    EXPECT_EQ(ids(tx->people(id, "", "", "", {})), "p-2 p-3");
    EXPECT_EQ(need(tx->count_people(id)),
              (std::vector<Tx::PeopleCount>{{"", "pending", "uncertain", 1},
                                            {"US-CT", "pending", "accepted", 1}}));
    EXPECT_EQ(need(tx->found_file(id, 1))->place, "b");
    EXPECT_NE(need(tx->shown_state(id)), before);
  };
  shown();
  EXPECT_TRUE(need(read()->key(KeyId("k-p-1"))).has_value());
  sweep(id, 1);
  shown();
  EXPECT_EQ(need(read()->key(KeyId("k-p-1"))), std::nullopt);
  EXPECT_TRUE(need(read()->key(KeyId("k-p-2"))).has_value());
  // Somebody was judged meanwhile, whose number the new lot gives to another.
  act([&](Tx& tx) {
    second = need(tx.begin_lot(id));
    EXPECT_TRUE(
        tx.put_people({person("p-2", "2026-0001", "US-NY", "pending", "proposed")}, second));
  });
  EXPECT_EQ(code_of(write()->show_lot(id, second)), Errc::conflict);
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_findings({of_run("f-1", 4, "proposed")}, second));
    EXPECT_TRUE(tx.give_up_lots(id));
    EXPECT_EQ(code_of(tx.put_findings({of_run("f-2", 4, "proposed")}, second)), Errc::wrong_state);
    EXPECT_EQ(code_of(tx.show_lot(id, second)), Errc::wrong_state);
  });
  shown();
  sweep(id, 1'000);
  shown();
  EXPECT_EQ(need(store->check()), std::vector<std::string>());
}

TEST_P(Contract, ListsAndCountsPeopleByWhereTheyLiveAndHowTheyStand) {
  auto mailed = person("p-2", "2026-0001", "US-CT", "pending", "accepted");
  auto shares_case_key = person("p-5", "2026-0001", "US-NY", "pending", "proposed");
  shares_case_key.key = kase("2026-0001").key;
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_case(kase("2026-0002")));
    EXPECT_TRUE(tx.put_people({mailed, person("p-1", "2026-0001", "US-CT", "pending", "proposed"),
                               person("p-3", "2026-0001", "", "pending", "accepted"),
                               person("p-4", "2026-0001", "US-NY", "pending", "accepted"),
                               shares_case_key,
                               person("p-1", "2026-0002", "US-CT", "pending", "proposed"),
                               person("p-7", "2026-0002", "US-CT", "pending", "uncertain")}));
    EXPECT_TRUE(tx.put_key(key("k-p-1")));
    EXPECT_TRUE(tx.put_key(key("k-p-2")));
    EXPECT_TRUE(tx.put_key(key("k-2026-0001")));
    mailed.status = "mailed";
    EXPECT_TRUE(tx.update_person(mailed));
    EXPECT_EQ(code_of(tx.update_person(person("p-3", "2026-0002", "", "", ""))), Errc::not_found);
  });
  {
    const auto tx = read();
    EXPECT_EQ(need(tx->person(id, PersonId("p-2"))), std::optional(mailed));
    EXPECT_EQ(need(tx->person(CaseId("2026-0002"), PersonId("p-2"))), std::nullopt);
    EXPECT_EQ(ids(tx->people(id, "", "", "", {})), "p-1 p-2 p-3 p-4 p-5");
    EXPECT_EQ(ids(tx->people(id, "", "", "", {1, 2})), "p-2 p-3");
    EXPECT_EQ(ids(tx->people(id, "US-CT", "", "", {})), "p-1 p-2");
    EXPECT_EQ(ids(tx->people(id, "none", "", "", {})), "p-3");
    EXPECT_EQ(ids(tx->people(id, "none", "", "proposed", {})), "");
    EXPECT_EQ(ids(tx->people(id, "", "pending", "", {})), "p-1 p-3 p-4 p-5");
    EXPECT_EQ(ids(tx->people(id, "", "", "accepted", {})), "p-2 p-3 p-4");
    EXPECT_EQ(ids(tx->people(id, "US-NY", "pending", "accepted", {})), "p-4");
    EXPECT_EQ(need(tx->count_people(id)),
              (std::vector<Tx::PeopleCount>{{"", "pending", "accepted", 1},
                                            {"US-CT", "mailed", "accepted", 1},
                                            {"US-CT", "pending", "proposed", 1},
                                            {"US-NY", "pending", "accepted", 1},
                                            {"US-NY", "pending", "proposed", 1}}));
  }
  another_search(id);
  const auto tx = read();
  EXPECT_EQ(ids(tx->people(id, "", "", "", {})), "p-2 p-3 p-4");
  EXPECT_EQ(ids(tx->people(CaseId("2026-0002"), "", "", "", {})), "p-1 p-7");
  EXPECT_EQ(need(tx->key(KeyId("k-p-1"))), std::nullopt);
  EXPECT_TRUE(need(tx->key(KeyId("k-p-2"))).has_value());
  EXPECT_TRUE(need(tx->key(KeyId("k-2026-0001"))).has_value()) << "the case's own key stays";
  EXPECT_EQ(need(tx->count_people(id)).size(), 3U);
  another_search(CaseId("2026-0002"));
  EXPECT_EQ(ids(read()->people(CaseId("2026-0002"), "", "", "", {})), "") << "nobody judged the uncertain";
  EXPECT_TRUE(need(read()->count_people(CaseId("2026-0002"))).empty());
}

// A store may reach a page far down from a place it remembers: the rows are the same, also after a
// change.
TEST_P(Contract, PagesFarDownOfFindingsAndPeopleAreThoseOfTheWholeList) {
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    std::vector<FindingRow> findings;
    std::vector<PersonRow> people;
    for (int i = 0; i < 2'500; ++i) {
      const auto number = std::to_string(10'000 + i);
      findings.push_back(finding("f-" + number, "2026-0001", i % 3 == 0 ? "CARD" : "SSN",
                                 i % 5 == 0 ? "accepted" : "proposed"));
      people.push_back(person("p-" + number, "2026-0001", i % 3 == 0 ? "US-NY" : "US-CT", "pending",
                              "proposed"));
    }
    EXPECT_TRUE(tx.put_findings(findings));
    EXPECT_TRUE(tx.put_people(people));
  });
  const auto same_pages = [&] {
    const auto tx = read();
    for (const char* element : {"", "SSN"}) {
      for (const char* state : {"", "proposed"}) {
        const auto whole = need(tx->findings(id, element, state, {0, 0}));
        for (const std::uint64_t offset : {999U, 1'000U, 1'201U, 1'600U, 2'450U, 2'500U, 90'000U}) {
          const auto from =
              static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(offset, whole.size()));
          const auto to =
              std::min<std::ptrdiff_t>(from + 50, static_cast<std::ptrdiff_t>(whole.size()));
          EXPECT_TRUE(need(tx->findings(id, element, state, {offset, 50})) ==
                      std::vector(whole.begin() + from, whole.begin() + to))
              << element << "/" << state << "/" << offset;
        }
      }
    }
    for (const char* residence : {"", "US-CT"}) {
      const auto whole = need(tx->people(id, residence, "", "", {0, 0}));
      EXPECT_EQ(need(tx->people(id, residence, "", "", {1'201, 1})).at(0), whole.at(1'201))
          << residence;
    }
  };
  same_pages();
  act([&](Tx& tx) {
    for (int i = 0; i < 900; ++i) {
      const auto number = std::to_string(10'000 + i);
      EXPECT_TRUE(tx.update_finding(finding("f-" + number, "2026-0001", "SSN", "rejected")));
      EXPECT_TRUE(
          tx.update_person(person("p-" + number, "2026-0001", "US-CT", "pending", "accepted")));
    }
  });
  same_pages();
  // A later search, with what was judged before; then one that left something out.
  const auto search = [&](std::uint64_t run, int gap) {
    act([&](Tx& tx) {
      const auto lot = need(tx.begin_lot(id));
      std::vector<FindingRow> findings;
      for (int i = 1; i <= 2'500; ++i) {
        if (i == gap) continue;
        auto row = finding("f-1", "2026-0001", i % 3 == 0 ? "CARD" : "SSN", "proposed");
        row.run = "d" + std::to_string(run);
        row.id = finding_id(id, {run, static_cast<std::uint64_t>(i)});
        findings.push_back(row);
      }
      EXPECT_TRUE(tx.put_findings(findings, lot));
      std::vector<PersonRow> people;
      for (int i = 0; i < 500; ++i)
        people.push_back(
            person("p-" + std::to_string(70'000 + i), "2026-0001", "US-CT", "pending", "proposed"));
      EXPECT_TRUE(tx.put_people(people, lot));
      EXPECT_TRUE(tx.show_lot(id, lot));
    });
    same_pages();
  };
  search(3, 0);
  search(4, 1'300);
}

TEST_P(Contract, KeepsSheetsNewestFirst) {
  const SheetRow one{SheetId("s-1"), id, at(5), "2026-03-02", "facts", "packs", sealed("x"), 7};
  SheetRow two = one;
  two.id = SheetId("s-10");
  two.event = 8;
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_sheet(one));
    EXPECT_TRUE(tx.put_sheet(two));
    EXPECT_EQ(code_of(tx.put_sheet(one)), Errc::conflict);
  });
  EXPECT_EQ(need(read()->sheets(id)), (std::vector{two, one}));
  EXPECT_EQ(need(read()->cases_with_sheets()), std::vector{id});
  EXPECT_EQ(need(read()->sheet(one.id)), std::optional(one));
  EXPECT_EQ(need(read()->sheet(SheetId("s-2"))), std::nullopt);
}

TEST_P(Contract, KeepsPlaceDaysInTheOrderTheyWereEntered) {
  const PlaceDayRow one{"d-1", "2027-01-20", "closed", "o-1", at(5), sealed("snow"), 7};
  PlaceDayRow two = one;
  two.id = "d-2";
  two.what = "ordinary";
  two.event = 9;
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_place_day(two));
    EXPECT_TRUE(tx.put_place_day(one));
    EXPECT_EQ(code_of(tx.put_place_day(one)), Errc::conflict);
  });
  EXPECT_EQ(need(read()->place_days()), (std::vector{one, two}));
  EXPECT_EQ(code_of(read()->put_place_day(one)), Errc::internal);
}

TEST_P(Contract, KeepsClocksAndKnowsWhichAreOpen) {
  ClockRow one{"c-1", id, "running", "2027-01-22", sealed("request"), 3};
  ClockRow two = one;
  two.id = "c-10";
  two.event = 4;
  auto foreign = one;
  foreign.id = "c-2";
  foreign.case_id = CaseId("2026-0002");
  foreign.event = 5;
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.put_clock(one)), Errc::not_found);
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_case(kase("2026-0002")));
    EXPECT_TRUE(tx.put_clock(two));
    EXPECT_TRUE(tx.put_clock(one));
    EXPECT_TRUE(tx.put_clock(foreign));
    EXPECT_EQ(code_of(tx.put_clock(one)), Errc::conflict);
    two.state = "ended";
    two.due = "";
    two.body = sealed("other");
    EXPECT_TRUE(tx.update_clock(two));
    auto missing = one;
    missing.id = "c-9";
    EXPECT_EQ(code_of(tx.update_clock(missing)), Errc::not_found);
  });
  EXPECT_EQ(need(read()->clock("c-10")), std::optional(two));
  EXPECT_EQ(need(read()->clock("c-9")), std::nullopt);
  EXPECT_EQ(need(read()->clocks(id)), (std::vector{one, two}));
  EXPECT_EQ(need(read()->open_clocks()), (std::vector{one, foreign}));
}

TEST_P(Contract, KeepsReadingsOfACaseAndOfThePacks) {
  const ReadingRow own{"r-1", id, "case", "reading", "us/ct/breach/x", "o-2", at(1), sealed("why"), 3};
  auto pack = own;
  pack.id = "r-2";
  pack.case_id = CaseId("2026-0002");
  pack.scope = "pack";
  pack.event = 2;
  auto foreign = own;
  foreign.id = "r-3";
  foreign.case_id = CaseId("2026-0002");
  auto both = own;
  both.id = "r-4";
  both.scope = "pack";
  both.event = 8;
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.put_reading(own)), Errc::not_found);
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_case(kase("2026-0002")));
    for (const auto& row : {own, pack, foreign, both}) EXPECT_TRUE(tx.put_reading(row));
    EXPECT_EQ(code_of(tx.put_reading(own)), Errc::conflict);
  });
  EXPECT_EQ(need(read()->readings(id)), (std::vector{pack, own, both}));
}

TEST_P(Contract, KeepsBatchesAndTheirLetters) {
  BatchRow batch{BatchId("b-1"), id,  "rendered",   "digest",     2,           "o-1", at(1), "",
                 std::nullopt,   std::nullopt, sealed("manifest"), 9};
  LetterRow letter{LetterId("l-1"), batch.id, id,     PersonId("p-1"), "rendered",
                   "sha",           1234,     "blob", KeyId("k"),      ""};
  LetterRow second = letter;
  second.id = LetterId("l-2");
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_EQ(code_of(tx.put_letters({letter})), Errc::not_found);
    EXPECT_TRUE(tx.put_batch(batch));
    EXPECT_EQ(code_of(tx.put_batch(batch)), Errc::conflict);
    EXPECT_TRUE(tx.put_letters({second, letter}));
    EXPECT_EQ(code_of(tx.put_letters({second})), Errc::conflict);
    batch.state = "mailed";
    batch.approved_by = "o-2";
    batch.approved = at(2);
    batch.mailed = at(3);
    EXPECT_TRUE(tx.update_batch(batch));
    letter.state = "mailed";
    letter.mailed_on = "2026-04-01";
    EXPECT_TRUE(tx.update_letter(letter));
    auto missing = letter;
    missing.id = LetterId("l-9");
    EXPECT_EQ(code_of(tx.update_letter(missing)), Errc::not_found);
    auto no_batch = batch;
    no_batch.id = BatchId("b-9");
    EXPECT_EQ(code_of(tx.update_batch(no_batch)), Errc::not_found);
  });
  EXPECT_EQ(need(read()->batch(batch.id)), std::optional(batch));
  EXPECT_EQ(need(read()->batches(id)), std::vector{batch});
  EXPECT_EQ(need(read()->letter(letter.id)), std::optional(letter));
  EXPECT_EQ(need(read()->letters(batch.id)), (std::vector{letter, second}));
}

TEST_P(Contract, KeepsOfficersOneALogin) {
  OfficerRow one{OfficerId("o-1"), "login", "privacy", true, at(1), 0, std::nullopt, 0, sealed("x")};
  OfficerRow two = one;
  two.id = OfficerId("o-2");
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_officer(one));
    EXPECT_EQ(code_of(tx.put_officer(two)), Errc::conflict);
    two.login_index = "other";
    EXPECT_TRUE(tx.put_officer(two));
    auto thief = two;
    thief.login_index = "login";
    EXPECT_EQ(code_of(tx.update_officer(thief)), Errc::conflict);
    one.failed = 3;
    one.locked_until = at(99);
    one.totp_step = 1ULL << 40;
    one.active = false;
    EXPECT_TRUE(tx.update_officer(one));
    auto missing = one;
    missing.id = OfficerId("o-9");
    missing.login_index = "nobody";
    EXPECT_EQ(code_of(tx.update_officer(missing)), Errc::not_found);
  });
  const auto tx = read();
  EXPECT_EQ(need(tx->officer(one.id)), std::optional(one));
  EXPECT_EQ(need(tx->officer_by_login("other")), std::optional(two));
  EXPECT_EQ(need(tx->officer_by_login("")), std::nullopt);
  EXPECT_EQ(need(tx->officers()), (std::vector{one, two}));
}

TEST_P(Contract, ForgetsSessionsAndUsesInvitesOnce) {
  SessionRow session{"token", OfficerId("o-1"), at(1), at(1), at(50)};
  const SessionRow old{"old", OfficerId("o-1"), at(1), at(1), at(10)};
  InviteRow invite{"link", OfficerId(), "privacy", at(60), false};
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_session(session));
    EXPECT_TRUE(tx.put_session(old));
    EXPECT_EQ(code_of(tx.put_session(old)), Errc::conflict);
    session.seen = at(7);
    EXPECT_TRUE(tx.update_session(session));
    EXPECT_TRUE(tx.erase_sessions_before(at(11)));
    EXPECT_TRUE(tx.put_invite(invite));
    EXPECT_EQ(code_of(tx.put_invite(invite)), Errc::conflict);
    invite.used = true;
    EXPECT_TRUE(tx.update_invite(invite));
    EXPECT_EQ(code_of(tx.update_session({"none", {}, {}, {}, {}})), Errc::not_found);
    EXPECT_EQ(code_of(tx.update_invite({"none", {}, "", {}, false})), Errc::not_found);
  });
  EXPECT_EQ(need(read()->session("token")), std::optional(session));
  EXPECT_EQ(need(read()->session("old")), std::nullopt);
  EXPECT_EQ(need(read()->invite("link")), std::optional(invite));
  EXPECT_EQ(need(read()->invite("other")), std::nullopt);
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.erase_session("token"));
    EXPECT_TRUE(tx.erase_session("token"));
  });
  EXPECT_EQ(need(read()->session("token")), std::nullopt);
}

TEST_P(Contract, LeasesTheOldestJobAndTakesOverFromTheDead) {
  const auto job = [](const char* name, int created) {
    JobRow r;
    r.id = JobId(name);
    r.kind = "discover";
    r.case_id = id;
    r.state = "queued";
    r.message = "waiting";
    r.total = 9;
    r.created = at(created);
    r.body = sealed(name);
    return r;
  };
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_job(job("j-10", 5)));
    EXPECT_TRUE(tx.put_job(job("j-9", 5)));
    EXPECT_EQ(code_of(tx.put_job(job("j-9", 5))), Errc::conflict);
    EXPECT_EQ(code_of(tx.update_job(job("j-1", 5))), Errc::not_found);
    auto leased = job("j-9", 5);
    leased.state = "running";
    leased.worker = "w-1";
    leased.lease_until = at(20);
    EXPECT_EQ(need(tx.lease_job("w-1", at(10), at(20))), std::optional(leased));
  });
  EXPECT_EQ(ids(read()->jobs(id)), "j-10 j-9");
  EXPECT_EQ(ids(read()->jobs(CaseId("2026-0002"))), "");
  act([&](Tx& tx) {
    EXPECT_EQ(need(tx.lease_job("w-2", at(10), at(30)))->id.str(), "j-10");
    EXPECT_EQ(need(tx.lease_job("w-3", at(20), at(30))), std::nullopt) << "both are held";
    const auto taken = need(tx.lease_job("w-3", at(21), at(40)));
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->id.str(), "j-9");
    EXPECT_EQ(taken->worker, "w-3");
    auto done = *taken;
    done.state = "done";
    done.lease_until.reset();
    done.done = 9;
    EXPECT_TRUE(tx.update_job(done));
    EXPECT_EQ(need(tx.job(done.id)), std::optional(done));
    EXPECT_EQ(need(tx.lease_job("w-1", at(25), at(50))), std::nullopt);
  });
}

}  // namespace
}  // namespace ledgelight::store
