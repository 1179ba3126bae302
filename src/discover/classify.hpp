// discover/classify.hpp: bytes to bit masks, 512 at a time: where digits and words stand, where a
// closer look may begin.
//
// Three ways to the same masks, chosen at run time by what the processor can do; a test holds them
// against each other. No way looks beyond the bytes it was given.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "discover/trigrams.hpp"

namespace ledgelight::discover {

inline constexpr std::size_t stripe_bytes = 512;

/// Bit i % 64 of word i / 64 speaks of byte i.
struct Stripe {
  using Words = std::array<std::uint64_t, stripe_bytes / 64>;
  Words digit;  ///< '0' to '9'
  Words word;   ///< letters, digits, and every byte beyond ASCII
  Words dash, dot;
  Words clue;  ///< may begin one of the trigrams, see there
};

enum class Way : std::uint8_t { scalar, avx2, avx512 };
/// Whether this processor can go that way.
bool can(Way way);
/// The fastest of them.
Way best_way();

/// Classifies bytes[at, at + 64 * words), words at most 8; `at` within `bytes`, and what lies
/// beyond their end counts as NUL. The other words of `out` are left as they are.
void classify(std::string_view bytes, std::size_t at, std::size_t words, const TrigramSet& clues,
              Stripe& out, Way way);

/// Where cells may end, and where quotes stand.
struct CellMarks {
  using Words = std::array<std::uint64_t, stripe_bytes / 64>;
  Words end;    ///< the delimiter, or a line end
  Words quote;  ///< '"'
};
/// The same as classify(), for the rows of a table.
void mark_cells(std::string_view bytes, std::size_t at, std::size_t words, char delimiter,
                CellMarks& out, Way way);

/// May one of `clues` stand within bytes[from, to)? Misses none.
bool any_clue(std::string_view bytes, std::size_t from, std::size_t to, const TrigramSet& clues);

}  // namespace ledgelight::discover
