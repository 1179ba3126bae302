// ledger/tree.hpp: the Merkle tree of the log: hashes, roots, proofs.
//
// RFC 6962 section 2.1 (tree, proofs), RFC 9162 sections 2.1.3.2 and 2.1.4.2 (how proofs are
// checked). SHA-256. Everything above the leaves is a function of the leaves: no tree is stored.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace ledgelight::ledger {

/// Largest size a tree may have: 2^63-1. A proof then has at most 63 hashes.
inline constexpr std::uint64_t kMaxSize = (std::uint64_t{1} << 63) - 1;
inline constexpr std::size_t kMaxProof = 63;
inline constexpr std::size_t kMaxEntry = 65535;  ///< bytes of one entry (a bundle says so)

Digest leaf_hash(std::string_view entry);                   ///< SHA256(0x00 || entry)
Digest node_hash(const Digest& left, const Digest& right);  ///< SHA256(0x01 || left || right)
Digest empty_root();                                        ///< SHA256("")

/// Sizes and indexes as text: ASCII digits, no sign, no leading zero, at most kMaxSize.
Result<std::uint64_t> parse_decimal(std::string_view text);
/// A hash as text: 44 characters of canonical base64.
Result<Digest> parse_hash(std::string_view text);

/// The compact range of a tree: one hash per set bit of its size. What an appender must remember.
class Frontier {
 public:
  Frontier() = default;
  /// Adds one leaf hash in O(log n). CHECKs that the size stays within kMaxSize.
  void append(const Digest& leaf);
  std::uint64_t size() const { return size_; }
  Digest root() const;
  /// For a database column: size (8 bytes, big-endian), then the hashes, largest subtree first.
  std::string serialise() const;
  /// Fails (corrupt) unless the bytes are exactly what serialise() writes.
  static Result<Frontier> parse(std::string_view bytes);
  friend bool operator==(const Frontier&, const Frontier&) = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> stack_;  // largest subtree first
};

/// The root of the complete subtree of 2^level leaves that begins at leaf index*2^level.
using HashReader = std::function<Result<Digest>(int level, std::uint64_t index)>;

/// Reads out of leaf hashes in memory (which must outlive it); linear in the subtree asked for.
HashReader reader_of(std::span<const Digest> leaf_hashes);

/// The root of the first `size` leaves; O(log n) reads.
Result<Digest> root_at(const HashReader& hashes, std::uint64_t size);
/// Sibling hashes of leaf `index` in the tree of `size`, the leaf's sibling first.
/// Fails (bad_input) unless index < size.
Result<std::vector<Digest>> inclusion_proof(const HashReader& hashes, std::uint64_t index,
                                            std::uint64_t size);
/// That the first `old_size` leaves are a prefix of the first `new_size`. Empty when they are equal
/// or old_size is 0. Fails (bad_input) unless old_size <= new_size.
Result<std::vector<Digest>> consistency_proof(const HashReader& hashes, std::uint64_t old_size,
                                              std::uint64_t new_size);

/// Fails (unverified) unless the leaf is at `index` of the tree with that size and root.
Result<void> verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                              std::span<const Digest> proof, const Digest& root);
/// A size and the root the tree had then.
struct Root {
  std::uint64_t size = 0;
  Digest hash = empty_root();
  friend bool operator==(const Root&, const Root&) = default;
};
/// Fails (unverified) unless `before` is a prefix of `after`.
Result<void> verify_consistency(const Root& before, const Root& after,
                                std::span<const Digest> proof);

}  // namespace ledgelight::ledger
