#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "a_case_of_letters.hpp"
#include "base/bytes.hpp"
#include "desk/discovery.hpp"
#include "desk/duties.hpp"
#include "desk/letters.hpp"
#include "law/facts.hpp"

namespace ledgelight::desk {
namespace {

class Letters : public ACaseOfLetters {
 protected:
  Letters() {
    know(R"([{"state":"US-CT","count":2}])", {known("window", "2026-02-27/2026-03-01")});
    resident(id, 1, "Invented Alpha");
    resident(id, 2, "Invented Beta");
    must(decide_duties(desk(), privacy, id, ""));
  }
  // The accepted register as a fact, then the duties of today.
  void register_and_decide() {
    must(accept_register(desk(), privacy, id));
    must(decide_duties(desk(), privacy, id, ""));
  }
  // Signed, approved, put in the post; `why`: where Connecticut stands then.
  void mail(const Batch& batch, const std::string& on, MailedState::Why why) {
    sign_readings(counsel, id);
    must(approve_batch(desk(), counsel, batch.id, batch.digest));
    const auto states = must(mark_mailed(desk(), privacy, batch.id, on));
    ASSERT_EQ(states.size(), 1U);
    EXPECT_EQ(states[0].state, "US-CT");
    EXPECT_EQ(name_of(states[0].why), name_of(why));
    EXPECT_EQ(states[0].last_mailed, on);
  }
  Json notified() { return must(show_case(desk(), privacy, id)).facts.value("notified"); }
  std::string state_of_duty() {
    const auto sheet = must(list_sheets(desk(), privacy, id)).at(0);
    for (const auto& duty : sheet.reckoning.at("duties"))
      if (text_at(duty, "id") == "us/ct/breach/notify-residents") return text_at(duty, "state");
    return "";
  }
  Balance balance() { return must(letter_balance(desk(), privacy, id)); }
  std::uint64_t in_state(std::string_view state) {
    std::uint64_t n = 0;
    for (const auto& line : balance().lines) n += line.state == state ? line.people : 0;
    return n;
  }
  std::string reason_of(std::string_view state) {
    for (const auto& line : balance().lines) {
      if (line.state == state) return line.because;
    }
    return {};
  }
  std::set<PersonId> readers(const Batch& batch) {
    std::set<PersonId> out;
    for (const auto& row : must(show_batch(desk(), privacy, batch.id)).rows) out.insert(row.person);
    return out;
  }
  std::string text_of(const LetterId& letter) {
    return words_of_pdf(must(letter_pdf(desk(), privacy, letter)));
  }
  std::string letter_text(const std::vector<casefile::Fact>& facts) {
    must(state_facts(desk(), privacy, id, facts));
    must(decide_duties(desk(), privacy, id, ""));
    const auto batch = must(render_letters(desk(), privacy, id, inputs()));
    return text_of(must(show_batch(desk(), privacy, batch.id)).rows.at(0).id);
  }
  static casefile::Fact suspected(const std::string& name, Json value) {
    auto fact = known(name, std::move(value));
    fact.certainty = casefile::Certainty::suspected;
    return fact;
  }
};

TEST_F(Letters, ASecondOfficerApprovesTheExactBytes) {
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  EXPECT_EQ(batch.letters, 2);
  ASSERT_TRUE(batch.gaps.empty()) << batch.gaps.front();
  EXPECT_EQ(code_of(mark_mailed(desk(), privacy, batch.id, "2026-03-02")), Errc::needs_approval);
  EXPECT_EQ(code_of(approve_batch(desk(), privacy, batch.id, batch.digest)), Errc::needs_approval);
  EXPECT_EQ(code_of(approve_batch(desk(), cli(), batch.id, batch.digest)), Errc::needs_approval);
  EXPECT_EQ(code_of(approve_batch(desk(), counsel, batch.id, std::string(64, '0'))), Errc::conflict);
  const auto responder = officer("responder", {Role::responder});
  EXPECT_FALSE(approve_batch(desk(), responder, batch.id, batch.digest).has_value());
  sign_readings(counsel, id);
  must(approve_batch(desk(), counsel, batch.id, batch.digest));
  EXPECT_EQ(code_of(approve_batch(desk(), counsel, batch.id, batch.digest)), Errc::wrong_state);
  EXPECT_EQ(code_of(mark_mailed(desk(), privacy, batch.id, "2026-03-03")), Errc::bad_input);
  must(mark_mailed(desk(), privacy, batch.id, "2026-03-02"));
  const auto now = must(show_batch(desk(), privacy, batch.id));
  EXPECT_EQ(now.state, "mailed");
  EXPECT_EQ(now.approved_by, counsel.text());
  for (const auto& letter : now.rows) EXPECT_EQ(letter.mailed_on, "2026-03-02");
  const auto tx = must(desk().store().read());
  EXPECT_EQ(must(tx->people(id, "", "mailed", "", {0, 0})).size(), 2U);
}

// The duty to write to a state's residents is met by the letters themselves, on the day of the
// last.
TEST_F(Letters, TheLastLetterInThePostMeetsTheDuty) {
  mail(must(render_letters(desk(), privacy, id, inputs())), "2026-03-02", MailedState::Why::whole);
  EXPECT_EQ(notified(), Json::parse(R"([{"on":"2026-03-02","state":"US-CT","who":"residents"}])"));
  EXPECT_EQ(state_of_duty(), "met");
  const auto tx = must(desk().store().read());
  const auto events = must(tx->events_of_case(id));
  std::string kinds;
  for (const auto& event : events) {
    if (event.kind.rfind("letters.", 0) != 0 && event.kind != "notice.sent") continue;
    kinds += event.kind + " ";
    if (event.kind == "notice.sent") {
      EXPECT_EQ(event.actor, privacy.text()) << "who told is on the record";
    }
  }
  EXPECT_EQ(kinds, "letters.rendered letters.approved letters.mailed notice.sent ");
}

TEST_F(Letters, LettersToSomeOfThemLeaveTheDutyOpen) {
  const auto first = must(render_letters(desk(), privacy, id, inputs()));
  EXPECT_EQ(first.letters, 2);
  resident(id, 3, "Invented Gamma");  // found after the first letters were drawn
  mail(first, "2026-03-02", MailedState::Why::waiting);
  EXPECT_TRUE(notified().is_null());
  EXPECT_EQ(state_of_duty(), "open");
  must(state_facts(desk(), privacy, id,
                   {known("people", Json::parse(R"([{"state":"US-CT","count":3}])"))}));
  must(decide_duties(desk(), privacy, id, ""));
  clock.advance(std::chrono::hours(24));
  mail(must(render_letters(desk(), privacy, id, inputs())), "2026-03-03", MailedState::Why::whole);
  EXPECT_EQ(notified(), Json::parse(R"([{"on":"2026-03-03","state":"US-CT","who":"residents"}])"))
      << "the day of the last letter";
  EXPECT_EQ(state_of_duty(), "met");
}

TEST_F(Letters, MorePeopleOwedThanWrittenToLeaveTheDutyOpen) {
  must(state_facts(desk(), privacy, id,
                   {known("people", Json::parse(R"([{"state":"US-CT","count":5}])"))}));
  must(decide_duties(desk(), privacy, id, ""));
  mail(must(render_letters(desk(), privacy, id, inputs())), "2026-03-02",
       MailedState::Why::more_owed);
  EXPECT_TRUE(notified().is_null());
  EXPECT_EQ(state_of_duty(), "open");
  const auto states = must(mailed_states(desk(), privacy, id));
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states[0].mailed, 2U);
  EXPECT_EQ(*states[0].owed, 5U);
}

TEST_F(Letters, WhoHasNoAddressKeepsTheDutyOpen) {
  resident(id, 4, "Invented Delta", {"name", "ssn"}, "US-CT", "");
  must(state_facts(desk(), privacy, id,
                   {known("people", Json::parse(R"([{"state":"US-CT","count":3}])"))}));
  must(decide_duties(desk(), privacy, id, ""));
  mail(must(render_letters(desk(), privacy, id, inputs())), "2026-03-02",
       MailedState::Why::waiting);
  EXPECT_EQ(state_of_duty(), "open");
}

TEST_F(Letters, WhatTheCommandLineRenderedNobodyApprovesFromIt) {
  const auto batch = must(render_letters(desk(), cli(), id, inputs()));
  EXPECT_EQ(code_of(approve_batch(desk(), cli(), batch.id, batch.digest)), Errc::needs_approval);
  sign_readings(counsel, id);
  must(approve_batch(desk(), privacy, batch.id, batch.digest));
}

TEST_F(Letters, EachResidentGetsAPdfOfTheirOwn) {
  const auto batch = must(show_batch(desk(), privacy, must(render_letters(desk(), privacy, id, inputs())).id));
  ASSERT_EQ(batch.rows.size(), 2U);
  EXPECT_NE(batch.rows[0].sha256, batch.rows[1].sha256);
  for (const auto& row : batch.rows) {
    const auto pdf = must(letter_pdf(desk(), privacy, row.id));
    EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
    EXPECT_EQ(sha256_hex(pdf), row.sha256);
  }
  const auto auditor = officer("auditor", {Role::auditor});
  EXPECT_EQ(code_of(letter_pdf(desk(), auditor, batch.rows[0].id)), Errc::denied);
}

TEST_F(Letters, ALetterWithoutWhatTheLawAsksCannotBeApproved) {
  auto in = inputs();
  in.what_happened.clear();
  in.contact_name = in.contact_phone = in.contact_mail = in.contact_address = "";
  in.enrol_how.clear();
  const auto batch = render_letters(desk(), privacy, id, in);
  if (!batch) {
    EXPECT_EQ(batch.error().code, Errc::bad_input);
    return;
  }
  EXPECT_FALSE(batch->gaps.empty());
  EXPECT_EQ(code_of(approve_batch(desk(), counsel, batch->id, batch->digest)), Errc::wrong_state);
}

TEST_F(Letters, OnlyThoseWhoseOwnDataCallsForANoticeGetOne) {
  const auto only_name = resident(id, 3, "Invented Gamma", {"name"});
  const auto no_name = resident(id, 4, "Invented Delta", {"ssn"});
  const auto account = resident(id, 5, "Invented Epsilon", {"account_credentials"});
  register_and_decide();
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  const auto got = readers(batch);
  EXPECT_EQ(got.count(only_name), 0U);
  EXPECT_EQ(got.count(account), 1U) << "credentials count without a name";
  EXPECT_EQ(batch.letters, 3);
  EXPECT_EQ(got.count(no_name), 0U);
  EXPECT_EQ(in_state("drawn"), 3U);
  EXPECT_EQ(in_state("excluded"), 2U);
  EXPECT_FALSE(reason_of("excluded").empty());
  EXPECT_EQ(balance().people, 5U);
  const auto tx = must(desk().store().read());
  const auto row = must(tx->person(id, only_name));
  EXPECT_EQ(row->status, "excluded");
  EXPECT_FALSE(must(open_person(desk(), *tx, *row)).because.empty());
}

TEST_F(Letters, WhoeverIsExcludedIsAskedAboutAgainWhenTheirDataGrows) {
  const auto person = resident(id, 3, "Invented Gamma", {"name"});
  register_and_decide();
  must(render_letters(desk(), privacy, id, inputs()));
  {
    const auto tx = must(desk().store().write());
    auto row = *must(tx->person(id, person));
    auto body = must(open_person(desk(), *tx, row));
    body.elements = {"name", "ssn"};
    must(seal_person(desk(), *tx, row, body));
    must(tx->update_person(row));
    must(tx->commit());
  }
  register_and_decide();
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  EXPECT_EQ(readers(batch).count(person), 1U);
  EXPECT_EQ(in_state("excluded"), 0U);
}

TEST_F(Letters, AStateWhoseDutyIsNotOnTheSheetGetsNone) {
  const auto nowhere = resident(id, 3, "Invented Gamma", {"name", "ssn"}, "");
  const auto abroad = resident(id, 4, "Invented Delta", {"name", "ssn"}, "US-NY");
  // The sheet of the morning counts two people of Connecticut, and nobody else.
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  EXPECT_EQ(batch.letters, 2);
  EXPECT_EQ(readers(batch).count(abroad), 0U);
  EXPECT_EQ(readers(batch).count(nowhere), 0U);
  EXPECT_EQ(in_state("undecided") + in_state("excluded"), 2U);
  EXPECT_EQ(balance().people, 4U);
}

TEST_F(Letters, ABatchIsForOneState) {
  auto in = inputs();
  in.state = "US-NY";
  EXPECT_EQ(code_of(render_letters(desk(), privacy, id, in)), Errc::wrong_state);
  in.state = "US-CT";
  EXPECT_EQ(must(render_letters(desk(), privacy, id, in)).letters, 2);
}

TEST_F(Letters, EachStatesLetterSaysWhatThatStateAsksAndOnlyAnUnseenLawHoldsItsBatch) {
  Json people = Json::array({Json{{"state", "US-CT"}, {"count", 2}}});
  int number = 10;
  for (const auto& code : law::jurisdiction_codes()) {
    if (code == "US-CT") continue;
    // Data that brings no credit freeze by itself: what a state asks for everybody must stand all the same.
    resident(id, ++number, "Invented " + std::string(code.substr(3)) + " Person", {"name", "ssn", "medical"}, code);
    people.push_back({{"state", code}, {"count", 12'000}});
  }
  must(state_facts(desk(), privacy, id,
                   {known("people", people), known("harm", Json::parse(R"({"finding":"likely"})")),
                    known("data", Json::parse(R"([{"elements":["name","ssn","medical"],"medium":"electronic",
                                                   "protection":"none"}])"))}));
  must(decide_duties(desk(), privacy, id, ""));
  std::string held, none;
  for (const auto& code : law::jurisdiction_codes()) {
    auto in = inputs();
    in.state = code;
    in.state_attorney_contact = "1 Invented Street, 555-0100";
    const auto batch = render_letters(desk(), privacy, id, in);
    if (!batch) {
      none += code + ": " + batch.error().detail + "\n";
      continue;
    }
    if (!batch->gaps.empty()) held += code + ": " + batch->gaps.front() + "\n";
    if (code == "US-MA" || code == "US-IL" || code == "US-RI" || code == "US-NM") {
      const auto text = text_of(must(show_batch(desk(), privacy, batch->id)).rows.at(0).id);
      const auto says = [&](const char* words) { return text.find(words) != std::string::npos; };
      EXPECT_EQ(says("People of your state who are affected: 12000."), code == "US-RI") << code;
      EXPECT_EQ(says("right to get any police report"), code == "US-MA" || code == "US-RI") << code;
      EXPECT_EQ(says("parent or affiliated company"), code == "US-MA") << code;
      EXPECT_EQ(says("consumerfinance.gov/learnmore"), code == "US-NM") << code;
      EXPECT_EQ(says(inputs().what_happened.substr(0, 30).c_str()), code != "US-MA") << code;
    }
  }
  EXPECT_EQ(none, "");
  EXPECT_EQ(held.find("US-VI: content: The rules ask for \"Not seen: what the notice must say"), 0U)
      << held;
  EXPECT_EQ(std::count(held.begin(), held.end(), '\n'), 1) << held;
}

TEST_F(Letters, WithoutAnAddressItIsSubstituteNoticeAndTheOthersGo) {
  const auto lost = resident(id, 3, "Invented Gamma", {"name", "ssn"}, "US-CT", "");
  register_and_decide();
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  EXPECT_TRUE(batch.gaps.empty());
  EXPECT_EQ(readers(batch).count(lost), 0U);
  EXPECT_EQ(in_state("substitute"), 1U);
  EXPECT_NE(reason_of("substitute").find("address"), std::string::npos);
}

TEST_F(Letters, FactsNewerThanTheSheetAskForANewSheet) {
  must(state_facts(desk(), privacy, id, {known("discovered", "2026-03-01")}));
  EXPECT_EQ(code_of(render_letters(desk(), privacy, id, inputs())), Errc::wrong_state);
  EXPECT_EQ(in_state("undecided"), 2U);
  must(decide_duties(desk(), privacy, id, ""));
  EXPECT_EQ(must(render_letters(desk(), privacy, id, inputs())).letters, 2);
}

TEST_F(Letters, WhatIsNotOwedAnyMoreIsNotApproved) {
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  must(state_facts(desk(), privacy, id,
                   {known("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic",
                                                   "protection":"encrypted","key":"safe"}])"))}));
  EXPECT_EQ(code_of(approve_batch(desk(), counsel, batch.id, batch.digest)), Errc::wrong_state);
  must(decide_duties(desk(), privacy, id, ""));
  EXPECT_EQ(code_of(approve_batch(desk(), counsel, batch.id, batch.digest)), Errc::wrong_state);
  EXPECT_EQ(in_state("excluded"), 2U);
}

TEST_F(Letters, ALetterSaysReachedOnlyWhenTheAccessIsKnown) {
  const auto text = letter_text({known("access", "acquired")});
  EXPECT_NE(text.find("right to do so reached personal information about you that the City of Stamford keeps"), std::string::npos) << text;
  EXPECT_EQ(text.find("may have"), std::string::npos) << text;
  EXPECT_NE(text.find("were reached:"), std::string::npos);
}

TEST_F(Letters, ALetterHedgesWhatIsSuspected) {
  const auto text = letter_text({suspected("access", "acquired")});
  EXPECT_NE(text.find("may have reached personal information about you"), std::string::npos) << text;
  EXPECT_NE(text.find("were in the files:"), std::string::npos);
  EXPECT_EQ(text.find("were reached:"), std::string::npos);
}

TEST_F(Letters, ALetterHedgesWhenTheDataIsOnlySuspected) {
  const auto text = letter_text(
      {suspected("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none"}])"))});
  EXPECT_NE(text.find("may have reached personal information about you"), std::string::npos) << text;
}

TEST_F(Letters, ALetterSaysSoWhenNobodyKnowsWhetherAnythingWasReached) {
  auto fact = known("access", Json());
  fact.certainty = casefile::Certainty::unknown;
  const auto text = letter_text({fact});
  EXPECT_NE(text.find("We do not know yet whether anyone reached it"), std::string::npos) << text;
}

TEST_F(Letters, AnAccessThatIsRuledOutMakesNoLetters) {
  auto fact = known("access", Json());
  fact.certainty = casefile::Certainty::ruled_out;
  must(state_facts(desk(), privacy, id, {fact}));
  must(decide_duties(desk(), privacy, id, ""));
  EXPECT_EQ(code_of(render_letters(desk(), privacy, id, inputs())), Errc::wrong_state);
}

TEST_F(Letters, ASuspectedDayIsHedgedToo) {
  const auto text = letter_text({suspected("window", "2026-02-27/2026-03-01")});
  EXPECT_NE(text.find("We think this happened"), std::string::npos) << text;
}

TEST_F(Letters, WhatWasUnreadableIsNotListedAsReached) {
  resident(id, 3, "Invented Gamma", {"financial_account", "name", "ssn"});
  must(state_facts(desk(), privacy, id,
                   {known("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none"},
                     {"elements":["financial_account"],"medium":"electronic","protection":"encrypted","key":"safe"}])"))}));
  register_and_decide();
  const auto batch = must(show_batch(desk(), privacy, must(render_letters(desk(), privacy, id, inputs())).id));
  ASSERT_EQ(batch.rows.size(), 3U);
  const auto text = text_of(batch.rows.back().id);
  EXPECT_NE(text.find("Social Security number"), std::string::npos);
  EXPECT_EQ(text.find("financial account"), std::string::npos) << text;
}

TEST_F(Letters, AnIndexedNameIsGreetedInOrder) {
  resident(id, 3, "Quillfeather, Ada M.");
  register_and_decide();
  const auto batch = must(show_batch(desk(), privacy, must(render_letters(desk(), privacy, id, inputs())).id));
  const auto text = text_of(batch.rows.back().id);
  EXPECT_NE(text.find("Dear Ada M. Quillfeather:"), std::string::npos) << text;
  EXPECT_EQ(text.find("Quillfeather, Ada"), std::string::npos) << text;
}

TEST_F(Letters, AHoldOfLawEnforcementKeepsThemBack) {
  must(state_facts(desk(), privacy, id,
                   {known("law_enforcement_hold",
                          Json::parse(R"({"agency":"Invented Police","determined":true,"requested":"2026-03-02","released":null})"))}));
  must(decide_duties(desk(), privacy, id, ""));
  const auto batch = must(render_letters(desk(), privacy, id, inputs()));
  ASSERT_FALSE(batch.gaps.empty());
  EXPECT_EQ(code_of(approve_batch(desk(), counsel, batch.id, batch.digest)), Errc::wrong_state);
}

TEST_F(Letters, ReasonsOutOfADraftSheetAreForThoseWhoReadDrafts) {
  resident(id, 3, "Invented Gamma", {"name"});
  register_and_decide();
  const auto auditor = officer("auditor", {Role::auditor});
  for (const auto& line : must(letter_balance(desk(), auditor, id)).lines) EXPECT_EQ(line.because, "");
  EXPECT_FALSE(reason_of("excluded").empty());
}

}  // namespace
}  // namespace ledgelight::desk
