#include "discover/pages.hpp"

#include <cstring>

namespace ledgelight::discover {

std::uint32_t Pages::add(std::string page) {
  CHECK(pages_.size() < none && !page.empty());
  const auto number = count();
  held_ += page.size();
  ++in_memory_;
  pages_.emplace_back().bytes = std::move(page);
  link(number);
  make_room();
  return number;
}

void Pages::link(std::uint32_t page) const {
  auto& p = pages_[page];
  p.older = latest_;
  p.newer = none;
  if (latest_ != none) pages_[latest_].newer = page;
  latest_ = page;
  if (oldest_ == none) oldest_ = page;
}

void Pages::unlink(std::uint32_t page) const {
  auto& p = pages_[page];
  (p.newer == none ? latest_ : pages_[p.newer].older) = p.older;
  (p.older == none ? oldest_ : pages_[p.older].newer) = p.newer;
}

void Pages::fetch(std::uint32_t page) const {
  auto& p = pages_[page];
  if (!p.bytes.empty()) {
    unlink(page);
    link(page);
    return;
  }
  p.bytes = holding_.get(p.extent);
  held_ += p.bytes.size();
  ++in_memory_;
  link(page);
  make_room();
}

void Pages::make_room() const {
  while (held_ > most_ && in_memory_ > good_for + 1) {
    auto& p = pages_[oldest_];
    if (p.extent.size == 0) p.extent = holding_.put(p.bytes);
    held_ -= p.bytes.size();
    --in_memory_;
    std::string().swap(p.bytes);
    unlink(oldest_);
  }
}

void PagedNumbers::flush() {
  numbers_.push_back(pages_->add(
      {reinterpret_cast<const char*>(last_.data()), last_.size() * sizeof(std::uint32_t)}));
  last_.clear();
}

std::uint32_t PagedNumbers::at(std::uint32_t page, std::size_t i) const {
  std::uint32_t n = 0;
  const auto bytes = pages_->get(page);
  std::memcpy(&n, bytes.data() + i * sizeof n, sizeof n);
  return n;
}

}  // namespace ledgelight::discover
