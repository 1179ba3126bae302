#include "discover/shelf.hpp"

#include <algorithm>

namespace ledgelight::discover {
namespace {

constexpr std::string_view label = "findings of one search";

}  // namespace

Holding::Holding(Shelf& shelf, std::size_t most)
    : shelf_(shelf), most_(most), key_(Key::random(system_randomness())) {}

Shelf::Extent Holding::put(std::string_view plain) {
  const auto sealed = seal(key_, label, plain, system_randomness());
  auto extent = shelf_.put(sealed);
  if (extent) return *extent;
  failed(extent.error());
  return {};
}

std::string Holding::get(const Shelf::Extent& extent) const {
  std::string sealed;
  sealed.reserve(static_cast<std::size_t>(extent.size));
  if (const auto got = shelf_.get(extent, sealed); !got) {
    failed(got.error());
    throw NotBroughtBack();
  }
  auto plain = unseal(key_, label, sealed);
  if (plain) return *std::move(plain);
  failed(plain.error());
  throw NotBroughtBack();
}

void Holding::failed(const Error& why) const {
  const std::lock_guard lock(mutex_);
  if (trouble_) trouble_ = why;
}

Result<void> Holding::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

}  // namespace ledgelight::discover
