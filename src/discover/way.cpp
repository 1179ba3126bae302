#include "discover/way.hpp"

#include <atomic>

#include "base/result.hpp"

namespace ledgelight::discover {

bool can(Way way) {
#ifdef LEDGELIGHT_X86
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                    __builtin_cpu_supports("bmi2") != 0;
  if (way == Way::avx2) return avx2;
  if (way == Way::avx512)
    return avx2 && __builtin_cpu_supports("avx512f") != 0 &&
           __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
           __builtin_cpu_supports("avx512vbmi") != 0;
#endif
  return way == Way::scalar;
}

namespace {

std::atomic<Way>& chosen() {
  static std::atomic<Way> way = can(Way::avx512) ? Way::avx512
                                : can(Way::avx2) ? Way::avx2
                                                 : Way::scalar;
  return way;
}

}  // namespace

Way best_way() { return chosen().load(std::memory_order_relaxed); }
void go(Way way) {
  CHECK(can(way));
  chosen().store(way, std::memory_order_relaxed);
}

}  // namespace ledgelight::discover
