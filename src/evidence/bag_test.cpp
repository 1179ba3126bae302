#include "evidence/bag.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "evidence/sample_bag_test.hpp"

namespace ledgelight::evidence {
namespace {

namespace fs = std::filesystem;
using testing::overwrite;
using testing::Scratch;
using testing::slurp;
using testing::write_sample_bag;

bool faulted(const Findings& findings, std::string_view where) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
    return f.level == Level::fault && f.where.starts_with(where);
  });
}
std::string told(const Findings& findings) {
  std::string out;
  for (const auto& f : findings)
    out += std::string(ledger::name_of(f.level)) + " " + f.where + ": " + f.what + "\n";
  return out;
}

std::vector<std::string> files_of(const fs::path& dir) {
  std::vector<std::string> out;
  for (const auto& e : fs::recursive_directory_iterator(dir))
    if (e.is_regular_file()) out.push_back(e.path().lexically_relative(dir).generic_string());
  std::sort(out.begin(), out.end());
  return out;
}

TEST(Bag, WhatWeWriteIsCompleteAndValid) {
  Scratch scratch;
  write_sample_bag(scratch.path() / "bag");
  const auto check = check_bag(scratch.path() / "bag");
  EXPECT_FALSE(ledger::has_fault(check.findings)) << told(check.findings);
  EXPECT_FALSE(fs::exists(scratch.path() / "bag.partial"));
  EXPECT_EQ(check.files.at("data/objects/000002.bin").sha256, sha256_hex(std::string("\0\1\2", 3)));
  for (const auto& file : files_of(scratch.path() / "bag")) {
    struct stat st {};
    ASSERT_EQ(::stat((scratch.path() / "bag" / file).c_str(), &st), 0);
    EXPECT_EQ(st.st_mode & 07777, 0444U) << file;
  }
}

TEST(Bag, TheSameContentMakesTheSameBytes) {
  Scratch scratch;
  write_sample_bag(scratch.path() / "a");
  write_sample_bag(scratch.path() / "b");
  const auto files = files_of(scratch.path() / "a");
  EXPECT_EQ(files, files_of(scratch.path() / "b"));
  for (const auto& file : files)
    EXPECT_EQ(slurp(scratch.path() / "a" / file), slurp(scratch.path() / "b" / file)) << file;
}

TEST(Bag, ManifestsAndInfoAreAsTheProfileWritesThem) {
  Scratch scratch;
  auto bag = *BagWriter::begin(scratch.path() / "bag",
                               {"City", "2026-0007", "2026-03-06", "ledgelight", {}});
  ASSERT_TRUE(bag.add("data/b.txt", "b"));
  ASSERT_TRUE(bag.begin_file("data/a.txt", 2));
  ASSERT_TRUE(bag.write("a"));
  ASSERT_TRUE(bag.write("a"));
  EXPECT_EQ(bag.end_file()->sha256, sha256_hex("aa"));
  const auto done = bag.finish();
  ASSERT_TRUE(done);
  EXPECT_EQ(done->files, 2U);
  EXPECT_EQ(done->bytes, 3U);
  const auto dir = scratch.path() / "bag";
  EXPECT_EQ(slurp(dir / "bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  EXPECT_EQ(slurp(dir / "manifest-sha256.txt"),
            sha256_hex("aa") + "  data/a.txt\n" + sha256_hex("b") + "  data/b.txt\n");
  EXPECT_EQ(slurp(dir / "bag-info.txt"),
            "Source-Organization: City\nExternal-Identifier: 2026-0007\nBagging-Date: 2026-03-06\n"
            "Bag-Software-Agent: ledgelight\nPayload-Oxum: 3.2\n");
  const auto tags = *parse_manifest(slurp(dir / "tagmanifest-sha512.txt"), 128);
  ASSERT_EQ(tags.size(), 4U);
  EXPECT_EQ(tags[1].path, "bagit.txt");
}

TEST(Bag, OnlyPlainPathsGoIn) {
  Scratch scratch;
  auto bag = *BagWriter::begin(scratch.path() / "bag", {});
  for (const auto* bad : {"", "/etc/passwd", "data/../x", "data//x", "data/.hidden", "data/a b",
                          "data/a\n", "data/\xC3\xA9", "bagit.txt", "bag-info.txt", "fetch.txt",
                          "manifest-md5.txt", "tagmanifest-sha256.txt", "data/x/", "~/x", "C:\\x"})
    EXPECT_EQ(bag.add(bad, "x").error().code, Errc::bad_input) << bad;
  ASSERT_TRUE(bag.add("data/a", "x"));
  EXPECT_EQ(bag.add("data/a", "x").error().code, Errc::conflict);
  EXPECT_EQ(bag.add("data/A", "x").error().code, Errc::conflict);
}

TEST(Bag, NeverReplacesWhatIsThere) {
  Scratch scratch;
  fs::create_directory(scratch.path() / "there");
  EXPECT_EQ(BagWriter::begin(scratch.path() / "there", {}).error().code, Errc::conflict);
  fs::create_directory(scratch.path() / "cut.partial");
  EXPECT_EQ(BagWriter::begin(scratch.path() / "cut", {}).error().code, Errc::conflict);
  EXPECT_EQ(BagWriter::begin(scratch.path() / "x", {"two\nlines", "", "", "", {}}).error().code,
            Errc::bad_input);
}

TEST(Bag, LeftUnfinishedLeavesNothing) {
  Scratch scratch;
  {
    auto bag = *BagWriter::begin(scratch.path() / "bag", {});
    ASSERT_TRUE(bag.add("data/a", "x"));
    EXPECT_TRUE(fs::exists(scratch.path() / "bag.partial"));
  }
  EXPECT_TRUE(fs::is_empty(scratch.path()));
}

TEST(Bag, HalfWrittenIsNeverValid) {
  // Whatever subset a crash leaves in the order of writing, bagit.txt is the last.
  Scratch scratch;
  write_sample_bag(scratch.path() / "bag");
  fs::remove(scratch.path() / "bag/bagit.txt");
  EXPECT_TRUE(faulted(check_bag(scratch.path() / "bag").findings, "bagit.txt"));
}

TEST(Bag, EveryFlippedByteIsNamedWithItsFile) {
  Scratch scratch;
  const auto dir = scratch.path() / "bag";
  write_sample_bag(dir);
  for (const auto& file : files_of(dir)) {
    const auto good = slurp(dir / file);
    const auto step = std::max<std::size_t>(1, good.size() / 16);
    for (std::size_t at = 0; at < good.size(); at += step) {
      auto bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
      overwrite(dir / file, bad);
      const auto findings = check_bag(dir).findings;
      EXPECT_TRUE(faulted(findings, file)) << file << " byte " << at << "\n" << told(findings);
    }
    overwrite(dir / file, good);
  }
  EXPECT_FALSE(ledger::has_fault(check_bag(dir).findings));
}

TEST(Bag, EveryMissingOrAddedFileIsNamed) {
  Scratch scratch;
  const auto dir = scratch.path() / "bag";
  write_sample_bag(dir);
  for (const auto& file : files_of(dir)) {
    fs::rename(dir / file, scratch.path() / "away");
    EXPECT_TRUE(faulted(check_bag(dir).findings, file)) << file;
    fs::rename(scratch.path() / "away", dir / file);
  }
  for (const auto* added :
       {"data/more", "ledgelight/more", "more", "fetch.txt", "data/objects/x"}) {
    std::ofstream(dir / added) << "x";
    EXPECT_TRUE(faulted(check_bag(dir).findings, added)) << added;
    fs::remove(dir / added);
  }
}

TEST(Bag, LinksAndSpecialFilesAreRefused) {
  Scratch scratch;
  const auto dir = scratch.path() / "bag";
  write_sample_bag(dir);
  fs::create_symlink("/etc/passwd", dir / "data/link");
  ASSERT_EQ(::mkfifo((dir / "data/pipe").c_str(), 0644), 0);
  const auto findings = check_bag(dir).findings;
  EXPECT_TRUE(faulted(findings, "data/link"));
  EXPECT_TRUE(faulted(findings, "data/pipe"));
}

TEST(Bag, TooManyFilesOrBytesStopTheReading) {
  Scratch scratch;
  write_sample_bag(scratch.path() / "bag");
  EXPECT_TRUE(ledger::has_fault(check_bag(scratch.path() / "bag", {3, 1 << 20, 1 << 20}).findings));
  EXPECT_TRUE(ledger::has_fault(check_bag(scratch.path() / "bag", {1000, 10, 1 << 20}).findings));
}

TEST(Manifest, PathsThatCouldLeadOutAreRefused) {
  const std::string digest(64, 'a');
  for (const auto* bad : {"/etc/passwd", "../x", "data/../../x", "data/./x", "~/x", "C:/x", "a\\b",
                          "data//x", "data/x/"})
    EXPECT_FALSE(parse_manifest(digest + "  " + bad + "\n", 64)) << bad;
  EXPECT_FALSE(parse_manifest(digest + "  a\n" + digest + "  a\n", 64));
  EXPECT_FALSE(parse_manifest(digest + "  a", 64)) << "cut short";
  EXPECT_FALSE(parse_manifest(digest + "a\n", 64));
  EXPECT_FALSE(parse_manifest(std::string(64, 'A') + "  a\n", 64));
  EXPECT_FALSE(parse_manifest(std::string(63, 'a') + "   a\n", 64));
  const auto rows = parse_manifest(digest + " *data/50%25%0A.txt\n", 64);
  ASSERT_TRUE(rows);
  EXPECT_EQ((*rows)[0].path, "data/50%\n.txt");
}

TEST(Metadata, KeepsHostileNamesAsBytesAndShowsThemEscaped) {
  ObjectMetadata m;
  m.object = "000001.bin";
  m.size = 90;
  m.sha256 = std::string(64, 'a');
  m.origin_path = "/tmp/../../evil\xff\n.php";
  m.ino = ~std::uint64_t{0};
  m.mtime = "2026-11-22T03:14:07.123456789Z";
  const auto line = metadata_line(m);
  const auto json = *parse_json(line);
  EXPECT_EQ(*unbase64(text_at(json, "origin_path_b64")), m.origin_path);
  EXPECT_EQ(text_at(json, "path"), "/tmp/../../evil\\xff\\x0a.php");
  EXPECT_EQ(text_at(json, "ino"), "18446744073709551615");
  EXPECT_TRUE(json["atime"].is_null());
  EXPECT_EQ(parse_metadata_line(line)->size, 90U);
  for (const auto* bad : {"", "[]", "{}", R"({"object":"x","size":-1,"sha256":"aa"})"})
    EXPECT_FALSE(parse_metadata_line(bad)) << bad;
}

}  // namespace
}  // namespace ledgelight::evidence
