// print/draw.hpp: pages as PDF bytes (cairo), each item in marked content of its own.
#pragma once

#include <string>

#include "print/layout.hpp"

namespace ledgelight::print {

/// Untagged as yet: marks are numbered from 0 on each page in item order, artifacts too (under
/// the type NonStruct), and entered in `placed.tree`.
Result<std::string> draw(Placed& placed);

}  // namespace ledgelight::print
