#include <algorithm>

#include "store/lists.hpp"
#include "store/sequence.hpp"
#include "store/sqlite/tx.hpp"

namespace ledgelight::store {
namespace {

// Below that many rows to skip, counting first is not worth it.
constexpr std::uint64_t skip_far = 1'000;
// Changes with whatever a list could show.
constexpr std::string_view lists_state = "lists";

// How a page is best reached.
struct Reach {
  enum class From { start, end, landmark, nowhere } from = From::start;
  Page page;  ///< from there
  std::size_t landmark = 0;
};

Reach reach(Page page, std::uint64_t total) {
  if (page.offset >= total) return {Reach::From::nowhere, page};
  const auto rows = std::min(page.limit, total - page.offset);
  const auto behind = total - page.offset - rows;
  if (behind < skip_far) return {Reach::From::end, {behind, rows}};
  const auto mark = page.offset / Landmarks::apart;
  return {Reach::From::landmark, {page.offset % Landmarks::apart, rows}, mark - 1};
}

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

Result<void> SqliteTx::count_report(std::string_view state, std::int64_t by) {
  TRY(run("report_counts", state, by));
  return {};
}

Result<void> SqliteTx::put_report(const ReportRow& report) {
  TRY(put("put_report", report));
  TRY(lists_changed(lists_state));
  return count_report(report.state, 1);
}

Result<void> SqliteTx::update_report(const ReportRow& report) {
  const auto old = TRY(this->report(report.id));
  TRY(update("update_report", report));
  TRY(lists_changed(lists_state));
  if (old->state == report.state) return {};
  TRY(count_report(old->state, -1));
  return count_report(report.state, 1);
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

Result<std::vector<ReportRow>> SqliteTx::report_rows(const ListQuery& query, ListWay way,
                                                     Page page) {
  auto rows = TRY(
      list_by<ReportRow>(query.text, limit_of(page.limit), offset_of(page.offset), query.values));
  if (way == ListWay::backward) std::reverse(rows.begin(), rows.end());
  return rows;
}

Result<std::vector<ReportRow>> SqliteTx::reports(std::string_view state, Page page,
                                                 const std::optional<OfficerId>& seen_by) {
  const ReportFilter filter{std::string(state), seen_by};
  Reach way{Reach::From::start, page};
  if (page.limit != 0 && page.offset >= skip_far) {
    way = reach(page, TRY(count_reports(state, seen_by)));
  }
  switch (way.from) {
  case Reach::From::nowhere: return std::vector<ReportRow>{};
  case Reach::From::end:
    return report_rows(report_list(filter, ListWay::backward), ListWay::backward, way.page);
  case Reach::From::landmark: {
    const auto marks = TRY(landmarks(report_places(filter), lists_state));
    if (way.landmark >= marks->size()) break;
    const auto& [key, id] = (*marks)[way.landmark];
    const ReportPlace place{Instant(std::chrono::seconds(std::stoll(key))), ReportId(id)};
    return report_rows(report_list(filter, ListWay::forward, place), ListWay::forward, way.page);
  }
  case Reach::From::start: break;
  }
  return report_rows(report_list(filter), ListWay::forward, page);
}

Result<std::vector<ReportRow>> SqliteTx::reports_beside(std::string_view state,
                                                        const ReportPlace& place, Beside side,
                                                        std::uint64_t limit,
                                                        const std::optional<OfficerId>& seen_by) {
  const auto way = side == Beside::after ? ListWay::forward : ListWay::backward;
  return report_rows(report_list({std::string(state), seen_by}, way, place), way, {0, limit});
}

Result<std::uint64_t> SqliteTx::count_reports(std::string_view state,
                                              const std::optional<OfficerId>& seen_by) {
  const ReportFilter filter{std::string(state), seen_by};
  const auto all = report_count(filter);
  auto count = TRY(count_by(all.text, all.values));
  if (const auto unseen = report_count_unseen(filter)) {
    count -= TRY(count_by(unseen->text, unseen->values));
  }
  return count;
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

Result<void> SqliteTx::lists_changed(std::string_view which) {
  TRY(next_number(which));
  return {};
}

Result<std::shared_ptr<const Landmarks::Places>> SqliteTx::landmarks(const ListQuery& places,
                                                                     std::string_view which) {
  auto name = places.text;
  for (const auto& value : places.values) {
    name += '\0';
    name += std::visit(
        [](const auto& v) -> std::string {
          if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
            return v;
          else
            return std::to_string(v);
        },
        value);
  }
  const auto state = TRY(count_by(queries().text("counter"), which));
  // What a writer sees before its commit is nobody else's.
  if (mode_ == Mode::read) {
    if (auto kept = pool_->landmarks().of(name, state)) return kept;
  }
  auto made = std::make_shared<Landmarks::Places>();
  std::uint64_t number = 0;
  TRY(scan(
      places.text,
      [&](const Statement& s) {
        if (++number % Landmarks::apart == 0) made->emplace_back(s.bytes(0), s.bytes(1));
      },
      places.values));
  const std::shared_ptr<const Landmarks::Places> out = std::move(made);
  if (mode_ == Mode::read) pool_->landmarks().keep(name, state, out);
  return out;
}

Result<SqliteTx::FromId> SqliteTx::from_id(const ListQuery& places, std::string_view which,
                                           Page page) {
  if (page.limit == 0 || page.offset < skip_far) return FromId{"", page};
  const auto marks = TRY(landmarks(places, which));
  const auto passed = std::min<std::uint64_t>(page.offset / Landmarks::apart, marks->size());
  if (passed == 0) return FromId{"", page};
  return FromId{(*marks)[static_cast<std::size_t>(passed - 1)].second,
                {page.offset - passed * Landmarks::apart, page.limit}};
}

Result<void> SqliteTx::list_for_members(const CaseId& id) {
  TRY(run("drop_member_cases", id));
  TRY(run("put_member_cases", id));
  return lists_changed(lists_state);
}

Result<void> SqliteTx::put_case(const CaseRow& row) {
  TRY(put("put_case", stored(row), sequence_of(row.id.str())));
  TRY(lists_changed(lists_state));
  return count_case(row, 1);
}

Result<void> SqliteTx::update_case(const CaseRow& row) {
  const auto old = TRY(find_case(row.id));
  TRY(update("update_case", stored(row), sequence_of(row.id.str())));
  TRY(list_for_members(row.id));
  TRY(count_case(*old, -1));
  return count_case(row, 1);
}

Result<std::optional<CaseRow>> SqliteTx::find_case(const CaseId& id) {
  return unstored(TRY(find<CaseRow>("find_case", id)));
}

Result<std::optional<CaseRow>> SqliteTx::case_by_origin(std::string_view origin) {
  return unstored(TRY(find<CaseRow>("case_by_origin", origin)));
}

Result<std::vector<CaseRow>> SqliteTx::case_rows(const ListQuery& query, ListWay way, Page page) {
  auto rows = TRY(list_by<CaseRow>(query.text, limit_of(page.limit), offset_of(page.offset),
                                   query.values));
  if (way == ListWay::backward) std::reverse(rows.begin(), rows.end());
  for (auto& row : rows) unstored(row);
  return rows;
}

Result<std::vector<CaseRow>> SqliteTx::cases(const CaseFilter& filter, Page page) {
  Reach way{Reach::From::start, page};
  if (page.limit != 0 && page.offset >= skip_far) way = reach(page, TRY(count_cases(filter)));
  switch (way.from) {
  case Reach::From::nowhere: return std::vector<CaseRow>{};
  case Reach::From::end:
    return case_rows(TRY(case_list(filter, ListWay::backward)), ListWay::backward, way.page);
  case Reach::From::landmark: {
    const auto marks = TRY(landmarks(TRY(case_places(filter)), lists_state));
    if (way.landmark >= marks->size()) break;
    const auto& [key, id] = (*marks)[way.landmark];
    const CasePlace place{key == no_due ? "" : key, CaseId(id)};
    return case_rows(TRY(case_list(filter, ListWay::forward, place)), ListWay::forward, way.page);
  }
  case Reach::From::start: break;
  }
  return case_rows(TRY(case_list(filter)), ListWay::forward, page);
}

Result<std::vector<CaseRow>> SqliteTx::cases_beside(const CaseFilter& filter,
                                                    const CasePlace& place, Beside side,
                                                    std::uint64_t limit) {
  const auto way = side == Beside::after ? ListWay::forward : ListWay::backward;
  return case_rows(TRY(case_list(filter, way, place)), way, {0, limit});
}

Result<std::uint64_t> SqliteTx::count_cases(const CaseFilter& filter) {
  std::uint64_t sum = 0;
  for (const auto& query : case_counts(filter)) sum += TRY(count_by(query.text, query.values));
  return sum;
}

Result<void> SqliteTx::put_member(const MemberRow& member) {
  if (TRY(run("put_member", member)) == 0) return {};
  return list_for_members(member.case_id);
}

Result<void> SqliteTx::remove_member(const CaseId& id, const OfficerId& officer) {
  TRY(run("remove_member", id, officer));
  return list_for_members(id);
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
