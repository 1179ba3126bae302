// discover/delimited.hpp: tables written as lines: which dialect, what each column holds, its cells.
//
// Rows may be quoted as RFC 4180 does it; a quote that is never closed is taken as a plain
// character. Headings are read once for the whole column; a table without headings is judged by
// what all its rows have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "discover/cell_marks.hpp"
#include "discover/hit.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {

struct Dialect {
  char delimiter = ',';
  std::size_t columns = 0;  ///< of most rows
  /// Where each column begins, in a table whose columns stand under each other; empty otherwise.
  std::vector<std::size_t> starts;
};

struct Cell {
  std::size_t from = 0, to = 0;  ///< without quotes and outer blanks
};

inline constexpr std::size_t longest_row = 64U << 10;

/// Reads the row that begins at `at`. Returns the place after its line end; npos when the row is not
/// whole yet and `final` is false. A row longer than longest_row ends there.
std::size_t read_row(std::string_view bytes, std::size_t at, char delimiter, bool final,
                     std::vector<Cell>& cells);

/// The same for any dialect.
std::size_t next_row(std::string_view bytes, std::size_t at, const Dialect& dialect, bool final,
                     std::vector<Cell>& cells);

/// read_row() by masks, for rows as programs write them. Each row must begin at or after the end of
/// the one before.
class RowCutter {
 public:
  RowCutter(std::string_view bytes, char delimiter, Way way = best_way())
      : s_(bytes), by_(delimiter), way_(way) {}
  /// What read_row() returns and gives, or npos: only read_row() can say.
  std::size_t row(std::size_t at, std::vector<Cell>& cells);

 private:
  void load(std::size_t at);
  std::size_t next(const CellMarks::Words& marks, std::size_t at);
  std::string_view s_;
  char by_;
  Way way_;
  std::size_t base_ = 0, end_ = 0;  ///< marks_ speaks of [base_, end_)
  CellMarks marks_;
};

/// Columns that stand under each other, parted by blanks only; nullopt when the sample is no such
/// table.
std::optional<Dialect> fixed_columns(std::string_view sample, bool whole);

/// The dialect of a table, or nullopt when the sample is no table. `whole`: nothing follows it.
std::optional<Dialect> dialect_of(std::string_view sample, bool whole);

/// Do most lines begin as logs do: a time, an address, a JSON object?
bool looks_like_log(std::string_view sample);

struct Column {
  Meaning meaning = Meaning::nothing;
  std::string heading;  ///< as shown in reasons; "" without one
  int limit = 99;       ///< no finding of this column is surer
  bool for_state = false;  ///< a ZIP code, and nothing else says the state
};

/// What a whole record is about, by its headings: see speaks_of_health().
enum class Topic { any, health };

/// What the other cells of a row say about one of them.
struct Beside {
  std::string_view state, licence_state, zip;  ///< zip: five digits or nothing
  std::string city, more;                      ///< of the address
  bool organisation = false;                   ///< the name is no person's
};

class Table {
 public:
  /// Learns the columns from the rows of `text` (a sample from the start of the table).
  static Table learn(const Text& text, Dialect dialect, bool whole);

  /// Appends what one row holds, all under `record`.
  void row(const Text& text, const std::vector<Cell>& cells, std::size_t record,
           std::vector<Hit>& out) const;
  const std::vector<Column>& columns() const { return columns_; }
  const Dialect& dialect() const { return dialect_; }
  /// Do the cells stand under the columns, each to be read by itself, and are no headings again?
  /// Then row() gives what cell() gives for each in turn.
  bool parts(const Text& text, const std::vector<Cell>& cells) const {
    return cells.size() == columns_.size() && !combines_ && !is_heading_row(text.bytes, cells);
  }
  /// Appends what the cell of column `c` holds.
  void cell(const Text& text, const std::vector<Cell>& cells, std::size_t c, const Beside& beside,
            std::size_t record, std::vector<Hit>& out) const;
  /// Finds what row() and cell() have to know of the whole row.
  void look_beside(const Text& text, const std::vector<Cell>& cells, Beside& out) const;
  /// How many people a row may speak of: row() gives each a record, from `record` on. Whom a
  /// sentence in a cell speaks of has a record beyond these.
  std::size_t people() const { return people_; }
  bool has_headings() const { return !heading_row_.empty(); }
  /// Is there a column of more than a name?
  bool means_something() const;
  /// No column says what is in it: a row holds what its cells say by themselves, or nothing.
  bool is_mute() const { return mute_; }

 private:
  bool is_heading_row(std::string_view bytes, const std::vector<Cell>& cells) const;
  bool has(Meaning meaning) const;
  void learn_contents(const Text& text, const std::vector<std::vector<Cell>>& rows);
  void learn_unheaded(const Text& text, const std::vector<std::vector<Cell>>& rows);
  void learn_types();
  void learn_people();

  Dialect dialect_;
  std::vector<Column> columns_;
  std::vector<std::string> heading_row_;  ///< as it stands in the file
  std::vector<std::string> second_row_;   ///< where headings take two rows
  std::vector<Meaning> misfits_;          ///< of headings that are one less than the columns
  std::vector<std::size_t> beside_;       ///< columns that others depend on
  bool of_employers_ = false;             ///< a number may be an employer's
  /// For a column of numbers of several kinds, the column that says which kind each is.
  std::vector<std::optional<std::size_t>> typed_by_;
  std::vector<std::size_t> person_of_;  ///< of each column; empty when all are about one
  std::size_t people_ = 1;
  bool names_people_ = false;  ///< somebody's name is in each row
  bool combines_ = false;  ///< some columns mean something only together
  Topic topic_ = Topic::any;
  bool mute_ = false;
};

/// What one cell holds under a column of that meaning; nullopt when its validator refuses.
std::optional<Hit> read_cell(const Text& text, const Cell& cell, const Column& column,
                             std::string_view state);

}  // namespace ledgelight::discover
