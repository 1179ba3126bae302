#include <random>

#include "store/contract_test.hpp"

namespace ledgelight::store {
namespace {

using namespace desk;  // NOLINT: tests speak of nothing but rows
using namespace sample;

TEST_P(Contract, KeepsEveryFieldOfACase) {
  auto row = kase("2026-0001");
  row.restricted = true;
  row.origin = "origin";
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(row));
    EXPECT_EQ(need(tx.find_case(row.id)), std::optional(row));
  });
  EXPECT_EQ(need(read()->find_case(row.id)), std::optional(row));
  EXPECT_EQ(need(read()->case_by_origin("origin")), std::optional(row));
  row.next_due.clear();
  row.state = "closed";
  row.owner = OfficerId();
  row.body = sealed("again");
  act([&](Tx& tx) { EXPECT_TRUE(tx.update_case(row)); });
  EXPECT_EQ(need(read()->find_case(row.id)), std::optional(row));
  EXPECT_EQ(ids(read()->cases({}, {})), "2026-0001");
}

TEST_P(Contract, ImportingTheSameOriginTwiceIsAConflict) {
  auto one = kase("2026-0001");
  auto two = kase("2026-0002");
  one.origin = two.origin = "origin";
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(one));
    EXPECT_EQ(code_of(tx.put_case(two)), Errc::conflict);
    two.origin.clear();
    EXPECT_TRUE(tx.put_case(two));
    EXPECT_TRUE(tx.put_case(kase("2026-0003"))) << "many cases have no origin";
    two.origin = "origin";
    EXPECT_EQ(code_of(tx.update_case(two)), Errc::conflict);
  });
  EXPECT_EQ(need(read()->case_by_origin("")), std::nullopt);
}

TEST_P(Contract, OrdersCasesAsAskedAndNumbersAsNumbers) {
  act([](Tx& tx) {
    const auto put = [&](const char* id, int opened, int changed, int severity, const char* due) {
      auto row = kase(id, opened);
      row.changed = at(changed);
      row.severity = severity;
      row.next_due = due;
      EXPECT_TRUE(tx.put_case(row));
    };
    put("2026-0009", 10, 50, 1, "2026-05-02");
    put("2026-10000", 30, 20, 4, "");
    put("2026-0007", 10, 40, 4, "2026-05-01");
    put("2025-0100", 20, 10, 0, "2026-05-02");
  });
  const auto by = [&](const char* order, Page page = {}) {
    CaseFilter filter;
    filter.order = order;
    return ids(read()->cases(filter, page));
  };
  EXPECT_EQ(by("opened"), "2026-10000 2025-0100 2026-0009 2026-0007");
  EXPECT_EQ(by("id"), "2026-10000 2026-0009 2026-0007 2025-0100");
  EXPECT_EQ(by("changed"), "2026-0009 2026-0007 2026-10000 2025-0100");
  EXPECT_EQ(by("due"), "2026-0007 2025-0100 2026-0009 2026-10000");
  EXPECT_EQ(by("severity"), "2026-10000 2026-0007 2026-0009 2025-0100");
  EXPECT_EQ(by("id", {1, 2}), "2026-0009 2026-0007");
  EXPECT_EQ(by("id", {3, 0}), "2025-0100");
  EXPECT_EQ(by("id", {4, 10}), "");
  CaseFilter wrong;
  wrong.order = "subject; DROP TABLE cases";
  EXPECT_EQ(code_of(read()->cases(wrong, {})), Errc::bad_input);
}

std::string key_for(std::string_view order, int n) {
  if (order == "id") return "";
  if (order == "due") return n == 1 ? "" : "2026-05-0" + std::to_string(n % 10);
  return std::to_string(order == "severity" ? n : at(n).time_since_epoch().count());
}

// Every filter in every order against the reference, over a few hundred invented cases.
TEST(Stores, AgreeOnEveryListOfCases) {
  const Folder folder;
  const auto memory = make_memory_store();
  const auto sqlite = need(open_sqlite(folder.file("store.sqlite"), Opening::create));
  std::mt19937 chance(7);
  const auto pick = [&](int n) { return static_cast<int>(chance() % static_cast<unsigned>(n)); };
  const std::vector<std::string> states{"open", "contained", "notifying", "closed"};
  auto in_memory = need(memory->write());
  auto in_sqlite = need(sqlite->write());
  const auto both = [&](const auto& act) {
    EXPECT_TRUE(act(*in_memory));
    EXPECT_TRUE(act(*in_sqlite));
  };
  for (int i = 0; i < 300; ++i) {
    auto row = kase("2026-" + std::to_string(9900 + i), pick(50));
    for (int turn = 0; turn < 2; ++turn) {
      row.state = states[static_cast<std::size_t>(pick(4))];
      row.severity = pick(5);
      row.owner = OfficerId(pick(4) == 0 ? "" : "o-" + std::to_string(pick(3)));
      row.restricted = pick(3) == 0;
      row.changed = at(pick(50));
      row.next_due = pick(3) == 0 ? "" : "2026-05-0" + std::to_string(1 + pick(9));
      both([&](Tx& tx) { return turn == 0 ? tx.put_case(row) : tx.update_case(row); });
    }
    const MemberRow member{row.id, OfficerId("o-" + std::to_string(pick(3))), at(pick(9))};
    both([&](Tx& tx) { return tx.put_member(member); });
  }
  int lists = 0;
  for (const char* state : {"", "!closed", "open", "closed", "unknown"}) {
    for (const char* owner : {"", "o-1", "o-9"}) {
      for (const int sight : {0, 1, 2, 3}) {
        for (const char* order : {"opened", "id", "changed", "due", "severity"}) {
          CaseFilter filter;
          filter.state = state;
          filter.owner = OfficerId(owner);
          filter.order = order;
          if (sight & 1) filter.visible_to = OfficerId("o-2");
          filter.hide_restricted = (sight & 2) != 0;
          for (const Page page : {Page{0, 50}, Page{40, 7}, Page{0, 0}}) {
            EXPECT_EQ(need(in_memory->cases(filter, page)), need(in_sqlite->cases(filter, page)))
                << state << "/" << owner << "/" << sight << "/" << order;
            ++lists;
          }
          for (const auto side : {Beside::before, Beside::after}) {
            // Places of rows, of what lies between them, and of none at all.
            for (const CasePlace& place : {place_of(kase("2026-10000", 25), order),
                                           CasePlace{key_for(order, 3), CaseId("2026-9950")},
                                           CasePlace{key_for(order, 1), CaseId("")},
                                           CasePlace{key_for(order, 9'999), CaseId("~")}}) {
              for (const std::uint64_t limit : {0, 1, 7}) {
                EXPECT_EQ(need(in_memory->cases_beside(filter, place, side, limit)),
                          need(in_sqlite->cases_beside(filter, place, side, limit)))
                    << state << "/" << owner << "/" << sight << "/" << order << "/" << place.key;
              }
            }
          }
          const auto count = need(in_memory->count_cases(filter));
          EXPECT_EQ(count, need(in_sqlite->count_cases(filter)))
              << state << "/" << owner << "/" << sight;
          EXPECT_EQ(count, need(in_memory->cases(filter, {0, 0})).size());
        }
      }
    }
  }
  EXPECT_EQ(lists, 5 * 3 * 4 * 5 * 3);
  EXPECT_TRUE(in_sqlite->commit());
  EXPECT_EQ(need(sqlite->check()), std::vector<std::string>{});
}

TEST_P(Contract, MembershipIsThereOrNot) {
  const CaseId id("2026-0001");
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.put_member({id, OfficerId("o-2"), at(1)})), Errc::not_found);
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_member({id, OfficerId("o-2"), at(1)}));
    EXPECT_TRUE(tx.put_member({id, OfficerId("o-2"), at(9)}));
    EXPECT_TRUE(tx.put_member({id, OfficerId("o-1"), at(2)}));
  });
  const auto tx = read();
  const auto members = need(tx->members(id));
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0], (MemberRow{id, OfficerId("o-1"), at(2)}));
  EXPECT_EQ(members[1], (MemberRow{id, OfficerId("o-2"), at(1)}));
  EXPECT_TRUE(need(tx->is_member(id, OfficerId("o-1"))));
  EXPECT_FALSE(need(tx->is_member(id, OfficerId("o-3"))));
  act([&](Tx& w) {
    EXPECT_TRUE(w.remove_member(id, OfficerId("o-1")));
    EXPECT_TRUE(w.remove_member(id, OfficerId("o-1")));
    EXPECT_FALSE(need(w.is_member(id, OfficerId("o-1"))));
  });
}

TEST_P(Contract, KeepsReportsAndFindsThemByTheirCode) {
  auto one = report("R-1", 20);
  auto two = report("R-2", 10);
  auto three = report("R-3", 20);
  two.looked = at(30);
  two.anonymous = true;
  two.case_id = CaseId("2026-0001");
  two.contact = {};
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_report(three));
    EXPECT_TRUE(tx.put_report(one));
    EXPECT_TRUE(tx.put_report(two));
    EXPECT_EQ(code_of(tx.put_report(one)), Errc::conflict);
    auto same_form = report("R-4");
    same_form.form_token = one.form_token;
    EXPECT_EQ(code_of(tx.put_report(same_form)), Errc::conflict) << "a double send";
    auto same_code = report("R-4");
    same_code.code_hash = one.code_hash;
    EXPECT_EQ(code_of(tx.put_report(same_code)), Errc::conflict);
    EXPECT_EQ(code_of(tx.update_report(report("R-9"))), Errc::not_found);
    three.state = "accepted";
    EXPECT_TRUE(tx.update_report(three));
  });
  const auto tx = read();
  EXPECT_EQ(need(tx->report(two.id)), std::optional(two));
  EXPECT_EQ(need(tx->report(one.id)), std::optional(one));
  EXPECT_EQ(need(tx->report_by_code("code of R-2")), std::optional(two));
  EXPECT_EQ(need(tx->report_by_form("form of R-3")), std::optional(three));
  EXPECT_EQ(need(tx->report_by_code("")), std::nullopt);
  EXPECT_EQ(ids(tx->reports("", {})), "R-2 R-1 R-3");
  EXPECT_EQ(ids(tx->reports("received", {})), "R-2 R-1");
  EXPECT_EQ(ids(tx->reports("", {1, 1})), "R-1");
  EXPECT_EQ(need(tx->count_reports("")), 3U);
  EXPECT_EQ(need(tx->count_reports("accepted")), 1U);
  EXPECT_EQ(ids(tx->reports_of_case(CaseId("2026-0001"))), "R-2");
}

TEST_P(Contract, KeepsMessagesAndQuarantineOfAReport) {
  const MessageRow late{MessageId("m-1"), ReportId("R-1"), true, "o-1", at(9), sealed("x"), 4};
  const MessageRow soon{MessageId("m-2"), ReportId("R-1"), false, "resident", at(1), sealed("y"), 3};
  QuarantineRow file{"q-1", ReportId("R-1"), "blob", 1ULL << 40, "sha", KeyId("k"),
                     at(2), sealed("name"), EvidenceId()};
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.put_message(late)), Errc::not_found);
    EXPECT_EQ(code_of(tx.put_quarantine(file)), Errc::not_found);
    EXPECT_TRUE(tx.put_report(report("R-1")));
    EXPECT_TRUE(tx.put_message(late));
    EXPECT_TRUE(tx.put_message(soon));
    EXPECT_EQ(code_of(tx.put_message(soon)), Errc::conflict);
    EXPECT_TRUE(tx.put_quarantine(file));
    file.evidence = EvidenceId("2026-0001/E1");
    EXPECT_TRUE(tx.update_quarantine(file));
    auto other = file;
    other.id = "q-9";
    EXPECT_EQ(code_of(tx.update_quarantine(other)), Errc::not_found);
  });
  const auto tx = read();
  EXPECT_EQ(need(tx->messages(ReportId("R-1"))), (std::vector{soon, late}));
  EXPECT_EQ(need(tx->quarantine("q-1")), std::optional(file));
  EXPECT_EQ(need(tx->quarantine("q-2")), std::nullopt);
  EXPECT_EQ(need(tx->quarantine_of(ReportId("R-1"))), std::vector{file});
}

TEST_P(Contract, KeepsFactsAndEntriesInTheOrderOfTheirEvents) {
  const CaseId id("2026-0001");
  const FactRow later{id, "access", at(1), "o-1", sealed("x"), 12};
  const FactRow sooner{id, "access", at(2), "o-2", sealed("y"), 3};
  const EntryRow entry{EntryId("e-1"), id, at(1), "o-1", EntryId(), false, sealed("a"), 13};
  const EntryRow mended{EntryId("e-0"), id, at(2), "o-1", EntryId("e-1"), true, sealed("b"), 14};
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.put_fact(later)), Errc::not_found);
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_TRUE(tx.put_fact(later));
    EXPECT_TRUE(tx.put_fact(sooner));
    EXPECT_EQ(code_of(tx.put_fact(sooner)), Errc::conflict);
    EXPECT_TRUE(tx.put_entry(mended));
    EXPECT_TRUE(tx.put_entry(entry));
    EXPECT_EQ(code_of(tx.put_entry(entry)), Errc::conflict);
  });
  EXPECT_EQ(need(read()->facts(id)), (std::vector{sooner, later}));
  EXPECT_EQ(need(read()->entries(id)), (std::vector{entry, mended}));
}

TEST_P(Contract, KeepsEvidenceAndItsCustody) {
  const CaseId id("2026-0001");
  const auto item = [&](int number) {
    EvidenceRow r;
    r.id = EvidenceId("2026-0001/E" + std::to_string(number));
    r.case_id = id;
    r.number = number;
    r.sha256 = "sha";
    r.size = 1ULL << 42;
    r.blob = "blob";
    r.sealed_size = (1ULL << 42) + 40;
    r.key = KeyId("k");
    r.at = at(number);
    r.body = sealed("x");
    r.event = 5;
    return r;
  };
  const CustodyRow read_it{9, item(2).id, id, "read", "o-1", at(3), sealed("why")};
  const CustodyRow received{4, item(2).id, id, "receive", "o-1", at(2), sealed("from")};
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    for (const int n : {10, 2, 1}) EXPECT_TRUE(tx.put_evidence(item(n)));
    EXPECT_EQ(code_of(tx.put_evidence(item(2))), Errc::conflict);
    auto same_number = item(2);
    same_number.id = EvidenceId("2026-0001/other");
    EXPECT_EQ(code_of(tx.put_evidence(same_number)), Errc::conflict);
    EXPECT_TRUE(tx.put_custody(read_it));
    EXPECT_TRUE(tx.put_custody(received));
    EXPECT_EQ(code_of(tx.put_custody(received)), Errc::conflict);
  });
  const auto tx = read();
  EXPECT_EQ(need(tx->evidence(item(2).id)), std::optional(item(2)));
  EXPECT_EQ(need(tx->evidence_of(id)), (std::vector{item(1), item(2), item(10)}));
  EXPECT_EQ(ids(tx->all_evidence({0, 2})), "2026-0001/E1 2026-0001/E10");
  EXPECT_EQ(ids(tx->all_evidence({2, 0})), "2026-0001/E2");
  EXPECT_EQ(need(tx->custody_of(id)), (std::vector{received, read_it}));
}

TEST_P(Contract, ListsReportsWithoutThoseOfCasesOneMayNotKnowOf) {
  auto hidden = kase("2026-0001");
  hidden.restricted = true;
  auto open = kase("2026-0002");
  open.restricted = false;
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_case(hidden));
    EXPECT_TRUE(tx.put_case(open));
    EXPECT_TRUE(tx.put_member({hidden.id, OfficerId("o-1"), at(0)}));
    const char* of[] = {"", "2026-0001", "2026-0002", ""};
    for (int i = 0; i < 4; ++i) {
      auto row = report("R-" + std::to_string(i), i);
      row.case_id = CaseId(of[i]);
      row.state = i == 3 ? "rejected" : "received";
      EXPECT_TRUE(tx.put_report(row));
    }
  });
  const auto tx = read();
  const OfficerId member("o-1"), other("o-2");
  EXPECT_EQ(ids(tx->reports("", {0, 0}, other)), "R-0 R-2 R-3");
  EXPECT_EQ(ids(tx->reports("", {1, 1}, other)), "R-2");
  EXPECT_EQ(ids(tx->reports("received", {0, 0}, other)), "R-0 R-2");
  EXPECT_EQ(ids(tx->reports("", {0, 0}, member)), "R-0 R-1 R-2 R-3");
  EXPECT_EQ(need(tx->count_reports("", other)), 3U);
  EXPECT_EQ(need(tx->count_reports("received", other)), 2U);
  EXPECT_EQ(need(tx->count_reports("received", member)), 3U);
}

TEST_P(Contract, KeepsDraftsAndStagedFilesUntilTheyEnd) {
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.put_draft({"one", at(10), sealed("first")}));
    EXPECT_TRUE(tx.put_draft({"two", at(20), sealed("second")}));
    EXPECT_TRUE(tx.put_draft({"one", at(30), sealed("again")}));
    EXPECT_TRUE(tx.put_staged({"b1", KeyId("k-1"), at(10)}));
    EXPECT_TRUE(tx.put_staged({"b2", KeyId("k-2"), at(10)}));
    EXPECT_TRUE(tx.put_staged({"b1", KeyId("k-1"), at(40)}));
  });
  auto tx = read();
  EXPECT_EQ(need(tx->draft("one")), std::optional(DraftRow{"one", at(30), sealed("again")}));
  EXPECT_EQ(need(tx->draft("none")), std::nullopt);
  EXPECT_EQ(need(tx->drafts_ending(at(19), {})).size(), 0U);
  EXPECT_EQ(need(tx->drafts_ending(at(30), {})).size(), 2U);
  EXPECT_EQ(need(tx->drafts_ending(at(30), {0, 0})).at(0).code_hash, "two");
  EXPECT_EQ(need(tx->drafts_ending(at(30), {1, 1})).at(0).code_hash, "one");
  EXPECT_EQ(need(tx->staged_ending(at(10), {})).size(), 1U);
  EXPECT_EQ(need(tx->staged("b1"))->ends, at(40));
  tx.reset();
  act([&](Tx& t) {
    EXPECT_TRUE(t.erase_draft("one"));
    EXPECT_TRUE(t.erase_draft("one")) << "gone is gone";
    EXPECT_TRUE(t.erase_staged("b2"));
  });
  EXPECT_EQ(need(read()->draft("one")), std::nullopt);
  EXPECT_EQ(need(read()->staged("b2")), std::nullopt);
  EXPECT_EQ(need(read()->staged("b1"))->key, KeyId("k-1"));
}

// A store may reach a page from either end of the list: the rows are the same.
TEST_P(Contract, PagesFarDownAreThoseOfTheWholeList) {
  act([](Tx& tx) {
    for (int i = 1; i <= 2'503; ++i) {
      auto row = kase("2026-" + std::to_string(10'000 + i), (i * 7) % 50);
      row.severity = i % 5;
      row.next_due = i % 3 == 0 ? "" : "2026-05-0" + std::to_string(1 + i % 9);
      row.restricted = i % 11 == 0;
      EXPECT_TRUE(tx.put_case(row));
    }
  });
  const auto tx = read();
  for (const char* order : {"opened", "id", "changed", "due", "severity"}) {
    for (const bool open_only : {false, true}) {
      CaseFilter filter;
      filter.order = order;
      filter.hide_restricted = open_only;
      const auto whole = need(tx->cases(filter, {0, 0}));
      for (const std::uint64_t offset : {std::uint64_t{999}, std::uint64_t{1'000}, std::uint64_t{1'300}, std::uint64_t{2'200},
                                         std::uint64_t{whole.size() - 3}, std::uint64_t{whole.size()}, std::uint64_t{9'000}}) {
        const auto page = need(tx->cases(filter, {offset, 50}));
        const auto from = std::min<std::size_t>(offset, whole.size());
        const auto to = std::min<std::size_t>(from + 50, whole.size());
        const std::vector<CaseRow> expected(whole.begin() + static_cast<std::ptrdiff_t>(from),
                                            whole.begin() + static_cast<std::ptrdiff_t>(to));
        EXPECT_TRUE(page == expected) << order << " from " << offset;
      }
    }
  }
}

// Turning pages from place to place shows every row once, whichever way, also when rows move.
TEST_P(Contract, GoesOnFromAPlaceAndShowsEachCaseOnce) {
  act([](Tx& tx) {
    for (int i = 1; i <= 120; ++i) {
      auto row = kase("2026-" + std::to_string(9'940 + i), (i * 7) % 10);
      row.severity = i % 3;
      row.changed = at(i % 4);
      row.next_due = i % 3 == 0 ? "" : "2026-05-0" + std::to_string(1 + i % 9);
      EXPECT_TRUE(tx.put_case(row));
      if (i % 2 == 0) {
        EXPECT_TRUE(tx.put_member({row.id, OfficerId("o-1"), at(0)}));
      }
    }
  });
  for (const char* order : {"opened", "id", "changed", "due", "severity"}) {
    for (const bool mine : {false, true}) {
      CaseFilter filter;
      filter.order = order;
      if (mine) filter.visible_to = OfficerId("o-1");
      const auto tx = read();
      const auto whole = need(tx->cases(filter, {0, 0}));
      auto down = need(tx->cases(filter, {0, 7}));
      while (true) {
        const auto next =
            need(tx->cases_beside(filter, place_of(down.back(), order), Beside::after, 7));
        if (next.empty()) break;
        down.insert(down.end(), next.begin(), next.end());
      }
      EXPECT_TRUE(down == whole) << order;
      std::vector<CaseRow> up{whole.back()};
      while (true) {
        const auto next =
            need(tx->cases_beside(filter, place_of(up.front(), order), Beside::before, 7));
        if (next.empty()) break;
        up.insert(up.begin(), next.begin(), next.end());
      }
      EXPECT_TRUE(up == whole) << order;
    }
  }
  CaseFilter filter;
  for (const char* key :
       {"", "x", "1 ", "99999999999999999999", "1e3", "'; DROP TABLE cases; --"}) {
    EXPECT_EQ(code_of(read()->cases_beside(filter, {key, CaseId("2026-9941")}, Beside::after, 5)),
              Errc::bad_input)
        << key;
  }
  filter.order = "subject";
  EXPECT_EQ(code_of(read()->cases_beside(filter, {"1", CaseId("2026-9941")}, Beside::after, 5)),
            Errc::bad_input);
}

TEST_P(Contract, ALaterPageShowsWhatChangedMeanwhile) {
  act([](Tx& tx) {
    for (int i = 1; i <= 3'000; ++i)
      EXPECT_TRUE(tx.put_case(kase("2026-" + std::to_string(10'000 + i), 1)));
  });
  CaseFilter filter;
  filter.order = "id";
  EXPECT_EQ(ids(read()->cases(filter, {1'500, 2})), "2026-11500 2026-11499");
  act([](Tx& tx) { EXPECT_TRUE(tx.put_case(kase("2026-20000", 1))); });
  EXPECT_EQ(ids(read()->cases(filter, {1'500, 2})), "2026-11501 2026-11500");
  // Also for who may see only some, when a membership ends.
  act([](Tx& tx) {
    for (int i = 1; i <= 3'000; ++i)
      EXPECT_TRUE(
          tx.put_member({CaseId("2026-" + std::to_string(10'000 + i)), OfficerId("o-1"), at(0)}));
  });
  filter.visible_to = OfficerId("o-1");
  EXPECT_EQ(ids(read()->cases(filter, {1'500, 2})), "2026-11500 2026-11499");
  act([](Tx& tx) { EXPECT_TRUE(tx.remove_member(CaseId("2026-13000"), OfficerId("o-1"))); });
  EXPECT_EQ(ids(read()->cases(filter, {1'500, 2})), "2026-11499 2026-11498");
  EXPECT_EQ(need(read()->count_cases(filter)), 2'999U);
  act([](Tx& tx) {
    auto row = kase("2026-12999", 1);
    row.state = "closed";
    EXPECT_TRUE(tx.update_case(row));
  });
  filter.state = "!closed";
  EXPECT_EQ(ids(read()->cases(filter, {1'500, 2})), "2026-11498 2026-11497");
  EXPECT_EQ(need(store->check()), std::vector<std::string>{});
}

TEST_P(Contract, ReportsGoOnFromAPlaceToo) {
  act([](Tx& tx) {
    auto hidden = kase("2026-0001");
    hidden.restricted = true;
    EXPECT_TRUE(tx.put_case(hidden));
    for (int i = 0; i < 2'600; ++i) {
      auto row = report("R-" + std::to_string(10'000 + i), i / 3);
      row.state = i % 5 == 0 ? "rejected" : "received";
      if (i % 7 == 0) row.case_id = hidden.id;
      EXPECT_TRUE(tx.put_report(row));
    }
  });
  const auto tx = read();
  for (const char* state : {"", "received"}) {
    for (const auto& seen_by : {std::optional<OfficerId>{}, std::optional(OfficerId("o-1"))}) {
      const auto whole = need(tx->reports(state, {0, 0}, seen_by));
      EXPECT_EQ(need(tx->count_reports(state, seen_by)), whole.size());
      auto down = need(tx->reports(state, {0, 400}, seen_by));
      while (true) {
        const auto& last = down.back();
        const auto next =
            need(tx->reports_beside(state, {last.received, last.id}, Beside::after, 400, seen_by));
        if (next.empty()) break;
        down.insert(down.end(), next.begin(), next.end());
      }
      EXPECT_TRUE(down == whole) << state;
      const auto& far = whole.at(1'201);
      EXPECT_EQ(need(tx->reports(state, {1'201, 1}, seen_by)).at(0).id, far.id);
      EXPECT_EQ(need(tx->reports_beside(state, {far.received, far.id}, Beside::before, 2, seen_by)),
                (std::vector{whole.at(1'199), whole.at(1'200)}));
      EXPECT_EQ(need(tx->reports(state, {whole.size(), 5}, seen_by)).size(), 0U);
    }
  }
  EXPECT_EQ(need(store->check()), std::vector<std::string>{});
}

}  // namespace
}  // namespace ledgelight::store
