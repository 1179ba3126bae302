// The fast ways to candidates, held against the slow one, on text made to trip them.
#include "discover/classify.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "discover/delimited.hpp"
#include "discover/label_ends.hpp"
#include "discover/prose.hpp"
#include "discover/scanner.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {
namespace {

struct Chance {
  std::uint64_t state;
  std::uint32_t operator()(std::uint32_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state >> 33) % below;
  }
};

/// Bytes that are numbers, keys, labels, separators and their halves, in any order.
std::string tripping(std::uint64_t seed, std::size_t size) {
  static const std::vector<std::string> parts{
      "219-12-1234",
      "219 12 1234",
      "219.12.1234",
      "219\xE2\x80\x93"
      "12-1234",
      "219 - 12 - 1234",
      "ssn ",
      "SSN: ",
      "socialSecurity ",
      "patientDl ",
      "dl CT 123456789 ",
      "4539578763621486",
      "4539 5787 6362 1486",
      "card no ",
      "ada@example.org",
      "ada%40example.org",
      "@",
      "%4",
      "%40",
      "password=",
      "Passwd: hunter22 ",
      "pwd",
      "dx Z79.4",
      "DX: ",
      "medicare ",
      "Medicare ID 1EG4-TE5-MK73",
      "mbi 1EG4TE5MK73",
      "ICD-10 ",
      "icd10 E11.9",
      "diagnosis: ",
      "born 1986-03-02",
      "dob 3/2/1986",
      "2026-03-02 10:11:12 ",
      "March 2, 1986",
      "12 Main St, Stamford, CT 06901",
      "(203) 555-2368",
      "203-555-2368",
      "+1 203.555.2368",
      "1-203-555-2368",
      "routing 021000021",
      "acct ",
      "\n",
      "\n\n",
      "\r\n",
      " ",
      "  ",
      "-",
      ".",
      "_",
      "/",
      ":",
      "\"",
      ",",
      "\xC3\xA9",
      "\xC2\xA0",
      "\xFF",
      "\xE2\x80\x9C",
      "x",
      "Z",
      "no ",
      "id=",
      "550e8400-e29b-41d4-a716-446655440000",
      "9ef894cdf8f0",
      "0123456789012345678901234567890123456789",
      "01234567890123456789012345678901234567890",
      std::string(1, '\0'),
      "mrn 9656608 ",
      "postgres://ada:hunter22@db.example/x",
      "://",
      "-----BEGIN RSA PRIVATE KEY-----",
      "AKIAIOSFODNN7EXAMPLE",
      "ada:$6$saltsalt$0123456789012345678901234567890123456789",
      "passport X75645749 "};
  Chance chance{seed};
  std::string out;
  while (out.size() < size) {
    const auto what = chance(8);
    if (what < 5)
      out += parts[chance(static_cast<std::uint32_t>(parts.size()))];
    else if (what == 5)
      out += std::to_string(chance(2'000'000'000));
    else if (what == 6)
      out += std::string(1 + chance(3), static_cast<char>('0' + chance(10)));
    else
      out += static_cast<char>(chance(256));
  }
  out.resize(size);
  return out;
}

std::vector<Way> ways() {
  std::vector<Way> out;
  for (auto way : {Way::scalar, Way::avx2, Way::avx512})
    if (can(way)) out.push_back(way);
  return out;
}

using Found = std::tuple<std::size_t, std::size_t, int, int, std::string, std::string>;
std::vector<Found> told(const std::vector<Hit>& hits) {
  std::vector<Found> out;
  for (const auto& h : hits)
    out.emplace_back(h.from, h.to, static_cast<int>(h.element), h.confidence, h.norm, h.reason);
  return out;
}

TEST(Classify, EveryWayGivesTheSameMasks) {
  const auto rows = [](const Marks& m) {
    return std::vector<Marks::Row>{m.digit, m.low,   m.word,  m.beyond, m.upper,   m.dash,
                                   m.dot,   m.blank, m.slash, m.bar,    m.bracket, m.year,
                                   m.alone, m.front, m.back,  m.before, m.last};
  };
  const Sought sought(key_clues(), LabelEnds::known().words());
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto text = tripping(seed, 700 + seed);
    for (std::size_t at = 0; at < text.size(); at += seed) {
      const std::size_t words = 1 + at % 8, first = at % 3;
      Marks expected{};
      classify(text, at, words, sought, expected, first, Way::scalar);
      for (auto way : ways()) {
        Marks got{};
        classify(text, at, words, sought, got, first, way);
        ASSERT_EQ(rows(got), rows(expected)) << seed << " " << at;
      }
    }
  }
}

TEST(Classify, MasksMissNoTrigramHoweverManyThereAre) {
  std::vector<Trigram> many;
  for (char a = 'a'; a <= 'z'; ++a)
    many.push_back({a, static_cast<char>('a' + (a * 7) % 26), static_cast<char>('a' + (a * 5) % 26),
                    a % 2 == 0});
  many.push_back({'@'});
  many.push_back({'%', '4'});
  const TrigramSet set(many);
  for (const auto& [a, b, c, cased] : many) {
    const char second = b == '\0' ? '!' : b, third = c == '\0' ? '!' : c;
    EXPECT_TRUE(set.may(a, second, third));
    if (!cased && a >= 'a') {
      EXPECT_TRUE(set.may(static_cast<char>(a - 32), second, third));
    }
  }
  EXPECT_FALSE(set.may('!', 'a', 'a'));
  EXPECT_TRUE(TrigramSet(std::vector<Trigram>{{'e', 'y', 'J', true}}).which('E', 'y', 'J').none());
}

TEST(Classify, ASetSaysWhichOfItsManyTrigramsStandsAtAPlace) {
  std::vector<Trigram> many;
  for (std::size_t n = 0; n < TrigramBits::most - 1; ++n)
    many.push_back({static_cast<char>('a' + n % 26), static_cast<char>('a' + n / 26), 'q', true});
  many.push_back({'b', 'a'});  // the second of all, with anything after it
  const TrigramSet set(many);
  for (std::size_t n = 0; n + 1 < many.size(); ++n) {
    const auto& [first, second, third, cased] = many[n];
    const auto told = set.which(first, second, third);
    EXPECT_EQ(told.next(0), n);
    EXPECT_EQ(told.next(n), n);
    EXPECT_EQ(told.next(n + 1), n == 1 ? many.size() - 1 : TrigramBits::most) << n;
    EXPECT_FALSE(told.none());
  }
  EXPECT_EQ(set.which('b', 'a', 'z').next(0), many.size() - 1);
  EXPECT_TRUE(set.which('b', 'b', 'z').none());
  EXPECT_EQ(set.which('b', 'b', 'z').next(TrigramBits::most), TrigramBits::most);
}

TEST(Classify, TheRarestTrigramOfAWordStandsInIt) {
  for (std::string_view word : {"dl", "dob", "password", "socialsecurity"}) {
    const auto t = rarest_trigram(word);
    const std::string three{t.first, t.second, t.third};
    EXPECT_NE(word.find(three.c_str()), std::string_view::npos) << word;
  }
}

TEST(Values, EveryWayFindsWhatLookingAtEachByteFinds) {
  std::size_t hits = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const auto bytes = tripping(seed * 977, 200 + seed * 11 % 3000);
    const Text text{bytes, bytes, 0, Encoding::bytes};
    Chance chance{seed};
    for (int round = 0; round < 8; ++round) {
      const auto from = round == 0 ? 0 : chance(static_cast<std::uint32_t>(bytes.size()));
      const auto to = round == 0
                          ? bytes.size()
                          : from + chance(static_cast<std::uint32_t>(bytes.size() - from + 1));
      std::vector<Hit> plain;
      find_values_plainly(text, from, to, plain);
      hits += plain.size();
      for (auto way : ways()) {
        std::vector<Hit> fast;
        find_values(text, from, to, fast, way);
        ASSERT_EQ(told(fast), told(plain)) << "seed " << seed << " from " << from << " to " << to
                                           << " way " << static_cast<int>(way);
      }
    }
  }
  EXPECT_GT(hits, 5'000U);
}

/// Labels of every kind, in any case, with words and signs between them and numbers of any length.
std::string labelled(std::uint64_t seed, std::size_t size) {
  std::vector<std::string> labels;
  each_label([&](std::string_view word, Meaning) { labels.emplace_back(word); });
  static const std::vector<std::string> between{" ",
                                                ": ",
                                                "=",
                                                " no. ",
                                                " number is ",
                                                "_",
                                                "-",
                                                " # ",
                                                " id ",
                                                " CT ",
                                                " (",
                                                "\n",
                                                ".",
                                                " - ",
                                                " medical record ",
                                                " green card ",
                                                "\nState ID card ",
                                                " registration ",
                                                "Id ",
                                                "Dl ",
                                                "\xC2\xA0",
                                                "\xE2\x80\x9C",
                                                "/",
                                                ", ",
                                                "x",
                                                ""};
  static const std::vector<std::string> values{
      "219-12-1234",  "219121234",     "2035552368",     "12035552368",       "4539578763621486",
      "021000021",    "S1234567",      "1986-03-02",     "3/2/1986",          "X75645749",
      "90213",        "47-1234567",    "A12-345-678",    "12345678901234567", "1EG4-TE5-MK73",
      "203/555-2368", "118820/118821", "1-203-555-2368", "(203) 555-2368"};
  Chance chance{seed};
  const auto any = [&](const std::vector<std::string>& of) {
    return of[chance(static_cast<std::uint32_t>(of.size()))];
  };
  std::string out;
  while (out.size() < size) {
    auto label = any(labels);
    for (char& c : label)
      if (is_lower(c) && chance(8) == 0) c = static_cast<char>(c - 32);
    out += label + any(between);
    if (chance(3) == 0) out += any(between);
    if (chance(2) == 0) out += any(values);
    for (auto digits = chance(2) * chance(14); digits > 0; --digits)
      out += static_cast<char>('0' + chance(10));
    out += any(between);
  }
  out.resize(size);
  return out;
}

TEST(Values, LabelsAreSeenFromAnyPlaceOfAPage) {
  std::size_t hits = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto bytes = seed % 3 == 0 ? tripping(seed * 31, 12'300 - seed)
                                     : labelled(seed, 4'096 * (1 + seed % 3) + seed % 130);
    const Text text{bytes, bytes, 0, Encoding::bytes};
    for (std::size_t from :
         {std::size_t{0}, std::size_t{1}, std::size_t{60 + seed}, 4'000 + seed}) {
      std::vector<Hit> plain;
      find_values_plainly(text, from, bytes.size(), plain);
      hits += plain.size();
      for (auto way : ways()) {
        std::vector<Hit> fast;
        find_values(text, from, bytes.size(), fast, way);
        ASSERT_EQ(told(fast), told(plain))
            << "seed " << seed << " from " << from << " way " << static_cast<int>(way);
      }
    }
  }
  EXPECT_GT(hits, 10'000U);
}

TEST(Values, WhatReachesOverManyWordsOfMasksIsTheSameByEveryWay) {
  // Signs without end and words without end, so that additions carry through words and blocks of
  // them.
  std::size_t hits = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    Chance chance{seed};
    std::string bytes;
    while (bytes.size() < 9'000) {
      bytes += labelled(seed * 131 + bytes.size(), 1 + chance(90));
      bytes.append(chance(3) == 0 ? chance(1'400) : chance(130), " -x."[chance(4)]);
      if (chance(2) == 0) bytes += "219-12-1234 ";
    }
    const Text text{bytes, bytes, 0, Encoding::bytes};
    std::vector<Hit> plain;
    find_values_plainly(text, 0, bytes.size(), plain);
    hits += plain.size();
    for (auto way : ways()) {
      std::vector<Hit> fast;
      find_values(text, 0, bytes.size(), fast, way);
      ASSERT_EQ(told(fast), told(plain)) << "seed " << seed << " way " << static_cast<int>(way);
    }
  }
  EXPECT_GT(hits, 1'000U);
}

TEST(Values, ACellThatIsPassedOverHoldsNothing) {
  std::size_t passed = 0;
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    const auto cell = tripping(seed, 6 + seed % 40);
    if (may_hold_value(cell)) continue;
    ++passed;
    std::vector<Hit> hits;
    find_values_plainly(Text{cell, cell, 0, Encoding::bytes}, 0, cell.size(), hits);
    ASSERT_TRUE(hits.empty()) << cell;
  }
  EXPECT_GT(passed, 1'000U);
}

TEST(Scanner, AnyCutOfTrippingTextGivesTheSameFindings) {
  const auto read = [](const std::string& text, std::uint32_t most, std::uint64_t seed) {
    Collected sink;
    Limits limits;
    limits.block = 64U << 10;
    limits.min_confidence = 0;
    Scanner scanner(0, "", sink, limits);
    Chance chance{seed};
    for (std::size_t at = 0; at < text.size();) {
      const auto n = most == 0 ? text.size() : 1 + chance(most);
      scanner.feed(std::string_view(text).substr(at, n));
      at += n;
    }
    scanner.finish();
    std::string out;
    for (const auto& f : sink.findings)
      out += std::to_string(f.offset) + " " + std::to_string(f.length) + " " +
             std::to_string(f.record) + " " + std::string(token_of(f.element)) + " " +
             f.norm.reveal(Purpose::test) + "\n";
    return out;
  };
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const auto text = tripping(seed, 300'000);
    const auto whole = read(text, 0, 1);
    EXPECT_GT(whole.size(), 10'000U);
    for (std::uint32_t most : {3U, 700U, 100'000U})
      EXPECT_EQ(read(text, most, seed), whole) << most;
  }
}

TEST(Scanner, RowsOfATableThatPromisesNothingArePassedOverOnlyWhenTheyHoldNothing) {
  std::string text;
  for (int i = 0; i < 1500; ++i)
    text += "A-0784|pump|b0dafd|" + std::to_string(i) + "|7826.37\n";
  Chance chance{7};
  for (int i = 0; i < 4000; ++i) {
    for (int c = 0; c < 5; ++c) {
      auto cell = chance(3) == 0 ? tripping(static_cast<std::uint64_t>(i * 5 + c), chance(40))
                                 : std::to_string(chance(2'000'000'000));
      for (char& byte : cell)
        if (byte == '|' || byte == '\n' || byte == '\0' || (byte == '"' && chance(50) != 0))
          byte = ' ';
      text += cell + (c < 4 ? "|" : "\n");
    }
  }
  Limits limits;
  limits.min_confidence = 0;
  Collected sink;
  Scanner scanner(0, "", sink, limits);
  scanner.feed(text);
  scanner.finish();
  ASSERT_EQ(scanner.kind(), "delimited text");

  const std::string_view sample(text.data(), 64U << 10);
  const auto table = Table::learn({sample, sample, 0, Encoding::bytes}, {'|', 5, {}}, false);
  ASSERT_TRUE(table.is_mute());
  const Text whole{text, text, 0, Encoding::bytes};
  std::vector<Cell> cells;
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < text.size();) {
    i = read_row(text, i, '|', true, cells);
    table.row(whole, cells, 1, hits);
  }
  ASSERT_EQ(sink.findings.size(), hits.size());
  EXPECT_GT(hits.size(), 300U);
  std::stable_sort(hits.begin(), hits.end(),
                   [](const Hit& a, const Hit& b) { return a.from < b.from; });
  for (std::size_t i = 0; i < hits.size(); ++i) {
    EXPECT_EQ(sink.findings[i].offset, hits[i].from);
    EXPECT_EQ(sink.findings[i].element, hits[i].element);
  }
}

TEST(Scanner, ATableAfterOneThatPromisesNothingIsReadByItsOwnHeadings) {
  std::string text;
  for (int i = 0; i < 3000; ++i)
    text += "A-0784|pump|b0dafd|" + std::to_string(i) + "|7826.37\n";
  text += "\nNAME|SSN|CITY|NOTE\n";
  for (int i = 0; i < 20; ++i)
    text += "Quill Abernathy|81104" + std::to_string(1000 + i) + "|Stamford|-\n";
  Collected sink;
  Scanner scanner(0, "", sink, Limits{});
  scanner.feed(text);
  scanner.finish();
  const auto numbers = std::count_if(sink.findings.begin(), sink.findings.end(),
                                     [](const Finding& f) { return f.element == Element::ssn; });
  EXPECT_EQ(numbers, 20);
}

TEST(Scanner, ALogOfAWebServerIsNoTableOfSemicolons) {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "10.1.2." + std::to_string(i % 250) +
            " - - [18/Feb/2026:20:46:40 -0500] \"GET /a?id=" + std::to_string(i) +
            " HTTP/1.1\" 200 178711 \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:109.0)\"\n";
  Collected sink;
  Scanner scanner(0, "", sink, Limits{});
  scanner.feed(text);
  scanner.finish();
  EXPECT_EQ(scanner.kind(), "log");
}

}  // namespace
}  // namespace ledgelight::discover
