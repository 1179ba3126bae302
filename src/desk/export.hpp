// desk/export.hpp: the case as a bag that a stranger can check.
#pragma once

#include "desk/desk.hpp"
#include "desk/reports.hpp"

namespace ledgelight::desk {

struct ExportOptions {
  std::string out;                  ///< a folder (encrypted: a file) that must not exist
  std::optional<std::uint64_t> at;  ///< ledger size; default: the published one
  /// Evidence as it arrived, the register, letters, reports without the reporter's identity, and
  /// every text. Needs Action::export_personal. Suspects stay letters all the same.
  bool personal = false;
  /// Privileged entries and duty sheets in draft. Needs Action::read_privileged too.
  bool privileged = false;
  /// With either: one encrypted file (docs/formats/export.md) under this, and why, which is kept.
  std::string passphrase, purpose;
  /// Duty sheets on paper in this language too, beside the English ones: "es"; "" in no other.
  std::string also_in;
  bool encrypted() const { return personal || privileged; }
};
struct ExportSummary {
  std::string folder;  ///< or the file
  std::uint64_t files = 0, bytes = 0, events = 0, ledger_size = 0;
  std::uint64_t withheld_texts = 0;  ///< words that nobody released (texts.hpp)
  std::string sha256;                ///< of the encrypted file; "" for a folder
};
/// BagIt by formats/bagit-case: same input and `at`, same bytes (the export act itself comes
/// after and is not in it). Encrypted: the same bag as a tar, never in clear on the disk.
Result<ExportSummary> export_case(Desk& desk, const Actor& actor, const CaseId& id,
                                  const ExportOptions& options);
/// The same bag as one tar, made in the desk folder and gone when the reader is.
Result<OpenedFile> export_download(Desk& desk, const Actor& actor, const CaseId& id);
/// The encrypted file, the same way; `options.out` is not used.
Result<OpenedFile> sealed_download(Desk& desk, const Actor& actor, const CaseId& id, ExportOptions options);
Result<std::string> report_pdf(Desk& desk, const Actor& actor, const CaseId& id);

}  // namespace ledgelight::desk
