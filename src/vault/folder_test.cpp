#include "vault/folder.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "vault/sealed_file.hpp"

namespace ledgelight::vault {
namespace {

namespace fs = std::filesystem;
const Key key(std::string(32, 'k'));

class FolderVaultTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "vaultXXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    dir = name;
    vault = open();
  }
  void TearDown() override { fs::remove_all(dir); }

  std::unique_ptr<desk::Vault> open() {
    auto opened = open_folder_vault(dir + "/vault");
    EXPECT_TRUE(opened);
    return opened ? std::move(opened).value() : nullptr;
  }
  desk::StoredBlob put(std::string_view plain) {
    auto writer = vault->create(key);
    EXPECT_TRUE(writer);
    EXPECT_TRUE((*writer)->write(plain));
    const auto stored = (*writer)->finish();
    EXPECT_TRUE(stored);
    return *stored;
  }
  Result<std::string> get(const std::string& blob) {
    auto reader = TRY(vault->open(blob, key));
    return desk::read_all(*reader, 64U << 20);
  }
  void tamper(const std::string& blob, const std::function<void(std::string&)>& change) {
    const auto path = vault->path_of(blob);
    std::ifstream in(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    change(bytes);
    fs::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
  }
  int dot_files() {
    int n = 0;
    for (const auto& e : fs::directory_iterator(dir + "/vault")) {
      n += e.path().filename().string()[0] == '.';
    }
    return n;
  }

  std::string dir;
  std::unique_ptr<desk::Vault> vault;
};

TEST_F(FolderVaultTest, GivesBackWhatItTookInPiecesOfAnySize) {
  std::string plain;
  for (int i = 0; i < 300'000; ++i) plain += static_cast<char>(i * 7 + i / 300);
  auto writer = vault->create(key);
  ASSERT_TRUE(writer);
  std::size_t step = 1;
  for (std::size_t at = 0; at < plain.size(); at += step, step = step * 3 % 70'001 + 1) {
    ASSERT_TRUE((*writer)->write(std::string_view(plain).substr(at, step)));
  }
  const auto stored = (*writer)->finish();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->size, plain.size());
  EXPECT_EQ(stored->sha256, sha256(plain));
  EXPECT_EQ(stored->sha512, sha512_hex(plain));
  EXPECT_EQ(stored->sealed_size, sealed_size_of(plain.size()));
  EXPECT_EQ(fs::file_size(vault->path_of(stored->blob)), stored->sealed_size);
  const auto back = get(stored->blob);
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, plain);
  const auto checked = vault->check(stored->blob);
  ASSERT_TRUE(checked);
  EXPECT_EQ(*checked, stored->sealed_size);
}

TEST_F(FolderVaultTest, CanBeReadAnywhereWithoutReadingOn) {
  std::string plain;
  for (std::size_t i = 0; i < 3 * chunk_size + 777; ++i) plain += static_cast<char>(i * 11 + i / 500);
  const auto stored = put(plain);
  auto reader = vault->open(stored.blob, key);
  ASSERT_TRUE(reader);
  EXPECT_EQ((*reader)->size(), plain.size());
  std::string got(100'000, '\0');
  std::uint64_t offset = 5;
  for (int i = 0; i < 50; ++i, offset = (offset * 31 + 4001) % (plain.size() + 2000)) {
    const auto n = (*reader)->read_at(offset, got);
    ASSERT_TRUE(n);
    const auto want = offset > plain.size() ? "" : plain.substr(offset, got.size());
    EXPECT_EQ(std::string_view(got).substr(0, *n), want) << offset;
  }
  // Reading in order goes on from where it stood.
  ASSERT_TRUE((*reader)->read(std::span<char>(got).first(10)));
  EXPECT_EQ(got.substr(0, 10), plain.substr(0, 10));

  tamper(stored.blob, [](std::string& b) { b[header_size + chunk_size + tag_size + 9] ^= 1; });
  reader = vault->open(stored.blob, key);
  ASSERT_TRUE(reader);
  EXPECT_TRUE((*reader)->read_at(0, std::span<char>(got).first(chunk_size)));
  EXPECT_EQ((*reader)->read_at(chunk_size, got).error().code, Errc::corrupt);
  EXPECT_TRUE((*reader)->read_at(2 * chunk_size, std::span<char>(got).first(10)));
}

TEST_F(FolderVaultTest, HoldsNothingInClear) {
  const std::string canary = "CANARY 078-05-1120 Ermintrude";
  const auto stored = put(canary);
  std::ifstream in(vault->path_of(stored.blob), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  EXPECT_EQ(bytes.find("CANARY"), std::string::npos);
  EXPECT_EQ(sha256_hex(bytes), stored.blob);
}

TEST_F(FolderVaultTest, OnlyItsOwnerMayReadAndNobodyWrite) {
  const auto stored = put("text");
  struct stat st {};
  ASSERT_EQ(::stat(vault->path_of(stored.blob).c_str(), &st), 0);
  EXPECT_EQ(st.st_mode & 0777, 0400U);
}

TEST_F(FolderVaultTest, ReadingStopsAtTheLimit) {
  const auto stored = put(std::string(1000, 'x'));
  auto reader = vault->open(stored.blob, key);
  ASSERT_TRUE(reader);
  EXPECT_EQ(desk::read_all(**reader, 999).error().code, Errc::too_large);
}

TEST_F(FolderVaultTest, NamesTheFault) {
  const auto changed = put(std::string(200'000, 'a'));
  tamper(changed.blob, [](std::string& b) { b[150'000] ^= 1; });
  EXPECT_EQ(get(changed.blob).error().code, Errc::corrupt);
  EXPECT_EQ(vault->check(changed.blob).error().code, Errc::corrupt);

  const auto cut = put(std::string(200'000, 'b'));
  tamper(cut.blob, [](std::string& b) { b.resize(header_size + chunk_size + tag_size); });
  EXPECT_EQ(get(cut.blob).error().code, Errc::truncated);
  EXPECT_EQ(vault->check(cut.blob).error().code, Errc::corrupt);

  const auto empty = put("c");
  tamper(empty.blob, [](std::string& b) { b.clear(); });
  EXPECT_EQ(get(empty.blob).error().code, Errc::truncated);

  EXPECT_EQ(get(std::string(64, '0')).error().code, Errc::not_found);
  EXPECT_EQ(vault->check(std::string(64, '0')).error().code, Errc::not_found);
  EXPECT_EQ(vault->remove(std::string(64, '0')).error().code, Errc::not_found);
  EXPECT_EQ(get("../../etc/passwd").error().code, Errc::bad_input);
}

TEST_F(FolderVaultTest, GivesNoByteOfAChangedChunk) {
  const auto stored = put(std::string(chunk_size, 'a') + std::string(chunk_size, 'b'));
  tamper(stored.blob, [](std::string& b) { b[header_size + chunk_size + tag_size + 9] ^= 1; });
  auto reader = vault->open(stored.blob, key);
  ASSERT_TRUE(reader);
  std::string got(3 * chunk_size, '\0');
  const auto first = (*reader)->read(got);
  ASSERT_TRUE(first);
  EXPECT_EQ(*first, chunk_size);
  EXPECT_FALSE((*reader)->read(got));
  EXPECT_FALSE((*reader)->read(got)) << "a reader that failed stays failed";
}

TEST_F(FolderVaultTest, ADroppedWriterLeavesNothing) {
  {
    auto writer = vault->create(key);
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->write(std::string(200'000, 'x')));
    EXPECT_EQ(dot_files(), 1);
  }
  EXPECT_EQ(dot_files(), 0);
  EXPECT_TRUE(vault->list()->empty());
}

TEST_F(FolderVaultTest, OpeningAgainLeavesALivingWriterAlone) {
  auto writer = vault->create(key);
  ASSERT_TRUE(writer);
  ASSERT_TRUE((*writer)->write(std::string(200'000, 'x')));
  const auto second = open();
  const auto stored = (*writer)->finish();
  ASSERT_TRUE(stored);
  EXPECT_TRUE(second->check(stored->blob));
}

TEST_F(FolderVaultTest, AKilledWriterLeavesOnlyADotFileWhichTheNextOpeningRemoves) {
  const auto kept = put("kept");
  for (int round = 0; round < 5; ++round) {
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto writer = vault->create(key);
      if (!writer) ::_exit(1);
      for (int i = 0;; ++i) {
        if (!(*writer)->write(std::string(50'000, 'x'))) ::_exit(1);
        if (i == 3 + round && ::write(ready[1], "r", 1) != 1) ::_exit(1);
      }
    }
    char c = 0;
    ::close(ready[1]);
    ASSERT_EQ(::read(ready[0], &c, 1), 1);
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ::close(ready[0]);
  }
  EXPECT_EQ(dot_files(), 5);
  vault = open();
  EXPECT_EQ(dot_files(), 0);
  EXPECT_EQ(*vault->list(), std::vector<std::string>{kept.blob});
}

TEST_F(FolderVaultTest, AFullDiskIsNamedAndLeavesNothing) {
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{150'000, 150'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto writer = vault->create(key);
    if (!writer) ::_exit(2);
    Result<void> wrote;
    for (int i = 0; i < 10 && wrote; ++i) wrote = (*writer)->write(std::string(50'000, 'x'));
    if (wrote || wrote.error().code != Errc::disk_full) ::_exit(3);
    const auto finished = (*writer)->finish();
    if (finished || finished.error().code != Errc::disk_full) ::_exit(4);
    writer->reset();
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(dot_files(), 0);
  EXPECT_TRUE(vault->list()->empty());
}

TEST_F(FolderVaultTest, ManyWriteAndReadAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) {
        const auto plain = std::string(70'000 + static_cast<std::size_t>(t), 'a') + std::to_string(i);
        auto writer = vault->create(key);
        if (!writer || !(*writer)->write(plain)) return;
        const auto stored = (*writer)->finish();
        if (!stored) return;
        const auto back = get(stored->blob);
        if (back && *back == plain) ++good;
      }
    });
  }
  for (auto& t : threads) t.join();
  EXPECT_EQ(good, 40);
  EXPECT_EQ(vault->list()->size(), 40U);
}

TEST_F(FolderVaultTest, TheSameSealedBytesTwiceAreOneBlob) {
  const auto put_seeded = [&] {
    SeededRandomness seed("same");
    auto seeded = open_folder_vault(dir + "/vault", seed);
    auto writer = (*seeded)->create(key);
    EXPECT_TRUE((*writer)->write("twice"));
    return (*writer)->finish();
  };
  const auto a = put_seeded();
  const auto b = put_seeded();
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->blob, b->blob);
  EXPECT_EQ(vault->list()->size(), 1U);
  EXPECT_EQ(*get(a->blob), "twice");
}

TEST_F(FolderVaultTest, RemovesWhatItIsTold) {
  const auto stored = put("gone");
  EXPECT_TRUE(vault->remove(stored.blob));
  EXPECT_EQ(vault->check(stored.blob).error().code, Errc::not_found);
  EXPECT_TRUE(vault->list()->empty());
}

}  // namespace
}  // namespace ledgelight::vault
