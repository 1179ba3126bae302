// notice/report.hpp: report.pdf of an exported case, for a reader without our software.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "notice/readings.hpp"
#include "print/document.hpp"

namespace ledgelight::notice {

struct CaseReport {
  std::string case_id, title, city, state, severity;
  Date made{};
  std::string prepared_by{};  ///< an office or officer id, not a name of a resident
  struct FactRow {
    std::string name, value;
    std::string status{};     ///< known, suspected, ruled out, unknown, not asked
    std::string by, when;
  };
  std::vector<FactRow> facts{};
  struct Moment {
    std::string happened, entered, by, text;
    std::string corrects{};   ///< the entry it corrects; empty for most
  };
  std::vector<Moment> timeline{};
  struct EvidenceRow {
    std::string id, name, sha256;
    std::uint64_t bytes = 0;
    std::string received{};
  };
  std::vector<EvidenceRow> evidence{};
  struct CustodyRow {
    std::string at, evidence, act, by, purpose;
  };
  std::vector<CustodyRow> custody{};
  std::optional<Json> reckoning{};  ///< duties JSON of the latest sheet that may be shown
  std::vector<Signature> signatures{};  ///< of the readings it rests on
  std::string reviewed_by{};            ///< counsel who released that sheet; empty: nobody
  struct Letters {
    int people = 0, mailed = 0, pending = 0, returned = 0, substitute = 0, excluded = 0;
  };
  std::optional<Letters> letters{};
  std::string ledger_origin, ledger_root, ledger_key;  ///< root in base64 as the checkpoint has it
  std::uint64_t ledger_size = 0;
  bool privileged = false;
  bool demonstration = false;
};

/// Text from strangers is cleaned for showing; nothing is dropped for length.
Result<print::Document> case_report(const CaseReport& report);

}  // namespace ledgelight::notice
