// discover/helpers.hpp: threads that search many sources, and then help with the large ones.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

#include "discover/scan.hpp"

namespace ledgelight::discover {

/// Threads that have no input left help those who search a large one.
class Helpers final : public Crew {
 public:
  explicit Helpers(std::uint64_t readers) : reading_(readers) {}
  std::size_t idle() const override {
    const std::lock_guard lock(mutex_);
    return idle_;
  }
  void offer(std::function<void()> work) override {
    const std::lock_guard lock(mutex_);
    offered_.push_back(std::move(work));
    changed_.notify_one();
  }
  /// For a thread that reads no input any more: until nobody does.
  void help() {
    std::unique_lock lock(mutex_);
    if (--reading_ == 0) changed_.notify_all();
    while (true) {
      ++idle_;
      changed_.wait(lock, [&] { return !offered_.empty() || reading_ == 0; });
      --idle_;
      if (offered_.empty()) return;
      const auto work = std::move(offered_.front());
      offered_.pop_front();
      lock.unlock();
      work();
      lock.lock();
    }
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> offered_;
  std::size_t idle_ = 0;
  std::uint64_t reading_;
};

}  // namespace ledgelight::discover
