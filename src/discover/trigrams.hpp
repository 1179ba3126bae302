// discover/trigrams.hpp: three bytes in a row that a closer look begins with, in the form that a
// shuffle instruction looks up. One pass of the masks asks for all of them at once, so a word more
// to look for costs next to nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace ledgelight::discover {

/// Three bytes that stand side by side; one of 0 stands for any.
struct Trigram {
  char first = 0, second = 0, third = 0;
  bool cased = false;  ///< letters in this case only
};

/// Up to 64 trigrams. For the masks they are put into sixteen groups, two banks of eight, each a
/// set of first, of second and of third bytes, each set given by the low and the high halves of its
/// bytes. So masks say where a trigram *may* stand, and miss none; which() says for one place what
/// stands there.
class TrigramSet {
 public:
  static constexpr std::size_t banks = 2;
  explicit TrigramSet(std::span<const Trigram> trigrams);

  /// Is it among what the masks show? What the scalar way computes, byte by byte.
  bool may(char first, char second, char third) const {
    return ((groups(0, 0, first) & groups(0, 1, second) & groups(0, 2, third)) |
            (groups(1, 0, first) & groups(1, 1, second) & groups(1, 2, third))) != 0;
  }
  /// A bit for each trigram that these are, in the order in which they were given.
  std::uint64_t which(char first, char second, char third) const {
    return exact_[0][static_cast<unsigned char>(first)] &
           exact_[1][static_cast<unsigned char>(second)] &
           exact_[2][static_cast<unsigned char>(third)];
  }
  /// Of the first, second or third byte: a bit for each group of a bank, by either half of the
  /// byte.
  struct Table {
    std::array<std::uint8_t, 16> low{}, high{};
  };
  const Table& table(std::size_t bank, std::size_t nth) const { return tables_[bank][nth]; }

 private:
  unsigned groups(std::size_t bank, std::size_t nth, char c) const {
    const auto u = static_cast<unsigned char>(c);
    const auto& of = tables_[bank][nth];
    return static_cast<unsigned>(of.low[u & 15U]) & of.high[u >> 4U];
  }
  std::array<std::array<Table, 3>, banks> tables_;
  std::array<std::array<std::uint64_t, 256>, 3> exact_{};
};

/// The three neighbours in `word` that are seen least in text; of a word of two letters, both.
Trigram rarest_trigram(std::string_view word);

}  // namespace ledgelight::discover
