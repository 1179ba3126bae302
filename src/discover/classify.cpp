#include "discover/classify.hpp"

#include <algorithm>
#include <cstring>

#ifdef LEDGELIGHT_X86
#include <immintrin.h>
#endif

namespace ledgelight::discover {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void scalar_way(const char* s, std::size_t words, const TrigramSet& clues, Marks& out,
                std::size_t first) {
  for (std::size_t w = 0; w < words; ++w) {
    Word digit = 0, word = 0, dash = 0, dot = 0, blank = 0, bar = 0, year = 0, clue = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const char a = s[w * 64 + i], b = s[w * 64 + i + 1], c = s[w * 64 + i + 2];
      const bool is_digit = a >= '0' && a <= '9';
      digit |= Word{is_digit} << i;
      word |= Word{is_digit || is_ascii_letter(a) || (a & 0x80) != 0} << i;
      dash |= Word{a == '-'} << i;
      dot |= Word{a == '.'} << i;
      blank |= Word{a == ' '} << i;
      bar |= Word{a == '_'} << i;
      year |= Word{(a == '1' && b == '9') || (a == '2' && b == '0')} << i;
      clue |= Word{clues.may(a, b, c)} << i;
    }
    out.digit[first + w] = digit;
    out.word[first + w] = word;
    out.dash[first + w] = dash;
    out.dot[first + w] = dot;
    out.blank[first + w] = blank;
    out.bar[first + w] = bar;
    out.year[first + w] = year;
    out.clue[first + w] = clue;
  }
}

#ifdef LEDGELIGHT_X86
/// Half a table of a bank, for one byte of three.
LEDGELIGHT_INLINE __m128i half_table(const std::array<std::uint8_t, 16>& half) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(half.data()));
}

/// The groups that the three bytes of each place belong to, in one bank.
struct Avx2Bank {
  __m256i low[3], high[3];
  LEDGELIGHT_AVX2 explicit Avx2Bank(const TrigramSet& clues, std::size_t bank) {
    for (std::size_t n = 0; n < 3; ++n) {
      low[n] = _mm256_broadcastsi128_si256(half_table(clues.table(bank, n).low));
      high[n] = _mm256_broadcastsi128_si256(half_table(clues.table(bank, n).high));
    }
  }
  LEDGELIGHT_AVX2 LEDGELIGHT_INLINED __m256i groups(std::size_t n, __m256i bytes) const {
    const auto four = _mm256_set1_epi8(15);
    return _mm256_and_si256(
        _mm256_shuffle_epi8(low[n], _mm256_and_si256(bytes, four)),
        _mm256_shuffle_epi8(high[n], _mm256_and_si256(_mm256_srli_epi16(bytes, 4), four)));
  }
  LEDGELIGHT_AVX2 LEDGELIGHT_INLINED __m256i groups(__m256i a, __m256i b, __m256i c) const {
    return _mm256_and_si256(_mm256_and_si256(groups(0, a), groups(1, b)), groups(2, c));
  }
};

LEDGELIGHT_AVX2 LEDGELIGHT_INLINE __m256i avx2_is(__m256i bytes, char c) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c));
}

LEDGELIGHT_AVX2 LEDGELIGHT_INLINE Word avx2_bits(__m256i bytes) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
}

LEDGELIGHT_AVX2 void avx2_way(const char* s, std::size_t words, const TrigramSet& clues, Marks& out,
                              std::size_t first) {
  const Avx2Bank bank0(clues, 0), bank1(clues, 1);
  const auto zero = _mm256_setzero_si256();
  const auto nine = _mm256_set1_epi8(9), last = _mm256_set1_epi8(25);
  for (std::size_t w = 0; w < words; ++w) {
    Word digit = 0, word = 0, dash = 0, dot = 0, blank = 0, bar = 0, year = 0, clue = 0;
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
      const auto is_year = _mm256_or_si256(_mm256_and_si256(avx2_is(a, '1'), avx2_is(b, '9')),
                                           _mm256_and_si256(avx2_is(a, '2'), avx2_is(b, '0')));
      const auto clued = _mm256_or_si256(bank0.groups(a, b, c), bank1.groups(a, b, c));
      digit |= avx2_bits(is_digit) << half;
      // The sign bit of a byte is what movemask takes: beyond ASCII it is set already.
      word |= avx2_bits(_mm256_or_si256(a, _mm256_or_si256(is_digit, is_letter))) << half;
      dash |= avx2_bits(avx2_is(a, '-')) << half;
      dot |= avx2_bits(avx2_is(a, '.')) << half;
      blank |= avx2_bits(avx2_is(a, ' ')) << half;
      bar |= avx2_bits(avx2_is(a, '_')) << half;
      year |= avx2_bits(is_year) << half;
      clue |= avx2_bits(_mm256_xor_si256(_mm256_cmpeq_epi8(clued, zero), _mm256_set1_epi8(-1)))
              << half;
    }
    out.digit[first + w] = digit;
    out.word[first + w] = word;
    out.dash[first + w] = dash;
    out.dot[first + w] = dot;
    out.blank[first + w] = blank;
    out.bar[first + w] = bar;
    out.year[first + w] = year;
    out.clue[first + w] = clue;
  }
}

// g++ 12 takes an operand that its own header leaves open on purpose for a mistake.
#pragma GCC diagnostic push
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
struct Avx512Bank {
  __m512i low[3], high[3];
  LEDGELIGHT_AVX512 explicit Avx512Bank(const TrigramSet& clues, std::size_t bank) {
    for (std::size_t n = 0; n < 3; ++n) {
      low[n] = _mm512_broadcast_i32x4(half_table(clues.table(bank, n).low));
      high[n] = _mm512_broadcast_i32x4(half_table(clues.table(bank, n).high));
    }
  }
  LEDGELIGHT_AVX512 LEDGELIGHT_INLINED __m512i groups(std::size_t n, __m512i bytes) const {
    const auto four = _mm512_set1_epi8(15);
    return _mm512_and_si512(
        _mm512_shuffle_epi8(low[n], _mm512_and_si512(bytes, four)),
        _mm512_shuffle_epi8(high[n], _mm512_and_si512(_mm512_srli_epi16(bytes, 4), four)));
  }
  LEDGELIGHT_AVX512 LEDGELIGHT_INLINED __m512i groups(__m512i a, __m512i b, __m512i c) const {
    return _mm512_and_si512(_mm512_and_si512(groups(0, a), groups(1, b)), groups(2, c));
  }
};

LEDGELIGHT_AVX512 LEDGELIGHT_INLINE Word avx512_is(__m512i bytes, char c) {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(c));
}

LEDGELIGHT_AVX512 void avx512_way(const char* s, std::size_t words, const TrigramSet& clues,
                                  Marks& out, std::size_t first) {
  const Avx512Bank bank0(clues, 0), bank1(clues, 1);
  const auto nine = _mm512_set1_epi8(9), last = _mm512_set1_epi8(25);
  for (std::size_t w = 0; w < words; ++w) {
    const auto a = _mm512_loadu_si512(s + w * 64);
    const auto b = _mm512_loadu_si512(s + w * 64 + 1);
    const auto c = _mm512_loadu_si512(s + w * 64 + 2);
    const auto letter =
        _mm512_sub_epi8(_mm512_or_si512(a, _mm512_set1_epi8(0x20)), _mm512_set1_epi8('a'));
    const Word digit = _mm512_cmple_epu8_mask(_mm512_sub_epi8(a, _mm512_set1_epi8('0')), nine);
    out.digit[first + w] = digit;
    out.word[first + w] = digit | _mm512_cmple_epu8_mask(letter, last) | _mm512_movepi8_mask(a);
    out.dash[first + w] = avx512_is(a, '-');
    out.dot[first + w] = avx512_is(a, '.');
    out.blank[first + w] = avx512_is(a, ' ');
    out.bar[first + w] = avx512_is(a, '_');
    out.year[first + w] =
        (avx512_is(a, '1') & avx512_is(b, '9')) | (avx512_is(a, '2') & avx512_is(b, '0'));
    const auto clued = _mm512_or_si512(bank0.groups(a, b, c), bank1.groups(a, b, c));
    out.clue[first + w] = _mm512_test_epi8_mask(clued, clued);
  }
}
#pragma GCC diagnostic pop
#endif

void classify_whole(const char* s, std::size_t words, const TrigramSet& clues, Marks& out,
                    std::size_t first, Way way) {
#ifdef LEDGELIGHT_X86
  if (way == Way::avx512) return avx512_way(s, words, clues, out, first);
  if (way == Way::avx2) return avx2_way(s, words, clues, out, first);
#endif
  (void)way;
  scalar_way(s, words, clues, out, first);
}

}  // namespace

void classify(std::string_view bytes, std::size_t at, std::size_t words, const TrigramSet& clues,
              Marks& out, std::size_t first, Way way) {
  // Two bytes more than are spoken of are looked at: those of the last trigram.
  constexpr std::size_t more = 2;
  const std::size_t have = bytes.size() - at;
  const auto whole = have < more ? 0 : std::min(words, (have - more) / 64);
  classify_whole(bytes.data() + at, whole, clues, out, first, way);
  for (auto w = whole; w < words; ++w) {
    std::array<char, 64 + more> rest{};
    if (w * 64 < have)
      std::memcpy(rest.data(), bytes.data() + at + w * 64, std::min(have - w * 64, rest.size()));
    classify_whole(rest.data(), 1, clues, out, first + w, way);
  }
}

bool any_clue(std::string_view bytes, std::size_t from, std::size_t to, const TrigramSet& clues) {
  Marks marks;
  for (std::size_t at = from; at + 1 < to; at += 64) {
    classify(bytes, at, 1, clues, marks, 0, best_way());
    auto may = marks.clue[0];
    if (const auto left = to - 1 - at; left < 64) may &= (Word{1} << left) - 1;
    if (may != 0) return true;
  }
  return false;
}

}  // namespace ledgelight::discover
