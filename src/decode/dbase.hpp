// decode/dbase.hpp: dBASE tables (III to 7, FoxPro, Clipper), as maps and old programs keep them.
//
// "rows": a line of headings, then the records as rows of cells, those marked as deleted too. Memos
// stand in a file of their own, which is searched as bytes.
#pragma once

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// Needs load_charsets(). Damaged when it is none.
void read_dbase(const Input& input, const Output& output);

}  // namespace ledgelight::decode
