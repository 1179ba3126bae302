// cli/found_files.hpp: the files under the paths of a command line, none left out in silence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace ledgelight::cli {

struct NamedFile {
  std::string full;          ///< as the system opens it
  std::string name;          ///< relative to the path that was asked for; hostile bytes and all
  std::uint64_t size = 0;    ///< when it was looked at
  std::string trouble = {};  ///< why it will not be read: a link, a pipe, a folder one may not
                             ///< enter; "" it will
};

/// open() for a path of any length, where the system's own takes less than PATH_MAX bytes. -1 and
/// errno when it fails.
int open_at_any_depth(const std::string& path, int flags);

/// Every file under `paths`, each folder's in the order of the bytes of their names. A path that is
/// itself a link is followed; links in folders are listed and not followed, so there are no loops.
/// A file asked for by its own path is named by its last part. A name that two of several paths
/// hold is led by the path as it was given. Fails (usage) when a path is not there.
Result<std::vector<NamedFile>> files_under(const std::vector<std::string>& paths);

}  // namespace ledgelight::cli
