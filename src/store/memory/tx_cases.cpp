#include "store/lists.hpp"
#include "store/memory/rows.hpp"
#include "store/memory/tx.hpp"
#include "store/sequence.hpp"

namespace ledgelight::store {
namespace {

// Two things about a report are unique besides its id.
bool report_taken(const State& state, const ReportRow& row) {
  return taken(state.reports, row.id, [](const ReportRow& r) { return r.code_hash; },
               row.code_hash) ||
         taken(state.reports, row.id, [](const ReportRow& r) { return r.form_token; },
               row.form_token);
}

bool origin_taken(const State& state, const CaseRow& row) {
  return taken(state.cases, row.id, [](const CaseRow& r) { return r.origin; }, row.origin);
}

bool is_wanted(const State& state, const CaseFilter& filter, const CaseRow& row) {
  const bool member = filter.visible_to && state.members->count({row.id, *filter.visible_to}) != 0;
  if (filter.hide_restricted && row.restricted && !member) return false;
  if (!filter.hide_restricted && filter.visible_to && !member) return false;
  if (filter.state == "!closed" && row.state == "closed") return false;
  if (!filter.state.empty() && filter.state != "!closed" && row.state != filter.state) return false;
  return filter.owner.empty() || row.owner == filter.owner;
}

// What a list sorts by: no day is later than any.
using Rank = std::tuple<bool, std::string, std::int64_t, std::string>;

Rank rank_of(std::string_view order, const CaseRow& row) {
  const bool due = order == "due";
  const std::int64_t number = order == "opened"     ? row.opened.time_since_epoch().count()
                              : order == "changed"  ? row.changed.time_since_epoch().count()
                              : order == "severity" ? row.severity
                                                    : 0;
  return {due && row.next_due.empty(), due ? row.next_due : "", number, sequence_of(row.id.str())};
}

Result<Rank> rank_of(std::string_view order, const CasePlace& place) {
  const auto number = sequence_of(place.id.str());
  if (order == "due") return Rank{place.key.empty(), place.key, 0, number};
  return Rank{false, "", order == "id" ? 0 : TRY(number_of(place)), number};
}

std::vector<CaseRow> wanted_cases(const State& state, const CaseFilter& filter) {
  auto rows = select(
      state.cases, [&](const CaseRow& r) { return is_wanted(state, filter, r); },
      [&](const CaseRow& r) { return rank_of(filter.order, r); });
  return filter.order == "due" ? rows : newest_first(std::move(rows));
}

Result<void> known_order(const CaseFilter& filter) {
  for (const std::string_view known : {"opened", "id", "changed", "due", "severity"}) {
    if (filter.order == known) return {};
  }
  return fail(Errc::bad_input, "no such order of cases");
}

// Those of a list that lie on one side of a place; `away` says how a row lies to it: <0, 0, >0.
template <class Row, class Away>
std::vector<Row> beside(std::vector<Row> rows, Beside side, std::uint64_t limit, Away away) {
  std::erase_if(rows,
                [&](const Row& r) { return side == Beside::after ? away(r) <= 0 : away(r) >= 0; });
  const auto size = static_cast<std::uint64_t>(rows.size());
  if (side == Beside::after || limit == 0 || limit >= size) return page_of(rows, {0, limit});
  return page_of(rows, {size - limit, limit});
}

template <class T>
int compared(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

}  // namespace

// Reports ----------------------------------------------------------------------------------------

Result<void> MemoryTx::put_report(const ReportRow& report) {
  TRY(may_write());
  if (report_taken(state_, report)) return fail(Errc::conflict, "it exists already");
  return put_row(state_.reports, report.id, report);
}

Result<void> MemoryTx::update_report(const ReportRow& report) {
  TRY(may_write());
  if (state_.reports->count(report.id) != 0 && report_taken(state_, report)) {
    return fail(Errc::conflict, "another row has it");
  }
  return update_row(state_.reports, report.id, report);
}

Result<std::optional<ReportRow>> MemoryTx::report(const ReportId& id) {
  TRY(may_read());
  return find_row(state_.reports, id);
}

Result<std::optional<ReportRow>> MemoryTx::report_by_code(std::string_view code_hash) {
  TRY(may_read());
  return find_where(state_.reports, [&](const ReportRow& r) {
    return !code_hash.empty() && r.code_hash == code_hash;
  });
}

Result<std::optional<ReportRow>> MemoryTx::report_by_form(std::string_view form_token) {
  TRY(may_read());
  return find_where(state_.reports, [&](const ReportRow& r) {
    return !form_token.empty() && r.form_token == form_token;
  });
}

Result<std::vector<ReportRow>> MemoryTx::reports(std::string_view state, Page page,
                                                 const std::optional<OfficerId>& seen_by) {
  TRY(may_read());
  const auto hidden = [&](const ReportRow& r) {
    const auto kase = find_row(state_.cases, r.case_id);
    return seen_by && kase && kase->restricted &&
           state_.members->count(std::make_pair(r.case_id, *seen_by)) == 0;
  };
  return page_of(select(state_.reports,
                        [&](const ReportRow& r) {
                          return (state.empty() || r.state == state) && !hidden(r);
                        },
                        [](const ReportRow& r) { return std::make_pair(r.received, r.id); }),
                 page);
}

Result<std::uint64_t> MemoryTx::count_reports(std::string_view state,
                                              const std::optional<OfficerId>& seen_by) {
  return TRY(reports(state, {0, 0}, seen_by)).size();
}

Result<std::vector<ReportRow>> MemoryTx::reports_beside(std::string_view state,
                                                        const ReportPlace& place, Beside side,
                                                        std::uint64_t limit,
                                                        const std::optional<OfficerId>& seen_by) {
  const auto from = std::make_pair(place.received, place.id);
  return beside(TRY(reports(state, {0, 0}, seen_by)), side, limit, [&](const ReportRow& r) {
    return compared(std::make_pair(r.received, r.id), from);
  });
}

Result<std::vector<ReportRow>> MemoryTx::reports_of_case(const CaseId& id) {
  TRY(may_read());
  return select(state_.reports, [&](const ReportRow& r) { return r.case_id == id; },
                [](const ReportRow& r) { return std::make_pair(r.received, r.id); });
}

Result<void> MemoryTx::put_message(const MessageRow& message) {
  TRY(may_write());
  if (state_.reports->count(message.report) == 0) return no_parent();
  return put_row(state_.messages, message.id, message);
}

Result<std::vector<MessageRow>> MemoryTx::messages(const ReportId& report) {
  TRY(may_read());
  return select(state_.messages, [&](const MessageRow& r) { return r.report == report; },
                [](const MessageRow& r) { return std::make_tuple(r.at, r.event, r.id); });
}

Result<void> MemoryTx::put_quarantine(const QuarantineRow& file) {
  TRY(may_write());
  if (state_.reports->count(file.report) == 0) return no_parent();
  return put_row(state_.quarantine, file.id, file);
}

Result<void> MemoryTx::update_quarantine(const QuarantineRow& file) {
  TRY(may_write());
  return update_row(state_.quarantine, file.id, file);
}

Result<std::optional<QuarantineRow>> MemoryTx::quarantine(std::string_view id) {
  TRY(may_read());
  return find_row(state_.quarantine, std::string(id));
}

Result<std::vector<QuarantineRow>> MemoryTx::quarantine_of(const ReportId& report) {
  TRY(may_read());
  return select(state_.quarantine, [&](const QuarantineRow& r) { return r.report == report; },
                [](const QuarantineRow& r) { return std::make_pair(r.at, r.id); });
}

Result<void> MemoryTx::put_draft(const DraftRow& draft) {
  TRY(may_write());
  state_.drafts.change()[draft.code_hash] = draft;
  return {};
}

Result<std::optional<DraftRow>> MemoryTx::draft(std::string_view code_hash) {
  TRY(may_read());
  return find_row(state_.drafts, std::string(code_hash));
}

Result<void> MemoryTx::erase_draft(std::string_view code_hash) {
  TRY(may_write());
  state_.drafts.change().erase(std::string(code_hash));
  return {};
}

Result<std::vector<DraftRow>> MemoryTx::drafts_ending(Instant until, Page page) {
  TRY(may_read());
  return page_of(select(state_.drafts, [&](const DraftRow& r) { return r.ends <= until; },
                        [](const DraftRow& r) { return std::make_pair(r.ends, r.code_hash); }),
                 page);
}

Result<void> MemoryTx::put_staged(const StagedRow& file) {
  TRY(may_write());
  state_.staged.change()[file.blob] = file;
  return {};
}

Result<std::optional<StagedRow>> MemoryTx::staged(std::string_view blob) {
  TRY(may_read());
  return find_row(state_.staged, std::string(blob));
}

Result<void> MemoryTx::erase_staged(std::string_view blob) {
  TRY(may_write());
  state_.staged.change().erase(std::string(blob));
  return {};
}

Result<std::vector<StagedRow>> MemoryTx::staged_ending(Instant until, Page page) {
  TRY(may_read());
  return page_of(select(state_.staged, [&](const StagedRow& r) { return r.ends <= until; },
                        [](const StagedRow& r) { return std::make_pair(r.ends, r.blob); }),
                 page);
}

// Cases ------------------------------------------------------------------------------------------

Result<void> MemoryTx::put_case(const CaseRow& row) {
  TRY(may_write());
  if (origin_taken(state_, row)) return fail(Errc::conflict, "it exists already");
  return put_row(state_.cases, row.id, row);
}

Result<void> MemoryTx::update_case(const CaseRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.id) != 0 && origin_taken(state_, row)) {
    return fail(Errc::conflict, "another row has it");
  }
  return update_row(state_.cases, row.id, row);
}

Result<std::optional<CaseRow>> MemoryTx::find_case(const CaseId& id) {
  TRY(may_read());
  return find_row(state_.cases, id);
}

Result<std::optional<CaseRow>> MemoryTx::case_by_origin(std::string_view origin) {
  TRY(may_read());
  return find_where(state_.cases, [&](const CaseRow& r) {
    return !origin.empty() && r.origin == origin;
  });
}

Result<std::vector<CaseRow>> MemoryTx::cases(const CaseFilter& filter, Page page) {
  TRY(may_read());
  TRY(known_order(filter));
  return page_of(wanted_cases(state_, filter), page);
}

Result<std::vector<CaseRow>> MemoryTx::cases_beside(const CaseFilter& filter,
                                                    const CasePlace& place, Beside side,
                                                    std::uint64_t limit) {
  TRY(may_read());
  TRY(known_order(filter));
  const auto from = TRY(rank_of(filter.order, place));
  const int rising = filter.order == "due" ? 1 : -1;
  return beside(wanted_cases(state_, filter), side, limit, [&](const CaseRow& r) {
    return rising * compared(rank_of(filter.order, r), from);
  });
}

Result<std::uint64_t> MemoryTx::count_cases(const CaseFilter& filter) {
  TRY(may_read());
  return wanted_cases(state_, filter).size();
}

Result<void> MemoryTx::put_member(const MemberRow& member) {
  TRY(may_write());
  if (state_.cases->count(member.case_id) == 0) return no_parent();
  state_.members.change().try_emplace({member.case_id, member.officer}, member);
  return {};
}

Result<void> MemoryTx::remove_member(const CaseId& id, const OfficerId& officer) {
  TRY(may_write());
  state_.members.change().erase({id, officer});
  return {};
}

Result<std::vector<MemberRow>> MemoryTx::members(const CaseId& id) {
  TRY(may_read());
  return select(state_.members, [&](const MemberRow& r) { return r.case_id == id; },
                [](const MemberRow& r) { return r.officer; });
}

Result<bool> MemoryTx::is_member(const CaseId& id, const OfficerId& officer) {
  TRY(may_read());
  return state_.members->count({id, officer}) != 0;
}

Result<void> MemoryTx::put_fact(const FactRow& fact) {
  TRY(may_write());
  if (state_.cases->count(fact.case_id) == 0) return no_parent();
  return put_row(state_.facts, std::make_tuple(fact.case_id, fact.event, fact.name), fact);
}

Result<std::vector<FactRow>> MemoryTx::facts(const CaseId& id) {
  TRY(may_read());
  return select(state_.facts, [&](const FactRow& r) { return r.case_id == id; },
                [](const FactRow& r) { return std::make_pair(r.event, r.name); });
}

Result<void> MemoryTx::put_entry(const EntryRow& entry) {
  TRY(may_write());
  if (state_.cases->count(entry.case_id) == 0) return no_parent();
  return put_row(state_.entries, entry.id, entry);
}

Result<std::vector<EntryRow>> MemoryTx::entries(const CaseId& id) {
  TRY(may_read());
  return select(state_.entries, [&](const EntryRow& r) { return r.case_id == id; },
                [](const EntryRow& r) { return std::make_pair(r.event, r.id); });
}

// Evidence ---------------------------------------------------------------------------------------

Result<void> MemoryTx::put_evidence(const EvidenceRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  const auto same_number = [&](const EvidenceRow& r) {
    return r.case_id == row.case_id && r.number == row.number;
  };
  if (find_where(state_.evidence, same_number)) return fail(Errc::conflict, "it exists already");
  return put_row(state_.evidence, row.id, row);
}

Result<std::optional<EvidenceRow>> MemoryTx::evidence(const EvidenceId& id) {
  TRY(may_read());
  return find_row(state_.evidence, id);
}

Result<std::vector<EvidenceRow>> MemoryTx::evidence_of(const CaseId& id) {
  TRY(may_read());
  return select(state_.evidence, [&](const EvidenceRow& r) { return r.case_id == id; },
                [](const EvidenceRow& r) { return r.number; });
}

Result<std::vector<EvidenceRow>> MemoryTx::all_evidence(Page page) {
  TRY(may_read());
  return page_of(select(state_.evidence, [](const auto&) { return true; },
                        [](const EvidenceRow& r) { return r.id; }),
                 page);
}

Result<void> MemoryTx::put_custody(const CustodyRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  return put_row(state_.custody, std::make_pair(row.event, row.evidence), row);
}

Result<std::vector<CustodyRow>> MemoryTx::custody_of(const CaseId& id) {
  TRY(may_read());
  return select(state_.custody, [&](const CustodyRow& r) { return r.case_id == id; },
                [](const CustodyRow& r) { return std::make_pair(r.event, r.evidence); });
}

}  // namespace ledgelight::store
