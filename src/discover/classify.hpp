// discover/classify.hpp: bytes to bit masks, 512 at a time: where digits and words stand, where a
// closer look may begin.
//
// Three ways to the same masks, chosen at run time by what the processor can do; a test holds them
// against each other. No way looks beyond the bytes it was given.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace ledgelight::discover {

inline constexpr std::size_t stripe_bytes = 512;

/// Bit i % 64 of word i / 64 speaks of byte i.
struct Stripe {
  using Words = std::array<std::uint64_t, stripe_bytes / 64>;
  Words digit;  ///< '0' to '9'
  Words word;   ///< letters, digits, and every byte beyond ASCII
  Words dash, dot;
  Words pair;  ///< may begin one of the pairs, see there
};

/// Two bytes that stand side by side, letters in any case; a second byte of 0 stands for any.
using Pair = std::pair<char, char>;

/// A set of pairs in the form that a shuffle instruction looks up: eight groups, each a set of
/// first and a set of second bytes, each set given by its high and low halves. So a mask says where
/// a pair *may* stand (and misses none); has() says whether one does.
class PairSet {
 public:
  explicit PairSet(std::span<const Pair> pairs);

  bool has(char first, char second) const {
    const auto key = static_cast<std::size_t>(static_cast<unsigned char>(first)) << 8U |
                     static_cast<unsigned char>(second);
    return (exact_[key / 64] >> (key % 64) & 1U) != 0;
  }
  /// Is it among what the masks show? What the scalar way computes, byte by byte.
  bool may(char first, char second) const {
    const auto a = static_cast<unsigned char>(first), b = static_cast<unsigned char>(second);
    return (first_low_[a & 15U] & first_high_[a >> 4U] & second_low_[b & 15U] &
            second_high_[b >> 4U]) != 0;
  }
  using Table = std::array<std::uint8_t, 16>;
  const Table& first_low() const { return first_low_; }
  const Table& first_high() const { return first_high_; }
  const Table& second_low() const { return second_low_; }
  const Table& second_high() const { return second_high_; }

 private:
  Table first_low_{}, first_high_{}, second_low_{}, second_high_{};
  std::array<std::uint64_t, 1024> exact_{};  ///< a bit for each two bytes
};

enum class Way : std::uint8_t { scalar, avx2, avx512 };
/// Whether this processor can go that way.
bool can(Way way);
/// The fastest of them.
Way best_way();

/// Classifies bytes[at, at + 64 * words), words at most 8; `at` within `bytes`, and what lies
/// beyond their end counts as NUL. The other words of `out` are left as they are.
void classify(std::string_view bytes, std::size_t at, std::size_t words, const PairSet& pairs,
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

/// Does one of `pairs` stand within bytes[from, to)?
bool any_pair(std::string_view bytes, std::size_t from, std::size_t to, const PairSet& pairs);
/// The two neighbours in `word` (two letters or more) that are seen least in text.
Pair rarest_pair(std::string_view word);

}  // namespace ledgelight::discover
