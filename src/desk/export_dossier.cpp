#include "desk/export_dossier.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "casefile/report.hpp"
#include "casefile/vocabulary.hpp"
#include "desk/cases.hpp"
#include "desk/people.hpp"
#include "desk/readings.hpp"
#include "desk/texts.hpp"
#include "ledger/entry.hpp"
#include "ledger/publish.hpp"

namespace ledgelight::desk {

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

namespace {

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

}  // namespace

ToldValue told_value(const Dossier& d, const casefile::Statement& s) {
  const auto* kind = casefile::find_kind(s.fact.name);
  if (kind == nullptr || (kind->personal && !d.what.personal)) return {nullptr, "may name people"};
  if (s.fact.value.is_null()) return {nullptr, ""};
  bool dropped = false;
  auto kept = d.may_tell(s.event) ? s.fact.value : without_words(kind->shape, s.fact.value, dropped);
  return {d.mask.json(kept), dropped ? std::string(not_reviewed.substr(10)) : std::string()};
}

namespace {

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

// The acts of the case up to `size`, those of its reports among them.
Result<void> tell_acts(Desk& desk, Tx& tx, const CaseRow& kase, Dossier& out) {
  std::set<std::uint64_t> wanted;
  for (const auto& row : TRY(tx.events_of_case(kase.id))) {
    wanted.insert(row.index);
    // A report belongs to the case from the act that took it in, not before: what comes later must
    // not change an export of an earlier size.
    const bool taken = row.kind == "report.accepted" || row.kind == "report.merged";
    if (!taken || row.index >= out.size) continue;
    if (const auto report = TRY(tx.report(ReportId(row.subject)))) wanted.insert(report->event);
  }
  for (const auto index : wanted) {
    if (index >= out.size) break;
    const auto row = TRY(tx.event(index));
    if (!row) return fail(Errc::corrupt, "an act of the case is gone");
    auto opened = open_event(desk, tx, *row);
    if (!opened) {
      if (opened.error().code == Errc::not_found) continue;  // lawfully erased
      return opened.error();
    }
    out.events.push_back(*std::move(opened));
  }
  return {};
}

Result<void> tell_subject(Desk& desk, Tx& tx, const CaseRow& kase, Dossier& out) {
  for (const auto& event : out.events) {
    if (event.row.kind != "case.opened") continue;
    out.subject = told_words(out, event.row.index, TRY(subject_of(desk, tx, kase)), out.may_tell(event.row.index));
  }
  if (out.subject.empty()) out.subject = not_reviewed;
  return {};
}

Result<void> tell_entries(Desk& desk, Tx& tx, Dossier& out) {
  for (const auto& row : TRY(tx.entries(out.id))) {
    if (row.event >= out.size) continue;
    if (row.privileged && !out.what.privileged) {
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
  return {};
}

Result<void> tell_evidence(Desk& desk, Tx& tx, Dossier& out) {
  for (const auto& row : TRY(tx.evidence_of(out.id))) {
    if (row.event >= out.size) continue;
    const auto body = TRY(open_record(desk, tx, row.body, "evidence/" + row.id.str()));
    out.items.push_back({row, text_at(body, "sha512"), TRY(unbase64(text_at(body, "name"))), std::nullopt});
  }
  for (const auto& row : TRY(tx.custody_of(out.id))) {
    if (row.event >= out.size) continue;
    const auto body = TRY(record_of(desk, tx, row.body, "custody/" + row.evidence.str(), "custody",
                                    out.records[row.event]));
    const bool may = out.may_tell(row.event);
    const auto told = [&](const char* key) { return may ? told_words(out, row.event, text_at(body, key), true) : std::string(); };
    if (!may) told_words(out, row.event, text_at(body, "purpose") + text_at(body, "giver") + text_at(body, "taker"), false);
    out.custody.push_back({row.event, row.evidence.str(), row.action, row.actor, row.at,
                           told("purpose"), told("giver"), told("taker")});
  }
  return {};
}

// Drafts stay behind unless privileged words were asked for.
Result<void> tell_sheets(Desk& desk, Tx& tx, Dossier& out) {
  const auto signatures = TRY(signatures_to_tell(desk, tx, out));
  for (const auto& row : TRY(tx.sheets(out.id))) {
    if (row.event >= out.size) continue;
    const auto release =
        std::find_if(out.events.begin(), out.events.end(), [&](const OpenedEvent& e) {
          return e.row.kind == "duties.released" && e.row.subject == row.id.str();
        });
    const bool released = release != out.events.end();
    if (!released && !out.what.privileged) {
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
  return {};
}

Result<void> tell_batches(Desk& desk, Tx& tx, Dossier& out) {
  for (auto& batch : out.batches) {
    const auto row = TRY(tx.batch(BatchId(batch.id)));
    if (!row) return fail(Errc::corrupt, "a batch of letters is gone");
    const auto body = TRY(open_record(desk, tx, row->body, "batch/" + batch.id));
    batch.manifest = text_at(body, "manifest");
  }
  return {};
}

}  // namespace

Result<Dossier> dossier_of(Desk& desk, Tx& tx, const CaseRow& kase, std::uint64_t size,
                           Scope what) {
  Dossier out;
  out.what = what;
  out.id = kase.id;
  out.size = size;
  out.mask = TRY(Masks::of(desk, tx, kase.id));
  out.released = TRY(released_texts(desk, tx, kase.id, size));
  TRY(tell_acts(desk, tx, kase, out));
  TRY(follow(out));
  TRY(tell_subject(desk, tx, kase, out));
  out.facts = TRY(facts_of(desk, tx, kase.id)).as_of_event(size == 0 ? 0 : size - 1);
  TRY(tell_entries(desk, tx, out));
  TRY(tell_evidence(desk, tx, out));
  TRY(tell_sheets(desk, tx, out));
  TRY(tell_batches(desk, tx, out));
  if (what.personal) TRY(add_personal(desk, tx, out));
  for (const auto& s : out.facts.all()) {
    if (told_value(out, s).withheld == not_reviewed.substr(10)) ++out.withheld_texts;
  }
  return out;
}

}  // namespace ledgelight::desk
