// Through the real ledgelight-decode, as it stands beside this test.
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "base/bytes.hpp"
#include "discover/carve.hpp"
#include "discover/decoder.hpp"
#include "discover/frame.hpp"
#include "discover/scan.hpp"
#include "discover/write.hpp"

namespace ledgelight::discover {
namespace {

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (unsigned char c : bytes) {
    crc ^= c;
    for (int k = 0; k < 8; ++k) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i, value >>= 8U)
    out += static_cast<char>(value);
}

/// A zip of stored members, written out by hand so that names and lies are ours to choose.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files, int flags = 0) {
  std::string out, directory;
  for (const auto& [name, data] : files) {
    const auto at = out.size();
    std::string fields;
    put(fields, 20, 2);
    put(fields, static_cast<std::uint64_t>(flags), 2);
    put(fields, 0, 2);
    put(fields, 0, 4);
    put(fields, crc32(data), 4);
    put(fields, data.size(), 4);
    put(fields, data.size(), 4);
    put(fields, name.size(), 2);
    put(fields, 0, 2);
    out += "PK\x03\x04" + fields + name + data;
    directory += "PK\x01\x02";
    put(directory, 20, 2);
    directory += fields;
    put(directory, 0, 2 + 2 + 2 + 4);
    put(directory, at, 4);
    directory += name;
  }
  const auto start = out.size();
  out += directory + "PK\x05\x06";
  put(out, 0, 4);
  put(out, files.size(), 2);
  put(out, files.size(), 2);
  put(out, directory.size(), 4);
  put(out, start, 4);
  put(out, 0, 2);
  return out;
}

/// gzip of stored blocks.
std::string gzip_of(std::string_view data) {
  std::string out("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10);
  for (std::size_t at = 0; at < data.size() || data.empty(); at += 60000) {
    const auto part = data.substr(at, 60000);
    out += static_cast<char>(at + 60000 >= data.size() ? 1 : 0);
    put(out, part.size(), 2);
    put(out, ~part.size(), 2);
    out += part;
    if (data.empty()) break;
  }
  put(out, crc32(data), 4);
  put(out, data.size(), 4);
  return out;
}

struct Seen {
  Collected all;
  ScanTotals totals;
  std::string unread_of(std::string_view member) const {
    for (const auto& u : all.not_read)
      if (u.member == member) return u.reason;
    return {};
  }
  std::string kind_of(std::string_view member) const {
    for (const auto& f : all.files)
      if (f.member == member) return f.kind;
    return {};
  }
};

/// A stream, which cannot say how much is to come.
class OfNoSize final : public ByteSource {
 public:
  explicit OfNoSize(std::string_view bytes) : all_(bytes) {}
  Result<std::size_t> read(std::span<char> into) override { return all_.read(into); }

 private:
  MemorySource all_;
};

Seen scanned(std::string_view bytes, const Limits& limits = {}, std::string_view name = "evidence.gz") {
  Seen seen;
  MemorySource source(bytes);
  auto totals = scan(source, 0, name, seen.all, limits);
  EXPECT_TRUE(totals.has_value());
  if (totals) seen.totals = *totals;
  return seen;
}

const std::string table = "name,ssn,city\nAda Example,219-12-1234,X\nBea Sample,219-12-1235,X\nCy Case,219-12-1236,X\n";

TEST(Archive, MembersAreScannedUnderTheirPath) {
  const auto seen = scanned(zip_of({{"readme.txt", "hello\n"}, {"in/people.csv", table}}));
  ASSERT_EQ(seen.all.findings.size(), 6U);
  EXPECT_EQ(seen.all.findings[1].member, "in/people.csv");
  EXPECT_EQ(seen.all.findings[1].offset, table.find("219"));
  EXPECT_EQ(seen.kind_of(""), "zip");
  EXPECT_EQ(seen.kind_of("readme.txt"), "text");
  EXPECT_TRUE(seen.all.not_read.empty());
  EXPECT_EQ(seen.totals.files, 3U);
}

TEST(Archive, NestedContainersLeadBackToTheByte) {
  const auto seen = scanned(zip_of({{"a.zip", zip_of({{"people.csv.gz", gzip_of(table)}})}}));
  ASSERT_EQ(seen.all.findings.size(), 6U);
  EXPECT_EQ(seen.all.findings[0].member, "a.zip/people.csv.gz/people.csv");
}

TEST(Archive, HostileNamesAreOnlyNames) {
  const std::string name = "../../tmp/\xFF\x01 evil\n.csv";
  const auto seen = scanned(zip_of({{name, table}, {"/etc/passwd", table}}));
  ASSERT_EQ(seen.all.findings.size(), 12U);
  EXPECT_EQ(seen.all.findings[0].member, name);
  EXPECT_EQ(seen.all.findings[6].member, "/etc/passwd");
}

TEST(Archive, DepthIsLimitedAndSaid) {
  std::string nest = zip_of({{"people.csv", table}});
  for (int i = 0; i < 40; ++i) nest = zip_of({{"z", nest}});
  const auto seen = scanned(nest);
  EXPECT_TRUE(seen.all.findings.empty());
  EXPECT_EQ(seen.unread_of("z/z/z/z/z/z/z/z"), "containers nested deeper than 8");
}

TEST(Archive, ABombIsStoppedByItsRatioAndWhatCameBeforeIsKept) {
  // Each of the members unpacks to a megabyte; the limits here are small so that the test is quick.
  std::vector<std::pair<std::string, std::string>> files{{"people.csv", table}};
  for (int i = 0; i < 20; ++i) files.emplace_back("z" + std::to_string(i), std::string(1 << 20, 'z'));
  Limits small;
  small.unpacked = 5U << 20;
  const auto bytes = zip_of(files);
  OfNoSize source(bytes);
  Seen seen;
  const auto totals = scan(source, 0, "evidence.zip", seen.all, small);
  ASSERT_TRUE(totals.has_value());
  seen.totals = *totals;
  EXPECT_EQ(seen.all.findings.size(), 6U);
  EXPECT_EQ(seen.unread_of(""), "zip unpacks to more than 5242880 bytes");
  EXPECT_LE(seen.totals.unpacked, small.unpacked + (1U << 20));
}

TEST(Archive, WhatIsLargeItselfMayHoldAsMuch) {
  // As a backup does: its members are as many bytes as it has, and more than the limit.
  std::vector<std::pair<std::string, std::string>> files;
  for (int i = 0; i < 12; ++i)
    files.emplace_back("z" + std::to_string(i), std::string(1 << 20, 'z'));
  files.emplace_back("people.csv", table);
  Limits small;
  small.unpacked = 5U << 20;
  const auto seen = scanned(zip_of(files), small);
  EXPECT_EQ(seen.all.findings.size(), 6U);
  EXPECT_EQ(seen.unread_of(""), "");
  EXPECT_GT(seen.totals.unpacked, 12U << 20);
}

TEST(Archive, TheNumberOfMembersIsLimited) {
  std::vector<std::pair<std::string, std::string>> files;
  for (int i = 0; i < 50; ++i) files.emplace_back("f" + std::to_string(i), "x");
  Limits few;
  few.members = 20;
  EXPECT_EQ(scanned(zip_of(files), few).unread_of(""), "zip holds more than 20 members");
}

TEST(Archive, CutOffArchivesKeepWhatCouldBeRead) {
  const auto whole = zip_of({{"people.csv", table}, {"more.csv", table + table}});
  for (std::size_t size = 4; size < whole.size(); size += 61) {
    const auto seen = scanned(std::string_view(whole).substr(0, size));
    EXPECT_FALSE(seen.all.not_read.empty() && seen.all.files.empty()) << size;
    if (size > 200 && size < 300) {
      EXPECT_GE(seen.all.findings.size(), 6U) << size;
      EXPECT_NE(seen.unread_of("").find("damaged or cut short"), std::string::npos) << size;
    }
  }
}

TEST(Archive, EncryptedMembersAreListed) {
  const auto seen = scanned(zip_of({{"secret.csv", std::string(40, 'x')}}, 1));
  EXPECT_NE(seen.unread_of("secret.csv").find("encrypted"), std::string::npos);
}

const std::string letter_docx =
    "<w:document><w:body><w:p><w:r><w:t>Her SSN is "
    "219-</w:t></w:r><w:r><w:t>12-1234.</w:t></w:r></w:p></w:body></w:document>";

TEST(Archive, ADocumentInsideAZipIsReadAsADocument) {
  const auto document =
      zip_of({{"[Content_Types].xml", "<a/>"}, {"word/document.xml", letter_docx}});
  const auto seen = scanned(zip_of({{"letter.docx", document}}));
  ASSERT_EQ(seen.all.findings.size(), 1U);
  EXPECT_EQ(seen.all.findings[0].member, "letter.docx/text");
  EXPECT_EQ(seen.kind_of("letter.docx"), "docx");
  EXPECT_TRUE(seen.all.not_read.empty());
}

TEST(Archive, ADocumentTooLargeToHoldIsListed) {
  const auto document =
      zip_of({{"[Content_Types].xml", "<a/>"}, {"word/document.xml", letter_docx}});
  Limits small;
  small.spool = 100;
  EXPECT_EQ(scanned(zip_of({{"letter.docx", document}}), small).unread_of("letter.docx"),
            "docx inside a container: larger than the 100 bytes that are held in memory");
  // At the outside it is jumped in where it stands.
  EXPECT_EQ(scanned(document, small).all.findings.size(), 1U);
}

// What was put together says so: a log that is read alone is listed, one that is read with its database is not.
const std::string a_database = "SQLite format 3" + std::string(1, '\0') + "no more of it";
const std::string a_log = "\x37\x7F\x06\x82 and in it, her SSN is 219-12-1237, she said.";

TEST(Archive, ALogInsideAZipIsReadWithItsDatabaseWhicheverComesFirst) {
  for (const bool log_first : {false, true}) {
    std::vector<std::pair<std::string, std::string>> files{{"in/app.db", a_database}, {"other/app.db-wal", a_log}};
    files.insert(log_first ? files.begin() : files.end(), {"in/app.db-wal", a_log});
    const auto seen = scanned(zip_of({{"inner.zip", zip_of(files)}}));
    EXPECT_EQ(seen.kind_of("inner.zip/in/app.db-wal"), "sqlite-wal");
    EXPECT_EQ(seen.unread_of("inner.zip/in/app.db-wal"), "");
    EXPECT_NE(seen.unread_of("inner.zip/other/app.db-wal"), "") << "that folder has no database";
    EXPECT_EQ(seen.all.findings.size(), 2U) << "its runs of text are searched either way";
  }
}

TEST(Archive, WhatDoesNotFitInMemoryTogetherIsReadAlone) {
  Limits small;
  small.spool = 100;
  const std::string filler(60, ' ');
  const auto zip = zip_of({{"a.db", a_database + filler}, {"a.db-wal", a_log + filler}, {"b.db-wal", a_log + filler + filler},
                           {"c.db", a_database}, {"c.db-wal", a_log}});
  const auto seen = scanned(zip, small);
  EXPECT_NE(seen.unread_of("a.db-wal"), "") << "it comes when its database had to make room";
  EXPECT_NE(seen.unread_of("b.db-wal"), "") << "too large to wait, searched as it comes";
  EXPECT_EQ(seen.unread_of("c.db-wal"), "");
  EXPECT_EQ(seen.all.findings.size(), 3U);
  for (const auto& f : seen.all.findings) EXPECT_EQ(f.offset, a_log.find("219"));
  EXPECT_EQ(scanned(zip_of({{"a.db", a_database + filler + filler}}), small).unread_of("a.db"),
            "sqlite inside a container: larger than the 100 bytes that are held in memory");
}

TEST(Archive, MoreDatabasesThanMayWaitAreAllRead) {
  std::vector<std::pair<std::string, std::string>> files;
  for (int i = 0; i < 600; ++i) files.push_back({std::to_string(i) + ".db-wal", a_log});
  const auto seen = scanned(zip_of(files));
  EXPECT_EQ(seen.all.findings.size(), 600U);
  EXPECT_EQ(seen.all.not_read.size(), 600U);
}

TEST(Archive, AMailLeadsToItsAttachmentsAndTheirMembers) {
  const std::string mail = "From: a@city.example\nTo: b@city.example\nSubject: list\nMIME-Version: "
                           "1.0\nContent-Type: multipart/mixed; boundary=xx\n\n"
                           "--xx\nContent-Type: text/plain\n\nPassport application of Ada Example, "
                           "SSN 219-12-1234.\n--xx\n"
                           "Content-Type: text/csv; name=\"people.csv\"\n\n" +
                           table + "--xx--\n";
  const auto seen = scanned(mail);
  std::size_t in_clear = 0, attached = 0;
  for (const auto& f : seen.all.findings) {
    if (f.element != Element::ssn) continue;
    if (f.member.empty()) {
      ++in_clear;
      EXPECT_EQ(f.offset, mail.find("219-12-1234"));
    }
    if (f.member == "people.csv") ++attached;
  }
  EXPECT_EQ(in_clear, 1U);
  EXPECT_EQ(attached, 3U);
  EXPECT_EQ(seen.kind_of(""), "mail");
  EXPECT_TRUE(seen.all.not_read.empty());
}

TEST(Archive, PiecesOfOneMemberNeverShareARecord) {
  std::string box;
  for (int i = 0; i < 3; ++i)
    box += "From a@x Mon\nFrom: a@city.example\nSubject: s\n\nHer SSN is 219-12-123" +
           std::to_string(4 + i) + ".\n\n";
  std::set<std::uint64_t> records;
  std::size_t ssns = 0;
  for (const auto& f : scanned(box).all.findings)
    if (f.element == Element::ssn) records.insert(f.record), ++ssns;
  EXPECT_EQ(ssns, 3U);
  EXPECT_EQ(records.size(), 3U);
}

TEST(Archive, AZipBehindAProgramIsFound) {
  const auto seen = scanned("MZ" + std::string(5000, '\x01') + zip_of({{"people.csv", table}}));
  EXPECT_EQ(seen.all.findings.size(), 6U);
  EXPECT_EQ(seen.kind_of(""), "appended-zip");
}

TEST(Archive, TextInBytesOfNoKindIsFoundWhereItStands) {
  std::string bytes(3000, '\x02');
  bytes += "Her SSN is 219-12-1234, she said.";
  bytes += std::string(70'000, '\0');
  bytes += "His SSN is 219-12-1235, he said.";
  const auto seen = scanned(bytes);
  ASSERT_GE(seen.all.findings.size(), 2U);
  EXPECT_EQ(seen.all.findings[0].offset, bytes.find("219-"));
  EXPECT_EQ(seen.all.findings[1].offset, bytes.find("219-12-1235"));
  EXPECT_NE(seen.unread_of("").find("only the runs of text"), std::string::npos);
}

TEST(Archive, WideTextInBytesOfNoKindIsFoundWhereItStands) {
  const auto wide = [](std::string_view text) {
    std::string out;
    for (const char c : text) out += std::string{c, '\0'};
    return out;
  };
  for (const std::size_t before : {3000U, 3001U}) {
    auto bytes = std::string(before, '\x02') + wide("Her SSN is 219-12-1234, she said.") + std::string(5000, '\x03') + "His SSN is 219-12-1235.";
    const auto seen = scanned(bytes);
    ASSERT_EQ(seen.all.findings.size(), 2U) << before;
    EXPECT_EQ(seen.all.findings[0].offset, bytes.find("219-12-1235"));
    EXPECT_EQ(seen.all.findings[1].offset, bytes.find(wide("219-")));
    EXPECT_EQ(seen.all.findings[1].length, 22U);
    EXPECT_NE(seen.all.findings[0].record, seen.all.findings[1].record);
  }
}

TEST(Carver, AnyCutGivesTheSameTextAndEveryOffsetHolds) {
  std::string bytes = "ok text\x01\x02short\x03long enough \xC3\xA9t\xC3\xA9\xFFx\0\0abcdef";
  bytes += std::string(1, '\xC3');
  std::string whole;
  Carver all;
  all.feed(bytes, whole);
  all.finish(whole);
  EXPECT_EQ(whole.size(), bytes.size());
  EXPECT_EQ(whole.substr(0, 32), "ok text\n\n\n\n\n\n\n\nlong enough \xC3\xA9t\xC3\xA9");
  for (std::size_t step = 1; step < 9; ++step) {
    std::string cut;
    Carver carver;
    for (std::size_t i = 0; i < bytes.size(); i += step)
      carver.feed(std::string_view(bytes).substr(i, step), cut);
    carver.finish(cut);
    EXPECT_EQ(cut, whole) << step;
  }
}

TEST(Archive, DamagedBytesNeverStopTheScan) {
  const auto whole = zip_of({{"people.csv", table}, {"in.zip", zip_of({{"x.csv", table}})}, {"p.gz", gzip_of(table)}});
  std::uint32_t seed = 99;
  for (int round = 0; round < 60; ++round) {
    auto bytes = whole;
    for (int k = 0; k < 6; ++k) {
      seed = seed * 1664525U + 1013904223U;
      bytes[(seed >> 8) % bytes.size()] = static_cast<char>(seed);
    }
    const auto seen = scanned(bytes);
    EXPECT_GE(seen.all.files.size() + seen.all.not_read.size(), 1U);
  }
}

TEST(Decoder, AMissingProgramIsAnUnreadFileAndNotAnEnd) {
  Limits none;
  none.decoder = "/nonexistent/ledgelight-decode";
  const auto seen = scanned(zip_of({{"people.csv", table}}), none);
  ASSERT_EQ(seen.all.not_read.size(), 1U);
  EXPECT_NE(seen.all.not_read[0].reason.find("does not start"), std::string::npos);
}

/// A stand-in for the decoder that misbehaves.
struct Impostor {
  explicit Impostor(const std::string& script) {
    path = testing::TempDir() + "impostor-" + std::to_string(::getpid());
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }
  ~Impostor() { std::filesystem::remove(path); }
  std::string path;
};

TEST(Decoder, CrashHangAndLiesCostOneContainerOnly) {
  for (const auto& [script, word] : std::vector<std::pair<std::string, std::string>>{
           {"kill -SEGV $$", "stopped by signal 11"},
           {"exit 3", "ended without finishing"},
           {"exec sleep 60", "said nothing"},
           {"printf 'Q\\0\\0\\0\\0'", "out of order"},
           {"printf 'M\\377\\0\\0\\0'; sleep 60", "frame too long"},
           {"printf 'D\\0\\0\\0\\001x'", "out of order"}}) {
    const Impostor impostor(script);
    Limits limits;
    limits.decoder = impostor.path;
    if (word == "said nothing")
      limits.quiet = std::chrono::seconds(1);  // the others speak, however late
    const auto seen = scanned(zip_of({{"people.csv", table}}), limits);
    ASSERT_EQ(seen.all.not_read.size(), 1U) << script;
    EXPECT_NE(seen.all.not_read[0].reason.find(word), std::string::npos) << seen.all.not_read[0].reason;
  }
}

TEST(Decoder, AQuestionOutOfTurnOrOutOfBoundsEndsIt) {
  for (const auto* script :
       {"printf 'P\\0\\0\\0\\014\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\001'; sleep 60"}) {
    const Impostor impostor(script);
    Limits limits;
    limits.decoder = impostor.path;
    // A zip is read front to back: its decoder has nothing to ask.
    const auto seen = scanned(zip_of({{"people.csv", table}}), limits);
    ASSERT_EQ(seen.all.not_read.size(), 1U);
    EXPECT_NE(seen.all.not_read[0].reason.find("asked out of turn"), std::string::npos)
        << seen.all.not_read[0].reason;
  }
}

TEST(PreparedDecoders, ReadWhatDecodersStartedOneByOneReadAndLeaveNoProcessBehind) {
  std::vector<std::string> containers{
      zip_of({{"people.csv", table}}), gzip_of(table),
      zip_of({{"in.zip", zip_of({{"x.csv", table}})}, {"p.gz", gzip_of(table)}}),
      gzip_of(table).substr(0, 40), zip_of({})};
  const auto told = [&](const std::string& bytes) {
    const auto seen = scanned(bytes);
    std::string out;
    for (const auto& f : seen.all.findings)
      out += f.member + "@" + std::to_string(f.offset) + " " + f.masked + "\n";
    for (const auto& f : seen.all.files)
      out += f.member + " " + f.kind + "\n";
    for (const auto& u : seen.all.not_read)
      out += u.member + ": " + u.reason + "\n";
    return out;
  };
  std::vector<std::string> apart;
  for (const auto& c : containers)
    apart.push_back(told(c));
  {
    const PreparedDecoders prepared;
    for (int round = 0; round < 3; ++round)
      for (std::size_t i = 0; i < containers.size(); ++i)
        EXPECT_EQ(told(containers[i]), apart[i]) << i;
  }
  // No process of ours is left, ended or not.
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

/// Processes that we are the parent of, whose arguments have that word.
int children_called(const std::string& word) {
  int n = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::string line, words;
    std::ifstream in(entry.path() / "status");
    while (std::getline(in, line))
      if (line == "PPid:\t" + std::to_string(::getpid())) {
        std::getline(std::ifstream(entry.path() / "cmdline"), words);
        n += words.find(word) != std::string::npos ? 1 : 0;
      }
  }
  return n;
}

TEST(PreparedDecoders, ACopyThatIsEndedCostsNoOtherContainer) {
  const PreparedDecoders prepared;
  const auto small = zip_of({{"people.csv", table}}), large = gzip_of(std::string(4U << 20, 'z'));
  for (int round = 0; round < 3; ++round) {
    EXPECT_TRUE(scanned(small).all.not_read.empty());
    MemorySource source(large);
    const auto cut = Unpacking::start(Container::gzip, source, {});
    ASSERT_TRUE(cut);
    EXPECT_EQ(children_called("prepared"), children_called(""));
    EXPECT_GE(children_called("prepared"), 2);  // the prepared one and the one made from it
  }                                             // ended before it has said a word
  EXPECT_FALSE(scanned(small).all.findings.empty());
}

TEST(PreparedDecoders, AProgramThatTakesNoRequestsIsStartedForEachContainer) {
  // It leaves when it is asked to wait for requests, and misbehaves in a way of its own when
  // started.
  const Impostor impostor("[ \"$1\" = prepared ] && exit 0; exit 3");
  Limits limits;
  limits.decoder = impostor.path;
  const PreparedDecoders prepared;
  for (int round = 0; round < 2; ++round) {
    const auto seen = scanned(zip_of({{"people.csv", table}}), limits);
    ASSERT_EQ(seen.all.not_read.size(), 1U);
    EXPECT_NE(seen.all.not_read[0].reason.find("ended without finishing (status 3)"),
              std::string::npos)
        << seen.all.not_read[0].reason;
  }
}

TEST(PreparedDecoders, EachThreadHasItsOwnAndTheyEndWithIt) {
  std::vector<std::thread> threads;
  std::atomic<int> found{0};
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      const PreparedDecoders prepared;
      for (int round = 0; round < 10; ++round)
        if (!scanned(zip_of({{"people.csv", table}})).all.findings.empty()) ++found;
    });
  for (auto& t : threads)
    t.join();
  EXPECT_EQ(found, 40);
}

TEST(Frame, AsksAreReadWithinTheirBounds) {
  const auto ask = [](std::uint64_t offset, std::uint64_t length) {
    return read_ask(big_endian(offset, 8) + big_endian(length, 4));
  };
  EXPECT_EQ(ask(1ULL << 40, max_ask)->offset, 1ULL << 40);
  EXPECT_FALSE(ask(0, 0));
  EXPECT_FALSE(ask(0, max_ask + 1));
  EXPECT_FALSE(read_ask("short"));
  FrameReader reader;
  reader.feed(encode_ask({7, 9}) + encode_frame(FrameType::text, "t") + encode_ask({1, 2}) +
              encode_frame(FrameType::piece, big_endian(5, 8)));
  for (auto type : {FrameType::ask, FrameType::text, FrameType::ask, FrameType::piece})
    EXPECT_EQ((*reader.next())->type, type);
  FrameReader wrong;
  wrong.feed(encode_frame(FrameType::member, "m") +
             encode_frame(FrameType::piece, big_endian(5, 8)));
  EXPECT_TRUE(wrong.next());
  EXPECT_FALSE(wrong.next());
}

TEST(Frame, RoundTripsAndHoldsTheOrder) {
  FrameReader reader;
  reader.feed(encode_frame(FrameType::member, "a") + encode_frame(FrameType::data, std::string(1000, 'x')) +
              encode_frame(FrameType::member_end, "") + encode_frame(FrameType::end, ""));
  for (auto type : {FrameType::member, FrameType::data, FrameType::member_end, FrameType::end}) {
    auto frame = reader.next();
    ASSERT_TRUE(frame && *frame);
    EXPECT_EQ((*frame)->type, type);
  }
  EXPECT_TRUE(reader.finished());
  FrameReader wrong;
  wrong.feed(encode_frame(FrameType::member, "a") + encode_frame(FrameType::member, "b"));
  EXPECT_TRUE(wrong.next());
  EXPECT_FALSE(wrong.next());
}

TEST(Archive, AMemberOfOurNamingIsAStarInTheTable) {
  const auto member = [](std::string file, std::string_view inside) {
    return ShownMember::of(std::move(file), inside).member;
  };
  EXPECT_EQ(member("box/export.csv.gz", "export.csv"), "*");
  EXPECT_EQ(ShownMember::of("box/export.csv.gz", "export.csv").path, "box/export.csv.gz/export.csv");
  EXPECT_EQ(member("all.TGZ", "all.tar/people.csv"), "*");
  EXPECT_EQ(member("a.zip", "old/export.csv.bz2/export.csv"), "*");
  EXPECT_EQ(member("a.zip", "export.csv"), "export.csv");
  EXPECT_EQ(member("a.zip", "old/a.xz"), "old/a.xz");
  EXPECT_EQ(member("plain.csv", ""), "");
}

}  // namespace
}  // namespace ledgelight::discover
