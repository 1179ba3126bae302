#include "ledger/note.hpp"

#include "ledger/checkpoint.hpp"
#include "ledger/proof_file.hpp"
#include "ledger/test_vectors_test.hpp"

namespace ledgelight::ledger {
namespace {

using testing::vectors;

VerifierKey log_key() {
  return *VerifierKey::parse(vectors()["log_key"]["vkey"].get<std::string>());
}
std::vector<VerifierKey> witness_keys() {
  std::vector<VerifierKey> out;
  for (const auto& w : vectors()["witness_keys"])
    out.push_back(*VerifierKey::parse(w["vkey"].get<std::string>()));
  return out;
}
SigningKey log_signer() {
  return *SigningKey::from_seed(vectors()["log_key"]["name"].get<std::string>(),
                                *unhex(vectors()["log_key"]["seed_hex"].get<std::string>()));
}

TEST(Key, IsThatOfTheVectors) {
  const auto signer = log_signer();
  EXPECT_EQ(signer.verifier().text(), vectors()["log_key"]["vkey"].get<std::string>());
  EXPECT_EQ(hex(signer.verifier().public_key),
            vectors()["log_key"]["public_hex"].get<std::string>());
  for (const auto& w : vectors()["witness_keys"]) {
    const auto key =
        SigningKey::from_seed(w["name"].get<std::string>(),
                              *unhex(w["seed_hex"].get<std::string>()), KeyType::cosignature);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->verifier().text(), w["vkey"].get<std::string>());
  }
}

TEST(Key, SecretTextReadsBackAndSignsTheSame) {
  SeededRandomness random("a key");
  const auto key = *SigningKey::generate("city.example/log", random);
  const auto back = SigningKey::parse(key.secret_text());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->verifier(), key.verifier());
  EXPECT_EQ(back->sign("x"), key.sign("x"));
  EXPECT_TRUE(key.secret_text().starts_with("PRIVATE+KEY+city.example/log+"));
}

TEST(Key, OneWrongSignAnywhereIsRefused) {
  const auto text = log_key().text();
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto bad = text;
    bad[i] = bad[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(VerifierKey::parse(bad)) << bad;
  }
  for (const auto* bad : {"", "+", "++", "a+b+c", "+fbad0b9d+AQ=="})
    EXPECT_FALSE(VerifierKey::parse(bad)) << bad;
  SeededRandomness random("x");
  for (const auto* name : {"", "two words", "a+b", "tab\t",
                           "no\xC2\xA0"
                           "break"})
    EXPECT_FALSE(SigningKey::generate(name, random)) << name;
}

TEST(Checkpoint, TheLogOfTheVectorsSignsTheSameBytes) {
  for (const auto& [size, text] : vectors()["checkpoints"].items()) {
    const auto note = Note::parse(text.get<std::string>());
    ASSERT_TRUE(note) << size;
    EXPECT_EQ(note->print(), text.get<std::string>());
    const auto opened = open_checkpoint(text.get<std::string>(), log_key(), witness_keys());
    ASSERT_TRUE(opened) << size << opened.error().detail;
    EXPECT_EQ(std::to_string(opened->checkpoint.size), size);
    EXPECT_EQ(sign_text(opened->checkpoint.text(), log_signer()), note->signatures[0]);
  }
}

TEST(Checkpoint, LargeOnesOpenToo) {
  for (const auto& [size, text] : vectors()["checkpoints_big"].items()) {
    const auto opened = open_checkpoint(text.get<std::string>(), log_key());
    ASSERT_TRUE(opened) << size;
    EXPECT_EQ(base64(opened->checkpoint.root),
              vectors()["big"]["roots_b64"][size].get<std::string>());
  }
}

TEST(Checkpoint, WitnessesAreNamedWithTheirTimes) {
  const auto text = vectors()["checkpoints"]["8"].get<std::string>();
  const auto opened = open_checkpoint(text, log_key(), witness_keys());
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->witnesses.size(), 2U);
  for (const auto& w : opened->witnesses)
    EXPECT_EQ(w.time, vectors()["cosignature_time"].get<std::uint64_t>());
  const auto key =
      *SigningKey::from_seed("witness.example/w1", std::string(32, '\xa1'), KeyType::cosignature);
  EXPECT_EQ(cosign_text(opened->checkpoint.text(), key, 1767225600),
            Note::parse(text)->signatures[1]);
}

TEST(Checkpoint, EveryBadOneIsRefused) {
  ASSERT_EQ(vectors()["bad_checkpoints"].size(), 21U);
  for (const auto& [why, text] : vectors()["bad_checkpoints"].items()) {
    EXPECT_FALSE(open_checkpoint(text.get<std::string>(), log_key())) << why;
    EXPECT_FALSE(open_checkpoint(text.get<std::string>(), log_key(), witness_keys())) << why;
  }
}

TEST(Checkpoint, EveryOddButGoodOneIsAccepted) {
  ASSERT_EQ(vectors()["good_odd_checkpoints"].size(), 3U);
  for (const auto& [why, text] : vectors()["good_odd_checkpoints"].items()) {
    const auto opened = open_checkpoint(text.get<std::string>(), log_key(), witness_keys());
    EXPECT_TRUE(opened) << why;
    EXPECT_TRUE(open_checkpoint(text.get<std::string>(), log_key())) << why;
  }
}

TEST(Checkpoint, TheWitnessAnswerOfTheVectorsIsALineThatHolds) {
  const auto body = vectors()["witness"]["request"].get<std::string>();
  const auto note = body.substr(body.find("\n\n") + 2);
  const auto cosigned = note + vectors()["witness"]["response"].get<std::string>();
  const auto opened = open_checkpoint(cosigned, log_key(), witness_keys());
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_FALSE(opened->witnesses.empty());
}

TEST(Checkpoint, AWitnessAloneDoesNotMakeItOne) {
  const auto text = vectors()["checkpoints"]["8"].get<std::string>();
  auto note = *Note::parse(text);
  note.signatures.erase(note.signatures.begin());
  EXPECT_FALSE(open_checkpoint(note.print(), log_key(), witness_keys()));
}

TEST(Checkpoint, EveryFlippedBitIsRefusedOrOnlyInALineNobodyKnows) {
  const auto text = vectors()["checkpoints"]["1"].get<std::string>();
  const auto end =
      text.find("\n\n") + 2 + std::string("\xE2\x80\x94 ledgelight.example/log ").size();
  for (std::size_t i = 0; i < end + 90; ++i) {
    auto bad = text;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    EXPECT_FALSE(open_checkpoint(bad, log_key())) << i;
  }
}

TEST(Note, TextMayHoldEmptyLinesAndIsSplitAtTheLast) {
  const auto signer = log_signer();
  const std::string text = "one\n\ntwo\n";
  const Note note{text, {sign_text(text, signer)}};
  const auto back = Note::parse(note.print());
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, note);
  EXPECT_TRUE(verify_note(*back, std::vector{signer.verifier()}));
}

TEST(Note, LimitsHoldOnSizeAndSignatures) {
  const auto signer = log_signer();
  const std::string text = "one\n";
  Note note{text, std::vector<NoteSignature>(64, sign_text(text, signer))};
  EXPECT_TRUE(Note::parse(note.print()));
  note.signatures.push_back(note.signatures[0]);
  EXPECT_EQ(Note::parse(note.print()).error().code, Errc::too_large);
  EXPECT_EQ(Note::parse(std::string(70000, 'a')).error().code, Errc::too_large);
}

TEST(ProofFile, ThoseOfTheVectorsHold) {
  for (const auto& v : vectors()["tlog_proofs"]) {
    const auto text = v["text"].get<std::string>();
    const auto proof = ProofFile::parse(text);
    ASSERT_TRUE(proof) << proof.error().detail;
    EXPECT_EQ(proof->text(), text);
    auto leaf = *unhex(v["leaf_hex"].get<std::string>());
    EXPECT_TRUE(verify_proof(*proof, leaf, log_key(), witness_keys()));
    leaf += "x";
    EXPECT_FALSE(verify_proof(*proof, leaf, log_key()));
  }
}

TEST(ProofFile, EveryCutShortOneIsRefused) {
  const auto text = vectors()["tlog_proofs"][0]["text"].get<std::string>();
  for (std::size_t n = 0; n < text.find("\xE2\x80\x94"); ++n)
    EXPECT_FALSE(ProofFile::parse(text.substr(0, n))) << n;
  EXPECT_FALSE(ProofFile::parse(std::string(200000, '\n')));
}

}  // namespace
}  // namespace ledgelight::ledger
