#include "ledger/tree.hpp"

#include "ledger/test_vectors_test.hpp"

namespace ledgelight::ledger {
namespace {

using testing::from_b64;
using testing::from_hex;
using testing::hashes_of;
using testing::numbered_entries;
using testing::vectors;

// RFC 6962 section 2.1 word for word: the reference the fast ones are held against.
Digest naive_root(std::span<const Digest> d) {
  if (d.empty()) return sha256("");
  if (d.size() == 1) return d[0];
  std::size_t k = 1;
  while (k * 2 < d.size()) k *= 2;
  return node_hash(naive_root(d.first(k)), naive_root(d.subspan(k)));
}

std::vector<Digest> naive_path(std::size_t m, std::span<const Digest> d) {
  if (d.size() <= 1) return {};
  std::size_t k = 1;
  while (k * 2 < d.size()) k *= 2;
  auto path = m < k ? naive_path(m, d.first(k)) : naive_path(m - k, d.subspan(k));
  path.push_back(m < k ? naive_root(d.subspan(k)) : naive_root(d.first(k)));
  return path;
}

std::vector<Digest> naive_subproof(std::size_t m, std::span<const Digest> d, bool b) {
  if (m == d.size()) return b ? std::vector<Digest>{} : std::vector<Digest>{naive_root(d)};
  std::size_t k = 1;
  while (k * 2 < d.size()) k *= 2;
  auto proof =
      m <= k ? naive_subproof(m, d.first(k), b) : naive_subproof(m - k, d.subspan(k), false);
  proof.push_back(m <= k ? naive_root(d.subspan(k)) : naive_root(d.first(k)));
  return proof;
}

std::vector<Digest> small_leaves() {
  std::vector<Digest> out;
  for (const auto& leaf : vectors()["leaves_hex"])
    out.push_back(leaf_hash(*unhex(leaf.get<std::string>())));
  return out;
}

std::vector<Digest> list_of(const Json& hashes, Digest (*read)(const Json&)) {
  std::vector<Digest> out;
  for (const auto& h : hashes) out.push_back(read(h));
  return out;
}

TEST(Tree, LeavesAndRootsAreThoseOfTheVectors) {
  const auto leaves = small_leaves();
  for (std::size_t i = 0; i < leaves.size(); ++i)
    EXPECT_EQ(leaves[i], from_hex(vectors()["leaf_hashes_hex"][i]));
  Frontier frontier;
  for (std::size_t n = 0; n <= leaves.size(); ++n) {
    const auto wanted = from_hex(vectors()["roots_hex"][std::to_string(n)]);
    EXPECT_EQ(frontier.root(), wanted) << n;
    EXPECT_EQ(*root_at(reader_of(leaves), n), wanted) << n;
    EXPECT_EQ(naive_root(std::span(leaves).first(n)), wanted) << n;
    if (n < leaves.size()) frontier.append(leaves[n]);
  }
}

TEST(Tree, ProofsAreThoseOfTheVectors) {
  const auto leaves = small_leaves();
  for (const auto& v : vectors()["inclusion"]) {
    const auto index = v["index"].get<std::uint64_t>(), size = v["size"].get<std::uint64_t>();
    const auto wanted = list_of(v["proof_hex"], from_hex);
    EXPECT_EQ(*inclusion_proof(reader_of(leaves), index, size), wanted);
    EXPECT_TRUE(verify_inclusion(leaves[index], index, size, wanted,
                                 from_hex(vectors()["roots_hex"][std::to_string(size)])));
  }
  for (const auto& v : vectors()["consistency"]) {
    const auto before = v["old"].get<std::uint64_t>(), after = v["new"].get<std::uint64_t>();
    const auto wanted = list_of(v["proof_hex"], from_hex);
    EXPECT_EQ(*consistency_proof(reader_of(leaves), before, after), wanted);
    EXPECT_TRUE(verify_consistency(
        {before, from_hex(vectors()["roots_hex"][std::to_string(before)])},
        {after, from_hex(vectors()["roots_hex"][std::to_string(after)])}, wanted));
  }
}

TEST(Tree, LargeRootsAndProofsAreThoseOfTheVectors) {
  const auto& big = vectors()["big"];
  const auto leaves = hashes_of(numbered_entries(70000));
  Frontier frontier;
  for (const auto& leaf : leaves) {
    frontier.append(leaf);
    const auto name = std::to_string(frontier.size());
    if (big["roots_b64"].contains(name)) {
      EXPECT_EQ(frontier.root(), from_b64(big["roots_b64"][name])) << name;
    }
  }
  const auto reader = reader_of(leaves);
  for (const auto& v : big["inclusion"])
    EXPECT_EQ(
        *inclusion_proof(reader, v["index"].get<std::uint64_t>(), v["size"].get<std::uint64_t>()),
        list_of(v["proof_b64"], from_b64));
  for (const auto& v : big["consistency"])
    EXPECT_EQ(
        *consistency_proof(reader, v["old"].get<std::uint64_t>(), v["new"].get<std::uint64_t>()),
        list_of(v["proof_b64"], from_b64));
}

TEST(Tree, EveryProofUpToSeventyLeavesAgreesWithTheTextOfTheStandard) {
  const auto leaves = hashes_of(numbered_entries(70));
  for (std::size_t n = 1; n <= leaves.size(); ++n) {
    const auto part = std::span(leaves).first(n);
    const auto root = naive_root(part);
    for (std::size_t m = 0; m < n; ++m) {
      const auto proof = *inclusion_proof(reader_of(part), m, n);
      EXPECT_EQ(proof, naive_path(m, part));
      EXPECT_TRUE(verify_inclusion(part[m], m, n, proof, root));
      EXPECT_FALSE(verify_inclusion(part[m], (m + 1) % n, n, proof, root) && n > 1);
      const auto before = m + 1;
      const auto grown = *consistency_proof(reader_of(part), before, n);
      EXPECT_EQ(grown, naive_subproof(before, part, true));
      EXPECT_TRUE(verify_consistency({before, naive_root(part.first(before))}, {n, root}, grown));
    }
  }
}

TEST(Tree, AProofWithOneBitTurnedOrOneHashMoreOrLessDoesNotHold) {
  const auto leaves = hashes_of(numbered_entries(37));
  const auto root = naive_root(leaves);
  const auto proof = *inclusion_proof(reader_of(leaves), 20, 37);
  const Root old{20, naive_root(std::span(leaves).first(20))};
  const auto grown = *consistency_proof(reader_of(leaves), 20, 37);
  for (std::size_t i = 0; i < proof.size() * 32; ++i) {
    auto bad = proof;
    bad[i / 32][i % 32] ^= 1;
    EXPECT_FALSE(verify_inclusion(leaves[20], 20, 37, bad, root));
  }
  for (std::size_t i = 0; i < grown.size() * 32; ++i) {
    auto bad = grown;
    bad[i / 32][i % 32] ^= 1;
    EXPECT_FALSE(verify_consistency(old, {37, root}, bad));
  }
  auto longer = proof;
  longer.push_back(root);
  EXPECT_FALSE(verify_inclusion(leaves[20], 20, 37, longer, root));
  EXPECT_FALSE(
      verify_inclusion(leaves[20], 20, 37, std::span(proof).first(proof.size() - 1), root));
  EXPECT_FALSE(verify_inclusion(leaves[20], 37, 37, proof, root));
  EXPECT_FALSE(verify_consistency(old, {37, root}, std::span(grown).first(grown.size() - 1)));
  EXPECT_FALSE(verify_consistency(old, {37, root}, {}));
  EXPECT_FALSE(verify_consistency({38, root}, {37, root}, {}));
  EXPECT_FALSE(verify_consistency({37, old.hash}, {37, root}, {}));
  EXPECT_FALSE(verify_consistency({0, root}, {37, root}, {}));
}

TEST(Tree, ProofsAtTheEndOfTheRangeOfSizesDoNotOverflow) {
  const std::vector<Digest> proof(63, empty_root());
  EXPECT_FALSE(verify_inclusion(empty_root(), kMaxSize - 1, kMaxSize, proof, empty_root()));
  EXPECT_FALSE(verify_inclusion(empty_root(), 0, ~std::uint64_t{0}, proof, empty_root()));
  EXPECT_FALSE(verify_consistency({kMaxSize - 1, empty_root()}, {kMaxSize, empty_root()}, proof));
}

TEST(Frontier, SurvivesItsStoredForm) {
  Frontier frontier;
  for (const auto& leaf : hashes_of(numbered_entries(100))) {
    const auto bytes = frontier.serialise();
    const auto back = Frontier::parse(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, frontier);
    EXPECT_EQ(back->root(), frontier.root());
    EXPECT_FALSE(Frontier::parse(bytes + "x"));
    EXPECT_FALSE(Frontier::parse(bytes.substr(0, bytes.size() - 1)));
    frontier.append(leaf);
  }
  EXPECT_FALSE(Frontier::parse(""));
  EXPECT_FALSE(Frontier::parse(std::string(8, '\xff')));
}

TEST(Decimal, HasOneSpelling) {
  EXPECT_EQ(*parse_decimal("0"), 0U);
  EXPECT_EQ(*parse_decimal("9223372036854775807"), kMaxSize);
  for (const auto* bad : {"", "00", "08", "-1", "+1", " 1", "1 ", "0x8", "9223372036854775808",
                          "99999999999999999999", "1e3"})
    EXPECT_FALSE(parse_decimal(bad)) << bad;
}

}  // namespace
}  // namespace ledgelight::ledger
