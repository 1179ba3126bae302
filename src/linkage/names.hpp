// linkage/names.hpp: a person's name taken apart, and when two could be one person's.
#pragma once

#include <string>
#include <string_view>

namespace ledgelight::linkage {

/// A name taken apart and folded: lower case, no accents, no punctuation. `given` may be one
/// letter.
struct NameParts {
  std::string family, given, middle, suffix;
  bool empty() const { return family.empty() && given.empty(); }
  friend bool operator==(const NameParts&, const NameParts&) = default;
};

/// "Evans, Concetta D", "Concetta D. Evans Jr", "Dr. Maria de la Cruz". Titles and degrees are left
/// out.
NameParts name_parts(std::string_view name);

/// "bill" and "william", "j" and "james": could be the same given name.
bool given_agree(std::string_view a, std::string_view b);
/// The names could be one person's: family the same, the rest not in conflict.
bool names_agree(const NameParts& a, const NameParts& b);

/// "jr", "sr", "ii" … of a folded word; empty when it is no suffix of generation.
std::string_view generation(std::string_view folded);

}  // namespace ledgelight::linkage
