#include "base/clock.hpp"

#include <sodium.h>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace ledgelight {
namespace {

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
};

class SystemRandomness final : public Randomness {
 public:
  SystemRandomness() { CHECK(sodium_init() >= 0); }
  std::string bytes(std::size_t n) override {
    std::string out(n, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
  }
};

}  // namespace

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

Randomness& system_randomness() {
  static SystemRandomness randomness;
  return randomness;
}

std::string SeededRandomness::bytes(std::size_t n) {
  std::string out;
  while (out.size() < n) {
    const auto block = sha256(seed_ + ":" + std::to_string(counter_++));
    out += view(block);
  }
  out.resize(n);
  return out;
}

}  // namespace ledgelight
