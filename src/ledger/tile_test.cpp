#include "ledger/tile.hpp"

#include "ledger/test_vectors_test.hpp"

namespace ledgelight::ledger {
namespace {

using testing::vectors;

TEST(Tile, PathsAreThoseOfTheVectors) {
  for (const auto& [number, path] : vectors()["index_paths"].items())
    EXPECT_EQ(index_path(*parse_decimal(number)), path.get<std::string>());
}

TEST(Tile, APathHasOneSpelling) {
  for (const auto* path : {"tile/0/000", "tile/entries/x001/067.p/17", "tile/63/x123/x456/789"}) {
    const auto tile = parse_tile_path(path);
    ASSERT_TRUE(tile) << path;
    EXPECT_EQ(path_of(*tile), path);
  }
  for (const auto* bad :
       {"", "tile/", "tile/0/", "tile/00/000", "tile/64/000", "tile/0/1", "tile/0/000.p/0",
        "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/x000/000", "tile/0/x001000", "tile/-1/000",
        "tile/0/../000", "tile/0/000/", "tile/entries/000.p/", "tile/0/x001/x002", "checkpoint",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999"})
    EXPECT_FALSE(parse_tile_path(bad)) << bad;
}

TEST(Tile, ATreeNeedsTheFilesTheFormatCounts) {
  EXPECT_TRUE(tiles_for(0).empty());
  EXPECT_EQ(tiles_for(70000).size(), vectors()["file_counts"]["70000"]["total"].get<std::size_t>());
  std::vector<std::string> paths;
  for (const auto& tile : tiles_for(256)) paths.push_back(path_of(tile));
  EXPECT_EQ(paths, (std::vector<std::string>{"tile/entries/000", "tile/0/000", "tile/1/000.p/1"}));
}

TEST(Tile, WhatIsNewSinceAnEarlierSizeIsTheDifferenceOfTheTwoLists) {
  for (std::uint64_t size = 0; size < 1100; size += 37)
    for (std::uint64_t had = 0; had <= size; had += 31) {
      auto wanted = tiles_for(size);
      for (const auto& old : tiles_for(had)) std::erase(wanted, old);
      EXPECT_EQ(tiles_since(had, size), wanted) << had << " " << size;
    }
}

TEST(Bundle, HoldsEntriesBehindTheirLengths) {
  const std::vector<std::string> entries{std::string(1, '\0'), "\x10", "\x20\x21"};
  const auto bytes = encode_bundle(entries);
  EXPECT_EQ(hex(bytes), vectors()["bundle3_hex"].get<std::string>());
  EXPECT_EQ(*decode_bundle(bytes, 3), entries);
  EXPECT_FALSE(decode_bundle(bytes, 2));
  EXPECT_FALSE(decode_bundle(bytes, 4));
  for (std::size_t n = 0; n < bytes.size(); ++n) EXPECT_FALSE(decode_bundle(bytes.substr(0, n), 3));
}

TEST(Bundle, TakesTheLargestEntry) {
  const std::vector<std::string> entries{std::string(kMaxEntry, 'x'), ""};
  EXPECT_EQ(*decode_bundle(encode_bundle(entries), 2), entries);
}

TEST(Tile, IsExactlyItsHashes) {
  const auto hashes = testing::hashes_of(testing::numbered_entries(5));
  const auto bytes = encode_tile(hashes);
  EXPECT_EQ(*decode_tile(bytes, 5), hashes);
  EXPECT_FALSE(decode_tile(bytes, 4));
  EXPECT_FALSE(decode_tile(bytes, 6));
}

}  // namespace
}  // namespace ledgelight::ledger
