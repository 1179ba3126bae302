// base/clock.hpp: the two things a pure program may not help itself to: time and chance.
//
// Both are handed in, so that a story can be played again to the same bytes. A real desk always
// gets the system's; the fixed ones are compiled in but reachable only from tests and demo making.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace ledgelight {

using Instant = std::chrono::sys_seconds;  ///< when something was entered, UTC

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class Randomness {
 public:
  virtual ~Randomness() = default;
  /// `n` bytes fit for keys and salts.
  virtual std::string bytes(std::size_t n) = 0;
};

const Clock& system_clock();
Randomness& system_randomness();

/// Stands still until told otherwise. Tests and the demonstration only.
class FixedClock : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }
  void advance(std::chrono::seconds by) { at_ += by; }

 private:
  Instant at_;
};

/// SHA-256 in counter mode over a seed: the same bytes every run. Never for a real desk.
class SeededRandomness : public Randomness {
 public:
  explicit SeededRandomness(std::string_view seed) : seed_(seed) {}
  std::string bytes(std::size_t n) override;

 private:
  std::string seed_;
  std::uint64_t counter_ = 0;
};

}  // namespace ledgelight
