// http/wire.hpp: the parts of HTTP/1.1 that need no socket: heads, and rules about messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace ledgelight::http {

enum class Framing { length, chunked, until_close, none };

struct HeadFacts {
  Framing framing = Framing::length;
  std::uint64_t length = 0;
  bool keep_alive = true;
  std::string request_id;
  std::string date;  ///< imf_fixdate(now)
};

/// Status line and headers up to the empty line. Line ends inside values become spaces, so that
/// no value can add a header (response splitting).
std::string head_of(const Response& response, const HeadFacts& facts);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7).
std::string imf_fixdate(Instant at);

std::string_view reason_of(int status);

/// What RFC 9112 makes an attack or an accident: Host missing or twice in HTTP/1.1, Content-Length
/// twice or beside Transfer-Encoding (request smuggling), a transfer coding other than chunked,
/// a NUL in a value. `version` is 10 or 11.
Result<void> check_headers(const Fields& headers, int version);

/// The path and query of an origin-form or absolute-form target; "*" only for OPTIONS becomes "/".
Result<std::string> origin_form(std::string_view target, Method method);

/// What a declared proxy says of the client: the last address in X-Forwarded-For that is no proxy
/// itself; `direct` when `direct` is no declared proxy or nothing usable is stated.
std::string client_of(const std::string& direct, const Fields& headers,
                      const std::vector<std::string>& proxies);

/// Everything between the handler's answer and the wire that needs no socket: ETag of published
/// pages, security headers, conditions and ranges.
void complete(const Request& request, Response& response);

}  // namespace ledgelight::http
