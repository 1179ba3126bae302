// discover/cell_marks.hpp: where the cells of a table end, as bit masks of 512 bytes at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "discover/way.hpp"

namespace ledgelight::discover {

inline constexpr std::size_t stripe_bytes = 512;

/// Where cells may end, and where quotes stand: bit i % 64 of word i / 64 speaks of byte i.
struct CellMarks {
  using Words = std::array<std::uint64_t, stripe_bytes / 64>;
  Words end;    ///< the delimiter, or a line end
  Words quote;  ///< '"'
};
/// Marks bytes[at, at + 64 * words), words at most 8; `at` within `bytes`, and what lies beyond
/// their end counts as NUL. The other words of `out` are left as they are.
void mark_cells(std::string_view bytes, std::size_t at, std::size_t words, char delimiter,
                CellMarks& out, Way way);

}  // namespace ledgelight::discover
