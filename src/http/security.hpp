// http/security.hpp: headers every answer carries.
#pragma once

#include "http/request.hpp"
#include "http/response.hpp"

namespace ledgelight::http {

/// default-src 'none' and only our own scripts, styles, images and fonts; no framing.
inline constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds, unless the handler set them: Content-Security-Policy (with `sandbox` for downloads),
/// X-Content-Type-Options, Referrer-Policy same-origin, Cross-Origin-Opener-Policy,
/// Cross-Origin-Resource-Policy, Permissions-Policy, X-Frame-Options, Cache-Control by
/// `response.privacy`, and Strict-Transport-Security when the request is secure.
void add_security_headers(const Request& request, Response& response);

}  // namespace ledgelight::http
