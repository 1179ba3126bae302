// discover/prose.hpp: personal data in running text, logs, and free-text cells.
#pragma once

#include <vector>

#include "discover/hit.hpp"

namespace ledgelight::discover {

/// How far the tie between values reaches.
enum class Unit {
  paragraph,  ///< to the next blank line (a salutation reaches over one)
  line,       ///< a log: each line is its own record
  cell,       ///< one cell of a table: no records, no names
};

/// Where the kinds of candidates are looked for, apart so that each can be tested.
void find_numbers(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out);
/// E-mail addresses, and what only the word before it tells: passwords, Medicare numbers, diagnoses.
void find_keyed(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out);

/// All hits that begin in [from, to), in order, without overlap; looks at most 256 bytes beyond
/// either end. `record` numbers count up from `next_record`.
std::vector<Hit> search_prose(const Text& text, std::size_t from, std::size_t to, Unit unit,
                              std::size_t& next_record);

/// The postal address that ends with the ZIP code beginning at `zip`; false when there is none.
bool address_at_zip(const Text& text, std::size_t zip, Hit& out);
/// "1 Main St, Apt 2, Stamford, CT 06901" taken apart; parts that are not there stay empty.
Postal postal_parts(std::string_view address);

}  // namespace ledgelight::discover
