// print/pdf.hpp: a document as a tagged PDF, and the check that it is one.
//
// PDF 1.7 (ISO 32000-1): section 14.7 logical structure, 14.8 tagged PDF, 14.9 language and
// alternative text. Letter paper, one-inch margins, Noto Sans 10.5 pt. We say "tagged", not PDF/UA:
// no validator for that is at hand.
//
// Same document, same fonts and libraries: same bytes. No machine date, no random id.
// Every function may be called from several threads at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "print/document.hpp"

namespace ledgelight::print {

struct Pdf {
  std::string bytes;
  int pages = 0;
};

/// Fails: bad_input (malformed text, headings out of order, a row of the wrong length, no title),
/// unsupported (a letter no installed font has; names the code point and the remedy, not the
/// text), too_large (over 2,000 pages, 100,000 blocks, 16 MiB of text, or an address beyond its
/// window), config (Noto Sans is not installed).
Result<Pdf> render(const Document& document);

/// What a reader with a screen reader would miss; empty when nothing. One sentence a fault.
/// Checks title, language, MarkInfo, DisplayDocTitle, the structure tree, headings in order,
/// alternative text, and for every page that all text it draws is tagged or an artifact and that
/// each tag leads back to the tree.
std::vector<std::string> check_tagged(std::string_view pdf);

/// The structure as indented lines ("Document", "  H1 p1", "  Table" …): for golden tests.
Result<std::string> outline_of(std::string_view pdf);

}  // namespace ledgelight::print
