// discover/words.hpp: what a heading or a word before a value says the value is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "discover/elements.hpp"
#include "discover/finding.hpp"

namespace ledgelight::discover {

/// What a heading or label promises.
enum class Meaning : std::uint8_t {
  nothing,  ///< a word of no weight
  other,    ///< says that the number is something else: order, invoice, NPI …
  ssn, tin, itin, card, card_code, account, bank, routing, licence, passport, medicare, health_plan,
  record_no, diagnosis, password, user, birth, email, phone,
  name, given, middle, family, suffix,
  address, address_more, city, state, zip,
};

/// The meaning of a column heading, JSON key or XML tag: "emp_ssn", "SocSecNo", "Birth Date",
/// "AcctNo". Case, underscores, camelCase and run-together forms are understood.
Meaning meaning_of_heading(std::string_view heading);

/// The meaning of one word of running text, any case.
Meaning meaning_of_word(std::string_view word);

/// Every word that meaning_of_word() knows, lower case, two letters or more.
void each_label(const std::function<void(std::string_view, Meaning)>& visit);

/// The nearest word with a meaning before `at`, at most `reach` bytes back in `bytes` and not
/// across a line that is blank.
struct Label {
  Meaning meaning = Meaning::nothing;
  std::size_t from = 0, to = 0;  ///< of the word
  std::string_view word;
};
inline constexpr std::size_t context_bytes = 48;
Label label_before(std::string_view bytes, std::size_t at, std::size_t reach = context_bytes);

/// Words that begin with a capital letter and are no part of a person's name.
bool never_in_a_name(std::string_view word);
/// Words that mark an organisation: LLC, Inc, Department …
bool is_organisation_word(std::string_view word);

/// For rules_digest(): every word and what it means, in a fixed form.
std::string words_in_force();

}  // namespace ledgelight::discover
