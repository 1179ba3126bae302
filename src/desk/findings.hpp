// desk/findings.hpp: findings listed as an officer asks for them, and one of them at its place.
#pragma once

#include "desk/discovery.hpp"
#include "desk/suspects.hpp"

namespace ledgelight::desk {

/// How sure a search is, in three steps of its confidence.
enum class Sureness { doubtful, likely, sure };
inline constexpr int likely_from = 80, sure_from = 90;
constexpr Sureness sureness_of(int confidence) {
  return confidence >= sure_from     ? Sureness::sure
         : confidence >= likely_from ? Sureness::likely
                                     : Sureness::doubtful;
}
/// "sure", "likely", "doubtful".
std::string_view word_of(Sureness sureness);

struct FindingQuery {
  std::string element, state;  ///< as list_findings
  std::string sureness;        ///< a word; "" any
  EvidenceId evidence;
  std::uint64_t file = 0;  ///< number of a file in which something was found (desk/found_files.hpp)
  std::string order;       ///< "" by place | doubtful-first | sure-first
};
struct FindingList {
  std::vector<FindingLine> rows;  ///< empty for who may not see people
  std::uint64_t total = 0;        ///< that the query fits, on all pages
};
/// Fails with bad_input, naming the field, on a word it does not know.
Result<FindingList> list_findings(Desk& desk, const Actor& actor, const CaseId& id,
                                  const FindingQuery& query, Page page);

/// One row as an officer sees it: masked, suspects as letters.
Result<FindingLine> finding_line(Desk& desk, Tx& tx, const Masks& mask, const FindingRow& row);

/// The text around a finding with every value that was found in it masked, and digits hidden.
struct FindingContext {
  std::string before, masked, after;
  std::string why_not;  ///< when it cannot be shown
};
struct FindingView {
  FindingLine line;
  CaseId case_id;
  std::string item_name;
  std::uint64_t item_size = 0;
  std::optional<FindingContext> context;  ///< when it was asked for
};
/// Needs see_people. `with_context` reads the item up to that place and needs read_evidence too; no
/// value is shown, so it is no custody event.
Result<FindingView> show_finding(Desk& desk, const Actor& actor, const FindingId& id,
                                 bool with_context);

}  // namespace ledgelight::desk
