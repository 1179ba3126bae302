// An affected person's name and address, put right with a reason; letters follow.
#include <array>
#include <cstdio>

#include "a_case_of_letters.hpp"
#include "desk/discovery.hpp"
#include "desk/letters.hpp"
#include "desk/links.hpp"
#include "desk/person_change.hpp"

namespace ledgelight::desk {
namespace {

class APerson : public ACaseOfLetters {
 protected:
  APerson() {
    know(R"([{"state":"US-CT","count":2}])");
    one = resident(id, 1, "Invented Alpha");
    other = resident(id, 2, "Invented Beta");
    must(decide_duties(desk(), privacy, id, ""));
    sign_readings(counsel, id);
  }
  static Correction to(const std::string& name, const std::string& address,
                       const std::string& reason = "she told us on the telephone",
                       const std::string& state = "US-CT") {
    return {Personal<std::string>(name), Personal<std::string>(address), state, reason};
  }
  PersonView view(const PersonId& who) { return must(show_person(desk(), privacy, id, who)); }
  Batch rendered() {
    return must(show_batch(desk(), privacy, must(render_letters(desk(), privacy, id, inputs())).id));
  }
  std::string text_of(const LetterId& letter) {
    return text_of_pdf(must(letter_pdf(desk(), privacy, letter)));
  }
  std::string letter_to(const Batch& batch, const PersonId& who) {
    for (const auto& row : batch.rows)
      if (row.person == who) return text_of(row.id);
    return {};
  }

  PersonId one, other;
};

TEST_F(APerson, ACorrectionIsANewEntryAndTheOldOneIsKept) {
  must(correct_person(desk(), privacy, id, one,
                      to("Invented Alphason", "9 Larkwhistle Lane\n\n Stamford, CT 06905 ")));
  const auto now = view(one);
  EXPECT_EQ(now.line.name.reveal(Purpose::show_to_officer), "Invented Alphason");
  EXPECT_EQ(now.line.address.reveal(Purpose::show_to_officer),
            "9 Larkwhistle Lane\nStamford, CT 06905");
  EXPECT_EQ(now.line.ground, "entered by an officer");
  ASSERT_EQ(now.changes.size(), 1U);
  EXPECT_EQ(now.changes[0].name.reveal(Purpose::show_to_officer), "Invented Alpha");
  EXPECT_EQ(now.changes[0].address.reveal(Purpose::show_to_officer),
            "1 Invented Road\nStamford, CT 06903");
  EXPECT_EQ(now.changes[0].reason, "she told us on the telephone");
  EXPECT_EQ(now.changes[0].by, privacy.text());
}

TEST_F(APerson, TheActNamesThePersonByNumberOnly) {
  must(correct_person(desk(), privacy, id, one, to("Invented Alphason", "9 Larkwhistle Lane")));
  const auto tx = must(desk().store().read());
  const auto event = must(tx->events_of_case(id)).back();
  EXPECT_EQ(event.kind, "person.changed");
  const auto text = must(open_event(desk(), *tx, event)).text;
  EXPECT_NE(text.find(one.str()), std::string::npos) << text;
  for (const char* word : {"Alpha", "Larkwhistle", "telephone"})
    EXPECT_EQ(text.find(word), std::string::npos) << text;
}

TEST_F(APerson, LettersUseIt) {
  must(correct_person(desk(), privacy, id, one,
                      to("Invented Alpha", "9 Larkwhistle Lane\nStamford, CT 06905")));
  const auto letter = letter_to(rendered(), one);
  EXPECT_NE(letter.find("9 Larkwhistle Lane"), std::string::npos) << letter;
  EXPECT_EQ(letter.find("1 Invented Road"), std::string::npos) << letter;
}

TEST_F(APerson, ALetterDrawnBeforeIsNotApproved) {
  const auto batch = rendered();
  must(correct_person(desk(), privacy, id, one,
                      to("Invented Alpha", "9 Larkwhistle Lane\nStamford, CT 06905")));
  const auto refused = approve_batch(desk(), counsel, batch.id, batch.digest);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::wrong_state);
  EXPECT_NE(refused.error().detail.find("corrected since"), std::string::npos)
      << refused.error().detail;
  const auto again = rendered();
  must(approve_batch(desk(), counsel, again.id, again.digest));
}

TEST_F(APerson, WhileAnApprovedLetterIsOnItsWayNothingIsCorrected) {
  const auto batch = rendered();
  must(approve_batch(desk(), counsel, batch.id, batch.digest));
  const auto change = to("Invented Alpha", "9 Larkwhistle Lane\nStamford, CT 06905");
  EXPECT_EQ(code_of(correct_person(desk(), privacy, id, one, change)), Errc::wrong_state);
  must(mark_mailed(desk(), privacy, batch.id, desk().local_day()));
  must(correct_person(desk(), privacy, id, one, change));
  EXPECT_EQ(view(one).line.status, "mailed") << "a letter that went out went out";
}

TEST_F(APerson, WhoWasOnlyProposedIsKeptByALaterSearch) {
  const auto found = must(open_case(desk(), privacy, {"Another list", "officer", ""}));
  sealed(found, privacy,
         "name,ssn,street,city,state,zip\nOdalys Perrin,219-12-1234,9 Tinder Hill "
         "Road,Stamford,CT,06905\n");
  must(run_discovery(desk(), privacy, found, {}));
  const auto who = must(list_people(desk(), privacy, found, "", "", {0, 0})).rows.at(0).id;
  must(correct_person(desk(), privacy, found, who,
                      to("Odalys Perrin", "4 Fern Road\nStamford, CT 06903")));
  must(run_discovery(desk(), privacy, found, {}));
  const auto rows = must(list_people(desk(), privacy, found, "", "", {0, 0})).rows;
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].standing, "accepted");
  EXPECT_EQ(rows[0].address.reveal(Purpose::show_to_officer), "4 Fern Road\nStamford, CT 06903");
}

TEST_F(APerson, ACorrectionStandsWhenAMergeIsTakenBack) {
  must(merge_people(desk(), privacy, id, one, other));
  must(correct_person(desk(), privacy, id, one, to("Invented Alpha", "9 Larkwhistle Lane")));
  EXPECT_EQ(code_of(correct_person(desk(), privacy, id, other, to("Nobody", "9 Larkwhistle Lane"))),
            Errc::wrong_state);
  must(split_person(desk(), privacy, id, other));
  EXPECT_EQ(view(one).line.address.reveal(Purpose::show_to_officer), "9 Larkwhistle Lane");
}

TEST_F(APerson, RefusesWhatIsNoCorrection) {
  const auto same = to("Invented Alpha", "1 Invented Road\nStamford, CT 06903");
  EXPECT_EQ(code_of(correct_person(desk(), privacy, id, one, same)), Errc::bad_input);
  EXPECT_EQ(code_of(correct_person(desk(), privacy, id, one, to("Invented Alpha", "x", "no"))),
            Errc::bad_input);
  EXPECT_EQ(code_of(correct_person(desk(), privacy, id, one, to("", "x"))), Errc::bad_input);
  EXPECT_EQ(code_of(correct_person(desk(), privacy, id, one, to("A", "1\n2\n3\n4\n5\n6\n7"))),
            Errc::bad_input);
  EXPECT_EQ(code_of(correct_person(desk(), privacy, id, one, to("A", "x", "a reason", "US-XX"))),
            Errc::bad_input);
  EXPECT_EQ(code_of(correct_person(desk(), privacy, id, PersonId("p-9"), to("A", "x"))),
            Errc::not_found);
  const auto clerk = officer("cleo", {Role::communications});
  const auto refused = code_of(correct_person(desk(), clerk, id, one, to("A", "x")));
  EXPECT_TRUE(refused == Errc::denied || refused == Errc::not_found);
}

}  // namespace
}  // namespace ledgelight::desk
