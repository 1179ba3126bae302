// discover/rarer.hpp: elements that are met less often, and those that only several cells of one
// record make together: a place beside a person, a plate with its time and place.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "discover/delimited.hpp"

namespace ledgelight::discover {

/// read_cell for the meanings from Meaning::ein on, for users, and for a diagnosis in words.
std::optional<Hit> read_rarer(const Text& text, const Cell& cell, const Column& column,
                              std::string_view state);

/// "bcrypt", "SHA-256" …: how a password was hashed; "" when this is no hash.
std::string_view hash_kind(std::string_view text);
/// What kind of biometric template these encoded bytes begin; "" when none.
std::string_view template_kind(std::string_view text);
/// "a genotype", "a variant of a gene" …: what a value under a heading of genetics is; "" when it is
/// none.
std::string_view genetic_kind(std::string_view value);

/// One value of a record with what its heading says.
struct Named {
  Meaning meaning;
  std::size_t from, to;
};
/// Adds what the values of one record make only together, and weighs what one says of another.
void add_combined(const Text& text, const std::vector<Named>& cells, Topic topic, std::vector<Hit>& hits);

}  // namespace ledgelight::discover
