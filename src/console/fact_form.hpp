// console/fact_form.hpp: inputs for a fact by the shape of its value, and its value in words.
#pragma once

#include "casefile/vocabulary.hpp"
#include "pages/web.hpp"

namespace ledgelight::console {

/// Adds a row INPUTS for each input that casefile::parse_form reads, filled from `fields`. A list
/// gets its rows and two empty ones.
void fact_inputs(const pages::Web& web, const http::Request& request, http::Values& page,
                 const casefile::FactKind& kind, const casefile::FormFields& fields);

/// "Social Security number, name; electronic; not encrypted". Empty for null.
std::string value_words(const pages::Web& web, const http::Request& request,
                        const casefile::FactKind& kind, const Json& value);

}  // namespace ledgelight::console
