#include "discover/pieces.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace ledgelight::discover {
namespace {

/// What is found, in order, with every field that a table or the register sees.
class Lines final : public SinkOfPieces {
 public:
  std::vector<std::string> lines;
  std::uint64_t last_record = 0;
  bool takes_apart = true;
  void found(Finding f) override {
    last_record = std::max(last_record, f.record);
    const auto& p = f.postal.reveal(Purpose::test);
    lines.push_back(std::to_string(f.offset) + "+" + std::to_string(f.length) + " " +
                    std::string(token_of(f.element)) + " " + f.norm.reveal(Purpose::test) + " " +
                    std::to_string(f.confidence) + " " + f.reason + " " + p.street + "|" + p.zip);
    records.push_back(f.record);
  }
  void text(std::uint32_t, std::string_view, std::uint64_t offset,
            std::string_view bytes) override {
    EXPECT_TRUE(told.empty() || offset == at) << "told in order";
    told += bytes;
    at = offset + bytes.size();
  }
  void piece(std::uint64_t place) override {
    EXPECT_EQ(place, at) << "with its text, to the byte";
    ++pieces;
  }
  void unread(Unread what) override { lines.push_back("unread " + what.reason); }
  void read(FileRead what) override {
    lines.push_back("read " + what.kind + " " + std::to_string(what.bytes));
  }
  std::unique_ptr<Sink> apart() override {
    return takes_apart ? std::make_unique<Lines>() : nullptr;
  }
  void join(std::unique_ptr<Sink> other, std::uint64_t before) override {
    auto& o = static_cast<Lines&>(*other);
    ++joined;
    EXPECT_TRUE(told.empty() || o.told.empty() || at + o.told.size() == o.at);
    told += o.told;
    at = o.at;
    lines.insert(lines.end(), o.lines.begin(), o.lines.end());
    for (auto r : o.records)
      records.push_back(r + before);
  }
  std::vector<std::uint64_t> records;
  std::string told;
  std::uint64_t at = 0;
  std::size_t joined = 0, pieces = 0;
};

class Threads final : public Crew {
 public:
  explicit Threads(std::size_t n) {
    for (; n > 0; --n)
      all_.emplace_back([this] { work(); });
  }
  ~Threads() override {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    for (auto& t : all_)
      t.join();
  }
  std::size_t idle() const override { return all_.size(); }
  void offer(std::function<void()> work) override {
    const std::lock_guard lock(mutex_);
    offered_.push_back(std::move(work));
    changed_.notify_one();
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return over_ || !offered_.empty(); });
      if (offered_.empty()) return;
      const auto one = std::move(offered_.front());
      offered_.pop_front();
      lock.unlock();
      one();
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> offered_;
  bool over_ = false;
  std::vector<std::thread> all_;
};

struct Dice {
  std::uint64_t seed;
  std::uint64_t operator()(std::uint64_t n) {
    return ((seed = seed * 6364136223846793005ULL + 1442695040888963407ULL) >> 33U) % n;
  }
};

std::string social(Dice& dice) {
  return std::to_string(201 + dice(300)) + "-" + std::to_string(10 + dice(80)) + "-" +
         std::to_string(1000 + dice(8999));
}
std::string name(Dice& dice) {
  static const char* const given[] = {"Ada", "Bea", "Theo", "Hugo"};
  static const char* const family[] = {"Example", "Sample", "Marrow", "Quinlan"};
  return std::string(given[dice(4)]) + " " + family[dice(4)];
}

/// Both record numberings part the findings alike.
bool same_partition(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 1; i < a.size(); ++i)
    if ((a[i] == a[i - 1]) != (b[i] == b[i - 1])) return false;
  return true;
}

struct Text {
  const char* what;
  bool ahead;  ///< is what others search ahead ever taken?
  std::function<void(std::string&, Dice&, int)> add;
  std::string before = {};

  /// One of at least so many bytes.
  std::string made(unsigned seed, std::size_t least) const {
    Dice dice{seed};
    std::string bytes = before;
    for (int n = 0; bytes.size() < least; ++n)
      add(bytes, dice, n);
    return bytes;
  }
};

const Text texts[] = {
    {"a log", true,
     [](std::string& out, Dice& dice, int n) {
       out += "2026-02-" + std::to_string(10 + n % 18) + " 10:11:12 web1 app[77]: GET /a/" +
              std::to_string(dice(99999)) + (n % 40 == 0 ? " user ssn=" + social(dice) : "") + "\n";
     }},
    {"running text", true,
     [](std::string& out, Dice& dice, int n) {
       out += "The council met and spoke of nothing at all, at length and twice over.\n";
       if (n % 7 == 0) out += "Patient " + name(dice) + ", SSN " + social(dice) + ", was seen.\n";
       if (n % 3 == 0) out += "\n";
     }},
    {"a table", true,
     [](std::string& out, Dice& dice, int) {
       out += std::to_string(dice(9999)) + ",\"" + name(dice) + "\"," + social(dice) + ",CT\n";
     },
     "id,name,ssn,state\n"},
    {"a table with a mark before it, carriage returns and cells over several lines", true,
     [](std::string& out, Dice& dice, int n) {
       out += std::to_string(dice(9999)) + "," + name(dice) + "," + social(dice) + ",\"" +
              (n % 5 == 0 ? "one\r\nSSN " + social(dice) + "\r\n\r\nthree \"\"" : "a note") +
              "\"\r\n";
     },
     "\xEF\xBB\xBFid,name,ssn,note\r\n"},
    {"one cell that is half the file", true,
     [](std::string& out, Dice& dice, int n) {
       if (n == 1000) out += "7,Ada Example,201-11-2222,\"";
       if (n == 6000) out += "\"\n";
       if (n >= 1000 && n < 6000)
         out += "a line of a note, and a number 201-12-" + std::to_string(1000 + dice(8000)) + "\n";
       else
         out += std::to_string(dice(9999)) + "," + name(dice) + "," + social(dice) + ",x\n";
     },
     "id,name,ssn,note\n"},
    {"one table after the other", true,
     [](std::string& out, Dice& dice, int n) {
       if (n % 3000 == 2999) out += n % 2 == 0 ? "\nname,ssn\n" : "\nbirth date,member,mbi,ssn\n";
       const auto table = n / 3000 + (n % 3000 == 2999);
       if (table == 0)
         out += std::to_string(dice(9999)) + "," + name(dice) + "," + social(dice) + ",CT\n";
       else if (table % 2 == 0)
         out += name(dice) + "," + social(dice) + "\n";
       else
         out += "3/2/1986," + name(dice) + ",1EG4TE5MK73," + social(dice) + "\n";
     },
     "id,name,ssn,state\n"},
    {"a table that says nothing", true,
     [](std::string& out, Dice& dice, int n) {
       out += std::to_string(dice(999999)) + "," + std::to_string(dice(999)) + ".5," +
              (n % 90 == 0 ? "ssn " + social(dice) : "0.25") + "\n";
     },
     "meter,flow,spread\n"},
    {"JSON lines", true,
     [](std::string& out, Dice& dice, int n) {
       out += "{\"ts\": \"2026-02-02T10:11:12Z\", \"msg\": \"nothing\"";
       if (n % 9 == 0)
         out += ", \"user\": {\"full_name\": \"" + name(dice) + "\", \"ssn\": \"" + social(dice) +
                "\"}";
       out += n % 500 == 77 ? ", \"cut\": [1, {\n" : "}\n";
     }},
    {"a dump of SQL, one table in many rows", true,
     [](std::string& out, Dice& dice, int n) {
       if (n % 50 == 0)
         out += ";\nINSERT INTO users VALUES\n";
       else if (n % 50 != 1)
         out += ",\n";
       if (n % 50 != 0)
         out += "(" + std::to_string(n) + ", '" + name(dice) + "', 'it''s; (x)', '" + social(dice) +
                "')";
     },
     "CREATE TABLE users (id INTEGER, full_name TEXT, note TEXT, ssn TEXT);\nINSERT INTO users "
     "VALUES "
     "(1, 'Ada Example', '', '201-11-2222')\n"},
    {"a dump of SQL of many tables and copies", false,
     [](std::string& out, Dice& dice, int n) {
       const auto t = std::to_string(n / 2500);
       if (n % 2500 == 0)
         out += "CREATE TABLE t" + t + " (ssn TEXT, full_name TEXT);\nCOPY t" + t + " (" +
                (n / 2500 % 2 == 0 ? "full_name, ssn" : "ssn, full_name") + ") FROM stdin;\n";
       if (n / 2500 % 2 == 0)
         out += name(dice) + "\t" + social(dice) + "\n";
       else
         out += social(dice) + "\t" + name(dice) + "\n";
       if (n % 2500 == 2499) out += "\\.\n\n";
     }},
    {"a dump of SQL that never says what its columns are", true,
     [](std::string& out, Dice& dice, int n) {
       out += "INSERT INTO p VALUES (" + std::to_string(n) + ", '" + name(dice) + "', '" +
              social(dice) + "', 'x');\n";
     }},
    {"a page", false,
     [](std::string& out, Dice& dice, int n) {
       out += "<p>nothing</p>\n";
       if (n % 20 == 0) out += "<p>Patient " + name(dice) + ", SSN " + social(dice) + "</p>\n";
     },
     "<!doctype html><html><body>\n"},
    {"UTF-16", false,
     [](std::string& out, Dice& dice, int n) {
       for (const char c : "line, SSN " + (n % 10 == 0 ? social(dice) : std::string("none")) + "\n")
         (out += c) += '\0';
     },
     std::string("\xFF\xFE", 2)},
    {"one line without an end", false,
     [](std::string& out, Dice& dice, int n) {
       out += "word and word and " +
              (n % 50 == 0 ? "SSN " + social(dice) + " " : std::string("word "));
     }},
};

TEST(Pieces, HoldWhatIsFoundInTheWholeHoweverLargeTheyAreAndWhoeverReadsThem) {
  Threads three(3);
  for (const auto& one : texts) {
    SCOPED_TRACE(one.what);
    const auto bytes = one.made(11, 2'600'000);
    Limits whole;
    whole.piece = 1ULL << 40;
    Lines expected;
    MemorySource source(bytes);
    ASSERT_TRUE(scan(source, 0, "", expected, whole));
    ASSERT_GT(expected.lines.size(), 100U);
    for (const std::uint64_t piece : {256U << 10, 300'001U, 777'777U, 1U << 20}) {
      for (auto* crew : {static_cast<Crew*>(nullptr), static_cast<Crew*>(&three)}) {
        Limits limits;
        limits.piece = piece;
        limits.crew = crew;
        Lines got;
        MemorySource again(bytes);
        const auto totals = scan(again, 0, "", got, limits);
        ASSERT_TRUE(totals);
        EXPECT_EQ(totals->bytes, bytes.size());
        EXPECT_EQ(totals->findings + 1, got.lines.size());
        EXPECT_TRUE(got.lines == expected.lines)
            << piece << (crew != nullptr ? " by four" : " by one") << ": " << got.lines.size()
            << " of " << expected.lines.size();
        EXPECT_TRUE(same_partition(got.records, expected.records)) << piece;
        EXPECT_TRUE(got.told == expected.told) << piece << ": each byte is told once";
        if (one.ahead && piece == 300'001U) {
          EXPECT_GT(got.pieces, 2U);
        }
        if (crew != nullptr && piece == 300'001U) {
          EXPECT_EQ(got.joined > 0, one.ahead);
        }
      }
    }
  }
}

TEST(Pieces, ASearchThatGoesOnFromAPlaceThatWasReachedFindsTheRest) {
  /// What was found, cut where it can be gone on from.
  struct Cut final : Sink {
    std::vector<Lines> parts{1};
    std::vector<Limits::From> places;
    std::vector<std::string> texts{1};
    void found(Finding f) override { parts.back().found(std::move(f)); }
    void unread(Unread what) override { parts.back().unread(std::move(what)); }
    void read(FileRead) override {}
    void text(std::uint32_t, std::string_view, std::uint64_t, std::string_view bytes) override {
      texts.back() += bytes;
    }
    void reached(std::uint64_t place, std::uint64_t records) override {
      places.push_back({place, records});
      parts.emplace_back();
      texts.emplace_back();
    }
  };
  for (const auto& one : texts) {
    SCOPED_TRACE(one.what);
    const auto bytes = one.made(12, 1'600'000);
    Limits limits;
    limits.piece = 256U << 10;
    Cut whole;
    MemorySource source(bytes);
    ASSERT_TRUE(scan(source, 0, "", whole, limits));
    std::string all;
    for (const auto& text : whole.texts)
      all += text;
    EXPECT_TRUE(all == bytes) << "each byte is told once, in order";
    for (std::size_t n = 0; n < whole.places.size(); ++n) {
      limits.from = whole.places[n];
      Cut rest;
      MemorySource again(bytes);
      ASSERT_TRUE(scan(again, 0, "", rest, limits));
      ASSERT_EQ(rest.parts.size() + n + 1, whole.parts.size());
      for (std::size_t k = 0; k < rest.parts.size(); ++k) {
        EXPECT_TRUE(rest.parts[k].lines == whole.parts[n + 1 + k].lines) << n << " " << k;
        EXPECT_TRUE(rest.parts[k].records == whole.parts[n + 1 + k].records) << n << " " << k;
        EXPECT_TRUE(rest.texts[k] == whole.texts[n + 1 + k]) << n << " " << k;
      }
    }
    limits.from = {};
    const std::string_view what = one.what;
    if (what == "a log" || what == "a table" || what == "JSON lines") {
      EXPECT_GE(whole.places.size(), 4U);
    }
  }
}

TEST(Pieces, AnEndThatComesEarlyOrAReadThatFailsIsToldOf) {
  std::string bytes;
  Dice dice{5};
  while (bytes.size() < 3'000'000)
    bytes += "2026-02-11 10:11:12 web1: user ssn=" + social(dice) + "\n";
  /// Says that it is whole, and is not.
  struct Broken final : ByteSource {
    Broken(std::string_view b, bool f) : all(b), fails(f) {}
    Result<std::size_t> read(std::span<char> into) override {
      if (at >= all.size() / 2 && fails) return fail(Errc::io, "the disk is gone");
      auto n =
          *MemorySource(all.substr(at, all.size() / 2 - std::min(at, all.size() / 2))).read(into);
      at += n;
      return n;
    }
    std::optional<std::uint64_t> size() const override { return all.size(); }
    Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
      return MemorySource(all.substr(0, all.size() / 2)).read_at(offset, into);
    }
    std::unique_ptr<ByteSource> again() override { return std::make_unique<Broken>(all, fails); }
    std::string_view all;
    bool fails;
    std::size_t at = 0;
  };
  Threads three(3);
  for (const bool fails : {false, true}) {
    Limits limits;
    limits.piece = 256U << 10;
    limits.crew = &three;
    Lines got;
    Broken source(bytes, fails);
    const auto totals = scan(source, 0, "", got, limits);
    // The outermost source ends the scan with it, as ever.
    EXPECT_EQ(totals.has_value(), !fails);
    EXPECT_GT(got.lines.size(), 10U);
    if (!fails) {
      EXPECT_EQ(totals->bytes, bytes.size() / 2);
    }
  }
}

}  // namespace
}  // namespace ledgelight::discover
