// discover/sign_pairs.hpp: two signs side by side, in the form that a processor looks up for many
// places at once. Three in a row are two pairs, so any number of words to look for costs the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ledgelight::discover {

/// One of 128, for each byte of ASCII.
using SignTable = std::array<std::uint8_t, 128>;

/// Letters without their case; digits are all alike. Signs that words of interest hold are told
/// from others, some of them only together. Of a byte beyond ASCII the low seven bits count.
inline constexpr unsigned sign_sorts = 32;
constexpr unsigned sort_of_sign(char c) {
  const auto u = static_cast<unsigned char>(c) & 0x7FU;
  const auto letter = (u | 0x20U) - 'a';
  if (letter < 26) return letter + 1;
  if (u - '0' < 10) return 27;
  switch (u) {
  case '-':
  case '_':
  case '$': return 28;
  case '@': return 29;
  case '%':
  case '+':
  case '<': return 30;
  case ':': return 31;
  default: return 0;
  }
}
inline constexpr SignTable sign_sort_table = [] {
  SignTable out{};
  for (std::size_t u = 0; u < out.size(); ++u)
    out[u] = static_cast<std::uint8_t>(sort_of_sign(static_cast<char>(u)));
  return out;
}();

/// A set of pairs of neighbours, by their sorts.
class SignPairs {
 public:
  void put(char first, char second) { put_sorts(sort_of_sign(first), sort_of_sign(second)); }
  void put_any_after(char first) {
    for (unsigned second = 0; second < sign_sorts; ++second)
      put_sorts(sort_of_sign(first), second);
  }
  /// A `second` with no letter or digit before it.
  void put_beginning(char second) {
    for (unsigned first : {0U, 28U, 29U, 30U, 31U})
      put_sorts(first, sort_of_sign(second));
  }
  bool has(char first, char second) const {
    return has_sorts(sort_of_sign(first), sort_of_sign(second));
  }
  bool has_sorts(unsigned first, unsigned second) const {
    return (rows_[second << 2U | first >> 3U] >> (first & 7U) & 1U) != 0;
  }
  /// Four rows of eight bits for each sort of the second sign.
  const SignTable& rows() const { return rows_; }

 private:
  void put_sorts(unsigned first, unsigned second) {
    auto& row = rows_[second << 2U | first >> 3U];
    row = static_cast<std::uint8_t>(row | 1U << (first & 7U));
  }
  SignTable rows_{};
};

/// Words by the last three signs. It lets through more than was put in; seldom.
struct WordEnds {
  SignPairs before, last;
  /// Two signs or more.
  void put(std::string_view word) {
    const auto n = word.size();
    last.put(word[n - 2], word[n - 1]);
    if (n > 2)
      before.put(word[n - 3], word[n - 2]);
    else
      before.put_beginning(word[0]);
  }
};

}  // namespace ledgelight::discover
