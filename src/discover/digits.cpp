#include "discover/digits.hpp"

#include <bit>
#include <cstdint>

#include "discover/text.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace ledgelight::discover {

std::size_t next_run_plain(std::string_view s, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to && i + 2 < s.size(); ++i)
    if (is_digit(s[i]) && is_digit(s[i + 1]) && is_digit(s[i + 2]) &&
        (i == 0 || !is_digit(s[i - 1])))
      return i;
  return to;
}

std::size_t next_run(std::string_view s, std::size_t from, std::size_t to) {
#ifdef __SSE2__
  // 64 bytes to 64 bits; a run starts where three bits stand together and none before.
  std::uint64_t before = from > 0 && from <= s.size() && is_digit(s[from - 1]) ? 1 : 0;
  std::size_t i = from;
  for (; i + 66 <= s.size() && i < to; i += 64) {
    const auto bits = [&](std::size_t at) {
      const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(s.data() + at));
      // '0'..'9' moved to the bottom of the signed range, so one comparison finds them.
      const auto moved = _mm_add_epi8(block, _mm_set1_epi8(static_cast<char>(0x80 - '0')));
      const auto is = _mm_cmplt_epi8(moved, _mm_set1_epi8(static_cast<char>(0x80 + 10)));
      return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(is)));
    };
    const std::uint64_t mask = bits(i) | bits(i + 16) << 16 | bits(i + 32) << 32 | bits(i + 48) << 48;
    const std::uint64_t next1 = is_digit(s[i + 64]), next2 = is_digit(s[i + 65]);
    const std::uint64_t one = mask >> 1 | next1 << 63;
    const std::uint64_t two = mask >> 2 | next1 << 62 | next2 << 63;
    const std::uint64_t starts = mask & one & two & ~(mask << 1 | before);
    if (starts != 0) {
      const auto at = i + static_cast<std::size_t>(std::countr_zero(starts));
      return at < to ? at : to;
    }
    before = mask >> 63;
  }
  return next_run_plain(s, i < from ? from : i, to);
#else
  return next_run_plain(s, from, to);
#endif
}

}  // namespace ledgelight::discover
