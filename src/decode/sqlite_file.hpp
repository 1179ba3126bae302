// decode/sqlite_file.hpp: the tables of an SQLite database, read and never trusted.
//
// One member "table:NAME" each, its rows with headings, cells separated by tabs; values of blobs
// that are files: members "table:NAME/column/rowid". Virtual tables are not opened (their code runs
// on what the file says); views, triggers and functions in the schema never run. Pages on the free
// list, where deleted rows stay readable: bytes of the container itself.
#pragma once

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// `log`: its write-ahead log ("app.db-wal"), whose transactions count as if they stood in it;
/// nullptr: none. Neither is written. Throws Damaged when it is no database.
bool read_sqlite(Bytes& bytes, Bytes* log, const Output& output);

}  // namespace ledgelight::decode
