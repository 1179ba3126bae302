#include "discover/trigrams.hpp"

#include <algorithm>
#include <bitset>
#include <optional>
#include <vector>

#include "base/result.hpp"

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

/// Bytes that may stand at one of the three places.
struct Bytes {
  std::bitset<16> low, high;
  void put(char c) {
    const auto u = static_cast<unsigned char>(c);
    low.set(u & 15U);
    high.set(u >> 4U);
  }
  void put_any() {
    low.set();
    high.set();
  }
  /// Of all that the halves let through, more than was put in.
  int sum() const {
    int n = 0;
    for (unsigned c = 0; c < 256; ++c)
      if (low[c & 15U] && high[c >> 4U]) n += weight(static_cast<unsigned char>(c));
    return n;
  }
};

/// Firsts, seconds and thirds: every combination counts.
struct Group {
  std::array<Bytes, 3> places;
  double cost = 0;  ///< how often it shows, relative to others
  void weigh() {
    cost = 1;
    for (const auto& place : places)
      cost *= place.sum();
  }
  Group with(const Group& other) const {
    Group both = *this;
    for (std::size_t n = 0; n < places.size(); ++n) {
      both.places[n].low |= other.places[n].low;
      both.places[n].high |= other.places[n].high;
    }
    both.weigh();
    return both;
  }
};

Group group_of(const Trigram& trigram) {
  Group out;
  for (std::size_t n = 0; n < out.places.size(); ++n) {
    const char c = byte_of(trigram, n);
    if (c == '\0') out.places[n].put_any();
    out.places[n].put(c);
    if (has_two_cases(trigram, c)) out.places[n].put(static_cast<char>(c ^ 0x20));
  }
  out.weigh();
  return out;
}

}  // namespace

TrigramSet::TrigramSet(std::span<const Trigram> trigrams) {
  CHECK(trigrams.size() <= 64);
  for (std::size_t t = 0; t < trigrams.size(); ++t)
    for (std::size_t n = 0; n < exact_.size(); ++n) {
      const auto put = [&](char c) {
        exact_[n][static_cast<unsigned char>(c)] |= std::uint64_t{1} << t;
      };
      const char c = byte_of(trigrams[t], n);
      if (c == '\0')
        for (auto& row : exact_[n])
          row |= std::uint64_t{1} << t;
      put(c);
      if (has_two_cases(trigrams[t], c)) put(static_cast<char>(c ^ 0x20));
    }
  std::vector<Group> groups;
  for (const auto& trigram : trigrams)
    groups.push_back(group_of(trigram));
  // Eight bits in a byte: the two groups that together show least in vain become one.
  while (groups.size() > 8 * banks) {
    std::size_t left = 0, right = 1;
    std::optional<double> least;
    for (std::size_t i = 0; i < groups.size(); ++i)
      for (std::size_t k = i + 1; k < groups.size(); ++k) {
        const auto more = groups[i].with(groups[k]).cost - groups[i].cost - groups[k].cost;
        if (!least || more < *least) least = more, left = i, right = k;
      }
    groups[left] = groups[left].with(groups[right]);
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(right));
  }
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (std::size_t n = 0; n < 3; ++n) {
      const auto bit = static_cast<std::uint8_t>(1U << g % 8);
      auto& table = tables_[g / 8][n];
      for (std::size_t half = 0; half < 16; ++half) {
        if (groups[g].places[n].low[half]) table.low[half] |= bit;
        if (groups[g].places[n].high[half]) table.high[half] |= bit;
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
