#include <set>

#include "desk/ports/finding_id.hpp"
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

Result<std::vector<RunRow>> MemoryTx::runs(const CaseId& id, Page page) {
  TRY(may_read());
  return page_of(newest_first(select(
                     state_.runs, [&](const RunRow& r) { return r.case_id == id; },
                     [](const RunRow& r) { return std::make_tuple(r.at, r.event, r.id); })),
                 page);
}

Result<std::uint64_t> MemoryTx::count_runs(const CaseId& id) {
  return TRY(runs(id, {0, 0})).size();
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

// Lots -------------------------------------------------------------------------------------------

std::uint64_t MemoryTx::shown_lot(const CaseId& id) const {
  for (const auto& [number, lot] : *state_.lots)
    if (lot.case_id == id && lot.state == Lot::State::shown) return number;
  return 0;
}

Result<std::uint64_t> MemoryTx::lot_to_fill(const CaseId& id, std::uint64_t lot) {
  if (lot != 0) {
    const auto row = find_row(state_.lots, lot);
    if (row && row->case_id == id && row->state == Lot::State::filling) return lot;
    return fail(Errc::wrong_state, "what was found is not put in its place any more");
  }
  if (const auto shown = shown_lot(id); shown != 0) return shown;
  if (state_.cases->count(id) == 0) return no_parent();
  const auto made = TRY(next_number("lot"));
  state_.lots.change()[made] = {id, Lot::State::shown};
  return made;
}

Result<std::uint64_t> MemoryTx::begin_lot(const CaseId& id) {
  TRY(may_write());
  if (state_.cases->count(id) == 0) return no_parent();
  const auto lot = TRY(next_number("lot"));
  state_.lots.change()[lot] = {id, Lot::State::filling};
  return lot;
}

Result<void> MemoryTx::show_lot(const CaseId& id, std::uint64_t lot) {
  TRY(may_write());
  TRY(lot_to_fill(id, lot));
  const auto old = shown_lot(id);
  for (const auto& [key, one] : *state_.people)
    if (one.lot == old && !nobody_judged(one.row) && state_.people->count({lot, one.row.id}) != 0)
      return fail(Errc::conflict, "it exists already");
  for (auto& [key, one] : state_.findings.change())
    if (one.lot == old && one.row.state != "proposed") one.lot = lot;
  auto& people = state_.people.change();
  for (auto it = people.begin(); it != people.end();) {
    auto one = it->second;
    if (one.lot != old || nobody_judged(one.row)) {
      ++it;
      continue;
    }
    it = people.erase(it);
    one.lot = lot;
    people.emplace(std::pair(lot, one.row.id), std::move(one));
  }
  auto& lots = state_.lots.change();
  if (old != 0) lots[old].state = Lot::State::leaving;
  lots[lot].state = Lot::State::shown;
  return changed(id);
}

Result<void> MemoryTx::give_up_lots(const CaseId& id) {
  TRY(may_write());
  for (auto& [number, lot] : state_.lots.change())
    if (lot.case_id == id && lot.state == Lot::State::filling) lot.state = Lot::State::leaving;
  return {};
}

Result<bool> MemoryTx::sweep_lots(const CaseId& id, std::uint64_t most) {
  TRY(may_write());
  const auto leaving = [&]() -> std::uint64_t {
    for (const auto& [number, lot] : *state_.lots)
      if (lot.case_id == id && lot.state == Lot::State::leaving) return number;
    return 0;
  };
  const auto lot = leaving();
  if (lot == 0) return false;
  const auto kase = find_row(state_.cases, id);
  auto left = most;
  const auto sweep = [&](auto& table, auto gone) {
    auto& rows = table.change();
    for (auto it = rows.begin(); it != rows.end() && left > 0;) {
      if (it->second.lot != lot) {
        ++it;
        continue;
      }
      gone(it->second.row);
      it = rows.erase(it);
      --left;
    }
  };
  sweep(state_.findings, [](const FindingRow&) {});
  sweep(state_.people, [&](const PersonRow& r) {
    if (!kase || r.key != kase->key) state_.keys.change().erase(r.key);
  });
  sweep(state_.found_files, [](const FoundFileRow&) {});
  if (left == 0) return true;
  state_.lots.change().erase(lot);
  return leaving() != 0;
}

Result<std::uint64_t> MemoryTx::shown_state(const CaseId& id) {
  TRY(may_read());
  return find_row(state_.counters, "shown/" + id.str()).value_or(0);
}

Result<void> MemoryTx::changed(const CaseId& id) {
  TRY(next_number("shown/" + id.str()));
  return {};
}

// Findings ---------------------------------------------------------------------------------------

namespace {

Result<std::uint64_t> order_of(const FindingRow& row) {
  const auto n = finding_number_of(row.id);
  if (!n || row.run != "d" + std::to_string(n->run) || row.id != finding_id(row.case_id, *n))
    return fail(Errc::bad_input, "no name of a finding");
  return place_in_order(*n);
}

/// The rows wanted of a lot, by what `rank` gives.
template <class Map, class Wanted, class Rank>
auto select_of(const Shared<Map>& table, std::uint64_t lot, Wanted wanted, Rank rank) {
  std::vector<decltype(Map::mapped_type::row)> out;
  for (const auto& [key, one] : *table)
    if (one.lot == lot && wanted(one.row)) out.push_back(one.row);
  std::stable_sort(out.begin(), out.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return out;
}

// As they are kept.
constexpr auto in_order = [](const auto&) { return 0; };

}  // namespace

Result<void> MemoryTx::put_findings(const std::vector<FindingRow>& rows, std::uint64_t lot) {
  TRY(may_write());
  for (const auto& row : rows) {
    const auto into = TRY(lot_to_fill(row.case_id, lot));
    TRY(put_row(state_.findings, TRY(order_of(row)), InLot<FindingRow>{into, row}));
    if (lot == 0) TRY(changed(row.case_id));
  }
  return {};
}

Result<void> MemoryTx::update_finding(const FindingRow& row) {
  TRY(may_write());
  if (!TRY(finding(row.id))) return fail(Errc::not_found, "no such row");
  state_.findings.change().at(TRY(order_of(row))).row = row;
  return changed(row.case_id);
}

Result<std::optional<FindingRow>> MemoryTx::finding(const FindingId& id) {
  TRY(may_read());
  const auto n = finding_number_of(id);
  if (!n) return std::optional<FindingRow>();
  const auto one = find_row(state_.findings, place_in_order(*n));
  if (!one || one->row.id != id || one->lot != shown_lot(one->row.case_id))
    return std::optional<FindingRow>();
  return std::optional(one->row);
}

Result<std::vector<FindingRow>> MemoryTx::findings(const CaseId& id, std::string_view element,
                                                   std::string_view state, Page page) {
  TRY(may_read());
  const auto wanted = [&](const FindingRow& r) {
    return fits(element, r.element) && fits(state, r.state);
  };
  return page_of(select_of(state_.findings, shown_lot(id), wanted, in_order), page);
}

Result<std::vector<Tx::FindingCount>> MemoryTx::count_findings(const CaseId& id) {
  TRY(may_read());
  std::map<std::tuple<EvidenceId, std::string, std::string>, std::uint64_t> counts;
  const auto lot = shown_lot(id);
  for (const auto& [key, one] : *state_.findings)
    if (one.lot == lot) ++counts[{one.row.evidence, one.row.element, one.row.state}];
  std::vector<FindingCount> out;
  for (const auto& [key, n] : counts) {
    out.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), n});
  }
  return out;
}

namespace {

bool fits_filter(const Tx::FindingFilter& filter, const FindingRow& r) {
  return fits(filter.element, r.element) && fits(filter.state, r.state) &&
         fits(filter.evidence, r.evidence.str()) && fits(filter.place, r.place) &&
         r.confidence >= filter.least && r.confidence <= filter.most;
}

}  // namespace

Result<std::vector<FindingRow>> MemoryTx::findings_listed(const CaseId& id,
                                                          const FindingFilter& filter, Page page) {
  TRY(may_read());
  using Order = FindingFilter::Order;
  const auto wanted = [&](const FindingRow& r) { return fits_filter(filter, r); };
  const auto rank = [&](const FindingRow& r) {
    return filter.order == Order::least_sure  ? r.confidence
           : filter.order == Order::most_sure ? -r.confidence
                                              : 0;
  };
  return page_of(select_of(state_.findings, shown_lot(id), wanted, rank), page);
}

Result<std::uint64_t> MemoryTx::count_listed(const CaseId& id, const FindingFilter& filter) {
  return TRY(findings_listed(id, filter, {0, 0})).size();
}

Result<std::vector<Tx::FindingCount>>
MemoryTx::count_place(const CaseId& id, const EvidenceId& evidence, std::string_view place) {
  TRY(may_read());
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
  FindingFilter filter;
  filter.evidence = evidence.str();
  filter.place = place;
  for (const auto& r : TRY(findings_listed(id, filter, {0, 0})))
    ++counts[{r.element, r.state}];
  std::vector<FindingCount> out;
  for (const auto& [kind, n] : counts)
    out.push_back({evidence, kind.first, kind.second, n});
  return out;
}

Result<void> MemoryTx::put_found_files(const std::vector<FoundFileRow>& rows, std::uint64_t lot) {
  TRY(may_write());
  for (const auto& row : rows) {
    const auto into = TRY(lot_to_fill(row.case_id, lot));
    TRY(put_row(state_.found_files, std::pair(into, row.number), InLot<FoundFileRow>{into, row}));
  }
  return {};
}
Result<std::vector<FoundFileRow>> MemoryTx::found_files(const CaseId& id, Page page) {
  TRY(may_read());
  return page_of(select_of(
                     state_.found_files, shown_lot(id), [](const auto&) { return true; }, in_order),
                 page);
}
Result<std::uint64_t> MemoryTx::count_found_files(const CaseId& id) {
  return TRY(found_files(id, {0, 0})).size();
}
Result<std::optional<FoundFileRow>> MemoryTx::found_file(const CaseId& id, std::uint64_t number) {
  TRY(may_read());
  const auto one = find_row(state_.found_files, std::pair(shown_lot(id), number));
  return one ? std::optional(one->row) : std::nullopt;
}

Result<std::vector<FindingRow>> MemoryTx::findings_of_words(const CaseId& id,
                                                            std::string_view words) {
  TRY(may_read());
  const auto wanted = [&](const FindingRow& r) { return !r.words.empty() && r.words == words; };
  return select_of(state_.findings, shown_lot(id), wanted, in_order);
}

Result<std::vector<FindingRow>> MemoryTx::names_of_person(const CaseId& id,
                                                          const PersonId& person) {
  TRY(may_read());
  const auto wanted = [&](const FindingRow& r) {
    return r.element == "NAME" && !r.person.empty() && r.person == person;
  };
  return select_of(state_.findings, shown_lot(id), wanted, in_order);
}

Result<std::vector<FindingRow>> MemoryTx::names_without_words(const CaseId& id,
                                                              std::uint64_t limit) {
  TRY(may_read());
  const auto wanted = [&](const FindingRow& r) { return r.element == "NAME" && r.words.empty(); };
  return page_of(select_of(state_.findings, shown_lot(id), wanted, in_order), {0, limit});
}

Result<std::vector<Tx::JudgedWords>> MemoryTx::judged_words(const CaseId& id) {
  TRY(may_read());
  std::map<std::pair<std::string, std::string>, JudgedWords> all;
  const auto lot = shown_lot(id);
  for (const auto& [key, one] : *state_.findings) {
    const auto& r = one.row;
    if (one.lot != lot || r.words.empty() || r.state == "proposed") continue;
    ++all.try_emplace({r.words, r.state}, JudgedWords{r.words, r.state, 0, r.id})
          .first->second.count;
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

Result<std::vector<SearchPartRow>> MemoryTx::search_parts(const CaseId& id, std::uint64_t from,
                                                          std::uint64_t limit) {
  TRY(may_read());
  return page_of(select(
                     state_.search_parts,
                     [&](const SearchPartRow& r) { return r.case_id == id && r.number >= from; },
                     [](const SearchPartRow& r) { return r.number; }),
                 {0, limit});
}

Result<bool> MemoryTx::erase_search_parts(const CaseId& id, std::uint64_t from, std::uint64_t to,
                                          std::uint64_t most) {
  TRY(may_write());
  std::uint64_t gone = 0;
  erase_where(state_.search_parts, [&](const SearchPartRow& r) {
    return r.case_id == id && r.number >= from && r.number < to && gone < most && ++gone > 0;
  });
  return gone >= most;
}

Result<void> MemoryTx::erase_search(const CaseId& id) {
  TRY(may_write());
  erase_where(state_.searches, [&](const SearchRow& r) { return r.case_id == id; });
  return {};
}

// People -----------------------------------------------------------------------------------------

Result<void> MemoryTx::put_people(const std::vector<PersonRow>& rows, std::uint64_t lot) {
  TRY(may_write());
  for (const auto& row : rows) {
    const auto into = TRY(lot_to_fill(row.case_id, lot));
    TRY(put_row(state_.people, std::pair(into, row.id), InLot<PersonRow>{into, row}));
    if (lot == 0) TRY(changed(row.case_id));
  }
  return {};
}

Result<void> MemoryTx::update_person(const PersonRow& row) {
  TRY(may_write());
  const auto lot = shown_lot(row.case_id);
  TRY(update_row(state_.people, std::pair(lot, row.id), InLot<PersonRow>{lot, row}));
  return changed(row.case_id);
}

Result<std::optional<PersonRow>> MemoryTx::person(const CaseId& id, const PersonId& person) {
  TRY(may_read());
  const auto one = find_row(state_.people, std::pair(shown_lot(id), person));
  return one ? std::optional(one->row) : std::nullopt;
}

Result<std::vector<PersonRow>> MemoryTx::people(const CaseId& id, std::string_view residence,
                                                std::string_view status,
                                                std::string_view standing, Page page) {
  TRY(may_read());
  const auto wanted = [&](const PersonRow& r) {
    const bool lives =
        residence == no_residence ? r.residence.empty() : fits(residence, r.residence);
    return lives && fits(status, r.status) && fits(standing, r.standing);
  };
  return page_of(select_of(state_.people, shown_lot(id), wanted, in_order), page);
}

Result<std::vector<Tx::PeopleCount>> MemoryTx::count_people(const CaseId& id) {
  TRY(may_read());
  std::map<std::tuple<std::string, std::string, std::string>, std::uint64_t> counts;
  const auto lot = shown_lot(id);
  for (const auto& [key, one] : *state_.people)
    if (one.lot == lot) ++counts[{one.row.residence, one.row.status, one.row.standing}];
  std::vector<PeopleCount> out;
  for (const auto& [key, n] : counts) {
    out.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), n});
  }
  return out;
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
