// On databases of Jet 4 that are laid down here page by page; mdb-export of mdbtools reads them as
// well.
#include "decode/access.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "decode/said_for_tests.hpp"
#include "discover/scan.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t page_size = 4096;

std::string little(std::uint64_t v, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>(v >> (8 * i));
  return out;
}

std::string of_real(double v) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &v, sizeof bits);
  return little(bits, 8);
}

std::string utf16(std::string_view s) {
  std::string out;
  for (const char c : s)
    out += std::string(1, c) + '\0';
  return out;
}

struct Column {
  std::string name;
  int type;
  std::size_t size;  ///< 0: of any size
};

std::string definition(const std::vector<Column>& columns, std::size_t map_row) {
  std::size_t variable = 0, fixed = 0, number = 0;
  std::string entries, names;
  for (const auto& c : columns) {
    std::string e(25, '\0');
    e[0] = static_cast<char>(c.type);
    e.replace(5, 2, little(number, 2));
    e.replace(9, 2, little(number++, 2));
    e[15] = c.size > 0 ? 3 : 2;
    if (c.size > 0)
      e.replace(21, 2, little(fixed, 2)), fixed += c.type == 1 ? 0 : c.size;
    else
      e.replace(7, 2, little(variable++, 2));
    e.replace(23, 2, little(c.size > 0 ? c.size : 510, 2));
    entries += e;
    names += little(2 * c.name.size(), 2) + utf16(c.name);
  }
  std::string page("\x02\x01\0\0", 4);
  page.resize(63, '\0');
  page.replace(16, 4, little(2, 4));
  page[40] = 'N';
  page.replace(41, 2, little(columns.size(), 2));
  page.replace(43, 2, little(variable, 2));
  page.replace(45, 2, little(columns.size(), 2));
  page.replace(55, 4, little(1U << 8 | map_row, 4));
  page.replace(59, 4, little(1U << 8 | map_row, 4));
  page += entries + names;
  page.resize(page_size, '\0');
  return page;
}

/// One value a column; "" is null. Those of fixed size come first in the row.
std::string row_of(const std::vector<Column>& columns, const std::vector<std::string>& values) {
  std::string row = little(columns.size(), 2), mask((columns.size() + 7) / 8, '\0');
  std::vector<std::size_t> begins;
  for (const auto pass : {0, 1})
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if ((columns[i].size > 0) != (pass == 0)) continue;
      if (!values[i].empty()) mask[i / 8] = static_cast<char>(mask[i / 8] | 1 << i % 8);
      if (pass == 1) begins.push_back(row.size());
      if (columns[i].type == 1) continue;
      row += values[i].empty() && pass == 0 ? std::string(columns[i].size, '\0') : values[i];
    }
  begins.push_back(row.size());
  for (auto b = begins.rbegin(); b != begins.rend(); ++b)
    row += little(*b, 2);
  return row + little(begins.size() - 1, 2) + mask;
}

/// `owner`: of which table; a row that begins with '!' is deleted.
std::string rows_page(std::uint64_t owner, const std::vector<std::string>& rows) {
  std::string page("\x01\x01\0\0", 4), places, bodies;
  page += little(owner, 4) + std::string(4, '\0') + little(rows.size(), 2);
  for (auto row : rows) {
    const bool gone = !row.empty() && row[0] == '!';
    if (gone) row.erase(0, 1);
    bodies = row + bodies;
    places += little((page_size - bodies.size()) | (gone ? 0xC000U : 0U), 2);
  }
  page += places;
  page.resize(page_size - bodies.size(), '\0');
  return page + bodies;
}

const std::vector<Column> objects{{"Id", 4, 4},   {"ParentId", 4, 4}, {"Name", 10, 0},
                                  {"Type", 3, 2}, {"Flags", 4, 4},    {"LvProp", 11, 0}};
const std::vector<Column> staff{{"Id", 4, 4},       {"Full name", 10, 0}, {"SSN", 10, 0},
                                {"Birth", 8, 8},    {"Active", 1, 1},     {"Pay", 5, 8},
                                {"Remarks", 12, 0}, {"Photo", 11, 0}};

std::string compressed(std::string_view s) { return "\xFF\xFE" + std::string(s); }
std::string in_row(std::string_view s) {
  return little(0x80000000U | s.size(), 4) + std::string(8, '\0') + std::string(s);
}

std::string database() {
  const auto map = [](std::uint64_t page) {
    return std::string(1, '\0') + little(0, 4) + little(1ULL << page, 8);
  };
  std::string head("\0\x01\0\0Standard Jet DB\0\x01\0\0\0", 24);
  head.resize(page_size, '\0');
  const auto far = little(0x40000000U | 14, 4) + little(6U << 8, 4) + std::string(4, '\0');
  const auto object = [](int id, const std::string& name, int type, std::uint32_t flags) {
    return row_of(objects,
                  {little(static_cast<std::uint64_t>(id), 4), little(0x0F000001, 4), utf16(name),
                   little(static_cast<std::uint64_t>(type), 2), little(flags, 4), ""});
  };
  return head + rows_page(0, {map(3), map(5)}) + definition(objects, 0) +
         rows_page(2, {object(2, "MSysObjects", 1, 0x80000000U), object(4, "Staff", 1, 0),
                       object(99, "Form1", 0xFFFF - 32767, 0)}) +
         definition(staff, 1) +
         rows_page(
             4, {row_of(staff,
                        {little(7, 4), compressed("Ada Example"), compressed("219-12-1234"),
                         of_real(25'967), "1", little(125'5000, 8),
                         in_row(compressed("called, \"twice\"")), in_row("\x89PNG\r\n\x1A\n...")}),
                 "!" + row_of(staff, {little(8, 4), utf16("Bea Sample"), compressed("219-12-1235"),
                                      of_real(29'316.5), "", "", far, ""})}) +
         rows_page(0x4C41564C, {compressed("a long note.")});
}

Said read(const std::string& bytes) {
  return said_by([](Bytes& b, const Output& out) { return read_access(b, out), true; }, bytes);
}

TEST(Access, TablesAreRowsDeletedOnesToo) {
  const auto said = read(database());
  EXPECT_EQ(said.end, "Z");
  EXPECT_EQ(said.data("table:Staff"),
            "Id\tFull name\tSSN\tBirth\tActive\tPay\tRemarks\tPhoto\n"
            "7\tAda Example\t219-12-1234\t1971-02-03\tYes\t125.5\t\"called, \"\"twice\"\"\"\t\n"
            "8\tBea Sample\t219-12-1235\t1980-04-05 12:00:00\tNo\t\ta long note.\t\n");
  EXPECT_EQ(said.data("table:Staff/Photo/1"), "\x89PNG\r\n\x1A\n...");
  EXPECT_EQ(said.names(), "table:Staff|table:Staff/Photo/1");
}

TEST(Access, ADatabaseIsToldByItsMarkAndItsPeopleAreFound) {
  const auto bytes = database();
  discover::Collected seen;
  discover::MemorySource source(bytes);
  ASSERT_TRUE(discover::scan(source, 0, "clients.mdb", seen, {}));
  std::string found;
  for (const auto& f : seen.findings)
    if (f.element == discover::Element::ssn)
      found += f.member + " " + f.norm.reveal(Purpose::test) + "\n";
  EXPECT_EQ(found, "table:Staff 219121234\ntable:Staff 219121235\n");
}

TEST(Access, OneThatIsEncryptedOrCutSaysSoAndItsTextIsSearched) {
  auto sealed = database();
  for (std::size_t i = page_size; i < sealed.size(); ++i)
    sealed[i] = static_cast<char>(sealed[i] ^ 0x5A);
  EXPECT_EQ(read(sealed).end, "F: encrypted, or its catalogue is damaged");
  const auto whole = database();
  for (std::size_t n = 0; n < whole.size(); n += 701) {
    const auto said = read(whole.substr(0, n));
    EXPECT_FALSE(said.end.empty()) << n;
  }
  // The catalogue leads elsewhere; the rows still name the table as theirs.
  auto lost = whole;
  const auto entry = row_of(objects, {little(4, 4), little(0x0F000001, 4), utf16("Staff"),
                                      little(1, 2), little(0, 4), ""});
  lost.replace(lost.find(entry) + 2, 4, little(77, 4));
  EXPECT_NE(read(lost).data("table:$Lost/4").find("Ada Example\t219-12-1234"), std::string::npos);
}

TEST(Access, LongValuesThatLeadToOneAnotherComeToAnEnd) {
  constexpr std::uint64_t pages = 207;
  const auto in_circles =
      row_of(staff, {little(9, 4), compressed("Cy Case"), compressed("219-12-1236"), of_real(1), "",
                     "", little(4'000'000, 4) + little(pages << 8, 4) + little(0, 4), ""});
  auto bytes = database();
  while (bytes.size() < pages * page_size)
    bytes += rows_page(4, std::vector<std::string>(40, in_circles));
  bytes += rows_page(0x4C41564C, {little(pages << 8, 4) + utf16("x")});
  const auto said = read(bytes);
  EXPECT_EQ(said.end, "Z");
  ASSERT_NE(said.find("table:Staff"), nullptr);
  EXPECT_EQ(said.find("table:Staff")->trouble,
            "long values lead to one another; not all were followed to their end");
  const auto rows = said.data("table:Staff");
  EXPECT_NE(rows.find("9\tCy Case\t219-12-1236\t1899-12-31\tNo\t\txxx"), std::string::npos);
  EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 3 + 40 * 200);
  EXPECT_LT(rows.size(), 1'000'000U);
  // A definition that goes on in a circle as well.
  bytes = database();
  bytes.replace(4 * page_size + 4, 4, little(4, 4));
  EXPECT_NE(read(bytes).data("table:Staff").find("Ada Example"), std::string::npos);
}

}  // namespace
}  // namespace ledgelight::decode
