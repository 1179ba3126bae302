#include "law/packed.hpp"

#include <gtest/gtest.h>

#include "base/embedded.hpp"

namespace ledgelight::law {
namespace {

bool same(const Node& a, const Node& b) {
  const auto all = [](const std::vector<Node>& x, const std::vector<Node>& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), same);
  };
  return a.kind == b.kind && a.quoted == b.quoted && a.line == b.line && a.text == b.text &&
         a.key == b.key && all(a.items, b.items) && all(a.members, b.members);
}

bool is_pack_file(std::string_view path) {
  const auto ends = [&](std::string_view end) {
    return path.size() >= end.size() && path.substr(path.size() - end.size()) == end;
  };
  return ends(".yaml") && !ends(".cases.yaml");
}

TEST(PackedRules, AreWhatTheFilesOfTheProgramSay) {
  int files = 0;
  for (const auto& file : embedded_rules()) {
    if (!is_pack_file(file.path)) continue;
    const auto read = parse_node(file.path, file.bytes);
    ASSERT_TRUE(read) << file.path;
    const auto tree = unpack_node(packed_tree(file.path));
    ASSERT_TRUE(tree) << file.path << " has no tree";
    EXPECT_TRUE(same(*read, *tree)) << file.path;
    const auto quick = node_of(std::string(file.path), file.bytes);
    ASSERT_TRUE(quick);
    EXPECT_TRUE(same(*read, *quick));
    ++files;
  }
  EXPECT_GT(files, 100);
}

TEST(PackedRules, AFileLaidOverIsReadItself) {
  const auto path = std::string("us/ct/breach.yaml");
  ASSERT_FALSE(packed_tree(path).empty());
  const auto other = node_of(path, "a: 1\n");
  ASSERT_TRUE(other);
  ASSERT_EQ(other->members.size(), 1U);
  EXPECT_EQ(other->members[0].key, "a");
  EXPECT_FALSE(node_of(path, "a: [\n"));
}

TEST(PackedRules, WhatIsCutOrChangedIsNoTreeOrATree) {
  const auto node =
      parse_node("us/x.yaml",
                 "a: 1\nb:\n  - \"2\"\n  - {c: true, d: ~}\nlong: " + std::string(300, 'x') + "\n");
  ASSERT_TRUE(node);
  std::string packed;
  pack_node(*node, packed);
  const auto whole = unpack_node(packed);
  ASSERT_TRUE(whole);
  EXPECT_TRUE(same(*node, *whole));
  for (std::size_t n = 0; n < packed.size(); ++n)
    EXPECT_FALSE(unpack_node(packed.substr(0, n)));
  EXPECT_FALSE(unpack_node(packed + "x"));
  for (std::size_t i = 0; i < packed.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      auto changed = packed;
      changed[i] = static_cast<char>(changed[i] ^ 1 << bit);
      (void)unpack_node(changed);  // no crash, no memory beyond the bytes there are
    }
}

}  // namespace
}  // namespace ledgelight::law
