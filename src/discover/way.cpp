#include "discover/way.hpp"

namespace ledgelight::discover {

bool can(Way way) {
#ifdef LEDGELIGHT_X86
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                    __builtin_cpu_supports("bmi2") != 0;
  if (way == Way::avx2) return avx2;
  if (way == Way::avx512)
    return avx2 && __builtin_cpu_supports("avx512f") != 0 &&
           __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0;
#endif
  return way == Way::scalar;
}

Way best_way() {
  static const Way best = can(Way::avx512) ? Way::avx512 : can(Way::avx2) ? Way::avx2 : Way::scalar;
  return best;
}

}  // namespace ledgelight::discover
