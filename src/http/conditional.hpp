// http/conditional.hpp: If-None-Match and Range (RFC 9110 sections 13 and 14).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/request.hpp"
#include "http/response.hpp"

namespace ledgelight::http {

struct ByteRange {
  std::uint64_t first = 0, last = 0;  ///< both inclusive
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

enum class RangeKind { none, one, unsatisfiable };
struct RangeAnswer {
  RangeKind kind = RangeKind::none;
  ByteRange range;  ///< meaningful for `one`
};
/// A Range header against a body of `size` bytes. Malformed, other units and several ranges mean
/// `none` (the whole body is sent, as the RFC allows): overlapping-range attacks end here.
RangeAnswer parse_range(std::string_view header, std::uint64_t size);

/// Whether `etag` ("\"…\"" or "W/\"…\"") is in an If-None-Match list, weakly compared.
bool etag_listed(std::string_view if_none_match, std::string_view etag);

/// Makes 304, 206 or 416 of a 200 to GET or HEAD whose headers hold an ETag; ranges only where
/// the length is known and the source can seek.
void apply_conditions(const Request& request, Response& response);

}  // namespace ledgelight::http
