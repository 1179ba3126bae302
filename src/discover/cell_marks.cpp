#include "discover/cell_marks.hpp"

#include <cstring>

#ifdef LEDGELIGHT_X86
#include <immintrin.h>
#endif

namespace ledgelight::discover {
namespace {

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
LEDGELIGHT_AVX2 void avx2_cells(const char* s, std::size_t words, char delimiter, CellMarks& out) {
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

LEDGELIGHT_AVX512 void avx512_cells(const char* s, std::size_t words, char delimiter,
                                    CellMarks& out) {
  const auto by = _mm512_set1_epi8(delimiter), line = _mm512_set1_epi8('\n'),
             mark = _mm512_set1_epi8('"');
  for (std::size_t w = 0; w < words; ++w) {
    const auto a = _mm512_loadu_si512(s + w * 64);
    out.end[w] = _mm512_cmpeq_epi8_mask(a, by) | _mm512_cmpeq_epi8_mask(a, line);
    out.quote[w] = _mm512_cmpeq_epi8_mask(a, mark);
  }
}
#endif

}  // namespace

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

}  // namespace ledgelight::discover
