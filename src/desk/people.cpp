#include "desk/people.hpp"

namespace ledgelight::desk {
namespace {
std::string label(const PersonRow& row) { return "person/" + row.case_id.str() + "/" + row.id.str(); }

std::vector<std::string> texts(const Json& object, const char* key) {
  std::vector<std::string> out;
  if (const auto it = object.find(key); it != object.end() && it->is_array()) {
    for (const auto& v : *it) {
      if (v.is_string()) out.push_back(v.get<std::string>());
    }
  }
  return out;
}

Json json_of(const PersonBody& body) {
  Json address = Json::array();
  for (const auto& line : body.address) address.push_back(line.reveal(Purpose::seal));
  return {{"address", std::move(address)},
          {"apart", body.apart},
          {"because", body.because},
          {"changes", body.changes},
          {"elements", body.elements},
          {"ground", body.ground},
          {"merged", body.merged},
          {"merged_into", body.merged_into},
          {"name", body.name.reveal(Purpose::seal)},
          {"renamed", body.renamed},
          {"stood", body.stood},
          {"unnamed", body.unnamed},
          {"where", body.where}};
}
}  // namespace

Result<void> seal_person(Desk& desk, Tx& tx, PersonRow& row, const PersonBody& body) {
  row.body = TRY(seal_json(desk, tx, row.key, label(row), json_of(body)));
  return {};
}

void seal_person(const Key& key, Randomness& randomness, PersonRow& row, const PersonBody& body) {
  row.body = {row.key, seal(key, label(row), plain_json(json_of(body)), randomness)};
}

Result<PersonBody> open_person(Desk& desk, Tx& tx, const PersonRow& row) {
  const auto json = TRY(open_json(desk, tx, row.body, label(row)));
  PersonBody out;
  out.name = Personal<std::string>(text_at(json, "name"));
  for (auto& line : texts(json, "address")) out.address.emplace_back(std::move(line));
  out.elements = texts(json, "elements");
  out.where = texts(json, "where");
  out.ground = text_at(json, "ground");
  out.because = text_at(json, "because");
  out.apart = texts(json, "apart");
  out.merged_into = text_at(json, "merged_into");
  out.stood = text_at(json, "stood");
  if (const auto it = json.find("changes"); it != json.end() && it->is_array()) out.changes = *it;
  out.renamed = static_cast<std::uint64_t>(int_at(json, "renamed").value_or(0));
  if (const auto it = json.find("unnamed"); it != json.end()) out.unnamed = *it;
  if (const auto it = json.find("merged"); it != json.end() && it->is_array()) out.merged = *it;
  return out;
}

// The bytes a second officer approved are the bytes that go out: they would say the old address.
Result<void> check_no_letter_on_its_way(Tx& tx, const CaseId& id, const PersonId& person) {
  for (const auto& batch : TRY(tx.batches(id))) {
    if (batch.state != "approved") continue;
    const auto letters = TRY(tx.letters(batch.id));
    if (std::any_of(letters.begin(), letters.end(),
                    [&](const LetterRow& l) { return l.person == person; }))
      return fail(Errc::wrong_state,
                  "a letter to " + person.str() + " in " + batch.id.str() +
                      " is approved and on its way; say that it was mailed first");
  }
  return {};
}

}  // namespace ledgelight::desk
