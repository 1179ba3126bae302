// decode/page_lines.hpp: the words of a printed page as lines, and as rows where it prints a table.
//
// Pure geometry, for the PDF decoder and for what the reader of pictures recognised. Lengths are in
// any one unit, y grows downwards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decode/channel.hpp"

namespace ledgelight::decode {

struct Word {
  double left = 0, top = 0, right = 0, bottom = 0;
  std::string text;
  bool space_after = false;  ///< said so by the page itself
};

/// A line cut where the gap is wider than between words.
struct Line {
  struct Segment {
    double left = 0, right = 0;
    std::string text;
    std::vector<Word> words;
  };
  std::vector<Segment> segments;
};

std::vector<Line> lines_of(std::vector<Word> words);
/// Which lines, [first, last), are rows of a table: at least three together, each in several short
/// segments. Text set in columns is none.
struct Rows {
  std::size_t first = 0, last = 0;
};
std::vector<Rows> tables_in(const std::vector<Line>& lines);
/// Says the lines in the open member, tables as pieces of their own.
void say_lines(const std::vector<Line>& lines, const std::vector<Rows>& tables, Speaker& speaker);

/// Set text with each paragraph on one line: where a line is full and the words around say that it
/// is a sentence, its end is a blank ("Ada\nExample" is one name). Lists, forms and addresses,
/// whose lines end for themselves, stay. Every letter of it is kept, but for hyphens that parted a
/// word.
std::string unwrapped(std::string_view text);

}  // namespace ledgelight::decode
