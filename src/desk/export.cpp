#include "desk/export.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"
#include "casefile/vocabulary.hpp"
#include "desk/cases.hpp"
#include "desk/duties.hpp"
#include "desk/evidence.hpp"
#include "desk/record.hpp"
#include "evidence/bag.hpp"
#include "evidence/casegraph.hpp"
#include "evidence/custody.hpp"
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
  CaseId id;
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
    std::string sha512;
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

Result<Dossier> dossier_of(Desk& desk, Tx& tx, const CaseRow& kase, std::uint64_t size) {
  Dossier out;
  out.id = kase.id;
  out.size = size;
  out.subject = TRY(subject_of(desk, tx, kase));
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
  out.facts = TRY(facts_of(desk, tx, kase.id)).as_of_event(size == 0 ? 0 : size - 1);
  for (const auto& row : TRY(tx.entries(kase.id))) {
    if (row.event >= size) continue;
    if (row.privileged) {
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
    e.text = text_at(body, "text");
    e.corrects = row.corrects;
    e.event = row.event;
    out.entries.push_back(std::move(e));
  }
  for (const auto& row : TRY(tx.evidence_of(kase.id))) {
    if (row.event >= size) continue;
    const auto body = TRY(open_record(desk, tx, row.body, "evidence/" + row.id.str()));
    out.items.push_back({row, text_at(body, "sha512")});
  }
  for (const auto& row : TRY(tx.custody_of(kase.id))) {
    if (row.event >= size) continue;
    const auto body = TRY(record_of(desk, tx, row.body, "custody/" + row.evidence.str(), "custody",
                                    out.records[row.event]));
    out.custody.push_back({row.event, row.evidence.str(), row.action, row.actor, row.at,
                           text_at(body, "purpose"), text_at(body, "giver"), text_at(body, "taker")});
  }
  for (const auto& row : TRY(tx.sheets(kase.id))) {
    if (row.event >= size) continue;
    const bool released = std::any_of(out.events.begin(), out.events.end(), [&](const OpenedEvent& e) {
      return e.row.kind == "duties.released" && e.row.subject == row.id.str();
    });
    if (!released) {
      ++out.privileged_sheets;
      continue;
    }
    auto body = TRY(record_of(desk, tx, row.body, "sheet/" + row.id.str(), "sheet", out.records[row.event]));
    out.sheet_events.push_back(row.event);
    out.sheets.push_back({row.id, row.case_id, row.at, row.known_at, row.facts_digest,
                          row.packs_digest, body["facts"], body["reckoning"], false});
  }
  std::reverse(out.sheets.begin(), out.sheets.end());
  std::reverse(out.sheet_events.begin(), out.sheet_events.end());
  for (auto& batch : out.batches) {
    const auto row = TRY(tx.batch(BatchId(batch.id)));
    if (!row) return fail(Errc::corrupt, "a batch of letters is gone");
    const auto body = TRY(open_record(desk, tx, row->body, "batch/" + batch.id));
    batch.manifest = text_at(body, "manifest");
  }
  return out;
}

// ---- the parts of the bag -----------------------------------------------------------------------

// A fact that may name people stays behind; that it was stated, and how surely, does not.
Json fact_json(const casefile::Statement& s) {
  const auto* kind = casefile::find_kind(s.fact.name);
  const bool withheld = kind == nullptr || kind->personal;
  Json out{{"certainty", casefile::name_of(s.fact.certainty)},
           {"entered", to_text(s.entered)},
           {"entered_by", s.entered_by},
           {"event", s.event},
           {"happened", s.fact.happened.text()},
           {"name", s.fact.name}};
  if (withheld) {
    out["withheld"] = "may name people";
  } else {
    out["value"] = s.fact.value;
  }
  return out;
}

Json case_json(const Desk& desk, const Dossier& d, const LedgerAt& at) {
  Json facts = Json::array();
  for (const auto& s : d.facts.all()) facts.push_back(fact_json(s));
  Json items = Json::array();
  for (const auto& item : d.items) {
    items.push_back({{"event", item.row.event},
                     {"id", item.row.id.str()},
                     {"sealed_file", "data/sealed/" + item.row.blob + ".bin"},
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
          {"withheld", {{"duty_sheets_in_draft", d.privileged_sheets}, {"privileged_entries", d.privileged_entries}}}};
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
      row["text"] = it->second->text;
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
    const auto* kind = casefile::find_kind(s.fact.name);
    const bool withheld = kind == nullptr || kind->personal;
    const auto value = s.fact.value.is_null()     ? std::string()
                       : withheld                 ? std::string("withheld: may name people")
                       : s.fact.value.is_string() ? s.fact.value.get<std::string>()
                                                  : plain_json(s.fact.value);
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
                            entry != nullptr ? entry->text : std::string(ledger::words_of(event.row.kind)),
                            entry != nullptr ? entry->corrects.str() : ""});
  }
  for (const auto& item : d.items) {
    out.evidence.push_back({item.row.id.str(), "", item.row.sha256, item.row.size, short_text(item.row.at, zone)});
  }
  for (const auto& c : d.custody) {
    out.custody.push_back({short_text(c.at, zone), c.item, c.action, c.actor, c.purpose});
  }
  if (!d.sheets.empty()) out.reckoning = d.sheets.back().reckoning;
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
    head.privileged = false;
    head.demonstration = desk.config().demonstration;
    const auto document = TRY(notice::duty_sheet(sheet.reckoning, head));
    TRY(bag.add(base + ".pdf", TRY(print::render(document)).bytes));
  }
  return {};
}

// The sealed files as they lie in the vault: nobody reads them without the desk's key, everybody
// can see that they are the bytes the ledger names.
Result<void> put_sealed(Desk& desk, const Dossier& d, evidence::BagWriter& bag) {
  for (const auto& item : d.items) {
    TRY(desk.vault().check(item.row.blob));
    TRY(bag.begin_file("data/sealed/" + item.row.blob + ".bin"));
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
    graph.items.push_back({item.row.id.str(), "data/sealed/" + item.row.blob + ".bin",
                           {item.row.size, item.row.sha256, item.sha512}, item.row.id.str()});
  }
  graph.custody = d.custody;
  return graph;
}

Result<ExportSummary> write_bag(Desk& desk, const Dossier& d, const LedgerAt& at,
                                const std::string& out) {
  evidence::BagInfo info;
  info.organization = desk.config().city_name;
  info.identifier = d.id.str();
  info.date = to_text(local_date(d.last, desk.config().zone));
  info.agent = std::string(software);
  if (desk.config().demonstration) {
    info.more.emplace_back("External-Description", "DEMONSTRATION - invented people, not a real case");
  }
  auto bag = TRY(evidence::BagWriter::begin(out, info));
  TRY(put_sealed(desk, d, bag));
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
  summary.folder = out;
  summary.files = written.files;
  summary.bytes = written.bytes;
  summary.events = d.events.size();
  summary.ledger_size = d.size;
  return summary;
}

struct Prepared {
  Dossier dossier;
  LedgerAt at;
};

Result<Prepared> prepare(Desk& desk, const Actor& actor, const CaseId& id,
                         std::optional<std::uint64_t> size) {
  {
    const auto tx = TRY(desk.store().read());
    (void)TRY(case_for(desk, *tx, actor, Action::export_case, id));
  }
  (void)TRY(publish(desk));
  const auto tx = TRY(desk.store().read());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::export_case, id));
  const auto newest = TRY(tx->ledger_head()).signed_size;
  const auto wanted = size.value_or(newest);
  if (wanted == 0 || wanted > newest) {
    return fail(Errc::bad_input, "the ledger was published at 1 to " + std::to_string(newest) + " acts");
  }
  auto dossier = TRY(dossier_of(desk, *tx, kase, wanted));
  if (dossier.events.empty()) return fail(Errc::not_found, "the case did not exist at that size");
  auto at = TRY(ledger_at(desk, *tx, wanted));
  return Prepared{std::move(dossier), std::move(at)};
}

Result<void> record_export(Desk& desk, const Actor& actor, const CaseId& id,
                           const ExportSummary& summary) {
  std::string digest;
  if (std::FILE* in = std::fopen((summary.folder + "/manifest-sha256.txt").c_str(), "rbe")) {
    std::string text(64 << 20, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), in));
    std::fclose(in);
    digest = sha256_hex(text);
  }
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::export_case, id));
  Act act;
  act.kind = "audit.exported";
  act.case_id = id;
  act.subject = id.str();
  act.object = Json{{"manifest", digest}, {"personal", false}, {"size", summary.ledger_size}};
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  return commit(desk, *tx);
}

}  // namespace

Result<ExportSummary> export_case(Desk& desk, const Actor& actor, const CaseId& id,
                                  const ExportOptions& options) {
  if (options.personal) {
    return fail(Errc::unsupported, "an export with personal data is not made by this version");
  }
  const auto prepared = TRY(prepare(desk, actor, id, options.at));
  const auto summary = TRY(write_bag(desk, prepared.dossier, prepared.at, options.out));
  if (auto done = record_export(desk, actor, id, summary); !done) {
    std::error_code none;
    fs::remove_all(options.out, none);  // what leaves the desk is on the record, or does not leave
    return std::move(done).error();
  }
  return summary;
}

Result<std::string> report_pdf(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto prepared = TRY(prepare(desk, actor, id, std::nullopt));
  const auto document = TRY(notice::case_report(report_of(desk, prepared.dossier, prepared.at.root)));
  return TRY(print::render(document)).bytes;
}

}  // namespace ledgelight::desk
