#include "ledger/publish.hpp"

#include <algorithm>
#include <system_error>

#include "ledger/durable.hpp"
#include "ledger/edges.hpp"

namespace ledgelight::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxNoteFile = 64U << 10;

// [from, to) of the source, or an error when it gives fewer or impossible entries.
Result<std::vector<std::string>> read_leaves(LeafSource& source, std::uint64_t from,
                                             std::uint64_t to) {
  auto leaves = TRY(source.leaves(from, to));
  if (leaves.size() != to - from) return fail(Errc::corrupt, "leaves are missing from the store");
  for (const auto& leaf : leaves)
    if (leaf.size() > kMaxEntry) return fail(Errc::corrupt, "a stored leaf is over 65535 bytes");
  return leaves;
}

Result<Frontier> frontier_of(const Head& head, const SigningKey& key) {
  const auto opened = TRY(open_checkpoint(head.note, key.verifier()));
  auto frontier = TRY(Frontier::parse(head.frontier));
  const bool agrees = opened.checkpoint.size == head.size && opened.checkpoint.root == head.root &&
                      frontier.size() == head.size && frontier.root() == head.root;
  if (!agrees) return fail(Errc::corrupt, "the stored head does not agree with itself");
  return frontier;
}

// What `dir` was published up to: the size and root its checkpoint names.
Result<Root> published_in(const fs::path& dir, const Checkpoint& wanted) {
  const auto note = read_whole(dir / "checkpoint", kMaxNoteFile);
  if (!note) {
    if (note.error().code == Errc::not_found) return Root{};
    return note.error();
  }
  const auto there = TRY(peek_checkpoint(*note));
  if (there.origin != wanted.origin)
    return fail(Errc::corrupt, "another log is published in this directory");
  if (there.size > wanted.size)
    return fail(Errc::rolled_back,
                "more entries were published than the database has signed: an "
                "old backup? Do not append; ask a person.");
  if (there.size == wanted.size && there.root != wanted.root)
    return fail(Errc::corrupt, "the published log and the database disagree about one size");
  return Root{there.size, there.root};
}

// The right edge as the files of `dir` have it; nullopt when a file is missing or wrong.
std::optional<Edges> edges_in(const fs::path& dir, const Root& had) {
  Edges edges;
  for (int l = 0; l < Edges::kLevels; ++l) {
    const auto count = hashes_on_level(l, had.size);
    std::vector<Digest> hashes;
    if (const auto width = static_cast<int>(count % kTileWidth); width != 0) {
      const auto bytes = read_whole(dir / path_of({l, count / kTileWidth, width}), 256 * 32);
      if (!bytes) return std::nullopt;
      auto decoded = decode_tile(*bytes, width);
      if (!decoded) return std::nullopt;
      hashes = std::move(*decoded);
    }
    edges.restore(had.size, l, std::move(hashes));
  }
  if (edges.root() != had.hash) return std::nullopt;
  return edges;
}

// One walk over the new leaves: the first only computes, the second writes.
class Walk {
 public:
  Walk(const fs::path& dir, LeafSource& source, Root had, std::uint64_t size)
      : dir_(dir), source_(source), had_(had), size_(size) {}

  /// From `edges` on; returns the root at the end. `write` decides whether files are made.
  enum class Mode { compute, write };
  Result<Digest> run(Edges edges, Mode mode);

  Published done;

 private:
  Result<void> put(const Tile& tile, const std::string& bytes);
  Result<void> put_edges(const Edges& edges, std::uint64_t from);

  const fs::path& dir_;
  LeafSource& source_;
  Root had_;
  std::uint64_t size_;
};

Result<void> Walk::put(const Tile& tile, const std::string& bytes) {
  const auto path = dir_ / path_of(tile);
  TRY(make_dirs_durable(path.parent_path()));
  std::error_code code;
  const bool there = fs::exists(fs::symlink_status(path, code));
  TRY(write_once(path, bytes));
  if (!there) ++done.files_written;
  return {};
}

Result<void> Walk::put_edges(const Edges& edges, std::uint64_t from) {
  for (int l = 0; l < Edges::kLevels; ++l) {
    const auto count = hashes_on_level(l, size_);
    if (edges.level(l).empty() || count == hashes_on_level(l, from)) continue;
    TRY(put({l, count / kTileWidth, static_cast<int>(edges.level(l).size())},
            encode_tile(edges.level(l))));
  }
  return {};
}

Result<Digest> Walk::run(Edges edges, Mode mode) {
  const auto from = edges.size();
  const auto on_full = [&](int l, std::uint64_t index,
                           const std::vector<Digest>& hashes) -> Result<void> {
    if (mode == Mode::compute) return {};
    return put({l, index, 256}, encode_tile(hashes));
  };
  for (auto tile = from / kTileWidth; tile * kTileWidth < size_; ++tile) {
    if (from == size_) break;
    const auto first = tile * kTileWidth;
    const auto end = std::min(first + kTileWidth, size_);
    const auto leaves = TRY(read_leaves(source_, first, end));
    done.leaves_read += leaves.size();
    if (mode == Mode::write)
      TRY(put({Tile::kEntries, tile, static_cast<int>(leaves.size())}, encode_bundle(leaves)));
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const auto leaf = leaf_hash(leaves[i]);
      if (first + i < from) {  // published before: must not have changed since
        if (edges.level(0)[i] != leaf)
          return fail(Errc::corrupt, "a published entry differs from the one in the store");
        continue;
      }
      TRY(edges.append(leaf, on_full));
      if (edges.size() == had_.size && edges.root() != had_.hash)
        return fail(Errc::corrupt, "what was published is no prefix of what the store has");
    }
  }
  if (mode == Mode::write) TRY(put_edges(edges, from));
  return edges.root();
}

// Partial files whose full one exists now: no reader of ours or of the format needs them.
void drop_partials(const fs::path& dir, const Tile& tile) {
  if (!tile.full()) return;
  std::error_code code;
  fs::remove_all(dir / (path_of(tile) + ".p"), code);  // they may stay: they are only clutter
}

}  // namespace

Result<std::vector<std::string>> MemoryLeaves::leaves(std::uint64_t from, std::uint64_t to) {
  if (from > to || to > entries_.size()) return fail(Errc::bad_input, "no such leaves");
  using Step = std::vector<std::string>::difference_type;
  return std::vector<std::string>(entries_.begin() + static_cast<Step>(from),
                                  entries_.begin() + static_cast<Step>(to));
}

Result<Head> sign_head(const std::optional<Head>& previous, LeafSource& source,
                       const SigningKey& key) {
  Frontier frontier;
  if (previous) frontier = TRY(frontier_of(*previous, key));
  const auto size = source.size();
  if (size < frontier.size())
    return fail(Errc::rolled_back, "the store has fewer entries than were signed: an old backup?");
  if (previous && size == previous->size) return *previous;
  while (frontier.size() < size) {
    const auto end = std::min(frontier.size() + 1024, size);
    const auto leaves = TRY(read_leaves(source, frontier.size(), end));
    for (const auto& leaf : leaves) frontier.append(leaf_hash(leaf));
  }
  const Checkpoint checkpoint{key.verifier().name, size, frontier.root(), {}};
  return Head{size, checkpoint.root, sign_checkpoint(checkpoint, key), frontier.serialise()};
}

Result<Published> write_files(const fs::path& dir, LeafSource& source, const Head& head) {
  const auto checkpoint = TRY(peek_checkpoint(head.note));
  if (checkpoint.size != head.size || checkpoint.root != head.root)
    return fail(Errc::corrupt, "the stored head does not agree with itself");
  if (source.size() < head.size)
    return fail(Errc::rolled_back, "the store has fewer entries than were signed: an old backup?");
  TRY(make_dirs_durable(dir));
  const auto had = TRY(published_in(dir, checkpoint));

  // With a damaged edge everything is computed again from the store; full files are compared.
  const auto edges = edges_in(dir, had).value_or(Edges{});
  Walk walk(dir, source, had, head.size);
  // Nothing is written before the whole computation has led to the root that was signed.
  if (TRY(walk.run(edges, Walk::Mode::compute)) != head.root)
    return fail(Errc::corrupt, "the entries in the store do not give the root that was signed");
  TRY(walk.run(edges, Walk::Mode::write));

  const auto path = dir / "checkpoint";
  const auto old = read_whole(path, kMaxNoteFile);
  if (!old || *old != head.note) {
    TRY(write_durable(path, head.note));
    ++walk.done.files_written;
  }
  for (const auto& tile : tiles_since(had.size, head.size)) drop_partials(dir, tile);
  return walk.done;
}

}  // namespace ledgelight::ledger
