// decode/table_text.hpp: rows of cells as text in which the scanner sees a table.
//
// A tab between cells, a line end after each row, cells with either (or a quote) quoted as RFC 4180
// does. Every row of one table has as many cells as its widest, so that a short row keeps its
// columns. Titles above a table, and a second table under it with headings of its own, become
// pieces of their own; a form (label, value) becomes lines "label: value".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// One cell, quoted where it has to be.
void say_cell(std::string_view cell, Speaker& speaker);
/// The cells of one row of a table whose columns are known, with its end.
void say_row(const std::vector<std::string>& cells, Speaker& speaker);

class TableText {
 public:
  explicit TableText(Speaker& speaker) : speaker_(speaker) {}
  /// Empty cells at the end may be left out. Rows in their order.
  void row(std::vector<std::string> cells);
  /// Rows that hold nothing.
  void gap() { gap_ = true; }
  /// Must be called at the end, before anything else is said in the member.
  void finish();

 private:
  using Row = std::vector<std::string>;
  void settle(bool whole);
  void line(const Row& cells);
  void prose(const std::string& text);

  Speaker& speaker_;
  std::vector<Row> first_;  ///< rows of the table before its width is known
  std::size_t width_ = 0;   ///< 0: not known yet
  bool gap_ = false, in_prose_ = false;
};

}  // namespace ledgelight::decode
