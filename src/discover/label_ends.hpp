// discover/label_ends.hpp: what may end right before a value: the last three letters of labels and
// of the words that may stand between. Most numbers of a log have something else before them, and
// are done with in a few instructions.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "discover/sign_pairs.hpp"
#include "discover/text.hpp"

namespace ledgelight::discover {

/// May the word stand between a label and its value: "number", "is", "new"? Any case.
bool is_between(std::string_view word);

class LabelEnds {
 public:
  static const LabelEnds& known();
  /// How many signs may stand between label and value.
  static constexpr std::size_t widest_gap = 29;
  /// How many letters a word that may stand between has at most, and how far before its value a
  /// label ends.
  static constexpr std::size_t longest_between = 7, farthest = 40;

  /// Could the word that ends at `i` have a meaning, or be one that may stand between?
  bool ends(std::string_view s, std::size_t i) const {
    if (i < 2) return false;
    const char one = s[i - 1], two = s[i - 2], three = i > 2 ? s[i - 3] : ' ';
    if (has(one, two, three)) return true;
    if (!is_upper(two)) return false;
    if (is_upper(one) && !is_word(three)) return true;  // "license (CT 1234567)"
    return is_lower(three) && has(one, two, ' ');       // patientDl
  }

  /// Of those that end: is it more than a word that may stand between, or a state in two capitals?
  bool may_be_label(std::string_view s, std::size_t i) const { return in(label_, s, i); }
  /// Could the word that ends at `i` be one for a number of social security or tax?
  bool may_be_social(std::string_view s, std::size_t i) const { return in(social_, s, i); }
  /// All of them but what is told by its capitals: states, patientDl.
  const WordEnds& words() const { return words_; }

 private:
  LabelEnds();
  using Set = std::array<std::uint64_t, 512>;  ///< a bit for each three signs
  static void put(Set& set, std::string_view word);
  bool has(char one, char two, char three) const { return has(set_, one, two, three); }
  static bool has(const Set& set, char one, char two, char three) {
    const auto at = slot(one, two, three);
    return (set[at / 64] >> at % 64 & 1U) != 0;
  }
  static bool in(const Set& set, std::string_view s, std::size_t i) {
    if (i < 2) return false;
    const char one = s[i - 1], two = s[i - 2], three = i > 2 ? s[i - 3] : ' ';
    return has(set, one, two, three) || (is_upper(two) && has(set, one, two, ' '));
  }
  static std::size_t slot(char one, char two, char three) {
    return std::size_t{sort(one)} << 10U | std::size_t{sort(two)} << 5U | sort(three);
  }
  static unsigned sort(char c) { return sorts[static_cast<unsigned char>(c)]; }
  static constexpr std::array<std::uint8_t, 256> sorts = [] {
    std::array<std::uint8_t, 256> out{};
    for (std::size_t u = 0; u < 256; ++u) {
      const auto letter = (u | 0x20U) - 'a';
      if (u >= 0x80)
        out[u] = 28;
      else if (letter < 26)
        out[u] = static_cast<std::uint8_t>(letter + 1);
      else if (u >= '0' && u <= '9')
        out[u] = 27;
    }
    return out;
  }();
  Set set_{}, label_{}, social_{};
  WordEnds words_;
};

}  // namespace ledgelight::discover
