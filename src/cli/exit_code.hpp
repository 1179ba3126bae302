// cli/exit_code.hpp: the one table from a failure to the exit code and to what to do about it.
//
// 0 done, or yes. 1 the answer is no. 2 used wrongly: the words say what to do instead. 3 we, or
// the machine, failed.
#pragma once

#include <string_view>

#include "base/errc.hpp"

namespace ledgelight::cli {

int exit_code(Errc code);
/// One sentence for whoever sits at the terminal; docs/errors.md has the same.
std::string_view advice(Errc code);

}  // namespace ledgelight::cli
