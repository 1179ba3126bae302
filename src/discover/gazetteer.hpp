// discover/gazetteer.hpp: how common a word is as a name, by the census of 1990.
//
// The lists (5,163 given and 88,799 family names, commonest first) come from an npm package and are
// made into a table at build time (cmake/names_table.py). A name that is not in them may well be
// one; a word that is in them need not be.
#pragma once

#include <string_view>

namespace ledgelight::discover {

/// 0: not in the list; 1: the commonest … 18: the rarest (one more than the bits of its rank).
struct NameRank {
  int given = 0, family = 0;
  bool known() const { return given != 0 || family != 0; }
};

/// One word, any case; accents are folded, apostrophes left out ("O'Brien"), of a name with hyphens
/// the better known part counts.
NameRank rank_of_name(std::string_view word);

/// Words that are names and much else: "Rose", "Church", "Grant", "Stamford".
bool is_also_a_word(std::string_view word);

/// Does a word of this name mark an organisation? "John Church" and "Bank, Ada" are people.
bool is_organisation(std::string_view name);

/// How likely all of this is the name of a person, 0 to 100, from its words alone.
int name_likelihood(std::string_view name);

/// For rules_digest(): the table of names as it is.
std::string_view names_in_force();

}  // namespace ledgelight::discover
