// desk/export_bag.hpp: a dossier written down as a bag (docs/formats/export.md). (Inside this room.)
#pragma once

#include <string>

#include "desk/export.hpp"
#include "desk/export_dossier.hpp"
#include "evidence/bag.hpp"
#include "notice/report.hpp"

namespace ledgelight::desk {

struct Filled {
  ExportSummary summary;
  std::string manifest;  ///< hex SHA-256 of manifest-sha256.txt
};
/// Same dossier, ledger and `also` in, same bytes out. `also`: ExportOptions::also_in.
Result<Filled> fill_bag(Desk& desk, const Dossier& d, const LedgerAt& at, evidence::BagWriter bag,
                        const std::string& also = "");
evidence::BagInfo info_of(const Desk& desk, const Dossier& d);
/// report.pdf, for a reader without our software; `root` as the checkpoint has it.
notice::CaseReport report_of(const Desk& desk, const Dossier& d, const std::string& root);

}  // namespace ledgelight::desk
