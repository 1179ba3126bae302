#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "store/contract_test.hpp"
#include "store/open.hpp"
#include "store/queries.hpp"
#include "store/schema.hpp"
#include "store/sqlite/connection.hpp"

namespace ledgelight::store {
namespace {

using namespace desk;  // NOLINT: tests speak of nothing but rows
using namespace sample;

class SqliteStoreTest : public testing::Test {
 protected:
  /// For many who write at once: on a slow disk they wait long for each other.
  static constexpr std::chrono::milliseconds slow_disk = std::chrono::minutes(10);
  std::unique_ptr<Store> open(Opening opening = Opening::create) {
    return need(open_sqlite(path, opening));
  }
  std::unique_ptr<Connection> raw(const std::string& file) {
    return need(Connection::open(file, Connection::Role::writer, std::chrono::seconds(5)));
  }
  /// Runs `act` in a process of its own; its exit code.
  static int in_child(const std::function<int()>& act) {
    const auto child = ::fork();
    if (child == 0) ::_exit(act());
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  Folder folder;
  std::string path = folder.file("store.sqlite");
};

TEST_F(SqliteStoreTest, MakesAFileOnlyWhenAskedAndForItsOwnerAlone) {
  const auto absent = open_store("sqlite:" + path, Opening::must_exist);
  EXPECT_EQ(code_of(absent), Errc::not_found);
  EXPECT_FALSE(std::filesystem::exists(path));
  const auto store = need(open_store("sqlite:" + path, Opening::create));
  auto tx = need(store->write());
  EXPECT_TRUE(tx->append(event("", "a")));
  EXPECT_TRUE(tx->commit());
  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat st {};
    ASSERT_EQ(::stat((path + suffix).c_str(), &st), 0) << suffix;
    EXPECT_EQ(st.st_mode & 0777, 0600U) << suffix;
  }
}

TEST_F(SqliteStoreTest, KnowsItsUrls) {
  EXPECT_TRUE(open_store("memory:", Opening::create));
  for (const char* url : {"", "sqlite:", "postgresql://x", "/tmp/x"}) {
    EXPECT_EQ(code_of(open_store(url, Opening::create)), Errc::config) << url;
  }
}

TEST_F(SqliteStoreTest, RefusesADatabaseOfANewerProgram) {
  open();
  EXPECT_TRUE(raw(path)->exec("INSERT INTO schema_migrations VALUES (99, '0099_future')"));
  const auto opened = open_sqlite(path, Opening::must_exist);
  EXPECT_EQ(code_of(opened), Errc::config);
  EXPECT_NE(opened.error().detail.find("newer program"), std::string::npos);
}

TEST_F(SqliteStoreTest, RefusesTheFileOfAnotherProgramAndLeavesItAlone) {
  std::ofstream(path) << "not a database, but long enough to be taken for something else entirely";
  EXPECT_EQ(code_of(open_sqlite(path, Opening::create)), Errc::corrupt);
  const auto other = folder.file("other");
  std::ofstream(other).close();
  EXPECT_TRUE(raw(other)->exec("CREATE TABLE theirs (a)"));
  EXPECT_EQ(code_of(open_sqlite(other, Opening::create)), Errc::config);
  EXPECT_EQ(need(raw(other)->ask("SELECT count(*) FROM sqlite_schema")), 1);
}

// A desk of an older program, with rows: made by its own migrations, filled by plain SQL.
class OlderDesk : public SqliteStoreTest {
 protected:
  std::unique_ptr<Connection> made_by(int version) {
    std::ofstream(path).close();
    auto db = raw(path);
    EXPECT_TRUE(db->exec("PRAGMA application_id = " + std::to_string(application_id_of_a_desk())));
    for (const auto& migration : migrations(Engine::sqlite)) {
      if (migration.number > version) break;
      EXPECT_TRUE(db->exec(migration.text)) << migration.name;
      EXPECT_TRUE(db->exec("INSERT INTO schema_migrations VALUES (" + std::to_string(migration.number) +
                           ", '" + migration.name + "')"));
    }
    return db;
  }
  std::int64_t application_id_of_a_desk() {
    const auto other = folder.file("of-today.sqlite");
    need(open_sqlite(other, Opening::create));
    return need(raw(other)->ask("PRAGMA application_id"));
  }
  static std::string case_of(const std::string& id, const std::string& state, int severity,
                             int restricted) {
    return "INSERT INTO cases VALUES ('" + id + "', 'k', '" + state + "', " +
           std::to_string(severity) + ", 'o-1', " + std::to_string(restricted) + ", 100" +
           std::to_string(severity) + ", 2000, 'none', 'officer', '', 'k', x'00', '" + id +
           "'); INSERT INTO case_counts (state, owner, restricted, n) VALUES ('" + state +
           "', 'o-1', " + std::to_string(restricted) +
           ", 1) ON CONFLICT DO UPDATE SET n = n + 1;";
  }
  static std::string report_of(const std::string& id, const std::string& state,
                               const std::string& case_id, int received) {
    return "INSERT INTO reports VALUES ('" + id + "', '', '', 'web', 'en', '" + state + "', 1, " +
           std::to_string(received) + ", NULL, '" + case_id +
           "', 'k', 'k', x'00', 'k', x'', 0);";
  }
};

TEST_F(OlderDesk, GetsItsListsOfMembersAndItsCountsOfReports) {
  {
    const auto db = made_by(4);
    for (const auto& one : {case_of("2026-0001", "open", 1, 0), case_of("2026-0002", "open", 3, 1),
                            case_of("2026-0003", "closed", 2, 1),
                            report_of("R-1", "received", "", 50), report_of("R-2", "received", "", 40),
                            report_of("R-3", "accepted", "2026-0002", 60)})
      ASSERT_TRUE(db->exec(one)) << one;
    for (const char* member : {"'2026-0002', 'o-7'", "'2026-0003', 'o-7'", "'2026-0002', 'o-8'"})
      ASSERT_TRUE(db->exec(std::string("INSERT INTO members VALUES (") + member + ", 5)"));
  }
  const auto store = open(Opening::must_exist);
  EXPECT_EQ(need(store->check()), std::vector<std::string>());
  const auto tx = need(store->read());
  CaseFilter own;
  own.visible_to = OfficerId("o-7");
  own.order = "severity";
  EXPECT_EQ(ids(tx->cases(own, {})), "2026-0002 2026-0003");
  EXPECT_EQ(need(tx->count_cases(own)), 2U);
  own.hide_restricted = true;
  EXPECT_EQ(ids(tx->cases(own, {})), "2026-0002 2026-0003 2026-0001");
  EXPECT_EQ(need(tx->count_reports("received")), 2U);
  EXPECT_EQ(ids(tx->reports("received", {})), "R-2 R-1");
  EXPECT_EQ(need(tx->count_reports("", OfficerId("o-9"))), 2U) << "without that of the restricted case";
  EXPECT_EQ(ids(tx->reports("", {}, OfficerId("o-8"))), "R-2 R-1 R-3");
}

TEST_F(OlderDesk, KeepsItsFindingsAndAsksForTheWordsOfItsNames) {
  {
    const auto db = made_by(5);
    ASSERT_TRUE(db->exec(case_of("2026-0001", "open", 1, 0)));
    const auto put = [&](const std::string& name, const std::string& element,
                         const std::string& state) {
      EXPECT_TRUE(db->exec("INSERT INTO findings VALUES ('" + finding_named(name).str() +
                           "', '2026-0001', 'd1', '2026-0001/E1', '" + element + "', 70, '" +
                           state + "', 'p-1', 'k', x'0001')"));
      EXPECT_TRUE(db->exec("INSERT INTO finding_counts VALUES ('2026-0001', '2026-0001/E1', '" + element +
                           "', '" + state + "', 1) ON CONFLICT DO UPDATE SET n = n + 1"));
    };
    put("f-1", "NAME", "rejected");
    put("f-2", "SSN", "proposed");
    put("f-3", "NAME", "proposed");
  }
  const auto store = open(Opening::must_exist);
  EXPECT_EQ(need(store->check()), std::vector<std::string>());
  const CaseId id("2026-0001");
  {
    const auto tx = need(store->write());
    auto waiting = need(tx->names_without_words(id, 0));
    EXPECT_EQ(order_of(waiting,
                       [](const FindingRow& r) {
                         return "f-" + std::to_string(finding_number_of(r.id)->number);
                       }),
              "f-1 f-3");
    EXPECT_EQ(waiting.at(0).body.bytes, std::string("\0\x01", 2)) << "what was sealed is as it was";
    EXPECT_TRUE(need(tx->judged_words(id)).empty());
    for (auto& row : waiting) {
      row.words = "w";
      EXPECT_TRUE(tx->update_finding(row));
    }
    EXPECT_TRUE(tx->commit());
  }
  const auto tx = need(store->read());
  EXPECT_TRUE(need(tx->names_without_words(id, 0)).empty());
  EXPECT_EQ(ids(tx->findings_of_words(id, "w")), "f-1 f-3");
  EXPECT_EQ(ids(tx->names_of_person(id, PersonId("p-1"))), "f-1 f-3");
  EXPECT_EQ(need(tx->search(id)), std::nullopt);
}

TEST_F(SqliteStoreTest, IsDurableAndKeepsNoTemporaryFiles) {
  open();
  const auto db = raw(path);
  EXPECT_EQ(need(db->ask("PRAGMA synchronous")), 2);
  EXPECT_EQ(need(db->ask("PRAGMA foreign_keys")), 1);
  EXPECT_EQ(need(db->ask("PRAGMA trusted_schema")), 0);
  EXPECT_EQ(need(db->ask("PRAGMA cell_size_check")), 1);
  EXPECT_EQ(need(db->ask("PRAGMA secure_delete")), 1);
  EXPECT_EQ(need(db->ask("PRAGMA temp_store")), 2);
  EXPECT_EQ(need(db->ask("SELECT 'wal' = (SELECT journal_mode FROM pragma_journal_mode)")), 1);
}

TEST_F(SqliteStoreTest, SurvivesBeingOpenedByManyAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back(
        [&] { good += open_sqlite(path, Opening::create, {slow_disk}).has_value(); });
  }
  for (auto& t : threads) t.join();
  EXPECT_EQ(good, 6);
}

TEST_F(SqliteStoreTest, TwoProcessesMakeOneDenseLedger) {
  constexpr int each = 40;
  open();
  std::vector<pid_t> children;
  for (int c = 0; c < 2; ++c) {
    const auto child = ::fork();
    if (child == 0) {
      auto store = open_sqlite(path, Opening::must_exist, {slow_disk});
      if (!store) ::_exit(1);
      for (int i = 0; i < each; ++i) {
        auto tx = (*store)->write();
        if (!tx) ::_exit(2);
        const auto n = (*tx)->next_number("n");
        const auto index = (*tx)->append(event("", std::to_string(c)));
        if (!n || !index || *n != *index + 1 || !(*tx)->commit()) ::_exit(3);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const auto child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  const auto store = open();
  const auto tx = need(store->read());
  EXPECT_EQ(need(tx->ledger_size()), 2U * each);
  EXPECT_TRUE(tx->leaves(0, 2 * each));
  EXPECT_EQ(need(store->check()), std::vector<std::string>{});
}

TEST_F(SqliteStoreTest, AnotherProcessThatWritesLongMakesItBusy) {
  const auto store = need(open_sqlite(path, Opening::create, {std::chrono::milliseconds(30)}));
  const auto held = need(open_sqlite(path, Opening::must_exist));
  const auto tx = need(held->write());
  EXPECT_EQ(code_of(store->write()), Errc::busy);
  EXPECT_TRUE(store->read());
}

TEST_F(SqliteStoreTest, NothingAcknowledgedIsLostWhenTheProcessIsKilled) {
  open();
  std::uint64_t acknowledged = 0;
  for (int round = 0; round < 10; ++round) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto store = open_sqlite(path, Opening::must_exist);
      if (!store) ::_exit(1);
      while (true) {
        auto tx = (*store)->write();
        if (!tx) ::_exit(2);
        const auto index = (*tx)->append(event("", "a"));
        const auto number = (*tx)->next_number("case/2026");
        if (!index || !number) ::_exit(3);
        if (!(*tx)->put_case(kase("2026-" + std::to_string(*number)))) ::_exit(4);
        if (!(*tx)->commit()) ::_exit(5);
        const std::uint64_t size = *index + 1;
        if (::write(pipe[1], &size, sizeof size) != sizeof size) ::_exit(6);
      }
    }
    ::close(pipe[1]);
    // Killed in the midst of whatever it does after its n-th acknowledgement.
    std::uint64_t size = 0;
    for (int n = 0; n < 5 + round * 3; ++n) {
      ASSERT_EQ(::read(pipe[0], &size, sizeof size), static_cast<ssize_t>(sizeof size));
    }
    ::kill(child, SIGKILL);
    while (::read(pipe[0], &size, sizeof size) == static_cast<ssize_t>(sizeof size)) {
    }
    ::close(pipe[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
    acknowledged = size;

    const auto store = open(Opening::must_exist);
    const auto tx = need(store->read());
    const auto now = need(tx->ledger_size());
    EXPECT_GE(now, acknowledged);
    EXPECT_LE(now, acknowledged + 1) << "at most the one that was under way";
    EXPECT_EQ(need(tx->count_cases({})), now) << "an act and its leaf go together";
    EXPECT_EQ(need(store->check()), std::vector<std::string>{});
  }
  EXPECT_GE(acknowledged, 10U * 5);
}

// Fills the disk, sees disk_full, makes room again, goes on.
TEST_F(SqliteStoreTest, AFullDiskIsNamedAndTheDatabaseStaysSound) {
  open();
  const int ended = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = 1U << 20;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto store = open_sqlite(path, Opening::must_exist);
    if (!store) return 1;
    std::uint64_t committed = 0;
    Errc failed = Errc::internal;
    for (int i = 0; i < 1000; ++i) {
      auto tx = (*store)->write();
      if (!tx) return 2;
      auto row = event("", "a");
      row.body.bytes.assign(20'000, 'x');
      const auto index = (*tx)->append(row);
      const auto done = index ? (*tx)->commit() : Result<void>(index.error());
      if (!done) {
        failed = done.error().code;
        // The broken transaction writes nothing more, whatever is asked of it.
        if ((*tx)->append(row) || (*tx)->commit()) return 3;
        break;
      }
      ++committed;
    }
    if (failed != Errc::disk_full) return 4;
    if (*(*(*store)->read())->ledger_size() != committed) return 5;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto tx = (*store)->write();
    if (!tx || !(*tx)->append(event("", "b")) || !(*tx)->commit()) return 6;
    return *(*(*store)->read())->ledger_size() == committed + 1 ? 0 : 7;
  });
  EXPECT_EQ(ended, 0);
  EXPECT_EQ(need(open()->check()), std::vector<std::string>{});
}

TEST_F(SqliteStoreTest, CopiesOneMomentWhileWritersGoOn) {
  const auto store = open();
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) {
      auto tx = store->write();
      if (!tx) continue;
      const auto number = (*tx)->next_number("n");
      (void)(*tx)->put_case(kase("2026-" + std::to_string(number ? *number : 0)));
      (void)(*tx)->append(event("", "a"));
      (void)(*tx)->commit();
    }
  });
  for (int i = 0; i < 5; ++i) {
    const auto copy = folder.file("copy" + std::to_string(i));
    const auto copied = store->copy_to(copy);
    ASSERT_TRUE(copied) << copied.error().detail;
    struct stat st {};
    ASSERT_EQ(::stat(copy.c_str(), &st), 0);
    EXPECT_EQ(st.st_mode & 0777, 0600U);
    const auto restored = need(open_sqlite(copy, Opening::must_exist));
    EXPECT_EQ(need(restored->check()), std::vector<std::string>{});
    const auto tx = need(restored->read());
    EXPECT_EQ(need(tx->count_cases({})), need(tx->ledger_size()));
  }
  stop = true;
  writer.join();
  EXPECT_EQ(code_of(store->copy_to(folder.file("copy0"))), Errc::conflict);
  EXPECT_EQ(code_of(store->copy_to(folder.file("none/copy"))), Errc::io);
}

TEST_F(SqliteStoreTest, CheckSaysWhatIsWrong) {
  const auto store = open();
  auto tx = need(store->write());
  EXPECT_TRUE(tx->put_case(kase("2026-0001")));
  for (const char* what : {"a", "b", "c"}) EXPECT_TRUE(tx->append(event("", what)));
  EXPECT_TRUE(tx->put_findings({finding("f-1", "2026-0001", "SSN", "proposed")}));
  EXPECT_TRUE(tx->put_people({person("p-1", "2026-0001", "US-CT", "pending", "proposed")}));
  EXPECT_TRUE(tx->commit());
  EXPECT_EQ(need(store->check()), std::vector<std::string>{});

  const auto db = raw(path);
  EXPECT_TRUE(db->exec("PRAGMA foreign_keys = OFF"));
  EXPECT_TRUE(db->exec("DELETE FROM events WHERE idx = 1"));
  EXPECT_TRUE(db->exec("UPDATE events SET leaf = X'00' WHERE idx = 2"));
  EXPECT_TRUE(db->exec("UPDATE case_counts SET n = 9"));
  EXPECT_TRUE(db->exec("UPDATE finding_counts SET n = 9"));
  EXPECT_TRUE(db->exec("UPDATE people_counts SET n = 9"));
  EXPECT_TRUE(db->exec("UPDATE people SET lot = 9"));
  EXPECT_TRUE(db->exec("INSERT INTO ledger_head VALUES (1, 9, X'', X'', X'')"));
  const auto faults = need(store->check());
  std::string all;
  for (const auto& fault : faults) all += fault + "\n";
  for (const char* part :
       {"the ledger has 2 events but its last has index 2", "event 2 has a leaf of 1 bytes",
        "the case count", "the finding count", "the people count",
        "a row of people belongs to a missing lots", "the signed head covers 9"}) {
    EXPECT_NE(all.find(part), std::string::npos) << part << " in:\n" << all;
  }
  EXPECT_EQ(code_of(need(store->read())->leaves(0, 3)), Errc::corrupt);
}

TEST_F(SqliteStoreTest, CheckNoticesDamagedPages) {
  {
    const auto store = open();
    auto tx = need(store->write());
    for (int i = 0; i < 2000; ++i) EXPECT_TRUE(tx->append(event("2026-0001", std::to_string(i))));
    EXPECT_TRUE(tx->commit());
  }
  EXPECT_FALSE(std::filesystem::exists(path + "-wal")) << "the last one out writes all back";
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  const auto size = static_cast<long>(std::filesystem::file_size(path));
  // The last pages belong to the events; those of the schema come first.
  for (long at = size - 30 * 4096L; at < size; at += 4096) {
    file.seekp(at);
    file << std::string(64, '\x5a');
  }
  file.close();
  const auto store = open(Opening::must_exist);
  EXPECT_FALSE(need(store->check()).empty());
  EXPECT_EQ(code_of(need(store->read())->events(0, 0)), Errc::corrupt);
}

TEST_F(SqliteStoreTest, WhatWasErasedIsNotInTheFile) {
  const std::string canary = "CANARY-8f14e45f";
  {
    const auto store = open();
    auto row = key("k-1");
    row.wrapped = canary;
    auto tx = need(store->write());
    EXPECT_TRUE(tx->put_key(row));
    EXPECT_TRUE(tx->commit());
    tx = need(store->write());
    EXPECT_TRUE(tx->erase_key(row.id));
    EXPECT_TRUE(tx->commit());
  }
  std::ifstream in(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  EXPECT_FALSE(bytes.empty());
  EXPECT_EQ(bytes.find(canary), std::string::npos);
}

TEST_F(SqliteStoreTest, MoreReadersThanThePoolKeepsAreServed) {
  const auto store = open();
  std::vector<std::unique_ptr<Tx>> readers;
  for (int i = 0; i < 20; ++i) readers.push_back(need(store->read()));
  for (auto& tx : readers) EXPECT_EQ(need(tx->ledger_size()), 0U);
}

}  // namespace
}  // namespace ledgelight::store
