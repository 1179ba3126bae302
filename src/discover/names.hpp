// discover/names.hpp: people's names: how they look in running text and in columns, and their parts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgelight::discover {

/// A name that begins at `at`: "Concetta D. Evans", "LEWIS, PAUL G", "Howard Jr, Giuseppe".
/// At least two words with capitals, no word that is never in a name. Returns its end, or `at`.
std::size_t name_end(std::string_view bytes, std::size_t at);

/// Could this whole cell be the name (or one part of the name) of a natural person?
bool plausible_name(std::string_view cell, bool one_part);

/// A name taken apart and folded: lower case, no punctuation. `given` may be one letter.
struct NameParts {
  std::string family, given, middle, suffix;
  bool empty() const { return family.empty() && given.empty(); }
};
NameParts name_parts(std::string_view name);
/// A full form from the parts of several columns.
std::string joined_name(std::string_view given, std::string_view middle, std::string_view family,
                        std::string_view suffix);

/// "bill" and "william", "j" and "james": could be the same given name.
bool given_agree(std::string_view a, std::string_view b);
/// The names could be one person's: family the same, the rest not in conflict.
bool names_agree(const NameParts& a, const NameParts& b);

}  // namespace ledgelight::discover
