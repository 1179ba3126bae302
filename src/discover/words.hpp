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
  ssn,
  tin,
  itin,
  card,
  card_code,
  account,
  bank,
  routing,
  licence,
  passport,
  medicare,
  health_plan,
  record_no,
  diagnosis,
  password,
  user,
  birth,
  email,
  phone,
  name,
  given,
  middle,
  family,
  suffix,
  address,
  address_more,
  city,
  state,
  zip,
  // From here on: less common, or only beside something else.
  ein,
  ip_pin,
  state_id,
  military,
  student,
  gov_id,
  employment,
  iban,
  card_expiry,
  track,
  pin,
  hicn,
  condition,
  hash,
  security_question,
  security_answer,
  maiden,
  latitude,
  longitude,
  location,
  plate,
  camera,
  biometric,
  genetic,
  signature,
  private_key,
  token,
  certificate,
  licence_state,
  tax,
  evaluation,
  electronic_id,
};
/// As in content/discover/words.json: "ssn", "record_no".
std::string_view word_of(Meaning meaning);

/// The meaning of a column heading, JSON key or XML tag: "emp_ssn", "SocSecNo", "Birth Date",
/// "AcctNo". Case, underscores, camelCase and run-together forms are understood.
Meaning meaning_of_heading(std::string_view heading);

/// "Name", "nombre": the given name where another column holds the family name.
bool means_given_beside_family(std::string_view heading);

/// "dependent 1" of "Dependent 1 SSN", "spouse" of "Spouse DOB": the heading is about somebody
/// beside whom the row is about. "" when it is not.
std::string other_person_of(std::string_view heading);

/// Does a heading name health, insurance, a patient, a plan …?
bool speaks_of_health(std::string_view heading);

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

/// Words of every day that are also names: "rose", "church", "grant".
bool is_common_word(std::string_view word);
/// Letters of Latin-1 without their accents: "TELÉFONO" -> "TELEFONO". UTF-8 or single bytes.
std::string without_accents(std::string_view s);

/// "mr", "dr", "sra": what stands before one person's name; any case, with or without a dot.
bool is_title(std::string_view word);
/// Do the words that end these bytes bring in a name ("my name is", "signed"), or those that begin
/// them follow one ("said", "'s address")? Any case; `before` ends, `after` begins at the name.
bool brings_in_a_name(std::string_view before);
bool follows_a_name(std::string_view after);
/// "officer", "attorney", "client": a word for somebody's part, before their name.
bool is_role(std::string_view word);
/// "Morgan Stanley", "Eli Lilly": a house that is called after people.
bool is_house_of(std::string_view name);
/// "rua", "via", "calle": what streets abroad are called, before their name.
bool is_street_word_abroad(std::string_view word);

/// "single", "married filing jointly" …: how a tax return is filed.
bool is_filing_status(std::string_view value);

/// For rules_digest(): every word and what it means, every table of numbers and places, all of
/// content/discover but its cases, in a fixed form.
std::string words_in_force();

}  // namespace ledgelight::discover
