// decode/office.hpp: documents, sheets and slides (ECMA-376; ODF 1.3) as text and tables.
//
// Sheets: one member each, under its part's name ("xl/worksheets/sheet1.xml"; "table:NAME" in
// OpenDocument), hidden ones too, numbers as their style shows them, dates as ISO 8601. Documents
// and slides: one member "text" with headers, notes and comments; a table in them is a piece of its
// own. Comments, properties, drawings and cached pivot data: members with what is written in them.
// Pictures and embedded files: members as they are. Nothing is fetched and no formula is run.
#pragma once

#include <string_view>

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// `kind` is docx, xlsx, pptx, odt or ods. Returns false for any other kind, before reading.
bool read_office(std::string_view kind, Bytes& bytes, const Output& output);

/// The parts by themselves, for tests and fuzzing.
struct Workbook;
void read_sheet(const Input& part, const Workbook& book, Speaker& speaker);

}  // namespace ledgelight::decode
