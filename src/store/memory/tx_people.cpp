#include <set>

#include "store/memory/rows.hpp"
#include "store/memory/tx.hpp"
#include "store/sequence.hpp"

namespace ledgelight::store {
namespace {

bool fits(std::string_view filter, const std::string& value) {
  return filter.empty() || filter == value;
}

bool nobody_judged(const PersonRow& r) {
  return r.standing == "proposed" || r.standing == "uncertain";
}

}  // namespace

// Discovery --------------------------------------------------------------------------------------

Result<void> MemoryTx::put_run(const RunRow& run) {
  TRY(may_write());
  if (state_.cases->count(run.case_id) == 0) return no_parent();
  return put_row(state_.runs, run.id, run);
}

Result<void> MemoryTx::update_run(const RunRow& run) {
  TRY(may_write());
  return update_row(state_.runs, run.id, run);
}

Result<std::vector<RunRow>> MemoryTx::runs(const CaseId& id) {
  TRY(may_read());
  return newest_first(
      select(state_.runs, [&](const RunRow& r) { return r.case_id == id; },
             [](const RunRow& r) { return std::make_tuple(r.at, r.event, r.id); }));
}

Result<void> MemoryTx::put_sample(const SampleRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  return put_row(state_.samples, row.id, row);
}

Result<void> MemoryTx::update_sample(const SampleRow& row) {
  TRY(may_write());
  return update_row(state_.samples, row.id, row);
}

Result<std::optional<SampleRow>> MemoryTx::sample(std::string_view id) {
  TRY(may_read());
  return find_row(state_.samples, std::string(id));
}

Result<std::vector<SampleRow>> MemoryTx::samples(const CaseId& id) {
  TRY(may_read());
  return newest_first(
      select(state_.samples, [&](const SampleRow& r) { return r.case_id == id; },
             [](const SampleRow& r) { return std::make_tuple(r.at, r.event, r.id); }));
}

Result<void> MemoryTx::put_findings(const std::vector<FindingRow>& rows) {
  TRY(may_write());
  for (const auto& row : rows) {
    if (state_.cases->count(row.case_id) == 0) return no_parent();
    TRY(put_row(state_.findings, row.id, row));
  }
  return {};
}

Result<void> MemoryTx::update_finding(const FindingRow& row) {
  TRY(may_write());
  return update_row(state_.findings, row.id, row);
}

Result<std::optional<FindingRow>> MemoryTx::finding(const FindingId& id) {
  TRY(may_read());
  return find_row(state_.findings, id);
}

Result<std::vector<FindingRow>> MemoryTx::findings(const CaseId& id, std::string_view element,
                                                   std::string_view state, Page page) {
  TRY(may_read());
  const auto wanted = [&](const FindingRow& r) {
    return r.case_id == id && fits(element, r.element) && fits(state, r.state);
  };
  return page_of(select(state_.findings, wanted, [](const FindingRow& r) { return r.id; }), page);
}

Result<std::vector<Tx::FindingCount>> MemoryTx::count_findings(const CaseId& id) {
  TRY(may_read());
  std::map<std::tuple<EvidenceId, std::string, std::string>, std::uint64_t> counts;
  for (const auto& [key, r] : *state_.findings) {
    if (r.case_id == id) ++counts[{r.evidence, r.element, r.state}];
  }
  std::vector<FindingCount> out;
  for (const auto& [key, n] : counts) {
    out.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), n});
  }
  return out;
}

namespace {

bool fits_filter(const CaseId& id, const Tx::FindingFilter& filter, const FindingRow& r) {
  return r.case_id == id && fits(filter.element, r.element) && fits(filter.state, r.state) &&
         fits(filter.evidence, r.evidence.str()) && fits(filter.place, r.place) &&
         r.confidence >= filter.least && r.confidence <= filter.most;
}

}  // namespace

Result<std::vector<FindingRow>> MemoryTx::findings_listed(const CaseId& id,
                                                          const FindingFilter& filter, Page page) {
  TRY(may_read());
  using Order = FindingFilter::Order;
  const auto wanted = [&](const FindingRow& r) { return fits_filter(id, filter, r); };
  const auto rank = [&](const FindingRow& r) {
    const int sure = filter.order == Order::least_sure  ? r.confidence
                     : filter.order == Order::most_sure ? -r.confidence
                                                        : 0;
    return std::make_pair(sure, r.id);
  };
  return page_of(select(state_.findings, wanted, rank), page);
}

Result<std::uint64_t> MemoryTx::count_listed(const CaseId& id, const FindingFilter& filter) {
  TRY(may_read());
  std::uint64_t n = 0;
  for (const auto& [key, r] : *state_.findings)
    n += fits_filter(id, filter, r) ? 1U : 0U;
  return n;
}

Result<std::vector<Tx::FindingCount>>
MemoryTx::count_place(const CaseId& id, const EvidenceId& evidence, std::string_view place) {
  TRY(may_read());
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
  for (const auto& [key, r] : *state_.findings)
    if (r.case_id == id && r.evidence == evidence && r.place == place)
      ++counts[{r.element, r.state}];
  std::vector<FindingCount> out;
  for (const auto& [kind, n] : counts)
    out.push_back({evidence, kind.first, kind.second, n});
  return out;
}

Result<void> MemoryTx::put_found_file(const FoundFileRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  return put_row(state_.found_files, std::pair(row.case_id, row.number), row);
}
Result<std::vector<FoundFileRow>> MemoryTx::found_files(const CaseId& id, Page page) {
  TRY(may_read());
  return page_of(select(
                     state_.found_files, [&](const FoundFileRow& r) { return r.case_id == id; },
                     [](const FoundFileRow& r) { return r.number; }),
                 page);
}
Result<std::uint64_t> MemoryTx::count_found_files(const CaseId& id) {
  return TRY(found_files(id, {0, 0})).size();
}
Result<std::optional<FoundFileRow>> MemoryTx::found_file(const CaseId& id, std::uint64_t number) {
  TRY(may_read());
  return find_row(state_.found_files, std::pair(id, number));
}

Result<std::vector<FindingRow>> MemoryTx::findings_of_words(const CaseId& id,
                                                            std::string_view words) {
  TRY(may_read());
  const auto wanted = [&](const FindingRow& r) {
    return r.case_id == id && !r.words.empty() && r.words == words;
  };
  return select(state_.findings, wanted, [](const FindingRow& r) { return r.id; });
}

Result<std::vector<FindingRow>> MemoryTx::names_of_person(const CaseId& id,
                                                          const PersonId& person) {
  TRY(may_read());
  const auto wanted = [&](const FindingRow& r) {
    return r.case_id == id && r.element == "NAME" && !r.person.empty() && r.person == person;
  };
  return select(state_.findings, wanted, [](const FindingRow& r) { return r.id; });
}

Result<std::vector<FindingRow>> MemoryTx::names_without_words(const CaseId& id,
                                                              std::uint64_t limit) {
  TRY(may_read());
  const auto wanted = [&](const FindingRow& r) {
    return r.case_id == id && r.element == "NAME" && r.words.empty();
  };
  return page_of(select(state_.findings, wanted, [](const FindingRow& r) { return r.id; }),
                 {0, limit});
}

Result<std::vector<Tx::JudgedWords>> MemoryTx::judged_words(const CaseId& id) {
  TRY(may_read());
  std::map<std::pair<std::string, std::string>, JudgedWords> all;
  for (const auto& [key, r] : *state_.findings) {
    if (r.case_id != id || r.words.empty() || r.state == "proposed") continue;
    auto& one = all.try_emplace({r.words, r.state}, JudgedWords{r.words, r.state, 0, r.id})
                    .first->second;
    ++one.count;
    one.first = std::min(one.first, r.id);
  }
  std::vector<JudgedWords> out;
  for (auto& entry : all)
    out.push_back(std::move(entry.second));
  return out;
}

Result<void> MemoryTx::put_search(const SearchRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  state_.searches.change().insert_or_assign(row.case_id, row);
  return {};
}

Result<std::optional<SearchRow>> MemoryTx::search(const CaseId& id) {
  TRY(may_read());
  return find_row(state_.searches, id);
}

Result<void> MemoryTx::put_search_part(const SearchPartRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  return put_row(state_.search_parts, std::pair(row.case_id, row.number), row);
}

Result<std::optional<SearchPartRow>> MemoryTx::search_part(const CaseId& id,
                                                           std::uint64_t number) {
  TRY(may_read());
  return find_row(state_.search_parts, std::pair(id, number));
}

Result<void> MemoryTx::erase_search(const CaseId& id) {
  TRY(may_write());
  erase_where(state_.search_parts, [&](const SearchPartRow& r) { return r.case_id == id; });
  erase_where(state_.searches, [&](const SearchRow& r) { return r.case_id == id; });
  return {};
}

Result<void> MemoryTx::drop_proposals(const CaseId& id) {
  TRY(may_write());
  erase_where(state_.findings,
              [&](const FindingRow& r) { return r.case_id == id && r.state == "proposed"; });
  erase_where(state_.found_files, [&](const FoundFileRow& r) { return r.case_id == id; });
  return {};
}

// People -----------------------------------------------------------------------------------------

Result<void> MemoryTx::put_people(const std::vector<PersonRow>& rows) {
  TRY(may_write());
  for (const auto& row : rows) {
    if (state_.cases->count(row.case_id) == 0) return no_parent();
    TRY(put_row(state_.people, std::make_pair(row.case_id, row.id), row));
  }
  return {};
}

Result<void> MemoryTx::update_person(const PersonRow& row) {
  TRY(may_write());
  return update_row(state_.people, std::make_pair(row.case_id, row.id), row);
}

Result<std::optional<PersonRow>> MemoryTx::person(const CaseId& id, const PersonId& person) {
  TRY(may_read());
  return find_row(state_.people, std::make_pair(id, person));
}

Result<std::vector<PersonRow>> MemoryTx::people(const CaseId& id, std::string_view residence,
                                                std::string_view status,
                                                std::string_view standing, Page page) {
  TRY(may_read());
  const auto wanted = [&](const PersonRow& r) {
    const bool lives =
        residence == no_residence ? r.residence.empty() : fits(residence, r.residence);
    return r.case_id == id && lives && fits(status, r.status) && fits(standing, r.standing);
  };
  return page_of(select(state_.people, wanted, [](const PersonRow& r) { return r.id; }), page);
}

Result<std::vector<Tx::PeopleCount>> MemoryTx::count_people(const CaseId& id) {
  TRY(may_read());
  std::map<std::tuple<std::string, std::string, std::string>, std::uint64_t> counts;
  for (const auto& [key, r] : *state_.people) {
    if (r.case_id == id) ++counts[{r.residence, r.status, r.standing}];
  }
  std::vector<PeopleCount> out;
  for (const auto& [key, n] : counts) {
    out.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), n});
  }
  return out;
}

Result<void> MemoryTx::drop_proposed_people(const CaseId& id) {
  TRY(may_write());
  const auto kase = find_row(state_.cases, id);
  for (const auto& [key, r] : *state_.people) {
    if (r.case_id != id || !nobody_judged(r)) continue;
    if (!kase || r.key != kase->key) state_.keys.change().erase(r.key);
  }
  erase_where(state_.people,
              [&](const PersonRow& r) { return r.case_id == id && nobody_judged(r); });
  return {};
}

// Duties and letters -----------------------------------------------------------------------------

Result<void> MemoryTx::put_sheet(const SheetRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  return put_row(state_.sheets, row.id, row);
}

Result<std::vector<CaseId>> MemoryTx::cases_with_sheets() {
  TRY(may_read());
  std::set<CaseId> out;
  for (const auto& [id, row] : *state_.sheets)
    out.insert(row.case_id);
  return std::vector<CaseId>(out.begin(), out.end());
}

Result<std::vector<SheetRow>> MemoryTx::sheets(const CaseId& id) {
  TRY(may_read());
  return newest_first(
      select(state_.sheets, [&](const SheetRow& r) { return r.case_id == id; },
             [](const SheetRow& r) { return std::make_tuple(r.at, r.event, r.id); }));
}

Result<std::optional<SheetRow>> MemoryTx::sheet(const SheetId& id) {
  TRY(may_read());
  return find_row(state_.sheets, id);
}

Result<void> MemoryTx::put_place_day(const PlaceDayRow& row) {
  TRY(may_write());
  return put_row(state_.place_days, row.id, row);
}

Result<std::vector<PlaceDayRow>> MemoryTx::place_days() {
  TRY(may_read());
  return select(state_.place_days, [](const PlaceDayRow&) { return true; },
                [](const PlaceDayRow& r) { return std::make_tuple(r.event, r.id); });
}

Result<void> MemoryTx::put_clock(const ClockRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  return put_row(state_.clocks, row.id, row);
}

Result<void> MemoryTx::update_clock(const ClockRow& row) {
  TRY(may_write());
  return update_row(state_.clocks, row.id, row);
}

Result<std::optional<ClockRow>> MemoryTx::clock(std::string_view id) {
  TRY(may_read());
  return find_row(state_.clocks, std::string(id));
}

Result<std::vector<ClockRow>> MemoryTx::clocks(const CaseId& id) {
  TRY(may_read());
  return select(state_.clocks, [&](const ClockRow& r) { return r.case_id == id; },
                [](const ClockRow& r) { return std::make_tuple(r.event, r.id); });
}

Result<std::vector<ClockRow>> MemoryTx::open_clocks() {
  TRY(may_read());
  return select(state_.clocks, [](const ClockRow& r) { return r.state != "ended"; },
                [](const ClockRow& r) { return std::make_tuple(r.event, r.id); });
}

Result<void> MemoryTx::put_reading(const ReadingRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  return put_row(state_.readings, row.id, row);
}

Result<std::vector<ReadingRow>> MemoryTx::readings(const CaseId& id) {
  TRY(may_read());
  return select(state_.readings,
                [&](const ReadingRow& r) { return r.case_id == id || r.scope == "pack"; },
                [](const ReadingRow& r) { return std::make_tuple(r.event, r.id); });
}

Result<void> MemoryTx::put_batch(const BatchRow& row) {
  TRY(may_write());
  if (state_.cases->count(row.case_id) == 0) return no_parent();
  return put_row(state_.batches, row.id, row);
}

Result<void> MemoryTx::update_batch(const BatchRow& row) {
  TRY(may_write());
  return update_row(state_.batches, row.id, row);
}

Result<std::optional<BatchRow>> MemoryTx::batch(const BatchId& id) {
  TRY(may_read());
  return find_row(state_.batches, id);
}

Result<std::vector<BatchRow>> MemoryTx::batches(const CaseId& id) {
  TRY(may_read());
  return newest_first(
      select(state_.batches, [&](const BatchRow& r) { return r.case_id == id; },
             [](const BatchRow& r) { return std::make_tuple(r.rendered, r.event, r.id); }));
}

Result<void> MemoryTx::put_letters(const std::vector<LetterRow>& rows) {
  TRY(may_write());
  for (const auto& row : rows) {
    if (state_.batches->count(row.batch) == 0) return no_parent();
    if (state_.cases->count(row.case_id) == 0) return no_parent();
    TRY(put_row(state_.letters, row.id, row));
  }
  return {};
}

Result<void> MemoryTx::update_letter(const LetterRow& row) {
  TRY(may_write());
  return update_row(state_.letters, row.id, row);
}

Result<std::optional<LetterRow>> MemoryTx::letter(const LetterId& id) {
  TRY(may_read());
  return find_row(state_.letters, id);
}

Result<std::vector<LetterRow>> MemoryTx::letters(const BatchId& batch) {
  TRY(may_read());
  return select(state_.letters, [&](const LetterRow& r) { return r.batch == batch; },
                [](const LetterRow& r) { return r.id; });
}

// Jobs -------------------------------------------------------------------------------------------

Result<void> MemoryTx::put_job(const JobRow& row) {
  TRY(may_write());
  return put_row(state_.jobs, row.id, row);
}

Result<void> MemoryTx::update_job(const JobRow& row) {
  TRY(may_write());
  return update_row(state_.jobs, row.id, row);
}

Result<std::optional<JobRow>> MemoryTx::job(const JobId& id) {
  TRY(may_read());
  return find_row(state_.jobs, id);
}

Result<std::vector<JobRow>> MemoryTx::jobs(const CaseId& id) {
  TRY(may_read());
  return newest_first(select(
      state_.jobs, [&](const JobRow& r) { return r.case_id == id; },
      [](const JobRow& r) { return std::make_pair(r.created, sequence_of(r.id.str())); }));
}

Result<std::optional<JobRow>> MemoryTx::lease_job(std::string_view worker, Instant now,
                                                  Instant until) {
  TRY(may_write());
  const auto age = [](const JobRow& r) { return std::make_pair(r.created, sequence_of(r.id.str())); };
  auto ready = select(state_.jobs, [](const JobRow& r) { return r.state == "queued"; }, age);
  if (ready.empty()) {
    ready = select(
        state_.jobs,
        [&](const JobRow& r) {
          return r.state == "running" && r.lease_until.value_or(Instant{}) < now;
        },
        age);
  }
  if (ready.empty()) return std::optional<JobRow>{};
  auto job = ready.front();
  job.state = "running";
  job.worker = worker;
  job.lease_until = until;
  TRY(update_row(state_.jobs, job.id, job));
  return std::optional<JobRow>(job);
}

}  // namespace ledgelight::store
