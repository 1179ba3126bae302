// linkage/table.hpp: lists as files: reading rows of delimited text, and which column says what.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "linkage/list.hpp"

namespace ledgelight::linkage {

inline constexpr std::size_t longest_row = 1U << 20;  ///< bytes
inline constexpr std::size_t most_columns = 1'000;

/// Rows of RFC 4180 with any one of , ; tab | between the cells; line ends LF, CR LF or CR; a byte
/// order mark is left out, and UTF-16 that begins with one is given as UTF-8. Rows without any text
/// are left out too. Reads in bounded memory.
class Rows {
 public:
  /// `delimiter` '\0': told by the first line.
  explicit Rows(std::istream& in, char delimiter = '\0');
  /// The next row, or false at the end. Fails (Errc::bad_input) on a row that is too long or has
  /// too many cells, and on a quote that is never closed; the message names the line.
  Result<bool> next(std::vector<std::string_view>& cells);
  char delimiter() const { return delimiter_; }
  std::uint64_t line() const { return line_; }  ///< of the row given last, from 1

 private:
  /// Where a cell of the row lies, from at_ on; views are made only once all of the row is there.
  struct Span {
    std::size_t from, to;
    bool quoted;
  };
  /// A row from at_ on: its bytes with the line end, and whether it says anything.
  struct Extent {
    std::size_t size = 0;
    bool says = false;
  };
  enum class Wide : std::uint8_t { no, little, big };  ///< UTF-16, told by its mark
  void begin();
  bool fill();
  void narrow();
  int byte(std::size_t k);  ///< at at_ + k; -1 at the end
  bool plain_row(std::vector<std::string_view>& cells);
  Result<Extent> walk();  ///< the cells of the next row, into spans_
  std::string_view unquoted(std::string_view cell);
  Error wrong(const char* what) const;

  std::istream& in_;
  char delimiter_;
  std::string buffer_, unquoted_;
  std::string units_;  ///< of UTF-16, as they were read
  Wide wide_ = Wide::no;
  std::vector<Span> spans_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 0, next_line_ = 1;
  bool end_ = false, begun_ = false;
};

/// Which columns make up which value. Several columns of one key are joined by a blank.
struct Mapping {
  std::vector<std::pair<Key, std::size_t>> columns;  ///< column from 0
  std::size_t id = none;
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  bool says(Key key) const;
};

/// The words --map knows, for the help: "given", "family", "name", "dob" …
std::string map_words();
/// "given=first_name,dob=birth date,address=no+street,id=rec_id". A column is named by its heading
/// (case and outer blanks do not matter) or as #3, from 1.
Result<Mapping> read_mapping(std::string_view text, const std::vector<std::string>& headings);
/// From the headings alone: "First Name", "DOB", "Zip code" … A heading nobody knows is left out.
/// `id` is a heading that says so (rec_id, unique_id, id …), if there is one.
Mapping guess_mapping(const std::vector<std::string>& headings);

/// A column of numbers with a first part above 12 is day first.
DateOrder date_order(const std::vector<std::string>& samples);

/// The cells of a row as values; `joined` holds what is put together and must outlive `out`.
void values_of(const Mapping& mapping, const std::vector<std::string_view>& cells,
               std::vector<std::string>& joined, Values& out);

/// A cell as RFC 4180 wants it written.
std::string written_cell(std::string_view text);

}  // namespace ledgelight::linkage
