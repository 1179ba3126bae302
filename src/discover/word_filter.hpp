// discover/word_filter.hpp: words that are not in a list, told without a look into it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ledgelight::discover {

/// By first letter, last letter and length. Never says no to a word of the list.
class WordFilter {
 public:
  template <class List>
  explicit WordFilter(const List& words) {
    for (std::string_view word : words)
      if (!word.empty()) bits_[slot(word) / 64] |= std::uint64_t{1} << slot(word) % 64;
  }
  bool may_hold(std::string_view word) const {
    return !word.empty() && (bits_[slot(word) / 64] >> slot(word) % 64 & 1U) != 0;
  }

 private:
  static std::size_t slot(std::string_view word) {
    const auto first = static_cast<unsigned char>(word.front()),
               last = static_cast<unsigned char>(word.back());
    return (first & 31U) << 9U | (last & 31U) << 4U |
           static_cast<std::size_t>(word.size() < 15 ? word.size() : 15);
  }
  std::array<std::uint64_t, 256> bits_{};
};

}  // namespace ledgelight::discover
