// discover/way.hpp: the ways to look at many bytes at once that this processor has.
//
// Each way gives the same; tests hold them against each other.
#pragma once

#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__)
#define LEDGELIGHT_X86 1
#define LEDGELIGHT_AVX2 __attribute__((target("avx2,bmi,bmi2")))
#define LEDGELIGHT_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,bmi,bmi2")))
#endif
#if defined(__GNUC__)
#define LEDGELIGHT_INLINE __attribute__((always_inline)) inline
#define LEDGELIGHT_INLINED __attribute__((always_inline))  // of a lambda
#else
#define LEDGELIGHT_INLINE inline
#define LEDGELIGHT_INLINED
#endif

namespace ledgelight::discover {

/// avx512: as of 2019, with lookups by 128 entries.
enum class Way : std::uint8_t { scalar, avx2, avx512 };
/// Whether this processor can go that way.
bool can(Way way);
/// The fastest of them, unless go() says another.
Way best_way();
/// For tests and benchmarks: from now on best_way() is this one, which the processor can().
void go(Way way);

}  // namespace ledgelight::discover
