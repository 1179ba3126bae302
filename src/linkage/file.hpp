// linkage/file.hpp: a list read from a file, and the pairs written back (docs/formats/pairs.md).
#pragma once

#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "linkage/link.hpp"
#include "linkage/table.hpp"

namespace ledgelight::linkage {

/// What each row is called in the answer: the cell of the id column, or the row's number from 1.
class Ids {
 public:
  void add(std::string_view id);                 ///< at most 65,535 bytes of it
  std::string_view text(std::size_t row) const;  ///< empty when rows are numbered
  std::string operator[](std::size_t row) const;
  void number_rows() { numbered_ = true; }
  bool numbered() const { return numbered_; }
  std::size_t repeated() const;  ///< ids that an earlier row has too

 private:
  bool numbered_ = false;
  static constexpr std::size_t step = 128, piece = 1U << 20;
  struct Begin {
    std::uint32_t piece, at;
  };
  std::vector<std::string> texts_;  ///< pieces of about a mebibyte; growing one copies no more
  std::vector<std::uint16_t> sizes_;
  std::vector<Begin> begins_;  ///< of every 128th id
};

struct Wish {
  std::string map;       ///< as --map; empty: from the headings
  bool headings = true;  ///< the first row names the columns; without, columns are #1, #2 …
  std::uint64_t most = 0xFFFFFFF0ULL;  ///< rows
  unsigned threads = 1;                ///< the result does not depend on it
};

struct Sheet {
  std::unique_ptr<List> list;
  Ids ids;
  std::vector<std::string> headings;
  Mapping mapping;
  std::string id_column;     ///< heading, or "" when rows are numbered
  std::uint64_t uneven = 0;  ///< rows with more or fewer cells than headings; read all the same
};

/// Reads and encodes the whole list. Fails with a sentence that names the line or the column.
Result<Sheet> read_sheet(std::istream& in, const Wish& wish);

/// left_id,right_id,probability, and with `explain` a fourth column, because. Ordered as the rows.
void write_pairs(std::ostream& out, const Sheet& sheet, const Linked& linked,
                 const std::vector<Pair>& pairs, bool explain);

}  // namespace ledgelight::linkage
