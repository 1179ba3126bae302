#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "a_desk.hpp"
#include "base/bytes.hpp"
#include "desk/backup.hpp"
#include "desk/record.hpp"
#include "ledger/tile.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::desk {
namespace {

class Record : public ADesk {
 protected:
  void reopen() {
    made.reset();
    wiring::OpenOptions options;
    options.clock = &clock;
    options.randomness = &chance;
    made = must(wiring::open_desk(folder(), options));
  }
  // Whoever holds the disk but not our code.
  void sql(const std::string& text) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open((folder() + "/store.sqlite").c_str(), &db), SQLITE_OK);
    char* why = nullptr;
    EXPECT_EQ(sqlite3_exec(db, text.c_str(), nullptr, nullptr, &why), SQLITE_OK) << (why ? why : "");
    sqlite3_free(why);
    sqlite3_close(db);
  }
  std::string every_file() const {
    std::string out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      out.append(std::istreambuf_iterator<char>(in), {});
    }
    return out;
  }
};

TEST_F(Record, PublishingTwiceChangesNothing) {
  must(open_case(desk(), cli(), {"One", "officer", ""}));
  const auto size = must(publish(desk()));
  const auto before = must(must(desk().store().read())->ledger_head());
  EXPECT_EQ(must(publish(desk())), size);
  EXPECT_EQ(must(must(desk().store().read())->ledger_head()), before);
  must(check_ledger_heads(desk()));
}

TEST_F(Record, TheActsOfACaseArePagedNewestFirst) {
  const auto id = must(open_case(desk(), cli(), {"One", "officer", ""}));
  must(open_case(desk(), cli(), {"Another", "officer", ""}));
  for (int i = 0; i < 7; ++i)
    must(set_case_severity(desk(), cli(), id, 1 + i % 2, "a reason"));
  const auto all = must(record_page(desk(), cli(), id, {0, 0}));
  ASSERT_EQ(all.rows.size(), 8U);
  EXPECT_EQ(all.total, 8U);
  std::vector<std::uint64_t> seen;
  for (std::uint64_t from = 0; from < 12; from += 3) {
    const auto page = must(record_page(desk(), cli(), id, {from, 3}));
    EXPECT_EQ(page.total, 8U);
    EXPECT_LE(page.rows.size(), 3U);
    for (const auto& row : page.rows)
      seen.push_back(row.index);
  }
  ASSERT_EQ(seen.size(), 8U);
  for (std::size_t i = 0; i < seen.size(); ++i)
    EXPECT_EQ(seen[i], all.rows[i].index);
  EXPECT_TRUE(std::is_sorted(seen.rbegin(), seen.rend()));
  EXPECT_EQ(must(record_page(desk(), cli(), CaseId(), {0, 2})).total,
            must(must(desk().store().read())->ledger_size()));
}

TEST_F(Record, ABackupOfADeskThatGoesOnHoldsEveryTileOfItsCheckpoint) {
  const auto id = must(open_case(desk(), cli(), {"One", "officer", ""}));
  std::atomic<bool> over{false};
  std::thread others([&] {
    for (int i = 0; !over; ++i) {
      must(set_case_severity(desk(), cli(), id, 1 + i % 2, "a reason"));
      must(publish(desk()));
    }
  });
  // Partial tiles become full ones, and are dropped, at each 256th act.
  for (int n = 0; must(must(desk().store().read())->ledger_size()) < 600 || n < 3; ++n) {
    const auto name = std::to_string(n);
    const auto made_backup = backup(desk(), cli(), (root / (name + ".tar")).string(), true);
    EXPECT_TRUE(made_backup) << made_backup.error().detail;
    if (!made_backup) break;
    const auto back = root / name;
    const auto restored = restore((root / (name + ".tar")).string(), back.string(), "",
                                  [](const std::string&) { return Result<void>(); });
    EXPECT_TRUE(restored) << restored.error().detail;
    if (!restored) break;
    std::ifstream checkpoint(back / "ledger/checkpoint");
    std::string origin;
    std::uint64_t size = 0;
    std::getline(checkpoint, origin);
    checkpoint >> size;
    EXPECT_GT(size, 0U);
    for (const auto& tile : ledger::tiles_since(0, size)) {
      EXPECT_TRUE(std::filesystem::exists(back / "ledger" / ledger::path_of(tile)))
          << size << " " << ledger::path_of(tile);
    }
    std::filesystem::remove_all(back);
    std::filesystem::remove(root / (name + ".tar"));
  }
  over = true;
  others.join();
}

TEST_F(Record, PublishingResumesWhatACrashLeft) {
  must(open_case(desk(), cli(), {"One", "officer", ""}));
  must(publish(desk()));
  must(open_case(desk(), cli(), {"Two", "officer", ""}));
  std::filesystem::remove(folder() + "/ledger/checkpoint");
  must(publish(desk()));
  EXPECT_TRUE(std::filesystem::exists(folder() + "/ledger/checkpoint"));
  must(check_ledger_heads(desk()));
}

TEST_F(Record, EveryActHasAProofAfterPublication) {
  must(open_case(desk(), cli(), {"One", "officer", ""}));
  EXPECT_EQ(code_of(proof_of(desk(), 1000)), Errc::wrong_state);
  const auto size = must(publish(desk()));
  for (std::uint64_t i = 0; i < size; ++i) EXPECT_TRUE(proof_of(desk(), i).has_value()) << i;
}

TEST_F(Record, ACheckFindsAChangedRow) {
  must(open_case(desk(), cli(), {"One", "officer", ""}));
  must(publish(desk()));
  const auto whole = must(check_record(desk()));
  ASSERT_TRUE(whole.faults.empty()) << whole.faults.front();
  EXPECT_GE(whole.events, 2U);
  made.reset();
  sql("UPDATE events SET actor = 'o-9' WHERE kind = 'case.opened'");
  reopen();
  EXPECT_FALSE(must(check_record(desk())).faults.empty());
}

TEST_F(Record, ACheckFindsAChangedLeaf) {
  must(open_case(desk(), cli(), {"One", "officer", ""}));
  must(publish(desk()));
  made.reset();
  sql("UPDATE events SET leaf = CAST(substr(leaf, 1, 64) || x'00' AS BLOB) WHERE kind = 'case.opened'");
  reopen();
  EXPECT_FALSE(must(check_record(desk())).faults.empty());
}

TEST_F(Record, ACheckNamesARowThatIsGoneExchangedOrAltered) {
  const auto privacy = officer("rows", {Role::privacy});
  const auto receipt = must(take_report(desk(), a_form("a list lay on a bus"), new_form_token(desk()),
                                        "web", {staged("list.txt", "one line")}));
  must(message_from_reporter(desk(), receipt.code, "and one more"));
  const auto id = must(accept_report(desk(), privacy, receipt.reference, CaseId(), "A list"));
  must(state_facts(desk(), privacy, id, {known("incident.summary", "one"), known("incident.summary", "two")}));
  must(write_entry(desk(), privacy, id, {"Counsel was asked.", {}, true, {}}));
  must(set_case_severity(desk(), privacy, id, 3, "many people"));
  must(open_evidence(desk(), privacy, must(list_evidence(desk(), privacy, id)).front().id, "to read it"));
  must(publish(desk()));
  ASSERT_TRUE(must(check_record(desk())).faults.empty()) << must(check_record(desk())).faults.front();
  made.reset();
  const auto whole = root / "whole.sqlite";
  const auto store = folder() + "/store.sqlite";
  sql("PRAGMA wal_checkpoint(TRUNCATE)");
  std::filesystem::copy_file(store, whole);
  for (const auto& [change, words] : std::vector<std::pair<std::string, std::string>>{
           {"DELETE FROM facts WHERE rowid = (SELECT min(rowid) FROM facts)", "(fact.stated): the row that it made is gone"},
           {"DELETE FROM entries WHERE privileged", "(entry.written): the row"},
           {"DELETE FROM custody", "(custody.read): the row"},
           {"DELETE FROM evidence", "(evidence.sealed): the row"},
           {"DELETE FROM messages", "(message.sent): the row"},
           {"UPDATE messages SET to_reporter = 1 - to_reporter", "something else"},
           {"UPDATE entries SET privileged = 0", "something else"},
           {"UPDATE custody SET action = 'verify'", "something else"},
           {"UPDATE evidence SET sha256 = replace(sha256, 'a', 'b')", "something else"},
           {"UPDATE cases SET severity = 1", "about its severity"},
           {"UPDATE cases SET restricted = 1", "about who may see it"},
           {"UPDATE cases SET state = 'closed'", "about its state"},
           {"DELETE FROM members", "about who works on it"},
           {"UPDATE officers SET roles = 'auditor,privacy'", "about their roles"},
           {"UPDATE officers SET active = 0", "about their roles"},
           {"UPDATE reports SET state = 'rejected'", "its row says rejected, the acts say accepted"},
           {"UPDATE reports SET channel = 'phone'", "something else"},
           {"DELETE FROM quarantine", "report"},
           // One statement's words in the place of another's of the same name: they open, and lie.
           {"UPDATE facts SET body = (SELECT body FROM facts ORDER BY event LIMIT 1)", "something else"},
           {"UPDATE events SET subject = 'x' WHERE kind = 'nothing'", ""}}) {
    for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(store + end);
    std::filesystem::copy_file(whole, store, std::filesystem::copy_options::overwrite_existing);
    sql(change);
    reopen();
    const auto faults = must(check_record(desk())).faults;
    if (words.empty()) {
      EXPECT_TRUE(faults.empty()) << faults.front();
    } else {
      EXPECT_TRUE(std::any_of(faults.begin(), faults.end(), [&words = words](const std::string& f) {
        return f.find(words) != f.npos;
      })) << change << (faults.empty() ? "" : ": " + faults.front());
    }
    made.reset();
  }
}

TEST_F(Record, AnErasedKeyLeavesTheRecordVerifiable) {
  const auto id = must(open_case(desk(), cli(), {"Canary Subject", "officer", ""}));
  must(publish(desk()));
  {
    const auto tx = must(desk().store().write());
    must(tx->erase_key(must(tx->find_case(id))->key));
    must(tx->commit());
  }
  EXPECT_FALSE(show_case(desk(), cli(), id).has_value());
  const auto check = must(check_record(desk()));
  EXPECT_TRUE(check.faults.empty()) << check.faults.front();
  must(open_case(desk(), cli(), {"Another", "officer", ""}));
  must(publish(desk()));
  EXPECT_TRUE(must(check_record(desk())).faults.empty());
}

TEST_F(Record, ADatabaseOlderThanWhatWasPublishedIsRefused) {
  must(open_case(desk(), cli(), {"One", "officer", ""}));
  must(publish(desk()));
  const auto old = (root / "old.sqlite").string();
  must(desk().store().copy_to(old));
  must(open_case(desk(), cli(), {"Two", "officer", ""}));
  must(publish(desk()));
  made.reset();
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(folder() + "/store.sqlite" + end);
  std::filesystem::copy_file(old, folder() + "/store.sqlite");
  wiring::OpenOptions options;
  options.clock = &clock;
  EXPECT_EQ(code_of(wiring::open_desk(folder(), options)), Errc::rolled_back);
}

TEST_F(Record, EventsHoldNoWordOfAnybody) {
  auto form = a_form("canarywhat lay on a bus");
  form.where = "canarywhere";
  form.anonymous = false;
  form.contact.name = Personal<std::string>("canaryname");
  form.contact.email = Personal<std::string>("canarymail@mail.example");
  form.contact.how = "email";
  const auto privacy = officer("canarylogin", {Role::privacy});
  const auto receipt = must(take_report(desk(), form, new_form_token(desk()), "web",
                                        {staged("canaryfile.txt", "canarybytes")}));
  must(message_from_reporter(desk(), receipt.code, "canarymessage"));
  must(reporter_contact(desk(), privacy, receipt.reference, "canaryreason"));
  const auto id = must(accept_report(desk(), privacy, receipt.reference, CaseId(), "canarysubject"));
  must(write_entry(desk(), privacy, id, {"canaryentry", {}, false, {}}));
  auto fact = known("incident.summary", "canaryfact");
  fact.note = "canarynote";
  must(state_facts(desk(), privacy, id, {fact}));
  must(set_case_severity(desk(), privacy, id, 3, "canaryseverity"));
  must(open_evidence(desk(), privacy, must(list_evidence(desk(), privacy, id)).front().id, "canarypurpose"));
  must(publish(desk()));
  {
    const auto tx = must(desk().store().read());
    std::size_t looked = 0;
    for (const auto& row : must(tx->events(0, 1000))) {
      const auto opened = must(open_event(desk(), *tx, row));
      EXPECT_EQ(opened.text.find("canary"), std::string::npos) << opened.text;
      ++looked;
    }
    EXPECT_GT(looked, 8U);
  }
  EXPECT_TRUE(must(check_record(desk())).faults.empty());
  const auto bytes = every_file();
  EXPECT_EQ(bytes.find("canary"), std::string::npos);
  EXPECT_EQ(bytes.find(receipt.code), std::string::npos);
  // Base64 at each of its three offsets.
  for (const char* shifted : {"Y2FuYXJ5", "NhbmFye", "jYW5hcn"}) {
    EXPECT_EQ(bytes.find(shifted), std::string::npos) << shifted;
  }
}

}  // namespace
}  // namespace ledgelight::desk
