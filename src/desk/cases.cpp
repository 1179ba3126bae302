#include "desk/cases.hpp"

#include <algorithm>
#include <istream>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "casefile/case_state.hpp"
#include "casefile/vocabulary.hpp"
#include "desk/officers.hpp"
#include "desk/places.hpp"
#include "desk/suspects.hpp"
#include "ledger/entry.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t max_subject = 300;
constexpr std::size_t max_reason = 20'000;
constexpr std::size_t import_batch = 100;

std::string case_label(const CaseId& id) { return "case/" + id.str(); }
std::string fact_label(const CaseId& id, std::string_view name) {
  return "fact/" + id.str() + "/" + std::string(name);
}
std::string entry_label(const EntryId& id) { return "entry/" + id.str(); }

// The next due day is out of the newest sheet: while that is a draft, only for who may read drafts.
Result<bool> sees_due(Tx& tx, const Actor& actor, const CaseRow& row) {
  if (row.next_due.empty()) return true;
  CaseStanding standing;
  standing.restricted = row.restricted;
  if (actor.kind == Actor::Kind::officer) {
    standing.member = TRY(tx.is_member(row.id, actor.officer));
  }
  if (may(actor, Action::read_privileged, &standing)) return true;
  const auto sheets = TRY(tx.sheets(row.id));
  return !sheets.empty() && TRY(tx.setting("released/" + sheets.front().id.str())).has_value();
}

Result<CaseLine> line_of(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& row) {
  CaseLine out;
  out.id = row.id;
  out.subject = TRY(subject_of(desk, tx, row));
  out.state = row.state;
  out.severity = row.severity;
  out.owner_id = row.owner;
  if (!row.owner.empty()) out.owner = TRY(officer_name(desk, tx, row.owner));
  out.opened = row.opened;
  out.changed = row.changed;
  if (TRY(sees_due(tx, actor, row))) out.next_due = row.next_due;
  return out;
}

Result<std::vector<casefile::Entry>> written_entries(Desk& desk, Tx& tx, const CaseId& id) {
  std::vector<casefile::Entry> out;
  for (const auto& row : TRY(tx.entries(id))) {
    const auto body = TRY(open_record(desk, tx, row.body, entry_label(row.id)));
    casefile::Entry e;
    e.id = row.id;
    e.kind = row.corrects.empty() ? casefile::EntryKind::written : casefile::EntryKind::correction;
    e.happened = TRY(When::parse(text_at(body, "happened")));
    e.entered = row.entered;
    e.by = row.actor;
    e.text = text_at(body, "text");
    e.corrects = row.corrects;
    e.privileged = row.privileged;
    e.event = row.event;
    out.push_back(std::move(e));
  }
  return out;
}

// Changes of a case that are one value each: the row, an act, and the reason sealed with it.
Result<CaseRow> change_case(Desk& desk, Tx& tx, const Actor& actor, const CaseId& id,
                            const std::string& kind, Json object, std::string_view reason,
                            const std::function<Result<void>(CaseRow&)>& change) {
  if (reason.size() > max_reason) return fail(Errc::bad_input, "a reason has at most 20,000 bytes");
  auto row = TRY(case_for(desk, tx, actor, Action::change_case, id));
  TRY(change(row));
  row.changed = desk.now();
  TRY(tx.update_case(row));
  Act act;
  act.kind = kind;
  act.case_id = id;
  act.subject = id.str();
  act.object = std::move(object);
  act.key = row.key;
  if (trimmed(reason).empty()) {
    TRY(append_act(desk, tx, actor, act));
    return row;
  }
  // A reason may name people: it becomes a written entry, and the act names its digest.
  EntryRow entry;
  entry.id = EntryId("t-" + hex(desk.randomness().bytes(8)));
  entry.case_id = id;
  entry.entered = desk.now();
  entry.actor = actor.text();
  const auto record = make_record(
      desk, "entry", Json{{"happened", to_text(desk.now())}, {"text", shown(reason)}});
  act.record = record.digest;
  act.object["entry"] = entry.id.str();
  entry.event = TRY(append_act(desk, tx, actor, act));
  entry.body = TRY(seal_json(desk, tx, row.key, entry_label(entry.id), record.wrapped));
  TRY(tx.put_entry(entry));
  return row;
}

Result<void> change_case(Desk& desk, const Actor& actor, const CaseId& id, const std::string& kind,
                         Json object, std::string_view reason,
                         const std::function<Result<void>(CaseRow&)>& change) {
  const auto tx = TRY(desk.store().write());
  (void)TRY(change_case(desk, *tx, actor, id, kind, std::move(object), reason, change));
  return commit(desk, *tx);
}

// False when nothing had to change.
Result<bool> put_member(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& row,
                        const OfficerId& officer, bool in) {
  if (TRY(tx.is_member(row.id, officer)) == in) return false;
  if (in) {
    TRY(tx.put_member({row.id, officer, desk.now()}));
  } else {
    TRY(tx.remove_member(row.id, officer));
  }
  Act act;
  act.kind = in ? "member.added" : "member.removed";
  act.case_id = row.id;
  act.subject = officer.str();
  act.object = Json{{"officer", officer.str()}};
  act.key = row.key;
  TRY(append_act(desk, tx, actor, act));
  return true;
}

CaseFilter visible(const Actor& actor, CaseFilter filter) {
  filter.visible_to.reset();
  filter.hide_restricted = false;
  if (actor.kind != Actor::Kind::officer) return filter;
  bool open_ones = false;
  for (const auto role : actor.roles) {
    const auto r = reach(role, Action::read_case);
    if (r == Reach::everywhere) return filter;
    open_ones = open_ones || r == Reach::open_cases;
  }
  filter.visible_to = actor.officer;
  filter.hide_restricted = open_ones;
  return filter;
}

}  // namespace

Result<std::string> subject_of(Desk& desk, Tx& tx, const CaseRow& row) {
  const auto subject = text_at(TRY(open_record(desk, tx, row.body, case_label(row.id))), "subject");
  return TRY(Masks::of(desk, tx, row.id))(subject);
}

Result<casefile::FactBook> facts_of(Desk& desk, Tx& tx, const CaseId& id) {
  casefile::FactBook book;
  for (const auto& row : TRY(tx.facts(id))) {
    const auto body = TRY(open_record(desk, tx, row.body, fact_label(id, row.name)));
    book.add(TRY(casefile::fact_from(row.name, body)), row.entered, row.event, row.actor);
  }
  return book;
}

Result<casefile::FactBook> facts_shown(Desk& desk, Tx& tx, const CaseId& id, std::set<std::string>& sealed) {
  const auto mask = TRY(Masks::of(desk, tx, id));
  casefile::FactBook out;
  for (auto& s : TRY(facts_of(desk, tx, id)).all()) {
    const auto* kind = casefile::find_kind(s.fact.name);
    if (kind == nullptr || kind->personal) {
      if (!s.fact.value.is_null() || !s.fact.note.empty()) sealed.insert(s.fact.name);
      s.fact.value = nullptr;
      s.fact.note.clear();
    } else {
      s.fact.value = mask.json(s.fact.value);
      s.fact.note = mask(s.fact.note);
    }
    s.fact.said_by = mask(s.fact.said_by);
    out.add(std::move(s));
  }
  return out;
}

Result<CaseId> open_case(Desk& desk, Tx& tx, const Actor& actor, const NewCase& what) {
  TRY(may(actor, Action::open_case));
  const auto subject = shown_line(trimmed(what.subject), max_subject);
  if (subject.empty()) return fail(Errc::bad_input, "a case needs a subject");
  const auto year = desk.local_day().substr(0, 4);
  const auto number = std::to_string(TRY(tx.next_number("case/" + year)));
  CaseRow row;
  row.id = CaseId(year + "-" + std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number);
  row.key = TRY(make_key(desk, tx, "case", KeyId()));
  row.state = "open";
  row.opened = row.changed = desk.now();
  row.source = what.source;
  row.origin = what.origin;
  if (actor.kind == Actor::Kind::officer) row.owner = actor.officer;
  const auto record = make_record(desk, "case", Json{{"subject", subject}});
  Act act;
  act.kind = "case.opened";
  act.case_id = row.id;
  act.subject = row.id.str();
  act.object = Json{{"source", what.source}};
  act.record = record.digest;
  act.key = row.key;
  TRY(append_act(desk, tx, actor, act));
  row.body = TRY(seal_json(desk, tx, row.key, case_label(row.id), record.wrapped));
  TRY(tx.put_case(row));
  if (actor.kind == Actor::Kind::officer) {
    TRY(tx.put_member({row.id, actor.officer, desk.now()}));
  }
  return row.id;
}

Result<CaseId> open_case(Desk& desk, const Actor& actor, const NewCase& what) {
  const auto tx = TRY(desk.store().write());
  auto id = TRY(open_case(desk, *tx, actor, what));
  TRY(commit(desk, *tx));
  return id;
}

namespace {

Result<CaseList> lines_of(Desk& desk, Tx& tx, const Actor& actor, const CaseFilter& seen,
                          const std::vector<CaseRow>& rows) {
  CaseList out;
  out.total = TRY(tx.count_cases(seen));
  for (const auto& row : rows)
    out.rows.push_back(TRY(line_of(desk, tx, actor, row)));
  if (rows.empty()) return out;
  out.first = text_of(place_of(rows.front(), seen.order), seen.order);
  out.last = text_of(place_of(rows.back(), seen.order), seen.order);
  return out;
}

// A due day may be nothing for this viewer, so its places name the case alone: where that one
// stands now. Of a case they may not know of, no place is told.
Result<CasePlace> place_for(Tx& tx, const Actor& actor, const CaseFilter& seen, CasePlace place) {
  if (seen.order != "due") return place;
  const auto row = TRY(tx.find_case(place.id));
  const bool member = row && seen.visible_to && TRY(tx.is_member(row->id, actor.officer));
  const bool hidden =
      seen.visible_to && !member && row && (!seen.hide_restricted || row->restricted);
  if (!row || hidden) return no_place();
  return place_of(*row, seen.order);
}

// A state that does not exist is a slip of the asker, not a list of no case.
Result<void> known_state(const CaseFilter& filter) {
  const auto state = std::string_view(filter.state).substr(filter.state.starts_with("!") ? 1 : 0);
  if (!state.empty()) (void)TRY(casefile::parse_case_state(state));
  return {};
}

}  // namespace

Result<CaseList> list_cases(Desk& desk, const Actor& actor, CaseFilter filter, Page page) {
  TRY(may(actor, Action::list_cases));
  TRY(known_state(filter));
  const auto seen = visible(actor, std::move(filter));
  const auto tx = TRY(desk.store().read());
  auto out = TRY(lines_of(desk, *tx, actor, seen, TRY(tx->cases(seen, page))));
  out.more = page.offset < out.total && out.total - page.offset > out.rows.size();
  return out;
}

Result<CaseList> list_cases(Desk& desk, const Actor& actor, CaseFilter filter,
                            std::string_view place, Beside side, std::uint64_t limit) {
  TRY(may(actor, Action::list_cases));
  TRY(known_state(filter));
  auto named = TRY(parse_case_place(filter.order, place));
  const auto seen = visible(actor, std::move(filter));
  const auto tx = TRY(desk.store().read());
  const auto at = TRY(place_for(*tx, actor, seen, std::move(named)));
  auto rows = TRY(tx->cases_beside(seen, at, side, limit + (side == Beside::after ? 1 : 0)));
  // Before a place there is always more to come: the place itself.
  const bool more = side == Beside::before || rows.size() > limit;
  if (rows.size() > limit) rows.pop_back();
  auto out = TRY(lines_of(desk, *tx, actor, seen, rows));
  out.more = more;
  return out;
}

Result<std::set<Action>> allowed(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  const auto row = TRY(case_for(desk, *tx, actor, Action::read_case, id));
  CaseStanding standing;
  standing.restricted = row.restricted;
  if (actor.kind == Actor::Kind::officer) standing.member = TRY(tx->is_member(id, actor.officer));
  std::set<Action> out;
  for (const auto action : all_actions()) {
    if (may(actor, action, &standing)) out.insert(action);
  }
  return out;
}

Result<CaseView> show_case(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  const auto row = TRY(case_for(desk, *tx, actor, Action::read_case, id));
  CaseView out;
  out.line = TRY(line_of(desk, *tx, actor, row));
  out.restricted = row.restricted;
  out.allowed = TRY(allowed(desk, actor, id));
  for (const auto& m : TRY(tx->members(id))) {
    out.members.push_back({m.officer, TRY(officer_name(desk, *tx, m.officer))});
  }
  out.facts = TRY(facts_shown(desk, *tx, id, out.sealed_facts));
  out.suspects = TRY(list_suspects(desk, actor, id)).size();
  for (const auto& r : TRY(tx->reports_of_case(id))) out.reports.push_back(r.id);
  out.evidence_count = TRY(tx->evidence_of(id)).size();
  for (const auto& c : TRY(tx->count_people(id))) out.people_count += c.count;
  for (const auto& c : TRY(tx->count_findings(id))) out.findings_count += c.count;
  for (const auto& b : TRY(tx->batches(id))) {
    out.letters_count += static_cast<std::uint64_t>(b.letters);
  }
  return out;
}

namespace {

// A discovery is over when it is stated: a clock that began on a day to come would count wrongly.
// What if it had been another day is asked of the packs (`law duties`), and stated nowhere.
Result<void> not_before_it_happened(const Desk& desk, const casefile::Fact& fact) {
  if (fact.name != "discovered" && fact.name != "vendor_discovered") return {};
  if (!fact.value.is_string() || fact.value.get_ref<const std::string&>() <= desk.local_day())
    return {};
  // Anything but a day is refused by the fact's own check, in its words.
  if (!parse_date(fact.value.get_ref<const std::string&>())) return {};
  return fail(Errc::bad_input, fact.name + ": that day has not come yet at the city");
}

}  // namespace

Result<void> state_facts(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& row,
                         const std::vector<casefile::Fact>& facts) {
  for (const auto& given : facts) {
    auto fact = TRY(casefile::checked(given));
    const auto record = make_record(desk, "fact", casefile::body_of(fact));
    Act act;
    act.kind = "fact.stated";
    act.case_id = row.id;
    act.subject = fact.name;
    act.object = Json{{"certainty", casefile::name_of(fact.certainty)}, {"fact", fact.name}};
    act.record = record.digest;
    if (!fact.happened.unknown()) act.happened = fact.happened.text();
    act.key = row.key;
    FactRow out;
    out.case_id = row.id;
    out.name = fact.name;
    out.entered = desk.now();
    out.actor = actor.text();
    out.event = TRY(append_act(desk, tx, actor, act));
    out.body = TRY(seal_json(desk, tx, row.key, fact_label(row.id, fact.name), record.wrapped));
    TRY(tx.put_fact(out));
  }
  return {};
}

Result<void> state_facts(Desk& desk, const Actor& actor, const CaseId& id,
                         const std::vector<casefile::Fact>& facts) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(case_for(desk, *tx, actor, Action::state_fact, id));
  for (const auto& fact : facts)
    TRY(not_before_it_happened(desk, fact));
  TRY(state_facts(desk, *tx, actor, row, facts));
  row.changed = desk.now();
  TRY(tx->update_case(row));
  return commit(desk, *tx);
}

Result<EntryId> write_entry(Desk& desk, const Actor& actor, const CaseId& id,
                            const NewEntry& what) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(case_for(desk, *tx, actor, Action::write_entry, id));
  casefile::Entry entry;
  entry.id = EntryId("t-" + hex(desk.randomness().bytes(8)));
  entry.kind = what.corrects.empty() ? casefile::EntryKind::written : casefile::EntryKind::correction;
  entry.happened = what.happened;
  entry.entered = desk.now();
  entry.by = actor.text();
  entry.text = shown(what.text);
  entry.corrects = what.corrects;
  entry.privileged = what.privileged;
  TRY(casefile::check_entry(entry, TRY(written_entries(desk, *tx, id))));
  const auto record = make_record(
      desk, "entry", Json{{"happened", entry.happened.text()}, {"text", entry.text}});
  Act act;
  act.kind = "entry.written";
  act.case_id = id;
  act.subject = entry.id.str();
  act.object = Json{{"entry", entry.id.str()}, {"privileged", entry.privileged}};
  if (!entry.corrects.empty()) act.object["corrects"] = entry.corrects.str();
  act.record = record.digest;
  if (!entry.happened.unknown()) act.happened = entry.happened.text();
  act.key = row.key;
  EntryRow out;
  out.id = entry.id;
  out.case_id = id;
  out.entered = entry.entered;
  out.actor = entry.by;
  out.corrects = entry.corrects;
  out.privileged = entry.privileged;
  out.event = TRY(append_act(desk, *tx, actor, act));
  out.body = TRY(seal_json(desk, *tx, row.key, entry_label(out.id), record.wrapped));
  TRY(tx->put_entry(out));
  row.changed = desk.now();
  TRY(tx->update_case(row));
  TRY(commit(desk, *tx));
  return out.id;
}

Result<std::vector<casefile::Entry>> timeline(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  const bool privileged = case_for(desk, *tx, actor, Action::read_privileged, id).has_value();
  auto written = TRY(written_entries(desk, *tx, id));
  std::vector<casefile::Entry> automatic;
  for (const auto& event : TRY(tx->events_of_case(id))) {
    if (event.kind == "entry.written") continue;
    casefile::Entry e;
    e.id = EntryId("e-" + std::to_string(event.index));
    e.kind = casefile::EntryKind::automatic;
    e.happened = When::of(event.at);
    e.entered = event.at;
    e.by = event.actor;
    e.text = event.kind;
    e.event = event.index;
    automatic.push_back(std::move(e));
  }
  if (!privileged) {
    written.erase(std::remove_if(written.begin(), written.end(),
                                 [](const casefile::Entry& e) { return e.privileged; }),
                  written.end());
  }
  const auto mask = TRY(Masks::of(desk, *tx, id));
  for (auto& entry : written) entry.text = mask(entry.text);
  return casefile::merged(std::move(automatic), std::move(written));
}

Result<void> set_case_state(Desk& desk, const Actor& actor, const CaseId& id,
                            std::string_view state, std::string_view reason) {
  const auto to = TRY(casefile::parse_case_state(state));
  return change_case(desk, actor, id, "case.state", Json{{"state", casefile::name_of(to)}}, reason,
                     [&](CaseRow& row) -> Result<void> {
                       TRY(casefile::may_move(TRY(casefile::parse_case_state(row.state)), to, reason));
                       row.state = std::string(casefile::name_of(to));
                       return {};
                     });
}

Result<void> set_case_owner(Desk& desk, const Actor& actor, const CaseId& id,
                            const OfficerId& owner) {
  const auto tx = TRY(desk.store().write());
  const auto row = TRY(change_case(desk, *tx, actor, id, "case.owner",
                                   Json{{"officer", owner.str()}}, "", [&](CaseRow& kase) {
                                     kase.owner = owner;
                                     return Result<void>();
                                   }));
  const auto officer = TRY(tx->officer(owner));
  if (!officer || !officer->active) return fail(Errc::not_found, "no such officer");
  (void)TRY(put_member(desk, *tx, actor, row, owner, true));
  return commit(desk, *tx);
}

Result<void> set_case_severity(Desk& desk, const Actor& actor, const CaseId& id, int severity,
                               std::string_view reason) {
  if (severity < 1 || severity > 4) return fail(Errc::bad_input, "severity is 1 (low) to 4 (grave)");
  if (trimmed(reason).empty()) return fail(Errc::bad_input, "say why");
  return change_case(desk, actor, id, "case.severity", Json{{"severity", severity}}, reason,
                     [&](CaseRow& row) -> Result<void> {
                       row.severity = severity;
                       return {};
                     });
}

Result<void> set_case_restricted(Desk& desk, const Actor& actor, const CaseId& id, bool restricted,
                                 std::string_view reason) {
  if (trimmed(reason).empty()) return fail(Errc::bad_input, "say why");
  return change_case(desk, actor, id, "case.restricted", Json{{"restricted", restricted}}, reason,
                     [&](CaseRow& row) -> Result<void> {
                       row.restricted = restricted;
                       return {};
                     });
}

namespace {

Result<void> change_member(Desk& desk, const Actor& actor, const CaseId& id,
                           const OfficerId& officer, bool in) {
  const auto tx = TRY(desk.store().write());
  const auto row = TRY(case_for(desk, *tx, actor, Action::change_case, id));
  if (!TRY(tx->officer(officer))) return fail(Errc::not_found, "no such officer");
  if (!TRY(put_member(desk, *tx, actor, row, officer, in))) return {};
  return commit(desk, *tx);
}

}  // namespace

Result<void> add_member(Desk& desk, const Actor& actor, const CaseId& id,
                        const OfficerId& officer) {
  return change_member(desk, actor, id, officer, true);
}

Result<void> remove_member(Desk& desk, const Actor& actor, const CaseId& id,
                           const OfficerId& officer) {
  return change_member(desk, actor, id, officer, false);
}

namespace {

// A line of the file, read while nobody waits for us.
struct VerisLine {
  std::uint64_t number;
  Result<casefile::VerisCase> record;
};
struct Imported {
  std::string case_id;
  bool already = false;
};

Result<Imported> import_one(Desk& desk, Tx& tx, const Actor& actor,
                            const casefile::VerisCase& record) {
  const auto origin = desk.blind("origin", record.identity);
  if (const auto known = TRY(tx.case_by_origin(origin))) return Imported{known->id.str(), true};
  const auto id = TRY(open_case(desk, tx, actor, {record.subject, "veris", origin}));
  const auto row = TRY(tx.find_case(id));
  CHECK(row.has_value());
  Act act;
  act.kind = "case.imported";
  act.case_id = id;
  act.subject = id.str();
  act.object = Json{{"facts", record.facts.size()}, {"format", "veris"}};
  act.key = row->key;
  TRY(append_act(desk, tx, actor, act));
  TRY(state_facts(desk, tx, actor, *row, record.facts));
  return Imported{id.str(), false};
}

// One transaction, which holds the writer's turn no longer than its cases need; what it adds to the
// report is durable.
Result<void> import_lines(Desk& desk, const Actor& actor, std::vector<VerisLine>& lines,
                          casefile::VerisReport& report) {
  std::vector<Imported> done(lines.size());
  const bool any = std::any_of(lines.begin(), lines.end(),
                               [](const VerisLine& l) { return l.record.has_value(); });
  if (any) {
    const auto tx = TRY(desk.store().write());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].record) done[i] = TRY(import_one(desk, *tx, actor, *lines[i].record));
    }
    TRY(commit(desk, *tx));
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    report.add(lines[i].number, lines[i].record, done[i].case_id, done[i].already);
  }
  lines.clear();
  return {};
}

}  // namespace

Result<casefile::VerisReport> import_veris(Desk& desk, const Actor& actor, std::istream& lines) {
  TRY(may(actor, Action::open_case));
  casefile::VerisReport report;
  Result<void> trouble;
  std::vector<VerisLine> batch;
  casefile::read_veris(lines, [&](std::uint64_t number, Result<casefile::VerisCase> record) {
    batch.push_back({number, std::move(record)});
    if (batch.size() >= import_batch) trouble = import_lines(desk, actor, batch, report);
    return trouble.has_value();
  });
  TRY(std::move(trouble));
  TRY(import_lines(desk, actor, batch, report));
  return report;
}

}  // namespace ledgelight::desk
