// ledger/edges.hpp: the right edge of a tiled tree, from which the tree can grow.
//
// Per level the hashes of its last, not yet full tile: at most 255 times 8 hashes, whatever the
// size of the log. Used by the publisher and by the reader.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "ledger/tile.hpp"

namespace ledgelight::ledger {

class Edges {
 public:
  static constexpr int kLevels = 8;  ///< 256^8 is more than a tree may have

  /// Told of each tile above the leaves the moment it is full.
  using OnFull = std::function<Result<void>(int level, std::uint64_t index,
                                            const std::vector<Digest>& hashes)>;

  std::uint64_t size() const { return size_; }
  const std::vector<Digest>& level(int l) const { return levels_[static_cast<std::size_t>(l)]; }
  /// Sets what a reader found at `size`; the caller compares root() with the signed one.
  void restore(std::uint64_t size, int l, std::vector<Digest> hashes);
  Result<void> append(const Digest& leaf, const OnFull& on_full);
  Digest root() const;

 private:
  std::uint64_t size_ = 0;
  std::array<std::vector<Digest>, kLevels> levels_;
};

}  // namespace ledgelight::ledger
