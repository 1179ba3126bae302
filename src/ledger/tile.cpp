#include "ledger/tile.hpp"

#include <algorithm>
#include <bit>

namespace ledgelight::ledger {
namespace {

constexpr int kMaxLevel = 63;

void add_level(std::vector<Tile>& out, int level, std::uint64_t had, std::uint64_t count) {
  if (had == count) return;
  for (auto i = had / kTileWidth; i * kTileWidth < count; ++i) {
    const auto width = std::min(kTileWidth, count - i * kTileWidth);
    out.push_back({level, i, static_cast<int>(width)});
  }
}

}  // namespace

std::string index_path(std::uint64_t index) {
  const auto digits = [](std::uint64_t n) {
    auto s = std::to_string(n);
    return std::string(3 - s.size(), '0') + s;
  };
  std::string path = digits(index % 1000);
  for (index /= 1000; index != 0; index /= 1000) path = "x" + digits(index % 1000) + "/" + path;
  return path;
}

std::string path_of(const Tile& tile) {
  std::string path = "tile/";
  path += tile.level == Tile::kEntries ? "entries" : std::to_string(tile.level);
  path += "/" + index_path(tile.index);
  if (!tile.full()) path += ".p/" + std::to_string(tile.width);
  return path;
}

Result<Tile> parse_tile_path(std::string_view path) {
  const auto refuse = [] { return fail(Errc::bad_input, "not the path of a tile"); };
  const auto whole = path;
  if (path.size() > 64 || !path.starts_with("tile/")) return refuse();
  path.remove_prefix(5);
  const auto slash = path.find('/');
  if (slash == std::string_view::npos) return refuse();
  Tile tile;
  if (path.substr(0, slash) == "entries") {
    tile.level = Tile::kEntries;
  } else {
    const auto level = TRY(parse_decimal(path.substr(0, slash)));
    if (level > kMaxLevel) return refuse();
    tile.level = static_cast<int>(level);
  }
  path.remove_prefix(slash + 1);
  if (const auto p = path.find(".p/"); p != std::string_view::npos) {
    const auto width = TRY(parse_decimal(path.substr(p + 3)));
    if (width == 0 || width > 255) return refuse();
    tile.width = static_cast<int>(width);
    path = path.substr(0, p);
  }
  for (const char c : path) {
    if (c == 'x' || c == '/') continue;
    if (c < '0' || c > '9') return refuse();
    if (tile.index > kMaxSize / 10 - 1) return refuse();
    tile.index = tile.index * 10 + static_cast<std::uint64_t>(c - '0');
  }
  // One spelling only: whatever the loop above forgave is caught here.
  if (path_of(tile) != whole) return refuse();
  return tile;
}

std::uint64_t hashes_on_level(int level, std::uint64_t size) {
  return level >= 8 ? 0 : size >> (8 * level);
}

std::vector<Tile> tiles_for(std::uint64_t size) {
  return tiles_since(0, size);
}

std::vector<Tile> tiles_since(std::uint64_t had, std::uint64_t size) {
  CHECK(had <= size);
  std::vector<Tile> out;
  add_level(out, Tile::kEntries, had, size);
  for (int level = 0; hashes_on_level(level, size) > 0; ++level)
    add_level(out, level, hashes_on_level(level, had), hashes_on_level(level, size));
  return out;
}

std::string encode_tile(std::span<const Digest> hashes) {
  CHECK(!hashes.empty() && hashes.size() <= kTileWidth);
  std::string out;
  out.reserve(hashes.size() * 32);
  for (const auto& hash : hashes) out += view(hash);
  return out;
}

Result<std::vector<Digest>> decode_tile(std::string_view bytes, int width) {
  const auto wanted = static_cast<std::size_t>(width) * 32;
  if (bytes.size() < wanted) return fail(Errc::truncated, "the tile is cut short");
  if (bytes.size() > wanted) return fail(Errc::corrupt, "the tile is too long");
  std::vector<Digest> out;
  out.reserve(static_cast<std::size_t>(width));
  for (; !bytes.empty(); bytes.remove_prefix(32)) out.push_back(digest_from(bytes.substr(0, 32)));
  return out;
}

Digest subtree_root(std::span<const Digest> hashes) {
  CHECK(std::has_single_bit(hashes.size()));
  Frontier f;
  for (const auto& hash : hashes) f.append(hash);
  return f.root();
}

std::string encode_bundle(std::span<const std::string> entries) {
  CHECK(!entries.empty() && entries.size() <= kTileWidth);
  std::string out;
  for (const auto& entry : entries) {
    CHECK(entry.size() <= kMaxEntry);
    out += static_cast<char>(entry.size() >> 8);
    out += static_cast<char>(entry.size() & 0xff);
    out += entry;
  }
  return out;
}

Result<std::vector<std::string>> decode_bundle(std::string_view bytes, int width) {
  std::vector<std::string> out;
  for (int i = 0; i < width; ++i) {
    if (bytes.size() < 2) return fail(Errc::truncated, "the bundle is cut short");
    const auto size = static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[0])) << 8 |
                      static_cast<std::uint8_t>(bytes[1]);
    bytes.remove_prefix(2);
    if (bytes.size() < size) return fail(Errc::truncated, "the bundle is cut short");
    out.emplace_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  if (!bytes.empty()) return fail(Errc::corrupt, "bytes follow the last entry of the bundle");
  return out;
}

}  // namespace ledgelight::ledger
