#include "desk/report_code.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/reports.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t code_signs = 20;  // 5 bits each: 100 bits

std::string token_check(const Desk& desk, std::string_view random) {
  return hex(hmac_sha256(desk.desk_key().derive("form-token").bytes(), random)).substr(0, 32);
}

}  // namespace

bool token_is_ours(const Desk& desk, const std::string& token) {
  return token.size() == 64 && equal_secret(token.substr(32), token_check(desk, token.substr(0, 32)));
}

std::string code_of(const Desk& desk, const std::string& form_token) {
  const auto seed = hmac_sha256(desk.desk_key().derive("receipt-code").bytes(), form_token);
  SeededRandomness stream(view(seed));
  return speakable_code(stream, code_signs);
}

std::string code_index(const Desk& desk, std::string_view code) {
  return desk.blind("receipt-code", ungrouped(code));
}

std::string new_form_token(Desk& desk) {
  const auto random = hex(desk.randomness().bytes(16));
  return random + token_check(desk, random);
}

}  // namespace ledgelight::desk
