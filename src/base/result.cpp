#include "base/result.hpp"

#include <cstdio>

namespace ledgelight {

void check_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "ledgelight: our fault: %s does not hold (%s:%d)\n", what, file, line);
  std::abort();
}

}  // namespace ledgelight
