// linkage/text.hpp: how alike two short texts are.
//
// All functions take folded text (see fold) and cost at most a few hundred steps: texts are cut at
// `longest` bytes when they are stored.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ledgelight::linkage {

inline constexpr std::size_t longest = 60;  ///< bytes of a value that are compared

/// Lower-case ASCII letters and digits only: accents taken off (UTF-8 or Latin-1), all else left
/// out.
std::string fold(std::string_view text);
/// The same, with one blank where something else stood between two words.
std::string fold_words(std::string_view text);

/// Fewest insertions, deletions, substitutions and swaps of neighbours that make one the other
/// (optimal string alignment), or `limit` + 1 as soon as it must be more than `limit`.
int edits(std::string_view a, std::string_view b, int limit);
/// Jaro–Winkler similarity, 0 to 1, prefix weight 0.1 for at most four signs.
double jaro_winkler(std::string_view a, std::string_view b);

/// What a name sounds like, for English and Spanish ears: the first sound and at most five
/// consonants, five bits each; 0 for no letters. "Smith" and "Smyth", "Vasquez" and "Vazquez"
/// agree.
std::uint32_t sound_of(std::string_view folded);
/// One bit for each letter that occurs, and six for digits (by value modulo six).
std::uint32_t letters_of(std::string_view folded);

/// A good mixer of 64 bits; not for secrets.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}
std::uint64_t hash_of(std::string_view text);

}  // namespace ledgelight::linkage
