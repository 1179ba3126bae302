// decode/message_properties.hpp: what the properties of an Outlook item are called ([MS-OXPROPS]).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ledgelight::decode {

struct MessageProperty {
  std::uint32_t id;
  std::string_view label;
};

/// Those kept as text that say something of people, in the order in which they are told.
inline constexpr std::array<MessageProperty, 28> message_properties{{{0x0037, "Subject"},
                                                                     {0x0C1A, "From"},
                                                                     {0x5D01, "From"},
                                                                     {0x0C1F, "Sent by"},
                                                                     {0x0042, "Sent for"},
                                                                     {0x0E04, "To"},
                                                                     {0x0E03, "Cc"},
                                                                     {0x0E02, "Bcc"},
                                                                     {0x007D, "Headers"},
                                                                     {0x3001, "Name"},
                                                                     {0x3A06, "First name"},
                                                                     {0x3A44, "Middle name"},
                                                                     {0x3A11, "Last name"},
                                                                     {0x3A08, "Business phone"},
                                                                     {0x3A09, "Home phone"},
                                                                     {0x3A1C, "Mobile phone"},
                                                                     {0x3A15, "Postal address"},
                                                                     {0x3A29, "Street"},
                                                                     {0x3A27, "City"},
                                                                     {0x3A28, "State"},
                                                                     {0x3A2A, "ZIP"},
                                                                     {0x3A16, "Company"},
                                                                     {0x3A17, "Job title"},
                                                                     {0x3A00, "Account"},
                                                                     {0x3A07, "Government ID"},
                                                                     {0x3A4A, "Customer ID"},
                                                                     {0x39FE, "E-mail"},
                                                                     {0x3003, "E-mail"}}};

}  // namespace ledgelight::decode
