#include "ledger/proof_file.hpp"

namespace ledgelight::ledger {
namespace {

constexpr std::string_view kMagic = "c2sp.org/tlog-proof@v1";
constexpr std::size_t kMaxProofFile = 128U << 10;

// Cuts the first line off `bytes`.
Result<std::string_view> next_line(std::string_view& bytes) {
  const auto end = bytes.find('\n');
  if (end == std::string_view::npos) return fail(Errc::bad_input, "the proof is cut short");
  const auto line = bytes.substr(0, end);
  bytes.remove_prefix(end + 1);
  return line;
}

}  // namespace

Result<ProofFile> ProofFile::parse(std::string_view bytes) {
  if (bytes.size() > kMaxProofFile) return fail(Errc::too_large, "a proof is at most 128 KiB");
  if (TRY(next_line(bytes)) != kMagic) return fail(Errc::bad_input, "not a tlog-proof, version 1");
  ProofFile out;
  auto line = TRY(next_line(bytes));
  if (line.starts_with("extra ")) {
    out.extra = TRY(unbase64(line.substr(6)));
    if (out.extra->empty()) return fail(Errc::bad_input, "an empty extra line");
    line = TRY(next_line(bytes));
  }
  if (!line.starts_with("index ")) return fail(Errc::bad_input, "the proof names no index");
  out.index = TRY(parse_decimal(line.substr(6)));
  for (line = TRY(next_line(bytes)); !line.empty(); line = TRY(next_line(bytes))) {
    if (out.hashes.size() == kMaxProof) return fail(Errc::bad_input, "the proof is too long");
    out.hashes.push_back(TRY(parse_hash(line)));
  }
  out.checkpoint = bytes;
  TRY(peek_checkpoint(out.checkpoint));
  return out;
}

std::string ProofFile::text() const {
  std::string out = std::string(kMagic) + "\n";
  if (extra && !extra->empty()) out += "extra " + base64(*extra) + "\n";
  out += "index " + std::to_string(index) + "\n";
  for (const auto& hash : hashes) out += base64(hash) + "\n";
  return out + "\n" + checkpoint;
}

Result<OpenedCheckpoint> verify_proof(const ProofFile& proof, std::string_view entry,
                                      const VerifierKey& log,
                                      std::span<const VerifierKey> witnesses) {
  auto opened = TRY(open_checkpoint(proof.checkpoint, log, witnesses));
  TRY(verify_inclusion(leaf_hash(entry), proof.index, opened.checkpoint.size, proof.hashes,
                       opened.checkpoint.root));
  return opened;
}

}  // namespace ledgelight::ledger
