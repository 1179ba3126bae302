// ledger/publish.hpp: from stored leaves to a published log that no crash can fork.
//
// The order (formats/tlog section 6): 1. entries are committed in the database; 2. sign_head makes
// the next head out of the last one; 3. the CALLER stores that head in the database, by
// compare-and-swap on the last signed size; 4. write_files writes bundles, tiles and, last of all,
// `checkpoint`. After a crash between 3 and 4 the stored head is published again, never re-made.
// One publisher at a time: the caller holds a lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/tile.hpp"

namespace ledgelight::ledger {

/// Where the leaves are. `leaves` gives the entries (leaf bytes, not hashes) of [from, to).
class LeafSource {
 public:
  virtual ~LeafSource() = default;
  virtual std::uint64_t size() = 0;
  virtual Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to) = 0;
};

/// Leaves in memory: tests, and small logs.
class MemoryLeaves : public LeafSource {
 public:
  explicit MemoryLeaves(std::vector<std::string> entries = {}) : entries_(std::move(entries)) {}
  void add(std::string entry) { entries_.push_back(std::move(entry)); }
  std::uint64_t size() override { return entries_.size(); }
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to) override;

 private:
  std::vector<std::string> entries_;
};

/// A signed head, as the database keeps it: four columns.
struct Head {
  std::uint64_t size = 0;
  Digest root = empty_root();
  std::string note;      ///< the signed checkpoint
  std::string frontier;  ///< Frontier::serialise() at `size`
  friend bool operator==(const Head&, const Head&) = default;
};

/// The head over every leaf of `source`, built by appending to `previous` (nullopt: the first one),
/// so that it cannot contradict what was signed before. Reads only the leaves after `previous`.
/// No new leaf: `previous` itself, not a new signature. Fails: corrupt (the previous head does not
/// agree with itself or with the key), rolled_back (the source has fewer leaves than were signed).
Result<Head> sign_head(const std::optional<Head>& previous, LeafSource& source,
                       const SigningKey& key);

/// What a publication did.
struct Published {
  std::size_t files_written = 0;  ///< not counting files that were there with the same bytes
  std::size_t leaves_read = 0;
};

/// Brings `dir` up to `head`: missing bundles and tiles, then `checkpoint`. Idempotent. Reads O(new
/// leaves + log n). A stranger's or a newer log in `dir` is refused: rolled_back when `checkpoint`
/// there is ahead of `head`, corrupt when it is no prefix of it or a full file differs.
Result<Published> write_files(const std::filesystem::path& dir, LeafSource& source,
                              const Head& head);

}  // namespace ledgelight::ledger
