// discover/validate.hpp: does this string of digits or letters keep the rules of its kind?
//
// Rules and sources: facts/pii-rules section 1. Arguments called `digits` hold digits only.
// A rule that holds proves little by itself (its base rate is in the comment); the callers weigh it
// with context.
#pragma once

#include <optional>
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

/// A calendar day written as 2026-03-02, 20260302, 3/2/2026, 03-02-1926, 3.2.1926, 3/2/26,
/// March 2, 1926, 2 Mar 1926; US order. As yyyy-mm-dd. Two-digit years go to the past.
/// Only years 1900 to 2035.
std::optional<std::string> read_date(std::string_view text);

/// The state that owns the first three digits of a ZIP code; "" when unknown.
std::string_view state_of_zip(std::string_view zip);
/// "CT" for "ct", "Connecticut", "Conn."; "" when it is no state.
std::string_view state_of(std::string_view text);

std::string digits_of(std::string_view text);

}  // namespace ledgelight::discover
