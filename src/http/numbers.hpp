// http/numbers.hpp: counts as a reader sees them.
#pragma once

#include <cstdint>
#include <string>

namespace ledgelight::http {

/// "10,938": groups of three, as in the English and the Spanish of the United States. For what is
/// read; not for fields, addresses or attributes.
std::string grouped(std::int64_t n);

}  // namespace ledgelight::http
