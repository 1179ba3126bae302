// linkage/parallel.hpp: one piece of work after the other, by several threads. (Inside this room.)
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace ledgelight::linkage {

/// Calls work(task) once for each task below `tasks`; who does which is not said, so the results
/// must not depend on it.
template <class Work>
void in_parallel(unsigned threads, std::size_t tasks, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (auto i = next++; i < tasks; i = next++)
      work(i);
  };
  const auto helpers_wanted = std::min<std::size_t>(std::clamp(threads, 1U, 64U), tasks);
  std::vector<std::thread> helpers;
  for (std::size_t t = 1; t < helpers_wanted; ++t)
    helpers.emplace_back(run);
  run();
  for (auto& h : helpers)
    h.join();
}

}  // namespace ledgelight::linkage
