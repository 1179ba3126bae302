// discover/elements.hpp: the kinds of personal data that are looked for, by every name they go by.
//
// One table ties the token in findings.tsv ("SSN") to the word the law uses for it ("ssn", the
// vocabulary of the breach-law fact sheet, section 3.1). A kind the law does not name by itself
// (an e-mail address, a postal address) has an empty law word.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ledgelight::discover {

enum class Element : std::uint8_t {
  ssn,        ///< nine digits
  itin,       ///< nine digits, first 9
  card,       ///< payment card number, digits only
  card_code,  ///< card security code
  account,    ///< bank account number
  routing,    ///< ABA routing number
  licence,    ///< driver's licence, "CT:123456789"; "??:" when no state is named
  passport,
  medicare,     ///< MBI, 11 characters without dashes
  health_plan,  ///< insurer's member or policy number
  record_no,    ///< medical record number
  diagnosis,    ///< ICD-10-CM code
  password,     ///< beside a user name
  birth,        ///< yyyy-mm-dd
  email,        ///< lower case
  phone,        ///< ten digits; "+442079460958" of other countries
  name,         ///< as it stands in the file, white space joined
  address,      ///< as it stands in the file, white space joined
  state,        ///< two letters
  ein,          ///< nine digits; of a person who trades under their own name
  ip_pin,       ///< six digits
  state_id,     ///< "CT:123456789", an identity card that is no licence
  military_id,  ///< EDIPI, ten digits
  student_id,
  gov_id,  ///< A-number and other numbers a government gives; letters and digits
  employment_id,
  iban,             ///< capitals and digits
  card_expiry,      ///< yyyy-mm
  access_code,      ///< PIN of a card or account
  hicn,             ///< Medicare number in use to 2019: nine digits and one or two letters
  condition,        ///< illness, allergy, medicine in words
  password_hash,    ///< as written
  user,             ///< user name beside a password
  security_answer,  ///< as written
  maiden_name,      ///< mother's
  biometric,        ///< "ANSI 378", "ISO 19794-2" …, or what the heading says
  genetic,          ///< rs number and genotype, or what stands under the heading
  signature,        ///< "image" or as written
  geolocation,      ///< "41.05341,-73.53873"
  plate_read,       ///< plate, with time and place in the record
  private_key,      ///< kind of key: "RSA", "OpenSSH"
  token,            ///< as written
  certificate,      ///< number of a birth or marriage certificate
  tax_information,  ///< an amount or a status out of a tax return, as written
  work_evaluation,  ///< as written
  electronic_id,    ///< number that one device or line answers to, beside what opens it
};
inline constexpr std::size_t element_count = 46;

struct ElementRow {
  Element element;
  std::string_view token;   ///< in findings.tsv and on the desk: SSN, CARD …
  std::string_view law;     ///< "ssn", "payment_card" …, or ""
  std::string_view name;    ///< English, for a reader: "Social Security number"
  bool weighty;             ///< with a name it makes somebody affected; contact data does not
};

std::span<const ElementRow> all_elements();
const ElementRow& row_of(Element element);
inline std::string_view token_of(Element element) { return row_of(element).token; }
inline std::string_view law_of(Element element) { return row_of(element).law; }
std::optional<Element> element_of(std::string_view token);

}  // namespace ledgelight::discover
