// decode/written.hpp: what is written in a part of a document, in reading order.
#pragma once

#include "decode/channel.hpp"
#include "decode/xml.hpp"

namespace ledgelight::decode {

/// Paragraphs as lines, tables as pieces of their own. Knows the elements of WordprocessingML,
/// DrawingML (slides) and OpenDocument, whose names say the same. Says it in the open member.
void say_document(Xml& xml, Speaker& speaker);
/// Any XML: the text of each element on a line, and what the caches of pivot tables hold.
void say_any(Xml& xml, Speaker& speaker);
/// The tables of an OpenDocument sheet, one member "table:NAME" each.
void say_open_sheets(Xml& xml, Speaker& speaker);

}  // namespace ledgelight::decode
