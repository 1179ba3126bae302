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

/// A stretch of running text that looks like somebody's name; `likelihood` 0 to 100 by its words.
struct Spotted {
  std::size_t from = 0, to = 0;
  int likelihood = 0;
  bool listed = true;  ///< by the census lists; else by the words around it
};
/// The name that begins in the run of capitalised words at `at`, told apart from the other words of
/// the run by the census lists ("Yesterday John Smith Reported"). `run_end` is where to look next.
/// Names of one word only when `single`. nullopt: none.
std::optional<Spotted> spot_name(std::string_view bytes, std::size_t at, bool single,
                                 std::size_t& run_end);

/// Does "Mr.", "Dra." or the like stand right before `at`? Then one word may be a name.
bool title_stands_before(std::string_view bytes, std::size_t at);

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
