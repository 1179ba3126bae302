#include "discover/places.hpp"

#include <algorithm>

#include <discover_tables.hpp>

namespace ledgelight::discover {
std::span<const StateName> state_names() { return tables::states; }
std::span<const ZipRange> zip_ranges() { return tables::zips; }
std::span<const LicenceFormat> licence_formats() { return tables::licences; }

const WordTable& street_words() {
  static const WordTable table(tables::streets);
  return table;
}

bool is_street_word(std::string_view lower) { return street_words().holds(lower); }

}  // namespace ledgelight::discover
