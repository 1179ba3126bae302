#include "linkage/table.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "linkage/file.hpp"

namespace ledgelight::linkage {
namespace {

std::vector<std::vector<std::string>> all_rows(const std::string& text,
                                               std::string* error = nullptr) {
  std::istringstream in(text);
  Rows rows(in);
  std::vector<std::vector<std::string>> out;
  std::vector<std::string_view> cells;
  while (true) {
    const auto more = rows.next(cells);
    if (!more) {
      if (error != nullptr) *error = more.error().detail;
      return out;
    }
    if (!*more) return out;
    out.emplace_back(cells.begin(), cells.end());
  }
}

TEST(Rows, AreReadAsRfc4180AndItsCousinsWriteThem) {
  using Table = std::vector<std::vector<std::string>>;
  const Table plain{{"a", "b"}, {"1", "x, \"y\"\nz"}, {"2", ""}};
  EXPECT_EQ(all_rows("a,b\n1,\"x, \"\"y\"\"\nz\"\n2,\n"), plain);
  EXPECT_EQ(all_rows("\xEF\xBB\xBF"
                     "a;b\r\n1;\"x, \"\"y\"\"\nz\"\r\n\r\n2;"),
            plain);
  EXPECT_EQ(all_rows("a\tb\r1\t2\r"), (Table{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(all_rows("a|b\n1|2"), (Table{{"a", "b"}, {"1", "2"}}));
  EXPECT_TRUE(all_rows("").empty());
  EXPECT_TRUE(all_rows("\n\n").empty());
}

TEST(Rows, RefuseWhatCannotBeReadAndSayWhere) {
  std::string error;
  all_rows("a,b\n1,2\n3,\"never closed\n4,5\n", &error);
  EXPECT_EQ(error, "line 3: a quote is never closed");
  all_rows("a\n" + std::string(longest_row + 5, 'x'), &error);
  EXPECT_EQ(error, "line 2: longer than a mebibyte");
  all_rows("a\n" + std::string(1'200, ','), &error);
  EXPECT_NE(error.find("more than a thousand columns"), std::string::npos);
}

TEST(Rows, OfUtf16AreGivenAsUtf8WhereverTheReadsCutThem) {
  for (const bool little : {true, false}) {
    std::string wide;
    const auto put = [&](std::uint32_t c) {
      wide += static_cast<char>(little ? c & 0xFFU : c >> 8U);
      wide += static_cast<char>(little ? c >> 8U : c & 0xFFU);
    };
    put(0xFEFF);
    for (char c : std::string_view("name\tnote\r\nMu#oz\t"))
      put(c == '#' ? 0xF1U : static_cast<unsigned char>(c));
    // A pair of surrogates stands across every place where a read of 256 KiB may end.
    for (int i = 0; i < 70'000; ++i)
      put(0xD83D), put(0xDE00), put('x');
    const auto rows = all_rows(wide);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0], (std::vector<std::string>{"name", "note"}));
    EXPECT_EQ(rows[1][0], "Muñoz");
    ASSERT_EQ(rows[1][1].size(), 5U * 70'000);
    EXPECT_EQ(rows[1][1].substr(5 * 43'000, 5), "😀x");
    EXPECT_EQ(rows[1][1].substr(5 * 69'999), "😀x");
  }
}

TEST(Mapping, NamesColumnsByHeadingOrNumberAndJoinsWithPlus) {
  const std::vector<std::string> headings{"rec_id", " First Name", "a+b", "No", "Street"};
  const auto m =
      read_mapping("id=REC_ID,given=first name,ssn=a+b,address=no+street,dob=#2", headings);
  ASSERT_TRUE(m) << m.error().detail;
  EXPECT_EQ(m->id, 0U);
  using Columns = std::vector<std::pair<Key, std::size_t>>;
  EXPECT_EQ(
      m->columns,
      (Columns{
          {Key::given, 1}, {Key::ssn, 2}, {Key::address, 3}, {Key::address, 4}, {Key::birth, 1}}));
  for (const char* wrong :
       {"given", "given=nobody", "shoe=No", "id=No,id=Street", "id=No", "given=#9"})
    EXPECT_FALSE(read_mapping(wrong, headings)) << wrong;
}

TEST(Mapping, IsGuessedFromUsualHeadings) {
  const auto m = guess_mapping({"Record ID", "Last Name", "FIRST_NAME", "Middle Initial",
                                "Date of Birth", "SSN", "Street Address", "Town", "State",
                                "ZIP Code", "E-mail", "Home Phone", "Cell Phone", "Notes"});
  EXPECT_EQ(m.id, 0U);
  using Columns = std::vector<std::pair<Key, std::size_t>>;
  EXPECT_EQ(m.columns, (Columns{{Key::family, 1},
                                {Key::given, 2},
                                {Key::middle, 3},
                                {Key::birth, 4},
                                {Key::ssn, 5},
                                {Key::street, 6},
                                {Key::city, 7},
                                {Key::state, 8},
                                {Key::zip, 9},
                                {Key::email, 10},
                                {Key::phone, 11}}));
}

Sheet sheet_of(const std::string& csv, const std::string& map) {
  std::istringstream in(csv);
  auto sheet = read_sheet(in, {map});
  EXPECT_TRUE(sheet);
  return *std::move(sheet);
}

TEST(Ids, AreTheMappedColumnElseAFirstColumnOfDifferentValuesElseRowNumbers) {
  EXPECT_EQ(sheet_of("who,name\nx,Ada\ny,Bea\n", "name=name,id=name").ids[1], "Bea");
  EXPECT_EQ(sheet_of("who,name\nx,Ada\ny,Bea\n", "name=name").ids[1], "y");
  EXPECT_EQ(sheet_of("who,name\nx,Ada\nx,Bea\n", "name=name").ids[1], "2");
  EXPECT_EQ(sheet_of("name,who\nAda,x\nBea,y\n", "name=name").ids[1], "2");
}

TEST(Dates, OrderIsToldByTheWholeColumn) {
  EXPECT_EQ(date_order({"03/02/1986", "13/02/1986"}), DateOrder::day_first);
  EXPECT_EQ(date_order({"03/02/1986", "02/13/1986"}), DateOrder::month_first);
  EXPECT_EQ(date_order({"1986-13-02"}), DateOrder::month_first);
}

TEST(Cell, IsQuotedWhenItMustBe) {
  EXPECT_EQ(written_cell("plain"), "plain");
  EXPECT_EQ(written_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
}

}  // namespace
}  // namespace ledgelight::linkage
