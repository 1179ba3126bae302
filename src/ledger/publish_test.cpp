#include "ledger/publish.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "ledger/durable.hpp"
#include "ledger/reader.hpp"
#include "ledger/test_vectors_test.hpp"

namespace ledgelight::ledger {
namespace {

namespace fs = std::filesystem;
using testing::numbered_entries;
using testing::overwrite;
using testing::Scratch;
using testing::slurp;
using testing::vectors;

SigningKey signer() {
  return *SigningKey::from_seed("ledgelight.example/log",
                                *unhex(vectors()["log_key"]["seed_hex"].get<std::string>()));
}

struct Site {
  Scratch scratch;
  fs::path dir = scratch.path() / "ledger";
  MemoryLeaves leaves;
  std::optional<Head> head;

  Result<Published> publish() {
    head = TRY(sign_head(head, leaves, signer()));
    return write_files(dir, leaves, *head);
  }
  void add(std::uint64_t n) {
    const auto first = leaves.size();
    for (std::uint64_t i = 0; i < n; ++i) leaves.add("entry " + std::to_string(first + i));
  }
};

std::vector<std::string> files_in(const fs::path& dir) {
  std::vector<std::string> out;
  for (const auto& e : fs::recursive_directory_iterator(dir))
    if (e.is_regular_file()) out.push_back(fs::relative(e.path(), dir).string());
  std::sort(out.begin(), out.end());
  return out;
}

TEST(Publish, WritesTheFilesAndTheCheckpointOfTheVectors) {
  for (const auto& [size, files] : vectors()["files"].items()) {
    Site site;
    site.add(*parse_decimal(size));
    ASSERT_TRUE(site.publish());
    EXPECT_EQ(files_in(site.dir).size(), files.size() + 1);
    for (const auto& [path, facts] : files.items()) {
      const auto bytes = slurp(site.dir / path);
      EXPECT_EQ(bytes.size(), facts["bytes"].get<std::size_t>()) << path;
      EXPECT_EQ(sha256_hex(bytes), facts["sha256"].get<std::string>()) << path;
      struct stat st {};
      ASSERT_EQ(::stat((site.dir / path).c_str(), &st), 0);
      EXPECT_EQ(st.st_mode & 07777, 0444U) << path;
    }
    const auto wanted = vectors()["checkpoints_big"][size].get<std::string>();
    const auto note = slurp(site.dir / "checkpoint");
    EXPECT_EQ(wanted.substr(0, note.size()), note) << "the vector may add witnesses";
  }
}

TEST(Publish, SeventyThousandEntriesMakeTheFilesOfTheVectors) {
  Site site;
  site.add(70000);
  ASSERT_TRUE(site.publish());
  const auto& counts = vectors()["file_counts"]["70000"];
  EXPECT_EQ(files_in(site.dir).size(), counts["total"].get<std::size_t>() + 1);
  for (const auto* part : {"partial", "level1plus"})
    for (const auto& [path, facts] : counts[part].items())
      EXPECT_EQ(sha256_hex(slurp(site.dir / path)), facts["sha256"].get<std::string>()) << path;
  auto log = PublishedLog::open(site.dir, signer().verifier());
  ASSERT_TRUE(log);
  const auto findings = log->check();
  EXPECT_FALSE(has_fault(findings)) << findings[0].what << findings[0].where;
  for (const auto& v : vectors()["big"]["inclusion"]) {
    if (v["size"] != 70000) continue;
    const auto proof = log->proof_of(v["index"].get<std::uint64_t>());
    ASSERT_TRUE(proof);
    ASSERT_EQ(proof->hashes.size(), v["proof_b64"].size());
    for (std::size_t i = 0; i < proof->hashes.size(); ++i)
      EXPECT_EQ(base64(proof->hashes[i]), v["proof_b64"][i].get<std::string>());
  }
  for (const auto& v : vectors()["big"]["consistency"]) {
    if (v["new"] != 70000) continue;
    const auto proof = log->consistency_from(v["old"].get<std::uint64_t>());
    ASSERT_TRUE(proof);
    ASSERT_EQ(proof->size(), v["proof_b64"].size());
    EXPECT_EQ(base64(proof->front()), v["proof_b64"][0].get<std::string>());
  }
  EXPECT_EQ(base64(*log->root_at(65537)),
            vectors()["big"]["roots_b64"]["65537"].get<std::string>());
  EXPECT_EQ(*log->leaves(69998, 70000), (std::vector<std::string>{"entry 69998", "entry 69999"}));

  // One more entry touches the edge, not the log.
  site.add(1);
  const auto done = site.publish();
  ASSERT_TRUE(done);
  EXPECT_LE(done->leaves_read, 512U);
  EXPECT_EQ(done->files_written, 3U);  // bundle, tile, checkpoint
}

TEST(Publish, GrowsToTheSameFilesWhateverTheSteps) {
  Site once;
  once.add(300);
  ASSERT_TRUE(once.publish());
  for (const std::uint64_t step : {1, 7, 255, 256, 257}) {
    Site site;
    if (step == 1) site.add(240);  // across the first full tile is enough
    while (site.leaves.size() < 300) {
      site.add(std::min(step, 300 - site.leaves.size()));
      ASSERT_TRUE(site.publish());
    }
    EXPECT_EQ(slurp(site.dir / "checkpoint"), slurp(once.dir / "checkpoint")) << step;
    for (const auto& tile : tiles_for(300))
      EXPECT_EQ(slurp(site.dir / path_of(tile)), slurp(once.dir / path_of(tile))) << path_of(tile);
    auto log = PublishedLog::open(site.dir, signer().verifier());
    ASSERT_TRUE(log);
    EXPECT_FALSE(has_fault(log->check()));
  }
}

TEST(Publish, AnEmptyLogHasACheckpointAndNothingElse) {
  Site site;
  ASSERT_TRUE(site.publish());
  EXPECT_EQ(files_in(site.dir), std::vector<std::string>{"checkpoint"});
  auto log = PublishedLog::open(site.dir, signer().verifier());
  ASSERT_TRUE(log);
  EXPECT_EQ(log->checkpoint().size, 0U);
  EXPECT_FALSE(has_fault(log->check()));
  EXPECT_FALSE(log->proof_of(0));
}

TEST(Publish, ASecondTimeDoesNothing) {
  Site site;
  site.add(300);
  ASSERT_TRUE(site.publish());
  const auto head = *site.head;
  const auto again = site.publish();
  ASSERT_TRUE(again);
  EXPECT_EQ(*site.head, head) << "no new leaf, no new signature";
  EXPECT_EQ(again->files_written, 0U);
}

TEST(Publish, ResumesAfterACrashAtAnyFile) {
  // A crash leaves some of the new files, the old checkpoint, and perhaps a draft.
  Site whole;
  whole.add(250);
  ASSERT_TRUE(whole.publish());
  const auto before = *whole.head;
  whole.add(20);
  ASSERT_TRUE(whole.publish());
  const auto tiles = tiles_since(250, 270);
  for (std::size_t kept = 0; kept <= tiles.size(); ++kept) {
    Site site;
    site.add(250);
    ASSERT_TRUE(site.publish());
    ASSERT_EQ(*site.head, before);
    for (std::size_t i = 0; i < kept; ++i) {
      const auto path = site.dir / path_of(tiles[i]);
      fs::create_directories(path.parent_path());
      fs::copy_file(whole.dir / path_of(tiles[i]), path);
    }
    std::ofstream(site.dir / "tile/0/.000.draft") << "half";
    site.add(20);
    ASSERT_TRUE(site.publish()) << kept;
    auto log = PublishedLog::open(site.dir, signer().verifier());
    ASSERT_TRUE(log);
    EXPECT_EQ(log->checkpoint().size, 270U);
    EXPECT_FALSE(has_fault(log->check()));
  }
}

TEST(Publish, RebuildsTheWholeDirectoryFromTheStore) {
  Site site;
  site.add(700);
  ASSERT_TRUE(site.publish());
  const auto files = files_in(site.dir);
  fs::remove_all(site.dir);
  ASSERT_TRUE(write_files(site.dir, site.leaves, *site.head));
  EXPECT_EQ(files_in(site.dir), files);
}

TEST(Publish, ARestoredOldDatabaseIsRefused) {
  Site site;
  site.add(10);
  ASSERT_TRUE(site.publish());
  const auto old = *site.head;
  site.add(5);
  ASSERT_TRUE(site.publish());
  MemoryLeaves backup(numbered_entries(10));
  EXPECT_EQ(write_files(site.dir, backup, old).error().code, Errc::rolled_back);
  MemoryLeaves shorter(numbered_entries(9));
  EXPECT_EQ(sign_head(old, shorter, signer()).error().code, Errc::rolled_back);
  EXPECT_EQ(write_files(site.dir, shorter, old).error().code, Errc::rolled_back);
}

TEST(Publish, AForkIsNeverSignedOrWritten) {
  Site site;
  site.add(10);
  ASSERT_TRUE(site.publish());
  const auto before = files_in(site.dir);
  // The same history told otherwise: one old entry differs.
  auto entries = numbered_entries(12);
  entries[3] = "another entry 3";
  MemoryLeaves forged(entries);
  const auto fork = sign_head(std::nullopt, forged, signer());
  ASSERT_TRUE(fork);  // a first head over other leaves: only the directory can tell
  EXPECT_EQ(write_files(site.dir, forged, *fork).error().code, Errc::corrupt);
  // From the signed head on, the forged store does not lead to what is signed.
  const auto next = sign_head(site.head, forged, signer());
  ASSERT_TRUE(next);
  EXPECT_EQ(write_files(site.dir, forged, *next).error().code, Errc::corrupt);
  EXPECT_EQ(files_in(site.dir), before);
  auto log = PublishedLog::open(site.dir, signer().verifier());
  EXPECT_FALSE(has_fault(log->check()));
}

TEST(Publish, AHeadThatWasTouchedOrSignedByAnotherIsRefused) {
  Site site;
  site.add(10);
  ASSERT_TRUE(site.publish());
  auto head = *site.head;
  head.size = 9;
  EXPECT_FALSE(sign_head(head, site.leaves, signer()));
  head = *site.head;
  head.frontier = Frontier().serialise();
  EXPECT_FALSE(sign_head(head, site.leaves, signer()));
  SeededRandomness random("another key");
  EXPECT_FALSE(
      sign_head(*site.head, site.leaves, *SigningKey::generate("ledgelight.example/log", random)));
}

TEST(Publish, AFullTileWithOtherBytesIsNeverOverwritten) {
  Site site;
  site.add(255);
  ASSERT_TRUE(site.publish());
  fs::create_directories(site.dir / "tile/0");
  std::ofstream(site.dir / "tile/0/000") << "other bytes";
  site.add(1);
  EXPECT_EQ(site.publish().error().code, Errc::corrupt);
  EXPECT_EQ(slurp(site.dir / "tile/0/000"), "other bytes");
}

TEST(Publish, AnotherLogsDirectoryIsRefused) {
  Site site;
  site.add(3);
  ASSERT_TRUE(site.publish());
  SeededRandomness random("other");
  const auto other = *SigningKey::generate("other.example/log", random);
  MemoryLeaves leaves(numbered_entries(5));
  const auto head = sign_head(std::nullopt, leaves, other);
  ASSERT_TRUE(head);
  EXPECT_EQ(write_files(site.dir, leaves, *head).error().code, Errc::corrupt);
}

TEST(PublishedLog, NamesTheFileOfEveryFlippedByte) {
  Site site;
  site.add(300);
  ASSERT_TRUE(site.publish());
  for (const auto& tile : tiles_for(300)) {
    const auto path = site.dir / path_of(tile);
    const auto good = slurp(path);
    for (std::size_t at = 0; at < good.size(); at += good.size() / 3 + 1) {
      auto bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 0x40);
      overwrite(path, bad);
      auto log = PublishedLog::open(site.dir, signer().verifier());
      ASSERT_TRUE(log);
      const auto findings = log->check();
      EXPECT_TRUE(has_fault(findings)) << path_of(tile) << " byte " << at;
    }
    overwrite(path, good.substr(1));
    auto cut = PublishedLog::open(site.dir, signer().verifier());
    const auto findings = cut->check();
    EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
      return f.level == Level::fault && f.where == path_of(tile);
    })) << path_of(tile);
    overwrite(path, good);
  }
}

TEST(PublishedLog, FallsBackToTheFullFileWhenThePartialOneIsGone) {
  Site site;
  site.add(200);
  ASSERT_TRUE(site.publish());
  const auto old_note = slurp(site.dir / "checkpoint");
  site.add(100);
  ASSERT_TRUE(site.publish());
  EXPECT_FALSE(fs::exists(site.dir / "tile/0/000.p"));
  overwrite(site.dir / "checkpoint", old_note);
  auto log = PublishedLog::open(site.dir, signer().verifier());
  ASSERT_TRUE(log);
  EXPECT_FALSE(has_fault(log->check()));
  EXPECT_TRUE(log->proof_of(199));
  EXPECT_FALSE(log->leaves(199, 201));
}

TEST(PublishedLog, ProvesAnEntryAgainstAnEarlierCheckpointOfTheSameLog) {
  Site site;
  site.add(300);
  ASSERT_TRUE(site.publish());
  const auto old_note = slurp(site.dir / "checkpoint");
  site.add(500);
  ASSERT_TRUE(site.publish());
  auto log = *PublishedLog::open(site.dir, signer().verifier());
  // Signed again, an earlier size has the same bytes.
  const Checkpoint then{"ledgelight.example/log", 300, *log.root_at(300), {}};
  EXPECT_EQ(sign_checkpoint(then, signer()), old_note);
  const auto proof = log.proof_of(299, old_note);
  ASSERT_TRUE(proof) << proof.error().detail;
  EXPECT_TRUE(verify_proof(*proof, "entry 299", signer().verifier()));
  EXPECT_FALSE(log.proof_of(300, old_note));
  const Checkpoint forged{"ledgelight.example/log", 300, *log.root_at(299), {}};
  EXPECT_EQ(log.proof_of(299, sign_checkpoint(forged, signer())).error().code, Errc::corrupt);
}

TEST(PublishedLog, AMissingCheckpointOrAnotherKeyIsSaid) {
  Site site;
  site.add(3);
  EXPECT_EQ(PublishedLog::open(site.dir, signer().verifier()).error().code, Errc::not_found);
  ASSERT_TRUE(site.publish());
  SeededRandomness random("other");
  const auto other = *SigningKey::generate("ledgelight.example/log", random);
  EXPECT_EQ(PublishedLog::open(site.dir, other.verifier()).error().code, Errc::unverified);
  EXPECT_TRUE(PublishedLog::open_unsigned(site.dir));
}

TEST(Durable, RefusesSymlinksAndLargeFiles) {
  Scratch scratch;
  const auto file = scratch.path() / "a";
  ASSERT_TRUE(write_durable(file, "12345"));
  EXPECT_EQ(*read_whole(file, 5), "12345");
  EXPECT_EQ(read_whole(file, 4).error().code, Errc::too_large);
  fs::create_symlink(file, scratch.path() / "b");
  EXPECT_FALSE(read_whole(scratch.path() / "b", 100));
  EXPECT_EQ(read_whole(scratch.path() / "none", 9).error().code, Errc::not_found);
  EXPECT_TRUE(write_once(file, "12345"));
  EXPECT_EQ(write_once(file, "12346").error().code, Errc::corrupt);
  EXPECT_EQ(write_once(file, "1").error().code, Errc::corrupt);
}

}  // namespace
}  // namespace ledgelight::ledger
