// decode/base64.hpp: base64 (RFC 2045, section 6.8) as mail carries it: in lines, with whatever
// stands between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ledgelight::decode {

/// Appends what base64 `text` says; `bits` and `count` carry over from part to part, 0 at first.
/// What is no sign of base64 is passed over; '=' ends a run, and another may follow.
void from_base64(std::string_view text, std::uint32_t& bits, int& count, std::string& out);
/// The same sign by sign, as the rule is written: the quick way is held against it.
void from_base64_slowly(std::string_view text, std::uint32_t& bits, int& count, std::string& out);

}  // namespace ledgelight::decode
