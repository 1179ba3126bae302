#include "desk/export.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"
#include "casefile/report.hpp"
#include "casefile/vocabulary.hpp"
#include "desk/cases.hpp"
#include "desk/duties.hpp"
#include "desk/evidence.hpp"
#include "desk/people.hpp"
#include "desk/readings.hpp"
#include "desk/record.hpp"
#include "desk/sealed_tar.hpp"
#include "desk/suspects.hpp"
#include "desk/texts.hpp"
#include "evidence/bag.hpp"
#include "evidence/casegraph.hpp"
#include "evidence/custody.hpp"
#include "evidence/metadata.hpp"
#include "ledger/entry.hpp"
#include "ledger/proof_file.hpp"
#include "ledger/publish.hpp"
#include "notice/duty_sheet.hpp"
#include "notice/report.hpp"
#include "print/pdf.hpp"

namespace ledgelight::desk {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view software = "Ledgelight 0.1";
constexpr std::string_view not_reviewed = "withheld: nobody has reviewed these words";

// What goes beyond an export for anybody.
struct What {
  bool personal = false, privileged = false;
};

// ---- what goes in: everything as of one size of the ledger ----------------------------------------

// The ledger at a size: leaf hashes, and a checkpoint. Ed25519 is deterministic, so signing an
// older prefix again gives the bytes it had when it was the newest.
struct LedgerAt {
  std::vector<Digest> hashes;
  std::string checkpoint;
  std::string root;
};

Result<LedgerAt> ledger_at(Desk& desk, Tx& tx, std::uint64_t size) {
  LedgerAt out;
  ledger::MemoryLeaves leaves;
  for (std::uint64_t from = 0; from < size; from += 10'000) {
    for (auto& leaf : TRY(tx.leaves(from, std::min(size, from + 10'000)))) {
      out.hashes.push_back(ledger::leaf_hash(leaf));
      leaves.add(std::move(leaf));
    }
  }
  const auto key = TRY(ledger::SigningKey::parse(desk.ledger_key()));
  const auto head = TRY(ledger::sign_head(std::nullopt, leaves, key));
  out.checkpoint = head.note;
  out.root = base64(head.root);
  return out;
}

struct Dossier {
  What what;
  CaseId id;
  std::set<std::uint64_t> released;  // acts whose words may leave
  std::uint64_t withheld_texts = 0;
  Masks mask;
  bool may_tell(std::uint64_t event) const { return what.personal || released.count(event) != 0; }
  std::string subject, state = "open";
  Instant opened, last;
  std::uint64_t size = 0;
  std::vector<OpenedEvent> events;  // ascending
  // Words that may leave, by the event that commits to them: {"body","kind","salt"}.
  std::map<std::uint64_t, Json> records;
  casefile::FactBook facts;
  std::vector<casefile::Entry> entries;  // written, not privileged
  std::uint64_t privileged_entries = 0, privileged_sheets = 0;
  struct Item {
    EvidenceRow row;
    std::string sha512, name;
    std::optional<Key> key;  // with personal data, unless it was erased
    std::string object() const { return replaced(row.id.str(), "/", "-") + ".bin"; }
  };
  std::vector<Item> items;
  std::vector<evidence::CustodyRow> custody;
  std::vector<Sheet> sheets;  // released ones, oldest first
  std::vector<std::uint64_t> sheet_events;  // their acts, same order
  struct Batch {
    std::string id, digest, manifest, state, on;
    std::int64_t letters = 0;
  };
  std::vector<Batch> batches;
  Json people = Json::object();
  // With personal data only.
  std::string register_lines, report_lines;
  std::vector<std::pair<LetterRow, Key>> letters;
};

Result<Json> object_of(const OpenedEvent& event) {
  return TRY(parse_json(event.text)).value("object", Json::object());
}

// Walks the events once: what changes without a row of its own (state, letters) is read off them.
Result<void> follow(Dossier& out) {
  std::map<std::string, Dossier::Batch> batches;
  for (const auto& event : out.events) {
    const auto object = TRY(object_of(event));
    const auto& kind = event.row.kind;
    if (kind == "case.opened") out.opened = event.row.at;
    if (kind == "case.state") out.state = text_at(object, "state");
    if (kind == "people.registered") out.people = object.value("states", Json::object());
    if (kind.rfind("letters.", 0) == 0) {
      auto& batch = batches[text_at(object, "batch")];
      batch.id = text_at(object, "batch");
      batch.state = kind.substr(8);
      if (!text_at(object, "manifest").empty()) batch.digest = text_at(object, "manifest");
      if (const auto n = int_at(object, "letters")) batch.letters = *n;
      if (kind == "letters.mailed") batch.on = text_at(object, "on");
    }
    out.last = std::max(out.last, event.row.at);
  }
  for (auto& [id, batch] : batches) out.batches.push_back(std::move(batch));
  return {};
}

// Opens a sealed record and keeps the form in which a verifier can match it with its act.
Result<Json> record_of(Desk& desk, Tx& tx, const Sealed& sealed, std::string_view label,
                       const char* kind, Json& keep) {
  auto wrapped = TRY(open_json(desk, tx, sealed, label));
  if (!wrapped.is_object() || !wrapped.contains("body")) return fail(Errc::corrupt, "a sealed record has no body");
  wrapped["kind"] = kind;
  keep = wrapped;
  return std::move(wrapped["body"]);
}

// The value without what somebody typed into it: tokens, days and numbers stay.
Json without_words(const casefile::Shape& shape, const Json& value, bool& dropped) {
  using Kind = casefile::Shape::Kind;
  if ((shape.kind == Kind::text && !shape.code) || shape.kind == Kind::texts) {
    dropped = dropped || !value.is_null();
    return nullptr;
  }
  const auto members = [&](const Json& object) {
    Json out = Json::object();
    for (const auto& field : shape.fields) {
      const auto it = object.find(field.key);
      if (it == object.end()) continue;
      auto kept = without_words(field.shape, *it, dropped);
      if (!kept.is_null()) out[field.key] = std::move(kept);
    }
    return out;
  };
  if (shape.kind == Kind::object && value.is_object()) return members(value);
  if (shape.kind == Kind::list && value.is_array()) {
    Json out = Json::array();
    for (const auto& item : value) out.push_back(members(item));
    return out;
  }
  return value;
}

// A fact's value as it may leave, and why not all of it.
struct ToldValue {
  Json value;
  std::string withheld;
};
ToldValue told_value(const Dossier& d, const casefile::Statement& s) {
  const auto* kind = casefile::find_kind(s.fact.name);
  if (kind == nullptr || (kind->personal && !d.what.personal)) return {nullptr, "may name people"};
  if (s.fact.value.is_null()) return {nullptr, ""};
  bool dropped = false;
  auto kept = d.may_tell(s.event) ? s.fact.value : without_words(kind->shape, s.fact.value, dropped);
  return {d.mask.json(kept), dropped ? std::string(not_reviewed.substr(10)) : std::string()};
}

// Words that may leave; their record too, unless a suspect is named in it.
std::string told_words(Dossier& d, std::uint64_t event, const std::string& words, bool may) {
  if (!may) {
    d.records.erase(event);
    if (!trimmed(words).empty()) ++d.withheld_texts;
    return {};
  }
  auto shown = d.mask(words);
  if (shown != words) d.records.erase(event);
  return shown;
}

// What is about people and leaves only when asked for.
Result<void> add_personal(Desk& desk, Tx& tx, Dossier& out) {
  for (const auto& row : TRY(tx.facts(out.id))) {
    if (row.event >= out.size) continue;
    Json keep;
    const auto body = TRY(record_of(desk, tx, row.body, "fact/" + out.id.str() + "/" + row.name, "fact", keep));
    if (!out.mask.touches_json(body)) out.records[row.event] = std::move(keep);
  }
  for (auto& item : out.items) {
    if (auto key = key_of(desk, tx, item.row.key)) item.key = *std::move(key);
  }
  for (const auto& row : TRY(tx.people(out.id, "", "", "", {0, 0}))) {
    const auto body = TRY(open_person(desk, tx, row));
    Json address = Json::array();
    for (const auto& line : body.address) address.push_back(line.reveal(Purpose::export_on_request));
    out.register_lines += canonical(Json{{"address", std::move(address)},
                                         {"because", body.because},
                                         {"elements", body.elements},
                                         {"ground", body.ground},
                                         {"name", body.name.reveal(Purpose::export_on_request)},
                                         {"person", row.id.str()},
                                         {"residence", row.residence},
                                         {"standing", row.standing},
                                         {"status", row.status},
                                         {"where", body.where}}) + "\n";
  }
  for (const auto& row : TRY(tx.reports_of_case(out.id))) {
    if (row.event >= out.size) continue;
    // Not beside its event: rows of the timeline have a "kind" of their own.
    Json keep;
    const auto body = TRY(record_of(desk, tx, row.body, "report/" + row.id.str(), "report", keep));
    const bool whole = !out.mask.touches_json(body);
    Json messages = Json::array();
    for (const auto& m : TRY(tx.messages(row.id))) {
      if (m.event >= out.size) continue;
      const auto words = TRY(open_record(desk, tx, m.body, "message/" + m.id.str()));
      messages.push_back({{"at", to_text(m.at)},
                          {"event", m.event},
                          {"text", out.mask(text_at(words, "text"))},
                          {"to", m.to_reporter ? "reporter" : "desk"}});
    }
    out.report_lines += canonical(Json{{"channel", row.channel},
                                       {"event", row.event},
                                       {"messages", std::move(messages)},
                                       {"received", to_text(row.received)},
                                       {"reference", row.id.str()},
                                       {whole ? "record" : "report", whole ? keep : out.mask.json(body)}}) + "\n";
  }
  for (const auto& batch : out.batches) {
    for (const auto& letter : TRY(tx.letters(BatchId(batch.id)))) {
      if (auto key = key_of(desk, tx, letter.key)) out.letters.emplace_back(letter, *std::move(key));
    }
  }
  return {};
}

// Who signed what, of those entered by then. The reason is counsel's own words, which stay inside.
Result<std::vector<notice::Signature>> signatures_to_tell(Desk& desk, Tx& tx, const Dossier& d) {
  auto out = TRY(signatures_of(desk, tx, d.id, d.size));
  for (auto& one : out)
    one.reason = d.what.privileged ? d.mask(one.reason) : std::string();
  return out;
}

Result<Dossier> dossier_of(Desk& desk, Tx& tx, const CaseRow& kase, std::uint64_t size, What what) {
  Dossier out;
  out.what = what;
  out.id = kase.id;
  out.size = size;
  out.mask = TRY(Masks::of(desk, tx, kase.id));
  out.released = TRY(released_texts(desk, tx, kase.id, size));
  std::set<std::uint64_t> wanted;
  for (const auto& row : TRY(tx.events_of_case(kase.id))) {
    wanted.insert(row.index);
    // A report belongs to the case from the act that took it in, not before: what comes later must
    // not change an export of an earlier size.
    const bool taken = row.kind == "report.accepted" || row.kind == "report.merged";
    if (!taken || row.index >= size) continue;
    if (const auto report = TRY(tx.report(ReportId(row.subject)))) wanted.insert(report->event);
  }
  for (const auto index : wanted) {
    if (index >= size) break;
    const auto row = TRY(tx.event(index));
    if (!row) return fail(Errc::corrupt, "an act of the case is gone");
    auto opened = open_event(desk, tx, *row);
    if (!opened) {
      if (opened.error().code == Errc::not_found) continue;  // lawfully erased
      return opened.error();
    }
    out.events.push_back(*std::move(opened));
  }
  TRY(follow(out));
  for (const auto& event : out.events) {
    if (event.row.kind != "case.opened") continue;
    out.subject = told_words(out, event.row.index, TRY(subject_of(desk, tx, kase)), out.may_tell(event.row.index));
  }
  if (out.subject.empty()) out.subject = not_reviewed;
  out.facts = TRY(facts_of(desk, tx, kase.id)).as_of_event(size == 0 ? 0 : size - 1);
  for (const auto& row : TRY(tx.entries(kase.id))) {
    if (row.event >= size) continue;
    if (row.privileged && !what.privileged) {
      ++out.privileged_entries;
      continue;
    }
    const auto body = TRY(record_of(desk, tx, row.body, "entry/" + row.id.str(), "entry", out.records[row.event]));
    casefile::Entry e;
    e.id = row.id;
    e.kind = row.corrects.empty() ? casefile::EntryKind::written : casefile::EntryKind::correction;
    e.happened = TRY(When::parse(text_at(body, "happened")));
    e.entered = row.entered;
    e.by = row.actor;
    e.text = told_words(out, row.event, text_at(body, "text"), row.privileged || out.may_tell(row.event));
    e.corrects = row.corrects;
    e.privileged = row.privileged;
    e.event = row.event;
    out.entries.push_back(std::move(e));
  }
  for (const auto& row : TRY(tx.evidence_of(kase.id))) {
    if (row.event >= size) continue;
    const auto body = TRY(open_record(desk, tx, row.body, "evidence/" + row.id.str()));
    out.items.push_back({row, text_at(body, "sha512"), TRY(unbase64(text_at(body, "name"))), std::nullopt});
  }
  for (const auto& row : TRY(tx.custody_of(kase.id))) {
    if (row.event >= size) continue;
    const auto body = TRY(record_of(desk, tx, row.body, "custody/" + row.evidence.str(), "custody",
                                    out.records[row.event]));
    const bool may = out.may_tell(row.event);
    const auto told = [&](const char* key) { return may ? told_words(out, row.event, text_at(body, key), true) : std::string(); };
    if (!may) told_words(out, row.event, text_at(body, "purpose") + text_at(body, "giver") + text_at(body, "taker"), false);
    out.custody.push_back({row.event, row.evidence.str(), row.action, row.actor, row.at,
                           told("purpose"), told("giver"), told("taker")});
  }
  const auto signatures = TRY(signatures_to_tell(desk, tx, out));
  for (const auto& row : TRY(tx.sheets(kase.id))) {
    if (row.event >= size) continue;
    const auto release =
        std::find_if(out.events.begin(), out.events.end(), [&](const OpenedEvent& e) {
          return e.row.kind == "duties.released" && e.row.subject == row.id.str();
        });
    const bool released = release != out.events.end();
    if (!released && !what.privileged) {
      ++out.privileged_sheets;
      continue;
    }
    auto body = TRY(record_of(desk, tx, row.body, "sheet/" + row.id.str(), "sheet", out.records[row.event]));
    out.sheet_events.push_back(row.event);
    out.sheets.push_back({row.id, row.case_id, row.at, row.known_at, row.facts_digest,
                          row.packs_digest, body["facts"], body["reckoning"], !released,
                          released ? TRY(reviewer(desk, tx, release->row.actor)) : std::string(),
                          signatures});
  }
  std::reverse(out.sheets.begin(), out.sheets.end());
  std::reverse(out.sheet_events.begin(), out.sheet_events.end());
  for (auto& batch : out.batches) {
    const auto row = TRY(tx.batch(BatchId(batch.id)));
    if (!row) return fail(Errc::corrupt, "a batch of letters is gone");
    const auto body = TRY(open_record(desk, tx, row->body, "batch/" + batch.id));
    batch.manifest = text_at(body, "manifest");
  }
  if (what.personal) TRY(add_personal(desk, tx, out));
  for (const auto& s : out.facts.all()) {
    if (told_value(out, s).withheld == not_reviewed.substr(10)) ++out.withheld_texts;
  }
  return out;
}

// ---- the parts of the bag -----------------------------------------------------------------------

// A fact that may name people stays behind; that it was stated, and how surely, does not.
Json fact_json(const Dossier& d, const casefile::Statement& s) {
  auto told = told_value(d, s);
  Json out{{"certainty", casefile::name_of(s.fact.certainty)},
           {"entered", to_text(s.entered)},
           {"entered_by", s.entered_by},
           {"event", s.event},
           {"happened", s.fact.happened.text()},
           {"name", s.fact.name}};
  if (!told.withheld.empty()) out["withheld"] = told.withheld;
  if (told.withheld.empty() || !told.value.is_null()) out["value"] = std::move(told.value);
  if (d.what.personal) {
    out["note"] = d.mask(s.fact.note);
    out["said_by"] = d.mask(s.fact.said_by);
  }
  return out;
}

std::string file_of(const Dossier::Item& item) {
  return item.key ? "data/objects/" + item.object() : "data/sealed/" + item.row.blob + ".bin";
}

Json case_json(const Desk& desk, const Dossier& d, const LedgerAt& at) {
  Json facts = Json::array();
  for (const auto& s : d.facts.all()) facts.push_back(fact_json(d, s));
  Json items = Json::array();
  for (const auto& item : d.items) {
    items.push_back({{"event", item.row.event},
                     {"id", item.row.id.str()},
                     {item.key ? "object" : "sealed_file", file_of(item)},
                     {"sealed_sha256", item.row.blob},
                     {"sha256", item.row.sha256},
                     {"sha512", item.sha512},
                     {"size", item.row.size}});
  }
  Json batches = Json::array();
  for (const auto& b : d.batches) {
    batches.push_back({{"id", b.id}, {"letters", b.letters}, {"mailed_on", b.on}, {"manifest", b.digest}, {"state", b.state}});
  }
  return {{"case", d.id.str()},
          {"city", desk.config().city},
          {"demonstration", desk.config().demonstration},
          {"evidence", std::move(items)},
          {"facts", std::move(facts)},
          {"format", "ledgelight/case/v1"},
          {"ledger", {{"origin", desk.config().origin}, {"root", at.root}, {"size", d.size}, {"vkey", desk.config().ledger_vkey}}},
          {"letters", std::move(batches)},
          {"opened", to_text(d.opened)},
          {"people", d.people},
          {"state", d.state},
          {"subject", d.subject},
          {"withheld", {{"duty_sheets_in_draft", d.privileged_sheets}, {"privileged_entries", d.privileged_entries}, {"texts_not_reviewed", d.withheld_texts}}}};
}

std::string timeline_jsonl(const Dossier& d) {
  std::map<std::uint64_t, const casefile::Entry*> written;
  for (const auto& e : d.entries) written[e.event] = &e;
  std::string out;
  for (const auto& event : d.events) {
    Json row{{"actor", event.row.actor},
             {"at", to_text(event.row.at)},
             {"event", event.row.index},
             {"kind", event.row.kind},
             {"words", ledger::words_of(event.row.kind)}};
    if (const auto it = written.find(event.row.index); it != written.end()) {
      row["entry"] = it->second->id.str();
      if (it->second->text.empty()) {
        row["withheld"] = not_reviewed.substr(10);
      } else {
        row["text"] = it->second->text;
      }
      if (it->second->privileged) row["privileged"] = true;
      if (!it->second->corrects.empty()) row["corrects"] = it->second->corrects.str();
    }
    out += canonical(row) + "\n";
  }
  return out;
}

notice::CaseReport report_of(const Desk& desk, const Dossier& d, const std::string& root) {
  const auto& zone = desk.config().zone;
  notice::CaseReport out;
  out.case_id = d.id.str();
  out.title = d.subject;
  out.city = desk.config().city_name;
  out.state = d.state;
  out.made = local_date(d.last, zone);
  out.demonstration = desk.config().demonstration;
  for (const auto& s : d.facts.all_current()) {
    const auto told = told_value(d, s);
    auto value = told.value.is_null()     ? std::string()
                 : told.value.is_string() ? told.value.get<std::string>()
                                          : plain_json(told.value);
    if (!told.withheld.empty()) value += (value.empty() ? "withheld: " : " (withheld: ") + told.withheld + (value.empty() ? "" : ")");
    out.facts.push_back({s.fact.name, value, replaced(casefile::name_of(s.fact.certainty), "_", " "),
                         s.entered_by, short_text(s.entered, zone)});
  }
  std::map<std::uint64_t, const casefile::Entry*> written;
  for (const auto& e : d.entries) written[e.event] = &e;
  for (const auto& event : d.events) {
    const auto it = written.find(event.row.index);
    const auto* entry = it == written.end() ? nullptr : it->second;
    out.timeline.push_back({entry != nullptr ? entry->happened.words() : short_text(event.row.at, zone),
                            short_text(event.row.at, zone), event.row.actor,
                            entry == nullptr       ? std::string(ledger::words_of(event.row.kind))
                            : entry->text.empty() ? std::string(not_reviewed)
                                                  : entry->text,
                            entry != nullptr ? entry->corrects.str() : ""});
  }
  for (const auto& item : d.items) {
    out.evidence.push_back({item.row.id.str(), "", item.row.sha256, item.row.size, short_text(item.row.at, zone)});
  }
  for (const auto& c : d.custody) {
    out.custody.push_back({short_text(c.at, zone), c.item, c.action, c.actor, c.purpose});
  }
  if (!d.sheets.empty()) {
    const auto& sheet = d.sheets.back();
    out.reckoning = sheet.reckoning;
    out.signatures = sheet.signatures;
    out.reviewed_by = sheet.reviewed_by;
  }
  out.privileged = d.what.privileged;
  if (!d.batches.empty()) {
    notice::CaseReport::Letters letters;
    for (const auto& b : d.batches) {
      letters.people += static_cast<int>(b.letters);
      (b.state == "mailed" ? letters.mailed : letters.pending) += static_cast<int>(b.letters);
    }
    out.letters = letters;
  }
  out.ledger_origin = desk.config().origin;
  out.ledger_size = d.size;
  out.ledger_root = root;
  out.ledger_key = desk.config().ledger_vkey;
  return out;
}

Result<void> put_duties(const Desk& desk, const Dossier& d, evidence::BagWriter& bag) {
  for (std::size_t i = 0; i < d.sheets.size(); ++i) {
    const auto& sheet = d.sheets[i];
    const auto base = "data/duties/" + sheet.id.str();
    // The record itself: its digest stands in the act "duties.decided".
    TRY(bag.add(base + ".json", canonical(d.records.at(d.sheet_events[i])) + "\n"));
    notice::SheetHead head;
    head.case_id = d.id.str();
    head.subject = d.subject;
    head.city = desk.config().city_name;
    head.sheet_id = sheet.id.str();
    head.reckoned = local_date(sheet.at, desk.config().zone);
    head.facts_digest = sheet.facts_digest;
    head.packs_digest = sheet.packs_digest;
    head.privileged = sheet.privileged;
    head.demonstration = desk.config().demonstration;
    head.reviewed_by = sheet.reviewed_by;
    head.signatures = sheet.signatures;
    const auto document = TRY(notice::duty_sheet(sheet.reckoning, head));
    TRY(bag.add(base + ".pdf", TRY(print::render(document)).bytes));
  }
  return {};
}

// The sealed files as they lie in the vault: nobody reads them without the desk's key, everybody
// can see that they are the bytes the ledger names.
Result<void> put_sealed(Desk& desk, const Dossier& d, evidence::BagWriter& bag) {
  for (const auto& item : d.items) {
    if (item.key) continue;  // goes out as it arrived
    TRY(bag.begin_file("data/sealed/" + item.row.blob + ".bin", TRY(desk.vault().check(item.row.blob))));
    std::FILE* in = std::fopen(desk.vault().path_of(item.row.blob).c_str(), "rbe");
    if (in == nullptr) return fail(Errc::io, "cannot read a sealed file");
    std::vector<char> buffer(256 << 10);
    Result<void> result;
    while (result) {
      const auto n = std::fread(buffer.data(), 1, buffer.size(), in);
      if (n == 0) break;
      result = bag.write({buffer.data(), n});
    }
    const bool bad = std::ferror(in) != 0;
    std::fclose(in);
    TRY(std::move(result));
    if (bad) return fail(Errc::io, "cannot read a sealed file");
    TRY(bag.end_file());
  }
  return {};
}

Result<void> put_blob(Desk& desk, evidence::BagWriter& bag, const std::string& path, std::string_view blob,
                      const Key& key, std::uint64_t size) {
  const auto reader = TRY(desk.vault().open(blob, key));
  TRY(bag.begin_file(path, size));
  std::string buffer(256 << 10, '\0');
  while (const auto n = TRY(reader->read(buffer))) TRY(bag.write({buffer.data(), n}));
  TRY(bag.end_file());
  return {};
}

// Evidence as it arrived, the letters as they went out, and whom all of it is about.
Result<void> put_personal(Desk& desk, const Dossier& d, evidence::BagWriter& bag) {
  std::string metadata;
  for (const auto& item : d.items) {
    if (!item.key) continue;
    TRY(put_blob(desk, bag, file_of(item), item.row.blob, *item.key, item.row.size));
    evidence::ObjectMetadata line;
    line.object = item.object();
    line.size = item.row.size;
    line.sha256 = item.row.sha256;
    line.sha512 = item.sha512;
    line.origin_path = item.name;
    metadata += evidence::metadata_line(line) + "\n";
  }
  if (!metadata.empty()) TRY(bag.add("data/metadata.jsonl", metadata));
  for (const auto& [letter, key] : d.letters) {
    TRY(put_blob(desk, bag, "data/letters/" + letter.batch.str() + "/" + letter.id.str() + ".pdf", letter.blob, key,
                 letter.size));
  }
  if (!d.register_lines.empty()) TRY(bag.add("data/people.jsonl", d.register_lines));
  if (!d.report_lines.empty()) TRY(bag.add("data/reports.jsonl", d.report_lines));
  return {};
}

Result<void> put_ledger(const Desk& desk, const Dossier& d, const LedgerAt& at,
                        evidence::BagWriter& bag) {
  const auto reader = ledger::reader_of(at.hashes);
  for (const auto& event : d.events) {
    const auto name = std::to_string(event.row.index);
    Json json{{"event", event.text}, {"salt", base64(event.salt)}};
    if (const auto it = d.records.find(event.row.index); it != d.records.end()) json["record"] = it->second;
    TRY(bag.add("ledgelight/events/" + name + ".json", canonical(json) + "\n"));
    ledger::ProofFile proof;
    proof.index = event.row.index;
    proof.hashes = TRY(ledger::inclusion_proof(reader, event.row.index, d.size));
    proof.checkpoint = at.checkpoint;
    TRY(bag.add("ledgelight/proofs/" + name + ".tlog-proof", proof.text()));
  }
  TRY(bag.add("ledgelight/checkpoint", at.checkpoint));
  TRY(bag.add("ledgelight/log.vkey", desk.config().ledger_vkey + "\n"));
  TRY(bag.add("ledgelight/policy.txt", "log " + desk.config().ledger_vkey + "\nquorum none\n"));
  return {};
}

std::string verify_words(const Desk& desk, const Dossier& d) {
  return "How to check this folder\n"
         "\n"
         "1. Every file is as it was written:\n"
         "     sha256sum --quiet -c manifest-sha256.txt\n"
         "     sha256sum --quiet -c tagmanifest-sha256.txt\n"
         "\n"
         "2. Every act was in the public record when it had " + std::to_string(d.size) + " entries:\n"
         "     python3 verify.py FOLDER        (60 lines; in the source tree under examples/)\n"
         "   or, with our program:\n"
         "     ledgelight verify FOLDER --vkey " + desk.config().ledger_vkey + "\n"
         "   Compare that key with the one the city publishes elsewhere.\n"
         "\n"
         "3. Files under data/sealed/ are evidence, encrypted. Their names are the SHA-256 of their\n"
         "   bytes, and the acts \"evidence.sealed\" name them: they are intact without any key.\n"
         "\n"
         "What this does not prove: that what was written is true, that nothing was left out before\n"
         "it was recorded, or that a history nobody outside saw is the only one.\n";
}

Result<evidence::CaseGraph> graph_of(const Desk& desk, const Dossier& d) {
  evidence::CaseGraph graph;
  graph.origin = desk.config().origin;
  graph.organization = desk.config().city_name;
  graph.case_id = d.id.str();
  graph.status = d.state == "closed" ? "closed" : "open";
  graph.opened = d.opened;
  graph.tool_version = std::string(software);
  for (const auto& item : d.items) {
    graph.items.push_back({item.row.id.str(), file_of(item),
                           {item.row.size, item.row.sha256, item.sha512}, item.row.id.str()});
  }
  graph.custody = d.custody;
  return graph;
}

evidence::BagInfo info_of(const Desk& desk, const Dossier& d) {
  evidence::BagInfo info;
  info.organization = desk.config().city_name;
  info.identifier = d.id.str();
  info.date = to_text(local_date(d.last, desk.config().zone));
  info.agent = std::string(software);
  if (desk.config().demonstration) {
    info.more.emplace_back("External-Description", "DEMONSTRATION - invented people, not a real case");
  }
  return info;
}

struct Filled {
  ExportSummary summary;
  std::string manifest;
};

Result<Filled> fill_bag(Desk& desk, const Dossier& d, const LedgerAt& at, evidence::BagWriter bag) {
  TRY(put_sealed(desk, d, bag));
  TRY(put_personal(desk, d, bag));
  TRY(bag.add("data/case.json", pretty_json(case_json(desk, d, at)) + "\n"));
  TRY(bag.add("data/timeline.jsonl", timeline_jsonl(d)));
  std::string custody;
  for (const auto& row : d.custody) custody += canonical(evidence::to_json(row)) + "\n";
  TRY(bag.add("data/custody.jsonl", custody));
  TRY(put_duties(desk, d, bag));
  for (const auto& batch : d.batches) TRY(bag.add("data/letters/" + batch.id + ".json", batch.manifest));
  const auto document = TRY(notice::case_report(report_of(desk, d, at.root)));
  TRY(bag.add("data/report.pdf", TRY(print::render(document)).bytes));
  TRY(bag.add("ledgelight/case.jsonld", pretty_json(evidence::case_graph(TRY(graph_of(desk, d)))) + "\n"));
  TRY(put_ledger(desk, d, at, bag));
  TRY(bag.add("ledgelight/VERIFY.txt", verify_words(desk, d)));
  const auto written = TRY(bag.finish());
  ExportSummary summary;
  summary.withheld_texts = d.withheld_texts;
  summary.files = written.files;
  summary.bytes = written.bytes;
  summary.events = d.events.size();
  summary.ledger_size = d.size;
  return Filled{summary, written.manifest};
}

struct Prepared {
  Dossier dossier;
  LedgerAt at;
};

Result<CaseRow> may_export(Desk& desk, Tx& tx, const Actor& actor, const CaseId& id, What what) {
  auto kase = TRY(case_for(desk, tx, actor, Action::export_case, id));
  if (what.personal || what.privileged) TRY(case_for(desk, tx, actor, Action::export_personal, id));
  if (what.privileged) TRY(case_for(desk, tx, actor, Action::read_privileged, id));
  return kase;
}

Result<Prepared> prepare(Desk& desk, const Actor& actor, const CaseId& id,
                         std::optional<std::uint64_t> size, What what) {
  {
    const auto tx = TRY(desk.store().read());
    (void)TRY(may_export(desk, *tx, actor, id, what));
  }
  (void)TRY(publish(desk));
  const auto tx = TRY(desk.store().read());
  const auto kase = TRY(may_export(desk, *tx, actor, id, what));
  const auto newest = TRY(tx->ledger_head()).signed_size;
  const auto wanted = size.value_or(newest);
  if (wanted == 0 || wanted > newest) {
    return fail(Errc::bad_input, "the ledger was published at 1 to " + std::to_string(newest) + " acts");
  }
  auto dossier = TRY(dossier_of(desk, *tx, kase, wanted, what));
  if (dossier.events.empty()) return fail(Errc::not_found, "the case did not exist at that size");
  auto at = TRY(ledger_at(desk, *tx, wanted));
  return Prepared{std::move(dossier), std::move(at)};
}

struct Made {
  std::string manifest;
  std::string file;  // of the encrypted file; "" none
};

// What leaves the desk is on the record, or does not leave; each item in it was handed out.
Result<void> record_export(Desk& desk, const Actor& actor, const Dossier& d, const Made& made,
                           const ExportOptions& options) {
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(may_export(desk, *tx, actor, d.id, d.what));
  Act act;
  act.kind = "audit.exported";
  act.case_id = d.id;
  act.subject = d.id.str();
  act.object = Json{{"manifest", made.manifest}, {"personal", d.what.personal}, {"size", d.size}};
  act.key = kase.key;
  if (!options.encrypted()) {
    TRY(append_act(desk, *tx, actor, act));
    return commit(desk, *tx);
  }
  act.object["file"] = made.file;
  act.object["privileged"] = d.what.privileged;
  const auto record = make_record(desk, "reason", Json{{"reason", shown(options.purpose)}});
  act.record = record.digest;
  const auto name = "reason/" + std::to_string(TRY(append_act(desk, *tx, actor, act)));
  TRY(tx->set_setting(name, base64(TRY(seal_json(desk, *tx, kase.key, name, record.wrapped)).bytes)));
  for (const auto& item : d.items) {
    if (!item.key) continue;
    TRY(record_custody(desk, *tx, actor, kase, item.row.id, "export", options.purpose, "the desk's vault",
                       "whoever has the encrypted export " + made.file.substr(0, 16)));
  }
  return commit(desk, *tx);
}

Result<ExportSummary> export_sealed(Desk& desk, const Actor& actor, const CaseId& id,
                                    const ExportOptions& options) {
  if (trimmed(options.purpose).size() < 5) return fail(Errc::bad_input, "say what the export is for");
  if (options.purpose.size() > 2000) return fail(Errc::too_large, "a purpose has at most 2000 bytes");
  const auto prepared = TRY(prepare(desk, actor, id, options.at, {options.personal, options.privileged}));
  const auto tar = TRY(SealedTar::begin(options.out, id.str(), options.passphrase, desk.randomness()));
  auto filled = TRY(fill_bag(desk, prepared.dossier, prepared.at,
                             TRY(evidence::BagWriter::into(*tar, info_of(desk, prepared.dossier)))));
  const auto written = TRY(tar->finish());
  TRY(record_export(desk, actor, prepared.dossier, {filled.manifest, written.sha256}, options));
  TRY(tar->publish());
  filled.summary.folder = options.out;
  filled.summary.sha256 = written.sha256;
  return filled.summary;
}

}  // namespace

Result<ExportSummary> export_case(Desk& desk, const Actor& actor, const CaseId& id,
                                  const ExportOptions& options) {
  if (options.encrypted()) return export_sealed(desk, actor, id, options);
  const auto prepared = TRY(prepare(desk, actor, id, options.at, {}));
  auto filled = TRY(fill_bag(desk, prepared.dossier, prepared.at,
                             TRY(evidence::BagWriter::begin(options.out, info_of(desk, prepared.dossier)))));
  if (auto done = record_export(desk, actor, prepared.dossier, {filled.manifest, ""}, options); !done) {
    std::error_code none;
    fs::remove_all(options.out, none);
    return std::move(done).error();
  }
  filled.summary.folder = options.out;
  return filled.summary;
}

Result<std::string> report_pdf(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto prepared = TRY(prepare(desk, actor, id, std::nullopt, {}));
  const auto document = TRY(notice::case_report(report_of(desk, prepared.dossier, prepared.at.root)));
  return TRY(print::render(document)).bytes;
}

}  // namespace ledgelight::desk
