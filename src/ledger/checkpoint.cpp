#include "ledger/checkpoint.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ledgelight::ledger {

Result<Checkpoint> Checkpoint::parse_text(std::string_view text) {
  if (text.empty() || text.back() != '\n' || text.size() > (64U << 10))
    return fail(Errc::bad_input, "the checkpoint is cut short or too long");
  const auto lines = split(text.substr(0, text.size() - 1), '\n');
  if (lines.size() < 3) return fail(Errc::bad_input, "a checkpoint has at least three lines");
  if (std::any_of(lines.begin(), lines.end(), [](const std::string& l) { return l.empty(); }))
    return fail(Errc::bad_input, "an empty line in a checkpoint");
  Checkpoint out;
  out.origin = lines[0];
  out.size = TRY(parse_decimal(lines[1]));
  out.root = TRY(parse_hash(lines[2]));
  out.extensions.assign(lines.begin() + 3, lines.end());
  if (out.size == 0 && out.root != empty_root())
    return fail(Errc::bad_input, "an empty log with the root of something");
  return out;
}

std::string Checkpoint::text() const {
  std::string out = origin + "\n" + std::to_string(size) + "\n" + base64(root) + "\n";
  for (const auto& line : extensions) out += line + "\n";
  return out;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  CHECK(checkpoint.origin == key.verifier().name);
  const auto text = checkpoint.text();
  return Note{text, {sign_text(text, key)}}.print();
}

Result<OpenedCheckpoint> open_checkpoint(std::string_view note, const VerifierKey& log,
                                         std::span<const VerifierKey> witnesses) {
  const auto parsed = TRY(Note::parse(note));
  std::vector<VerifierKey> known{log};
  known.insert(known.end(), witnesses.begin(), witnesses.end());
  const auto signers = TRY(verify_note(parsed, known));
  OpenedCheckpoint out;
  bool by_log = false;
  for (const auto& signer : signers) {
    if (signer.key == log && !signer.time)
      by_log = true;
    else
      out.witnesses.push_back(signer);
  }
  if (!by_log) return fail(Errc::unverified, "the log itself did not sign this checkpoint");
  out.checkpoint = TRY(Checkpoint::parse_text(parsed.text));
  if (out.checkpoint.origin != log.name)
    return fail(Errc::unverified, "the checkpoint is of another log than the key");
  return out;
}

Result<Checkpoint> peek_checkpoint(std::string_view note) {
  return Checkpoint::parse_text(TRY(Note::parse(note)).text);
}

}  // namespace ledgelight::ledger
