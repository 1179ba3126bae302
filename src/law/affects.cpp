#include "law/affects.hpp"

#include <algorithm>

#include "law/exposure.hpp"

namespace ledgelight::law {
namespace {

bool is_personal_information(const BreachLaw& law, const Elements& exposed, Date day) {
  Exposure open;
  open.data_known = open.any_exposed = true;
  return !hold_of(law.personal, open, Facts{}, exposed, day).triggers.empty();
}

}  // namespace

bool Affects::operator()(std::string_view jurisdiction, const Elements& exposed) {
  const auto* law = rules_->breach_of(jurisdiction);
  const auto [slot, fresh] = told_.try_emplace({law, mask_of(exposed)}, false);
  if (fresh)
    slot->second =
        law != nullptr
            ? is_personal_information(*law, exposed, day_)
            : std::any_of(rules_->breach.begin(), rules_->breach.end(), [&](const BreachLaw& any) {
                return is_personal_information(any, exposed, day_);
              });
  return slot->second;
}

}  // namespace ledgelight::law
