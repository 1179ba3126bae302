#include "discover/classify.hpp"

#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define LEDGELIGHT_X86 1
#include <immintrin.h>
#endif

namespace ledgelight::discover {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void scalar_way(const char* s, std::size_t words, const TrigramSet& clues, Stripe& out) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t digit = 0, word = 0, dash = 0, dot = 0, clue = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const char c = s[w * 64 + i];
      const bool is_digit = c >= '0' && c <= '9';
      digit |= std::uint64_t{is_digit} << i;
      word |= std::uint64_t{is_digit || is_ascii_letter(c) || (c & 0x80) != 0} << i;
      dash |= std::uint64_t{c == '-'} << i;
      dot |= std::uint64_t{c == '.'} << i;
      clue |= std::uint64_t{clues.may(c, s[w * 64 + i + 1], s[w * 64 + i + 2])} << i;
    }
    out.digit[w] = digit;
    out.word[w] = word;
    out.dash[w] = dash;
    out.dot[w] = dot;
    out.clue[w] = clue;
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

/// The table of one byte of three, in each part of a register.
#define LEDGELIGHT_TABLE(n, half)                                                                  \
  _mm_loadu_si128(reinterpret_cast<const __m128i*>(clues.table(n).half.data()))
#define LEDGELIGHT_TABLES(put)                                                                     \
  const auto low0 = put(LEDGELIGHT_TABLE(0, low)), high0 = put(LEDGELIGHT_TABLE(0, high)),         \
             low1 = put(LEDGELIGHT_TABLE(1, low)), high1 = put(LEDGELIGHT_TABLE(1, high)),         \
             low2 = put(LEDGELIGHT_TABLE(2, low)), high2 = put(LEDGELIGHT_TABLE(2, high))

__attribute__((target("avx2"), always_inline)) inline __m256i
avx2_groups(__m256i bytes, __m256i low, __m256i high) {
  const auto four = _mm256_set1_epi8(15);
  return _mm256_and_si256(
      _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, four)),
      _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), four)));
}

__attribute__((target("avx2"))) void avx2_way(const char* s, std::size_t words,
                                              const TrigramSet& clues, Stripe& out) {
  LEDGELIGHT_TABLES(_mm256_broadcastsi128_si256);
  const auto zero = _mm256_setzero_si256();
  const auto nine = _mm256_set1_epi8(9), last = _mm256_set1_epi8(25);
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t digit = 0, word = 0, dash = 0, dot = 0, clue = 0;
    for (std::size_t half = 0; half < 64; half += 32) {
      const char* at = s + w * 64 + half;
      const auto a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
      const auto b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 1));
      const auto c = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 2));
      const auto value = _mm256_sub_epi8(a, _mm256_set1_epi8('0'));
      const auto is_digit = _mm256_cmpeq_epi8(_mm256_min_epu8(value, nine), value);
      const auto letter =
          _mm256_sub_epi8(_mm256_or_si256(a, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
      const auto is_letter = _mm256_cmpeq_epi8(_mm256_min_epu8(letter, last), letter);
      // The sign bit of a byte is what movemask takes: beyond ASCII it is set already.
      const auto is_word = _mm256_or_si256(a, _mm256_or_si256(is_digit, is_letter));
      const auto clued = _mm256_and_si256(
          _mm256_and_si256(avx2_groups(a, low0, high0), avx2_groups(b, low1, high1)),
          avx2_groups(c, low2, high2));
      const auto none = _mm256_cmpeq_epi8(clued, zero);
      const auto bits = [half](int mask) {
        return std::uint64_t{static_cast<std::uint32_t>(mask)} << half;
      };
      digit |= bits(_mm256_movemask_epi8(is_digit));
      word |= bits(_mm256_movemask_epi8(is_word));
      dash |= bits(_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, _mm256_set1_epi8('-'))));
      dot |= bits(_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, _mm256_set1_epi8('.'))));
      clue |= bits(~_mm256_movemask_epi8(none));
    }
    out.digit[w] = digit;
    out.word[w] = word;
    out.dash[w] = dash;
    out.dot[w] = dot;
    out.clue[w] = clue;
  }
}

// g++ 12 takes an operand that its own header leaves open on purpose for a mistake.
#pragma GCC diagnostic push
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
__attribute__((target("avx512f,avx512bw"), always_inline)) inline __m512i
avx512_groups(__m512i bytes, __m512i low, __m512i high) {
  const auto four = _mm512_set1_epi8(15);
  return _mm512_and_si512(
      _mm512_shuffle_epi8(low, _mm512_and_si512(bytes, four)),
      _mm512_shuffle_epi8(high, _mm512_and_si512(_mm512_srli_epi16(bytes, 4), four)));
}

__attribute__((target("avx512f,avx512bw"))) void avx512_way(const char* s, std::size_t words,
                                                            const TrigramSet& clues, Stripe& out) {
  LEDGELIGHT_TABLES(_mm512_broadcast_i32x4);
  const auto nine = _mm512_set1_epi8(9), last = _mm512_set1_epi8(25);
  for (std::size_t w = 0; w < words; ++w) {
    const auto a = _mm512_loadu_si512(s + w * 64);
    const auto b = _mm512_loadu_si512(s + w * 64 + 1);
    const auto c = _mm512_loadu_si512(s + w * 64 + 2);
    const auto letter =
        _mm512_sub_epi8(_mm512_or_si512(a, _mm512_set1_epi8(0x20)), _mm512_set1_epi8('a'));
    const std::uint64_t digit =
        _mm512_cmple_epu8_mask(_mm512_sub_epi8(a, _mm512_set1_epi8('0')), nine);
    out.digit[w] = digit;
    out.word[w] = digit | _mm512_cmple_epu8_mask(letter, last) | _mm512_movepi8_mask(a);
    out.dash[w] = _mm512_cmpeq_epi8_mask(a, _mm512_set1_epi8('-'));
    out.dot[w] = _mm512_cmpeq_epi8_mask(a, _mm512_set1_epi8('.'));
    out.clue[w] = _mm512_test_epi8_mask(
        _mm512_and_si512(avx512_groups(a, low0, high0), avx512_groups(b, low1, high1)),
        avx512_groups(c, low2, high2));
  }
}
#pragma GCC diagnostic pop
#undef LEDGELIGHT_TABLES
#undef LEDGELIGHT_TABLE
#endif

}  // namespace

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

void classify(std::string_view bytes, std::size_t at, std::size_t words, const TrigramSet& clues,
              Stripe& out, Way way) {
  // Two bytes more than are spoken of are looked at: those of the last trigram.
  std::array<char, stripe_bytes + 2> rest;
  const char* from = bytes.data() + at;
  const std::size_t need = words * 64 + 2, have = bytes.size() - at;
  if (have < need) {
    std::memcpy(rest.data(), from, have);
    std::memset(rest.data() + have, 0, need - have);
    from = rest.data();
  }
#ifdef LEDGELIGHT_X86
  if (way == Way::avx512) return avx512_way(from, words, clues, out);
  if (way == Way::avx2) return avx2_way(from, words, clues, out);
#endif
  (void)way;
  scalar_way(from, words, clues, out);
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

bool any_clue(std::string_view bytes, std::size_t from, std::size_t to, const TrigramSet& clues) {
  Stripe marks;
  for (std::size_t at = from; at + 1 < to; at += 64) {
    classify(bytes, at, 1, clues, marks, best_way());
    auto may = marks.clue[0];
    if (const auto left = to - 1 - at; left < 64) may &= (std::uint64_t{1} << left) - 1;
    if (may != 0) return true;
  }
  return false;
}

}  // namespace ledgelight::discover
