#include <algorithm>
#include <map>

#include "desk/ports/finding_id.hpp"
#include "store/sequence.hpp"
#include "store/sqlite/tx.hpp"

namespace ledgelight::store {
namespace {

// What changes with any row of such a list of a case.
std::string findings_of(const CaseId& id) { return "findings/" + id.str(); }
std::string people_of(const CaseId& id) { return "people/" + id.str(); }

}  // namespace

// Discovery --------------------------------------------------------------------------------------

Result<void> SqliteTx::put_run(const RunRow& run) { return put("put_run", run); }
Result<void> SqliteTx::update_run(const RunRow& run) { return update("update_run", run); }
Result<std::vector<RunRow>> SqliteTx::runs(const CaseId& id, Page page) {
  return list<RunRow>("runs", limit_of(page.limit), offset_of(page.offset), id);
}
Result<std::uint64_t> SqliteTx::count_runs(const CaseId& id) {
  return count_by(queries().text("count_runs"), id);
}
Result<void> SqliteTx::put_sample(const SampleRow& row) { return put("put_sample", row); }
Result<void> SqliteTx::update_sample(const SampleRow& row) { return update("update_sample", row); }
Result<std::optional<SampleRow>> SqliteTx::sample(std::string_view id) {
  return find<SampleRow>("sample", id);
}
Result<std::vector<SampleRow>> SqliteTx::samples(const CaseId& id) {
  return list<SampleRow>("samples", id);
}

// Lots -------------------------------------------------------------------------------------------

Result<std::uint64_t> SqliteTx::shown_lot(const CaseId& id) {
  return count_by(queries().text("shown_lot"), id);
}

// Where rows are put: a lot that is filled, or what is shown, which is made when there is none yet.
Result<std::uint64_t> SqliteTx::lot_to_fill(const CaseId& id, std::uint64_t lot) {
  if (lot != 0) {
    if (TRY(count_by(queries().text("is_filling"), lot, id)) == 1) return lot;
    return fail(Errc::wrong_state, "what was found is not put in its place any more");
  }
  if (const auto shown = TRY(shown_lot(id)); shown != 0) return shown;
  const auto made = TRY(next_number("lot"));
  TRY(run("put_lot", made, id, "shown"));
  return made;
}

Result<std::uint64_t> SqliteTx::begin_lot(const CaseId& id) {
  const auto lot = TRY(next_number("lot"));
  TRY(run("put_lot", lot, id, "filling"));
  return lot;
}

Result<void> SqliteTx::show_lot(const CaseId& id, std::uint64_t lot) {
  TRY(lot_to_fill(id, lot));
  if (const auto old = TRY(shown_lot(id)); old != 0) {
    for (const char* moved : {"move_findings", "move_finding_counts", "move_place_counts",
                              "move_people", "move_people_counts"})
      TRY(run(moved, old, lot));
    for (const char* gone : {"moved_finding_counts", "moved_place_counts", "moved_people_counts"})
      TRY(run(gone, old));
    TRY(run("lot_leaves", old));
  }
  TRY(run("lot_is_shown", lot, id));
  TRY(lists_changed(findings_of(id)));
  return lists_changed(people_of(id));
}

Result<void> SqliteTx::give_up_lots(const CaseId& id) {
  TRY(run("lots_leave", id));
  return {};
}

Result<bool> SqliteTx::sweep_lots(const CaseId& id, std::uint64_t most) {
  const auto lot = TRY(count_by(queries().text("leaving_lot"), id));
  if (lot == 0) return false;
  const auto full = [&](int gone) { return static_cast<std::uint64_t>(gone) >= most; };
  if (full(TRY(run("sweep_findings", lot, limit_of(most))))) return true;
  TRY(run("sweep_keys_of_people", lot, limit_of(most)));
  for (const char* sweep : {"sweep_people", "sweep_found_files"})
    if (full(TRY(run(sweep, lot, limit_of(most))))) return true;
  for (const char* drop :
       {"drop_finding_counts", "drop_place_counts", "drop_people_counts", "drop_lot"})
    TRY(run(drop, lot));
  return TRY(count_by(queries().text("leaving_lot"), id)) != 0;
}

Result<std::uint64_t> SqliteTx::shown_state(const CaseId& id) {
  std::uint64_t out = 0;
  for (const auto& list : {findings_of(id), people_of(id)})
    out += TRY(count_by(queries().text("counter"), list));
  return out;
}

// Findings ---------------------------------------------------------------------------------------

Result<void> SqliteTx::count_finding(const FindingInLot& f, std::int64_t by) {
  const auto& row = f.row;
  TRY(run("count_finding", f.lot, row.evidence, row.element, row.state, row.confidence, by));
  TRY(run("count_in_place", f.lot, row.place, row.evidence, row.element, row.state, row.confidence,
          by));
  return {};
}

namespace {

Result<FindingInLot> in_lot(const FindingRow& row, std::uint64_t lot) {
  const auto n = finding_number_of(row.id);
  if (!n || row.run != "d" + std::to_string(n->run) || row.id != finding_id(row.case_id, *n))
    return fail(Errc::bad_input, "no name of a finding");
  return FindingInLot{place_in_order(*n), lot, row};
}

FindingRow of_case(FindingInLot f, const CaseId& id) {
  const FindingNumber n{f.number >> 36U, f.number & ((1ULL << 36U) - 1)};
  f.row.id = finding_id(id, n);
  f.row.case_id = id;
  f.row.run = "d" + std::to_string(n.run);
  return std::move(f.row);
}

std::vector<FindingRow> of_case(std::vector<FindingInLot> rows, const CaseId& id) {
  std::vector<FindingRow> out;
  out.reserve(rows.size());
  for (auto& row : rows)
    out.push_back(of_case(std::move(row), id));
  return out;
}

}  // namespace

Result<void> SqliteTx::put_findings(const std::vector<FindingRow>& rows, std::uint64_t lot) {
  using Kind = std::tuple<std::uint64_t, EvidenceId, std::string, std::string, std::string, int>;
  std::map<Kind, std::pair<FindingInLot, std::int64_t>> kinds;
  std::map<CaseId, std::uint64_t> lots;
  const Kind* last = nullptr;
  std::int64_t* of_last = nullptr;
  for (const auto& row : rows) {
    auto& into = lots[row.case_id];
    if (into == 0) into = TRY(lot_to_fill(row.case_id, lot));
    const auto one = TRY(in_lot(row, into));
    TRY(put("put_finding", one));
    Kind kind{into, row.evidence, row.place, row.element, row.state, row.confidence};
    if (last == nullptr || *last != kind) {
      auto& slot = *kinds.try_emplace(std::move(kind), FindingInLot(), 0).first;
      if (slot.second.second == 0) slot.second.first = one, slot.second.first.row.body = {};
      last = &slot.first;
      of_last = &slot.second.second;
    }
    ++*of_last;
  }
  for (const auto& [kind, n] : kinds)
    TRY(count_finding(n.first, n.second));
  if (lot == 0)
    for (const auto& one : lots)
      TRY(lists_changed(findings_of(one.first)));
  return {};
}

Result<std::optional<FindingInLot>> SqliteTx::shown_finding(const FindingId& id) {
  const auto n = finding_number_of(id);
  if (!n) return std::optional<FindingInLot>();
  auto f = TRY(find<FindingInLot>("finding", place_in_order(*n)));
  if (!f) return f;
  CaseId of;
  TRY(scan(
      queries().text("case_shown_by"),
      [&](const Statement& s) { of = CaseId(std::string(s.bytes(0))); }, f->lot));
  if (of.empty() || finding_id(of, *n) != id) return std::optional<FindingInLot>();
  f->row = of_case(*f, of);
  return f;
}

Result<void> SqliteTx::update_finding(const FindingRow& row) {
  const auto old = TRY(shown_finding(row.id));
  if (!old) return fail(Errc::not_found, "no such row");
  const auto now = TRY(in_lot(row, old->lot));
  TRY(update("update_finding", now));
  TRY(count_finding(*old, -1));
  TRY(count_finding(now, 1));
  return lists_changed(findings_of(row.case_id));
}

Result<std::optional<FindingRow>> SqliteTx::finding(const FindingId& id) {
  auto found = TRY(shown_finding(id));
  return found ? std::optional(std::move(found->row)) : std::nullopt;
}

Result<std::vector<FindingRow>> SqliteTx::findings(const CaseId& id, std::string_view element,
                                                   std::string_view state, Page page) {
  FindingFilter filter;
  filter.element = element;
  filter.state = state;
  return findings_listed(id, filter, page);
}

namespace {

Narrowed narrowed(const Tx::FindingFilter& filter) {
  Narrowed where;
  where.add("finding_where_element", filter.element);
  where.add("finding_where_state", filter.state);
  // Whoever asks for what was judged, which is little, is answered by the indexes of that alone.
  const bool judged = !filter.state.empty() && filter.state != "proposed";
  if (judged) where.text += queries().text("finding_where_judged");
  where.add(judged || !filter.place.empty() ? "finding_where_also_evidence"
                                            : "finding_where_evidence",
            filter.evidence);
  where.add(judged ? "finding_where_also_place" : "finding_where_place", filter.place);
  return where;
}

// Of so few that they are sorted in no time; of more, every hundredth that is walked over is one
// of them, or they have an index of their own.
constexpr std::uint64_t few = 200'000;

}  // namespace

// How many fit, by confidence.
Result<std::vector<std::pair<int, std::uint64_t>>>
SqliteTx::count_by_confidence(std::uint64_t lot, const FindingFilter& filter) {
  Narrowed where;
  where.add("finding_where_element", filter.element);
  where.add("finding_where_state", filter.state);
  where.add("finding_where_evidence", filter.evidence);
  where.add("finding_where_place", filter.place);
  if (filter.least > 0) where.add_number("finding_where_least", filter.least);
  if (filter.most < 100) where.add_number("finding_where_most", filter.most);
  const auto query = where.into(filter.place.empty() ? "finding_sums" : "place_sums", 1, lot);
  std::vector<std::pair<int, std::uint64_t>> out;
  TRY(scan(
      query.text,
      [&](const Statement& s) {
        if (s.number(1) > 0)
          out.emplace_back(static_cast<int>(s.number(0)), static_cast<std::uint64_t>(s.number(1)));
      },
      query.values));
  return out;
}

Result<std::vector<FindingRow>> SqliteTx::findings_by_place(const CaseId& id, std::uint64_t lot,
                                                            Narrowed where, Page page) {
  // Of everything that is shown: a search numbers what it finds without a gap, unless it leaves out
  // what was judged before. Then the row at a place has the number of that place.
  const auto whole = [&]() -> Result<std::optional<std::uint64_t>> {
    const auto last = TRY(count_by(queries().text("last_finding"), lot));
    const auto run = last >> 36U << 36U;
    const auto first = TRY(count_by(queries().text("first_finding"), lot, run));
    std::uint64_t all = 0;
    for (const auto& n : TRY(count_by_confidence(lot, {})))
      all += n.second;
    // What was judged in searches before.
    const auto older = TRY(count_by(queries().text("findings_before"), lot, run));
    if (page.offset < older || older + (last - first + 1) != all)
      return std::optional<std::uint64_t>();
    return std::optional(first + (page.offset - older));
  };
  FromId from{"", page};
  std::optional<std::uint64_t> at;
  constexpr std::uint64_t far_down = 1'000;
  if (where.text.empty() && page.limit != 0 && page.offset >= far_down) at = TRY(whole());
  if (at)
    from = {std::to_string(*at - 1), {0, page.limit}};
  else
    from = TRY(from_id(where.into("finding_places", 1, lot), findings_of(id), page));
  if (!from.after.empty()) where.add_number("finding_where_after", std::stoll(from.after));
  const auto query = where.into("finding_list", 3, lot);
  return of_case(TRY(list_by<FindingInLot>(query.text, limit_of(from.page.limit),
                                           offset_of(from.page.offset), query.values)),
                 id);
}

Result<std::vector<FindingRow>> SqliteTx::findings_listed(const CaseId& id,
                                                          const FindingFilter& filter, Page page) {
  const auto lot = TRY(shown_lot(id));
  using Order = FindingFilter::Order;
  if (filter.order == Order::place) {
    auto where = narrowed(filter);
    if (filter.least > 0 || filter.most < 100) {
      std::uint64_t all = 0;
      for (const auto& n : TRY(count_by_confidence(lot, filter)))
        all += n.second;
      const bool rare = all <= few;
      if (filter.least > 0)
        where.add_number(rare ? "finding_where_least" : "finding_where_also_least", filter.least);
      if (filter.most < 100)
        where.add_number(rare ? "finding_where_most" : "finding_where_also_most", filter.most);
    }
    return findings_by_place(id, lot, std::move(where), page);
  }
  // One confidence after the other, each by place.
  auto counts = TRY(count_by_confidence(lot, filter));
  if (filter.order == Order::most_sure) std::reverse(counts.begin(), counts.end());
  std::vector<FindingRow> out;
  for (const auto& [confidence, n] : counts) {
    if (page.offset >= n) {
      page.offset -= n;
      continue;
    }
    auto where = narrowed(filter);
    where.add_number("finding_where_confidence", confidence);
    auto rows = TRY(findings_by_place(
        id, lot, std::move(where),
        {page.offset, page.limit == 0 ? 0 : page.limit - static_cast<std::uint64_t>(out.size())}));
    page.offset = 0;
    std::move(rows.begin(), rows.end(), std::back_inserter(out));
    if (page.limit != 0 && out.size() >= page.limit) break;
  }
  return out;
}

Result<std::uint64_t> SqliteTx::count_listed(const CaseId& id, const FindingFilter& filter) {
  std::uint64_t out = 0;
  for (const auto& n : TRY(count_by_confidence(TRY(shown_lot(id)), filter)))
    out += n.second;
  return out;
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
      TRY(shown_lot(id)), evidence, place));
  return out;
}

Result<void> SqliteTx::put_found_files(const std::vector<FoundFileRow>& rows, std::uint64_t lot) {
  for (const auto& row : rows)
    TRY(put("put_found_file", FoundFileInLot{TRY(lot_to_fill(row.case_id, lot)), row}));
  return {};
}
Result<std::vector<FoundFileRow>> SqliteTx::found_files(const CaseId& id, Page page) {
  std::vector<FoundFileRow> out;
  for (auto& one : TRY(list<FoundFileInLot>("found_files", limit_of(page.limit),
                                            offset_of(page.offset), TRY(shown_lot(id))))) {
    one.row.case_id = id;
    out.push_back(std::move(one.row));
  }
  return out;
}
Result<std::uint64_t> SqliteTx::count_found_files(const CaseId& id) {
  return count_by(queries().text("count_found_files"), TRY(shown_lot(id)));
}
Result<std::optional<FoundFileRow>> SqliteTx::found_file(const CaseId& id, std::uint64_t number) {
  auto one = TRY(find<FoundFileInLot>("found_file", TRY(shown_lot(id)), number));
  if (!one) return std::optional<FoundFileRow>();
  one->row.case_id = id;
  return std::optional(std::move(one->row));
}

Result<std::vector<Tx::FindingCount>> SqliteTx::count_findings(const CaseId& id) {
  std::vector<FindingCount> out;
  TRY(scan(
      queries().text("count_findings"),
      [&](const Statement& s) {
        out.push_back({EvidenceId(std::string(s.bytes(0))), std::string(s.bytes(1)),
                       std::string(s.bytes(2)), static_cast<std::uint64_t>(s.number(3))});
      },
      TRY(shown_lot(id))));
  return out;
}

Result<std::vector<FindingRow>> SqliteTx::findings_of_words(const CaseId& id,
                                                            std::string_view words) {
  return of_case(TRY(list<FindingInLot>("findings_of_words", TRY(shown_lot(id)), words)), id);
}

Result<std::vector<FindingRow>> SqliteTx::names_of_person(const CaseId& id,
                                                          const PersonId& person) {
  return of_case(TRY(list<FindingInLot>("names_of_person", TRY(shown_lot(id)), person)), id);
}

Result<std::vector<FindingRow>> SqliteTx::names_without_words(const CaseId& id,
                                                              std::uint64_t limit) {
  return of_case(
      TRY(list<FindingInLot>("names_without_words", TRY(shown_lot(id)), limit_of(limit))), id);
}

Result<std::vector<Tx::JudgedWords>> SqliteTx::judged_words(const CaseId& id) {
  std::vector<JudgedWords> out;
  TRY(scan(
      queries().text("judged_words"),
      [&](const Statement& s) {
        const auto first = static_cast<std::uint64_t>(s.number(3));
        out.push_back({std::string(s.bytes(0)), std::string(s.bytes(1)),
                       static_cast<std::uint64_t>(s.number(2)),
                       finding_id(id, {first >> 36U, first & ((1ULL << 36U) - 1)})});
      },
      TRY(shown_lot(id))));
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
Result<std::vector<SearchPartRow>> SqliteTx::search_parts(const CaseId& id, std::uint64_t from,
                                                          std::uint64_t limit) {
  return list<SearchPartRow>("search_parts", limit_of(limit), id, offset_of(from));
}
Result<bool> SqliteTx::erase_search_parts(const CaseId& id, std::uint64_t from, std::uint64_t to,
                                          std::uint64_t most) {
  return static_cast<std::uint64_t>(TRY(run("erase_search_parts", id, offset_of(from),
                                            offset_of(to), limit_of(most)))) >= most;
}
Result<void> SqliteTx::erase_search(const CaseId& id) {
  TRY(run("erase_search", id));
  return {};
}

// People -----------------------------------------------------------------------------------------

Result<void> SqliteTx::count_person(const PersonInLot& person, std::int64_t by) {
  const auto& row = person.row;
  TRY(run("count_person", person.lot, row.residence, row.status, row.standing, by));
  return {};
}

Result<void> SqliteTx::put_people(const std::vector<PersonRow>& rows, std::uint64_t lot) {
  std::map<std::tuple<std::uint64_t, std::string, std::string, std::string>,
           std::pair<PersonInLot, std::int64_t>>
      kinds;
  std::map<CaseId, std::uint64_t> lots;
  for (const auto& row : rows) {
    auto& into = lots[row.case_id];
    if (into == 0) into = TRY(lot_to_fill(row.case_id, lot));
    const PersonInLot one{into, row};
    TRY(put("put_person", one));
    auto& kind =
        kinds.try_emplace({into, row.residence, row.status, row.standing}, one, 0).first->second;
    ++kind.second;
  }
  for (const auto& [key, kind] : kinds)
    TRY(count_person(kind.first, kind.second));
  if (lot == 0)
    for (const auto& one : lots)
      TRY(lists_changed(people_of(one.first)));
  return {};
}

Result<void> SqliteTx::update_person(const PersonRow& row) {
  const auto lot = TRY(shown_lot(row.case_id));
  const auto old = TRY(person(row.case_id, row.id));
  TRY(update("update_person", PersonInLot{lot, row}));
  TRY(count_person({lot, *old}, -1));
  TRY(count_person({lot, row}, 1));
  return lists_changed(people_of(row.case_id));
}

namespace {

PersonRow of_case(PersonInLot person, const CaseId& id) {
  person.row.case_id = id;
  return std::move(person.row);
}

}  // namespace

Result<std::optional<PersonRow>> SqliteTx::person(const CaseId& id, const PersonId& person) {
  auto one = TRY(find<PersonInLot>("person", TRY(shown_lot(id)), person));
  return one ? std::optional(of_case(*std::move(one), id)) : std::nullopt;
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
  const auto lot = TRY(shown_lot(id));
  const auto from = TRY(from_id(where.into("people_places", 1, lot), people_of(id), page));
  where.add("people_where_after", from.after);
  const auto query = where.into("people", 3, lot);
  std::vector<PersonRow> out;
  for (auto& one : TRY(list_by<PersonInLot>(query.text, limit_of(from.page.limit),
                                            offset_of(from.page.offset), query.values)))
    out.push_back(of_case(std::move(one), id));
  return out;
}

Result<std::vector<Tx::PeopleCount>> SqliteTx::count_people(const CaseId& id) {
  std::vector<PeopleCount> out;
  TRY(scan(
      queries().text("count_people"),
      [&](const Statement& s) {
        out.push_back({std::string(s.bytes(0)), std::string(s.bytes(1)), std::string(s.bytes(2)),
                       static_cast<std::uint64_t>(s.number(3))});
      },
      TRY(shown_lot(id))));
  return out;
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
