// store/sequence.hpp: numbered ids in the order of their numbers.
#pragma once

#include <string>
#include <string_view>

namespace ledgelight::store {

/// `id` with every run of digits padded to 12: "2026-0007" sorts before "2026-10000".
std::string sequence_of(std::string_view id);

}  // namespace ledgelight::store
