// evidence/lines.hpp: a large text file, line by line, in bounded memory.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "base/result.hpp"

namespace ledgelight::evidence {

/// Calls `each` with every line of `path`, without its LF, numbered from 1. Fails: io; too_large (a
/// line over `max_line` bytes, the number is in the detail); and as `each` fails.
Result<void> for_each_line(
    const std::filesystem::path& path, std::size_t max_line,
    const std::function<Result<void>(std::uint64_t number, std::string_view line)>& each);

}  // namespace ledgelight::evidence
