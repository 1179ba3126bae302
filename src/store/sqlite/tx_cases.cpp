#include <algorithm>

#include "store/case_list.hpp"
#include "store/sequence.hpp"
#include "store/sqlite/tx.hpp"

namespace ledgelight::store {
namespace {

// "" would sort before every date; a case without a duty belongs at the end.
constexpr const char* no_due = "none";
// Below that many rows to skip, counting first is not worth it.
constexpr std::uint64_t skip_far = 1'000;

CaseRow stored(CaseRow row) {
  if (row.next_due.empty()) row.next_due = no_due;
  return row;
}

CaseRow& unstored(CaseRow& row) {
  if (row.next_due == no_due) row.next_due.clear();
  return row;
}

std::optional<CaseRow> unstored(std::optional<CaseRow> row) {
  if (row) unstored(*row);
  return row;
}

}  // namespace

// Reports ----------------------------------------------------------------------------------------

Result<void> SqliteTx::put_report(const ReportRow& report) { return put("put_report", report); }
Result<void> SqliteTx::update_report(const ReportRow& report) {
  return update("update_report", report);
}
Result<std::optional<ReportRow>> SqliteTx::report(const ReportId& id) {
  return find<ReportRow>("report", id);
}
Result<std::optional<ReportRow>> SqliteTx::report_by_code(std::string_view code_hash) {
  return find<ReportRow>("report_by_code", code_hash);
}
Result<std::optional<ReportRow>> SqliteTx::report_by_form(std::string_view form_token) {
  return find<ReportRow>("report_by_form", form_token);
}

Result<std::vector<ReportRow>> SqliteTx::reports(std::string_view state, Page page,
                                                 const std::optional<OfficerId>& seen_by) {
  const auto limit = limit_of(page.limit);
  const auto offset = offset_of(page.offset);
  if (seen_by && state.empty()) return list<ReportRow>("reports_seen", limit, offset, *seen_by);
  if (seen_by) return list<ReportRow>("reports_seen_in_state", limit, offset, *seen_by, state);
  if (state.empty()) return list<ReportRow>("reports", limit, offset);
  return list<ReportRow>("reports_in_state", limit, offset, state);
}

Result<std::uint64_t> SqliteTx::count_reports(std::string_view state,
                                              const std::optional<OfficerId>& seen_by) {
  if (seen_by && state.empty()) return count_by(queries().text("count_reports_seen"), *seen_by);
  if (seen_by) return count_by(queries().text("count_reports_seen_in_state"), *seen_by, state);
  if (state.empty()) return count_by(queries().text("count_reports"));
  return count_by(queries().text("count_reports_in_state"), state);
}

Result<std::vector<ReportRow>> SqliteTx::reports_of_case(const CaseId& id) {
  return list<ReportRow>("reports_of_case", id);
}

Result<void> SqliteTx::put_message(const MessageRow& message) {
  return put("put_message", message);
}
Result<std::vector<MessageRow>> SqliteTx::messages(const ReportId& report) {
  return list<MessageRow>("messages", report);
}
Result<void> SqliteTx::put_quarantine(const QuarantineRow& file) {
  return put("put_quarantine", file);
}
Result<void> SqliteTx::update_quarantine(const QuarantineRow& file) {
  return update("update_quarantine", file);
}
Result<std::optional<QuarantineRow>> SqliteTx::quarantine(std::string_view id) {
  return find<QuarantineRow>("quarantine", id);
}
Result<std::vector<QuarantineRow>> SqliteTx::quarantine_of(const ReportId& report) {
  return list<QuarantineRow>("quarantine_of", report);
}

Result<void> SqliteTx::put_draft(const DraftRow& draft) {
  TRY(run("put_draft", draft));
  return {};
}
Result<std::optional<DraftRow>> SqliteTx::draft(std::string_view code_hash) {
  return find<DraftRow>("draft", code_hash);
}
Result<void> SqliteTx::erase_draft(std::string_view code_hash) {
  TRY(run("erase_draft", code_hash));
  return {};
}
Result<std::vector<DraftRow>> SqliteTx::drafts_ending(Instant until, Page page) {
  return list<DraftRow>("drafts_ending", limit_of(page.limit), offset_of(page.offset), until);
}
Result<void> SqliteTx::put_staged(const StagedRow& file) {
  TRY(run("put_staged", file));
  return {};
}
Result<std::optional<StagedRow>> SqliteTx::staged(std::string_view blob) {
  return find<StagedRow>("staged", blob);
}
Result<void> SqliteTx::erase_staged(std::string_view blob) {
  TRY(run("erase_staged", blob));
  return {};
}
Result<std::vector<StagedRow>> SqliteTx::staged_ending(Instant until, Page page) {
  return list<StagedRow>("staged_ending", limit_of(page.limit), offset_of(page.offset), until);
}

// Cases ------------------------------------------------------------------------------------------

Result<void> SqliteTx::count_case(const CaseRow& row, std::int64_t by) {
  TRY(run("count_case", row.state, row.owner, row.restricted, by));
  return {};
}

Result<void> SqliteTx::put_case(const CaseRow& row) {
  TRY(put("put_case", stored(row), sequence_of(row.id.str())));
  return count_case(row, 1);
}

Result<void> SqliteTx::update_case(const CaseRow& row) {
  const auto old = TRY(find_case(row.id));
  TRY(update("update_case", stored(row), sequence_of(row.id.str())));
  TRY(count_case(*old, -1));
  return count_case(row, 1);
}

Result<std::optional<CaseRow>> SqliteTx::find_case(const CaseId& id) {
  return unstored(TRY(find<CaseRow>("find_case", id)));
}

Result<std::optional<CaseRow>> SqliteTx::case_by_origin(std::string_view origin) {
  return unstored(TRY(find<CaseRow>("case_by_origin", origin)));
}

// A page in the second half of the list is reached from its end: skipping rows is what costs.
Result<std::vector<CaseRow>> SqliteTx::cases(const CaseFilter& filter, Page page) {
  auto way = CaseOrder::forward;
  if (page.limit != 0 && page.offset >= skip_far) {
    const auto total = TRY(count_cases(filter));
    if (page.offset >= total) return std::vector<CaseRow>{};
    if (page.offset > total / 2) {
      way = CaseOrder::backward;
      const auto rows = std::min(page.limit, total - page.offset);
      page = {total - page.offset - rows, rows};
    }
  }
  const auto query = TRY(case_list(filter, way));
  auto rows = TRY(list_by<CaseRow>(query.text, limit_of(page.limit), offset_of(page.offset),
                                   query.values));
  if (way == CaseOrder::backward) std::reverse(rows.begin(), rows.end());
  for (auto& row : rows) unstored(row);
  return rows;
}

Result<std::uint64_t> SqliteTx::count_cases(const CaseFilter& filter) {
  std::uint64_t sum = 0;
  for (const auto& query : case_counts(filter)) sum += TRY(count_by(query.text, query.values));
  return sum;
}

Result<void> SqliteTx::put_member(const MemberRow& member) {
  TRY(run("put_member", member));
  return {};
}

Result<void> SqliteTx::remove_member(const CaseId& id, const OfficerId& officer) {
  TRY(run("remove_member", id, officer));
  return {};
}

Result<std::vector<MemberRow>> SqliteTx::members(const CaseId& id) {
  return list<MemberRow>("members", id);
}

Result<bool> SqliteTx::is_member(const CaseId& id, const OfficerId& officer) {
  return TRY(count_by(queries().text("is_member"), id, officer)) == 1;
}

Result<void> SqliteTx::put_fact(const FactRow& fact) { return put("put_fact", fact); }
Result<std::vector<FactRow>> SqliteTx::facts(const CaseId& id) {
  return list<FactRow>("facts", id);
}
Result<void> SqliteTx::put_entry(const EntryRow& entry) { return put("put_entry", entry); }
Result<std::vector<EntryRow>> SqliteTx::entries(const CaseId& id) {
  return list<EntryRow>("entries", id);
}

// Evidence ---------------------------------------------------------------------------------------

Result<void> SqliteTx::put_evidence(const EvidenceRow& row) { return put("put_evidence", row); }
Result<std::optional<EvidenceRow>> SqliteTx::evidence(const EvidenceId& id) {
  return find<EvidenceRow>("evidence", id);
}
Result<std::vector<EvidenceRow>> SqliteTx::evidence_of(const CaseId& id) {
  return list<EvidenceRow>("evidence_of", id);
}
Result<std::vector<EvidenceRow>> SqliteTx::all_evidence(Page page) {
  return list<EvidenceRow>("all_evidence", limit_of(page.limit), offset_of(page.offset));
}
Result<void> SqliteTx::put_custody(const CustodyRow& row) { return put("put_custody", row); }
Result<std::vector<CustodyRow>> SqliteTx::custody_of(const CaseId& id) {
  return list<CustodyRow>("custody_of", id);
}

}  // namespace ledgelight::store
