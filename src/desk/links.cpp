#include "desk/links.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "desk/people.hpp"

namespace ledgelight::desk {
namespace {

struct Known {
  PersonRow row;
  PersonBody body;
};

Result<Known> known(Desk& desk, Tx& tx, const CaseId& id, const PersonId& person) {
  auto row = TRY(tx.person(id, person));
  if (!row) return fail(Errc::not_found, "no such person in this case");
  auto body = TRY(open_person(desk, tx, *row));
  return Known{*std::move(row), std::move(body)};
}

Result<void> put(Desk& desk, Tx& tx, Known& person) {
  TRY(seal_person(desk, tx, person.row, person.body));
  return tx.update_person(person.row);
}

PersonLine line_of(const Known& k) {
  PersonLine line;
  line.id = k.row.id;
  line.name = k.body.name;
  std::string address;
  for (const auto& part : k.body.address)
    address += (address.empty() ? "" : "\n") + part.reveal(Purpose::show_to_officer);
  line.address = Personal<std::string>(std::move(address));
  line.residence = k.row.residence;
  line.ground = k.body.ground;
  line.status = k.row.status;
  line.standing = k.row.standing;
  line.elements = k.body.elements;
  line.where = k.body.where;
  line.merged_into = PersonId(k.body.merged_into);
  return line;
}

void add_sorted(std::vector<std::string>& to, const std::string& what) {
  const auto at = std::lower_bound(to.begin(), to.end(), what);
  if (at == to.end() || *at != what) to.insert(at, what);
}

bool apart(const Known& a, const Known& b) {
  return std::binary_search(a.body.apart.begin(), a.body.apart.end(), b.row.id.str());
}

Json image_of(const Known& k) {
  Json address = Json::array();
  for (const auto& line : k.body.address)
    address.push_back(line.reveal(Purpose::seal));
  return Json{{"address", std::move(address)},
              {"changes", k.body.changes.size()},
              {"elements", k.body.elements},
              {"ground", k.body.ground},
              {"name", k.body.name.reveal(Purpose::seal)},
              {"residence", k.row.residence},
              {"standing", k.row.standing},
              {"status", k.row.status},
              {"where", k.body.where}};
}

void restore(Known& k, const Json& image) {
  // What an officer corrected meanwhile stays as they wrote it.
  const bool corrected =
      static_cast<std::size_t>(int_at(image, "changes").value_or(0)) < k.body.changes.size();
  if (!corrected) {
    k.body.address.clear();
    for (const auto& line : image.value("address", Json::array()))
      k.body.address.emplace_back(line.get<std::string>());
    k.body.ground = text_at(image, "ground");
    k.body.name = Personal<std::string>(text_at(image, "name"));
    k.row.residence = text_at(image, "residence");
  }
  k.body.elements = image.value("elements", std::vector<std::string>());
  k.body.where = image.value("where", std::vector<std::string>());
  k.row.standing = text_at(image, "standing");
  // A letter that went out meanwhile stays sent.
  if (k.row.status != "mailed" && k.row.status != "returned")
    k.row.status = text_at(image, "status");
}

Result<void> record(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& kase,
                    const PersonId& one, const PersonId& other, const char* verdict) {
  Act act;
  act.kind = "finding.judged";
  act.case_id = kase.id;
  act.subject = one.str();
  act.object = Json{{"person", one.str()}, {"verdict", verdict}, {"with", other.str()}};
  act.key = kase.key;
  TRY(append_act(desk, tx, actor, act));
  return commit(desk, tx);
}

struct Question {
  std::string left, right, reason;
  int percent;
};

// The questions of the latest run; those of earlier runs speak of people who were proposed anew.
Result<std::vector<Question>> questions(Desk& desk, Tx& tx, const CaseId& id) {
  std::vector<Question> out;
  const auto runs = TRY(tx.runs(id, {0, 1}));
  if (runs.empty()) return out;
  const auto body = TRY(open_record(desk, tx, runs.front().body, "run/" + runs.front().id));
  for (const auto& q : body.value("questions", Json::array()))
    out.push_back({text_at(q, "left"), text_at(q, "right"), text_at(q, "reason"),
                   static_cast<int>(int_at(q, "permille").value_or(0) / 10)});
  return out;
}

bool settled(const Known& left, const Known& right) {
  return apart(left, right) || !left.body.merged_into.empty() || !right.body.merged_into.empty() ||
         left.row.standing == "rejected" || right.row.standing == "rejected";
}

// Who was held back because they might be somebody else stands as the others do, once they are known
// to be none of those who were asked about.
Result<void> propose_if_nobody_else(Desk& desk, Tx& tx, const CaseId& id, Known& one,
                                    const Known& other) {
  if (one.row.standing != "uncertain") return {};
  const auto name = one.row.id.str();
  for (const auto& q : TRY(questions(desk, tx, id))) {
    if (q.left != name && q.right != name) continue;
    const PersonId whom(q.left == name ? q.right : q.left);
    if (whom == other.row.id) continue;
    const auto row = TRY(tx.person(id, whom));
    if (!row) continue;
    if (!settled(one, {*row, TRY(open_person(desk, tx, *row))})) return {};
  }
  one.row.standing = "proposed";
  return {};
}

// They are two people, and both are kept so.
Result<void> put_apart(Desk& desk, Tx& tx, const CaseId& id, Known& one, Known& other) {
  add_sorted(one.body.apart, other.row.id.str());
  add_sorted(other.body.apart, one.row.id.str());
  TRY(propose_if_nobody_else(desk, tx, id, one, other));
  TRY(propose_if_nobody_else(desk, tx, id, other, one));
  TRY(put(desk, tx, one));
  TRY(put(desk, tx, other));
  return {};
}

}  // namespace

Result<LinkPage> list_links(Desk& desk, const Actor& actor, const CaseId& id, Page page) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  const bool may_see = case_for(desk, *tx, actor, Action::see_people, id).has_value();
  std::map<std::string, std::optional<Known>> people;
  const auto person = [&](const std::string& name) -> Result<const Known*> {
    auto [slot, fresh] = people.try_emplace(name);
    if (fresh) {
      if (auto row = TRY(tx->person(id, PersonId(name)))) {
        auto body = TRY(open_person(desk, *tx, *row));
        slot->second = Known{*std::move(row), std::move(body)};
      }
    }
    return slot->second ? &*slot->second : nullptr;
  };
  LinkPage out;
  std::uint64_t skip = page.offset;
  for (const auto& q : TRY(questions(desk, *tx, id))) {
    const auto* left = TRY(person(q.left));
    const auto* right = TRY(person(q.right));
    if (left == nullptr || right == nullptr) continue;
    if (settled(*left, *right)) {
      ++out.answered;
      continue;
    }
    ++out.open;
    if (skip > 0) {
      --skip;
      continue;
    }
    if (!may_see || (page.limit != 0 && out.rows.size() == page.limit)) continue;
    out.rows.push_back({line_of(*left), line_of(*right), q.percent, q.reason});
  }
  if (may_see) {
    for (auto& row : TRY(tx->people(id, "", "", "rejected", {0, 0}))) {
      auto body = TRY(open_person(desk, *tx, row));
      if (!body.merged_into.empty())
        out.merged.push_back(line_of({std::move(row), std::move(body)}));
    }
  }
  return out;
}

Result<void> merge_people(Desk& desk, const Actor& actor, const CaseId& id, const PersonId& kept,
                          const PersonId& gone) {
  if (kept == gone) return fail(Errc::bad_input, "that is one person already");
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  auto one = TRY(known(desk, *tx, id, kept));
  auto other = TRY(known(desk, *tx, id, gone));
  if (!one.body.merged_into.empty() || !other.body.merged_into.empty())
    return fail(Errc::wrong_state, "one of them is somebody else already; split them first");
  if (!other.body.merged.empty())
    return fail(Errc::wrong_state, "others were merged into " + gone.str() +
                                       "; merge the other way round, or split them first");
  if (other.row.status == "mailed" || other.row.status == "returned")
    return fail(Errc::wrong_state,
                "a letter went to " + gone.str() + "; merge the other way round");
  one.body.merged.push_back({{"before", image_of(one)}, {"id", gone.str()}});
  const auto known_before = one.body.elements.size();
  for (const auto& e : other.body.elements)
    add_sorted(one.body.elements, e);
  for (const auto& w : other.body.where)
    if (one.body.where.size() < 50 &&
        std::find(one.body.where.begin(), one.body.where.end(), w) == one.body.where.end())
      one.body.where.push_back(w);
  if (one.body.address.empty()) one.body.address = other.body.address;
  if (one.body.name.reveal(Purpose::match_people).empty()) one.body.name = other.body.name;
  if (one.row.residence.empty() && !other.row.residence.empty()) {
    one.row.residence = other.row.residence;
    one.body.ground = other.body.ground;
  }
  // As when discovery finds more about somebody: who has had no letter is due one for all of it.
  if (one.body.elements.size() != known_before && one.row.status != "mailed" &&
      one.row.status != "returned")
    one.row.status = "pending";
  one.row.standing = "accepted";
  other.body.merged_into = kept.str();
  other.body.stood = other.row.standing;
  other.row.standing = "rejected";
  TRY(put(desk, *tx, one));
  TRY(put(desk, *tx, other));
  return record(desk, *tx, actor, kase, kept, gone, "same");
}

Result<void> split_person(Desk& desk, const Actor& actor, const CaseId& id, const PersonId& gone) {
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  auto other = TRY(known(desk, *tx, id, gone));
  if (other.body.merged_into.empty())
    return fail(Errc::wrong_state, gone.str() + " is nobody else");
  const PersonId kept(other.body.merged_into);
  auto one = TRY(known(desk, *tx, id, kept));
  if (one.body.merged.empty())
    return fail(Errc::corrupt, "the merge of " + gone.str() + " is not on record");
  const auto last = one.body.merged.back();
  if (text_at(last, "id") != gone.str())
    return fail(Errc::conflict, text_at(last, "id") + " was merged into " + kept.str() +
                                    " later; split that first");
  one.body.merged.erase(one.body.merged.end() - 1);
  restore(one, last.value("before", Json::object()));
  other.row.standing = other.body.stood;
  other.body.merged_into.clear();
  other.body.stood.clear();
  TRY(put_apart(desk, *tx, id, one, other));
  return record(desk, *tx, actor, kase, kept, gone, "split");
}

Result<void> keep_apart(Desk& desk, const Actor& actor, const CaseId& id, const PersonId& one,
                        const PersonId& other) {
  if (one == other) return fail(Errc::bad_input, "that is one person");
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  auto a = TRY(known(desk, *tx, id, one));
  auto b = TRY(known(desk, *tx, id, other));
  if (a.body.merged_into == other.str() || b.body.merged_into == one.str())
    return fail(Errc::wrong_state, "they were said to be one person; split them");
  TRY(put_apart(desk, *tx, id, a, b));
  return record(desk, *tx, actor, kase, one, other, "apart");
}

Result<void> answer_link(Desk& desk, const Actor& actor, const CaseId& id, const PersonId& one,
                         const PersonId& other, std::string_view verdict) {
  {
    // Whoever may not answer is not told what an answer looks like.
    const auto tx = TRY(desk.store().read());
    (void)TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  }
  if (verdict == "same") return merge_people(desk, actor, id, one, other);
  if (verdict == "apart") return keep_apart(desk, actor, id, one, other);
  if (verdict == "split") return split_person(desk, actor, id, other);
  return fail(Errc::bad_input, "a pair is the same, apart or split");
}

}  // namespace ledgelight::desk
