// portal/carry.hpp: a report on its way through the pages, without cookie or server state.
//
// Answers and staged files travel in one hidden field, sealed under a key of the desk with the
// form's token as label: nobody else can read it in a saved page, and nobody can change it.
#pragma once

#include "casefile/report.hpp"
#include "desk/reports.hpp"

namespace ledgelight::portal {

struct Carry {
  std::string form_token;
  casefile::ReportAnswers answers;
  std::vector<desk::StagedFile> files;
};

/// Text fit for a hidden field.
std::string pack(desk::Desk& desk, const Carry& carry);
/// Fails (bad_input) on anything `pack` did not make on this desk.
Result<Carry> unpack(desk::Desk& desk, std::string_view text);

}  // namespace ledgelight::portal
