#include "evidence/verify_bag.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "evidence/bag_verifier.hpp"
#include "ledger/proof_file.hpp"

namespace ledgelight::evidence {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEvents = "ledgelight/events/";
constexpr std::string_view kProofs = "ledgelight/proofs/";

// "ledgelight/events/17.json" -> 17, in its one spelling.
std::optional<std::uint64_t> index_in(std::string_view path, std::string_view folder,
                                      std::string_view ending) {
  if (!path.starts_with(folder) || !path.ends_with(ending)) return std::nullopt;
  path.remove_prefix(folder.size());
  path.remove_suffix(std::min(ending.size(), path.size()));
  const auto index = ledger::parse_decimal(path);
  if (!index) return std::nullopt;
  return *index;
}

}  // namespace

// The digest by which an event names the record in `json`.
std::optional<std::string> digest_of_record(const Json& json) {
  if (!json.is_object() || !json.contains("body")) return std::nullopt;
  const auto salt = unbase64(text_at(json, "salt"));
  if (!salt || salt->size() != ledger::kSaltBytes) return std::nullopt;
  const auto digest = ledger::record_digest(text_at(json, "kind"), *salt, json.at("body"));
  if (!digest) return std::nullopt;
  return *digest;
}

void BagVerifier::choose_key() {
  key_ = options_.vkey;
  const std::string path = "ledgelight/log.vkey";
  const auto text = read(path, 8192);
  if (!text) {
    if (!key_)
      fault("The log's key is not in the bag and none was given: nothing can be proved.", path);
    return;
  }
  const auto named = ledger::VerifierKey::parse(*text);
  if (!named)
    fault("The log's key in the bag is malformed: " + named.error().detail + ".", path);
  else if (!key_)
    key_ = *named;
  else if (!(*named == *key_))
    fault("The bag names another log key than the one you trust.", path);
}

void BagVerifier::checkpoint() {
  const std::string path = "ledgelight/checkpoint";
  const auto text = read(path, 64U << 10);
  if (!text) return fault(text.error().detail + ".", path);
  head_note_ = *text;
  if (!key_) return;
  auto opened = ledger::open_checkpoint(*text, *key_, options_.witnesses);
  if (!opened) return fault("The checkpoint does not hold: " + opened.error().detail + ".", path);
  head_ = std::move(*opened);
  ok("The log " + shown_line(key_->name) + " signed a record of " +
         std::to_string(head_->checkpoint.size) + " entries.",
     path);
  for (const auto& w : head_->witnesses)
    ok("The witness " + shown_line(w.key.name) + " saw the same record at " +
           to_text(Instant(std::chrono::seconds(static_cast<std::int64_t>(*w.time)))) + ".",
       path);
}

bool BagVerifier::proof(std::uint64_t index, const std::string& leaf) {
  const auto path = std::string(kProofs) + std::to_string(index) + ".tlog-proof";
  if (!has(path))
    return fault("The proof of event " + std::to_string(index) + " is missing.", path), false;
  const auto text = read(path, 128U << 10);
  if (!text) return fault(text.error().detail + ".", path), false;
  const auto file = ledger::ProofFile::parse(*text);
  if (!file) return fault("The proof is malformed: " + file.error().detail + ".", path), false;
  if (file->index != index)
    return fault("The proof is of another entry than its name says.", path), false;
  if (!key_) return false;
  if (head_ && file->checkpoint == head_note_) {  // verified once already
    const auto held =
        ledger::verify_inclusion(ledger::leaf_hash(leaf), index, head_->checkpoint.size,
                                 file->hashes, head_->checkpoint.root);
    if (!held)
      fault("Event " + std::to_string(index) + " is not proved: " + held.error().detail + ".",
            path);
    return held.has_value();
  }
  const auto opened = ledger::verify_proof(*file, leaf, *key_, options_.witnesses);
  if (!opened)
    return fault(
               "Event " + std::to_string(index) + " is not proved: " + opened.error().detail + ".",
               path),
           false;
  if (head_ && opened->checkpoint.size == head_->checkpoint.size &&
      opened->checkpoint.root != head_->checkpoint.root)
    return fault(
               "The log signed two different records of one length: this proof and the checkpoint.",
               path),
           false;
  ++elsewhere_;
  return true;
}

bool BagVerifier::event(std::uint64_t index, const std::string& path) {
  const auto text = read(path, kMaxEventFile);
  if (!text) return fault(text.error().detail + ".", path), false;
  const auto json = parse_json(*text, {kMaxEventFile, 64});
  const auto salt = json ? unbase64(text_at(*json, "salt")) : Result<std::string>(std::string());
  if (!json || !json->is_object() || !salt || salt->size() != ledger::kSaltBytes)
    return fault("The file does not hold an event and its salt.", path), false;
  const auto event_text = text_at(*json, "event");
  auto parsed = ledger::parse_event(event_text);
  if (!parsed)
    return fault("The event cannot be read: " + parsed.error().detail + ".", path), false;
  const bool proved = proof(index, ledger::entry_leaf(*salt, event_text));
  if (!proved && key_) fault("Nothing proves that this event is in the record.", path);
  events_[index] = std::move(*parsed);
  if (!record(*json, index, path)) return false;
  if (proved) remember_digests(event_text);
  return proved;
}

// The words an event commits to, when the export holds them: {"body","kind","salt"}.
bool BagVerifier::record(const Json& json, std::uint64_t index, const std::string& path) {
  const auto it = json.find("record");
  if (it == json.end()) return true;
  const auto digest = digest_of_record(*it);
  if (!digest) return fault("The record of the event cannot be read.", path), false;
  if (*digest != text_at(events_[index].object, "record"))
    return fault("The words in the record are not the words the event commits to.", path), false;
  Json words = Json::object();
  const auto& body = it->at("body");
  if (body.is_object())
    for (const auto& [name, value] : body.items())
      if (value.is_primitive()) words[name] = value;
  words_[index] = std::move(words);
  remember_digests(plain_json(body));
  return true;
}

// Every run of exactly 64 hexadecimal digits.
void BagVerifier::remember_digests(std::string_view text) {
  std::size_t run = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) {
      ++run;
      continue;
    }
    if (run == 64) named_.emplace(text.substr(i - 64, 64));
    run = 0;
  }
}

void BagVerifier::events() {
  std::uint64_t count = 0, proved = 0;
  for (const auto& [path, facts] : files_) {
    if (!path.starts_with(kEvents)) continue;
    const auto index = index_in(path, kEvents, ".json");
    if (!index) {
      fault("The file is not named by the index of an event.", path);
      continue;
    }
    ++count;
    if (event(*index, path)) ++proved;
  }
  if (count == 0 && of_a_case())
    return fault("The bag tells of a case and holds no event of it: nothing it says is proved.",
                 "ledgelight/events");
  if (count == 0) return note("The bag holds no events: what was done with it is not proved.");
  if (count == proved)
    ok("Each of the " + std::to_string(count) +
           " events is in the signed record at its place, word for word.",
       "ledgelight/events");
  if (elsewhere_ != 0)
    note(std::to_string(elsewhere_) +
             " events are proved against an earlier or later checkpoint than the one in the bag.",
         "ledgelight/proofs");
}

void BagVerifier::lone_proofs() {
  for (const auto& [path, facts] : files_) {
    if (!path.starts_with(kProofs)) continue;
    const auto index = index_in(path, kProofs, ".tlog-proof");
    if (!index) {
      fault("The file is not named by the index of an entry.", path);
    } else if (!has(std::string(kEvents) + std::to_string(*index) + ".json")) {
      note("This proof stands without its event, so nothing says what it proves.", path);
    }
  }
}

void BagVerifier::closing() {
  std::size_t stamps = 0;
  for (const auto& [path, facts] : files_)
    if (path.starts_with("ledgelight/timestamps/") && path.ends_with(".tsr")) ++stamps;
  if (stamps != 0)
    note(std::to_string(stamps) +
             " time stamps (RFC 3161) are in the bag and not checked here: "
             "`openssl ts -verify` does.",
         "ledgelight/timestamps");
  if (unbound_ != 0)
    note("The words of " + std::to_string(unbound_) +
         " rows are not in this export as sealed records, so nothing proves them; that the events "
         "happened is proved.");
  if (key_ && !options_.vkey) out_.push_back(confirm_key(*key_, "ledgelight/log.vkey"));
  out_.push_back(unproved_truth());
  out_.push_back(unproved_history(head_ ? head_->witnesses.size() : 0));
}

Findings BagVerifier::run() {
  auto check = check_bag(dir_);
  out_ = std::move(check.findings);
  files_ = std::move(check.files);
  // Whoever may mend the manifests may also leave the log out: then nothing is proved, and a bag
  // that ought to prove something says so. Any other bag is only what it is.
  if (!has("ledgelight/checkpoint") && !options_.vkey && !of_a_case()) {
    note("The bag holds no checkpoint of a log: it is checked against itself alone.");
    metadata();
    return std::move(out_);
  }
  choose_key();
  checkpoint();
  events();
  lone_proofs();
  metadata();
  sealed_items();
  timeline();
  custody();
  case_file();
  other_files();
  closing();
  return std::move(out_);
}

Finding unproved_truth() {
  return {
      Level::note,
      "Not proved: that what was written is true, or that everything was written down. What was "
      "never recorded leaves no trace here.",
      ""};
}

Finding unproved_history(std::size_t witnesses) {
  if (witnesses != 0)
    return {
        Level::note,
        "Not proved: any history that was shown to nobody but the desk before its first witness.",
        ""};
  return {Level::note,
          "Not proved: that others were shown the same record. No witness you trust has signed it; "
          "compare the checkpoint with one you kept earlier or got elsewhere.",
          ""};
}

Finding confirm_key(const ledger::VerifierKey& key, std::string where) {
  return {
      Level::note,
      "Consistent under key " + key.text() +
          ": confirm it. Ask the city for its log key by another way, then give it with --vkey.",
      std::move(where)};
}

Findings verify_bag(const fs::path& dir, const VerifyOptions& options) {
  return BagVerifier(dir, options).run();
}

}  // namespace ledgelight::evidence
