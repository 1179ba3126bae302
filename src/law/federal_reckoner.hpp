// law/federal_reckoner.hpp: the federal regimes applied to one set of facts.
// (Inside this room.)
#pragma once

#include "law/duties.hpp"

namespace ledgelight::law {

/// Adds to `out` what the federal rules say. Duties of the HIPAA breach rule only when entity.hipaa
/// is known to be true; they stand beside those of the states and take none away. `hold_rule`: how
/// a law-enforcement hold is read, since 45 CFR 164.412 was not.
void reckon_federal(const FederalLaw& law, const Calendar* calendar,
                    const std::optional<HoldRule>& hold_rule, const Facts& facts, Date known_at,
                    Date happened_by, Reckoning& out);

}  // namespace ledgelight::law
