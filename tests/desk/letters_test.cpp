#include <set>

#include "a_desk.hpp"
#include "base/bytes.hpp"
#include "desk/duties.hpp"
#include "desk/letters.hpp"

namespace ledgelight::desk {
namespace {

class Letters : public ADesk {
 protected:
  Letters() : privacy(officer("privacy", {Role::privacy})), counsel(officer("counsel", {Role::counsel})) {
    id = must(open_case(desk(), privacy, {"A list on a bus", "officer", ""}));
    must(state_facts(desk(), privacy, id,
                     {known("entity.role", "owner"), known("discovered", "2026-03-02"), known("access", "acquired"),
                      known("window", "2026-02-27/2026-03-01"),
                      known("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none"}])")),
                      known("people", Json::parse(R"([{"state":"US-CT","count":2}])"))}));
    resident(id, 1, "Invented Alpha");
    resident(id, 2, "Invented Beta");
    must(decide_duties(desk(), privacy, id, ""));
  }
  static LetterInputs inputs() {
    LetterInputs in;
    in.contact_name = "Privacy desk";
    in.contact_phone = "203-555-0100";
    in.contact_mail = "privacy@stamford.example";
    in.contact_hours = "Monday to Friday, 9 to 5";
    in.contact_address = "1 Invented Plaza\nStamford, CT 06901";
    in.enrol_how = "Call 203-555-0101 and give the code 4711.";
    in.enrol_until = "2026-08-31";
    in.what_happened = "A printed list was left on a bus and taken by somebody we do not know.";
    in.what_we_do = "The list is no longer printed, and the police were told.";
    in.signer = "I. Invented";
    in.signer_title = "Privacy officer";
    return in;
  }
  Actor privacy, counsel;
  CaseId id;
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

TEST_F(Letters, WhatTheCommandLineRenderedNobodyApprovesFromIt) {
  const auto batch = must(render_letters(desk(), cli(), id, inputs()));
  EXPECT_EQ(code_of(approve_batch(desk(), cli(), batch.id, batch.digest)), Errc::needs_approval);
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

}  // namespace
}  // namespace ledgelight::desk
