#include "linkage/text.hpp"

#include <gtest/gtest.h>

#include "linkage/list.hpp"
#include "linkage/names.hpp"
#include "linkage/nicknames.hpp"

namespace ledgelight::linkage {
namespace {

// The textbook way, to hold the fast one against: the whole table, no limit, no cut ends.
int slow_edits(const std::string& a, const std::string& b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

TEST(Edits, AreThoseOfTheTextbookUpToTheLimit) {
  std::uint64_t seed = 1;
  for (int round = 0; round < 4'000; ++round) {
    std::string a, b;
    for (auto n = mixed(seed++) % 9; n-- > 0;)
      a += static_cast<char>('a' + mixed(seed++) % 3);
    for (auto n = mixed(seed++) % 9; n-- > 0;)
      b += static_cast<char>('a' + mixed(seed++) % 3);
    for (int limit : {1, 2, 3}) {
      EXPECT_EQ(edits(a, b, limit), std::min(slow_edits(a, b), limit + 1)) << a << " " << b;
      EXPECT_EQ(edits(a, b, limit), edits(b, a, limit));
    }
    EXPECT_DOUBLE_EQ(jaro_winkler(a, b), jaro_winkler(b, a)) << a << " " << b;
  }
}

TEST(JaroWinkler, IsThatOfThePublishedExamples) {
  EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.961, 0.001);
  EXPECT_NEAR(jaro_winkler("dwayne", "duane"), 0.840, 0.001);
  EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.813, 0.001);
  EXPECT_EQ(jaro_winkler("abc", "xyz"), 0);
}

TEST(Fold, TakesAccentsOffWhateverTheEncoding) {
  EXPECT_EQ(fold("Núñez-O'Brien"), "nunezobrien");
  EXPECT_EQ(fold("N\xFA\xF1"
                 "ez"),
            "nunez");  // Latin-1
  EXPECT_EQ(fold_words("Šimić,  Ana"), "simic ana");
}

TEST(Sound, IsTheSameForSpellingsOfOneName) {
  for (auto [a, b] : {std::pair("smith", "smyth"), std::pair("vasquez", "vazquez"),
                      std::pair("catherine", "katharine"), std::pair("philip", "filip"),
                      std::pair("schmidt", "shmidt")})
    EXPECT_EQ(sound_of(a), sound_of(b)) << a << " " << b;
  EXPECT_NE(sound_of("smith"), sound_of("jones"));
  EXPECT_EQ(sound_of("123"), 0U);
}

TEST(Nickname, TwoShortFormsOfOneNameAgree) {
  EXPECT_TRUE(nicknames_agree("bill", "william"));
  EXPECT_TRUE(nicknames_agree("billy", "will"));
  EXPECT_TRUE(nicknames_agree("paco", "francisco"));
  EXPECT_TRUE(nicknames_agree("pat", "patricia"));
  EXPECT_FALSE(nicknames_agree("bill", "robert"));
  EXPECT_FALSE(nicknames_agree("zorba", "zorba"));  // the same name is not a nickname
}

TEST(Name, IsTakenApartInEveryOrder) {
  const NameParts ada{"example", "ada", "m", ""};
  EXPECT_EQ(name_parts("Example, Ada M."), ada);
  EXPECT_EQ(name_parts("Ada M. Example"), ada);
  EXPECT_EQ(name_parts("Dr. ADA M EXAMPLE, MD"), ada);
  EXPECT_EQ(name_parts("Theo Example Jr."), (NameParts{"example", "theo", "", "jr"}));
  EXPECT_EQ(name_parts("Example Jr, Theo"), (NameParts{"example", "theo", "", "jr"}));
  EXPECT_EQ(name_parts("Maria de la Cruz").family, "delacruz");
}

TEST(Date, IsReadFromEveryCommonWriting) {
  for (const char* text : {"1986-03-02", "19860302", "3/2/1986", "03/02/86", "2 Mar 1986",
                           "March 2, 1986", "1986-03-02T00:00:00", "03021986"})
    EXPECT_EQ(packed_date(text, DateOrder::month_first), 19860302U) << text;
  EXPECT_EQ(packed_date("2/3/1986", DateOrder::day_first), 19860302U);
  EXPECT_EQ(packed_date("1986", DateOrder::month_first), 19860000U);
  EXPECT_EQ(packed_date("19081340", DateOrder::month_first),
            19081340U);  // a slip is evidence still
  for (const char* text : {"", "soon", "12", "99/99", "3/2/1"})
    EXPECT_EQ(packed_date(text, DateOrder::month_first) % 10000 == 0302, false) << text;
}

TEST(Code, ComesBackAsItsLettersAndDigits) {
  for (const char* text : {"0", "000123", "219121234", "1eg4te5mk73", "a"})
    EXPECT_EQ(code_text(packed_code(text)), text);
  EXPECT_NE(packed_code("0123"), packed_code("123"));
  EXPECT_EQ(packed_code(" -- "), 0U);
  EXPECT_EQ(code_text(packed_code("abcdefghijklmnop")), "");
  EXPECT_NE(packed_code("abcdefghijklmnop"), packed_code("abcdefghijklmnoq"));
}

TEST(Address, IsTakenApart) {
  const auto a = address_parts("12 Main Street, Apt. 3, Stamford, CT 06901");
  EXPECT_EQ(a.street.house, "12");
  EXPECT_EQ(a.street.street, "mainst");
  EXPECT_EQ(a.street.unit, "3");
  EXPECT_EQ(a.city, "stamford");
  EXPECT_EQ(a.state, "ct");
  EXPECT_EQ(a.zip, "06901");
  const auto b = address_parts("12 MAIN ST #3 STAMFORD CT 06901-1234");
  EXPECT_EQ(b.street.street, a.street.street);
  EXPECT_EQ(b.street.unit, "3");
  EXPECT_EQ(b.zip, "06901");
  EXPECT_EQ(street_parts("3/12 Main St").unit, "3");
  EXPECT_EQ(street_parts("PO Box 77").house, "77");
  EXPECT_EQ(address_parts("").street.street, "");
}

}  // namespace
}  // namespace ledgelight::linkage
