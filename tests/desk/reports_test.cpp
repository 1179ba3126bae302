#include <algorithm>
#include <regex>

#include "a_desk.hpp"
#include "base/bytes.hpp"
#include "desk/record.hpp"
#include "ledger/receipt.hpp"

namespace ledgelight::desk {
namespace {

class Reports : public ADesk {};

TEST_F(Reports, ADoubleSendIsOneReportUnderOneCode) {
  const auto token = new_form_token(desk());
  const auto first = must(take_report(desk(), a_form(), token, "web", {}));
  const auto second = must(take_report(desk(), a_form("Typed differently the second time."), token, "web", {}));
  EXPECT_FALSE(first.already);
  EXPECT_TRUE(second.already);
  EXPECT_EQ(first.reference, second.reference);
  EXPECT_EQ(first.code, second.code);
  EXPECT_EQ(must(inbox(desk(), cli(), "", {})).total, 1U);
}

TEST_F(Reports, TheCodeCarriesAtLeastEightyBits) {
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {}));
  const auto signs = std::count_if(receipt.code.begin(), receipt.code.end(), [](char c) { return c != '-'; });
  EXPECT_GE(signs * 5, 80) << receipt.code;
}

TEST_F(Reports, AFormThatDidNotBeginHereIsRefused) {
  EXPECT_EQ(code_of(take_report(desk(), a_form(), std::string(64, 'a'), "web", {})), Errc::bad_input);
  auto token = new_form_token(desk());
  token[5] = token[5] == 'a' ? 'b' : 'a';
  EXPECT_EQ(code_of(take_report(desk(), a_form(), token, "web", {})), Errc::bad_input);
}

TEST_F(Reports, TheCodeOpensTheReportAndNothingElseDoes) {
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {}));
  const auto status = must(report_status(desk(), receipt.code));
  EXPECT_EQ(status.reference, receipt.reference);
  EXPECT_EQ(status.status, casefile::Status::received);
  EXPECT_EQ(status.what, "A list of names lay on a bus.");
  auto wrong = receipt.code;
  wrong[0] = wrong[0] == '2' ? '3' : '2';
  EXPECT_EQ(code_of(report_status(desk(), wrong)), Errc::not_found);
  EXPECT_EQ(code_of(report_status(desk(), "")), Errc::not_found);
  EXPECT_EQ(code_of(report_status(desk(), receipt.reference.str())), Errc::not_found);
  EXPECT_EQ(code_of(message_from_reporter(desk(), wrong, "hello")), Errc::not_found);
}

TEST_F(Reports, MessagesGoBothWays) {
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {}));
  const auto clerk = officer("clerk", {Role::clerk});
  must(message_reporter(desk(), clerk, receipt.reference, "Which bus was it?", true));
  EXPECT_EQ(must(report_status(desk(), receipt.code)).status, casefile::Status::waiting_for_you);
  clock.advance(std::chrono::seconds(5));
  must(message_from_reporter(desk(), receipt.code, "The one to Long Ridge."));
  const auto status = must(report_status(desk(), receipt.code));
  EXPECT_NE(status.status, casefile::Status::waiting_for_you);
  ASSERT_EQ(status.messages.size(), 2U);
  EXPECT_TRUE(status.messages[0].to_reporter);
  EXPECT_EQ(status.messages[1].text, "The one to Long Ridge.");
  const auto view = must(read_report(desk(), clerk, receipt.reference));
  ASSERT_EQ(view.messages.size(), 2U);
  EXPECT_FALSE(view.messages[1].to_reporter);
  EXPECT_EQ(code_of(message_from_reporter(desk(), receipt.code, "  \n ")), Errc::bad_input);
}

TEST_F(Reports, TheReporterReadsWhyNothingWillBeDone) {
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {}));
  const auto clerk = officer("clerk", {Role::clerk});
  EXPECT_EQ(code_of(reject_report(desk(), clerk, receipt.reference, " ")), Errc::bad_input);
  must(reject_report(desk(), clerk, receipt.reference, "The list was a public one."));
  const auto status = must(report_status(desk(), receipt.code));
  ASSERT_EQ(status.messages.size(), 1U);
  EXPECT_EQ(status.messages[0].text, "The list was a public one.");
}

TEST_F(Reports, FilesStandInTheOrderTheyWereChosenIn) {
  std::vector<StagedFile> files;
  std::vector<std::string> chosen;
  for (int i = 0; i < 20; ++i) {
    chosen.push_back("page " + std::to_string(20 - i) + ".txt");
    files.push_back(staged(chosen.back(), "page"));
  }
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", files));
  EXPECT_EQ(must(report_status(desk(), receipt.code)).files, chosen);
  const auto clerk = officer("clerk", {Role::clerk});
  std::vector<std::string> read;
  for (const auto& f : must(read_report(desk(), clerk, receipt.reference)).files) read.push_back(f.name);
  EXPECT_EQ(read, chosen);
}

TEST_F(Reports, AFileBecomesEvidenceByTheSameDigest) {
  const std::string bytes = "name,number\nInvented Person,1\n";
  const auto file = staged("../../etc/passwd", bytes);
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {file}));
  EXPECT_EQ(must(report_status(desk(), receipt.code)).files.size(), 1U);
  const auto privacy = officer("privacy", {Role::privacy});
  const auto id = must(accept_report(desk(), privacy, receipt.reference, CaseId(), "A bus"));
  const auto items = must(list_evidence(desk(), privacy, id));
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].sha256, sha256_hex(bytes));
  EXPECT_EQ(items[0].raw_name, "../../etc/passwd");
  const auto opened = must(open_evidence(desk(), privacy, items[0].id, "to read it"));
  EXPECT_EQ(opened.name.find('/'), std::string::npos) << opened.name;
  EXPECT_EQ(must(read_all(*opened.reader, 1000)), bytes);
  const auto custody = must(list_custody(desk(), privacy, id));
  ASSERT_EQ(custody.size(), 2U);
  EXPECT_EQ(custody[0].action, "receive");
  EXPECT_EQ(custody[1].action, "read");
  EXPECT_EQ(custody[1].purpose, "to read it");
  EXPECT_EQ(code_of(open_evidence(desk(), privacy, items[0].id, "")), Errc::bad_input);
}

TEST_F(Reports, AFileOverTheLimitIsRefusedWhileItArrives) {
  auto stage = must(FileStage::begin(desk(), "big", "", 10));
  must(stage->write("0123456789"));
  EXPECT_EQ(code_of(stage->write("x")), Errc::too_large);
}

TEST_F(Reports, AnUnfinishedFileLeavesNothingBehind) {
  const auto before = must(desk().vault().list());
  {
    auto stage = must(FileStage::begin(desk(), "cut", "", 1U << 20));
    must(stage->write("half of it"));
  }
  EXPECT_EQ(must(desk().vault().list()), before);
}

TEST_F(Reports, TheIdentityIsACompartmentOpenedWithAReason) {
  auto form = a_form();
  form.anonymous = false;
  form.contact.name = Personal<std::string>("Canary Reporter");
  form.contact.email = Personal<std::string>("canary@mail.example");
  form.contact.how = "email";
  const auto receipt = must(take_report(desk(), form, new_form_token(desk()), "web", {}));
  const auto responder = officer("responder", {Role::responder});
  const auto privacy = officer("privacy", {Role::privacy});
  EXPECT_EQ(code_of(reporter_contact(desk(), responder, receipt.reference, "curious to know")), Errc::denied);
  EXPECT_EQ(code_of(reporter_contact(desk(), privacy, receipt.reference, " ")), Errc::bad_input);
  const auto size = must(must(desk().store().read())->ledger_size());
  const auto contact = must(reporter_contact(desk(), privacy, receipt.reference, "to send a form"));
  EXPECT_EQ(contact.email.reveal(Purpose::show_to_officer), "canary@mail.example");
  const auto tx = must(desk().store().read());
  EXPECT_EQ(must(tx->ledger_size()), size + 1);
  EXPECT_EQ(must(tx->event(size))->kind, "compartment.opened");
}

TEST_F(Reports, AReportInARestrictedCaseIsHiddenFromThoseOutsideIt) {
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {}));
  const auto privacy = officer("privacy", {Role::privacy});
  const auto clerk = officer("clerk", {Role::clerk});
  const auto id = must(accept_report(desk(), privacy, receipt.reference, CaseId(), "A colleague"));
  EXPECT_EQ(must(inbox(desk(), clerk, "", {})).rows.size(), 1U);
  must(set_case_restricted(desk(), privacy, id, true, "it concerns a colleague"));
  EXPECT_TRUE(must(inbox(desk(), clerk, "", {})).rows.empty());
  EXPECT_EQ(code_of(read_report(desk(), clerk, receipt.reference)), Errc::not_found);
  EXPECT_EQ(code_of(close_report(desk(), clerk, receipt.reference, "done")), Errc::not_found);
  EXPECT_TRUE(read_report(desk(), privacy, receipt.reference).has_value());
}

TEST_F(Reports, AReceiptProvesTheFilingOnceItIsPublished) {
  const auto receipt = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {}));
  EXPECT_FALSE(must(report_status(desk(), receipt.code)).ledger_index.has_value());
  EXPECT_EQ(code_of(receipt_file(desk(), receipt.code)), Errc::wrong_state);
  must(publish(desk()));
  EXPECT_EQ(must(report_status(desk(), receipt.code)).ledger_index, receipt.event);
  const auto text = must(receipt_file(desk(), receipt.code));
  EXPECT_TRUE(ledger::parse_receipt(text).has_value());
  EXPECT_EQ(text.find(receipt.code), std::string::npos);
}

TEST_F(Reports, TheInboxCountsNoMoreThanItShows) {
  const auto keeper_of_it = officer("of-the-case", {Role::privacy});
  const auto clerk_ = officer("a-clerk", {Role::clerk});
  for (int i = 0; i < 3; ++i) must(take_report(desk(), a_form(), new_form_token(desk()), "web", {}));
  const auto hidden_one = must(inbox(desk(), cli(), "", {})).rows.at(1).id;
  const auto id = must(accept_report(desk(), keeper_of_it, hidden_one, CaseId(), "A colleague"));
  must(set_case_restricted(desk(), keeper_of_it, id, true, "a colleague"));
  const auto seen = must(inbox(desk(), clerk_, "", {0, 2}));
  EXPECT_EQ(seen.total, 2U);
  EXPECT_EQ(seen.rows.size(), 2U) << "and a page is full though one is hidden between";
  EXPECT_EQ(must(inbox(desk(), clerk_, "accepted", {})).total, 0U);
  EXPECT_EQ(must(inbox(desk(), keeper_of_it, "", {})).total, 3U);
}

}  // namespace
}  // namespace ledgelight::desk
