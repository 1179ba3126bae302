#include "ledger/receipt.hpp"

#include <algorithm>

#include "ledger/entry.hpp"
#include "ledger/publish.hpp"
#include "ledger/reader.hpp"
#include "ledger/test_vectors_test.hpp"

namespace ledgelight::ledger {
namespace {

SigningKey signer() {
  SeededRandomness random("receipt log");
  return *SigningKey::generate("city.example/log", random);
}

// A report among others, published, and the receipt its reporter gets.
Receipt filed(bool published = true) {
  SeededRandomness random("receipt");
  Receipt r;
  r.city = "us/ct/stamford";
  r.reference = "R-7K4Q-M2XD";
  r.record_kind = "report";
  r.record = {{"what", "A stranger's records were on the printer."}, {"when", "2026-03"}};
  r.record_salt = random.bytes(32);
  r.event_salt = random.bytes(32);
  Event event;
  event.actor = "resident";
  event.at = *parse_instant("2026-03-04T10:00:00Z");
  event.kind = "report.received";
  event.object = {{"record", *record_digest(r.record_kind, r.record_salt, r.record)},
                  {"report", r.reference}};
  r.event = *event_text(event);
  r.log_vkey = signer().verifier().text();
  if (!published) return r;
  MemoryLeaves leaves({"a", "b", entry_leaf(r.event_salt, r.event), "d"});
  const auto head = *sign_head(std::nullopt, leaves, signer());
  testing::Scratch scratch;
  EXPECT_TRUE(write_files(scratch.path(), leaves, head));
  auto log = *PublishedLog::open(scratch.path(), signer().verifier());
  r.position = Receipt::Position{2, log.proof_of(2)->text()};
  return r;
}

bool says(const Findings& findings, Level level, std::string_view words) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
    return f.level == level && f.what.find(words) != std::string::npos;
  });
}

TEST(Receipt, ProvesThatAndWhatWasFiled) {
  const auto text = *print_receipt(filed());
  EXPECT_TRUE(looks_like_receipt(text));
  const auto findings = verify_receipt(text, signer().verifier());
  EXPECT_FALSE(has_fault(findings));
  EXPECT_TRUE(says(findings, Level::ok, "exactly the words that were filed"));
  EXPECT_TRUE(says(findings, Level::ok, "entry 2 of the 4"));
  EXPECT_TRUE(says(findings, Level::note, "Not proved"));
  EXPECT_FALSE(says(findings, Level::note, "Confirm"));
  EXPECT_EQ(*print_receipt(*parse_receipt(text)), text);
}

TEST(Receipt, WithoutATrustedKeyItAsksToConfirmTheKey) {
  const auto findings = verify_receipt(*print_receipt(filed()));
  EXPECT_FALSE(has_fault(findings));
  EXPECT_TRUE(says(findings, Level::note, signer().verifier().text()));
}

TEST(Receipt, BeforePublicationItSaysThatNothingProvesItYet) {
  const auto findings = verify_receipt(*print_receipt(filed(false)));
  EXPECT_FALSE(has_fault(findings));
  EXPECT_TRUE(says(findings, Level::note, "before the event was published"));
}

TEST(Receipt, EveryChangedPartIsAFault) {
  const auto good = filed();
  const auto faulty = [](const Receipt& r) {
    return has_fault(verify_receipt(*print_receipt(r), signer().verifier()));
  };
  ASSERT_FALSE(faulty(good));
  auto r = good;
  r.reference = "R-AAAA-AAAA";
  EXPECT_TRUE(faulty(r));
  r = good;
  r.record["what"] = "Something else.";
  EXPECT_TRUE(faulty(r));
  r = good;
  r.record_salt[0] ^= 1;
  EXPECT_TRUE(faulty(r));
  r = good;
  r.event_salt[0] ^= 1;
  EXPECT_TRUE(faulty(r));
  r = good;
  r.event.replace(r.event.find("2026-03-04"), 10, "2026-03-03");
  EXPECT_TRUE(faulty(r));
  r = good;
  r.position->index = 1;
  EXPECT_TRUE(faulty(r));
  SeededRandomness random("stranger");
  EXPECT_TRUE(has_fault(verify_receipt(
      *print_receipt(good), SigningKey::generate("city.example/log", random)->verifier())));
}

TEST(Receipt, EveryFlippedBitOfItsProvedPartsIsAFault) {
  const auto text = *print_receipt(filed());
  // "about" and "city" are words for the reader; everything else is held by a check.
  const auto about = text.find("\"city\"");
  const auto from = text.find("\"event\"", about);
  for (auto i = from; i < text.size() - 3; ++i) {
    if (text[i] == ' ' || text[i] == '\n') continue;
    auto bad = text;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    EXPECT_TRUE(has_fault(verify_receipt(bad, signer().verifier())))
        << i << ": " << text.substr(i > 20 ? i - 20 : 0, 40);
  }
}

TEST(Receipt, HostileTextIsRefusedWithASentence) {
  for (const auto& bad : {std::string(), std::string("{"), std::string("[]"), std::string("{}"),
                          std::string(R"({"version":"ledgelight/receipt/v2"})"),
                          std::string(R"({"version":"ledgelight/receipt/v1"})"),
                          std::string(5 << 20, '['), std::string(100000, '[')}) {
    const auto findings = verify_receipt(bad);
    ASSERT_TRUE(has_fault(findings));
    EXPECT_FALSE(findings[0].what.empty());
  }
  EXPECT_EQ(parse_receipt(R"({"version":"ledgelight/receipt/v2"})").error().code,
            Errc::unsupported);
}

}  // namespace
}  // namespace ledgelight::ledger
