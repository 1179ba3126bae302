// store/sqlite/landmarks.hpp: every so many rows of a list, where it stands.
//
// Page 1,000 of a list is reached from the landmark before it: a few hundred rows are skipped, not
// 50,000. Landmarks hold for one state of the lists (a number that changes with every row a list
// could show), so a page is exactly the one that counting from the first row would give.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace ledgelight::store {

class Landmarks {
 public:
  static constexpr std::uint64_t apart = 400;
  /// Key and id of the rows number apart, 2·apart, … (the first row is number 1).
  using Places = std::vector<std::pair<std::string, std::string>>;

  /// Nothing unless they were kept for this state. Safe from any thread, as is keep.
  std::shared_ptr<const Places> of(const std::string& list, std::uint64_t state) const;
  /// Of the lists asked for lately; an old one makes room.
  void keep(const std::string& list, std::uint64_t state, std::shared_ptr<const Places> places);

 private:
  struct Kept {
    std::uint64_t state = 0, turn = 0;
    std::shared_ptr<const Places> places;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Kept, std::less<>> lists_;
  std::uint64_t turns_ = 0;
};

}  // namespace ledgelight::store
