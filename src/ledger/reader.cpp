#include "ledger/reader.hpp"

#include <algorithm>
#include <bit>

#include "ledger/durable.hpp"
#include "ledger/edges.hpp"

namespace ledgelight::ledger {
namespace {

constexpr std::size_t kMaxNoteFile = 64U << 10;
constexpr std::size_t kMaxBundle = 256 * (kMaxEntry + 2);
constexpr std::size_t kCachedTiles = 64;
constexpr std::size_t kMaxFaults = 100;

// Checks level by level, from the leaves up, holding one tile of each level.
class Checker {
 public:
  explicit Checker(Findings& out) : out_(out) {}
  void fault(std::string what, const Tile& tile) {
    if (++faults_ <= kMaxFaults) out_.push_back({Level::fault, std::move(what), path_of(tile)});
  }
  std::size_t faults() const { return faults_; }

 private:
  Findings& out_;
  std::size_t faults_ = 0;
};

}  // namespace

Result<PublishedLog> PublishedLog::open(const std::filesystem::path& dir, const VerifierKey& log) {
  auto note = TRY(read_whole(dir / "checkpoint", kMaxNoteFile));
  auto opened = TRY(open_checkpoint(note, log));
  return PublishedLog(dir, std::move(note), std::move(opened.checkpoint));
}

Result<PublishedLog> PublishedLog::open_unsigned(const std::filesystem::path& dir) {
  auto note = TRY(read_whole(dir / "checkpoint", kMaxNoteFile));
  auto checkpoint = TRY(peek_checkpoint(note));
  return PublishedLog(dir, std::move(note), std::move(checkpoint));
}

// The file that holds `tile`, or the full one that took its place; `width` says which was read.
Result<std::string> PublishedLog::file_of(const Tile& tile, int& width) {
  const auto limit = tile.level == Tile::kEntries ? kMaxBundle : kTileWidth * 32;
  width = tile.width;
  auto bytes = read_whole(dir_ / path_of(tile), limit);
  if (bytes || tile.full() || bytes.error().code != Errc::not_found) return bytes;
  Tile full = tile;
  full.width = width = 256;
  auto whole = read_whole(dir_ / path_of(full), limit);
  if (whole || whole.error().code != Errc::not_found) return whole;
  width = tile.width;
  return bytes;
}

Result<std::vector<Digest>> PublishedLog::tile(int level, std::uint64_t index) {
  const auto key = std::make_pair(level, index);
  if (const auto it = cache_.find(key); it != cache_.end()) return it->second;
  const auto count = hashes_on_level(level, checkpoint_.size);
  if (index * kTileWidth >= count) return fail(Errc::bad_input, "no such tile");
  const auto wanted = static_cast<int>(std::min(kTileWidth, count - index * kTileWidth));
  int width = 0;
  const auto bytes = TRY(file_of({level, index, wanted}, width));
  auto hashes = TRY(decode_tile(bytes, width));
  hashes.resize(static_cast<std::size_t>(wanted));
  if (cache_.size() >= kCachedTiles) cache_.clear();
  cache_[key] = hashes;
  return hashes;
}

Result<Digest> PublishedLog::hash(int level, std::uint64_t index) {
  const int in_tile = level % 8;
  const auto first = index << in_tile;  // in hashes of the tile level
  const auto hashes = TRY(tile(level / 8, first / kTileWidth));
  const auto at = static_cast<std::size_t>(first % kTileWidth);
  const auto count = std::size_t{1} << in_tile;
  if (at + count > hashes.size()) return fail(Errc::bad_input, "no such subtree");
  return subtree_root(std::span<const Digest>(hashes).subspan(at, count));
}

Result<std::vector<std::string>> PublishedLog::leaves(std::uint64_t from, std::uint64_t to) {
  if (from > to || to > checkpoint_.size) return fail(Errc::bad_input, "no such entries");
  std::vector<std::string> out;
  for (auto index = from / kTileWidth; index * kTileWidth < to; ++index) {
    const auto first = index * kTileWidth;
    const Tile bundle{Tile::kEntries, index,
                      static_cast<int>(std::min(kTileWidth, checkpoint_.size - first))};
    int width = 0;
    const auto bytes = TRY(file_of(bundle, width));
    auto entries = TRY(decode_bundle(bytes, width));
    const auto hashes = TRY(tile(0, index));
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      if (first + i < from || first + i >= to) continue;
      if (leaf_hash(entries[i]) != hashes[i])
        return fail(Errc::corrupt, path_of(bundle) + ": entry " + std::to_string(first + i) +
                                       " is not the one the tree holds");
      out.push_back(std::move(entries[i]));
    }
  }
  return out;
}

Result<ProofFile> PublishedLog::proof_of(std::uint64_t index) {
  return proof_of(index, note_);
}

Result<ProofFile> PublishedLog::proof_of(std::uint64_t index, const std::string& earlier_note) {
  const auto at = TRY(peek_checkpoint(earlier_note));
  if (at.origin != checkpoint_.origin || at.size > checkpoint_.size || index >= at.size)
    return fail(Errc::bad_input, "the checkpoint or the index is not of this log");
  const HashReader reader = [this](int l, std::uint64_t i) { return hash(l, i); };
  ProofFile out;
  out.index = index;
  out.hashes = TRY(inclusion_proof(reader, index, at.size));
  out.checkpoint = earlier_note;
  const auto leaf = TRY(hash(0, index));
  if (!verify_inclusion(leaf, index, at.size, out.hashes, at.root))
    return fail(Errc::corrupt, "the published tiles do not lead to the signed root");
  return out;
}

Result<std::vector<Digest>> PublishedLog::consistency_from(std::uint64_t old_size) {
  const HashReader reader = [this](int l, std::uint64_t i) { return hash(l, i); };
  return consistency_proof(reader, old_size, checkpoint_.size);
}

Result<Digest> PublishedLog::root_at(std::uint64_t size) {
  if (size > checkpoint_.size) return fail(Errc::bad_input, "the log is not that large");
  const HashReader reader = [this](int l, std::uint64_t i) { return hash(l, i); };
  return ledger::root_at(reader, size);
}

Findings PublishedLog::check() {
  Findings out;
  Checker checker(out);
  // Bundles against level 0.
  const auto tiles = tiles_for(checkpoint_.size);
  for (const auto& t : tiles) {
    if (t.level != Tile::kEntries) break;
    int width = 0;
    const auto bytes = file_of(t, width);
    if (!bytes) {
      checker.fault(bytes.error().detail, t);
      continue;
    }
    const auto entries = decode_bundle(*bytes, width);
    if (!entries) {
      checker.fault(entries.error().detail, t);
      continue;
    }
    const auto hashes = tile(0, t.index);
    if (!hashes) continue;  // named below
    for (std::size_t i = 0; i < hashes->size(); ++i)
      if (leaf_hash((*entries)[i]) != (*hashes)[i])
        checker.fault(
            "Entry " + std::to_string(t.first() + i) + " is not the one the tree was built from.",
            t);
  }
  // Each full tile against the hash one level up; what is left over makes the root.
  Edges edge;
  for (const auto& t : tiles) {
    if (t.level == Tile::kEntries) continue;
    const auto hashes = tile(t.level, t.index);
    if (!hashes) {
      checker.fault(hashes.error().detail, t);
      continue;
    }
    if (!t.full()) {
      edge.restore(checkpoint_.size, t.level, *hashes);
      continue;
    }
    const auto above = tile(t.level + 1, t.index / kTileWidth);
    if (above && (*above)[t.index % kTileWidth] != subtree_root(*hashes))
      checker.fault("This part of the tree does not agree with the part above it.", t);
  }
  if (checker.faults() > kMaxFaults)
    out.push_back({Level::fault,
                   std::to_string(checker.faults() - kMaxFaults) + " more faults of this kind.",
                   ""});
  if (checker.faults() == 0) {
    if (edge.root() == checkpoint_.root)
      out.push_back({Level::ok,
                     "All " + std::to_string(checkpoint_.size) + " entries in " +
                         std::to_string(tiles.size()) +
                         " files lead to the root in the checkpoint.",
                     "checkpoint"});
    else
      out.push_back({Level::fault,
                     "The published tree does not lead to the root in the checkpoint.",
                     "checkpoint"});
  }
  return out;
}

}  // namespace ledgelight::ledger
