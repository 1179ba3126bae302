// desk/ports/store.hpp: what the desk needs from a database.
//
// One contract (tests/contract), several engines: SQLite and the in-memory reference now,
// PostgreSQL later. Rules every engine keeps:
//  - write() is serialised with every other writer, also of other processes; its Tx sees what was
//    committed before it began. commit() returns only when the rows are durable. A Tx that dies
//    uncommitted leaves nothing.
//  - read() sees one consistent state to its end and never blocks on a writer.
//  - put_* inserts, and fails with Errc::conflict when the key exists; update_* fails with
//    Errc::not_found when it does not. find-like calls return nullopt, lists are empty.
//    So does a second row with the same non-empty code_hash, form_token, origin or login_index.
//    A row of a case, report or batch that is not there is Errc::not_found. After either the Tx
//    goes on; a put_* of many rows may have put the first of them.
//  - erase_key of a key that is not there is Errc::not_found; other removals do not mind.
//  - Lists come in the order stated, so that every engine answers alike. Ties are broken by id;
//    in lists that put the newest or gravest first, by event and then by the number in the id,
//    the later first ("2026-10000" is later than "2026-9999").
//  - A reading Tx that is asked to write, and a Tx after its commit, fail with Errc::internal.
//  - Errors: Errc::busy (try again), Errc::disk_full, Errc::store, Errc::corrupt.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "desk/records.hpp"

namespace ledgelight::desk {

/// A page of a list: `limit` rows after skipping `offset`. limit 0 means all.
struct Page {
  std::uint64_t offset = 0;
  std::uint64_t limit = 50;
};

struct CaseFilter {
  std::string state;                   ///< "" any; "!closed": all but closed
  OfficerId owner;                     ///< "" any
  /// With hide_restricted false: set means only cases this officer is a member of.
  /// With hide_restricted true: cases that are not restricted, and those this officer is a member of.
  std::optional<OfficerId> visible_to;
  bool hide_restricted = false;
  /// opened (newest first), id (newest first), changed (newest first), due (earliest first,
  /// none last), severity (gravest first)
  std::string order = "opened";
};

/// A place in a list of cases: what its order sorts by, and the case. It stays one when the case
/// has moved on or is gone.
struct CasePlace {
  std::string
      key;  ///< opened, changed: seconds since 1970; due: the date, "" none; severity; id: ""
  CaseId id;
  friend bool operator==(const CasePlace&, const CasePlace&) = default;
};
inline CasePlace place_of(const CaseRow& row, std::string_view order) {
  if (order == "due") return {row.next_due, row.id};
  if (order == "id") return {"", row.id};
  if (order == "severity") return {std::to_string(row.severity), row.id};
  const auto at = order == "changed" ? row.changed : row.opened;
  return {std::to_string(at.time_since_epoch().count()), row.id};
}
/// A place in a list of reports.
struct ReportPlace {
  Instant received;
  ReportId id;
  friend bool operator==(const ReportPlace&, const ReportPlace&) = default;
};
enum class Beside { before, after };

class Tx {
 public:
  virtual ~Tx() = default;
  virtual Result<void> commit() = 0;

  // Ledger ---------------------------------------------------------------------------------
  /// Gives the next index, stores, returns the index. The only way events come to be.
  /// bad_input unless the leaf has 65 bytes.
  virtual Result<std::uint64_t> append(const EventRow& event) = 0;
  virtual Result<std::uint64_t> ledger_size() = 0;
  virtual Result<std::optional<EventRow>> event(std::uint64_t index) = 0;
  /// Ascending by index; `from` inclusive.
  virtual Result<std::vector<EventRow>> events(std::uint64_t from, std::uint64_t limit) = 0;
  virtual Result<std::vector<EventRow>> events_of_case(const CaseId& id) = 0;
  /// Newest first, for the Record page.
  virtual Result<std::vector<EventRow>> recent_events(Page page) = 0;
  /// Leaves [from, to); fails with Errc::corrupt if one is missing.
  virtual Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to) = 0;
  virtual Result<LedgerHead> ledger_head() = 0;
  /// Replaces the head if signed_size is still `expected`; else Errc::conflict.
  virtual Result<void> swap_ledger_head(std::uint64_t expected, const LedgerHead& head) = 0;

  // Keys, settings, numbers ---------------------------------------------------------------
  virtual Result<void> put_key(const KeyRow& key) = 0;
  virtual Result<std::optional<KeyRow>> key(const KeyId& id) = 0;
  /// Rewraps: replaces parent and wrapped bytes.
  virtual Result<void> update_key(const KeyRow& key) = 0;
  virtual Result<void> erase_key(const KeyId& id) = 0;
  virtual Result<std::uint64_t> next_number(std::string_view counter) = 0;  ///< 1, 2, 3 …
  virtual Result<std::optional<std::string>> setting(std::string_view name) = 0;
  virtual Result<void> set_setting(std::string_view name, std::string_view value) = 0;

  // Reports --------------------------------------------------------------------------------
  virtual Result<void> put_report(const ReportRow& report) = 0;
  virtual Result<void> update_report(const ReportRow& report) = 0;
  virtual Result<std::optional<ReportRow>> report(const ReportId& id) = 0;
  virtual Result<std::optional<ReportRow>> report_by_code(std::string_view code_hash) = 0;
  virtual Result<std::optional<ReportRow>> report_by_form(std::string_view form_token) = 0;
  /// Oldest received first; state "" means any. `seen_by`: without those of restricted cases of
  /// which that officer is no member.
  virtual Result<std::vector<ReportRow>> reports(
      std::string_view state, Page page, const std::optional<OfficerId>& seen_by = {}) = 0;
  /// The rows of that list next to a place, at most `limit`, in the list's order; none that lies at
  /// the place itself.
  virtual Result<std::vector<ReportRow>>
  reports_beside(std::string_view state, const ReportPlace& place, Beside side, std::uint64_t limit,
                 const std::optional<OfficerId>& seen_by = {}) = 0;
  virtual Result<std::uint64_t> count_reports(
      std::string_view state, const std::optional<OfficerId>& seen_by = {}) = 0;
  virtual Result<std::vector<ReportRow>> reports_of_case(const CaseId& id) = 0;
  virtual Result<void> put_message(const MessageRow& message) = 0;
  virtual Result<std::vector<MessageRow>> messages(const ReportId& report) = 0;  ///< oldest first
  virtual Result<void> put_quarantine(const QuarantineRow& file) = 0;
  virtual Result<void> update_quarantine(const QuarantineRow& file) = 0;
  virtual Result<std::optional<QuarantineRow>> quarantine(std::string_view id) = 0;
  virtual Result<std::vector<QuarantineRow>> quarantine_of(const ReportId& report) = 0;
  /// Puts or replaces.
  virtual Result<void> put_draft(const DraftRow& draft) = 0;
  virtual Result<std::optional<DraftRow>> draft(std::string_view code_hash) = 0;
  virtual Result<void> erase_draft(std::string_view code_hash) = 0;
  /// By time, then code_hash: those that end at or before `until`.
  virtual Result<std::vector<DraftRow>> drafts_ending(Instant until, Page page) = 0;
  /// Puts or replaces.
  virtual Result<void> put_staged(const StagedRow& file) = 0;
  virtual Result<std::optional<StagedRow>> staged(std::string_view blob) = 0;
  virtual Result<void> erase_staged(std::string_view blob) = 0;
  virtual Result<std::vector<StagedRow>> staged_ending(Instant until, Page page) = 0;

  // Cases ----------------------------------------------------------------------------------
  virtual Result<void> put_case(const CaseRow& row) = 0;
  virtual Result<void> update_case(const CaseRow& row) = 0;
  virtual Result<std::optional<CaseRow>> find_case(const CaseId& id) = 0;
  virtual Result<std::optional<CaseRow>> case_by_origin(std::string_view origin) = 0;
  virtual Result<std::vector<CaseRow>> cases(const CaseFilter& filter, Page page) = 0;
  /// The rows of that list next to a place, at most `limit`, in the list's order; none that lies at
  /// the place itself. bad_input when the order has no such key.
  virtual Result<std::vector<CaseRow>> cases_beside(const CaseFilter& filter,
                                                    const CasePlace& place, Beside side,
                                                    std::uint64_t limit) = 0;
  virtual Result<std::uint64_t> count_cases(const CaseFilter& filter) = 0;
  virtual Result<void> put_member(const MemberRow& member) = 0;  ///< again: no change, no error
  virtual Result<void> remove_member(const CaseId& id, const OfficerId& officer) = 0;
  virtual Result<std::vector<MemberRow>> members(const CaseId& id) = 0;  ///< by officer id
  virtual Result<bool> is_member(const CaseId& id, const OfficerId& officer) = 0;
  virtual Result<void> put_fact(const FactRow& fact) = 0;
  virtual Result<std::vector<FactRow>> facts(const CaseId& id) = 0;  ///< by event
  virtual Result<void> put_entry(const EntryRow& entry) = 0;
  virtual Result<std::vector<EntryRow>> entries(const CaseId& id) = 0;  ///< by event

  // Evidence -------------------------------------------------------------------------------
  virtual Result<void> put_evidence(const EvidenceRow& row) = 0;
  virtual Result<std::optional<EvidenceRow>> evidence(const EvidenceId& id) = 0;
  virtual Result<std::vector<EvidenceRow>> evidence_of(const CaseId& id) = 0;  ///< by number
  virtual Result<std::vector<EvidenceRow>> all_evidence(Page page) = 0;        ///< by id
  virtual Result<void> put_custody(const CustodyRow& row) = 0;
  virtual Result<std::vector<CustodyRow>> custody_of(const CaseId& id) = 0;  ///< by event

  // Discovery and people -------------------------------------------------------------------
  // What a search finds comes to be seen all at once: findings, files and people are put into a lot
  // that no list, count or find tells of until it is shown, in as many transactions as it takes.
  // `lot` 0: what is shown of the case.
  /// An empty lot of the case.
  virtual Result<std::uint64_t> begin_lot(const CaseId& id) = 0;
  /// Shows it instead of what was shown. What somebody judged of that is shown on, beside it:
  /// findings that are not proposed, people who are neither proposed nor uncertain. The rest begins
  /// to leave. wrong_state: it is no lot of this case that is being filled (any more). conflict: it
  /// has somebody's number who was judged.
  virtual Result<void> show_lot(const CaseId& id, std::uint64_t lot) = 0;
  /// Everything of the case that is being filled leaves too: nothing more can be put into it.
  virtual Result<void> give_up_lots(const CaseId& id) = 0;
  /// Takes away at most `most` rows of what leaves, with the keys of its people. True: there are
  /// more.
  virtual Result<bool> sweep_lots(const CaseId& id, std::uint64_t most) = 0;
  /// A number that changes with whatever is shown of findings and people.
  virtual Result<std::uint64_t> shown_state(const CaseId& id) = 0;
  virtual Result<void> put_run(const RunRow& run) = 0;
  virtual Result<void> update_run(const RunRow& run) = 0;
  virtual Result<std::vector<RunRow>> runs(const CaseId& id, Page page) = 0;  ///< newest first
  virtual Result<std::uint64_t> count_runs(const CaseId& id) = 0;
  virtual Result<void> put_sample(const SampleRow& row) = 0;
  virtual Result<void> update_sample(const SampleRow& row) = 0;
  virtual Result<std::optional<SampleRow>> sample(std::string_view id) = 0;
  virtual Result<std::vector<SampleRow>> samples(const CaseId& id) = 0;  ///< newest first
  /// bad_input: an id is none of a finding (desk/ports/finding_id.hpp); `run` goes with it.
  /// wrong_state: the lot is not being filled; so for the other rows of one.
  virtual Result<void> put_findings(const std::vector<FindingRow>& rows, std::uint64_t lot = 0) = 0;
  virtual Result<void> update_finding(const FindingRow& row) = 0;
  virtual Result<std::optional<FindingRow>> finding(const FindingId& id) = 0;
  /// By search and number. element and state "" mean any. So are all lists of findings.
  virtual Result<std::vector<FindingRow>> findings(const CaseId& id, std::string_view element,
                                                   std::string_view state, Page page) = 0;
  struct FindingCount {
    EvidenceId evidence;
    std::string element, state;
    std::uint64_t count = 0;
    friend bool operator==(const FindingCount&, const FindingCount&) = default;
  };
  virtual Result<std::vector<FindingCount>> count_findings(const CaseId& id) = 0;
  /// Empty texts and the whole range narrow nothing. `order` by confidence: then by place.
  struct FindingFilter {
    std::string element, state, evidence, place;
    int least = 0, most = 100;  ///< confidence, both ends included
    enum class Order { place, least_sure, most_sure } order = Order::place;
  };
  virtual Result<std::vector<FindingRow>>
  findings_listed(const CaseId& id, const FindingFilter& filter, Page page) = 0;
  virtual Result<std::uint64_t> count_listed(const CaseId& id, const FindingFilter& filter) = 0;
  /// Of one file of an item, by element, then state.
  virtual Result<std::vector<FindingCount>>
  count_place(const CaseId& id, const EvidenceId& evidence, std::string_view place) = 0;
  virtual Result<void> put_found_files(const std::vector<FoundFileRow>& rows,
                                       std::uint64_t lot = 0) = 0;
  /// By number, which are 1, 2, 3 … Those of the lot that is shown.
  virtual Result<std::vector<FoundFileRow>> found_files(const CaseId& id, Page page) = 0;
  virtual Result<std::uint64_t> count_found_files(const CaseId& id) = 0;
  virtual Result<std::optional<FoundFileRow>> found_file(const CaseId& id,
                                                         std::uint64_t number) = 0;
  /// Those of the same words. `words` not "".
  virtual Result<std::vector<FindingRow>> findings_of_words(const CaseId& id,
                                                            std::string_view words) = 0;
  /// The NAMEs of one person.
  virtual Result<std::vector<FindingRow>> names_of_person(const CaseId& id,
                                                          const PersonId& person) = 0;
  /// NAMEs whose words have no index yet.
  virtual Result<std::vector<FindingRow>> names_without_words(const CaseId& id,
                                                              std::uint64_t limit) = 0;
  struct JudgedWords {
    std::string words, state;
    std::uint64_t count = 0;
    FindingId first;  ///< of them
    friend bool operator==(const JudgedWords&, const JudgedWords&) = default;
  };
  /// NAMEs that are not proposed and have an index, the same words and state together; by words,
  /// then state.
  virtual Result<std::vector<JudgedWords>> judged_words(const CaseId& id) = 0;
  /// Puts or replaces.
  virtual Result<void> put_search(const SearchRow& row) = 0;
  virtual Result<std::optional<SearchRow>> search(const CaseId& id) = 0;
  virtual Result<void> put_search_part(const SearchPartRow& row) = 0;
  virtual Result<std::optional<SearchPartRow>> search_part(const CaseId& id,
                                                           std::uint64_t number) = 0;
  /// By number, from `from` on, at most `limit`.
  virtual Result<std::vector<SearchPartRow>> search_parts(const CaseId& id, std::uint64_t from,
                                                          std::uint64_t limit) = 0;
  /// Takes away at most `most` parts with numbers in [from, to). True: there may be more.
  virtual Result<bool> erase_search_parts(const CaseId& id, std::uint64_t from, std::uint64_t to,
                                          std::uint64_t most) = 0;
  /// Its parts stay until they are erased.
  virtual Result<void> erase_search(const CaseId& id) = 0;
  virtual Result<void> put_people(const std::vector<PersonRow>& rows, std::uint64_t lot = 0) = 0;
  virtual Result<void> update_person(const PersonRow& row) = 0;
  virtual Result<std::optional<PersonRow>> person(const CaseId& id, const PersonId& person) = 0;
  /// By id; residence, status and standing "" mean any, residence no_residence those without one.
  static constexpr std::string_view no_residence = "none";
  virtual Result<std::vector<PersonRow>> people(const CaseId& id, std::string_view residence,
                                                std::string_view status,
                                                std::string_view standing, Page page) = 0;
  struct PeopleCount {
    std::string residence, status, standing;
    std::uint64_t count = 0;
    friend bool operator==(const PeopleCount&, const PeopleCount&) = default;
  };
  virtual Result<std::vector<PeopleCount>> count_people(const CaseId& id) = 0;

  // Duties and letters ---------------------------------------------------------------------
  virtual Result<void> put_sheet(const SheetRow& row) = 0;
  virtual Result<std::vector<SheetRow>> sheets(const CaseId& id) = 0;  ///< newest first
  virtual Result<std::optional<SheetRow>> sheet(const SheetId& id) = 0;
  virtual Result<std::vector<CaseId>> cases_with_sheets() = 0;  ///< each once, by id
  virtual Result<void> put_place_day(const PlaceDayRow& row) = 0;
  virtual Result<std::vector<PlaceDayRow>> place_days() = 0;  ///< by event
  virtual Result<void> put_clock(const ClockRow& row) = 0;
  virtual Result<void> update_clock(const ClockRow& row) = 0;
  virtual Result<std::optional<ClockRow>> clock(std::string_view id) = 0;
  virtual Result<std::vector<ClockRow>> clocks(const CaseId& id) = 0;  ///< by event
  virtual Result<std::vector<ClockRow>> open_clocks() = 0;  ///< not ended; by event
  virtual Result<void> put_reading(const ReadingRow& row) = 0;
  /// Those signed for the case and those signed for the pack; by event.
  virtual Result<std::vector<ReadingRow>> readings(const CaseId& id) = 0;
  virtual Result<void> put_batch(const BatchRow& row) = 0;
  virtual Result<void> update_batch(const BatchRow& row) = 0;
  virtual Result<std::optional<BatchRow>> batch(const BatchId& id) = 0;
  virtual Result<std::vector<BatchRow>> batches(const CaseId& id) = 0;  ///< newest first
  virtual Result<void> put_letters(const std::vector<LetterRow>& rows) = 0;
  virtual Result<void> update_letter(const LetterRow& row) = 0;
  virtual Result<std::optional<LetterRow>> letter(const LetterId& id) = 0;
  virtual Result<std::vector<LetterRow>> letters(const BatchId& batch) = 0;  ///< by id

  // Officers -------------------------------------------------------------------------------
  virtual Result<void> put_officer(const OfficerRow& row) = 0;
  virtual Result<void> update_officer(const OfficerRow& row) = 0;
  virtual Result<std::optional<OfficerRow>> officer(const OfficerId& id) = 0;
  virtual Result<std::optional<OfficerRow>> officer_by_login(std::string_view login_index) = 0;
  virtual Result<std::vector<OfficerRow>> officers() = 0;  ///< by id
  virtual Result<void> put_session(const SessionRow& row) = 0;
  virtual Result<void> update_session(const SessionRow& row) = 0;
  virtual Result<std::optional<SessionRow>> session(std::string_view token_hash) = 0;
  virtual Result<void> erase_session(std::string_view token_hash) = 0;
  virtual Result<void> erase_sessions_before(Instant expires) = 0;
  virtual Result<void> put_invite(const InviteRow& row) = 0;
  virtual Result<void> update_invite(const InviteRow& row) = 0;
  virtual Result<std::optional<InviteRow>> invite(std::string_view token_hash) = 0;

  // Jobs -----------------------------------------------------------------------------------
  virtual Result<void> put_job(const JobRow& row) = 0;
  virtual Result<void> update_job(const JobRow& row) = 0;
  virtual Result<std::optional<JobRow>> job(const JobId& id) = 0;
  virtual Result<std::vector<JobRow>> jobs(const CaseId& id) = 0;  ///< newest first
  /// Leases the oldest queued job, or, when none waits, a running one whose lease ran out before
  /// `now`.
  virtual Result<std::optional<JobRow>> lease_job(std::string_view worker, Instant now,
                                                  Instant until) = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  virtual Result<std::unique_ptr<Tx>> read() = 0;
  virtual Result<std::unique_ptr<Tx>> write() = 0;
  /// A consistent copy of the whole database as bytes in the file `path`, while running. The file
  /// is made (0600): Errc::conflict when there is one. In memory: Errc::unsupported.
  virtual Result<void> copy_to(const std::string& path) = 0;
  /// Reads every page and row; says what is wrong, nothing when sound.
  virtual Result<std::vector<std::string>> check() = 0;
};

}  // namespace ledgelight::desk
