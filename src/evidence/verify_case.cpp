#include "base/bytes.hpp"
#include "evidence/bag_verifier.hpp"

namespace ledgelight::evidence {
namespace {

constexpr std::size_t kMaxCaseFile = 64U << 20;
// A row is stamped just before its event is.
constexpr std::chrono::seconds kEntering{60};

const Json& list_at(const Json& json, const char* name) {
  static const Json none = Json::array();
  const auto it = json.find(name);
  return it != json.end() && it->is_array() ? *it : none;
}

}  // namespace

const ledger::Event* BagVerifier::event_of(const Json& row, const std::string& where) {
  const auto index = row.is_object() ? int_at(row, "event") : std::nullopt;
  const auto found =
      index && *index >= 0 ? events_.find(static_cast<std::uint64_t>(*index)) : events_.end();
  if (found != events_.end()) return &found->second;
  fault("A row names no event that is in this export.", where);
  return nullptr;
}

bool BagVerifier::case_evidence(const Json& json, const std::string& path) {
  bool whole = true;
  std::set<std::uint64_t> told;
  for (const auto& row : list_at(json, "evidence")) {
    const auto* event = event_of(row, path + " (evidence)");
    if (event == nullptr) return false;
    told.insert(static_cast<std::uint64_t>(*int_at(row, "event")));
    const auto& object = event->object;
    if (event->kind != "evidence.sealed" || text_at(row, "id") != text_at(object, "evidence") ||
        text_at(row, "sha256") != text_at(object, "sha256") ||
        text_at(row, "sealed_sha256") != text_at(object, "sealed_sha256") ||
        int_at(row, "size") != int_at(object, "size"))
      whole = (fault("It describes " + shown_line(text_at(row, "id"), 80) +
                         " otherwise than the event by which it was sealed.",
                     path),
               false);
  }
  for (const auto& row : list_at(json, "evidence"))
    for (const char* name : {"object", "sealed_file"})
      if (const auto file = text_at(row, name); !file.empty() && !has(file))
        whole = (fault("The file is missing; case.json names it.", file), false);
  for (const auto& [index, event] : events_)
    if (event.kind == "evidence.sealed" && told.count(index) == 0)
      whole = (fault("It does not tell of the item of event " + std::to_string(index) + ".", path),
               false);
  return whole;
}

bool BagVerifier::case_facts(const Json& json, const std::string& path) {
  bool whole = true;
  std::set<std::uint64_t> told;
  for (const auto& row : list_at(json, "facts")) {
    const auto* event = event_of(row, path + " (facts)");
    if (event == nullptr) return false;
    const auto index = static_cast<std::uint64_t>(*int_at(row, "event"));
    told.insert(index);
    const auto entered = parse_instant(text_at(row, "entered"));
    const bool same =
        event->kind == "fact.stated" && text_at(row, "name") == text_at(event->object, "fact") &&
        text_at(row, "certainty") == text_at(event->object, "certainty") &&
        text_at(row, "entered_by") == event->actor &&
        text_at(row, "happened") == (event->happened ? event->happened->text() : "unknown") &&
        entered && *entered <= event->at && event->at - *entered <= kEntering;
    if (!same)
      whole = (fault("It tells of the fact " + shown_line(text_at(row, "name"), 80) +
                         " otherwise than event " + std::to_string(index) + ".",
                     path),
               false);
  }
  for (const auto& [index, event] : events_)
    if (event.kind == "fact.stated" && told.count(index) == 0)
      whole = (fault("It does not tell of the fact of event " + std::to_string(index) + ".", path),
               false);
  return whole;
}

// Of the acts on a batch, the last that says a thing counts.
bool BagVerifier::case_letters(const Json& json, const std::string& path) {
  std::map<std::string, Json> batches;
  for (const auto& [index, event] : events_) {
    if (!event.kind.starts_with("letters.")) continue;
    auto& batch = batches[text_at(event.object, "batch")];
    batch["state"] = event.kind.substr(8);
    for (const char* name : {"letters", "manifest"})
      if (event.object.contains(name)) batch[name] = event.object.at(name);
    if (event.kind == "letters.mailed") batch["mailed_on"] = text_at(event.object, "on");
  }
  bool whole = true;
  for (const auto& row : list_at(json, "letters")) {
    const auto id = row.is_object() ? text_at(row, "id") : "";
    const auto found = batches.find(id);
    bool same = found != batches.end();
    for (const char* name : {"letters", "mailed_on", "manifest", "state"}) {
      if (!same) break;
      const auto told = row.value(name, Json("")), meant = found->second.value(name, Json(""));
      same = told == meant;
    }
    if (!same)
      whole =
          (fault("It tells of the letters " + shown_line(id, 80) + " otherwise than the events.",
                 path),
           false);
    const auto manifest = "data/letters/" + id + ".json";
    if (!has(manifest))
      whole = (fault("The file is missing; case.json names it.", manifest), false);
    batches.erase(id);
  }
  for (const auto& [id, batch] : batches)
    whole = (fault("It does not tell of the letters " + shown_line(id, 80) + ".", path), false);
  return whole;
}

// What case.json repeats of the events must be what they say. The values of facts are in records
// that hold an officer's remarks beside them, so an export for anybody cannot prove those.
void BagVerifier::case_file() {
  const std::string path = "data/case.json";
  if (events_.empty()) return;
  if (!has(path)) return fault("The file is missing.", path);
  const auto text = read(path, kMaxCaseFile);
  const auto json = text ? parse_json(*text, {kMaxCaseFile, 64}) : Result<Json>(text.error());
  if (!json || !json->is_object()) return fault("It cannot be read as JSON.", path);
  if (text_at(*json, "format") != "ledgelight/case/v1")
    return note("It is in a form that is not known here, so it was not compared.", path);
  bool whole = true;
  for (const auto& [index, event] : events_)
    if (!event.case_id.empty() && event.case_id != text_at(*json, "case"))
      whole = (fault("It is about another case than event " + std::to_string(index) + ".", path),
               false);
  const auto log = json->find("ledger");
  if (head_ && log != json->end() && log->is_object() &&
      (int_at(*log, "size") != static_cast<std::int64_t>(head_->checkpoint.size) ||
       text_at(*log, "origin") != head_->checkpoint.origin ||
       text_at(*log, "root") != base64(head_->checkpoint.root)))
    whole = (fault("It speaks of another record than the checkpoint beside it.", path), false);
  whole = case_evidence(*json, path) && whole;
  whole = case_facts(*json, path) && whole;
  whole = case_letters(*json, path) && whole;
  for (const auto& [index, event] : events_) {
    const auto sheet = "data/duties/" + text_at(event.object, "sheet") + ".json";
    if (event.kind == "duties.released" && !has(sheet))
      whole =
          (fault("The file is missing; event " + std::to_string(index) + " released it.", sheet),
           false);
  }
  if (whole) ok("What it repeats of the events is what they say.", path);
}

}  // namespace ledgelight::evidence
