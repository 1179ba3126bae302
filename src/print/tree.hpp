// print/tree.hpp: the logical structure of a document, and what libqpdf is asked to do with it.
//
// C++17, like everything that includes it: clang 14 cannot read libqpdf 11's headers as C++20.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ledgelight::print {

/// An element of the structure tree (ISO 32000-1, 14.8.4). Node 0 is the Document.
struct Node {
  std::string type;
  std::string alt, language, scope, summary;
  struct Kid {
    int node = -1;          ///< an element, or …
    int page = 0, mark = 0; ///< … marked content: its page and number (MCID) there
  };
  std::vector<Kid> kids;
};

struct Tagging {
  const std::vector<Node>& tree;
  std::vector<std::size_t> marks;  ///< how many each page has, artifacts counted
  std::string title, language, author;
  std::string day;                 ///< 2026-03-02
  bool demonstration = false;
};

/// The drawn pages with Lang, MarkInfo, DisplayDocTitle, the structure and parent trees,
/// StructParents, Info and XMP metadata; NonStruct marks become artifacts. The id comes from the
/// bytes. Throws std::exception when libqpdf refuses.
std::string tagged(const std::string& drawn, const Tagging& tagging);

/// The faults that check_tagged gives. Never throws.
std::vector<std::string> tagging_faults(std::string_view pdf);
/// False when it cannot be read.
bool tagging_outline(std::string_view pdf, std::string& out);

}  // namespace ledgelight::print
