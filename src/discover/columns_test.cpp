// The quick ways through a table against the slow one, on cells made to trip them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "discover/column_reader.hpp"
#include "discover/scanner.hpp"

namespace ledgelight::discover {
namespace {

struct Chance {
  std::uint64_t state;
  std::uint32_t operator()(std::uint32_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state >> 33) % below;
  }
};

/// Cells as they stand in tables of people, right and wrong, whole and damaged.
std::string cell_of(Chance& chance) {
  static constexpr std::array<std::string_view, 58> seeds{"219-12-1234",
                                                          "219121234",
                                                          "900-70-1234",
                                                          "21912-1234",
                                                          "1234567",
                                                          "000-12-1234",
                                                          "666121234",
                                                          "123456789",
                                                          "078051120",
                                                          "4539578763621486",
                                                          "4539 5787 6362 1486",
                                                          "4111111111111111",
                                                          "378282246310006",
                                                          "021000021",
                                                          "011401533",
                                                          "3/2/1986",
                                                          "1986-03-02",
                                                          "2 March 1986",
                                                          "March 2, 1986",
                                                          "1986-03-02T00:00:00Z",
                                                          "13/2/86",
                                                          "19860302",
                                                          "2/30/1986",
                                                          "ada@example.org",
                                                          "A.B+c@Ex-ample.co.uk",
                                                          "a..b@x.org",
                                                          ".a@x.org",
                                                          "a@-x.org",
                                                          "a@x.-org",
                                                          "a@x.o",
                                                          "203-555-0147",
                                                          "(203) 964-1234",
                                                          "+1 203.964.1234",
                                                          "12039641234",
                                                          "Example, Ada M",
                                                          "Quill O'Abernathy-Lund",
                                                          "ACME Plumbing LLC",
                                                          "unknown",
                                                          "various",
                                                          "Ada",
                                                          "12 Invented St",
                                                          "12  Invented  Ave",
                                                          "PO Box 12",
                                                          "P.O. Box 12",
                                                          "9 Nowhere Ave Apt 2, Albany, NY 12207",
                                                          "Main Street",
                                                          "17",
                                                          "9 06902",
                                                          "CT",
                                                          "ct.",
                                                          "Connecticut",
                                                          "New York",
                                                          "ZZ",
                                                          "06902",
                                                          "06902-1234",
                                                          "Stamford",
                                                          "Garc\xC3\xAD"
                                                          "a, L\xF3pez",
                                                          "0000000"};
  auto out = std::string(seeds[chance(seeds.size())]);
  for (auto turns = chance(4); turns > 0 && !out.empty(); --turns) {
    static constexpr std::string_view signs = "0123456789-/. @,aZ'\"\xE9\x01#\r";
    const auto at = chance(static_cast<std::uint32_t>(out.size()));
    switch (chance(5)) {
    case 0: out.erase(at, 1); break;
    case 1: out.insert(at, 1, signs[chance(signs.size())]); break;
    case 2: out[at] = signs[chance(signs.size())]; break;
    case 3: out = out.substr(0, at); break;
    default: break;  // most stay as they are
    }
  }
  return out;
}

std::string rows_of(Chance& chance, std::string_view headings, std::size_t rows, char by) {
  std::string out(headings);
  std::replace(out.begin(), out.end(), ',', by);
  const auto columns = static_cast<std::size_t>(std::count(out.begin(), out.end(), by)) + 1;
  out += '\n';
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      auto cell = cell_of(chance);
      std::replace(cell.begin(), cell.end(), '\n', ' ');
      // Now and then a quote is left open or doubled: the rows after it must not differ either.
      const bool quoted = cell.find(by) != std::string::npos || chance(5) == 0;
      if (chance(400) != 0) {
        std::string doubled;
        for (char sign : cell)
          doubled += sign == '"' ? std::string("\"\"") : std::string(1, sign);
        cell = quoted || cell.find('"') != std::string::npos ? "\"" + doubled + "\"" : cell;
      }
      out += (chance(20) == 0 ? " " : "") + cell;
      if (c + 1 < columns) out += by;
    }
    if (chance(60) == 0) out += by;
    out += chance(4) == 0 ? "\r\n" : "\n";
    if (chance(700) == 0) out += "\n";
  }
  return out;
}

std::string told(const Finding& f) {
  const auto& p = f.postal.reveal(Purpose::test);
  return std::to_string(f.offset) + "|" + std::to_string(f.length) + "|" +
         std::to_string(f.record) + "|" + std::string(token_of(f.element)) + "|" +
         std::to_string(static_cast<int>(f.part)) + "|" + std::to_string(f.confidence) + "|" +
         f.norm.reveal(Purpose::test) + "|" + p.street + "|" + p.city + "|" + p.state + "|" +
         p.zip + "|" + f.masked + "|" + f.reason + "\n";
}

constexpr std::array<std::string_view, 6> all_headings{
    "id,name,ssn,dob,address,city,state,zip,email,routing,account",
    "first name,last name,tin,phone,street,address line 2,town,st,zip code,card number",
    "Name,Company,EIN,SSN,Bank account,Routing number,Notes,Middle name",
    "patient name,mrn,medicare number,itin,birth date,password,diagnosis",
    "name,account,email,member id",  // no routing number, no word of health: less sure
    "a,b,c,d,e,f"};

TEST(RowCutter, CutsWhatReadRowCutsOnEveryWay) {
  std::size_t cut = 0, asked = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Chance chance{seed};
    const char by = ",;\t|"[seed % 4];
    auto text = rows_of(chance, all_headings[seed % all_headings.size()], 60, by);
    for (auto n = chance(30); n > 0; --n)
      text[chance(static_cast<std::uint32_t>(text.size()))] = ",\"\n\r \t'"[chance(7)];
    for (auto way : {Way::scalar, Way::avx2, Way::avx512}) {
      if (!can(way)) continue;
      RowCutter cutter(text, by, way);
      std::vector<Cell> quick, slow;
      for (std::size_t at = 0; at < text.size();) {
        const auto next = read_row(text, at, by, true, slow);
        const auto by_masks = cutter.row(at, quick);
        if (by_masks == std::string_view::npos) {
          ++asked;
        } else {
          ++cut;
          ASSERT_EQ(by_masks, next) << "seed " << seed << " at " << at;
          ASSERT_EQ(quick.size(), slow.size()) << "seed " << seed << " at " << at;
          for (std::size_t c = 0; c < quick.size(); ++c) {
            ASSERT_EQ(quick[c].from, slow[c].from) << "seed " << seed << " at " << at;
            ASSERT_EQ(quick[c].to, slow[c].to) << "seed " << seed << " at " << at;
          }
        }
        at = next;
      }
    }
  }
  EXPECT_GT(cut, 5'000U);
  EXPECT_LT(asked, cut / 4);
}

TEST(ColumnReader, SaysOfEveryCellWhatReadCellSays) {
  std::size_t seen = 0;
  for (auto m = static_cast<int>(Meaning::ssn); m <= static_cast<int>(Meaning::licence_state);
       ++m) {
    const Column column{static_cast<Meaning>(m), m % 2 == 0 ? "a heading" : "",
                        m % 3 == 0 ? 80 : 99};
    ColumnReader reader(column);
    Chance chance{static_cast<std::uint64_t>(m) * 31};
    for (int n = 0; n < 3000; ++n) {
      const auto cell = cell_of(chance);
      const Text text{cell, cell, 0, Encoding::bytes};
      const auto said = reader.read(text, {0, cell.size()}, Beside{});
      if (said == ColumnReader::Said::ask) continue;
      const auto hit = read_cell(text, {0, cell.size()}, column, "");
      ASSERT_EQ(said == ColumnReader::Said::seen, hit.has_value())
          << word_of(column.meaning) << ": " << cell;
      if (!hit) continue;
      ++seen;
      const auto kept = reader.sighting().kept();
      EXPECT_EQ(kept.element, hit->element) << cell;
      EXPECT_EQ(kept.part, hit->part) << cell;
      EXPECT_EQ(kept.confidence, hit->confidence) << cell;
      EXPECT_EQ(kept.norm.reveal(Purpose::test), hit->norm) << cell;
      EXPECT_EQ(kept.reason, hit->reason) << cell;
      EXPECT_EQ(kept.masked, masked(hit->element, hit->norm)) << cell;
      EXPECT_EQ(kept.postal.reveal(Purpose::test), hit->postal) << cell;
    }
  }
  EXPECT_GT(seen, 2'000U);
}

// The scanner reads rows by masks and cells by column; Table::row over read_row is what it must
// come to, whatever the pieces in which the text arrives.
TEST(Scanner, RowsReadQuicklyGiveWhatRowsReadSlowlyGive) {
  std::size_t all = 0;
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    Chance chance{seed * 77};
    const auto text = rows_of(chance, all_headings[seed % all_headings.size()], 1500, ',');
    Limits limits;
    limits.min_confidence = 0;
    limits.block = 128U << 10;
    std::array<std::string, 3> out;
    for (std::size_t way = 0; way < out.size(); ++way) {
      Collected sink;
      Scanner scanner(0, "", sink, limits);
      const std::size_t piece = way == 0 ? text.size() : way == 1 ? 777 : 40'000;
      for (std::size_t at = 0; at < text.size(); at += piece)
        scanner.feed(std::string_view(text).substr(at, piece));
      scanner.finish();
      ASSERT_EQ(scanner.kind(), "delimited text") << seed;
      for (const auto& f : sink.findings)
        out[way] += told(f);
    }
    EXPECT_EQ(out[1], out[0]) << seed;
    EXPECT_EQ(out[2], out[0]) << seed;

    const std::string_view sample(text.data(), std::min<std::size_t>(text.size(), 64U << 10));
    const auto end = sample.find("\n\n");  // the first table reaches to a blank line
    const bool whole = end != std::string_view::npos;
    const auto first = whole ? sample.substr(0, end + 1) : sample;
    const auto dialect = dialect_of(first, whole);
    ASSERT_TRUE(dialect.has_value());
    const auto table = Table::learn({first, first, 0, Encoding::bytes}, *dialect, whole);
    std::string slow;
    std::size_t record = 1, found = 0;
    std::vector<Cell> cells;
    const Text all_text{text, text, 0, Encoding::bytes};
    for (std::size_t i = 0; i < first.size();) {
      i = read_row(text, i, ',', true, cells);
      std::vector<Hit> hits;
      table.row(all_text, cells, record, hits);
      std::stable_sort(hits.begin(), hits.end(),
                       [](const Hit& a, const Hit& b) { return a.from < b.from; });
      record += hits.empty() ? 0 : 1;
      for (const auto& h : hits) {
        Finding f;
        f.offset = h.from;
        f.length = h.to - h.from;
        f.element = h.element;
        f.part = h.part;
        f.confidence = h.confidence;
        f.record = h.record;
        f.norm = Personal<std::string>(h.norm);
        f.postal = Personal<Postal>(h.postal);
        f.masked = masked(h.element, h.norm);
        f.reason = h.reason;
        slow += told(f);
        ++found;
      }
    }
    all += found;
    EXPECT_EQ(out[0].substr(0, slow.size()), slow) << seed;
  }
  EXPECT_GT(all, 5'000U);
}

}  // namespace
}  // namespace ledgelight::discover
