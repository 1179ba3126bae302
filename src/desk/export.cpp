#include "desk/export.hpp"

#include <filesystem>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/evidence.hpp"
#include "desk/export_bag.hpp"
#include "desk/export_dossier.hpp"
#include "desk/record.hpp"
#include "desk/sealed_tar.hpp"
#include "print/pdf.hpp"

namespace ledgelight::desk {
namespace {

namespace fs = std::filesystem;

struct Prepared {
  Dossier dossier;
  LedgerAt at;
};

Result<CaseRow> may_export(Desk& desk, Tx& tx, const Actor& actor, const CaseId& id, Scope what) {
  auto kase = TRY(case_for(desk, tx, actor, Action::export_case, id));
  if (what.personal || what.privileged) TRY(case_for(desk, tx, actor, Action::export_personal, id));
  if (what.privileged) TRY(case_for(desk, tx, actor, Action::read_privileged, id));
  return kase;
}

Result<Prepared> prepare(Desk& desk, const Actor& actor, const CaseId& id,
                         std::optional<std::uint64_t> size, Scope what) {
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
                             TRY(evidence::BagWriter::into(*tar, info_of(desk, prepared.dossier))),
                             options.also_in));
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
  if (!options.also_in.empty() && options.also_in != "es")
    return fail(Errc::bad_input,
                "language: duty sheets are in English, and in es if that is wanted too");
  if (options.encrypted()) return export_sealed(desk, actor, id, options);
  const auto prepared = TRY(prepare(desk, actor, id, options.at, {}));
  auto filled =
      TRY(fill_bag(desk, prepared.dossier, prepared.at,
                   TRY(evidence::BagWriter::begin(options.out, info_of(desk, prepared.dossier))),
                   options.also_in));
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
