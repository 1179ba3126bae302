// law/federal_law.hpp: federal regimes that stand beside a state's breach law, as the pack states
// them. (Inside this room.)
#pragma once

#include "law/breach_law.hpp"

namespace ledgelight::law {

/// One duty of the HIPAA breach rule, 45 CFR 164.400-414.
struct FederalDuty : Rule {
  enum class What {
    individuals,  ///< within `days` of discovery
    secretary,    ///< HHS: with the individuals from `from_count` people on, else `days` after the
                  ///< year
    media,        ///< from `from_count` residents of one state on
    associate     ///< business associate to covered entity
  } what = What::individuals;
  std::string bearer, recipient, due_text;
  std::int64_t days = 0, from_count = 0;
  std::string below_text, none_because;  ///< secretary: due text below `from_count`; media: why not
  std::vector<Conditional> methods, content;
};

/// A regime that only raises a question for counsel, on facts that are known.
struct FederalOverlay : Rule {
  std::set<std::string> elements, entities;  ///< any of either
  std::string code, text;
};

/// 164.412: a statement of law enforcement delays every notice; one that is not in writing, by no
/// more than `oral_days`. flags: those of HoldRule, and written-unknown.
struct FederalHold : HoldRule {
  std::int64_t oral_days = 0;
};

struct FederalLaw {
  std::string pack;
  std::optional<FederalHold> hold;  ///< absent: that of the home state is used
  std::vector<FederalDuty> hipaa;
  std::vector<FederalOverlay> overlays;
};

}  // namespace ledgelight::law
