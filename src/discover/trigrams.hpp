// discover/trigrams.hpp: three bytes in a row that a closer look begins with. One pass of the masks
// asks for all of them at once, so a word more to look for costs next to nothing.
#pragma once

#include <array>
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

/// Up to 64 trigrams. For the masks each is a pair and the pair after it, or a pair alone, by sorts
/// of signs. So masks say where a trigram *may* stand, and miss none; which() says for one place
/// what stands there.
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
  /// A bit for each trigram that these are, in the order in which they were given.
  std::uint64_t which(char first, char second, char third) const {
    return exact_[0][static_cast<unsigned char>(first)] &
           exact_[1][static_cast<unsigned char>(second)] &
           exact_[2][static_cast<unsigned char>(third)];
  }

 private:
  SignPairs alone_, front_, back_;
  std::array<std::array<std::uint64_t, 256>, 3> exact_{};
};

/// The three neighbours in `word` that are seen least in text; of a word of two letters, both.
Trigram rarest_trigram(std::string_view word);

}  // namespace ledgelight::discover
