// Through the real ledgelight-decode-disk, on images that mke2fs makes here.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "discover/scan.hpp"

namespace ledgelight::decode {
namespace {

namespace fs = std::filesystem;

std::string whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Seen {
  discover::Collected all;
  std::multimap<std::string, std::string> where;  ///< SSN to "member@offset"
};

Seen scanned(std::string_view bytes) {
  Seen seen;
  discover::MemorySource source(bytes);
  EXPECT_TRUE(discover::scan(source, 0, "disk", seen.all, {}));
  for (const auto& f : seen.all.findings)
    if (f.element == discover::Element::ssn)
      seen.where.emplace(f.norm.reveal(Purpose::count_residents),
                         f.member + "@" + std::to_string(f.offset));
  return seen;
}

class Disk : public testing::Test {
 protected:
  void SetUp() override {
    work_ = fs::path(testing::TempDir()) / ("disk-" + std::to_string(::getpid()));
    fs::create_directories(work_ / "root/home");
    std::ofstream(work_ / "root/home/notes.txt") << "Her SSN is 219-12-1234, she said.\n";
    std::ofstream(work_ / "root/home/gone.txt") << "His SSN is 219-12-1235, he said.\n";
    image_ = work_ / "e.img";
    std::ofstream(image_, std::ios::binary) << std::string(2U << 20, '\0');
    const auto command = "PATH=$PATH:/usr/sbin:/sbin; mke2fs -q -F -t ext2 -d '" +
                         (work_ / "root").string() + "' '" + image_.string() +
                         "' >/dev/null 2>&1 && debugfs -w -R 'rm home/gone.txt' '" +
                         image_.string() + "' >/dev/null 2>&1";
    if (std::system(command.c_str()) != 0) GTEST_SKIP() << "mke2fs is not here";
  }
  void TearDown() override { fs::remove_all(work_); }
  fs::path work_, image_;
};

/// A DOS partition table with one Linux partition from sector 8 on, and words behind it.
std::string partitioned(const std::string& file_system) {
  std::string disk(8 * 512, '\0');
  const auto sectors = static_cast<std::uint32_t>(file_system.size() / 512);
  const auto put = [&](std::size_t at, std::uint32_t v) {
    for (std::size_t i = 0; i < 4; ++i)
      disk[at + i] = static_cast<char>(v >> (8 * i));
  };
  disk[446 + 4] = '\x83';
  put(446 + 8, 8);
  put(446 + 12, sectors);
  disk[510] = '\x55';
  disk[511] = '\xAA';
  disk += file_system;
  std::string behind = "Left over: the SSN of Ada Example is 219-12-1236.";
  behind.resize(4096, '\0');
  return disk + behind;
}

TEST_F(Disk, FilesDeletedFilesAndWhatNoFileHoldsAreFound) {
  auto bytes = whole(image_);
  // Words in a block that no file has, near the end of the disk.
  const std::string words = "Nobody's words: the SSN of Bea Sample is 219-12-1237.";
  const auto at = bytes.size() - 40'000;
  ASSERT_EQ(bytes.substr(at, 100), std::string(100, '\0'));
  bytes.replace(at, words.size(), words);
  const auto seen = scanned(bytes);
  const auto of = [&](const char* ssn) {
    const auto found = seen.where.find(ssn);
    return found == seen.where.end() ? std::string() : found->second;
  };
  EXPECT_EQ(of("219121234"), "home/notes.txt@11");
  EXPECT_NE(of("219121235"), "");  // by its name, or in the free block it left
  EXPECT_EQ(of("219121237"), "@" + std::to_string(at + words.find("219")));
  EXPECT_TRUE(seen.all.not_read.empty());
}

TEST_F(Disk, PartitionsAreNamedAndTheRestOfTheDiskIsSearched) {
  const auto disk = partitioned(whole(image_));
  const auto seen = scanned(disk);
  ASSERT_EQ(seen.where.count("219121234"), 1U);
  EXPECT_EQ(seen.where.find("219121234")->second, "p1/home/notes.txt@11");
  ASSERT_EQ(seen.where.count("219121236"), 1U);
  EXPECT_EQ(seen.where.find("219121236")->second, "@" + std::to_string(disk.find("219-12-1236")));
}

TEST_F(Disk, TheDiskOfAVirtualMachineIsReadAsTheDiskItIs) {
  std::ofstream(work_ / "raw", std::ios::binary)
      << partitioned(whole(image_)) << std::string(4U << 20, '\0');
  for (const std::string kind : {"vmdk", "vpc", "vhdx", "qcow2"}) {
    const auto to = (work_ / ("disk." + kind)).string();
    const auto command = "qemu-img convert -f raw -O " + kind + " '" + (work_ / "raw").string() +
                         "' '" + to + "' >/dev/null 2>&1";
    if (std::system(command.c_str()) != 0) GTEST_SKIP() << "qemu-img is not here";
    const auto seen = scanned(whole(to));
    ASSERT_EQ(seen.where.count("219121234"), 1U)
        << kind << (seen.all.not_read.empty() ? "" : ": " + seen.all.not_read[0].reason);
    EXPECT_EQ(seen.where.find("219121234")->second, "p1/home/notes.txt@11") << kind;
    EXPECT_EQ(seen.where.count("219121236"), 1U) << kind;
    EXPECT_TRUE(seen.all.not_read.empty()) << kind << seen.all.not_read[0].reason;

    // Spoilt, it costs itself and never the scan.
    std::uint32_t seed = 23;
    for (int round = 0; round < 6; ++round) {
      auto hurt = whole(to);
      for (int k = 0; k < 20; ++k) {
        seed = seed * 1664525U + 1013904223U;
        hurt[8 + (seed >> 8) % 4000] = static_cast<char>(seed);
      }
      for (const auto& u : scanned(hurt).all.not_read)
        EXPECT_EQ(u.reason.find("signal 31"), std::string::npos) << kind << u.reason;
    }
  }
}

TEST_F(Disk, AnImageOfWhatChangedSaysThatTheRestIsMissing) {
  const auto to = (work_ / "changed.qcow2").string();
  const auto command = "qemu-img create -q -f qcow2 -b '" + image_.string() + "' -F raw '" + to +
                       "' >/dev/null 2>&1";
  if (std::system(command.c_str()) != 0) GTEST_SKIP() << "qemu-img is not here";
  const auto seen = scanned(whole(to));
  ASSERT_FALSE(seen.all.not_read.empty());
  EXPECT_NE(seen.all.not_read.back().reason.find("only what changed since \"" + image_.string()), std::string::npos)
      << seen.all.not_read.back().reason;
}

TEST_F(Disk, DamageCostsFilesAndNeverTheScan) {
  const auto bytes = whole(image_);
  std::uint32_t seed = 17;
  for (int round = 0; round < 25; ++round) {
    auto hurt = bytes.substr(0, round % 5 == 0 ? bytes.size() / 2 : bytes.size());
    for (int k = 0; k < 30; ++k) {
      seed = seed * 1664525U + 1013904223U;
      hurt[1100 + (seed >> 8) % (60'000)] = static_cast<char>(seed);
    }
    const auto seen = scanned(hurt);
    EXPECT_GE(seen.all.files.size() + seen.all.not_read.size(), 1U);
    for (const auto& u : seen.all.not_read)
      EXPECT_EQ(u.reason.find("signal 31"), std::string::npos) << u.reason;
  }
}

TEST(DiskImage, WithoutAFileSystemItsBytesAreSearchedAndTheReasonIsSaid) {
  std::string bytes(300'000, '\0');
  bytes[510] = '\x55';
  bytes[511] = '\xAA';
  const std::string words = "The SSN of Ada Example is 219-12-1234.";
  bytes.replace(200'000, words.size(), words);
  const auto seen = scanned(bytes);
  ASSERT_GE(seen.where.count("219121234"), 1U);
  EXPECT_EQ(seen.where.find("219121234")->second,
            "@" + std::to_string(200'000 + words.find("219")));
  ASSERT_FALSE(seen.all.not_read.empty());
}

TEST(DiskImage, AnEncryptedVolumeIsListedAsOne) {
  for (const auto& [start, name] :
       {std::pair<std::string, std::string>{std::string("LUKS\xBA\xBE\0\2", 8), "LUKS"},
        {std::string("\xEB\x58\x90-FVE-FS-", 11), "BitLocker"}}) {
    const auto seen = scanned(start + std::string(9000, '\x07'));
    ASSERT_EQ(seen.all.not_read.size(), 1U);
    EXPECT_NE(seen.all.not_read[0].reason.find("encrypted volume (" + name + "): needs its key"),
              std::string::npos)
        << seen.all.not_read[0].reason;
  }
}

TEST(DiskImage, AnE01ThatIsNotWholeIsSaid) {
  const auto seen =
      scanned(std::string("EVF\x09\x0D\x0A\xFF\0\1\1\0\0\0", 13) + std::string(5000, '\x07'));
  ASSERT_EQ(seen.all.not_read.size(), 1U);
  EXPECT_NE(seen.all.not_read[0].reason.find("not the whole of it"), std::string::npos)
      << seen.all.not_read[0].reason;
}

}  // namespace
}  // namespace ledgelight::decode
