// print/tag.hpp: the structure tree, language, title and metadata put into drawn pages (libqpdf).
#pragma once

#include <string>

#include "print/layout.hpp"

namespace ledgelight::print {

/// `drawn` is what draw() gave for `placed`. Sets Lang, MarkInfo, DisplayDocTitle, the structure
/// and parent trees, StructParents, Info and XMP metadata, and turns the NonStruct marks into
/// artifacts. Dates come from the document, the id from the bytes.
Result<std::string> tag(const std::string& drawn, const Placed& placed, const Document& document);

}  // namespace ledgelight::print
