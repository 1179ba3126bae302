// discover/places.hpp: tables of places: states, the ZIP codes they own, their licence formats.
#pragma once

#include <span>
#include <string_view>

#include "discover/word_table.hpp"

namespace ledgelight::discover {

struct StateName { std::string_view code, name; };  ///< "CT", "connecticut"
/// Fifty states, DC and the territories that have breach laws.
std::span<const StateName> state_names();

struct ZipRange { int first, last; std::string_view state; };  ///< first three digits, inclusive
std::span<const ZipRange> zip_ranges();

/// N a digit, A a letter, ? either or an asterisk. facts/pii-rules (NTSI table).
struct LicenceFormat { std::string_view state, shape; };
std::span<const LicenceFormat> licence_formats();

/// "street", "ave", "blvd" …, lower case without a dot.
const WordTable& street_words();
bool is_street_word(std::string_view lower);

}  // namespace ledgelight::discover
