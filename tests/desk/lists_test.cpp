// Lists that go on from a place: cases, the inbox, and what is due next.
#include "a_desk.hpp"
#include "desk/clocks.hpp"
#include "desk/places.hpp"

namespace ledgelight::desk {
namespace {

class Lists : public ADesk {
 protected:
  CaseId a_case(const Actor& actor) {
    return must(open_case(desk(), actor, {"A list on a bus", "officer", ""}));
  }
  static std::string ids_of(const CaseList& list) {
    std::string out;
    for (const auto& row : list.rows)
      out += (out.empty() ? "" : " ") + row.id.str();
    return out;
  }
};

TEST_F(Lists, TurningPagesShowsEveryCaseOnceAlsoWhenNewOnesComeMeanwhile) {
  const auto privacy = officer("privacy", {Role::privacy});
  for (int i = 0; i < 7; ++i) {
    clock.advance(std::chrono::seconds(1));
    a_case(privacy);
  }
  CaseFilter filter;
  auto page = must(list_cases(desk(), privacy, filter, {0, 3}));
  EXPECT_EQ(ids_of(page), "2026-0007 2026-0006 2026-0005");
  EXPECT_TRUE(page.more);
  clock.advance(std::chrono::seconds(1));
  a_case(privacy);  // counted from the start, the next page would show 2026-0005 again
  page = must(list_cases(desk(), privacy, filter, page.last, Beside::after, 3));
  EXPECT_EQ(ids_of(page), "2026-0004 2026-0003 2026-0002");
  EXPECT_TRUE(page.more);
  EXPECT_EQ(page.total, 8U);
  const auto last = must(list_cases(desk(), privacy, filter, page.last, Beside::after, 3));
  EXPECT_EQ(ids_of(last), "2026-0001");
  EXPECT_FALSE(last.more);
  const auto back = must(list_cases(desk(), privacy, filter, last.first, Beside::before, 3));
  EXPECT_EQ(ids_of(back), ids_of(page));
  const auto beyond = must(list_cases(desk(), privacy, filter, last.last, Beside::after, 3));
  EXPECT_TRUE(beyond.rows.empty());
  EXPECT_EQ(beyond.last, "");
}

TEST_F(Lists, APlaceThatNobodyGaveIsRefusedInWords) {
  const auto privacy = officer("privacy", {Role::privacy});
  a_case(privacy);
  for (const char* order : {"opened", "id", "changed", "due", "severity"}) {
    CaseFilter filter;
    filter.order = order;
    for (const std::string& text :
         {std::string("x"), std::string("~"), std::string("1~"), std::string("x~2026-0001"),
          std::string("1~2026-0001~2"), std::string("-~a"), std::string("01~2026-0001"),
          std::string("99999999999999999999~2026-0001"), std::string("1~2026/0001"),
          std::string("1~'; DROP TABLE cases"), std::string(5'000, '1') + "~2026-0001",
          std::string("1\0~2026-0001", 12), std::string("\xff~\xfe")}) {
      EXPECT_EQ(code_of(list_cases(desk(), privacy, filter, text, Beside::after, 5)),
                Errc::bad_input)
          << order << " " << text;
      EXPECT_EQ(code_of(inbox(desk(), privacy, "", text, Beside::before, 5)), Errc::bad_input)
          << text;
    }
  }
  CaseFilter filter;
  EXPECT_EQ(ids_of(must(list_cases(desk(), privacy, filter, "9223372036854775807~2026-0001",
                                   Beside::after, 5))),
            "2026-0001");
  EXPECT_EQ(ids_of(must(
                list_cases(desk(), privacy, filter, "-9223372036854775808~a", Beside::before, 5))),
            "2026-0001");
}

TEST_F(Lists, AListByDueDaysTellsNoDayInItsLinksAndNoPlaceOfAHiddenCase) {
  const auto privacy = officer("privacy", {Role::privacy});
  const auto other = officer("other", {Role::privacy});
  const auto hidden = a_case(privacy);
  const auto open = a_case(privacy);
  must(set_case_restricted(desk(), privacy, hidden, true, "it concerns a colleague"));
  CaseFilter filter;
  filter.order = "due";
  const auto list = must(list_cases(desk(), other, filter, {0, 5}));
  EXPECT_EQ(list.last, "~" + open.str());
  EXPECT_EQ(code_of(list_cases(desk(), other, filter, "~" + hidden.str(), Beside::after, 5)),
            Errc::bad_input);
  EXPECT_EQ(ids_of(must(list_cases(desk(), privacy, filter, "~" + hidden.str(), Beside::after, 5))),
            open.str());
  EXPECT_EQ(code_of(list_cases(desk(), privacy, filter, "~2026-0999", Beside::after, 5)),
            Errc::bad_input);
}

TEST_F(Lists, TheInboxGoesOnFromAReport) {
  const auto privacy = officer("privacy", {Role::privacy});
  std::vector<std::string> all;
  for (int i = 0; i < 5; ++i) {
    clock.advance(std::chrono::seconds(1));
    all.push_back(
        must(take_report(desk(), a_form(), new_form_token(desk()), "web", {})).reference.str());
  }
  auto page = must(inbox(desk(), privacy, "", {0, 2}));
  std::vector<std::string> seen;
  while (true) {
    for (const auto& row : page.rows)
      seen.push_back(row.id.str());
    if (!page.more) break;
    page = must(inbox(desk(), privacy, "", page.last, Beside::after, 2));
  }
  EXPECT_EQ(seen, all);
  EXPECT_EQ(must(inbox(desk(), privacy, "", page.first, Beside::before, 2)).rows.at(1).id.str(),
            all[3]);
}

TEST_F(Lists, TheFirstLinesOfTheBoardAreThoseOfTheWholeBoard) {
  const auto privacy = officer("privacy", {Role::privacy});
  for (int i = 0; i < 9; ++i) {
    const auto id = a_case(privacy);
    if (i % 3 == 2) continue;  // nothing on the board
    for (int k = 0; k <= i % 2; ++k) {
      must(start_clock(desk(), privacy, id,
                       {"A promise", "contract", "calendar-days", 2 + (i * 7 + k * 3) % 11,
                        "2026-03-02", "a mail"}));
    }
  }
  const auto whole = must(clock_board(desk(), privacy));
  ASSERT_EQ(whole.size(), 9U);
  for (const std::size_t most : {1U, 3U, 5U, 9U, 20U}) {
    const auto some = must(clock_board(desk(), privacy, most));
    ASSERT_EQ(some.size(), std::min(most, whole.size()));
    for (std::size_t i = 0; i < some.size(); ++i)
      EXPECT_EQ(some[i].due, whole[i].due) << most;
  }
}

}  // namespace
}  // namespace ledgelight::desk
