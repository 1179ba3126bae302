// ledger/tile.hpp: the log as static files (C2SP tlog-tiles): names, and the bytes in them.
//
// Tile n of level L holds the roots of complete subtrees of 256^L leaves, 256 of them when full.
// A bundle holds the entries themselves, 256 when full: big-endian uint16 length, then the bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/tree.hpp"

namespace ledgelight::ledger {

inline constexpr std::uint64_t kTileWidth = 256;

/// One file of the log.
struct Tile {
  static constexpr int kEntries = -1;  ///< the level of a bundle
  int level = 0;                       ///< kEntries, or 0..63
  std::uint64_t index = 0;
  int width = 256;  ///< 1..256; 256 is a full tile

  bool full() const { return width == 256; }
  /// Of a bundle or level-0 tile: the first leaf in it.
  std::uint64_t first() const { return index * kTileWidth; }
  friend bool operator==(const Tile&, const Tile&) = default;
};

/// 0 -> "000", 1234067 -> "x001/x234/067".
std::string index_path(std::uint64_t index);
/// "tile/0/x001/067", "tile/entries/000.p/17": relative to the log's prefix.
std::string path_of(const Tile& tile);
/// The tile a path names, in its one right spelling; fails (bad_input) on anything else.
Result<Tile> parse_tile_path(std::string_view path);

/// The files a tree of `size` needs: bundles first, then level 0 upwards, each by index.
std::vector<Tile> tiles_for(std::uint64_t size);
/// Those of them a tree of `had` (<= size) did not need already: O(size - had + log size).
std::vector<Tile> tiles_since(std::uint64_t had, std::uint64_t size);
/// How many hashes level `level` (0..63) has in a tree of `size`.
std::uint64_t hashes_on_level(int level, std::uint64_t size);

std::string encode_tile(std::span<const Digest> hashes);
/// Fails (truncated, corrupt) unless there are exactly `width` hashes.
Result<std::vector<Digest>> decode_tile(std::string_view bytes, int width);
/// The root over 1 to 256 hashes whose number is a power of two: what goes up one level.
Digest subtree_root(std::span<const Digest> hashes);

/// CHECKs that no entry is over kMaxEntry.
std::string encode_bundle(std::span<const std::string> entries);
/// Fails (truncated, corrupt) unless there are exactly `width` entries and nothing after.
Result<std::vector<std::string>> decode_bundle(std::string_view bytes, int width);

}  // namespace ledgelight::ledger
