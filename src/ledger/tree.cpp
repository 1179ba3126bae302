#include "ledger/tree.hpp"

#include <algorithm>
#include <bit>

namespace ledgelight::ledger {
namespace {

bool is_power_of_two(std::uint64_t n) {
  return std::has_single_bit(n);
}

// The largest power of two that is smaller than n; n > 1.
std::uint64_t split_of(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

struct Range {
  std::uint64_t first;
  std::uint64_t count;
};

Result<Digest> range_root(const HashReader& hashes, Range range) {
  if (is_power_of_two(range.count)) {
    const int level = std::countr_zero(range.count);
    return hashes(level, range.first >> level);
  }
  const auto k = split_of(range.count);
  const auto left = TRY(range_root(hashes, {range.first, k}));
  const auto right = TRY(range_root(hashes, {range.first + k, range.count - k}));
  return node_hash(left, right);
}

Error not_proved(const char* what) {
  return fail(Errc::unverified, what);
}

}  // namespace

Digest leaf_hash(std::string_view entry) {
  std::string bytes(1, '\0');
  bytes += entry;
  return sha256(bytes);
}

Digest node_hash(const Digest& left, const Digest& right) {
  std::string bytes(1, '\1');
  bytes += view(left);
  bytes += view(right);
  return sha256(bytes);
}

Digest empty_root() {
  static const Digest root = sha256("");
  return root;
}

Result<std::uint64_t> parse_decimal(std::string_view text) {
  const auto refuse = [] { return fail(Errc::bad_input, "not a decimal number"); };
  if (text.empty() || text.size() > 19 || (text.size() > 1 && text[0] == '0')) return refuse();
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return refuse();
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (value > kMaxSize) return refuse();  // 19 digits cannot overflow 64 bits
  return value;
}

Result<Digest> parse_hash(std::string_view text) {
  if (text.size() != 44) return fail(Errc::bad_input, "a hash is not 44 characters of base64");
  const auto bytes = TRY(unbase64(text));
  if (bytes.size() != 32) return fail(Errc::bad_input, "a hash is not 32 bytes");
  return digest_from(bytes);
}

void Frontier::append(const Digest& leaf) {
  CHECK(size_ < kMaxSize);
  Digest x = leaf;
  for (auto n = size_; (n & 1) != 0; n >>= 1) {
    x = node_hash(stack_.back(), x);
    stack_.pop_back();
  }
  stack_.push_back(x);
  ++size_;
}

Digest Frontier::root() const {
  if (stack_.empty()) return empty_root();
  Digest r = stack_.back();
  for (auto it = stack_.rbegin() + 1; it != stack_.rend(); ++it) r = node_hash(*it, r);
  return r;
}

std::string Frontier::serialise() const {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(size_ >> shift & 0xff);
  for (const auto& hash : stack_) out += view(hash);
  return out;
}

Result<Frontier> Frontier::parse(std::string_view bytes) {
  if (bytes.size() < 8) return fail(Errc::corrupt, "frontier is cut short");
  Frontier f;
  for (int i = 0; i < 8; ++i)
    f.size_ = f.size_ << 8 | static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(i)]);
  if (f.size_ > kMaxSize) return fail(Errc::corrupt, "frontier size is out of range");
  bytes.remove_prefix(8);
  if (bytes.size() != 32 * static_cast<std::size_t>(std::popcount(f.size_)))
    return fail(Errc::corrupt, "frontier does not fit its size");
  for (; !bytes.empty(); bytes.remove_prefix(32))
    f.stack_.push_back(digest_from(bytes.substr(0, 32)));
  return f;
}

HashReader reader_of(std::span<const Digest> leaf_hashes) {
  return [leaf_hashes](int level, std::uint64_t index) -> Result<Digest> {
    if (level < 0 || level > 62 || index >= leaf_hashes.size() >> level)
      return fail(Errc::bad_input, "no such subtree");
    const auto part = leaf_hashes.subspan(index << level, std::size_t{1} << level);
    Frontier f;
    for (const auto& leaf : part) f.append(leaf);
    return f.root();
  };
}

Result<Digest> root_at(const HashReader& hashes, std::uint64_t size) {
  if (size == 0) return empty_root();
  if (size > kMaxSize) return fail(Errc::bad_input, "tree size is out of range");
  return range_root(hashes, {0, size});
}

Result<std::vector<Digest>> inclusion_proof(const HashReader& hashes, std::uint64_t index,
                                            std::uint64_t size) {
  if (size > kMaxSize || index >= size) return fail(Errc::bad_input, "no such leaf in the tree");
  std::vector<Digest> proof;  // built from the root down
  Range range{0, size};
  while (range.count > 1) {
    const auto k = split_of(range.count);
    const Range left{range.first, k};
    const Range right{range.first + k, range.count - k};
    const bool goes_left = index < right.first;
    proof.push_back(TRY(range_root(hashes, goes_left ? right : left)));
    range = goes_left ? left : right;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<std::vector<Digest>> consistency_proof(const HashReader& hashes, std::uint64_t old_size,
                                              std::uint64_t new_size) {
  if (new_size > kMaxSize || old_size > new_size)
    return fail(Errc::bad_input, "the old tree is larger than the new one");
  std::vector<Digest> proof;
  if (old_size == 0 || old_size == new_size) return proof;
  // SUBPROOF of RFC 6962 2.1.2, walked from the top; `whole` is its flag b.
  Range range{0, new_size};
  auto m = old_size;
  bool whole = true;
  while (m != range.count) {
    const auto k = split_of(range.count);
    const Range left{range.first, k};
    const Range right{range.first + k, range.count - k};
    const bool goes_left = m <= k;
    proof.push_back(TRY(range_root(hashes, goes_left ? right : left)));
    range = goes_left ? left : right;
    if (!goes_left) {
      m -= k;
      whole = false;
    }
  }
  if (!whole) proof.push_back(TRY(range_root(hashes, range)));
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<void> verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                              std::span<const Digest> proof, const Digest& root) {
  if (index >= size || size > kMaxSize) return not_proved("the index is not inside the tree");
  if (proof.size() > kMaxProof) return not_proved("the proof is too long");
  auto fn = index;
  auto sn = size - 1;
  Digest r = leaf;
  for (const auto& p : proof) {
    if (sn == 0) return not_proved("the inclusion proof is too long for the tree");
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return not_proved("the inclusion proof is too short for the tree");
  if (r != root) return not_proved("the inclusion proof leads to another root");
  return {};
}

Result<void> verify_consistency(const Root& before, const Root& after,
                                std::span<const Digest> proof) {
  if (before.size > after.size || after.size > kMaxSize)
    return not_proved("the old tree is larger than the new one");
  if (proof.size() > kMaxProof + 1) return not_proved("the proof is too long");
  if (before.size == after.size) {
    if (!proof.empty()) return not_proved("equal sizes need no proof");
    if (before.hash != after.hash) return not_proved("one size with two roots");
    return {};
  }
  if (before.size == 0) {
    if (!proof.empty()) return not_proved("the empty tree needs no proof");
    if (before.hash != empty_root()) return not_proved("the empty tree has another root");
    return {};
  }
  if (proof.empty()) return not_proved("the consistency proof is empty");
  std::vector<Digest> path;
  if (is_power_of_two(before.size)) path.push_back(before.hash);
  path.insert(path.end(), proof.begin(), proof.end());
  auto fn = before.size - 1;
  auto sn = after.size - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  Digest fr = path.front();
  Digest sr = path.front();
  for (auto c = path.begin() + 1; c != path.end(); ++c) {
    if (sn == 0) return not_proved("the consistency proof is too long for the tree");
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(*c, fr);
      sr = node_hash(*c, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, *c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return not_proved("the consistency proof is too short for the tree");
  if (fr != before.hash) return not_proved("the consistency proof leads to another old root");
  if (sr != after.hash) return not_proved("the consistency proof leads to another new root");
  return {};
}

}  // namespace ledgelight::ledger
