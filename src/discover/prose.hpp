// discover/prose.hpp: personal data in running text, logs, and free-text cells.
#pragma once

#include <span>
#include <vector>

#include "discover/classify.hpp"
#include "discover/hit.hpp"

namespace ledgelight::discover {

/// How far the tie between values reaches.
enum class Unit {
  paragraph,  ///< to the next blank line (a salutation reaches over one)
  line,       ///< a log: each line is its own record
  cell,       ///< one cell of a table: no records, no names
};

/// Appends every value that is led to from [from, to): by a run of digits that begins there, or by
/// one of the keys. Numbers first, then the others, each in order. The way changes nothing but
/// time.
void find_values(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out,
                 Way way = best_way());
/// The same byte by byte: for short texts, and to hold the fast way against.
void find_values_plainly(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out);
/// Could find_values() find anything in a text that is only this? Misses none.
bool may_hold_value(std::string_view cell);
/// Appends the places in [from, to) where a value may begin that a cell tells by itself, and those
/// of quotes and blank lines, in order. Misses none.
void cell_candidates(std::string_view bytes, std::size_t from, std::size_t to, char delimiter,
                     std::vector<std::size_t>& places);
/// The same where values stand right after `fence`, and quotes are nothing else.
void line_candidates(std::string_view bytes, std::size_t from, std::size_t to, char fence,
                     std::vector<std::size_t>& places);
/// Looks at the run of three or more digits [i, j); returns where to go on, j or later.
std::size_t number_at(const Text& text, std::size_t i, std::size_t j, std::vector<Hit>& out);
/// E-mail addresses, and what only the word before it tells: passwords, Medicare numbers, diagnoses.
const TrigramSet& key_clues();
/// Does the word of a key stand around the clue at `i`?
bool key_stands_at(std::string_view bytes, std::size_t i);
/// Does it stand where a secret would: "****", "required", "changed"?
bool is_placeholder(std::string_view word);
/// Is it an expression of a program ("dup(v)", "$password") rather than a secret? `after` follows
/// it.
bool looks_like_code(std::string_view value, char after);
/// Looks at the place of one of those clues; anywhere else there is nothing to see.
void keyed_at(const Text& text, std::size_t i, std::vector<Hit>& out);

/// What begins private keys, tokens, lines of password files and machine-readable zones.
std::span<const Trigram> secret_clues();
/// Looks at the place of one of them.
void secret_at(const Text& text, std::size_t i, std::vector<Hit>& out);
/// The user and the password before the '@' of an address.
void login_before(const Text& text, std::size_t at, std::vector<Hit>& out);
/// "Name: Ada Example", "ssn=219121234": values after their own names, line by line.
void find_fields(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out);

/// What a paragraph has that bears on its rarer elements.
struct About {
  bool somebody = false;  ///< a name
  bool account = false;   ///< a card or an account, which a PIN may open
};
/// "student number 20418833", "diagnosed with epilepsy": what sentences say without a sign between.
void find_spoken(const Text& text, std::size_t from, std::size_t to, About about,
                 std::vector<Hit>& out);

/// All hits that begin in [from, to), in order, without overlap; looks at most 256 bytes beyond
/// either end. `record` numbers count up from `next_record`.
std::vector<Hit> search_prose(const Text& text, std::size_t from, std::size_t to, Unit unit,
                              std::size_t& next_record);

/// Adds to `hits`, which are in order, the names in [from, to) that need nothing beside them: words
/// that the census knows as a given and a family name, or that a title, a role or the like brings in.
/// They are tied to nobody (record 0).
void add_names_alone(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& hits);
/// In longer texts a name alone is not reported.
inline constexpr std::size_t longest_note = 64U << 10;

/// The postal address that ends with the ZIP code beginning at `zip`; false when there is none.
bool address_at_zip(const Text& text, std::size_t zip, Hit& out);
/// "1 Main St, Apt 2, Stamford, CT 06901" taken apart; parts that are not there stay empty.
Postal postal_parts(std::string_view address);

}  // namespace ledgelight::discover
