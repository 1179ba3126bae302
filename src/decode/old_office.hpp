// decode/old_office.hpp: Word, Excel, PowerPoint and Outlook files of the years before OOXML.
//
// "text" of a document ([MS-DOC], from Word 6 on) or of slides ([MS-PPT]); one member for each sheet
// of a workbook (BIFF5 and BIFF8, [MS-XLS]) with its cells under each other as XLSX's are; "message"
// and the attachments of an Outlook item ([MS-OXMSG]). What else is in the file comes as bytes:
// streams of no kind under their names, and what no stream holds at its place in the file. Pictures in
// drawings are members (old_pictures.hpp).
#pragma once

#include "decode/channel.hpp"
#include "decode/compound.hpp"

namespace ledgelight::decode {

/// Damaged when it is no compound file.
bool read_old_office(Bytes& bytes, const Output& output);

// The parts below speak into `speaker` between members and leave it there.
void say_old_book(Compound::Stream stream, const std::string& place, Speaker& speaker);
/// `table`: the stream that holds the document's tables, or nullptr.
void say_old_document(Compound::Stream words, Compound::Stream* table, const std::string& place,
                      Speaker& speaker);
void say_old_slides(Compound::Stream stream, const std::string& place, Speaker& speaker);

}  // namespace ledgelight::decode
