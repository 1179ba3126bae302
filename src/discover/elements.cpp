#include "discover/elements.hpp"

#include <array>

#include "base/result.hpp"

namespace ledgelight::discover {
namespace {

// The one table. Law words: breach-law fact sheet, section 3.1.
constexpr std::array<ElementRow, element_count> table{{
    {Element::ssn, "SSN", "ssn", "Social Security number", true},
    {Element::itin, "ITIN", "tax_id", "Individual taxpayer number", true},
    {Element::card, "CARD", "payment_card", "Payment card number", true},
    {Element::card_code, "CARDSEC", "financial_access_code", "Card security code", false},
    {Element::account, "ACCT", "financial_account", "Bank account number", true},
    {Element::routing, "ROUTING", "", "Bank routing number", false},
    {Element::licence, "DL", "drivers_licence", "Driver's license number", true},
    {Element::passport, "PASSPORT", "passport", "Passport number", true},
    {Element::medicare, "MBI", "health_insurance", "Medicare number", true},
    {Element::health_plan, "HPLAN", "health_insurance", "Health plan number", true},
    {Element::record_no, "MRN", "medical", "Medical record number", true},
    {Element::diagnosis, "DX", "medical", "Diagnosis", true},
    {Element::password, "PASSWORD", "account_credentials", "Password", true},
    {Element::birth, "DOB", "dob", "Date of birth", false},
    {Element::email, "EMAIL", "", "E-mail address", false},
    {Element::phone, "PHONE", "", "Telephone number", false},
    {Element::name, "NAME", "name", "Name", false},
    {Element::address, "ADDR", "", "Postal address", false},
    {Element::state, "STATE", "", "State", false},
    {Element::ein, "EIN", "tax_id", "Employer number of a person", true},
    {Element::ip_pin, "IPPIN", "ip_pin", "IRS identity protection PIN", true},
    {Element::state_id, "STATEID", "state_id", "State identity card number", true},
    {Element::military_id, "MILID", "military_id", "Military identity number", true},
    {Element::student_id, "STUDENTID", "student_id", "Student number", false},
    {Element::gov_id, "GOVID", "other_gov_id", "Number of another government document", true},
    {Element::employment_id, "EMPID", "employment_id", "Employee number", false},
    {Element::iban, "IBAN", "financial_account", "International bank account number", true},
    {Element::card_expiry, "CARDEXP", "", "Card expiry date", false},
    {Element::access_code, "PIN", "financial_access_code", "PIN of a card or account", false},
    {Element::hicn, "HICN", "health_insurance", "Old Medicare number", true},
    {Element::condition, "CONDITION", "medical", "Illness, treatment or medicine", true},
    {Element::password_hash, "PWHASH", "account_credentials", "Password, hashed", false},
    {Element::user, "USER", "", "User name", false},
    {Element::security_answer, "SECANSWER", "account_credentials", "Security answer", false},
    {Element::maiden_name, "MAIDEN", "mothers_maiden_name", "Mother's maiden name", false},
    {Element::biometric, "BIOMETRIC", "biometric", "Biometric template", true},
    {Element::genetic, "GENETIC", "genetic", "Genetic marker", true},
    {Element::signature, "SIGNATURE", "digital_signature", "Signature", false},
    {Element::geolocation, "GEO", "precise_geolocation", "Precise location", false},
    {Element::plate_read, "ALPR", "alpr", "License plate read", false},
    {Element::private_key, "PRIVKEY", "private_key", "Private key", false},
    {Element::token, "TOKEN", "security_token", "Security token", false},
    {Element::certificate, "CERT", "birth_marriage_certificate",
     "Birth or marriage certificate number", false},
    {Element::tax_information, "TAX", "tax_information", "Tax information", true},
    {Element::work_evaluation, "WORKEVAL", "work_evaluation", "Work evaluation", true},
    {Element::electronic_id, "EID", "electronic_identifier", "Electronic identifier", true},
}};

}  // namespace

std::span<const ElementRow> all_elements() { return table; }

const ElementRow& row_of(Element element) {
  const auto& row = table.at(static_cast<std::size_t>(element));
  CHECK(row.element == element);
  return row;
}

std::optional<Element> element_of(std::string_view token) {
  for (const auto& row : table)
    if (row.token == token) return row.element;
  return std::nullopt;
}

}  // namespace ledgelight::discover
