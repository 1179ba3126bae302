// desk/report_code.hpp: the token of a form on its way, and the receipt code that comes out of it.
// (Inside this room.)
#pragma once

#include <string>
#include <string_view>

#include "desk/desk.hpp"

namespace ledgelight::desk {

/// Made by new_form_token: nobody chooses one.
bool token_is_ours(const Desk& desk, const std::string& token);
/// 20 signs, not grouped. Out of the token, so that a draft, the report and a double send have the
/// same code and nothing stores it.
std::string code_of(const Desk& desk, const std::string& form_token);
/// By which a code is found.
std::string code_index(const Desk& desk, std::string_view code);

}  // namespace ledgelight::desk
