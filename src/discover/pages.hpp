// discover/pages.hpp: many bytes in pages, of which a bounded number is in memory at a time.
//
// What was used longest ago leaves for the shelf, sealed. Made for reading mostly in order; one
// thread at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "discover/shelf.hpp"

namespace ledgelight::discover {

class Pages {
 public:
  /// So many pages stay in memory however few bytes may be held: what get() gave is good until
  /// `good_for` others were asked for or added.
  static constexpr std::size_t good_for = 24;

  /// `holding` must outlive it; at most `most` bytes are held.
  Pages(Holding& holding, std::size_t most) : holding_(holding), most_(most) {}

  /// `page` is not empty.
  std::uint32_t add(std::string page);
  /// Throws NotBroughtBack.
  std::string_view get(std::uint32_t page) const {
    if (page != latest_) fetch(page);
    return pages_[page].bytes;
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(pages_.size()); }

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  struct Page {
    std::string bytes;       ///< empty: not in memory
    Shelf::Extent extent{};  ///< size 0: not on the shelf yet
    std::uint32_t newer = none, older = none;
  };
  void fetch(std::uint32_t page) const;
  void link(std::uint32_t page) const;
  void unlink(std::uint32_t page) const;
  void make_room() const;

  Holding& holding_;
  std::size_t most_;
  mutable std::deque<Page> pages_;  ///< short bytes stand in it: none of them moves
  mutable std::uint32_t latest_ = none, oldest_ = none;
  mutable std::size_t held_ = 0, in_memory_ = 0;
};

/// A number for each of many things, in pages once there is a Pages for it.
class PagedNumbers {
 public:
  void in(Pages* pages) { pages_ = pages; }
  void push_back(std::uint32_t n) {
    last_.push_back(n);
    if (pages_ != nullptr && last_.size() == a_page) flush();
  }
  std::uint32_t operator[](std::size_t i) const {
    const auto page = i / a_page;
    if (page >= numbers_.size()) return last_[i - numbers_.size() * a_page];
    return at(numbers_[page], i % a_page);
  }
  std::size_t size() const { return numbers_.size() * a_page + last_.size(); }

 private:
  static constexpr std::size_t a_page = 1U << 14;
  void flush();
  std::uint32_t at(std::uint32_t page, std::size_t i) const;

  Pages* pages_ = nullptr;
  std::vector<std::uint32_t> numbers_;  ///< of the pages
  std::vector<std::uint32_t> last_;     ///< of no page yet; all of them without pages
};

}  // namespace ledgelight::discover
