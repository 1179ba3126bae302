// decode/access.hpp: databases of Microsoft Access (Jet 3 and 4, ACE), .mdb and .accdb.
//
// Every page of the file is looked at once: whatever rows name a table as theirs are told, those
// that were deleted and not written over too. "table:NAME" is a line of headings and a row a line,
// as SQLite tables are told; files kept in cells (OLE) are members of their own.
#pragma once

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// Damaged when it is none, or encrypted.
void read_access(Bytes& bytes, const Output& output);

}  // namespace ledgelight::decode
