// discover/lanes.hpp: the instructions of each way by one set of names: some bytes at once, and a
// bit of an answer for each of them. classify_lanes.inc is written in them.
//
// Each is used from functions of its own target only. `Bytes` are loaded from any place.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "discover/classify.hpp"
#include "discover/way.hpp"

#ifdef LEDGELIGHT_X86
#include <immintrin.h>
#endif

namespace ledgelight::discover {

/// Eight bytes in a register of any processor.
struct PlainLanes {
  using Bytes = std::uint64_t;
  using Bits = std::uint64_t;
  static constexpr std::size_t size = 8;
  static constexpr Bytes ones = 0x0101010101010101, low = 0x7F * ones, high = 0x80 * ones;

  static void prefetch(const char*) {}
  static Bytes load(const char* s) {
    Bytes out;
    std::memcpy(&out, s, size);
    if constexpr (std::endian::native == std::endian::big) out = __builtin_bswap64(out);
    return out;
  }
  static Bytes each(char c) { return static_cast<unsigned char>(c) * ones; }
  /// From the highest bit of each.
  static Bits bits(Bytes flags) { return ((flags & high) >> 7) * 0x0102040810204080 >> 56; }
  static Bits is(Bytes bytes, char c) {
    const Bytes other = bytes ^ each(c);
    return bits(~(((other & low) + low) | other));
  }
  /// Of ASCII, `from` to `to`.
  static Bits within(Bytes bytes, char from, char to) {
    const Bytes seven = bytes & low;
    return bits((seven + (0x80 - static_cast<unsigned>(from)) * ones) &
                ~(seven + (0x7F - static_cast<unsigned>(to)) * ones) & ~bytes);
  }
  /// Of digits: "19" or "20" begins there.
  static Bits year(Bytes a, Bytes b) {
    return (is(a, '1') & is(b, '9')) | (is(a, '2') & is(b, '0'));
  }
  static Bytes without_case(Bytes bytes) { return bytes | each(0x20); }
  static Bytes without_lowest(Bytes bytes) { return bytes & each('\xFE'); }
  static Bits beyond_ascii(Bytes bytes) { return bits(bytes); }

  class Pairs {
   public:
    explicit Pairs(const Sought& sought) : sought_(sought) {}
    /// A bit for each set in each byte. Each second sign is the next one's first.
    Bytes of(Bytes a, Bytes b) const {
      Bytes out = 0;
      unsigned first = sign_sort_table[a & 0x7F];
      for (unsigned i = 0; i < 64; i += 8) {
        const unsigned second = sign_sort_table[b >> i & 0x7F];
        out |= Bytes{sought_.in(first, second)} << i;
        first = second;
      }
      return out;
    }
    Bits in(unsigned set, Bytes of) const { return bits(of << (7 - set)); }

   private:
    const Sought& sought_;
  };
};

/// Words of masks, of which each bit speaks of a byte, one after the other.
struct PlainWords {
  using Words = Word;
  static constexpr std::size_t size = 1;
  static Words load(const Word* at) { return *at; }
  static void store(Words words, Word* at) { *at = words; }
  /// A bit for each word that has one.
  static Word any(Words words) { return words != 0 ? 1 : 0; }
  /// The sum of numbers of many words, the lowest first: `over` is what the words before gave to
  /// these, and then what these give to the next.
  static Words add(Words a, Words b, Word& over) {
    Word sum = 0;
    const bool first = __builtin_add_overflow(a, b, &sum);
    const bool second = __builtin_add_overflow(sum, over, &sum);
    over = first || second ? 1 : 0;
    return sum;
  }
};

#ifdef LEDGELIGHT_X86
/// What follows the 1 or the 2 of a year, by the low half of the first: of others a sign that
/// no byte is once it is cut to 0x7F.
inline constexpr std::array<std::uint8_t, 16> second_of_year{
    0xFF, '9', '0', 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

struct Avx2Lanes {
  using Bytes = __m256i;
  using Bits = std::uint64_t;
  static constexpr std::size_t size = 32;
#define LEDGELIGHT_LANE LEDGELIGHT_AVX2 LEDGELIGHT_INLINED static

  LEDGELIGHT_LANE void prefetch(const char* s) { _mm_prefetch(s, _MM_HINT_T0); }
  LEDGELIGHT_LANE Bytes load(const void* s) {
    return _mm256_loadu_si256(static_cast<const __m256i*>(s));
  }
  /// Sixteen of a table, twice.
  LEDGELIGHT_LANE Bytes twice(const void* s) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(static_cast<const __m128i*>(s)));
  }
  LEDGELIGHT_LANE Bytes each(int c) { return _mm256_set1_epi8(static_cast<char>(c)); }
  LEDGELIGHT_LANE Bits bits(Bytes flags) {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(flags));
  }
  LEDGELIGHT_LANE Bits is(Bytes bytes, char c) { return bits(_mm256_cmpeq_epi8(bytes, each(c))); }
  LEDGELIGHT_LANE Bits within(Bytes bytes, char from, char to) {
    const auto above = _mm256_sub_epi8(bytes, each(from));
    return bits(_mm256_cmpeq_epi8(_mm256_min_epu8(above, each(to - from)), above));
  }
  LEDGELIGHT_LANE Bits year(Bytes a, Bytes b) {
    return bits(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(twice(second_of_year.data()), a),
                                  _mm256_min_epu8(b, each(0x7F))));
  }
  LEDGELIGHT_LANE Bytes without_case(Bytes bytes) { return _mm256_or_si256(bytes, each(0x20)); }
  LEDGELIGHT_LANE Bytes without_lowest(Bytes bytes) { return _mm256_and_si256(bytes, each(0xFE)); }
  LEDGELIGHT_LANE Bits beyond_ascii(Bytes bytes) { return bits(bytes); }
  class Pairs {
   public:
    LEDGELIGHT_AVX2 explicit Pairs(const Sought& sought) {
      // Row by row of the first sign's part: the second sign's sorts below sixteen, the others.
      for (std::size_t set = 0; set < Sought::sets; ++set)
        for (unsigned part = 0; part < 4; ++part)
          for (unsigned half = 0; half < 2; ++half) {
            std::array<std::uint8_t, 16> of{};
            for (unsigned sort = 0; sort < 16; ++sort)
              of[sort] = sought.set(set).rows()[(half * 16 + sort) << 2U | part];
            rows_[set][part][half] = twice(of.data());
          }
      for (std::size_t part = 0; part < 6; ++part)  // but the first two, which are noughts
        sorts_[part] = twice(sign_sort_table.data() + (part + 2) * 16);
    }
    struct Pair {
      // A blend looks at the highest bit of a byte: what chooses a table is moved there.
      Bytes second, upper_half, odd_part, upper_part, bit;
    };
    LEDGELIGHT_AVX2 LEDGELIGHT_INLINED Pair of(Bytes a, Bytes b) const {
      const auto first = sorts(a), second = sorts(b);
      return {_mm256_and_si256(second, each(15)), _mm256_slli_epi16(second, 3),
              _mm256_slli_epi16(first, 4), _mm256_slli_epi16(first, 3),
              _mm256_shuffle_epi8(_mm256_set1_epi64x(static_cast<long long>(0x8040201008040201ULL)),
                                  _mm256_and_si256(first, each(7)))};
    }
    LEDGELIGHT_AVX2 LEDGELIGHT_INLINED Bits in(std::size_t set, const Pair& pair) const {
      const auto row = _mm256_blendv_epi8(
          _mm256_blendv_epi8(part(set, 0, pair), part(set, 1, pair), pair.odd_part),
          _mm256_blendv_epi8(part(set, 2, pair), part(set, 3, pair), pair.odd_part),
          pair.upper_part);
      return ~bits(_mm256_cmpeq_epi8(_mm256_and_si256(row, pair.bit), _mm256_setzero_si256())) &
             0xFFFFFFFFU;
    }

   private:
    LEDGELIGHT_AVX2 LEDGELIGHT_INLINED Bytes part(std::size_t set, std::size_t n,
                                                  const Pair& pair) const {
      return _mm256_blendv_epi8(_mm256_shuffle_epi8(rows_[set][n][0], pair.second),
                                _mm256_shuffle_epi8(rows_[set][n][1], pair.second),
                                pair.upper_half);
    }
    LEDGELIGHT_AVX2 LEDGELIGHT_INLINED Bytes sorts(Bytes bytes) const {
      const auto four = _mm256_and_si256(bytes, each(15));
      const auto odd = _mm256_slli_epi16(bytes, 3);
      const auto of_signs = _mm256_blendv_epi8(_mm256_shuffle_epi8(sorts_[0], four),
                                               _mm256_shuffle_epi8(sorts_[1], four), odd);
      const auto of_capitals = _mm256_blendv_epi8(_mm256_shuffle_epi8(sorts_[2], four),
                                                  _mm256_shuffle_epi8(sorts_[3], four), odd);
      const auto of_letters = _mm256_blendv_epi8(_mm256_shuffle_epi8(sorts_[4], four),
                                                 _mm256_shuffle_epi8(sorts_[5], four), odd);
      const auto thirty_two = _mm256_slli_epi16(bytes, 2), sixty_four = _mm256_slli_epi16(bytes, 1);
      const auto nought = _mm256_setzero_si256();
      return _mm256_blendv_epi8(_mm256_blendv_epi8(nought, of_signs, thirty_two),
                                _mm256_blendv_epi8(of_capitals, of_letters, thirty_two),
                                sixty_four);
    }
    Bytes rows_[Sought::sets][4][2], sorts_[6];
  };
};
struct Avx2Words {
  using Words = __m256i;
  static constexpr std::size_t size = 4;
  LEDGELIGHT_LANE Words load(const Word* at) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
  }
  LEDGELIGHT_LANE void store(Words words, Word* at) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(at), words);
  }
  LEDGELIGHT_LANE Word bits(Words flags) {
    return static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(flags)));
  }
  LEDGELIGHT_LANE Word any(Words words) {
    return bits(_mm256_cmpeq_epi64(words, _mm256_setzero_si256())) ^ 15U;
  }
  LEDGELIGHT_LANE Words add(Words a, Words b, Word& over) {
    const auto sum = _mm256_add_epi64(a, b);
    const auto highest = _mm256_slli_epi64(_mm256_set1_epi64x(-1), 63);
    const Word gives = bits(_mm256_cmpgt_epi64(a ^ highest, sum ^ highest));
    const Word full = bits(_mm256_cmpeq_epi64(sum, _mm256_set1_epi64x(-1)));
    // What is over goes through those that are full: an addition of its own.
    const Word given = (full + (gives << 1 | over)) ^ full;
    over = given >> size;
    const auto each = _mm256_set_epi64x(8, 4, 2, 1);
    return _mm256_sub_epi64(
        sum, _mm256_cmpeq_epi64(_mm256_set1_epi64x(static_cast<long long>(given)) & each, each));
  }
};
#undef LEDGELIGHT_LANE

// g++ 12 takes an operand that its own header leaves open on purpose for a mistake.
#pragma GCC diagnostic push
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
struct Avx512Lanes {
  using Bytes = __m512i;
  using Bits = std::uint64_t;
  static constexpr std::size_t size = 64;
#define LEDGELIGHT_LANE LEDGELIGHT_AVX512 LEDGELIGHT_INLINED static

  LEDGELIGHT_LANE void prefetch(const char* s) { _mm_prefetch(s, _MM_HINT_T0); }
  LEDGELIGHT_LANE Bytes load(const void* s) { return _mm512_loadu_si512(s); }
  LEDGELIGHT_LANE Bytes each(int c) { return _mm512_set1_epi8(static_cast<char>(c)); }
  LEDGELIGHT_LANE Bits is(Bytes bytes, char c) { return _mm512_cmpeq_epi8_mask(bytes, each(c)); }
  LEDGELIGHT_LANE Bits within(Bytes bytes, char from, char to) {
    return _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, each(from)), each(to - from));
  }
  LEDGELIGHT_LANE Bits year(Bytes a, Bytes b) {
    const auto second = _mm512_broadcast_i32x4(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(second_of_year.data())));
    return _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(second, a), _mm512_min_epu8(b, each(0x7F)));
  }
  LEDGELIGHT_LANE Bytes without_case(Bytes bytes) { return _mm512_or_si512(bytes, each(0x20)); }
  LEDGELIGHT_LANE Bytes without_lowest(Bytes bytes) { return _mm512_and_si512(bytes, each(0xFE)); }
  LEDGELIGHT_LANE Bits beyond_ascii(Bytes bytes) { return _mm512_movepi8_mask(bytes); }

  /// A lookup by the low seven bits.
  struct Lookup {
    Bytes below, above;
    LEDGELIGHT_AVX512 LEDGELIGHT_INLINED Bytes operator()(Bytes bytes) const {
      return _mm512_permutex2var_epi8(below, bytes, above);
    }
  };
  LEDGELIGHT_LANE Lookup lookup(const SignTable& table) {
    return {load(table.data()), load(table.data() + 64)};
  }

  class Pairs {
   public:
    LEDGELIGHT_AVX512 explicit Pairs(const Sought& sought)
        : sorts_(lookup(sign_sort_table)),
          bits_(_mm512_set1_epi64(static_cast<long long>(0x8040201008040201ULL))) {
      for (std::size_t n = 0; n < Sought::sets; ++n)
        sets_[n] = lookup(sought.set(n).rows());
    }
    struct Pair {
      Bytes row, bit;
    };
    LEDGELIGHT_AVX512 LEDGELIGHT_INLINED Pair of(Bytes a, Bytes b) const {
      const auto first = sorts_(a), second = sorts_(b);
      // second << 2 | (first >> 3 & 3)
      return {_mm512_ternarylogic_epi32(_mm512_slli_epi16(second, 2), _mm512_srli_epi16(first, 3),
                                        each(3), 0xF8),
              _mm512_shuffle_epi8(bits_, first)};
    }
    LEDGELIGHT_AVX512 LEDGELIGHT_INLINED Bits in(std::size_t set, const Pair& pair) const {
      return _mm512_test_epi8_mask(sets_[set](pair.row), pair.bit);
    }

   private:
    Lookup sorts_, sets_[Sought::sets];
    Bytes bits_;
  };
};
struct Avx512Words {
  using Words = __m512i;
  static constexpr std::size_t size = 8;
  LEDGELIGHT_LANE Words load(const Word* at) { return _mm512_loadu_si512(at); }
  LEDGELIGHT_LANE void store(Words words, Word* at) { _mm512_storeu_si512(at, words); }
  LEDGELIGHT_LANE Word any(Words words) { return _mm512_test_epi64_mask(words, words); }
  LEDGELIGHT_LANE Words add(Words a, Words b, Word& over) {
    const auto sum = _mm512_add_epi64(a, b);
    const Word gives = _mm512_cmplt_epu64_mask(sum, a);
    const Word full = _mm512_cmpeq_epi64_mask(sum, _mm512_set1_epi64(-1));
    const Word given = (full + (gives << 1 | over)) ^ full;  // as above
    over = given >> size;
    return _mm512_mask_sub_epi64(sum, static_cast<__mmask8>(given), sum, _mm512_set1_epi64(-1));
  }
};
#undef LEDGELIGHT_LANE
#pragma GCC diagnostic pop
#endif

}  // namespace ledgelight::discover
