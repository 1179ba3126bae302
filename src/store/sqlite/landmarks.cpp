#include "store/sqlite/landmarks.hpp"

#include <algorithm>

namespace ledgelight::store {
namespace {

// A list of a million rows has 2,500 landmarks: some 200 KB.
constexpr std::size_t most_lists = 32;

}  // namespace

std::shared_ptr<const Landmarks::Places> Landmarks::of(const std::string& list,
                                                       std::uint64_t state) const {
  const std::lock_guard lock(mutex_);
  const auto it = lists_.find(list);
  return it == lists_.end() || it->second.state != state ? nullptr : it->second.places;
}

void Landmarks::keep(const std::string& list, std::uint64_t state,
                     std::shared_ptr<const Places> places) {
  const std::lock_guard lock(mutex_);
  if (lists_.size() >= most_lists && lists_.count(list) == 0) {
    lists_.erase(std::min_element(lists_.begin(), lists_.end(), [](const auto& a, const auto& b) {
      return a.second.turn < b.second.turn;
    }));
  }
  lists_[list] = {state, ++turns_, std::move(places)};
}

}  // namespace ledgelight::store
