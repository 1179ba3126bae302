// store/sqlite/tx.hpp: one transaction on one connection; the verbs lie in tx_*.cpp by topic.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "desk/ports/store.hpp"
#include "store/queries.hpp"
#include "store/sqlite/pool.hpp"

namespace ledgelight::store {

using namespace desk;  // NOLINT: this room speaks of nothing but the desk's rows

class SqliteTx final : public Tx {
 public:
  enum class Mode { read, write };
  SqliteTx(std::shared_ptr<Pool> pool, std::unique_ptr<Connection> connection, Mode mode)
      : pool_(std::move(pool)), connection_(std::move(connection)), mode_(mode) {}
  SqliteTx(const SqliteTx&) = delete;
  SqliteTx& operator=(const SqliteTx&) = delete;
  ~SqliteTx() override { give_back(); }

  Result<void> commit() override;

  // Ledger
  Result<std::uint64_t> append(const EventRow& event) override;
  Result<std::uint64_t> ledger_size() override;
  Result<std::optional<EventRow>> event(std::uint64_t index) override;
  Result<std::vector<EventRow>> events(std::uint64_t from, std::uint64_t limit) override;
  Result<std::vector<EventRow>> events_of_case(const CaseId& id) override;
  Result<std::vector<EventRow>> recent_events(Page page) override;
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to) override;
  Result<LedgerHead> ledger_head() override;
  Result<void> swap_ledger_head(std::uint64_t expected, const LedgerHead& head) override;

  // Keys, settings, numbers
  Result<void> put_key(const KeyRow& key) override;
  Result<std::optional<KeyRow>> key(const KeyId& id) override;
  Result<void> update_key(const KeyRow& key) override;
  Result<void> erase_key(const KeyId& id) override;
  Result<std::uint64_t> next_number(std::string_view counter) override;
  Result<std::optional<std::string>> setting(std::string_view name) override;
  Result<void> set_setting(std::string_view name, std::string_view value) override;

  // Reports
  Result<void> put_report(const ReportRow& report) override;
  Result<void> update_report(const ReportRow& report) override;
  Result<std::optional<ReportRow>> report(const ReportId& id) override;
  Result<std::optional<ReportRow>> report_by_code(std::string_view code_hash) override;
  Result<std::optional<ReportRow>> report_by_form(std::string_view form_token) override;
  Result<std::vector<ReportRow>> reports(
      std::string_view state, Page page, const std::optional<OfficerId>& seen_by) override;
  Result<std::uint64_t> count_reports(
      std::string_view state, const std::optional<OfficerId>& seen_by) override;
  Result<std::vector<ReportRow>> reports_of_case(const CaseId& id) override;
  Result<void> put_message(const MessageRow& message) override;
  Result<std::vector<MessageRow>> messages(const ReportId& report) override;
  Result<void> put_quarantine(const QuarantineRow& file) override;
  Result<void> update_quarantine(const QuarantineRow& file) override;
  Result<std::optional<QuarantineRow>> quarantine(std::string_view id) override;
  Result<std::vector<QuarantineRow>> quarantine_of(const ReportId& report) override;
  Result<void> put_draft(const DraftRow& draft) override;
  Result<std::optional<DraftRow>> draft(std::string_view code_hash) override;
  Result<void> erase_draft(std::string_view code_hash) override;
  Result<std::vector<DraftRow>> drafts_ending(Instant until, Page page) override;
  Result<void> put_staged(const StagedRow& file) override;
  Result<std::optional<StagedRow>> staged(std::string_view blob) override;
  Result<void> erase_staged(std::string_view blob) override;
  Result<std::vector<StagedRow>> staged_ending(Instant until, Page page) override;

  // Cases
  Result<void> put_case(const CaseRow& row) override;
  Result<void> update_case(const CaseRow& row) override;
  Result<std::optional<CaseRow>> find_case(const CaseId& id) override;
  Result<std::optional<CaseRow>> case_by_origin(std::string_view origin) override;
  Result<std::vector<CaseRow>> cases(const CaseFilter& filter, Page page) override;
  Result<std::uint64_t> count_cases(const CaseFilter& filter) override;
  Result<void> put_member(const MemberRow& member) override;
  Result<void> remove_member(const CaseId& id, const OfficerId& officer) override;
  Result<std::vector<MemberRow>> members(const CaseId& id) override;
  Result<bool> is_member(const CaseId& id, const OfficerId& officer) override;
  Result<void> put_fact(const FactRow& fact) override;
  Result<std::vector<FactRow>> facts(const CaseId& id) override;
  Result<void> put_entry(const EntryRow& entry) override;
  Result<std::vector<EntryRow>> entries(const CaseId& id) override;

  // Evidence
  Result<void> put_evidence(const EvidenceRow& row) override;
  Result<std::optional<EvidenceRow>> evidence(const EvidenceId& id) override;
  Result<std::vector<EvidenceRow>> evidence_of(const CaseId& id) override;
  Result<std::vector<EvidenceRow>> all_evidence(Page page) override;
  Result<void> put_custody(const CustodyRow& row) override;
  Result<std::vector<CustodyRow>> custody_of(const CaseId& id) override;

  // Discovery and people
  Result<void> put_run(const RunRow& run) override;
  Result<void> update_run(const RunRow& run) override;
  Result<std::vector<RunRow>> runs(const CaseId& id) override;
  Result<void> put_sample(const SampleRow& row) override;
  Result<void> update_sample(const SampleRow& row) override;
  Result<std::optional<SampleRow>> sample(std::string_view id) override;
  Result<std::vector<SampleRow>> samples(const CaseId& id) override;
  Result<void> put_findings(const std::vector<FindingRow>& rows) override;
  Result<void> update_finding(const FindingRow& row) override;
  Result<std::optional<FindingRow>> finding(const FindingId& id) override;
  Result<std::vector<FindingRow>> findings(
      const CaseId& id, std::string_view element, std::string_view state, Page page) override;
  Result<std::vector<FindingCount>> count_findings(const CaseId& id) override;
  Result<void> drop_proposals(const CaseId& id) override;
  Result<void> put_people(const std::vector<PersonRow>& rows) override;
  Result<void> update_person(const PersonRow& row) override;
  Result<std::optional<PersonRow>> person(const CaseId& id, const PersonId& person) override;
  Result<std::vector<PersonRow>> people(
      const CaseId& id, std::string_view residence, std::string_view status,
      std::string_view standing, Page page) override;
  Result<std::vector<PeopleCount>> count_people(const CaseId& id) override;
  Result<void> drop_proposed_people(const CaseId& id) override;

  // Duties and letters
  Result<void> put_sheet(const SheetRow& row) override;
  Result<std::vector<SheetRow>> sheets(const CaseId& id) override;
  Result<std::optional<SheetRow>> sheet(const SheetId& id) override;
  Result<void> put_place_day(const PlaceDayRow& row) override;
  Result<std::vector<PlaceDayRow>> place_days() override;
  Result<void> put_clock(const ClockRow& row) override;
  Result<void> update_clock(const ClockRow& row) override;
  Result<std::optional<ClockRow>> clock(std::string_view id) override;
  Result<std::vector<ClockRow>> clocks(const CaseId& id) override;
  Result<std::vector<ClockRow>> open_clocks() override;
  Result<void> put_reading(const ReadingRow& row) override;
  Result<std::vector<ReadingRow>> readings(const CaseId& id) override;
  Result<void> put_batch(const BatchRow& row) override;
  Result<void> update_batch(const BatchRow& row) override;
  Result<std::optional<BatchRow>> batch(const BatchId& id) override;
  Result<std::vector<BatchRow>> batches(const CaseId& id) override;
  Result<void> put_letters(const std::vector<LetterRow>& rows) override;
  Result<void> update_letter(const LetterRow& row) override;
  Result<std::optional<LetterRow>> letter(const LetterId& id) override;
  Result<std::vector<LetterRow>> letters(const BatchId& batch) override;

  // Officers
  Result<void> put_officer(const OfficerRow& row) override;
  Result<void> update_officer(const OfficerRow& row) override;
  Result<std::optional<OfficerRow>> officer(const OfficerId& id) override;
  Result<std::optional<OfficerRow>> officer_by_login(std::string_view login_index) override;
  Result<std::vector<OfficerRow>> officers() override;
  Result<void> put_session(const SessionRow& row) override;
  Result<void> update_session(const SessionRow& row) override;
  Result<std::optional<SessionRow>> session(std::string_view token_hash) override;
  Result<void> erase_session(std::string_view token_hash) override;
  Result<void> erase_sessions_before(Instant expires) override;
  Result<void> put_invite(const InviteRow& row) override;
  Result<void> update_invite(const InviteRow& row) override;
  Result<std::optional<InviteRow>> invite(std::string_view token_hash) override;

  // Jobs
  Result<void> put_job(const JobRow& row) override;
  Result<void> update_job(const JobRow& row) override;
  Result<std::optional<JobRow>> job(const JobId& id) override;
  Result<std::vector<JobRow>> jobs(const CaseId& id) override;
  Result<std::optional<JobRow>> lease_job(
      std::string_view worker, Instant now, Instant until) override;

 private:
  void give_back();
  /// Remembers a fault of the engine: after one, SQLite may have left the transaction, and what
  /// followed would be written on its own.
  Error faulty(Error error);
  Result<Statement> start(const std::string& text);

  // `name` is a query; `values` are $1, $2 …
  template <class... V>
  Result<int> run(std::string_view name, const V&... values) {
    if (mode_ == Mode::read) return fail(Errc::internal, "a reading transaction cannot write");
    auto statement = TRY(start(queries().text(name)));
    (bind_one(statement, values), ...);
    auto stepped = statement.step();
    if (!stepped) return faulty(std::move(stepped).error());
    return connection_->changes();
  }
  /// Conflict when nothing was put.
  template <class... V>
  Result<void> put(std::string_view name, const V&... values) {
    if (TRY(run(name, values...)) == 0) return fail(Errc::conflict, "it exists already");
    return {};
  }
  template <class... V>
  Result<void> update(std::string_view name, const V&... values) {
    if (TRY(run(name, values...)) == 0) return fail(Errc::not_found, "no such row");
    return {};
  }
  /// `each` is called with the statement at every row.
  template <class Each, class... V>
  Result<void> scan(const std::string& text, Each each, const V&... values) {
    auto statement = TRY(start(text));
    (bind_one(statement, values), ...);
    while (true) {
      auto stepped = statement.step();
      if (!stepped) return faulty(std::move(stepped).error());
      if (!*stepped) return {};
      each(statement);
    }
  }
  template <class Row, class... V>
  Result<std::vector<Row>> list_by(const std::string& text, const V&... values) {
    std::vector<Row> out;
    TRY(scan(text, [&](const Statement& s) { out.push_back(s.row<Row>()); }, values...));
    return out;
  }
  template <class Row, class... V>
  Result<std::vector<Row>> list(std::string_view name, const V&... values) {
    return list_by<Row>(queries().text(name), values...);
  }
  template <class Row, class... V>
  Result<std::optional<Row>> find(std::string_view name, const V&... values) {
    std::optional<Row> out;
    TRY(scan(queries().text(name), [&](const Statement& s) { out = s.row<Row>(); }, values...));
    return out;
  }
  template <class... V>
  Result<std::uint64_t> count_by(const std::string& text, const V&... values) {
    std::uint64_t out = 0;
    TRY(scan(text, [&](const Statement& s) { out = static_cast<std::uint64_t>(s.number(0)); },
             values...));
    return out;
  }

  /// A row, a list of texts, or one value.
  template <class V>
  static void bind_one(Statement& statement, const V& value) {
    if constexpr (requires { Columns<V>::of(value); }) {
      statement.bind_row(value);
    } else if constexpr (std::is_same_v<V, std::vector<std::string>>) {
      for (const auto& text : value) statement.bind(text);
    } else {
      statement.bind(value);
    }
  }

  Result<void> count_case(const CaseRow& row, std::int64_t by);
  Result<void> count_finding(const FindingRow& row, std::int64_t by);
  Result<void> count_person(const PersonRow& row, std::int64_t by);

  std::shared_ptr<Pool> pool_;
  std::unique_ptr<Connection> connection_;
  Mode mode_;
  std::optional<Error> fault_;
};

/// LIMIT of a page: 0 means all.
inline std::int64_t limit_of(std::uint64_t limit) {
  constexpr std::uint64_t all = INT64_MAX;
  return static_cast<std::int64_t>(limit == 0 || limit > all ? all : limit);
}
inline std::int64_t offset_of(std::uint64_t offset) {
  constexpr std::uint64_t most = INT64_MAX;
  return static_cast<std::int64_t>(offset > most ? most : offset);
}

}  // namespace ledgelight::store
