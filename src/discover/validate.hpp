// discover/validate.hpp: does this string of digits or letters keep the rules of its kind?
//
// Rules and sources: facts/pii-rules section 1. Arguments called `digits` hold digits only.
// A rule that holds proves little by itself (its base rate is in the comment); the callers weigh it
// with context.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ledgelight::discover {

/// Nine digits: area, group and serial possible, not a published sample. Base rate 0.889.
bool valid_ssn(std::string_view digits);
/// Nine digits, first 9, fourth and fifth in the issued groups. Base rate 0.044.
bool valid_itin(std::string_view digits);
/// Luhn and an issuer's range with its length; not a published test number. Base rate 0.002-0.022.
bool valid_card(std::string_view digits);
bool luhn(std::string_view digits);
/// "Visa", "Mastercard" …; "" when no issuer has such numbers.
std::string_view issuer_of(std::string_view digits);
/// ABA: prefix range and checksum. Base rate 0.038.
bool valid_routing(std::string_view digits);
/// North American number of ten digits; fictional 555-01xx refused. Base rate 0.63.
bool valid_phone(std::string_view digits);
/// Medicare beneficiary identifier, eleven characters without dashes, upper case.
bool valid_medicare(std::string_view text);
/// ICD-10-CM shape: letter, digit, alphanumeric, then optionally "." and one to four.
bool valid_diagnosis(std::string_view text);
/// A licence number in the format of `state` (two letters); of any state when `state` is empty.
bool valid_licence(std::string_view text, std::string_view state);
/// Nine digits, or a letter and eight digits.
bool valid_passport(std::string_view text);
/// local@domain.tld by the usual characters, lower-cased; nullopt when it is none.
std::optional<std::string> valid_email(std::string_view text);
/// The same into `out`, text.size() characters; false when it is none.
bool lower_email(std::string_view text, std::span<char, 256> out);

/// A calendar day written as 2026-03-02, 20260302, 3/2/2026, 03-02-1926, 3.2.1926, 3/2/26,
/// March 2, 1926, 2 Mar 1926; US order. As yyyy-mm-dd. Two-digit years go to the past.
/// Only years 1900 to 2035.
std::optional<std::string> read_date(std::string_view text);
/// The same without an allocation: its ten characters.
std::optional<std::array<char, 10>> date_in(std::string_view text);

/// The state that owns the first three digits of a ZIP code; "" when unknown.
std::string_view state_of_zip(std::string_view zip);
/// "CT" for "ct", "Connecticut", "Conn."; "" when it is no state.
std::string_view state_of(std::string_view text);

std::string digits_of(std::string_view text);

/// Nine digits with a prefix that the IRS gives to employers.
bool valid_ein(std::string_view digits);
/// Country, its length, and the remainder of ISO 13616; capitals and digits without blanks.
bool valid_iban(std::string_view text);
/// A possible SSN and one of the suffixes of the old Medicare claim number: A, B1, C4, D, T, W …
bool valid_hicn(std::string_view text);
/// A provider's number (NPI): ten digits, 1 or 2 first, Luhn over 80840 and it.
bool valid_npi(std::string_view digits);
/// A vehicle's number (VIN) with its check character.
bool valid_vin(std::string_view text);
/// "0730", "07/30", "7/2030", "2030-07" as yyyy-mm; cards expire from 2000 to 2050.
std::optional<std::string> read_expiry(std::string_view text);
/// Degrees with at least `decimals` places, within [-limit, limit]; as written.
bool valid_degrees(std::string_view text, double limit, std::size_t decimals);
/// American Soundex: "Robert" R163; "" without a letter in front.
std::string soundex(std::string_view name);
/// Florida, Illinois, Wisconsin, Maryland, Michigan and Minnesota build the licence number on the
/// surname's Soundex. true or false: it agrees or not; nullopt: says nothing.
std::optional<bool> licence_fits_name(std::string_view state, std::string_view number,
                                      std::string_view family);

/// The holder of a machine-readable zone (ICAO 9303), when all its check digits are right.
struct Mrz {
  std::string number, birth, family, given;  ///< birth yyyy-mm-dd
};
/// Two lines of 44 (passports), without what stands around them.
std::optional<Mrz> read_mrz(std::string_view first, std::string_view second);

}  // namespace ledgelight::discover
