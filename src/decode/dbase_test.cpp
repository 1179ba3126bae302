#include "decode/dbase.hpp"

#include <gtest/gtest.h>

#include "decode/charset.hpp"
#include "decode/said_for_tests.hpp"
#include "discover/scan.hpp"

namespace ledgelight::decode {
namespace {

struct Field {
  std::string name;
  char type;
  std::size_t size;
};

/// A dBASE III table.
std::string table(const std::vector<Field>& fields,
                  const std::vector<std::vector<std::string>>& rows, char driver = 0) {
  const auto little = [](std::size_t v, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i)
      out += static_cast<char>(v >> (8 * i));
    return out;
  };
  std::size_t record = 1;
  for (const auto& f : fields)
    record += f.size;
  std::string out("\x03\x7E\x0B\x1A", 4);
  out += little(rows.size(), 4) + little(33 + 32 * fields.size(), 2) + little(record, 2);
  out.resize(29, '\0');
  out += driver;
  out.resize(32, '\0');
  for (const auto& f : fields) {
    auto entry = f.name;
    entry.resize(11, '\0');
    entry += f.type + std::string(4, '\0') + little(f.size, 1);
    entry.resize(32, '\0');
    out += entry;
  }
  out += '\r';
  for (const auto& row : rows) {
    out += row.front() == "*" ? '*' : ' ';
    for (std::size_t i = 0; i < fields.size(); ++i) {
      auto cell = row[i + 1];
      cell.resize(fields[i].size, ' ');
      out += cell;
    }
  }
  return out + '\x1A';
}

const std::vector<Field> fields{
    {"OWNER", 'C', 24}, {"SSN", 'C', 11}, {"DOB", 'D', 8}, {"TAX", 'N', 9}, {"KEPT", 'L', 1}};
const std::vector<std::vector<std::string>> rows{
    {" ", "Ada Example", "219-12-1234", "19710203", "   125.50", "T"},
    {"*",
     "Bea Nu\xF1"
     "ez",
     "219-12-1235", "19800405", "", "F"}};

Said read(const std::string& dbf) {
  load_charsets();
  return said_by([](const Input& in, const Output& out) { return read_dbase(in, out), true; }, dbf,
                 11);
}

TEST(Dbase, RecordsAreRowsDeletedOnesToo) {
  const auto said = read(table(fields, rows));
  EXPECT_EQ(said.data("rows"),
            "OWNER\tSSN\tDOB\tTAX\tKEPT\nAda Example\t219-12-1234\t1971-02-03\t125.50\tT\n"
            "Bea Nu\xC3\xB1"
            "ez\t219-12-1235\t1980-04-05\t\tF\n");
  EXPECT_EQ(said.end, "Z");
  EXPECT_EQ(read(table({{"NAME", 'C', 6}},
                       {{" ", "Nu\xA4"
                              "ez"}},
                       '\x01'))
                .data("rows"),
            "NAME\nNu\xC3\xB1"
            "ez\n");
}

TEST(Dbase, ATableIsToldByItsHeadAndItsPeopleAreFound) {
  const auto dbf = table(fields, rows);
  discover::Collected seen;
  discover::MemorySource source(dbf);
  ASSERT_TRUE(discover::scan(source, 0, "parcels.dbf", seen, {}));
  std::string found;
  for (const auto& f : seen.findings)
    if (f.element == discover::Element::ssn)
      found += f.member + " " + f.norm.reveal(Purpose::test) + "\n";
  EXPECT_EQ(found, "rows 219121234\nrows 219121235\n");
  EXPECT_EQ(seen.not_read.size(), 0U);
}

TEST(Dbase, ATableCutShortSaysHowMuchOfItWasRead) {
  auto dbf = table(fields, rows);
  dbf.resize(dbf.size() - 30);
  const auto said = read(dbf);
  EXPECT_EQ(said.find("rows")->trouble, "cut short after 1 of 2 records");
  EXPECT_NE(said.data("rows").find("219-12-1234"), std::string::npos);
  EXPECT_EQ(read(dbf.substr(0, 70)).end, "F: cut short in its head");
  dbf[10] = '\x03';
  EXPECT_EQ(read(dbf).end, "F: the fields of the dBASE table do not fit its records");
}

}  // namespace
}  // namespace ledgelight::decode
