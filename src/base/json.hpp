// base/json.hpp: reading JSON from strangers and writing it the same way every time.
//
// Canonical form: RFC 8785 restricted to strings, true/false/null, arrays, objects and integers
// within ±(2^53-1); keys sorted by UTF-16 code units, no white space, shortest escapes, UTF-8.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ledgelight {

using Json = nlohmann::json;  ///< objects ordered by key bytes

struct JsonLimits {
  std::size_t bytes = 8U << 20;
  int depth = 32;
};

/// Parses one value. Refuses: over a limit, duplicate keys, malformed UTF-8, trailing bytes,
/// NaN. The error says at which byte.
Result<Json> parse_json(std::string_view text, JsonLimits limits = {});

/// The canonical text. Fails (bad_input) on a float, an integer beyond 2^53-1, or invalid UTF-8.
Result<std::string> canonical_json(const Json& value);

/// For values we built ourselves: CHECKs instead of failing.
std::string canonical(const Json& value);

/// Two-space indented, for people; keys sorted; bytes that are not UTF-8 are replaced.
std::string pretty_json(const Json& value);
/// One line, for machines; never throws.
std::string plain_json(const Json& value);

/// A string member, or "" when absent, null or of another type.
std::string text_at(const Json& object, std::string_view key);
std::optional<std::int64_t> int_at(const Json& object, std::string_view key);
bool true_at(const Json& object, std::string_view key);

}  // namespace ledgelight
