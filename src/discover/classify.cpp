#include "discover/classify.hpp"

#include <algorithm>
#include <cstring>

#include "discover/lanes.hpp"

namespace ledgelight::discover {
namespace {

#define LEDGELIGHT_NAME scalar_way
#define LEDGELIGHT_LANES PlainLanes
#define LEDGELIGHT_TARGET
#include "discover/classify_lanes.inc"
#ifdef LEDGELIGHT_X86
#define LEDGELIGHT_NAME avx2_way
#define LEDGELIGHT_LANES Avx2Lanes
#define LEDGELIGHT_TARGET LEDGELIGHT_AVX2
#include "discover/classify_lanes.inc"
#define LEDGELIGHT_NAME avx512_way
#define LEDGELIGHT_LANES Avx512Lanes
#define LEDGELIGHT_TARGET LEDGELIGHT_AVX512
#include "discover/classify_lanes.inc"
#endif

void classify_whole(const char* s, std::size_t words, const Sought& sought, Marks& out,
                    std::size_t first, Way way) {
#ifdef LEDGELIGHT_X86
  if (way == Way::avx512) return avx512_way(s, words, sought, out, first);
  if (way == Way::avx2) return avx2_way(s, words, sought, out, first);
#endif
  (void)way;
  scalar_way(s, words, sought, out, first);
}

}  // namespace

Sought::Sought(const TrigramSet& clues, const WordEnds& ends)
    : sets_{clues.alone(), clues.front(), clues.back(), ends.before, ends.last} {
  for (unsigned first = 0; first < sign_sorts; ++first)
    for (unsigned second = 0; second < sign_sorts; ++second)
      for (std::size_t n = 0; n < sets; ++n)
        if (sets_[n].has_sorts(first, second))
          in_[first << 5U | second] =
              static_cast<std::uint8_t>(in_[first << 5U | second] | 1U << n);
}

void classify(std::string_view bytes, std::size_t at, std::size_t words, const Sought& sought,
              Marks& out, std::size_t first, Way way) {
  // A byte more than is spoken of is looked at: the second of the last pair.
  constexpr std::size_t more = 1;
  const std::size_t have = bytes.size() - at;
  const auto whole = have < more ? 0 : std::min(words, (have - more) / 64);
  classify_whole(bytes.data() + at, whole, sought, out, first, way);
  for (auto w = whole; w < words; ++w) {
    std::array<char, 64 + more> rest{};
    if (w * 64 < have)
      std::memcpy(rest.data(), bytes.data() + at + w * 64, std::min(have - w * 64, rest.size()));
    classify_whole(rest.data(), 1, sought, out, first + w, way);
  }
}

bool any_clue(std::string_view bytes, std::size_t from, std::size_t to, const TrigramSet& clues) {
  const auto at = [&](std::size_t k) { return k < bytes.size() ? bytes[k] : '\0'; };
  for (std::size_t i = from; i + 1 < to; ++i)
    if (clues.may(bytes[i], at(i + 1), at(i + 2))) return true;
  return false;
}

}  // namespace ledgelight::discover
