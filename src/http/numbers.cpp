#include "http/numbers.hpp"

namespace ledgelight::http {

std::string grouped(std::int64_t n) {
  auto digits = std::to_string(n);
  const std::size_t first = n < 0 ? 1 : 0;
  for (auto at = digits.size(); at > first + 3;)
    digits.insert(at -= 3, 1, ',');
  return digits;
}

}  // namespace ledgelight::http
