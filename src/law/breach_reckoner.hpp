// law/breach_reckoner.hpp: one jurisdiction's breach law applied to one set of facts.
// (Inside this room.)
#pragma once

#include "law/duties.hpp"

namespace ledgelight::law {

/// Adds to `out` what `law` says of `facts` on `known_at`. `happened_by`: facts dated after it have
/// not happened yet.
void reckon_breach(const BreachLaw& law, const Calendar* calendar, const Facts& facts,
                   Date known_at, Date happened_by, Reckoning& out);

}  // namespace ledgelight::law
