#include "evidence/tar_reader.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <map>

namespace ledgelight::evidence {
namespace {

class Files final : public BagSink {
 public:
  Result<void> begin(std::string_view path, std::uint64_t) override {
    now_ = path;
    all[now_] = "";
    return {};
  }
  Result<void> write(std::string_view bytes) override {
    all[now_] += bytes;
    return {};
  }
  Result<void> end() override { return {}; }
  std::map<std::string, std::string> all;

 private:
  std::string now_;
};

std::string padded(std::string bytes) {
  bytes.resize((bytes.size() + 511) / 512 * 512, '\0');
  return bytes;
}

std::string octal(std::uint64_t n, int digits) {
  char out[32];
  std::snprintf(out, sizeof out, "%0*llo", digits, static_cast<unsigned long long>(n));
  return out;
}

std::string entry(const std::string& name, const std::string& bytes, char kind = '0') {
  std::string h(512, '\0');
  const auto put = [&](std::size_t at, const std::string& text) { h.replace(at, text.size(), text); };
  put(0, name.substr(0, 100));
  put(100, "0000600");
  put(124, octal(bytes.size(), 11));
  put(148, "        ");
  h[156] = kind;
  put(257, std::string("ustar\0" "00", 8));
  std::uint64_t sum = 0;
  for (const char c : h) sum += static_cast<unsigned char>(c);
  put(148, octal(sum, 6) + std::string("\0 ", 2));
  return h + padded(bytes);
}

std::string record(const std::string& key, const std::string& value) {
  const auto rest = " " + key + "=" + value + "\n";
  auto length = rest.size() + 1;
  while (std::to_string(length).size() + rest.size() != length) ++length;
  return std::to_string(length) + rest;
}

const std::string the_end(1024, '\0');

Errc code_of(const std::string& tar, std::size_t piece = 100'000, TarLimits limits = {}) {
  Files files;
  TarReader reader(files, limits);
  for (std::size_t at = 0; at < tar.size(); at += piece) {
    if (const auto done = reader.take(std::string_view(tar).substr(at, piece)); !done) return done.error().code;
  }
  const auto done = reader.finish();
  return done ? Errc{} : done.error().code;
}

TEST(TarReader, GivesTheFilesWithoutTheirFolderHoweverTheBytesAreCut) {
  const auto tar = entry("2026-0001/bagit.txt", "one") + entry("2026-0001/data/empty", "") +
                   entry("2026-0001/data/full", std::string(512, 'f')) +
                   entry("PaxHeader", record("path", "2026-0001/data/" + std::string(120, 'n')) + record("mtime", "1.5"), 'x') +
                   entry("short", "long name") + the_end + the_end;
  for (const std::size_t piece : {1UL, 7UL, 511UL, 512UL, 513UL, 100'000UL}) {
    Files files;
    TarReader reader(files);
    for (std::size_t at = 0; at < tar.size(); at += piece) {
      ASSERT_TRUE(reader.take(std::string_view(tar).substr(at, piece)));
    }
    ASSERT_TRUE(reader.finish());
    EXPECT_EQ(reader.folder(), "2026-0001");
    EXPECT_EQ(reader.files(), 4U);
    EXPECT_EQ(reader.bytes(), 3U + 512 + 9);
    const std::map<std::string, std::string> wanted = {{"bagit.txt", "one"},
                                                       {"data/empty", ""},
                                                       {"data/full", std::string(512, 'f')},
                                                       {"data/" + std::string(120, 'n'), "long name"}};
    EXPECT_EQ(files.all, wanted);
  }
}

TEST(TarReader, RefusesNamesThatLeaveTheFolderAndEverythingThatIsNoPlainFile) {
  for (const auto* name : {"/etc/passwd", "2026-0001/../x", "../x/y", "2026-0001/.hidden", "2026-0001//x", "2026-0001/",
                           "x", "2026-0001/a b", "2026-0001/\xC3\xA9", "2026-0001/a\\b", ""}) {
    EXPECT_EQ(code_of(entry(name, "x") + the_end), Errc::corrupt) << name;
  }
  for (const auto& long_name : {std::string("/etc/x"), "2026-0001/" + std::string(300, 'n'), std::string("2026-0001/a\0b", 13)}) {
    EXPECT_EQ(code_of(entry("h", record("path", long_name), 'x') + entry("2026-0001/x", "x") + the_end), Errc::corrupt);
  }
  for (const char kind : {'1', '2', '3', '4', '5', '6', '7', 'g', 'L', 'K', 'S', 'V'}) {
    EXPECT_EQ(code_of(entry("2026-0001/x", "", kind) + the_end), Errc::corrupt) << kind;
  }
  EXPECT_EQ(code_of(entry("2026-0001/x", "1") + entry("2026-0001/X", "2") + the_end), Errc::corrupt);
  EXPECT_EQ(code_of(entry("2026-0001/x", "1") + entry("2026-0002/y", "2") + the_end), Errc::corrupt);
}

TEST(TarReader, RefusesWhatIsBrokenCutOrTooMuch) {
  const auto good = entry("2026-0001/x", "hello") + the_end;
  EXPECT_EQ(code_of(good), Errc{});
  auto bad_sum = good;
  bad_sum[3] = 'z';
  EXPECT_EQ(code_of(bad_sum), Errc::corrupt);
  EXPECT_EQ(code_of(good + "x"), Errc::corrupt);
  EXPECT_EQ(code_of(std::string(512, '\0') + good), Errc::corrupt);
  auto padding = good;
  padding[512 + 6] = 'x';
  EXPECT_EQ(code_of(padding), Errc::corrupt);
  for (const std::size_t n : {0UL, 10UL, 512UL, 514UL, 1024UL, 1536UL}) {
    EXPECT_EQ(code_of(good.substr(0, n)), Errc::truncated) << n;
  }
  EXPECT_EQ(code_of(the_end), Errc::corrupt) << "no file at all";
  EXPECT_EQ(code_of(entry("2026-0001/x", "1") + entry("2026-0001/y", "2") + the_end, 512, {1, 100}), Errc::too_large);
  EXPECT_EQ(code_of(entry("2026-0001/x", "123456") + the_end, 512, {10, 5}), Errc::too_large);
  EXPECT_EQ(code_of(entry("h", std::string(70'000, 'x'), 'x') + the_end), Errc::too_large);
  EXPECT_EQ(code_of(entry("h", record("size", "18446744073709551615"), 'x') + entry("2026-0001/x", "x") + the_end), Errc::corrupt);
  EXPECT_EQ(code_of(entry("h", "9999 path=x\n", 'x') + entry("2026-0001/x", "x") + the_end), Errc::corrupt);
  EXPECT_EQ(code_of(entry("h", record("size", "999999999999999999"), 'x') + entry("2026-0001/x", "x") + the_end), Errc::too_large);
}

}  // namespace
}  // namespace ledgelight::evidence
