// print/document.hpp: what a page says, before anyone asks where on the page it goes.
//
// All text is UTF-8 in logical order. The renderer refuses malformed UTF-8 and control characters
// (clean a stranger's text with base/text.hpp first). Lengths are in points (1/72 inch).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/civil.hpp"

namespace ledgelight::print {

struct Run {
  std::string text{};
  bool bold = false;
  bool monospace = false;  ///< digests and keys
};

/// One flow of words in one language.
struct Text {
  std::vector<Run> runs{};

  Text() = default;
  Text(const char* words) : runs{{words}} {}              // NOLINT: words are a Text
  Text(std::string words) : runs{{std::move(words)}} {}   // NOLINT
  explicit Text(std::vector<Run> parts) : runs(std::move(parts)) {}
  std::string plain() const;
  bool empty() const { return plain().empty(); }
};

/// Level 1 is the document's title and appears once, first; no level may be skipped downwards.
struct Heading {
  int level = 2;
  std::string text{};
};
struct Paragraph {
  Text text{};
  std::string language{};  ///< BCP 47, when it is not the document's
};
struct SmallPrint {
  Text text{};
  std::string language{};
};
/// Words that must not be overlooked, in a ruled box.
struct Box {
  Text text{};
};
struct List {
  std::vector<Text> items{};
  bool numbered = false;
};
struct Table {
  std::vector<std::string> header{};      ///< one per column; repeated after a page break
  std::vector<std::vector<Text>> rows{};  ///< each as long as the header
  std::vector<double> widths{};           ///< relative; empty: equal
  std::string summary{};                  ///< what the table shows, for a screen reader
  bool monospace_last = false;          ///< last column in the fixed-width face (digests)
};
/// A label and its value, side by side.
struct KeyValues {
  std::vector<std::pair<std::string, Text>> rows{};
};
/// Sender and recipient of a letter, placed for a #10 window envelope (window 4 1/2 by 1 1/8
/// inches, 7/8 from the left, 1/2 from the bottom) and a three-fold. First block only. What does
/// not fit the window is refused (Errc::too_large), never cut or shrunk.
struct AddressWindow {
  std::vector<std::string> sender{};
  std::vector<std::string> address{};  ///< 1 to 6 lines
};
struct PageBreak {};
/// Fixed width, line ends kept, long lines broken anywhere.
struct Monospace {
  std::string text{};
};
struct Barcode {
  enum class Kind { qr, code128 };
  Kind kind = Kind::qr;
  std::string data{};     ///< printable ASCII, at most 400
  std::string meaning{};  ///< alternative text; required
  double size = 72;     ///< of the longer side
};

using Block = std::variant<Heading, Paragraph, SmallPrint, Box, List, Table, KeyValues,
                           AddressWindow, PageBreak, Monospace, Barcode>;

struct Document {
  std::string title{};
  std::string language = "en";  ///< BCP 47
  std::string author{};
  Date created{};               ///< the only date in the file; never the machine's
  bool demonstration = false;   ///< DEMONSTRATION large on each page and in the metadata
  std::string mark{};             ///< such as "Privileged and confidential - draft"; top of each page
  std::vector<Block> blocks{};
};

/// The words of the document in reading order, a line a block: what the linter reads.
std::string words_of(const Document& document);

}  // namespace ledgelight::print
