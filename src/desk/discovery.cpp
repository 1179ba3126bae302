#include "desk/discovery.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <initializer_list>
#include <map>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "casefile/fact.hpp"
#include "desk/case_search.hpp"
#include "desk/cases.hpp"
#include "desk/evidence.hpp"
#include "desk/findings.hpp"
#include "desk/job_work.hpp"
#include "desk/jobs.hpp"
#include "desk/people.hpp"
#include "desk/search_result.hpp"
#include "desk/suspects.hpp"
#include "discover/shelf_file.hpp"

namespace ledgelight::desk {
namespace {

std::string finding_label(const FindingId& id) { return "finding/" + id.str(); }

}  // namespace

Result<JobId> start_discovery(Desk& desk, const Actor& actor, const CaseId& id) {
  auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::run_discovery, id));
  for (const auto& job : TRY(tx->jobs(id))) {
    if (job.kind != "discover") continue;
    if (job.state == "queued" || job.state == "running") return job.id;
    if (job.state == "paused") {
      tx.reset();
      TRY(resume_job(desk, actor, id, job.id));
      return job.id;
    }
  }
  auto job = TRY(put_new_job(desk, *tx, actor, "discover", kase));
  TRY(commit(desk, *tx));
  return job;
}

Result<RunLine> run_discovery(Desk& desk, const Actor& actor, const CaseId& id,
                              const std::function<void(std::uint64_t, std::uint64_t)>& progress,
                              const std::atomic<bool>* stop, const SearchWish& wish) {
  const auto stopping = [&] { return desk.stopping || (stop != nullptr && *stop); };
  const auto items = TRY(SealedItems::of(desk, actor, Action::run_discovery, id));
  const auto began = std::chrono::steady_clock::now();
  const auto kept = TRY(SearchProgress::take_up(desk, id, items));
  const auto milliseconds = [&, before = kept->milliseconds()] {
    return before + std::chrono::duration_cast<std::chrono::milliseconds>(
                        std::chrono::steady_clock::now() - began).count();
  };
  std::uint64_t total = 0, taken_up = 0, taken_up_bytes = 0;
  for (std::size_t i = 0; i < items.all().size(); ++i) {
    const auto size = items.all()[i].row.size;
    const auto& stand = kept->stands()[i];
    total += size;
    taken_up += stand.over ? 1U : 0U;
    taken_up_bytes += stand.over ? size : stand.place.place;
  }
  const auto done = [&](std::uint64_t bytes, std::uint64_t of) {
    if (progress) progress(bytes, of);
    return !stopping();
  };
  auto shelf = TRY(discover::ShelfFile::in(desk.config().folder));
  discover::Holding holding(shelf, static_cast<std::size_t>(wish.memory));
  const auto beat = [&]() -> Result<void> {
    if (done(total, total)) return {};
    return fail(Errc::busy, "asked to end; the search is taken up again later");
  };
  try {
    TRY(search_items(items, *kept, wish, holding, milliseconds, done));
    TRY(kept->complete());
    auto line =
        put_in_place(desk, actor, id,
                     {items, *kept, wish, holding, milliseconds, beat, taken_up, taken_up_bytes});
    if (!line && line.error().code == Errc::busy) TRY(kept->save());
    return line;
  } catch (const discover::NotBroughtBack&) {
    TRY(holding.trouble());
    throw;
  }
}

Result<std::vector<RunLine>> list_runs(Desk& desk, const Actor& actor, const CaseId& id,
                                       Page page) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  std::vector<RunLine> out;
  for (const auto& row : TRY(tx->runs(id, page)))
    out.push_back(TRY(line_of_run(desk, *tx, row)));
  return out;
}

Result<std::uint64_t> count_runs(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  return tx->count_runs(id);
}

namespace {

// A word that is none of a list's own is a slip of the asker, not a list of nothing.
bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return word.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Result<FindingPage> list_findings(Desk& desk, const Actor& actor, const CaseId& id,
                                  std::string_view element, std::string_view state, Page page) {
  if (!one_of(state, {"proposed", "accepted", "rejected"})) {
    return fail(Errc::bad_input, "state: is not proposed, accepted or rejected");
  }
  if (!element.empty() && !discover::element_of(element)) {
    return fail(Errc::bad_input, "element: is no kind of data that a search looks for");
  }
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  FindingPage out;
  out.counts = TRY(tx->count_findings(id));
  // A masked sample still says something of a person: only for those who may see people.
  if (!case_for(desk, *tx, actor, Action::see_people, id)) return out;
  const auto mask = TRY(Masks::of(desk, *tx, id));
  for (const auto& row : TRY(tx->findings(id, element, state, page))) {
    out.rows.push_back(TRY(finding_line(desk, *tx, mask, row)));
  }
  return out;
}

Result<void> judge_finding(Desk& desk, const Actor& actor, const FindingId& id,
                           std::string_view state) {
  if (state != "accepted" && state != "rejected") {
    return fail(Errc::bad_input, "a finding is accepted or rejected");
  }
  const auto tx = TRY(desk.store().write());
  auto row = TRY(tx->finding(id));
  if (!row) return fail(Errc::not_found, "no such finding");
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, row->case_id));
  row->state = std::string(state);
  TRY(tx->update_finding(*row));
  Act act;
  act.kind = "finding.judged";
  act.case_id = kase.id;
  act.subject = id.str();
  act.object = Json{{"finding", id.str()}, {"verdict", state}};
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  return commit(desk, *tx);
}

Result<std::string> reveal_finding(Desk& desk, const Actor& actor, const FindingId& id,
                                   std::string_view purpose) {
  if (trimmed(purpose).empty()) return fail(Errc::bad_input, "say what it is for");
  std::string value;
  EvidenceId item;
  {
    const auto tx = TRY(desk.store().read());
    const auto row = TRY(tx->finding(id));
    if (!row) return fail(Errc::not_found, "no such finding");
    (void)TRY(case_for(desk, *tx, actor, Action::read_evidence, row->case_id));
    const auto body = TRY(open_json(desk, *tx, row->body, finding_label(id)));
    // Looking at a value opens no compartment: a suspect stays a letter.
    value = TRY(Masks::of(desk, *tx, row->case_id))(TRY(unbase64(text_at(body, "norm"))));
    item = row->evidence;
  }
  // Recorded before the value is handed over.
  TRY(record_read(desk, actor, item, "looked at the value of " + id.str() + ": " + std::string(purpose)));
  return value;
}

Result<PeoplePage> list_people(Desk& desk, const Actor& actor, const CaseId& id,
                               std::string_view residence, std::string_view standing, Page page) {
  if (!one_of(standing, {"proposed", "uncertain", "accepted", "rejected"})) {
    return fail(Errc::bad_input, "standing: is not proposed, uncertain, accepted or rejected");
  }
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  PeoplePage out;
  out.counts = TRY(tx->count_people(id));
  if (!case_for(desk, *tx, actor, Action::see_people, id)) return out;
  for (const auto& row : TRY(tx->people(id, residence, "", standing, page))) {
    const auto body = TRY(open_person(desk, *tx, row));
    PersonLine line;
    line.id = row.id;
    line.name = body.name;
    std::string address;
    for (const auto& part : body.address) {
      address += (address.empty() ? "" : "\n") + part.reveal(Purpose::show_to_officer);
    }
    line.address = Personal<std::string>(std::move(address));
    line.residence = row.residence;
    line.ground = body.merged_into.empty() ? body.ground : "one with " + body.merged_into;
    line.merged_into = PersonId(body.merged_into);
    line.status = row.status;
    line.standing = row.standing;
    line.elements = body.elements;
    line.where = body.where;
    line.because = body.because;
    out.rows.push_back(std::move(line));
  }
  return out;
}

Result<std::uint64_t> judge_people(Desk& desk, const Actor& actor, const CaseId& id,
                                   const PersonId& person, std::string_view standing) {
  if (standing != "accepted" && standing != "rejected") {
    return fail(Errc::bad_input, "a person is accepted or rejected");
  }
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  std::vector<PersonRow> rows;
  if (person.empty()) {
    rows = TRY(tx->people(id, "", "", "proposed", {0, 0}));
  } else if (auto one = TRY(tx->person(id, person))) {
    rows.push_back(*std::move(one));
  } else {
    return fail(Errc::not_found, "no such person in this case");
  }
  for (auto& row : rows) {
    if (!person.empty() && !TRY(open_person(desk, *tx, row)).merged_into.empty()) {
      return fail(Errc::wrong_state, "this person was said to be somebody else on the register; split them first");
    }
    row.standing = std::string(standing);
    TRY(tx->update_person(row));
  }
  Act act;
  act.kind = "finding.judged";
  act.case_id = id;
  act.subject = person.str();
  act.object = Json{{"people", rows.size()}, {"verdict", standing}};
  if (!person.empty()) act.object["person"] = person.str();
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  TRY(commit(desk, *tx));
  return rows.size();
}

Result<void> accept_register(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().write());
  auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  // One line for each state and each set of kinds: services are owed for some kinds only, so a
  // union over a state would count people to whom nothing of the sort was exposed.
  struct Count {
    std::int64_t people = 0, without_contact = 0;
  };
  std::map<std::pair<std::string, std::vector<std::string>>, Count> groups;
  std::int64_t unplaced = 0;
  for (const auto& row : TRY(tx->people(id, "", "", "accepted", {0, 0}))) {
    const auto body = TRY(open_person(desk, *tx, row));
    if (row.residence.empty()) {
      ++unplaced;
      continue;
    }
    auto& count = groups[{row.residence, body.elements}];
    ++count.people;
    if (body.address.empty()) ++count.without_contact;
  }
  if (groups.empty() && unplaced == 0) {
    return fail(Errc::wrong_state, "nobody was accepted yet: look at the people first");
  }
  Json people = Json::array();
  Json counts = Json::object();
  std::int64_t total = unplaced;
  for (const auto& [group, count] : groups) {
    people.push_back({{"count", count.people},
                      {"elements", group.second},
                      {"identified", desk.local_day()},
                      {"state", group.first},
                      {"without_contact", count.without_contact}});
    counts[group.first] = counts.value(group.first, std::int64_t{0}) + count.people;
    total += count.people;
  }
  casefile::Fact fact;
  fact.name = "people";
  fact.certainty = casefile::Certainty::known;
  fact.value = std::move(people);
  fact.said_by = "discovery";
  std::vector<casefile::Fact> facts{fact};
  casefile::Fact sum;
  sum.name = "people.total";
  sum.certainty = casefile::Certainty::known;
  sum.value = total;
  sum.said_by = "discovery";
  facts.push_back(sum);
  TRY(state_facts(desk, *tx, actor, kase, facts));
  Act act;
  act.kind = "people.registered";
  act.case_id = id;
  act.subject = id.str();
  act.object = Json{{"count", total}, {"states", counts}, {"unplaced", unplaced}};
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  kase.changed = desk.now();
  TRY(tx->update_case(kase));
  return commit(desk, *tx);
}

}  // namespace ledgelight::desk
