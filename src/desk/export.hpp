// desk/export.hpp: the case as a bag that a stranger can check.
#pragma once

#include "desk/desk.hpp"
#include "desk/reports.hpp"

namespace ledgelight::desk {

struct ExportOptions {
  std::string out;                        ///< a folder that must not exist
  std::optional<std::uint64_t> at;        ///< ledger size; default: the published one
  bool personal = false;                  ///< with personal and privileged data …
  std::string passphrase;                 ///< … then the bag is written encrypted under this
};
struct ExportSummary {
  std::string folder;
  std::uint64_t files = 0, bytes = 0, events = 0, ledger_size = 0;
};
/// BagIt by formats/bagit-case: same input and `at`, same bytes (the export act itself comes
/// after and is not in it).
Result<ExportSummary> export_case(Desk& desk, const Actor& actor, const CaseId& id,
                                  const ExportOptions& options);
/// The same bag as one tar, made in the desk folder and gone when the reader is.
Result<OpenedFile> export_download(Desk& desk, const Actor& actor, const CaseId& id);
Result<std::string> report_pdf(Desk& desk, const Actor& actor, const CaseId& id);

}  // namespace ledgelight::desk
