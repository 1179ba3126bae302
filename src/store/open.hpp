// store/open.hpp: a desk::Store behind a url. The only header of this room that others include.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "desk/ports/store.hpp"

namespace ledgelight::store {

enum class Opening {
  must_exist,  ///< a missing file is Errc::not_found: a desk never grows an empty database unasked
  create,      ///< makes the file (mode 0600); an existing one is opened as it is
};

/// url: "sqlite:PATH" (PATH as the process sees it), or "memory:" (nothing outlives the Store;
/// for tests). Brings the schema up to date, forwards only.
///
/// Fails with config (unknown url; not our file; written by a newer program), not_found, corrupt,
/// busy (another process held the write lock too long), io, disk_full.
///
/// Threads: a Store may be used by many at once, a Tx by one at a time. A Tx may outlive neither
/// its Store nor, in the same thread, wait for another writing Tx: that is Errc::busy after ten
/// seconds. A Tx in which the engine failed (not: conflict, not_found) only fails from then on.
Result<std::unique_ptr<desk::Store>> open_store(const std::string& url, Opening opening);

}  // namespace ledgelight::store
