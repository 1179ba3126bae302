#include "desk/export_bag.hpp"

#include <map>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/evidence.hpp"
#include "desk/paper_words.hpp"
#include "desk/sheet_paper.hpp"
#include "evidence/casegraph.hpp"
#include "evidence/metadata.hpp"
#include "ledger/entry.hpp"
#include "ledger/proof_file.hpp"
#include "print/pdf.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::string_view software = "Ledgelight 0.1";

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

}  // namespace

notice::CaseReport report_of(const Desk& desk, const Dossier& d, const std::string& root) {
  const auto& zone = desk.config().zone;
  const auto words = paper_words(desk.rules(), "en");
  notice::CaseReport out;
  out.case_id = d.id.str();
  out.title = d.subject;
  out.city = desk.config().city_name;
  out.state = d.state;
  out.made = local_date(d.last, zone);
  out.demonstration = desk.config().demonstration;
  for (const auto& s : d.facts.all_current()) {
    const auto told = told_value(d, s);
    auto value = told.value.is_null() ? std::string() : words.value(s.fact.name, told.value);
    if (!told.withheld.empty()) value += (value.empty() ? "withheld: " : " (withheld: ") + told.withheld + (value.empty() ? "" : ")");
    out.facts.push_back({words.fact(s.fact.name), value,
                         replaced(casefile::name_of(s.fact.certainty), "_", " "), s.entered_by,
                         table_time(s.entered, zone)});
  }
  std::map<std::uint64_t, const casefile::Entry*> written;
  for (const auto& e : d.entries) written[e.event] = &e;
  for (const auto& event : d.events) {
    const auto it = written.find(event.row.index);
    const auto* entry = it == written.end() ? nullptr : it->second;
    out.timeline.push_back(
        {entry != nullptr ? entry->happened.words() : table_time(event.row.at, zone),
         table_time(event.row.at, zone), event.row.actor,
         entry == nullptr      ? std::string(ledger::words_of(event.row.kind))
         : entry->text.empty() ? std::string(not_reviewed)
                               : entry->text,
         entry != nullptr ? entry->corrects.str() : ""});
  }
  for (const auto& item : d.items) {
    out.evidence.push_back(
        {item.row.id.str(), "", item.row.sha256, item.row.size, table_time(item.row.at, zone)});
  }
  for (const auto& c : d.custody) {
    out.custody.push_back({table_time(c.at, zone), c.item, c.action, c.actor, c.purpose});
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

namespace {

Result<void> put_duties(const Desk& desk, const Dossier& d, const std::string& also,
                        evidence::BagWriter& bag) {
  for (std::size_t i = 0; i < d.sheets.size(); ++i) {
    const auto& sheet = d.sheets[i];
    const auto base = "data/duties/" + sheet.id.str();
    // The record itself: its digest stands in the act "duties.decided".
    TRY(bag.add(base + ".json", canonical(d.records.at(d.sheet_events[i])) + "\n"));
    TRY(bag.add(base + ".pdf", TRY(sheet_paper(desk, sheet, d.subject, "en"))));
    if (!also.empty())
      TRY(bag.add(base + "." + also + ".pdf", TRY(sheet_paper(desk, sheet, d.subject, also))));
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

}  // namespace

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

Result<Filled> fill_bag(Desk& desk, const Dossier& d, const LedgerAt& at, evidence::BagWriter bag,
                        const std::string& also) {
  TRY(put_sealed(desk, d, bag));
  TRY(put_personal(desk, d, bag));
  TRY(bag.add("data/case.json", pretty_json(case_json(desk, d, at)) + "\n"));
  TRY(bag.add("data/timeline.jsonl", timeline_jsonl(d)));
  std::string custody;
  for (const auto& row : d.custody) custody += canonical(evidence::to_json(row)) + "\n";
  TRY(bag.add("data/custody.jsonl", custody));
  TRY(put_duties(desk, d, also, bag));
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

}  // namespace ledgelight::desk
