// http/cookie.hpp: cookies (RFC 6265) and proof that a form came from our own page.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/seal.hpp"
#include "http/request.hpp"

namespace ledgelight::http {

/// "a=b; c=d" as sent. Malformed pairs are skipped, as browsers and RFC 6265 5.4 expect; at most
/// 50 are read.
Fields parse_cookies(std::string_view header);

enum class SameSite { lax, strict };

struct Cookie {
  std::string name;   ///< a token, without "__Host-"
  std::string value;  ///< printable, no quotes, commas, semicolons, spaces: CHECKed
  SameSite same_site = SameSite::lax;
  std::optional<std::chrono::seconds> max_age;  ///< absent: until the browser closes; 0: forget
};

/// A Set-Cookie value: HttpOnly, Path=/, SameSite; when `request` is secure also Secure, and the
/// name gets "__Host-".
std::string set_cookie(const Request& request, const Cookie& cookie);
/// The value of that cookie as `set_cookie` would have named it for this request; "" when absent.
std::string cookie_value(const Request& request, std::string_view name);

/// A token that proves the form came from a page of this session: hex of a salt and of
/// HMAC-SHA-256(key, salt || session). Salted, so that a compressed page does not betray it.
std::string csrf_token(const Key& key, std::string_view session, Randomness& randomness);
bool csrf_matches(const Key& key, std::string_view session, std::string_view token);

enum class Origin { same, cross, unstated };
/// Where a request came from, by Sec-Fetch-Site, else Origin, else Referer against Host. A form
/// that changes something is refused when this is `cross`; with `unstated` only the token counts.
Origin origin_of(const Request& request);

}  // namespace ledgelight::http
