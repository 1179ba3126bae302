#include "base/embedded.hpp"

#include <algorithm>

namespace ledgelight {

const EmbeddedFile* find_embedded(std::span<const EmbeddedFile> files, std::string_view path) {
  // CMake sorts by locale-free byte order, but a linear look is fast enough and never wrong.
  const auto it = std::find_if(files.begin(), files.end(),
                               [&](const EmbeddedFile& f) { return f.path == path; });
  return it == files.end() ? nullptr : &*it;
}

}  // namespace ledgelight
