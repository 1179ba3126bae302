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
