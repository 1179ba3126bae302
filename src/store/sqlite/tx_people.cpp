#include <map>

#include "store/sequence.hpp"
#include "store/sqlite/tx.hpp"

namespace ledgelight::store {
namespace {

// What changes with any row of such a list of a case.
std::string findings_of(const CaseId& id) { return "findings/" + id.str(); }
std::string people_of(const CaseId& id) { return "people/" + id.str(); }

// A list of a case, narrowed part by part; an empty value narrows nothing.
struct Narrowed {
  std::string text;
  std::vector<ListValue> values;

  void add(std::string_view part, std::string_view value) {
    if (value.empty()) return;
    text += queries().text(part);
    values.emplace_back(std::string(value));
  }
  void add_number(std::string_view part, std::int64_t value) {
    text += queries().text(part);
    values.emplace_back(value);
  }
  /// The case is $first, the values follow it.
  ListQuery into(std::string_view query, int first, const CaseId& id) const {
    ListQuery out{numbered(with_parts(queries().text(query), {{"where", text}}), first + 1),
                  {id.str()}};
    out.values.insert(out.values.end(), values.begin(), values.end());
    return out;
  }
};

}  // namespace

// Discovery --------------------------------------------------------------------------------------

Result<void> SqliteTx::put_run(const RunRow& run) { return put("put_run", run); }
Result<void> SqliteTx::update_run(const RunRow& run) { return update("update_run", run); }
Result<std::vector<RunRow>> SqliteTx::runs(const CaseId& id) { return list<RunRow>("runs", id); }
Result<void> SqliteTx::put_sample(const SampleRow& row) { return put("put_sample", row); }
Result<void> SqliteTx::update_sample(const SampleRow& row) { return update("update_sample", row); }
Result<std::optional<SampleRow>> SqliteTx::sample(std::string_view id) {
  return find<SampleRow>("sample", id);
}
Result<std::vector<SampleRow>> SqliteTx::samples(const CaseId& id) {
  return list<SampleRow>("samples", id);
}

Result<void> SqliteTx::count_finding(const FindingRow& row, std::int64_t by) {
  TRY(lists_changed(findings_of(row.case_id)));
  TRY(run("count_finding", row.case_id, row.evidence, row.element, row.state, by));
  return {};
}

Result<void> SqliteTx::put_findings(const std::vector<FindingRow>& rows) {
  struct Kind {
    const FindingRow* like;
    std::int64_t n;
  };
  std::map<std::tuple<CaseId, EvidenceId, std::string, std::string>, Kind> kinds;
  for (const auto& row : rows) {
    TRY(put("put_finding", row));
    auto& kind = kinds.try_emplace({row.case_id, row.evidence, row.element, row.state},
                                   Kind{&row, 0}).first->second;
    ++kind.n;
  }
  for (const auto& [key, kind] : kinds) TRY(count_finding(*kind.like, kind.n));
  return {};
}

Result<void> SqliteTx::update_finding(const FindingRow& row) {
  const auto old = TRY(finding(row.id));
  TRY(update("update_finding", row));
  TRY(count_finding(*old, -1));
  return count_finding(row, 1);
}

Result<std::optional<FindingRow>> SqliteTx::finding(const FindingId& id) {
  return find<FindingRow>("finding", id);
}

Result<std::vector<FindingRow>> SqliteTx::findings(const CaseId& id, std::string_view element,
                                                   std::string_view state, Page page) {
  Narrowed where;
  where.add("finding_where_element", element);
  where.add("finding_where_state", state);
  const auto from = TRY(from_id(where.into("finding_places", 1, id), findings_of(id), page));
  where.add("finding_where_after", from.after);
  const auto query = where.into("finding_list", 3, id);
  return list_by<FindingRow>(query.text, limit_of(from.page.limit), offset_of(from.page.offset),
                             query.values);
}

namespace {

Narrowed narrowed(const Tx::FindingFilter& filter) {
  Narrowed where;
  where.add("finding_where_element", filter.element);
  where.add("finding_where_state", filter.state);
  where.add("finding_where_evidence", filter.evidence);
  where.add("finding_where_place", filter.place);
  if (filter.least > 0) where.add_number("finding_where_least", filter.least);
  if (filter.most < 100) where.add_number("finding_where_most", filter.most);
  return where;
}

}  // namespace

Result<std::vector<FindingRow>> SqliteTx::findings_listed(const CaseId& id,
                                                          const FindingFilter& filter, Page page) {
  auto where = narrowed(filter);
  const char* list = filter.order == FindingFilter::Order::least_sure  ? "finding_list_least_sure"
                     : filter.order == FindingFilter::Order::most_sure ? "finding_list_most_sure"
                                                                       : "finding_list";
  FromId from{"", page};
  if (filter.order == FindingFilter::Order::place) {
    from = TRY(from_id(where.into("finding_places", 1, id), findings_of(id), page));
    where.add("finding_where_after", from.after);
  }
  const auto query = where.into(list, 3, id);
  return list_by<FindingRow>(query.text, limit_of(from.page.limit), offset_of(from.page.offset),
                             query.values);
}

Result<std::uint64_t> SqliteTx::count_listed(const CaseId& id, const FindingFilter& filter) {
  const auto query = narrowed(filter).into("finding_count_listed", 1, id);
  return count_by(query.text, query.values);
}

Result<std::vector<Tx::FindingCount>>
SqliteTx::count_place(const CaseId& id, const EvidenceId& evidence, std::string_view place) {
  std::vector<FindingCount> out;
  TRY(scan(
      queries().text("count_place"),
      [&](const Statement& s) {
        out.push_back({evidence, std::string(s.bytes(0)), std::string(s.bytes(1)),
                       static_cast<std::uint64_t>(s.number(2))});
      },
      id, evidence, place));
  return out;
}

Result<void> SqliteTx::put_found_file(const FoundFileRow& row) {
  return put("put_found_file", row);
}
Result<std::vector<FoundFileRow>> SqliteTx::found_files(const CaseId& id, Page page) {
  return list<FoundFileRow>("found_files", limit_of(page.limit), offset_of(page.offset), id);
}
Result<std::uint64_t> SqliteTx::count_found_files(const CaseId& id) {
  return count_by(queries().text("count_found_files"), id);
}
Result<std::optional<FoundFileRow>> SqliteTx::found_file(const CaseId& id, std::uint64_t number) {
  return find<FoundFileRow>("found_file", id, static_cast<std::int64_t>(number));
}

Result<std::vector<Tx::FindingCount>> SqliteTx::count_findings(const CaseId& id) {
  std::vector<FindingCount> out;
  TRY(scan(
      queries().text("count_findings"),
      [&](const Statement& s) {
        out.push_back({EvidenceId(std::string(s.bytes(0))), std::string(s.bytes(1)),
                       std::string(s.bytes(2)), static_cast<std::uint64_t>(s.number(3))});
      },
      id));
  return out;
}

Result<std::vector<FindingRow>> SqliteTx::findings_of_words(const CaseId& id,
                                                            std::string_view words) {
  return list<FindingRow>("findings_of_words", id, words);
}

Result<std::vector<FindingRow>> SqliteTx::names_of_person(const CaseId& id,
                                                          const PersonId& person) {
  return list<FindingRow>("names_of_person", id, person);
}

Result<std::vector<FindingRow>> SqliteTx::names_without_words(const CaseId& id,
                                                              std::uint64_t limit) {
  return list<FindingRow>("names_without_words", id, limit_of(limit));
}

Result<std::vector<Tx::JudgedWords>> SqliteTx::judged_words(const CaseId& id) {
  std::vector<JudgedWords> out;
  TRY(scan(
      queries().text("judged_words"),
      [&](const Statement& s) {
        out.push_back({std::string(s.bytes(0)), std::string(s.bytes(1)),
                       static_cast<std::uint64_t>(s.number(2)), FindingId(std::string(s.bytes(3)))});
      },
      id));
  return out;
}

Result<void> SqliteTx::put_search(const SearchRow& row) { return put("put_search", row); }
Result<std::optional<SearchRow>> SqliteTx::search(const CaseId& id) {
  return find<SearchRow>("search", id);
}
Result<void> SqliteTx::put_search_part(const SearchPartRow& row) {
  return put("put_search_part", row);
}
Result<std::optional<SearchPartRow>> SqliteTx::search_part(const CaseId& id,
                                                           std::uint64_t number) {
  return find<SearchPartRow>("search_part", id, static_cast<std::int64_t>(number));
}
Result<void> SqliteTx::erase_search(const CaseId& id) {
  TRY(run("erase_search_parts", id));
  TRY(run("erase_search", id));
  return {};
}

Result<void> SqliteTx::drop_proposals(const CaseId& id) {
  TRY(lists_changed(findings_of(id)));
  TRY(run("drop_proposals", id));
  TRY(run("drop_proposal_counts", id));
  TRY(run("drop_found_files", id));
  return {};
}

// People -----------------------------------------------------------------------------------------

Result<void> SqliteTx::count_person(const PersonRow& row, std::int64_t by) {
  TRY(lists_changed(people_of(row.case_id)));
  TRY(run("count_person", row.case_id, row.residence, row.status, row.standing, by));
  return {};
}

Result<void> SqliteTx::put_people(const std::vector<PersonRow>& rows) {
  struct Kind {
    const PersonRow* like;
    std::int64_t n;
  };
  std::map<std::tuple<CaseId, std::string, std::string, std::string>, Kind> kinds;
  for (const auto& row : rows) {
    TRY(put("put_person", row));
    auto& kind = kinds.try_emplace({row.case_id, row.residence, row.status, row.standing},
                                   Kind{&row, 0}).first->second;
    ++kind.n;
  }
  for (const auto& [key, kind] : kinds) TRY(count_person(*kind.like, kind.n));
  return {};
}

Result<void> SqliteTx::update_person(const PersonRow& row) {
  const auto old = TRY(person(row.case_id, row.id));
  TRY(update("update_person", row));
  TRY(count_person(*old, -1));
  return count_person(row, 1);
}

Result<std::optional<PersonRow>> SqliteTx::person(const CaseId& id, const PersonId& person) {
  return find<PersonRow>("person", id, person);
}

Result<std::vector<PersonRow>> SqliteTx::people(const CaseId& id, std::string_view residence,
                                                std::string_view status,
                                                std::string_view standing, Page page) {
  Narrowed where;
  if (residence == no_residence) {
    where.text += queries().text("people_where_no_residence");
  } else {
    where.add("people_where_residence", residence);
  }
  where.add("people_where_status", status);
  where.add("people_where_standing", standing);
  const auto from = TRY(from_id(where.into("people_places", 1, id), people_of(id), page));
  where.add("people_where_after", from.after);
  const auto query = where.into("people", 3, id);
  return list_by<PersonRow>(query.text, limit_of(from.page.limit), offset_of(from.page.offset),
                            query.values);
}

Result<std::vector<Tx::PeopleCount>> SqliteTx::count_people(const CaseId& id) {
  std::vector<PeopleCount> out;
  TRY(scan(
      queries().text("count_people"),
      [&](const Statement& s) {
        out.push_back({std::string(s.bytes(0)), std::string(s.bytes(1)), std::string(s.bytes(2)),
                       static_cast<std::uint64_t>(s.number(3))});
      },
      id));
  return out;
}

Result<void> SqliteTx::drop_proposed_people(const CaseId& id) {
  TRY(lists_changed(people_of(id)));
  TRY(run("drop_keys_of_proposed_people", id));
  TRY(run("drop_proposed_people", id));
  TRY(run("drop_proposed_people_counts", id));
  return {};
}

// Duties and letters -----------------------------------------------------------------------------

Result<void> SqliteTx::put_sheet(const SheetRow& row) { return put("put_sheet", row); }
Result<std::vector<CaseId>> SqliteTx::cases_with_sheets() {
  std::vector<CaseId> out;
  TRY(scan(queries().text("cases_with_sheets"),
           [&](const Statement& s) { out.emplace_back(std::string(s.bytes(0))); }));
  return out;
}
Result<std::vector<SheetRow>> SqliteTx::sheets(const CaseId& id) {
  return list<SheetRow>("sheets", id);
}
Result<std::optional<SheetRow>> SqliteTx::sheet(const SheetId& id) {
  return find<SheetRow>("sheet", id);
}
Result<void> SqliteTx::put_place_day(const PlaceDayRow& row) { return put("put_place_day", row); }
Result<std::vector<PlaceDayRow>> SqliteTx::place_days() { return list<PlaceDayRow>("place_days"); }
Result<void> SqliteTx::put_clock(const ClockRow& row) { return put("put_clock", row); }
Result<void> SqliteTx::update_clock(const ClockRow& row) { return update("update_clock", row); }
Result<std::optional<ClockRow>> SqliteTx::clock(std::string_view id) {
  return find<ClockRow>("clock", id);
}
Result<std::vector<ClockRow>> SqliteTx::clocks(const CaseId& id) {
  return list<ClockRow>("clocks", id);
}
Result<std::vector<ClockRow>> SqliteTx::open_clocks() { return list<ClockRow>("open_clocks"); }
Result<void> SqliteTx::put_reading(const ReadingRow& row) { return put("put_reading", row); }
Result<std::vector<ReadingRow>> SqliteTx::readings(const CaseId& id) {
  auto rows = TRY(list<ReadingRow>("readings_of_case", id));
  for (auto& row : TRY(list<ReadingRow>("readings_of_packs"))) rows.push_back(std::move(row));
  std::stable_sort(rows.begin(), rows.end(), [](const ReadingRow& a, const ReadingRow& b) {
    return std::tie(a.event, a.id) < std::tie(b.event, b.id);
  });
  return rows;
}
Result<void> SqliteTx::put_batch(const BatchRow& row) { return put("put_batch", row); }
Result<void> SqliteTx::update_batch(const BatchRow& row) { return update("update_batch", row); }
Result<std::optional<BatchRow>> SqliteTx::batch(const BatchId& id) {
  return find<BatchRow>("batch", id);
}
Result<std::vector<BatchRow>> SqliteTx::batches(const CaseId& id) {
  return list<BatchRow>("batches", id);
}
Result<void> SqliteTx::put_letters(const std::vector<LetterRow>& rows) {
  for (const auto& row : rows) TRY(put("put_letter", row));
  return {};
}
Result<void> SqliteTx::update_letter(const LetterRow& row) { return update("update_letter", row); }
Result<std::optional<LetterRow>> SqliteTx::letter(const LetterId& id) {
  return find<LetterRow>("letter", id);
}
Result<std::vector<LetterRow>> SqliteTx::letters(const BatchId& batch) {
  return list<LetterRow>("letters", batch);
}

// Jobs -------------------------------------------------------------------------------------------

Result<void> SqliteTx::put_job(const JobRow& row) {
  return put("put_job", row, sequence_of(row.id.str()));
}
Result<void> SqliteTx::update_job(const JobRow& row) {
  return update("update_job", row, sequence_of(row.id.str()));
}
Result<std::optional<JobRow>> SqliteTx::job(const JobId& id) { return find<JobRow>("job", id); }
Result<std::vector<JobRow>> SqliteTx::jobs(const CaseId& id) { return list<JobRow>("jobs", id); }

Result<std::optional<JobRow>> SqliteTx::lease_job(std::string_view worker, Instant now,
                                                  Instant until) {
  auto job = TRY(find<JobRow>("oldest_queued_job"));
  if (!job) job = TRY(find<JobRow>("oldest_lost_job", now));
  if (!job) return job;
  job->state = "running";
  job->worker = worker;
  job->lease_until = until;
  TRY(update_job(*job));
  return job;
}

}  // namespace ledgelight::store
