// discover/word_table.hpp: short lists of words, asked millions of times.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ledgelight::discover {

/// Words in lower case, found by first letter, last letter and length. Most words that are asked
/// for are none of them, and are told by one bit.
class WordTable {
 public:
  template <class List>
  explicit WordTable(const List& words) {
    for (std::string_view word : words) {
      if (word.empty()) continue;
      const auto at = slot(word);
      bits_[at / 64] |= std::uint64_t{1} << at % 64;
      auto i = at % table_.size();
      while (!table_[i].empty())
        i = (i + 1) % table_.size();
      table_[i] = word;
    }
  }
  /// Could a word in any case be one of them? Misses none.
  bool may_hold(std::string_view word) const {
    if (word.empty()) return false;
    const auto at = slot(word);
    return (bits_[at / 64] >> at % 64 & 1U) != 0;
  }
  bool holds(std::string_view lower) const {
    if (!may_hold(lower)) return false;
    for (auto i = slot(lower) % table_.size(); !table_[i].empty(); i = (i + 1) % table_.size())
      if (table_[i] == lower) return true;
    return false;
  }

 private:
  static std::size_t slot(std::string_view word) {
    const auto first = static_cast<unsigned char>(word.front()),
               last = static_cast<unsigned char>(word.back());
    const auto size = word.size() < 15 ? word.size() : std::size_t{15};
    return (first & 31U) << 9U | (last & 31U) << 4U | size;
  }
  std::array<std::uint64_t, 256> bits_{};
  std::array<std::string, 1024> table_;  ///< never full: no list is a quarter as long
};

}  // namespace ledgelight::discover
