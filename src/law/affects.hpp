// law/affects.hpp: is what was exposed of somebody personal information, by the law of where they
// live? Asked for each person of a register; each different set of elements is worked out once.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "law/register.hpp"
#include "law/rules.hpp"

namespace ledgelight::law {

class Affects {
 public:
  /// The lists in force on `day`. `rules` must outlive this.
  Affects(const Rules& rules, Date day) : rules_(&rules), day_(day) {}

  /// `jurisdiction`: "US-CT". Of a jurisdiction that is not known, or has no law here: whether any
  /// of the laws that are here would say so, since the person may live where it does.
  bool operator()(std::string_view jurisdiction, const Elements& exposed);

 private:
  const Rules* rules_;
  Date day_;
  std::map<std::pair<const BreachLaw*, ElementMask>, bool> told_;
};

}  // namespace ledgelight::law
