// discover/column_reader.hpp: read_cell() for the columns that most tables of people have: the rule
// chosen once for a column, nothing allocated for a cell.
//
// Where a cell is written in a way of its own, read_cell() is asked: the two never differ, and a
// test holds them together.
#pragma once

#include <array>

#include "discover/delimited.hpp"

namespace ledgelight::discover {

class ColumnReader {
 public:
  /// `column` must outlive the reader; `like` says the file and member of what it finds.
  explicit ColumnReader(const Column& column, const Sighting& like = {});

  enum class Said {
    nothing,  ///< the cell holds nothing
    seen,     ///< sighting() says what; it points into the text, this reader and `beside`
    ask,      ///< only Table::cell() can say
  };
  Said read(const Text& text, const Cell& cell, const Beside& beside);
  /// What the last cell held; its place is for the caller to fill in.
  Sighting& sighting() { return out_; }

 private:
  enum class Rule {
    none,
    plain,
    social,
    card,
    account,
    routing,
    birth,
    email,
    phone,
    name,
    address,
    state,
    zip,
    other
  };
  static Rule rule_of(Meaning meaning);
  Said say(Element element, int confidence, std::string_view norm, std::string_view what,
           std::string_view more);
  Said social(std::string_view cell, const Beside& beside);
  Said card(std::string_view cell);
  Said phone(std::string_view cell);
  Said address(const Text& text, const Cell& at, const Beside& beside);

  const Column* column_;
  Rule rule_;
  Sighting out_;
  std::array<char, 256> norm_;
  std::string street_;
};

}  // namespace ledgelight::discover
