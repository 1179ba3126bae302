// discover/names.hpp: people's names: how they look in running text and in columns, and their parts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/names.hpp"

namespace ledgelight::discover {

/// A name that begins at `at`: "Concetta D. Evans", "LEWIS, PAUL G", "Howard Jr, Giuseppe".
/// At least two words with capitals, no word that is never in a name. Returns its end, or `at`.
std::size_t name_end(std::string_view bytes, std::size_t at);

/// Could this whole cell be the name (or one part of the name) of a natural person?
bool plausible_name(std::string_view cell, bool one_part);

// Taking a name apart and comparing two is linkage's.
using linkage::given_agree;
using linkage::name_parts;
using linkage::NameParts;
using linkage::names_agree;

/// A full form from the parts of several columns.
std::string joined_name(std::string_view given, std::string_view middle, std::string_view family,
                        std::string_view suffix);

}  // namespace ledgelight::discover
