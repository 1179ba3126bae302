#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <regex>
#include <set>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "store/contract_test.hpp"
#include "store/lists.hpp"
#include "store/queries.hpp"
#include "store/schema.hpp"
#include "store/sequence.hpp"
#include "store/sqlite/connection.hpp"

namespace ledgelight::store {
namespace {

struct Column {
  std::string table, name, type, comment;
};

// Each line of a CREATE TABLE that begins with a name and a type; what is dropped is gone.
void read_columns(std::string_view text, std::vector<Column>& out) {
  std::string table;
  static const std::regex create("^CREATE TABLE (\\w+) \\($");
  static const std::regex dropped("^DROP TABLE (\\w+);$");
  static const std::regex renamed("^ALTER TABLE (\\w+) RENAME TO (\\w+);$");
  static const std::regex added("^ALTER TABLE (\\w+) ADD COLUMN (\\w+) (TEXT|BLOB|INTEGER|\\w+)\\b(?:.*?)(?:-- (.*))?$");
  static const std::regex column("^  (\\w+) +(TEXT|BLOB|INTEGER|\\w+)\\b(?:.*?)(?:-- (.*))?$");
  for (const auto& line : split(text, '\n')) {
    std::smatch m;
    if (std::regex_match(line, m, create)) {
      table = m[1];
    } else if (std::regex_match(line, m, dropped)) {
      out.erase(
          std::remove_if(out.begin(), out.end(), [&](const Column& c) { return c.table == m[1]; }),
          out.end());
    } else if (std::regex_match(line, m, renamed)) {
      for (auto& c : out)
        if (c.table == m[1]) c.table = m[2];
    } else if (std::regex_match(line, m, added)) {
      out.push_back({m[1], m[2], m[3], m[4]});
    } else if (line.rfind(")", 0) == 0) {
      table.clear();
    } else if (!table.empty() && line.rfind("  PRIMARY KEY", 0) != 0 &&
               std::regex_match(line, m, column)) {
      out.push_back({table, m[1], m[2], m[3]});
    }
  }
}

std::vector<Column> columns_of(std::string_view text) {
  std::vector<Column> out;
  read_columns(text, out);
  return out;
}

std::vector<Column> all_columns() {
  std::vector<Column> out;
  for (const auto& file : embedded_migrations())
    read_columns(file.bytes, out);
  return out;
}

TEST(Schema, MigrationsAreNumberedWithoutGaps) {
  int next = 1;
  for (const auto& file : embedded_migrations()) {
    EXPECT_TRUE(std::regex_match(std::string(file.path), std::regex("\\d{4}_[a-z_]+\\.sql")))
        << file.path;
    EXPECT_EQ(std::stoi(std::string(file.path)), next++);
  }
  EXPECT_EQ(migrations(Engine::sqlite).size(), static_cast<std::size_t>(next - 1));
  EXPECT_GT(next, 1);
}

TEST(Schema, EachColumnSaysHowPrivateItIsAndHowLongItIsKept) {
  const std::regex label("(plain|personal); keep: \\S.*");
  for (const auto& c : all_columns()) {
    EXPECT_TRUE(std::regex_match(c.comment, label))
        << c.table << "." << c.name << ": write -- plain|personal; keep: HOW LONG";
  }
}

TEST(Schema, TheLabelTestSeesEveryColumn) {
  const Folder folder;
  need(open_sqlite(folder.file("db"), Opening::create));
  const auto db = need(Connection::open(folder.file("db"), Connection::Role::reader,
                                        std::chrono::seconds(1)));
  const auto count = need(db->ask(
      "SELECT count(*) FROM sqlite_schema s, pragma_table_info(s.name) WHERE s.type = 'table'"));
  EXPECT_EQ(static_cast<std::size_t>(count), all_columns().size());
  EXPECT_EQ(columns_of("CREATE TABLE t (\n  bare TEXT NOT NULL,\n);").at(0).comment, "");
  EXPECT_EQ(columns_of("ALTER TABLE t ADD COLUMN bare TEXT NOT NULL;").at(0).comment, "");
}

TEST(Schema, WhatPeopleWroteIsSealed) {
  int sealed = 0;
  for (const auto& c : all_columns()) {
    const bool personal = c.comment.rfind("personal", 0) == 0;
    EXPECT_TRUE(personal || (c.name != "body" && c.name != "contact")) << c.table;
    if (!personal) continue;
    EXPECT_EQ(c.type, "BLOB") << c.table << "." << c.name << ": personal and not sealed";
    ++sealed;
  }
  EXPECT_GE(sealed, 14);
}

TEST(Schema, HasLogicalTypesThatEachEngineMaps) {
  for (const auto& c : all_columns()) {
    EXPECT_TRUE(c.type == "TEXT" || c.type == "BLOB" || c.type == "INTEGER") << c.type;
  }
  for (const auto& m : migrations(Engine::postgresql)) {
    EXPECT_EQ(m.text.find('{'), std::string::npos);
    EXPECT_EQ(m.text.find(" BLOB"), std::string::npos);
    EXPECT_EQ(m.text.find("STRICT"), std::string::npos);
    EXPECT_EQ(m.text.find(" INTEGER"), std::string::npos);
    if (m.number == 1) {
      EXPECT_NE(m.text.find("BYTEA"), std::string::npos);
    }
  }
  for (const auto& m : migrations(Engine::sqlite)) {
    EXPECT_NE(m.text.find(") STRICT;"), std::string::npos);
  }
}

TEST(Queries, EachColumnListFitsItsTable) {
  std::map<std::string, std::set<std::string>> tables;
  for (const auto& c : all_columns()) tables[c.table].insert(c.name);
  for (const char* name :
       {"events",  "keys",     "reports",    "messages",    "quarantine", "cases",
        "members", "facts",    "entries",    "evidence",    "custody",    "runs",
        "samples", "lots",     "findings",   "found_files", "searches",   "search_parts",
        "people",  "sheets",   "place_days", "clocks",      "readings",   "batches",
        "letters", "officers", "sessions",   "invites",     "jobs"}) {
    const auto& listed = queries().columns(name);
    EXPECT_EQ(std::set<std::string>(listed.begin(), listed.end()), tables[name]) << name;
  }
}

TEST(Queries, ExpandsListsAndNumbersParts) {
  const std::string file =
      "-- columns: t\na b c\n-- a remark\n-- name: put\nINSERT INTO t ({columns:t})\n"
      "VALUES ({values:t})\n-- name: set\nUPDATE t SET {set:t} WHERE a = $1\n";
  const Queries q({file});
  EXPECT_EQ(q.text("put"), "INSERT INTO t (a, b, c)\nVALUES ($1, $2, $3)");
  EXPECT_EQ(q.text("set"), "UPDATE t SET b = $2, c = $3 WHERE a = $1");
  EXPECT_EQ(q.names(), (std::vector<std::string>{"put", "set"}));
  EXPECT_EQ(numbered("a = {?} AND b = {?}", 3), "a = $3 AND b = $4");
  EXPECT_EQ(with_parts("x{p}y{p}", {{"p", "-"}}), "x-y-");
}

TEST(Queries, AQueryThatIsNotThereIsOurBug) {
  EXPECT_DEATH(queries().text("no such query"), "");
}

TEST(Sequence, SortsNumbersAsNumbers) {
  EXPECT_LT(sequence_of("2026-0007"), sequence_of("2026-10000"));
  EXPECT_LT(sequence_of("2025-10000"), sequence_of("2026-0001"));
  EXPECT_LT(sequence_of("j-9"), sequence_of("j-10"));
  EXPECT_EQ(sequence_of("a1b"), "a000000000001b");
  EXPECT_EQ(sequence_of("1234567890123"), "1234567890123");
  EXPECT_EQ(sequence_of(""), "");
}

// What a plan may not contain: a walk over a table, or a sort before the page was cut.
class Plans : public testing::Test {
 protected:
  Plans() {
    need(open_sqlite(folder.file("db"), Opening::create));
    db = need(Connection::open(folder.file("db"), Connection::Role::reader,
                               std::chrono::seconds(1)));
  }
  std::vector<std::string> plan(const std::string& text) {
    std::vector<std::string> out;
    auto rows = need(db->prepare("EXPLAIN QUERY PLAN " + text));
    while (need(rows.step())) {
      out.push_back(std::to_string(rows.number(0)) + " " + std::to_string(rows.number(1)) + " " +
                    std::string(rows.bytes(3)));
    }
    return out;
  }
  Folder folder;
  std::unique_ptr<Connection> db;
};

TEST_F(Plans, NoListOfCasesWalksOrSortsTheTable) {
  for (const char* state : {"", "!closed", "open"}) {
    for (const char* owner : {"", "o-1"}) {
      for (const int sight : {0, 1, 2, 3}) {
        for (const char* order : {"opened", "id", "changed", "due", "severity"}) {
          desk::CaseFilter filter;
          filter.state = state;
          filter.owner = OfficerId(owner);
          filter.order = order;
          if (sight & 1) filter.visible_to = OfficerId("o-2");
          filter.hide_restricted = (sight & 2) != 0;
          for (const auto way : {ListWay::forward, ListWay::backward}) {
            for (const auto& from : {std::optional<desk::CasePlace>{},
                                     std::optional(desk::CasePlace{"1", CaseId("2026-1")})}) {
              const auto steps = plan(need(case_list(filter, way, from)).text);
              const auto all = join(steps, "\n");
              // Walking an index in the list's order is the point; it must hold all that is asked.
              for (const auto& step : steps) {
                if (step.find("SCAN c") != step.npos) {
                  EXPECT_NE(step.find("USING COVERING INDEX"), step.npos) << all;
                }
                EXPECT_EQ(step.find("SCAN cases"), step.npos) << all;
                // From a place the index is entered there, not walked from its end.
                if (from && step.find(" c ") != step.npos) {
                  EXPECT_NE(step.find("SEARCH c"), step.npos) << all;
                  EXPECT_TRUE(step.find("(sequence") != step.npos ||
                              step.find(",sequence") != step.npos ||
                              step.find(" sequence") != step.npos)
                      << all;
                }
              }
              // One sort: of the rows of the page.
              std::size_t sorts = 0;
              for (const auto& step : steps)
                sorts += step.find("USE TEMP B-TREE") != step.npos;
              EXPECT_LE(sorts, 1U) << all;
            }
            const auto places = join(plan(need(case_places(filter)).text), "\n");
            EXPECT_EQ(places.find("TEMP B-TREE"), places.npos) << places;
            EXPECT_NE(places.find("COVERING INDEX"), places.npos) << places;
          }
        }
      }
    }
  }
}

TEST_F(Plans, NoCountOfCasesWalksTheTable) {
  for (const int sight : {0, 1, 2, 3}) {
    desk::CaseFilter filter;
    filter.state = "!closed";
    if (sight & 1) filter.visible_to = OfficerId("o-2");
    filter.hide_restricted = (sight & 2) != 0;
    for (const auto& query : case_counts(filter)) {
      const auto all = join(plan(query.text), "\n");
      const bool kept = all.find("case_counts") != all.npos || query.text.find("case_counts") != query.text.npos;
      EXPECT_TRUE(kept || all.find("SEARCH c USING COVERING INDEX") != all.npos) << all;
      EXPECT_TRUE(kept || all.find("SCAN") == all.npos) << all;
    }
  }
}

TEST_F(Plans, NoListOrCountOfReportsWalksOrSortsTheTable) {
  for (const char* state : {"", "received"}) {
    for (const auto& seen_by : {std::optional<OfficerId>{}, std::optional(OfficerId("o-1"))}) {
      const ReportFilter filter{state, seen_by};
      for (const auto way : {ListWay::forward, ListWay::backward}) {
        for (const auto& from : {std::optional<desk::ReportPlace>{},
                                 std::optional(desk::ReportPlace{Instant{}, ReportId("R-1")})}) {
          const auto all = join(plan(report_list(filter, way, from).text), "\n");
          EXPECT_NE(all.find("r USING COVERING INDEX"), all.npos) << all;
          EXPECT_EQ(all.find("SCAN reports"), all.npos) << all;
          EXPECT_EQ(all.find("SCAN c"), all.npos) << all;
          const auto first_sort = all.find("TEMP B-TREE");
          EXPECT_TRUE(first_sort == all.npos || all.find("TEMP B-TREE", first_sort + 1) == all.npos)
              << all;
          if (from) {
            EXPECT_EQ(all.find("SCAN r"), all.npos) << all;
          }
        }
      }
      EXPECT_EQ(join(plan(report_places(filter).text), "\n").find("TEMP B-TREE"),
                std::string::npos);
      if (const auto unseen = report_count_unseen(filter)) {
        const auto all = join(plan(unseen->text), "\n");
        EXPECT_NE(all.find("c USING COVERING INDEX cases_restricted"), all.npos) << all;
        EXPECT_NE(all.find("SEARCH r USING"), all.npos) << all;
      }
    }
  }
}

TEST_F(Plans, NoOtherQueryOfAPageWalksATable) {
  // What may walk: lists that are short, pages in the order of an index, and Store::check.
  const std::set<std::string> walks{"officers",          "schema_version",   "all_evidence",
                                    "ledger_head",       "place_days",       "open_clocks",
                                    "readings_of_packs", "cases_with_sheets"};
  for (const auto& name : queries().names()) {
    const auto& text = queries().text(name);
    if (name.rfind("check_", 0) == 0 || walks.count(name) != 0 || text.find('{') != text.npos ||
        text.rfind("SELECT", 0) != 0) {
      continue;
    }
    const auto all = join(plan(text), "\n");
    EXPECT_EQ(all.find("SCAN"), all.npos) << name << "\n" << all;
  }
  for (const auto& [name, index] :
       std::map<std::string, std::string>{{"judged_words", "findings_judged_words"},
                                          {"names_without_words", "findings_without_words"},
                                          {"names_of_person", "findings_names_of"},
                                          {"findings_of_words", "findings_by_words"},
                                          {"place_days", "place_days_in_order"},
                                          {"open_clocks", "clocks_open"},
                                          {"cases_with_sheets", "sheets_by_case"},
                                          {"readings_of_packs", "readings_of_packs"}}) {
    const auto all = join(plan(queries().text(name)), "\n");
    EXPECT_NE(all.find("INDEX " + index), all.npos) << all;
    EXPECT_EQ(all.find("TEMP B-TREE"), all.npos) << all;
  }
}

// Findings come by the ten million: a page of them is read along an index in the list's order.
TEST_F(Plans, NoListOfFindingsWalksOrSortsTheTable) {
  const auto text = [](const std::string& where) {
    return numbered(with_parts(queries().text("finding_list"), {{"where", where}}), 4);
  };
  const auto part = [](const char* name) { return queries().text(name); };
  for (const auto& [where, index] : std::map<std::string, std::string>{
           {"", "findings_of_lot"},
           {part("finding_where_element"), "findings_by_element"},
           {part("finding_where_element") + part("finding_where_state"), "findings_by_element"},
           {part("finding_where_element") + part("finding_where_confidence"), "findings_by_both"},
           {part("finding_where_confidence"), "findings_by_confidence"},
           {part("finding_where_evidence"), "findings_by_evidence"},
           {part("finding_where_also_evidence") + part("finding_where_place"), "findings_by_place"},
           {part("finding_where_state") + part("finding_where_judged"), "findings_judged "},
           {part("finding_where_element") + part("finding_where_state") +
                part("finding_where_judged") + part("finding_where_also_evidence"),
            "findings_judged_kind"},
           {part("finding_where_state") + part("finding_where_judged") +
                part("finding_where_also_evidence") + part("finding_where_also_place"),
            "findings_judged "},
           {part("finding_where_also_least") + part("finding_where_also_most"), "findings_of_lot"},
           {part("finding_where_element") + part("finding_where_also_least"),
            "findings_by_element"}}) {
    for (const auto& after : {std::string(), part("finding_where_after")}) {
      const auto all = join(plan(text(where + after)), "\n");
      EXPECT_NE(all.find("f USING COVERING INDEX " + index) != all.npos ||
                    all.find("f USING INDEX " + index) != all.npos,
                false)
          << where << "\n"
          << all;
      const auto sort = all.find("TEMP B-TREE");
      EXPECT_TRUE(sort == all.npos || all.find("TEMP B-TREE", sort + 1) == all.npos) << all;
      EXPECT_EQ(all.find("SCAN"), all.npos) << all;
    }
  }
}

TEST_F(Plans, EveryQueryCompiles) {
  for (const auto& name : queries().names()) {
    const auto& text = queries().text(name);
    if (text.find('{') != text.npos || name.rfind("case_", 0) == 0 ||
        name.rfind("report_where", 0) == 0 || name.rfind("report_order", 0) == 0 ||
        name.rfind("people_where", 0) == 0 || name.rfind("finding_where", 0) == 0) {
      continue;  // parts, compiled above
    }
    const auto compiled = db->prepare(text);
    EXPECT_TRUE(compiled) << name << ": " << (compiled ? "" : compiled.error().detail);
  }
}

}  // namespace
}  // namespace ledgelight::store
