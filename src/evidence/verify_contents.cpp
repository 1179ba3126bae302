#include <algorithm>

#include "evidence/bag_verifier.hpp"
#include "evidence/custody.hpp"
#include "evidence/lines.hpp"
#include "evidence/metadata.hpp"

namespace ledgelight::evidence {
namespace {

constexpr std::string_view kObjects = "data/objects/";
constexpr std::string_view kSealed = "data/sealed/";
constexpr std::size_t kMaxLine = 1U << 20;
constexpr std::size_t kMaxCustodyRows = 1'000'000;

}  // namespace

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
  if (absent != 0)
    note(std::to_string(absent) + " sealed items are not part of this export.", "data");
}

// Compares what a row repeats of its event; false and a fault when they differ.
bool BagVerifier::row_agrees(const Json& row, const std::string& where) {
  const auto index = int_at(row, "event");
  if (!index) return fault("It names no event, so nothing proves it.", where), false;
  const auto found = events_.find(static_cast<std::uint64_t>(*index));
  if (*index < 0 || found == events_.end())
    return fault("It tells of event " + std::to_string(*index) + ", which is not in this export.",
                 where),
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
  for (const char* name : {"corrects", "entry", "privileged"}) {
    const auto told = row.find(name), meant = event.object.find(name);
    if (told != row.end() && (meant == event.object.end() || *meant != *told))
      return fault("It says something else than event " + std::to_string(*index) + " about \"" +
                       std::string(name) + "\".",
                   where),
             false;
  }
  const auto action = text_at(row, "action");
  if (event.kind.starts_with("custody.") && !action.empty() && event.kind.substr(8) != action)
    return fault("It names another handling than event " + std::to_string(*index) + ".", where),
           false;
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
  for (const char* name : {"purpose", "text"}) {
    if (!text_at(row, name).empty() && !words->second.contains(name))
      return fault("It has words (\"" + std::string(name) +
                       "\") that were not recorded with event " + std::to_string(index) + ".",
                   where),
             false;
  }
  for (const auto& [name, value] : words->second.items()) {
    const auto* told = name == "giver" ? "from" : name == "taker" ? "to" : name.c_str();
    const auto it = row.find(told);
    // "happened" stands in the event itself, which was compared.
    if (it == row.end() || it->is_null() || name == "happened" || *it == value) continue;
    return fault("Its words (\"" + shown_line(told) +
                     "\") are not those that were recorded with event " + std::to_string(index) +
                     ".",
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
                        path.starts_with(kSealed) || path == "data/metadata.jsonl" ||
                        path == "data/timeline.jsonl" || path == "data/custody.jsonl";
    if (judged) continue;
    const bool is_record = path.ends_with(".json") &&
                           (path.starts_with("data/duties/") || path.starts_with("data/letters/"));
    if (named_.count(facts.sha256) != 0 || names_record(path))
      ++bound;
    else if (is_record)
      fault("No event in this export names exactly these words.", path);
    else
      alone.push_back(path.substr(5));
  }
  if (bound != 0)
    ok(std::to_string(bound) + " further files are named by their digest in proved events.",
       "data");
  constexpr std::size_t kShown = 12;
  const auto count = alone.size();
  if (count > kShown) alone.resize(kShown);
  if (count != 0)
    note("Drawn up for the reader and named by no event, so only the manifests vouch for: " +
             shown_line(join(alone, ", "), 1000) + (count > kShown ? ", …" : "") + ".",
         "data");
}

// A row for every event whose kind begins so: what happened cannot be left out of the telling.
void BagVerifier::every_event_has_a_row(const std::set<std::uint64_t>& rows, std::string_view kinds,
                                        const std::string& path) {
  for (const auto& [index, event] : events_) {
    if (event.kind.starts_with(kinds) && rows.count(index) == 0)
      fault("It does not tell of event " + std::to_string(index) + ".", path);
  }
}

void BagVerifier::timeline() {
  const std::string path = "data/timeline.jsonl";
  if (events_.empty()) return;
  if (!has(path)) return fault("The file is missing: the events have no timeline.", path);
  bool whole = true;
  std::uint64_t rows = 0;
  std::set<std::uint64_t> told;
  const auto read_all = for_each_line(
      dir_ / path, kMaxLine, [&](std::uint64_t number, std::string_view line) -> Result<void> {
        const auto where = path + " line " + std::to_string(number);
        const auto row = parse_json(line);
        ++rows;
        if (!row || !row->is_object()) {
          whole = (fault("The line is not a JSON object.", where), false);
          return {};
        }
        whole = row_agrees(*row, where) && whole;
        const auto index = int_at(*row, "event").value_or(-1);
        if (index >= 0 && !told.insert(static_cast<std::uint64_t>(index)).second)
          whole = (fault("A second row for event " + std::to_string(index) + ".", where), false);
        return {};
      });
  if (!read_all) return fault(read_all.error().detail + ".", path);
  every_event_has_a_row(told, "", path);
  if (whole)
    ok("All " + std::to_string(rows) + " rows of the timeline agree with the events.", path);
}

void BagVerifier::custody() {
  const std::string path = "data/custody.jsonl";
  if (!has(path)) {
    if (!events_.empty()) fault("The file is missing: the evidence has no custody.", path);
    return;
  }
  bool whole = true;
  std::set<std::uint64_t> told;
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
        if (!told.insert(row->event).second)
          whole =
              (fault("A second row for event " + std::to_string(row->event) + ".", where), false);
        rows.push_back(std::move(*row));
        return {};
      });
  if (!read_all) return fault(read_all.error().detail + ".", path);
  every_event_has_a_row(told, "custody.", path);
  const auto gaps = custody_gaps(rows);
  for (const auto& gap : gaps)
    note("Custody of " + shown_line(gap.item) + ", event " + std::to_string(gap.event) + ": " +
             gap.what,
         path);
  if (whole && !events_.empty())
    ok("All " + std::to_string(rows.size()) + " custody rows agree with the events" +
           (gaps.empty() ? ", and no item's chain has a gap." : "."),
       path);
}

}  // namespace ledgelight::evidence
