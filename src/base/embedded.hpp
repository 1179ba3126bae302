// base/embedded.hpp: files carried inside the program, so that one binary is the whole desk.
#pragma once

#include <span>
#include <string_view>

namespace ledgelight {

struct EmbeddedFile {
  std::string_view path;  ///< relative, '/' between parts
  std::string_view bytes;
};

/// The file at `path`, or nullptr. `files` is sorted by path.
const EmbeddedFile* find_embedded(std::span<const EmbeddedFile> files, std::string_view path);

std::span<const EmbeddedFile> embedded_rules();      ///< rules/
std::span<const EmbeddedFile> embedded_content();    ///< content/
std::span<const EmbeddedFile> embedded_migrations(); ///< src/store/migrations/
std::span<const EmbeddedFile> embedded_queries();    ///< src/store/queries/
std::span<const EmbeddedFile> embedded_assets();     ///< USWDS and our own css

}  // namespace ledgelight
