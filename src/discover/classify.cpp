#include "discover/classify.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <vector>

#if defined(__x86_64__) && defined(__GNUC__)
#define LEDGELIGHT_X86 1
#include <immintrin.h>
#endif

namespace ledgelight::discover {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// How often a letter comes in a thousand bytes of text, roughly: what tells a rare pair.
int weight(char c) {
  static constexpr std::array<int, 26> letters{65, 12, 22, 34, 100, 18, 16, 48, 55, 2,  6, 32, 19,
                                               55, 60, 15, 1,  48,  50, 72, 22, 8,  19, 2, 16, 1};
  if (c == '\0') return 1000;
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'z' ? letters[static_cast<std::size_t>(c - 'a')] : 10;
}

/// Firsts and seconds: every combination counts as a pair.
struct Group {
  std::vector<char> first, second;
  static int sum(const std::vector<char>& set) {
    int n = 0;
    for (char c : set)
      n += weight(c);
    return std::min(n, 1000);
  }
  int cost() const { return sum(first) * sum(second); }
  void take(const Group& other) {
    const auto add = [](std::vector<char>& to, const std::vector<char>& from) {
      for (char c : from)
        if (std::find(to.begin(), to.end(), c) == to.end()) to.push_back(c);
    };
    add(first, other.first);
    add(second, other.second);
  }
};

void scalar_way(const char* s, std::size_t words, const PairSet& pairs, Stripe& out) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t digit = 0, word = 0, dash = 0, dot = 0, pair = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const char c = s[w * 64 + i];
      const bool is_digit = c >= '0' && c <= '9';
      digit |= std::uint64_t{is_digit} << i;
      word |= std::uint64_t{is_digit || is_ascii_letter(c) || (c & 0x80) != 0} << i;
      dash |= std::uint64_t{c == '-'} << i;
      dot |= std::uint64_t{c == '.'} << i;
      pair |= std::uint64_t{pairs.may(c, s[w * 64 + i + 1])} << i;
    }
    out.digit[w] = digit;
    out.word[w] = word;
    out.dash[w] = dash;
    out.dot[w] = dot;
    out.pair[w] = pair;
  }
}

void scalar_cells(const char* s, std::size_t words, char delimiter, CellMarks& out) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t end = 0, quote = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const char c = s[w * 64 + i];
      end |= std::uint64_t{c == delimiter || c == '\n'} << i;
      quote |= std::uint64_t{c == '"'} << i;
    }
    out.end[w] = end;
    out.quote[w] = quote;
  }
}

#ifdef LEDGELIGHT_X86
__attribute__((target("avx2"))) void avx2_cells(const char* s, std::size_t words, char delimiter,
                                                CellMarks& out) {
  const auto by = _mm256_set1_epi8(delimiter), line = _mm256_set1_epi8('\n'),
             mark = _mm256_set1_epi8('"');
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t end = 0, quote = 0;
    for (std::size_t half = 0; half < 64; half += 32) {
      const auto a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(s + w * 64 + half));
      const auto ends = _mm256_or_si256(_mm256_cmpeq_epi8(a, by), _mm256_cmpeq_epi8(a, line));
      const auto bits = [half](int mask) {
        return std::uint64_t{static_cast<std::uint32_t>(mask)} << half;
      };
      end |= bits(_mm256_movemask_epi8(ends));
      quote |= bits(_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, mark)));
    }
    out.end[w] = end;
    out.quote[w] = quote;
  }
}

__attribute__((target("avx512f,avx512bw"))) void avx512_cells(const char* s, std::size_t words,
                                                              char delimiter, CellMarks& out) {
  const auto by = _mm512_set1_epi8(delimiter), line = _mm512_set1_epi8('\n'),
             mark = _mm512_set1_epi8('"');
  for (std::size_t w = 0; w < words; ++w) {
    const auto a = _mm512_loadu_si512(s + w * 64);
    out.end[w] = _mm512_cmpeq_epi8_mask(a, by) | _mm512_cmpeq_epi8_mask(a, line);
    out.quote[w] = _mm512_cmpeq_epi8_mask(a, mark);
  }
}

#define LEDGELIGHT_TABLE(name)                                                                     \
  _mm_loadu_si128(reinterpret_cast<const __m128i*>(pairs.name().data()))

__attribute__((target("avx2"))) void avx2_way(const char* s, std::size_t words,
                                              const PairSet& pairs, Stripe& out) {
  const auto fl = _mm256_broadcastsi128_si256(LEDGELIGHT_TABLE(first_low));
  const auto fh = _mm256_broadcastsi128_si256(LEDGELIGHT_TABLE(first_high));
  const auto sl = _mm256_broadcastsi128_si256(LEDGELIGHT_TABLE(second_low));
  const auto sh = _mm256_broadcastsi128_si256(LEDGELIGHT_TABLE(second_high));
  const auto low = _mm256_set1_epi8(15), zero = _mm256_setzero_si256();
  const auto nine = _mm256_set1_epi8(9), last = _mm256_set1_epi8(25);
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t digit = 0, word = 0, dash = 0, dot = 0, pair = 0;
    for (std::size_t half = 0; half < 64; half += 32) {
      const char* at = s + w * 64 + half;
      const auto a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
      const auto b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 1));
      const auto value = _mm256_sub_epi8(a, _mm256_set1_epi8('0'));
      const auto is_digit = _mm256_cmpeq_epi8(_mm256_min_epu8(value, nine), value);
      const auto letter =
          _mm256_sub_epi8(_mm256_or_si256(a, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
      const auto is_letter = _mm256_cmpeq_epi8(_mm256_min_epu8(letter, last), letter);
      // The sign bit of a byte is what movemask takes: beyond ASCII it is set already.
      const auto is_word = _mm256_or_si256(a, _mm256_or_si256(is_digit, is_letter));
      const auto f =
          _mm256_and_si256(_mm256_shuffle_epi8(fl, _mm256_and_si256(a, low)),
                           _mm256_shuffle_epi8(fh, _mm256_and_si256(_mm256_srli_epi16(a, 4), low)));
      const auto g =
          _mm256_and_si256(_mm256_shuffle_epi8(sl, _mm256_and_si256(b, low)),
                           _mm256_shuffle_epi8(sh, _mm256_and_si256(_mm256_srli_epi16(b, 4), low)));
      const auto none = _mm256_cmpeq_epi8(_mm256_and_si256(f, g), zero);
      const auto bits = [half](int mask) {
        return std::uint64_t{static_cast<std::uint32_t>(mask)} << half;
      };
      digit |= bits(_mm256_movemask_epi8(is_digit));
      word |= bits(_mm256_movemask_epi8(is_word));
      dash |= bits(_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, _mm256_set1_epi8('-'))));
      dot |= bits(_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, _mm256_set1_epi8('.'))));
      pair |= bits(~_mm256_movemask_epi8(none));
    }
    out.digit[w] = digit;
    out.word[w] = word;
    out.dash[w] = dash;
    out.dot[w] = dot;
    out.pair[w] = pair;
  }
}

// g++ 12 takes an operand that its own header leaves open on purpose for a mistake.
#pragma GCC diagnostic push
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
__attribute__((target("avx512f,avx512bw"))) void avx512_way(const char* s, std::size_t words,
                                                            const PairSet& pairs, Stripe& out) {
  const auto fl = _mm512_broadcast_i32x4(LEDGELIGHT_TABLE(first_low));
  const auto fh = _mm512_broadcast_i32x4(LEDGELIGHT_TABLE(first_high));
  const auto sl = _mm512_broadcast_i32x4(LEDGELIGHT_TABLE(second_low));
  const auto sh = _mm512_broadcast_i32x4(LEDGELIGHT_TABLE(second_high));
  const auto low = _mm512_set1_epi8(15);
  const auto nine = _mm512_set1_epi8(9), last = _mm512_set1_epi8(25);
  for (std::size_t w = 0; w < words; ++w) {
    const auto a = _mm512_loadu_si512(s + w * 64);
    const auto b = _mm512_loadu_si512(s + w * 64 + 1);
    const auto letter =
        _mm512_sub_epi8(_mm512_or_si512(a, _mm512_set1_epi8(0x20)), _mm512_set1_epi8('a'));
    const std::uint64_t digit =
        _mm512_cmple_epu8_mask(_mm512_sub_epi8(a, _mm512_set1_epi8('0')), nine);
    out.digit[w] = digit;
    out.word[w] = digit | _mm512_cmple_epu8_mask(letter, last) | _mm512_movepi8_mask(a);
    out.dash[w] = _mm512_cmpeq_epi8_mask(a, _mm512_set1_epi8('-'));
    out.dot[w] = _mm512_cmpeq_epi8_mask(a, _mm512_set1_epi8('.'));
    const auto f =
        _mm512_and_si512(_mm512_shuffle_epi8(fl, _mm512_and_si512(a, low)),
                         _mm512_shuffle_epi8(fh, _mm512_and_si512(_mm512_srli_epi16(a, 4), low)));
    const auto g =
        _mm512_and_si512(_mm512_shuffle_epi8(sl, _mm512_and_si512(b, low)),
                         _mm512_shuffle_epi8(sh, _mm512_and_si512(_mm512_srli_epi16(b, 4), low)));
    out.pair[w] = _mm512_test_epi8_mask(f, g);
  }
}
#pragma GCC diagnostic pop
#undef LEDGELIGHT_TABLE
#endif

}  // namespace

PairSet::PairSet(std::span<const Pair> pairs) {
  std::vector<Group> groups;
  for (const auto& [a, b] : pairs) {
    Group group;
    const auto both_cases = [](char c, std::vector<char>& to) {
      to.push_back(c);
      if (is_ascii_letter(c)) to.push_back(static_cast<char>(c ^ 0x20));
    };
    both_cases(a, group.first);
    if (b != '\0')
      both_cases(b, group.second);
    else
      group.second.push_back('\0');
    for (char x : group.first) {
      for (int any = 0; any < 256; ++any) {
        const char y = static_cast<char>(any);
        if (b != '\0' &&
            std::find(group.second.begin(), group.second.end(), y) == group.second.end())
          continue;
        const auto key = static_cast<std::size_t>(static_cast<unsigned char>(x)) << 8U |
                         static_cast<unsigned char>(y);
        exact_[key / 64] |= std::uint64_t{1} << (key % 64);
      }
    }
    groups.push_back(std::move(group));
  }
  // Eight bits in a byte: the two groups that together show least in vain become one.
  while (groups.size() > 8) {
    std::size_t left = 0, right = 1;
    std::optional<int> least;
    for (std::size_t i = 0; i < groups.size(); ++i)
      for (std::size_t k = i + 1; k < groups.size(); ++k) {
        Group both = groups[i];
        both.take(groups[k]);
        const int more = both.cost() - groups[i].cost() - groups[k].cost();
        if (!least || more < *least) least = more, left = i, right = k;
      }
    groups[left].take(groups[right]);
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(right));
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const auto bit = static_cast<std::uint8_t>(1U << g);
    const auto put = [bit](const std::vector<char>& set, Table& low, Table& high) {
      for (char c : set) {
        const auto u = static_cast<unsigned char>(c);
        low[u & 15U] |= bit;
        high[u >> 4U] |= bit;
      }
    };
    put(groups[g].first, first_low_, first_high_);
    const auto& second = groups[g].second;
    if (std::find(second.begin(), second.end(), '\0') == second.end()) {
      put(second, second_low_, second_high_);
      continue;
    }
    for (auto& row : second_low_)
      row |= bit;
    for (auto& row : second_high_)
      row |= bit;
  }
}

bool can(Way way) {
#ifdef LEDGELIGHT_X86
  if (way == Way::avx2) return __builtin_cpu_supports("avx2") != 0;
  if (way == Way::avx512)
    return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0;
#endif
  return way == Way::scalar;
}

Way best_way() {
  static const Way best = can(Way::avx512) ? Way::avx512 : can(Way::avx2) ? Way::avx2 : Way::scalar;
  return best;
}

void classify(std::string_view bytes, std::size_t at, std::size_t words, const PairSet& pairs,
              Stripe& out, Way way) {
  // One byte more than is spoken of is looked at: the second of the last pair.
  std::array<char, stripe_bytes + 1> rest;
  const char* from = bytes.data() + at;
  const std::size_t need = words * 64 + 1, have = bytes.size() - at;
  if (have < need) {
    std::memcpy(rest.data(), from, have);
    std::memset(rest.data() + have, 0, need - have);
    from = rest.data();
  }
#ifdef LEDGELIGHT_X86
  if (way == Way::avx512) return avx512_way(from, words, pairs, out);
  if (way == Way::avx2) return avx2_way(from, words, pairs, out);
#endif
  (void)way;
  scalar_way(from, words, pairs, out);
}

void mark_cells(std::string_view bytes, std::size_t at, std::size_t words, char delimiter,
                CellMarks& out, Way way) {
  std::array<char, stripe_bytes> rest;
  const char* from = bytes.data() + at;
  const std::size_t need = words * 64, have = bytes.size() - at;
  if (have < need) {
    std::memcpy(rest.data(), from, have);
    std::memset(rest.data() + have, 0, need - have);
    from = rest.data();
  }
#ifdef LEDGELIGHT_X86
  if (way == Way::avx512) return avx512_cells(from, words, delimiter, out);
  if (way == Way::avx2) return avx2_cells(from, words, delimiter, out);
#endif
  (void)way;
  scalar_cells(from, words, delimiter, out);
}

bool any_pair(std::string_view bytes, std::size_t from, std::size_t to, const PairSet& pairs) {
  Stripe marks;
  for (std::size_t at = from; at + 1 < to; at += 64) {
    classify(bytes, at, 1, pairs, marks, best_way());
    auto may = marks.pair[0];
    if (const auto left = to - 1 - at; left < 64) may &= (std::uint64_t{1} << left) - 1;
    for (; may != 0; may &= may - 1) {
      const auto i = at + static_cast<std::size_t>(std::countr_zero(may));
      if (pairs.has(bytes[i], bytes[i + 1])) return true;
    }
  }
  return false;
}

Pair rarest_pair(std::string_view word) {
  Pair best{word[0], word[1]};
  for (std::size_t i = 1; i + 1 < word.size(); ++i)
    if (weight(word[i]) * weight(word[i + 1]) < weight(best.first) * weight(best.second))
      best = {word[i], word[i + 1]};
  return best;
}

}  // namespace ledgelight::discover
