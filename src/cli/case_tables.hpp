// cli/case_tables.hpp: the tables of a case, from the same reading as its search.
#pragma once

#include <string>
#include <vector>

#include "cli/found_files.hpp"
#include "cli/scan_files.hpp"
#include "desk/desk.hpp"
#include "desk/found_in_case.hpp"

namespace ledgelight::cli {

/// Writes the six tables of docs/formats/findings.md into `wish.out`. Items are called as they
/// arrived, by their number before that where two have one name; `left` is what could not be
/// sealed. Each item that was read gets a custody event first: rows of it leave the desk.
/// Fails as scan_files.
Result<ScanDone> write_case_tables(desk::Desk& desk, const desk::Actor& actor,
                                   const desk::FoundInCase& found,
                                   const std::vector<NamedFile>& left, const ScanWish& wish,
                                   double seconds);

}  // namespace ledgelight::cli
