#include "discover/trigrams.hpp"

#include <optional>

#include "base/result.hpp"
#include "discover/text.hpp"

namespace ledgelight::discover {
namespace {

char byte_of(const Trigram& trigram, std::size_t n) {
  return n == 0 ? trigram.first : n == 1 ? trigram.second : trigram.third;
}
bool has_two_cases(const Trigram& trigram, char c) {
  return !trigram.cased && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

/// How often a byte comes in a thousand of text, roughly: what tells a rare trigram.
int weight(unsigned char c) {
  static constexpr std::array<int, 26> letters{65, 12, 22, 34, 100, 18, 16, 48, 55, 2,  6, 32, 19,
                                               55, 60, 15, 1,  48,  50, 72, 22, 8,  19, 2, 16, 1};
  if (c >= 'a' && c <= 'z') return letters[c - 'a'];
  if (c >= 'A' && c <= 'Z') return 1 + letters[c - 'A'] / 8;
  if (c == ' ') return 150;
  if (c >= '0' && c <= '9') return 20;
  return c > ' ' && c < '@' ? 10 : 2;
}

}  // namespace

TrigramSet::TrigramSet(std::span<const Trigram> trigrams) {
  CHECK(trigrams.size() <= TrigramBits::most);
  for (std::size_t t = 0; t < trigrams.size(); ++t)
    for (std::size_t n = 0; n < exact_.size(); ++n) {
      const auto put = [&](char c) { exact_[n][static_cast<unsigned char>(c)].put(t); };
      const char c = byte_of(trigrams[t], n);
      if (c == '\0')
        for (auto& row : exact_[n])
          row.put(t);
      put(c);
      if (has_two_cases(trigrams[t], c)) put(static_cast<char>(c ^ 0x20));
    }
  for (const auto& [first, second, third, cased] : trigrams) {
    if (second == '\0') {
      alone_.put_any_after(first);
    } else if (third == '\0' || (is_digit(second) && is_digit(third))) {
      alone_.put(first, second);  // two digits say next to nothing
    } else {
      front_.put(first, second);
      back_.put(second, third);
    }
  }
}

Trigram rarest_trigram(std::string_view word) {
  if (word.size() == 2) return {word[0], word[1]};
  std::size_t best = 0;
  std::optional<int> least;
  for (std::size_t i = 0; i + 3 <= word.size(); ++i) {
    int product = 1;
    for (char c : word.substr(i, 3))
      product *= weight(static_cast<unsigned char>(c));
    if (!least || product < *least) least = product, best = i;
  }
  return {word[best], word[best + 1], word[best + 2]};
}

}  // namespace ledgelight::discover
