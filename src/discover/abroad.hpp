// discover/abroad.hpp: telephone numbers of other countries, streets without their ZIP code.
//
// Read forward from a number in running text; content/discover/phones.json has the country codes
// and how many digits follow them (ITU-T E.164).
#pragma once

#include <string>
#include <string_view>

#include "discover/hit.hpp"

namespace ledgelight::discover {

/// "+44 20 7946 0958", "+41 (0)44 668 18 00": the number whose first digit stands at `at`, behind
/// its '+'. Gives "+442079460958" and where it ends; "" when it is none.
std::string phone_abroad(std::string_view s, std::size_t at, std::size_t& end);

/// "020 7946 0958", "06-24312407": groups of digits, eight to eleven together, that are no date.
/// Only a word before it can say that they are a telephone number. "" when they are not so written.
std::string phone_in_groups(std::string_view s, std::size_t at, std::size_t& end);

/// "12 Elm Street, Apt. 4, Stamford": a house number at `at`, words with capitals, the word for a
/// street. False when there is none.
bool street_at(const Text& text, std::size_t at, Hit& out);
/// The post box whose number begins at `at`: "PO Box 12, Stamford, CT", without a ZIP code.
bool post_box_at(const Text& text, std::size_t at, Hit& out);

}  // namespace ledgelight::discover
