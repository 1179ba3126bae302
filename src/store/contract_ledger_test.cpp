#include <thread>

#include "store/contract_test.hpp"

namespace ledgelight::store {
namespace {

using namespace desk;  // NOLINT: tests speak of nothing but rows
using namespace sample;

INSTANTIATE_TEST_SUITE_P(Engines, Contract, testing::Values("memory", "sqlite"), engine_name);

TEST_P(Contract, GivesEventsDenseIndexesFromZero) {
  act([](Tx& tx) {
    EXPECT_EQ(need(tx.ledger_size()), 0U);
    EXPECT_EQ(need(tx.append(event("2026-0001", "a"))), 0U);
    EXPECT_EQ(need(tx.append(event("2026-0002", "b"))), 1U);
    EXPECT_EQ(need(tx.ledger_size()), 2U);
  });
  act([](Tx& tx) { EXPECT_EQ(need(tx.append(event("2026-0001", "c"))), 2U); });
  const auto tx = read();
  auto second = event("2026-0002", "b");
  second.index = 1;
  EXPECT_EQ(need(tx->event(1)), std::optional(second));
  EXPECT_EQ(need(tx->event(3)), std::nullopt);
  const auto index = [](const EventRow& r) { return std::to_string(r.index); };
  EXPECT_EQ(order_of(need(tx->events(1, 10)), index), "1 2");
  EXPECT_EQ(order_of(need(tx->events(0, 2)), index), "0 1");
  EXPECT_EQ(order_of(need(tx->events_of_case(CaseId("2026-0001"))), index), "0 2");
  EXPECT_EQ(order_of(need(tx->recent_events({0, 2})), index), "2 1");
  EXPECT_EQ(order_of(need(tx->recent_events({2, 2})), index), "0");
  EXPECT_EQ(order_of(need(tx->recent_events({9, 2})), index), "");
  EXPECT_EQ(order_of(need(tx->recent_events({0, 0})), index), "2 1 0");
}

TEST_P(Contract, TakesOnlyLeavesOf65Bytes) {
  auto row = event("2026-0001", "a");
  row.leaf.pop_back();
  EXPECT_EQ(code_of(write()->append(row)), Errc::bad_input);
}

TEST_P(Contract, GivesLeavesOfARangeOrSaysThatOneIsMissing) {
  act([](Tx& tx) {
    for (const char* what : {"a", "b", "c"}) EXPECT_TRUE(tx.append(event("", what)));
  });
  const auto tx = read();
  const auto leaves = need(tx->leaves(1, 3));
  ASSERT_EQ(leaves.size(), 2U);
  EXPECT_EQ(leaves[0], event("", "b").leaf);
  EXPECT_TRUE(need(tx->leaves(3, 3)).empty());
  EXPECT_EQ(code_of(tx->leaves(1, 4)), Errc::corrupt);
}

TEST_P(Contract, SwapsTheSignedHeadOnlyFromWhatWasExpected) {
  const LedgerHead one{1, std::string(32, '\xff'), "note 1", std::string("\0f", 2)};
  const LedgerHead two{2, std::string(32, '\0'), "note 2", "frontier"};
  EXPECT_EQ(need(read()->ledger_head()), LedgerHead{});
  act([&](Tx& tx) {
    EXPECT_EQ(code_of(tx.swap_ledger_head(5, one)), Errc::conflict);
    EXPECT_TRUE(tx.swap_ledger_head(0, one));
    EXPECT_EQ(code_of(tx.swap_ledger_head(0, two)), Errc::conflict);
  });
  act([&](Tx& tx) {
    EXPECT_EQ(need(tx.ledger_head()), one);
    EXPECT_TRUE(tx.swap_ledger_head(1, two));
  });
  EXPECT_EQ(need(read()->ledger_head()), two);
}

TEST_P(Contract, KeepsKeysUntilTheyAreErased) {
  act([](Tx& tx) {
    EXPECT_TRUE(tx.put_key(key("k-1")));
    EXPECT_EQ(code_of(tx.put_key(key("k-1"))), Errc::conflict);
    EXPECT_EQ(code_of(tx.update_key(key("k-2"))), Errc::not_found);
  });
  auto changed = key("k-1");
  changed.wrapped = "again";
  changed.parent = KeyId();
  act([&](Tx& tx) {
    EXPECT_EQ(need(tx.key(KeyId("k-1"))), std::optional(key("k-1")));
    EXPECT_TRUE(tx.update_key(changed));
  });
  act([&](Tx& tx) {
    EXPECT_EQ(need(tx.key(KeyId("k-1"))), std::optional(changed));
    EXPECT_TRUE(tx.erase_key(KeyId("k-1")));
    EXPECT_EQ(code_of(tx.erase_key(KeyId("k-1"))), Errc::not_found);
  });
  EXPECT_EQ(need(read()->key(KeyId("k-1"))), std::nullopt);
}

TEST_P(Contract, CountsEachCounterFromOne) {
  act([](Tx& tx) {
    EXPECT_EQ(need(tx.next_number("case/2026")), 1U);
    EXPECT_EQ(need(tx.next_number("case/2026")), 2U);
    EXPECT_EQ(need(tx.next_number("case/2027")), 1U);
  });
  act([](Tx& tx) { EXPECT_EQ(need(tx.next_number("case/2026")), 3U); });
}

TEST_P(Contract, KeepsSettingsOfAnyBytes) {
  const std::string bytes("\0\xff'--", 5);
  EXPECT_EQ(need(read()->setting("a")), std::nullopt);
  act([&](Tx& tx) {
    EXPECT_TRUE(tx.set_setting("a", "first"));
    EXPECT_TRUE(tx.set_setting("a", bytes));
    EXPECT_TRUE(tx.set_setting("empty", ""));
  });
  EXPECT_EQ(need(read()->setting("a")), std::optional(bytes));
  EXPECT_EQ(need(read()->setting("empty")), std::optional<std::string>(""));
}

TEST_P(Contract, ADroppedTransactionLeavesNothing) {
  {
    auto tx = write();
    EXPECT_TRUE(tx->append(event("", "a")));
    EXPECT_TRUE(tx->put_case(kase("2026-0001")));
    EXPECT_TRUE(tx->set_setting("a", "b"));
    EXPECT_EQ(need(tx->next_number("n")), 1U);
  }
  act([](Tx& tx) {
    EXPECT_EQ(need(tx.ledger_size()), 0U);
    EXPECT_EQ(need(tx.find_case(CaseId("2026-0001"))), std::nullopt);
    EXPECT_EQ(need(tx.count_cases({})), 0U);
    EXPECT_EQ(need(tx.setting("a")), std::nullopt);
    EXPECT_EQ(need(tx.next_number("n")), 1U);
  });
}

TEST_P(Contract, WhatIsNotCommittedIsSeenByNobodyElse) {
  auto writer = write();
  EXPECT_TRUE(writer->put_case(kase("2026-0001")));
  EXPECT_EQ(need(read()->count_cases({})), 0U);
  EXPECT_EQ(need(writer->count_cases({})), 1U);
  EXPECT_TRUE(writer->commit());
  EXPECT_EQ(need(read()->count_cases({})), 1U);
}

TEST_P(Contract, AReaderSeesOneStateToItsEnd) {
  act([](Tx& tx) { EXPECT_TRUE(tx.put_case(kase("2026-0001"))); });
  const auto reader = read();  // reads nothing before the change
  act([](Tx& tx) { EXPECT_TRUE(tx.put_case(kase("2026-0002"))); });
  EXPECT_EQ(ids(reader->cases({}, {})), "2026-0001");
  EXPECT_EQ(need(reader->count_cases({})), 1U);
  EXPECT_EQ(need(read()->count_cases({})), 2U);
}

TEST_P(Contract, ARefusedRowDoesNotSpoilTheTransaction) {
  act([](Tx& tx) {
    EXPECT_TRUE(tx.put_case(kase("2026-0001")));
    EXPECT_EQ(code_of(tx.put_case(kase("2026-0001"))), Errc::conflict);
    EXPECT_EQ(code_of(tx.update_case(kase("2026-0009"))), Errc::not_found);
    EXPECT_TRUE(tx.put_case(kase("2026-0002")));
  });
  EXPECT_EQ(need(read()->count_cases({})), 2U);
}

TEST_P(Contract, AReadingTransactionCannotWrite) {
  const auto tx = read();
  EXPECT_EQ(code_of(tx->put_case(kase("2026-0001"))), Errc::internal);
  EXPECT_EQ(code_of(tx->append(event("", "a"))), Errc::internal);
  EXPECT_EQ(code_of(tx->next_number("n")), Errc::internal);
}

TEST_P(Contract, AnEndedTransactionDoesNothingMore) {
  auto tx = write();
  EXPECT_TRUE(tx->commit());
  EXPECT_EQ(code_of(tx->put_case(kase("2026-0001"))), Errc::internal);
  EXPECT_EQ(code_of(tx->commit()), Errc::internal);
  EXPECT_TRUE(write()->put_case(kase("2026-0001"))) << "the next writer is let in";
}

TEST_P(Contract, ASecondWriterIsToldToTryAgain) {
  auto impatient = open(std::chrono::milliseconds(20));
  auto first = need(impatient->write());
  EXPECT_EQ(code_of(impatient->write()), Errc::busy);
  EXPECT_TRUE(impatient->read()) << "a reader never waits for a writer";
  first.reset();
  EXPECT_TRUE(impatient->write());
}

TEST_P(Contract, WritersFromManyThreadsMakeOneDenseLedger) {
  constexpr int each = 25;
  store.reset();
  store = open(std::chrono::minutes(10));  // a slow disk makes them wait long for each other
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < each; ++i) {
        auto tx = store->write();
        if (!tx) continue;
        const auto n = (*tx)->next_number("n");
        const auto index = (*tx)->append(event("", std::to_string(t)));
        if (n && index && *n == *index + 1) (void)(*tx)->commit();
      }
    });
    threads.emplace_back([this] {
      for (int i = 0; i < each; ++i) {
        auto tx = store->read();
        if (!tx) continue;
        const auto size = (*tx)->ledger_size();
        const auto leaves = (*tx)->leaves(0, size ? *size : 0);
        EXPECT_TRUE(leaves);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto tx = read();
  EXPECT_EQ(need(tx->ledger_size()), 4U * each);
  EXPECT_TRUE(tx->leaves(0, 4 * each));
}

}  // namespace
}  // namespace ledgelight::store
