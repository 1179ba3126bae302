#include "http/security.hpp"

namespace ledgelight::http {
namespace {
void unless_set(Response& response, std::string_view name, std::string_view value) {
  if (!response.headers.has(name)) response.headers.add(std::string(name), std::string(value));
}
}  // namespace

void add_security_headers(const Request& request, Response& response) {
  const bool download = response.headers.has("Content-Disposition");
  unless_set(response, "Content-Security-Policy",
             download ? "default-src 'none'; sandbox" : content_policy);
  unless_set(response, "X-Content-Type-Options", "nosniff");
  // Not no-referrer: with it browsers send "Origin: null" from our own forms, and the check of
  // where a form came from would have nothing to go by.
  unless_set(response, "Referrer-Policy", "same-origin");
  unless_set(response, "Cross-Origin-Opener-Policy", "same-origin");
  unless_set(response, "Cross-Origin-Resource-Policy", "same-origin");
  unless_set(response, "X-Frame-Options", "DENY");
  unless_set(response, "Permissions-Policy",
             "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()");
  switch (response.privacy) {
    case Privacy::page:
      unless_set(response, "Cache-Control", "no-store");
      break;
    case Privacy::published:
      unless_set(response, "Cache-Control", "no-cache");
      break;
    case Privacy::immutable:
      unless_set(response, "Cache-Control", "public, max-age=31536000, immutable");
      break;
  }
  if (request.secure) unless_set(response, "Strict-Transport-Security", "max-age=31536000");
}

}  // namespace ledgelight::http
