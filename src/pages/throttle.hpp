// pages/throttle.hpp: a public door takes so many tries a second, whoever makes them.
//
// One bucket for everybody: nothing about a visitor is remembered, and memory does not grow.
#pragma once

#include <algorithm>
#include <chrono>
#include <mutex>

namespace ledgelight::pages {

/// Threads: safe for many at once.
class Throttle {
 public:
  /// `burst` tries at once, then `per_second` more each second.
  Throttle(double burst, double per_second) : burst_(burst), rate_(per_second), left_(burst) {}

  /// False when too many came lately.
  bool take() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    left_ = std::min(burst_, left_ + rate_ * std::chrono::duration<double>(now - last_).count());
    last_ = now;
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }

 private:
  const double burst_, rate_;
  double left_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
};

}  // namespace ledgelight::pages
