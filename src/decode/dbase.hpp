// decode/dbase.hpp: dBASE tables (III to 7, FoxPro, Clipper), as maps and old programs keep them.
//
// "rows": a line of headings, then the records as rows of cells, those marked as deleted too. Memos
// stand in a file of their own (.dbt, .fpt): short ones are cells of their rows, long ones and what
// is no text "FIELD/ROW". That file is searched as bytes too, for what no row names any more.
#pragma once

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// Needs load_charsets(). Damaged when it is none. `memos`: the file beside it; nullptr: not there.
void read_dbase(const Input& input, const Output& output, Bytes* memos = nullptr);

}  // namespace ledgelight::decode
