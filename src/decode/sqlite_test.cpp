#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "decode/said_for_tests.hpp"
#include "decode/sqlite_file.hpp"

namespace ledgelight::decode {
namespace {

std::string database(const std::string& sql) {
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  char* why = nullptr;
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &why), SQLITE_OK) << (why == nullptr ? "" : why);
  sqlite3_int64 size = 0;
  auto* bytes = sqlite3_serialize(db, "main", &size, 0);
  std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  sqlite3_close(db);
  return out;
}

Said read(std::string_view bytes) {
  return said_by([](Bytes& b, const Output& o) { return read_sqlite(b, nullptr, o); }, bytes);
}

TEST(SqliteFile, TablesComeOutWithTheirHeadings) {
  const auto said = read(database("CREATE TABLE patron(id INTEGER PRIMARY KEY, full_name TEXT, \"s\"\"sn\" TEXT);"
                                  "INSERT INTO patron VALUES(1,'Ada Example','219-12-1234'),(2,'with\ttab',NULL);"
                                  "CREATE TABLE e(x); CREATE VIEW v AS SELECT * FROM patron;"));
  EXPECT_EQ(said.data("table:patron"), "id\tfull_name\t\"s\"\"sn\"\n1\tAda Example\t219-12-1234\n2\t\"with\ttab\"\t\n");
  EXPECT_EQ(said.data("table:e"), "x\n");
  EXPECT_EQ(said.find("table:v"), nullptr);
  EXPECT_EQ(said.end, "Z");
}

TEST(SqliteFile, ALogCountsAndADamagedOneIsLeftOut) {
  const auto path = testing::TempDir() + "logged-" + std::to_string(::getpid()) + ".db";
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t(x);"
                             "INSERT INTO t VALUES('old'); PRAGMA wal_checkpoint(FULL); INSERT INTO t VALUES('new');",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  const auto whole = [](const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  };
  const auto file = whole(path);
  auto log = whole(path + "-wal");
  sqlite3_close(db);
  for (const auto* end : {"", "-wal", "-shm"}) std::remove((path + end).c_str());
  ASSERT_GT(log.size(), 32U);
  const auto with = [&](std::string& beside) {
    return said_by([&](Bytes& b, const Output& o) {
      auto second = bytes_of(beside);
      return read_sqlite(b, &second, o);
    }, file);
  };
  EXPECT_EQ(with(log).data("table:t"), "x\nold\nnew\n");
  EXPECT_EQ(read(file).data("table:t"), "x\nold\n");
  for (std::size_t i = 0; i < log.size(); i += 97) log[i] = static_cast<char>(log[i] ^ 0x55);
  EXPECT_EQ(with(log).data("table:t"), "x\nold\n");
}

TEST(SqliteFile, FilesInBlobsAreMembers) {
  const auto said = read(database("CREATE TABLE photo(id INTEGER PRIMARY KEY, b BLOB); INSERT INTO photo VALUES(7, x'504B030400');"
                                  "INSERT INTO photo VALUES(8, x'616263');"));
  EXPECT_EQ(said.data("table:photo"), "id\tb\n7\t\n8\tabc\n");
  EXPECT_EQ(said.data("table:photo/b/7"), std::string("PK\x03\x04\0", 5));
  EXPECT_EQ(said.find("table:photo/b/8"), nullptr);
}

TEST(SqliteFile, DeletedRowsOnFreePagesAreBytesOfTheFileItself) {
  std::string rows;
  for (int i = 0; i < 400; ++i) rows += "INSERT INTO t VALUES('secret of Ada Example " + std::to_string(i) + "');";
  const auto bytes = database("PRAGMA secure_delete = OFF; CREATE TABLE t(x); CREATE TABLE keep(y); INSERT INTO keep VALUES('kept');" + rows + "DROP TABLE t;");
  const auto said = read(bytes);
  const auto* free = said.find("");
  ASSERT_NE(free, nullptr);
  EXPECT_EQ(free->type, 'B');
  const auto at = free->data.find("secret of Ada Example 7");
  ASSERT_NE(at, std::string::npos);
  for (const auto& [origin, data] : free->pieces) {
    EXPECT_EQ(bytes.compare(origin, data.size(), data), 0);
  }
}

TEST(SqliteFile, AHostileSchemaRunsNothing) {
  // A table whose generated column and a view whose body call functions; a virtual table.
  const auto said = read(database("CREATE TABLE a(x, y AS (length(x))); INSERT INTO a(x) VALUES('abc');"
                                  "CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f VALUES('hidden words of Bea');"
                                  "CREATE TRIGGER g AFTER INSERT ON a BEGIN DELETE FROM a; END;"));
  EXPECT_EQ(said.data("table:a"), "x\ty\nabc\t3\n");
  EXPECT_NE(said.find("table:f")->trouble.find("virtual"), std::string::npos);
  EXPECT_NE(said.data("table:f_content").find("hidden words of Bea"), std::string::npos);
}

TEST(SqliteFile, WhatIsNoDatabaseIsSaid) {
  const auto said = read(std::string("SQLite format 3\0", 16) + std::string(8000, '\x5A'));
  EXPECT_EQ(said.end.substr(0, 2), "F:") << said.end;
  EXPECT_EQ(read("").end.substr(0, 1), "Z");  // SQLite takes nothing for an empty database
}

TEST(SqliteFile, DamageIsSurvivedAndSaid) {
  std::string rows;
  for (int i = 0; i < 300; ++i) rows += "INSERT INTO t VALUES(" + std::to_string(i) + ",'Ada Example','219-12-1234');";
  const auto whole = database("CREATE TABLE t(a,b,c); CREATE INDEX i ON t(b);" + rows);
  std::uint32_t seed = 3;
  for (int round = 0; round < 300; ++round) {
    auto bytes = whole.substr(0, round % 5 == 0 ? whole.size() * 2 / 3 : whole.size());
    for (int k = 0; k < 1 + round % 20; ++k) {
      seed = seed * 1664525U + 1013904223U;
      bytes[(seed >> 8) % (round % 2 == 0 ? 600 : bytes.size())] = static_cast<char>(seed);
    }
    EXPECT_FALSE(read(bytes).end.empty());
  }
}

}  // namespace
}  // namespace ledgelight::decode
