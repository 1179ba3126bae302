#include "evidence/verify_bag.hpp"

#include <map>
#include <set>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "evidence/custody.hpp"
#include "evidence/lines.hpp"
#include "evidence/metadata.hpp"
#include "ledger/durable.hpp"
#include "ledger/entry.hpp"
#include "ledger/proof_file.hpp"

namespace ledgelight::evidence {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEvents = "ledgelight/events/";
constexpr std::string_view kProofs = "ledgelight/proofs/";
constexpr std::string_view kObjects = "data/objects/";
constexpr std::string_view kSealed = "data/sealed/";
constexpr std::size_t kMaxLine = 1U << 20;
constexpr std::size_t kMaxEventFile = 16U << 20;  // an event and the record it names
constexpr std::size_t kMaxCustodyRows = 1'000'000;

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

// The digest by which an event names the record in `json`.
std::optional<std::string> digest_of_record(const Json& json) {
  if (!json.is_object() || !json.contains("body")) return std::nullopt;
  const auto salt = unbase64(text_at(json, "salt"));
  if (!salt || salt->size() != ledger::kSaltBytes) return std::nullopt;
  const auto digest = ledger::record_digest(text_at(json, "kind"), *salt, json.at("body"));
  if (!digest) return std::nullopt;
  return *digest;
}

class BagVerifier {
 public:
  BagVerifier(const fs::path& dir, const VerifyOptions& options) : dir_(dir), options_(options) {}
  Findings run();

 private:
  void ok(std::string what, std::string where = "") {
    out_.push_back({Level::ok, std::move(what), std::move(where)});
  }
  void fault(std::string what, std::string where) {
    out_.push_back({Level::fault, std::move(what), shown_line(where)});
  }
  void note(std::string what, std::string where = "") {
    out_.push_back({Level::note, std::move(what), std::move(where)});
  }
  bool has(const std::string& path) const { return files_.count(path) != 0; }
  Result<std::string> read(const std::string& path, std::size_t limit) const {
    return ledger::read_whole(dir_ / path, limit);
  }

  void choose_key();
  void checkpoint();
  void events();
  bool event(std::uint64_t index, const std::string& path);
  bool proof(std::uint64_t index, const std::string& leaf);
  void lone_proofs();
  void metadata();
  void sealed_items();
  void timeline();
  void custody();
  bool row_agrees(const Json& row, const std::string& where);
  bool record(const Json& json, std::uint64_t index, const std::string& path);
  bool words_agree(const Json& row, std::uint64_t index, const std::string& where);
  void remember_digests(std::string_view text);
  bool names_record(const std::string& path) const;
  void other_files();
  void closing();

  const fs::path& dir_;
  const VerifyOptions& options_;
  Findings out_;
  std::map<std::string, FileFacts> files_;
  std::optional<ledger::VerifierKey> key_;
  std::optional<ledger::OpenedCheckpoint> head_;
  std::string head_note_;
  std::map<std::uint64_t, ledger::Event> events_;
  std::map<std::uint64_t, Json> words_;  // of records: their members that are plain values
  std::set<std::string> named_;          // every digest that a proved event or its record names
  std::uint64_t unbound_ = 0;            // rows with words that no exported record vouches for
  std::uint64_t elsewhere_ = 0;  // proofs against another checkpoint than the newest
};

void BagVerifier::choose_key() {
  key_ = options_.vkey;
  const std::string path = "ledgelight/log.vkey";
  const auto text = read(path, 8192);
  if (!text) {
    if (!key_) fault("The log's key is not in the bag and none was given: nothing can be proved.", path);
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
  if (!has(path)) return fault("The proof of event " + std::to_string(index) + " is missing.", path), false;
  const auto text = read(path, 128U << 10);
  if (!text) return fault(text.error().detail + ".", path), false;
  const auto file = ledger::ProofFile::parse(*text);
  if (!file) return fault("The proof is malformed: " + file.error().detail + ".", path), false;
  if (file->index != index) return fault("The proof is of another entry than its name says.", path), false;
  if (!key_) return false;
  if (head_ && file->checkpoint == head_note_) {  // verified once already
    const auto held = ledger::verify_inclusion(ledger::leaf_hash(leaf), index, head_->checkpoint.size,
                                               file->hashes, head_->checkpoint.root);
    if (!held) fault("Event " + std::to_string(index) + " is not proved: " + held.error().detail + ".", path);
    return held.has_value();
  }
  const auto opened = ledger::verify_proof(*file, leaf, *key_, options_.witnesses);
  if (!opened)
    return fault("Event " + std::to_string(index) + " is not proved: " + opened.error().detail + ".", path),
           false;
  if (head_ && opened->checkpoint.size == head_->checkpoint.size &&
      opened->checkpoint.root != head_->checkpoint.root)
    return fault("The log signed two different records of one length: this proof and the checkpoint.",
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
  if (!parsed) return fault("The event cannot be read: " + parsed.error().detail + ".", path), false;
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

// Every object has its line, every line its object, and size and digests agree.
void BagVerifier::metadata() {
  const std::string path = "data/metadata.jsonl";
  std::set<std::string> objects;
  for (const auto& [name, facts] : files_)
    if (name.starts_with(kObjects)) objects.insert(name);
  if (!has(path)) {
    if (!objects.empty()) fault("The objects have no metadata.", path);
    return;
  }
  const auto faults_before = out_.size();
  std::set<std::string> told;
  const auto read_all = for_each_line(
      dir_ / path, kMaxLine, [&](std::uint64_t number, std::string_view line) -> Result<void> {
        const auto where = path + " line " + std::to_string(number);
        const auto claim = parse_metadata_line(line);
        if (!claim) {
          fault("The line cannot be read: " + claim.error().detail + ".", where);
          return {};
        }
        const auto name = std::string(kObjects) + claim->object;
        const auto file = files_.find(name);
        if (!told.insert(name).second) fault("A second line for one object.", where);
        if (file == files_.end())
          fault("It tells of an object that is not in the bag.", where);
        else if (file->second.size != claim->size || file->second.sha256 != claim->sha256 ||
                 (!claim->sha512.empty() && file->second.sha512 != claim->sha512))
          fault("The object is not the one its metadata describe.", name);
        return {};
      });
  if (!read_all) fault(read_all.error().detail + ".", path);
  for (const auto& name : objects)
    if (told.count(name) == 0) fault("The object has no line in metadata.jsonl.", name);
  if (out_.size() == faults_before && !objects.empty())
    ok("All " + std::to_string(objects.size()) + " objects are as their metadata say.", path);
}

// Evidence lies in a bag as it arrived (data/objects) or as the vault keeps it, encrypted
// (data/sealed): either way an event must name exactly these bytes.
void BagVerifier::sealed_items() {
  if (events_.empty()) return;
  struct Sealed {
    std::string sha256, sealed_sha256;
    std::int64_t size;
  };
  std::vector<Sealed> sealed;
  for (const auto& [index, event] : events_)
    if (event.kind == "evidence.sealed")
      sealed.push_back({text_at(event.object, "sha256"), text_at(event.object, "sealed_sha256"),
                        int_at(event.object, "size").value_or(-1)});
  std::map<std::pair<std::string, std::int64_t>, bool> plain;  // and whether it is in the bag
  std::map<std::string, bool> encrypted;
  for (const auto& one : sealed) {
    plain[{one.sha256, one.size}] = false;
    if (!one.sealed_sha256.empty()) encrypted[one.sealed_sha256] = false;
  }
  std::size_t objects = 0, boxes = 0;
  const auto before = out_.size();
  for (const auto& [path, facts] : files_) {
    if (path.starts_with(kObjects)) {
      ++objects;
      const auto it = plain.find({facts.sha256, static_cast<std::int64_t>(facts.size)});
      if (it == plain.end())
        fault("No event in this export says that exactly these bytes were sealed.", path);
      else
        it->second = true;
    } else if (path.starts_with(kSealed)) {
      ++boxes;
      const auto it = encrypted.find(facts.sha256);
      if (it == encrypted.end())
        fault("No event in this export names these encrypted bytes.", path);
      else
        it->second = true;
    }
  }
  if (out_.size() == before && objects != 0)
    ok("The bytes of every object are the bytes that were sealed.", "data/objects");
  if (out_.size() == before && boxes != 0)
    ok("Sealed bytes intact: all " + std::to_string(boxes) +
           " encrypted items are the bytes the events name. What is in them needs the desk's key.",
       "data/sealed");
  std::size_t absent = 0;
  for (const auto& one : sealed) {
    const bool here = plain[{one.sha256, one.size}] ||
                      (!one.sealed_sha256.empty() && encrypted[one.sealed_sha256]);
    absent += here ? 0 : 1;
  }
  if (absent != 0) note(std::to_string(absent) + " sealed items are not part of this export.", "data");
}

// Compares what a row repeats of its event; false and a fault when they differ.
bool BagVerifier::row_agrees(const Json& row, const std::string& where) {
  const auto index = int_at(row, "event");
  if (!index) return true;  // not a row about an event
  const auto found = events_.find(static_cast<std::uint64_t>(*index));
  if (*index < 0 || found == events_.end())
    return fault("It tells of event " + std::to_string(*index) + ", which is not in this export.", where),
           false;
  const auto& event = found->second;
  const std::pair<const char*, std::string> members[] = {
      {"at", to_text(event.at)},
      {"actor", event.actor},
      {"case", event.case_id},
      {"kind", event.kind},
      {"happened", event.happened ? event.happened->text() : ""}};
  for (const auto& [name, value] : members) {
    const auto it = row.find(name);
    if (it == row.end() || it->is_null()) continue;
    if (!it->is_string() || it->get_ref<const std::string&>() != value)
      return fault("It says something else than event " + std::to_string(*index) + " about \"" +
                       name + "\".",
                   where),
             false;
  }
  const auto action = text_at(row, "action");
  if (event.kind.starts_with("custody.") && !action.empty() && event.kind.substr(8) != action)
    return fault("It names another handling than event " + std::to_string(*index) + ".", where), false;
  const auto item = text_at(row, "item"), evidence = text_at(event.object, "evidence");
  if (!item.empty() && !evidence.empty() && item != evidence)
    return fault("It names another item than event " + std::to_string(*index) + ".", where), false;
  return words_agree(row, static_cast<std::uint64_t>(*index), where);
}

// What the row and the record both tell must be the same; custody rows say from and to.
bool BagVerifier::words_agree(const Json& row, std::uint64_t index, const std::string& where) {
  const auto words = words_.find(index);
  if (words == words_.end()) {
    if (!text_at(row, "text").empty() || !text_at(row, "purpose").empty()) ++unbound_;
    return true;
  }
  for (const auto& [name, value] : words->second.items()) {
    const auto* told = name == "giver" ? "from" : name == "taker" ? "to" : name.c_str();
    const auto it = row.find(told);
    // "happened" stands in the event itself, which was compared.
    if (it == row.end() || it->is_null() || name == "happened" || *it == value) continue;
    return fault("Its words (\"" + shown_line(told) + "\") are not those that were recorded with event " +
                     std::to_string(index) + ".",
                 where),
           false;
  }
  return true;
}

// A file that is itself a record: some event must name its digest.
bool BagVerifier::names_record(const std::string& path) const {
  if (!path.ends_with(".json")) return false;
  const auto text = read(path, kMaxEventFile);
  const auto json = text ? parse_json(*text, {kMaxEventFile, 64}) : Result<Json>(text.error());
  const auto digest = json ? digest_of_record(*json) : std::nullopt;
  return digest && named_.count(*digest) != 0;
}

// What else lies in data/: vouched for by an event, or only by the manifests?
void BagVerifier::other_files() {
  if (events_.empty()) return;
  std::vector<std::string> alone;
  std::size_t bound = 0;
  for (const auto& [path, facts] : files_) {
    const bool judged = !path.starts_with("data/") || path.starts_with(kObjects) ||
                        path.starts_with(kSealed) || path == "data/metadata.jsonl" || path == "data/timeline.jsonl" ||
                        path == "data/custody.jsonl";
    if (judged) continue;
    if (named_.count(facts.sha256) != 0 || names_record(path))
      ++bound;
    else
      alone.push_back(path.substr(5));
  }
  if (bound != 0)
    ok(std::to_string(bound) + " further files are named by their digest in proved events.", "data");
  constexpr std::size_t kShown = 12;
  const auto count = alone.size();
  if (count > kShown) alone.resize(kShown);
  if (count != 0)
    note("Drawn up for the reader and named by no event, so only the manifests vouch for: " +
             shown_line(join(alone, ", "), 1000) + (count > kShown ? ", …" : "") + ".",
         "data");
}

void BagVerifier::timeline() {
  const std::string path = "data/timeline.jsonl";
  if (!has(path) || events_.empty()) return;
  bool whole = true;
  std::uint64_t rows = 0;
  const auto read_all = for_each_line(
      dir_ / path, kMaxLine, [&](std::uint64_t number, std::string_view line) -> Result<void> {
        const auto where = path + " line " + std::to_string(number);
        const auto row = parse_json(line);
        ++rows;
        if (row && row->is_object())
          whole = row_agrees(*row, where) && whole;
        else
          whole = (fault("The line is not a JSON object.", where), false);
        return {};
      });
  if (!read_all) return fault(read_all.error().detail + ".", path);
  if (whole) ok("All " + std::to_string(rows) + " rows of the timeline agree with the events.", path);
}

void BagVerifier::custody() {
  const std::string path = "data/custody.jsonl";
  if (!has(path)) return;
  bool whole = true;
  std::vector<CustodyRow> rows;
  const auto read_all = for_each_line(
      dir_ / path, kMaxLine, [&](std::uint64_t number, std::string_view line) -> Result<void> {
        const auto where = path + " line " + std::to_string(number);
        if (rows.size() == kMaxCustodyRows) return fail(Errc::too_large, "too many custody rows");
        const auto json = parse_json(line);
        auto row = json ? custody_from_json(*json) : Result<CustodyRow>(json.error());
        if (!row) {
          whole = false;
          fault("The line cannot be read: " + row.error().detail + ".", where);
          return {};
        }
        if (!events_.empty()) whole = row_agrees(*json, where) && whole;
        rows.push_back(std::move(*row));
        return {};
      });
  if (!read_all) return fault(read_all.error().detail + ".", path);
  const auto gaps = custody_gaps(rows);
  for (const auto& gap : gaps)
    note("Custody of " + shown_line(gap.item) + ", event " + std::to_string(gap.event) + ": " + gap.what,
         path);
  if (whole && !events_.empty())
    ok("All " + std::to_string(rows.size()) + " custody rows agree with the events" +
           (gaps.empty() ? ", and no item's chain has a gap." : "."),
       path);
}

void BagVerifier::closing() {
  std::size_t stamps = 0;
  for (const auto& [path, facts] : files_)
    if (path.starts_with("ledgelight/timestamps/") && path.ends_with(".tsr")) ++stamps;
  if (stamps != 0)
    note(std::to_string(stamps) + " time stamps (RFC 3161) are in the bag and not checked here: "
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
  if (!has("ledgelight/checkpoint")) {
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
  other_files();
  closing();
  return std::move(out_);
}

}  // namespace

Finding unproved_truth() {
  return {Level::note,
          "Not proved: that what was written is true, or that everything was written down. What was "
          "never recorded leaves no trace here.",
          ""};
}

Finding unproved_history(std::size_t witnesses) {
  if (witnesses != 0)
    return {Level::note,
            "Not proved: any history that was shown to nobody but the desk before its first witness.",
            ""};
  return {Level::note,
          "Not proved: that others were shown the same record. No witness you trust has signed it; "
          "compare the checkpoint with one you kept earlier or got elsewhere.",
          ""};
}

Finding confirm_key(const ledger::VerifierKey& key, std::string where) {
  return {Level::note,
          "Consistent under key " + key.text() +
              ": confirm it. Ask the city for its log key by another way, then give it with --vkey.",
          std::move(where)};
}

Findings verify_bag(const fs::path& dir, const VerifyOptions& options) {
  return BagVerifier(dir, options).run();
}

}  // namespace ledgelight::evidence
