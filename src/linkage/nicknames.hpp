// linkage/nicknames.hpp: given names that stand for each other, in English and Spanish.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ledgelight::linkage {

/// The families a folded given name belongs to, ascending, at most four: "pat" is Patrick's and
/// Patricia's. Empty for a name of no family.
const std::vector<std::uint16_t>& nickname_families(std::string_view folded);
/// "bill" and "william", "billy" and "will": names of one family.
bool nicknames_agree(std::string_view a, std::string_view b);

}  // namespace ledgelight::linkage
