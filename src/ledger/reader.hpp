// ledger/reader.hpp: a published log, read from its directory and believed only when it checks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/finding.hpp"
#include "ledger/proof_file.hpp"
#include "ledger/tile.hpp"

namespace ledgelight::ledger {

/// Reads files of `dir` on demand; keeps the last few tiles. Not for several threads at once.
class PublishedLog {
 public:
  /// Reads and verifies `checkpoint`. Fails: not_found, bad_input, unverified.
  static Result<PublishedLog> open(const std::filesystem::path& dir, const VerifierKey& log);
  /// The same without a key: nothing proves who signed. Fails: not_found, bad_input.
  static Result<PublishedLog> open_unsigned(const std::filesystem::path& dir);

  const Checkpoint& checkpoint() const { return checkpoint_; }
  const std::string& note() const { return note_; }

  /// The entries of [from, to), to <= size, each checked against its level-0 hash (which check()
  /// compares with the root). Fails: not_found, corrupt.
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to);
  /// A proof of `index`, computed out of O(log n) tiles and verified before it is given.
  Result<ProofFile> proof_of(std::uint64_t index);
  /// The same against an earlier checkpoint of this log (a signed note over at most its size); the
  /// note's root must be the one this log had then (else corrupt).
  Result<ProofFile> proof_of(std::uint64_t index, const std::string& earlier_note);
  /// Of this log's first `old_size` entries being a prefix of it.
  Result<std::vector<Digest>> consistency_from(std::uint64_t old_size);
  /// The root this log had at `size` <= its size.
  Result<Digest> root_at(std::uint64_t size);

  /// Reads every file this checkpoint needs: lengths, each tile against the one above, the top
  /// against the root, each bundle against level 0. Names each file that is missing or wrong.
  Findings check();

 private:
  PublishedLog(std::filesystem::path dir, std::string note, Checkpoint checkpoint)
      : dir_(std::move(dir)), note_(std::move(note)), checkpoint_(std::move(checkpoint)) {}
  Result<std::string> file_of(const Tile& tile, int& width);
  Result<std::vector<Digest>> tile(int level, std::uint64_t index);
  Result<Digest> hash(int level, std::uint64_t index);

  std::filesystem::path dir_;
  std::string note_;
  Checkpoint checkpoint_;
  std::map<std::pair<int, std::uint64_t>, std::vector<Digest>> cache_;
};

}  // namespace ledgelight::ledger
