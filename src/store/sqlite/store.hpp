// store/sqlite/store.hpp: a desk::Store in one SQLite file.
//
// One connection writes, under a gate within the process and BEGIN IMMEDIATE between processes; a
// pool of others reads, each transaction from a snapshot of its own (WAL).
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "desk/ports/store.hpp"
#include "store/open.hpp"

namespace ledgelight::store {

struct SqliteOptions {
  /// How long a writer waits for another, here or in another process, before Errc::busy.
  std::chrono::milliseconds wait{10'000};
};

Result<std::unique_ptr<desk::Store>> open_sqlite(const std::string& path, Opening opening,
                                                 SqliteOptions options = {});

}  // namespace ledgelight::store
