#include "evidence/verify.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>

#include "evidence/sample_bag_test.hpp"
#include "ledger/receipt.hpp"

namespace ledgelight::evidence {
namespace {

namespace fs = std::filesystem;
using testing::overwrite;
using testing::sample_signer;
using testing::Scratch;
using testing::slurp;
using testing::write_sample_bag;

VerifyOptions trusting() {
  VerifyOptions o;
  o.vkey = sample_signer().verifier();
  return o;
}
bool says(const VerifyReport& report, Level level, std::string_view words) {
  return std::any_of(report.lines.begin(), report.lines.end(), [&](const Finding& f) {
    return f.level == level &&
           (f.what.find(words) != f.what.npos || f.where.find(words) != f.where.npos);
  });
}
bool faulted(const VerifyReport& report, std::string_view where) {
  return std::any_of(report.lines.begin(), report.lines.end(), [&](const Finding& f) {
    return f.level == Level::fault && f.where.starts_with(where);
  });
}
// Makes the manifests agree again after a change, as a careful forger would.
void rebag(const fs::path& dir, const std::string& changed, const std::string& bytes) {
  const auto old = slurp(dir / changed);
  overwrite(dir / changed, bytes);
  const bool payload = changed.starts_with("data/");
  for (const bool wide : {false, true}) {
    const auto digest = [wide](std::string_view b) { return wide ? sha512_hex(b) : sha256_hex(b); };
    const std::string ending = wide ? "sha512.txt" : "sha256.txt";
    const auto name = (payload ? "manifest-" : "tagmanifest-") + ending;
    auto text = slurp(dir / name);
    text.replace(text.find(digest(old)), digest(old).size(), digest(bytes));
    overwrite(dir / name, text);
  }
  if (!payload) return;
  for (const auto* manifest : {"manifest-sha256.txt", "manifest-sha512.txt", "bag-info.txt"}) {
    const auto text = slurp(dir / manifest);
    for (const bool wide : {false, true}) {
      const auto name = std::string("tagmanifest-") + (wide ? "sha512.txt" : "sha256.txt");
      auto tags = slurp(dir / name);
      const auto end = tags.find(std::string("  ") + manifest + "\n");
      const auto digest = wide ? sha512_hex(text) : sha256_hex(text);
      tags.replace(end - digest.size(), digest.size(), digest);
      overwrite(dir / name, tags);
    }
  }
}

TEST(Verify, AWholeExportIsFineUnderATrustedKey) {
  Scratch scratch;
  write_sample_bag(scratch.path() / "bag");
  const auto report = verify_path(scratch.path() / "bag", trusting());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->fine()) << report->text();
  EXPECT_EQ(report->exit_code(), 0);
  EXPECT_EQ(report->kind, "bag");
  EXPECT_TRUE(says(*report, Level::ok, "Each of the 10 events is in the signed record"));
  EXPECT_TRUE(says(*report, Level::ok, "The bytes of every object are the bytes that were sealed"));
  EXPECT_TRUE(says(*report, Level::ok, "All 10 rows of the timeline agree"));
  EXPECT_TRUE(says(*report, Level::ok, "no item's chain has a gap"));
  EXPECT_TRUE(says(*report, Level::ok, "3 further files are named by their digest"));
  EXPECT_TRUE(says(*report, Level::ok, "What it repeats of the events is what they say"));
  EXPECT_TRUE(says(*report, Level::note, "only the manifests vouch for: case.json."));
  EXPECT_TRUE(says(*report, Level::note, "The words of 3 rows are not in this export"))
      << "custody";
  EXPECT_TRUE(says(*report, Level::note, "Not proved: that what was written is true"));
  EXPECT_TRUE(says(*report, Level::note, "No witness"));
  EXPECT_FALSE(says(*report, Level::note, "confirm it"));
}

TEST(Verify, WithoutAKeyItSaysWhichToConfirm) {
  Scratch scratch;
  write_sample_bag(scratch.path() / "bag");
  const auto report = verify_path(scratch.path() / "bag", {});
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->fine()) << report->text();
  EXPECT_TRUE(says(*report, Level::note,
                   "Consistent under key " + sample_signer().verifier().text() + ": confirm it"));
}

TEST(Verify, AnotherTrustedKeyRefusesTheExport) {
  Scratch scratch;
  write_sample_bag(scratch.path() / "bag");
  SeededRandomness random("a stranger");
  VerifyOptions o;
  o.vkey = ledger::SigningKey::generate("city.example/log", random)->verifier();
  const auto report = verify_path(scratch.path() / "bag", o);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->exit_code(), 1);
  EXPECT_TRUE(faulted(*report, "ledgelight/log.vkey"));
  EXPECT_TRUE(faulted(*report, "ledgelight/checkpoint"));
}

TEST(Verify, AForgerWhoMendsTheManifestsIsStillNamed) {
  // Everything but the log's key is in the forger's hands.
  Scratch scratch;
  const auto dir = scratch.path() / "bag";
  const auto forged = [&](const std::string& file, const std::string& from, const std::string& to,
                          const std::string& named) {
    fs::remove_all(dir);
    write_sample_bag(dir);
    auto text = slurp(dir / file);
    ASSERT_NE(text.find(from), text.npos) << file;
    text.replace(text.find(from), from.size(), to);
    rebag(dir, file, text);
    EXPECT_FALSE(ledger::has_fault(check_bag(dir).findings))
        << "the bag itself is whole again: " << file;
    const auto report = verify_path(dir, trusting());
    ASSERT_TRUE(report);
    EXPECT_TRUE(faulted(*report, named)) << file << "\n" << report->text();
  };
  forged("data/objects/000001.bin", "invented", "somebody", "data/objects/000001.bin");
  forged("data/metadata.jsonl", "\"size\":3,", "\"size\":4,", "data/objects/000002.bin");
  forged("data/timeline.jsonl", "2026-03-05T09:00:00Z", "2026-03-05T08:00:00Z",
         "data/timeline.jsonl");
  forged("data/timeline.jsonl", "o-1", "o-9", "data/timeline.jsonl");
  forged("data/custody.jsonl", "2026-0007/E2", "2026-0007/E1", "data/custody.jsonl");
  forged("data/custody.jsonl", "\"read\"", "\"hold\"", "data/custody.jsonl");
  forged("data/timeline.jsonl", "printer was checked", "printer was broken!",
         "data/timeline.jsonl");
  forged("ledgelight/events/10.json", "printer was checked", "printer was broken!",
         "ledgelight/events/10.json");
  forged("ledgelight/events/3.json", "o-2", "o-4", "ledgelight/events/3.json");
  forged("ledgelight/events/3.json", "T11:00", "T10:00", "ledgelight/events/3.json");
  forged("ledgelight/proofs/2.tlog-proof", "index 2", "index 3", "ledgelight/proofs/2.tlog-proof");
  forged("ledgelight/checkpoint", "\n12\n", "\n9\n", "ledgelight/checkpoint");
}

// Takes a file out of the bag and out of its manifests.
void unbag(const fs::path& dir, const std::string& gone) {
  const auto size = fs::file_size(dir / gone);
  fs::remove(dir / gone);
  const bool payload = gone.starts_with("data/");
  for (const std::string ending : {"sha256.txt", "sha512.txt"}) {
    const auto name = (payload ? "manifest-" : "tagmanifest-") + ending;
    auto text = slurp(dir / name);
    const auto end = text.find("  " + gone + "\n");
    ASSERT_NE(end, text.npos) << gone;
    const auto begin = end == 0 ? 0 : text.rfind('\n', end) + 1;
    text.erase(begin, text.find('\n', end) + 1 - begin);
    if (payload)
      rebag(dir, name, text);
    else
      overwrite(dir / name, text);
  }
  if (!payload) return;
  auto info = slurp(dir / "bag-info.txt");
  const auto at = info.find("Payload-Oxum: ") + 14;
  const auto line = info.substr(at, info.find('\n', at) - at);
  const auto dot = line.find('.');
  info.replace(at, line.size(),
               std::to_string(std::stoull(line) - size) + "." +
                   std::to_string(std::stoull(line.substr(dot + 1)) - 1));
  rebag(dir, "bag-info.txt", info);
}

TEST(Verify, AForgerWhoLeavesOutWhatWouldBetrayThemIsStillNamed) {
  Scratch scratch;
  const auto dir = scratch.path() / "bag";
  const auto without = [&](const std::vector<std::string>& gone, const std::string& named) {
    fs::remove_all(dir);
    write_sample_bag(dir);
    for (const auto& file : gone)
      unbag(dir, file);
    EXPECT_FALSE(ledger::has_fault(check_bag(dir).findings)) << check_bag(dir).findings[0].what;
    for (const auto& options : {trusting(), VerifyOptions{}}) {
      const auto report = verify_path(dir, options);
      ASSERT_TRUE(report);
      EXPECT_TRUE(faulted(*report, named)) << named << "\n" << report->text();
    }
  };
  std::vector<std::string> log{"ledgelight/checkpoint"}, events;
  for (int i = 1; i <= 10; ++i) {
    events.push_back("ledgelight/events/" + std::to_string(i) + ".json");
    events.push_back("ledgelight/proofs/" + std::to_string(i) + ".tlog-proof");
  }
  without({"ledgelight/checkpoint"}, "ledgelight/checkpoint");
  without(events, "ledgelight/events");
  log.insert(log.end(), events.begin(), events.end());
  log.push_back("ledgelight/log.vkey");
  without(log, "ledgelight/checkpoint");
  without({"data/timeline.jsonl"}, "data/timeline.jsonl");
  without({"data/custody.jsonl"}, "data/custody.jsonl");
  without({"data/case.json"}, "data/case.json");
  without({"data/letters/b-1.json"}, "data/letters/b-1.json");
}

TEST(Verify, ARowLeftOutAddedOrTwiceIsNamed) {
  Scratch scratch;
  const auto dir = scratch.path() / "bag";
  const auto forged = [&](const std::string& file, const std::function<void(std::string&)>& change,
                          std::string_view words) {
    fs::remove_all(dir);
    write_sample_bag(dir);
    auto text = slurp(dir / file);
    const auto before = text.size();
    change(text);
    ASSERT_NE(text.size(), before);
    auto info = slurp(dir / "bag-info.txt");
    const auto at = info.find("Payload-Oxum: ") + 14;
    const auto octets = std::stoull(info.substr(at));
    info.replace(at, std::to_string(octets).size(), std::to_string(octets - before + text.size()));
    rebag(dir, file, text);
    rebag(dir, "bag-info.txt", info);
    const auto report = verify_path(dir, trusting());
    ASSERT_TRUE(report);
    EXPECT_TRUE(faulted(*report, file)) << report->text();
    EXPECT_TRUE(says(*report, Level::fault, words)) << words << "\n" << report->text();
  };
  const auto first_line_gone = [](std::string& t) { t.erase(0, t.find('\n') + 1); };
  const auto first_line_twice = [](std::string& t) { t = t.substr(0, t.find('\n') + 1) + t; };
  const auto added = [](std::string& t) { t += "{\"text\":\"The mayor agreed.\"}\n"; };
  const auto put = [](const char* from, const char* to) {
    return [from, to](std::string& t) { t.replace(t.find(from), std::strlen(from), to); };
  };
  forged("data/timeline.jsonl", first_line_gone, "It does not tell of event 1");
  forged("data/timeline.jsonl", first_line_twice, "A second row for event 1");
  forged("data/timeline.jsonl", added, "It names no event");
  forged("data/timeline.jsonl", put("\"event\":10,", "\"event\":10,\"purpose\":\"x\","),
         "that were not recorded with event 10");
  forged("data/timeline.jsonl", put("\"event\":10,", "\"event\":10,\"corrects\":\"n-0\","),
         "something else than event 10 about \"corrects\"");
  forged("data/custody.jsonl", first_line_gone, "It does not tell of event 3");
  forged("data/custody.jsonl", first_line_twice, "A second row for event 3");
  forged("data/case.json", put("\"suspected\"", "\"known\""), "the fact access otherwise");
  forged("data/case.json", put("\"event\":8,", "\"event\":18,"), "names no event");
  forged("data/case.json", put("\"size\":12", "\"size\":9"), "another record");
  forged("data/case.json", put("2026-0007/E1", "2026-0007/E11"), "otherwise than the event");
  forged("data/case.json", put("\"rendered\"", "\"mailed\""), "the letters b-1 otherwise");
  forged("data/case.json", put("\"case\":\"2026-0007\"", "\"case\":\"2026-7\""), "another case");
  forged("data/letters/b-1.json", put("b-1", "b-11"), "names exactly these words");
}

TEST(Verify, AFileThatNoEventNamesAnyMoreIsNoLongerVouchedFor) {
  Scratch scratch;
  const auto dir = scratch.path() / "bag";
  for (const auto* file : {"data/letters/0001.pdf", "data/entries/n-1.json"}) {
    fs::remove_all(dir);
    write_sample_bag(dir);
    auto text = slurp(dir / file);
    text.back() = text.back() == '}' ? ' ' : '!';
    rebag(dir, file, text);
    const auto report = *verify_path(dir, trusting());
    EXPECT_TRUE(says(report, Level::ok, "2 further files")) << report.text();
    EXPECT_TRUE(says(report, Level::note, std::string(file).substr(5)));
  }
}

TEST(Verify, EncryptedEvidenceIsIntactWithoutAnyKey) {
  Scratch scratch;
  testing::SampleOptions o;
  o.encrypted = true;
  write_sample_bag(scratch.path() / "whole", o);
  const auto report = *verify_path(scratch.path() / "whole", trusting());
  EXPECT_TRUE(report.fine()) << report.text();
  EXPECT_TRUE(says(report, Level::ok, "Sealed bytes intact: all 2"));
  EXPECT_FALSE(says(report, Level::note, "not part of this export"));
  o.other_sealed = true;
  write_sample_bag(scratch.path() / "other", o);
  const auto other = *verify_path(scratch.path() / "other", trusting());
  EXPECT_TRUE(faulted(other, "data/sealed/")) << other.text();
  EXPECT_TRUE(says(other, Level::note, "1 sealed items are not part of this export"));
}

TEST(Verify, AMissingProofAnUnsealedObjectAndAWrongTimelineAreFaults) {
  Scratch scratch;
  const auto report_of = [&](const char* name, testing::SampleOptions o) {
    write_sample_bag(scratch.path() / name, o);
    return *verify_path(scratch.path() / name, trusting());
  };
  testing::SampleOptions o;
  o.lose_a_proof = true;
  EXPECT_TRUE(faulted(report_of("proof", o), "ledgelight/proofs/2.tlog-proof"));
  o = {};
  o.unsealed_object = true;
  EXPECT_TRUE(faulted(report_of("object", o), "data/objects/000009.bin"));
  o = {};
  o.wrong_timeline = true;
  EXPECT_TRUE(faulted(report_of("timeline", o), "data/timeline.jsonl line 3"));
}

TEST(Verify, EveryFlippedByteMakesAFaultThatNamesTheFile) {
  Scratch scratch;
  const auto dir = scratch.path() / "bag";
  write_sample_bag(dir);
  for (const auto& e : fs::recursive_directory_iterator(dir)) {
    if (!e.is_regular_file()) continue;
    const auto file = e.path().lexically_relative(dir).generic_string();
    const auto good = slurp(e.path());
    for (std::size_t at = 0; at < good.size(); at += good.size() / 5 + 1) {
      auto bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 0x20);
      overwrite(e.path(), bad);
      const auto report = verify_path(dir, trusting());
      ASSERT_TRUE(report);
      EXPECT_TRUE(faulted(*report, file)) << file << " byte " << at << "\n" << report->text();
    }
    overwrite(e.path(), good);
  }
}

TEST(Verify, ReportsReadAloudAndAsJson) {
  Scratch scratch;
  write_sample_bag(scratch.path() / "bag");
  auto report = *verify_path(scratch.path() / "bag", trusting());
  EXPECT_NE(report.text().find("Everything that can be checked here holds."), std::string::npos);
  overwrite(scratch.path() / "bag/data/objects/000001.bin", "x");
  report = *verify_path(scratch.path() / "bag", trusting());
  EXPECT_NE(report.text().find("FAULT  data/objects/000001.bin: The file was changed"),
            std::string::npos)
      << report.text();
  const auto json = report.json();
  EXPECT_FALSE(json["fine"].get<bool>());
  EXPECT_EQ(json["lines"].size(), report.lines.size());
}

TEST(Verify, APublishedLedgerAloneOrInADesk) {
  Scratch scratch;
  const auto events = testing::sample_events({"a"});
  ledger::MemoryLeaves leaves;
  for (const auto& e : events) leaves.add(ledger::entry_leaf(e.salt, e.text));
  const auto head = *ledger::sign_head(std::nullopt, leaves, sample_signer());
  const auto dir = scratch.path() / "desk/ledger";
  ASSERT_TRUE(ledger::write_files(dir, leaves, head));
  for (const auto& path : {dir, scratch.path() / "desk"}) {
    const auto report = verify_path(path, trusting());
    ASSERT_TRUE(report);
    EXPECT_EQ(report->kind, "ledger");
    EXPECT_TRUE(report->fine()) << report->text();
    EXPECT_TRUE(says(*report, Level::ok, "65 bytes"));
  }
  EXPECT_TRUE(says(*verify_path(dir, {}), Level::note, "signature was not checked"));
  std::ofstream(dir / "log.vkey") << sample_signer().verifier().text() << "\n";
  EXPECT_TRUE(says(*verify_path(dir, {}), Level::note, "confirm it"));
  const auto tile = dir / ledger::path_of({0, 0, static_cast<int>(events.size())});
  auto bytes = slurp(tile);
  bytes[40] = static_cast<char>(bytes[40] ^ 1);
  overwrite(tile, bytes);
  EXPECT_FALSE(verify_path(dir, trusting())->fine());
}

TEST(Verify, ALedgerWithReadableEntriesIsAFault) {
  Scratch scratch;
  ledger::MemoryLeaves leaves({"somebody's name"});
  const auto head = *ledger::sign_head(std::nullopt, leaves, sample_signer());
  ASSERT_TRUE(ledger::write_files(scratch.path(), leaves, head));
  EXPECT_TRUE(
      says(*verify_path(scratch.path(), trusting()), Level::fault, "not a salted commitment"));
}

TEST(Verify, AReceiptFileIsKnownByItsWords) {
  Scratch scratch;
  std::ofstream(scratch.path() / "a.json") << R"({"version":"ledgelight/receipt/v1"})";
  const auto report = verify_path(scratch.path() / "a.json", {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->kind, "receipt");
  EXPECT_FALSE(report->fine());
}

TEST(Verify, WhatItDoesNotKnowItDoesNotJudge) {
  Scratch scratch;
  EXPECT_EQ(verify_path(scratch.path() / "none", {}).error().code, Errc::not_found);
  EXPECT_EQ(verify_path(scratch.path(), {}).error().code, Errc::unsupported);
  std::ofstream(scratch.path() / "x.txt") << "hello";
  EXPECT_EQ(verify_path(scratch.path() / "x.txt", {}).error().code, Errc::unsupported);
}

int run_script(const fs::path& bag, const fs::path& out) {
  const auto command = "python3 '" + std::string(LEDGELIGHT_SOURCE_DIR) + "/examples/verify.py' '" +
                       bag.string() + "' > '" + out.string() + "' 2>&1";
  return std::system(command.c_str());
}

TEST(VerifyScript, AgreesWithoutASingleLineOfOurs) {
  if (std::system("python3 -c '' 2>/dev/null && command -v openssl >/dev/null") != 0)
    GTEST_SKIP() << "needs python3 and openssl";
  Scratch scratch;
  const auto dir = scratch.path() / "bag", out = scratch.path() / "out";
  write_sample_bag(dir);
  EXPECT_EQ(run_script(dir, out), 0) << slurp(out);
  EXPECT_NE(slurp(out).find("12 entries"), std::string::npos) << slurp(out);
  for (const auto* file :
       {"data/objects/000001.bin", "ledgelight/events/3.json", "ledgelight/checkpoint",
        "ledgelight/proofs/4.tlog-proof", "bag-info.txt", "data/timeline.jsonl"}) {
    const auto good = slurp(dir / file);
    auto bad = good;
    bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
    overwrite(dir / file, bad);
    EXPECT_NE(run_script(dir, out), 0) << file;
    EXPECT_NE(slurp(out).find(std::string("FAULT ") + file), std::string::npos) << file << "\n"
                                                                                << slurp(out);
    overwrite(dir / file, good);
  }
  // Without a single event nothing is proved, however whole the folder is.
  for (int i = 1; i <= 10; ++i) {
    unbag(dir, "ledgelight/events/" + std::to_string(i) + ".json");
    unbag(dir, "ledgelight/proofs/" + std::to_string(i) + ".tlog-proof");
  }
  EXPECT_NE(run_script(dir, out), 0);
  EXPECT_NE(slurp(out).find("FAULT ledgelight/events: none"), std::string::npos) << slurp(out);
  fs::remove_all(dir);
  write_sample_bag(dir);
  // The manifests mended: the log still knows.
  auto text = slurp(dir / "ledgelight/events/3.json");
  text.replace(text.find("o-2"), 3, "o-4");
  rebag(dir, "ledgelight/events/3.json", text);
  EXPECT_NE(run_script(dir, out), 0);
  EXPECT_NE(slurp(out).find("FAULT ledgelight/events/3.json: not in the signed log"),
            std::string::npos)
      << slurp(out);
}

}  // namespace
}  // namespace ledgelight::evidence
