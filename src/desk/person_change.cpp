#include "desk/person_change.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "desk/people.hpp"
#include "law/facts.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t most_lines = 6, most_bytes = 200, most_reason = 2000, most_changes = 200;

std::string joined(const std::vector<Personal<std::string>>& lines, Purpose purpose) {
  std::string out;
  for (const auto& line : lines)
    out += (out.empty() ? "" : "\n") + line.reveal(purpose);
  return out;
}

Result<std::vector<Personal<std::string>>> lines_of(const std::string& text) {
  std::vector<Personal<std::string>> out;
  for (const auto& part : split(text, '\n')) {
    auto line = shown_line(trimmed(part), most_bytes + 1);
    if (line.empty()) continue;
    if (line.size() > most_bytes || out.size() == most_lines)
      return fail(Errc::bad_input, "an address has at most six lines of 200 signs");
    out.emplace_back(std::move(line));
  }
  return out;
}

}  // namespace

Result<PersonView> show_person(Desk& desk, const Actor& actor, const CaseId& id,
                               const PersonId& person) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::see_people, id));
  const auto row = TRY(tx->person(id, person));
  if (!row) return fail(Errc::not_found, "no such person in this case");
  const auto body = TRY(open_person(desk, *tx, *row));
  PersonView out;
  auto& line = out.line;
  line.id = row->id;
  line.name = body.name;
  line.address = Personal<std::string>(joined(body.address, Purpose::show_to_officer));
  line.residence = row->residence;
  line.ground = body.ground;
  line.status = row->status;
  line.standing = row->standing;
  line.elements = body.elements;
  line.where = body.where;
  line.merged_into = PersonId(body.merged_into);
  line.because = body.because;
  for (const auto& c : body.changes) {
    PersonChange one;
    if (const auto at = parse_instant(text_at(c, "at"))) one.at = *at;
    one.by = text_at(c, "by");
    one.name = Personal<std::string>(text_at(c, "name"));
    one.address = Personal<std::string>(text_at(c, "address"));
    one.residence = text_at(c, "residence");
    one.ground = text_at(c, "ground");
    one.reason = text_at(c, "reason");
    out.changes.push_back(std::move(one));
  }
  return out;
}

Result<void> correct_person(Desk& desk, const Actor& actor, const CaseId& id,
                            const PersonId& person, const Correction& to) {
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  auto row = TRY(tx->person(id, person));
  if (!row) return fail(Errc::not_found, "no such person in this case");
  if (trimmed(to.reason).size() < 5) return fail(Errc::bad_input, "say why it is corrected");
  if (to.reason.size() > most_reason)
    return fail(Errc::too_large, "a reason has at most 2000 bytes");
  const auto name = shown_line(trimmed(to.name.reveal(Purpose::seal)), most_bytes + 1);
  if (name.size() > most_bytes) return fail(Errc::bad_input, "a name has at most 200 signs");
  auto address = TRY(lines_of(to.address.reveal(Purpose::seal)));
  const auto& codes = law::jurisdiction_codes();
  if (!to.residence.empty() && std::find(codes.begin(), codes.end(), to.residence) == codes.end())
    return fail(Errc::bad_input, "a state is written like US-CT");
  auto body = TRY(open_person(desk, *tx, *row));
  if (!body.merged_into.empty())
    return fail(Errc::wrong_state,
                person.str() + " was said to be " + body.merged_into + "; correct that one");
  const auto before = joined(body.address, Purpose::seal), after = joined(address, Purpose::seal);
  if (name == body.name.reveal(Purpose::seal) && after == before && to.residence == row->residence)
    return fail(Errc::bad_input, "nothing was changed");
  if (name.empty() && !body.name.reveal(Purpose::seal).empty())
    return fail(Errc::bad_input,
                "say the name; words that are none are answered under Is this a name?");
  TRY(check_no_letter_on_its_way(*tx, id, person));
  if (body.changes.size() == most_changes)
    return fail(Errc::too_large, "this person was corrected 200 times");
  const Json change{{"address", before},
                    {"at", to_text(desk.now())},
                    {"by", actor.text()},
                    {"ground", body.ground},
                    {"name", body.name.reveal(Purpose::seal)},
                    {"reason", shown(to.reason)},
                    {"residence", row->residence}};
  const auto record = make_record(
      desk, "person",
      Json{{"address", after}, {"before", change}, {"name", name}, {"residence", to.residence}});
  Json kept = change;
  kept["record"] = record.wrapped;
  if (body.name.reveal(Purpose::seal).empty() && !name.empty() &&
      !std::binary_search(body.elements.begin(), body.elements.end(), "name"))
    body.elements.insert(std::lower_bound(body.elements.begin(), body.elements.end(), "name"),
                         "name");
  body.name = Personal<std::string>(name);
  body.address = std::move(address);
  if (row->residence != to.residence || before != after) body.ground = "entered by an officer";
  body.unnamed = Json();  // an officer's own words are nothing to be put back
  row->residence = to.residence;
  row->standing = "accepted";
  if (row->status == "returned" || row->status == "substitute") row->status = "pending";
  if (row->status == "pending") body.because.clear();
  Act act;
  act.kind = "person.changed";
  act.case_id = id;
  act.subject = person.str();
  act.object = Json{{"person", person.str()}};
  act.record = record.digest;
  act.key = kase.key;
  kept["event"] = TRY(append_act(desk, *tx, actor, act));
  body.changes.push_back(std::move(kept));
  TRY(seal_person(desk, *tx, *row, body));
  TRY(tx->update_person(*row));
  return commit(desk, *tx);
}

}  // namespace ledgelight::desk
