// desk/people.hpp: the sealed body of an affected person, shared by discovery and letters.
#pragma once

#include "base/personal.hpp"
#include "desk/desk.hpp"

namespace ledgelight::desk {

struct PersonBody {
  Personal<std::string> name;
  std::vector<Personal<std::string>> address;  ///< lines as they go on an envelope
  std::vector<std::string> elements;           ///< law vocabulary, sorted: ssn, payment_card …
  std::vector<std::string> where;              ///< member paths
  std::string ground;                          ///< why this residence: "mailing address in …"
  std::string because;                         ///< why no letter, in status excluded or substitute
  // An officer's word on who is who (desk/links.hpp).
  std::vector<std::string> apart;  ///< ids of people who are said to be somebody else, sorted
  std::string merged_into;         ///< id of the person this one is; "" none
  std::string stood;               ///< its standing before that
  Json merged = Json::array();     ///< who was merged into this one: {"id","before"}, the latest last
  Json changes = Json::array();    ///< what stood before each correction (desk/person_change.hpp)
  Json unnamed;  ///< as it was before its name was first said to be none (desk/names.hpp)
  std::uint64_t renamed = 0;  ///< the last event by which a name was taken or given back; 0 none
};

/// Seals under the person's own key (row.key must be set).
Result<void> seal_person(Desk& desk, Tx& tx, PersonRow& row, const PersonBody& body);
/// The same for many: `key` is row.key's own.
void seal_person(const Key& key, Randomness& randomness, PersonRow& row, const PersonBody& body);
Result<PersonBody> open_person(Desk& desk, Tx& tx, const PersonRow& row);

/// wrong_state: a letter to them is approved and not yet mailed, so nothing it says may change.
Result<void> check_no_letter_on_its_way(Tx& tx, const CaseId& id, const PersonId& person);

}  // namespace ledgelight::desk
