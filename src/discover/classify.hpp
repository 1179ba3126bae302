// discover/classify.hpp: bytes to bit masks, a page of 4096 at a time: where digits, words and the
// signs beside them stand, and where a closer look may begin.
//
// No way looks beyond the bytes it was given.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "discover/sign_pairs.hpp"
#include "discover/trigrams.hpp"
#include "discover/way.hpp"

namespace ledgelight::discover {

using Word = std::uint64_t;
inline constexpr std::size_t page_words = 64;

/// Masks of a page. Bit b of word 1 + i speaks of byte 64 * i + b; word 0 of what stands before the
/// page, the word after its last of what follows it. The room beyond is for loops that go by eight.
struct Marks {
  /// Word 1 begins a line of the processor's cache, as every eighth after it does: eight words that
  /// lie across two lines cost a processor twice.
  class alignas(64) Row {
   public:
    Word& operator[](std::size_t n) { return words_[front + n]; }
    const Word& operator[](std::size_t n) const { return words_[front + n]; }
    void clear_from(std::size_t n) {
      std::fill(words_.begin() + static_cast<std::ptrdiff_t>(front + n), words_.end(), 0);
    }
    bool operator==(const Row&) const = default;

   private:
    static constexpr std::size_t front = 7;
    std::array<Word, 8 + page_words + 16> words_;
  };
  Row digit;   ///< '0' to '9'
  Row low;     ///< '0' and '1'
  Row word;    ///< letters, digits, and every byte beyond ASCII
  Row beyond;  ///< bytes beyond ASCII
  Row upper;   ///< 'A' to 'Z'
  Row dash, dot, blank, slash;
  Row bar;      ///< '_'
  Row bracket;  ///< '(' and ')'
  Row year;     ///< "19" or "20" begins here
  /// Where a pair begins that is a clue by itself, the front or the back of one; and what is before
  /// the last pair of a word's end, and that pair.
  Row alone, front, back, before, last;
  static constexpr std::size_t count = 17;
};

/// The pairs that are looked for: clues, and ends of words.
class Sought {
 public:
  Sought(const TrigramSet& clues, const WordEnds& ends);
  static constexpr std::size_t sets = 5;  ///< as the last five rows
  const SignPairs& set(std::size_t n) const { return sets_[n]; }
  /// A bit for each set that the pair of these sorts is in.
  unsigned in(unsigned first, unsigned second) const { return in_[first << 5U | second]; }

 private:
  std::array<SignPairs, sets> sets_;
  std::array<std::uint8_t, std::size_t{sign_sorts} * sign_sorts> in_{};
};

/// Classifies bytes[at, at + 64 * words) into the words of `out` from `first` on; `at` within
/// `bytes`, and what lies beyond their end counts as NUL. The other words are left as they are.
void classify(std::string_view bytes, std::size_t at, std::size_t words, const Sought& sought,
              Marks& out, std::size_t first, Way way);

/// May one of `clues` stand within bytes[from, to)? Misses none.
bool any_clue(std::string_view bytes, std::size_t from, std::size_t to, const TrigramSet& clues);

}  // namespace ledgelight::discover
