// law/exposure.hpp: which elements were exposed, and whose personal information that makes.
// (Inside this room.)
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "law/duties.hpp"

namespace ledgelight::law {

/// What data[] comes to under the definition of a breach.
struct Exposure {
  bool data_known = false;      ///< data was stated; then nothing outside it is assumed
  bool any_exposed = false;     ///< an item was not safe
  bool contents_unknown = false;///< an exposed item does not say which elements it held
  Elements exposed;             ///< held by an item that was not safe
  Elements held;                ///< by any item
  bool safe_items = false, outside_medium_items = false;
  std::vector<Because> because;
  std::vector<Flag> flags;
  std::vector<Question> questions;
};
/// (a)(1): which items were accessed without being secured, on covered media.
Exposure expose(const Definition& definition, const Facts& facts);

/// What is exposed of one group of people, and whether it is personal information.
struct Holding {
  Elements exposed;
  Elements triggers;            ///< the elements that make the duty
  bool undecided = false;       ///< the elements are not known
  std::vector<std::string> not_counted;  ///< why a listed element does not count
  std::vector<Source> not_counted_sources, sources;
  bool joinable = false;
  std::set<std::string> events;  ///< flags of the list: "nameless", "number-alone"
  std::vector<Question> questions;
};
/// (a)(2): the list in force on `day`. `own`: the group's elements, absent: the union over data[].
Holding hold_of(const PersonalInformation& law, const Exposure& exposure, const Facts& facts,
                const std::optional<Elements>& own, Date day);

}  // namespace ledgelight::law
