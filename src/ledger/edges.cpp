#include "ledger/edges.hpp"

namespace ledgelight::ledger {

void Edges::restore(std::uint64_t size, int l, std::vector<Digest> hashes) {
  CHECK(hashes.size() == hashes_on_level(l, size) % kTileWidth);
  size_ = size;
  levels_[static_cast<std::size_t>(l)] = std::move(hashes);
}

Result<void> Edges::append(const Digest& leaf, const OnFull& on_full) {
  CHECK(size_ < kMaxSize);
  ++size_;
  Digest hash = leaf;
  for (int l = 0; l < kLevels; ++l) {
    auto& hashes = levels_[static_cast<std::size_t>(l)];
    hashes.push_back(hash);
    if (hashes.size() < kTileWidth) return {};
    const auto index = hashes_on_level(l, size_) / kTileWidth - 1;
    TRY(on_full(l, index, hashes));
    hash = subtree_root(hashes);
    hashes.clear();
  }
  return {};
}

Digest Edges::root() const {
  // Complete subtrees from the left (largest) to the right, then folded from the right.
  std::vector<Digest> parts;
  for (int l = kLevels - 1; l >= 0; --l) {
    std::span<const Digest> rest = level(l);
    for (std::size_t width = 128; width != 0; width /= 2) {
      if ((rest.size() & width) == 0) continue;
      parts.push_back(subtree_root(rest.first(width)));
      rest = rest.subspan(width);
    }
  }
  if (parts.empty()) return empty_root();
  Digest r = parts.back();
  for (auto it = parts.rbegin() + 1; it != parts.rend(); ++it) r = node_hash(*it, r);
  return r;
}

}  // namespace ledgelight::ledger
