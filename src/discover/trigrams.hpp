// discover/trigrams.hpp: three bytes in a row that a closer look begins with. One pass of the masks
// asks for all of them at once, so a word more to look for costs next to nothing.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "discover/sign_pairs.hpp"

namespace ledgelight::discover {

/// Three bytes that stand side by side; one of 0 stands for any, and so do those after it.
struct Trigram {
  char first = 0, second = 0, third = 0;
  bool cased = false;  ///< letters in this case only
};

/// Some of the trigrams of a set, by the order in which it was given them.
class TrigramBits {
 public:
  static constexpr std::size_t most = 128;

  void put(std::size_t n) { words_[n / 64] |= std::uint64_t{1} << n % 64; }
  bool none() const { return (words_[0] | words_[1]) == 0; }
  /// The first that is `n` or later; `most` when there is none. `n` at most `most`.
  std::size_t next(std::size_t n) const {
    if (n < 64 && words_[0] >> n != 0)
      return n + static_cast<std::size_t>(std::countr_zero(words_[0] >> n));
    const auto from = n < 64 ? 64 : n;
    if (from == most || words_[1] >> (from - 64) == 0) return most;
    return from + static_cast<std::size_t>(std::countr_zero(words_[1] >> (from - 64)));
  }
  friend TrigramBits operator&(const TrigramBits& a, const TrigramBits& b) {
    TrigramBits out;
    for (std::size_t w = 0; w < out.words_.size(); ++w)
      out.words_[w] = a.words_[w] & b.words_[w];
    return out;
  }

 private:
  std::array<std::uint64_t, most / 64> words_{};
};

/// Up to TrigramBits::most trigrams. For the masks each is a pair and the pair after it, or a pair
/// alone, by sorts of signs. So masks say where a trigram *may* stand, and miss none; which() says
/// for one place what stands there.
class TrigramSet {
 public:
  explicit TrigramSet(std::span<const Trigram> trigrams);

  /// Is it among what the masks show?
  bool may(char first, char second, char third) const {
    return alone_.has(first, second) || (front_.has(first, second) && back_.has(second, third));
  }
  const SignPairs& alone() const { return alone_; }
  const SignPairs& front() const { return front_; }
  const SignPairs& back() const { return back_; }
  /// The trigrams that these are.
  TrigramBits which(char first, char second, char third) const {
    return exact_[0][static_cast<unsigned char>(first)] &
           exact_[1][static_cast<unsigned char>(second)] &
           exact_[2][static_cast<unsigned char>(third)];
  }

 private:
  SignPairs alone_, front_, back_;
  std::array<std::array<TrigramBits, 256>, 3> exact_{};
};

/// The three neighbours in `word` that are seen least in text; of a word of two letters, both.
Trigram rarest_trigram(std::string_view word);

}  // namespace ledgelight::discover
