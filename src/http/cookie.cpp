#include "http/cookie.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace ledgelight::http {
namespace {

bool cookie_sign(char c) {
  const auto b = static_cast<unsigned char>(c);
  return b > 0x20 && b < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\';
}

std::string name_for(const Request& request, std::string_view name) {
  return request.secure ? "__Host-" + std::string(name) : std::string(name);
}

// "https://a.example:8443/x" → "a.example:8443"; "" when it is not an http address.
std::string host_in(std::string_view address) {
  const auto colon = address.find("://");
  if (colon == std::string_view::npos) return "";
  const auto rest = address.substr(colon + 3);
  return lowered(rest.substr(0, std::min(rest.find_first_of("/?#"), rest.size())));
}

constexpr std::size_t salt_bytes = 16;

}  // namespace

Fields parse_cookies(std::string_view header) {
  Fields cookies;
  for (const auto& raw : split(header, ';')) {
    if (cookies.size() == 50) break;
    const auto pair = trimmed(raw);
    const auto equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) continue;
    auto value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    if (!std::all_of(value.begin(), value.end(), cookie_sign)) continue;
    cookies.add(pair.substr(0, equals), std::move(value));
  }
  return cookies;
}

std::string set_cookie(const Request& request, const Cookie& cookie) {
  CHECK(!cookie.name.empty() && std::all_of(cookie.name.begin(), cookie.name.end(), [](char c) {
    return cookie_sign(c) && c != '=';
  }));
  CHECK(std::all_of(cookie.value.begin(), cookie.value.end(), cookie_sign));
  auto out = name_for(request, cookie.name) + "=" + cookie.value + "; Path=/; HttpOnly; SameSite=" +
             (cookie.same_site == SameSite::strict ? "Strict" : "Lax");
  if (request.secure) out += "; Secure";
  if (cookie.max_age) out += "; Max-Age=" + std::to_string(cookie.max_age->count());
  return out;
}

std::string cookie_value(const Request& request, std::string_view name) {
  return request.cookies.get(name_for(request, name));
}

std::string csrf_token(const Key& key, std::string_view session, Randomness& randomness) {
  const auto salt = randomness.bytes(salt_bytes);
  const auto mac = hmac_sha256(key.bytes(), salt + std::string(session));
  return hex(salt) + hex(mac);
}

bool csrf_matches(const Key& key, std::string_view session, std::string_view token) {
  if (token.size() != 2 * (salt_bytes + 32)) return false;
  const auto bytes = unhex(token);
  if (!bytes) return false;
  const auto salt = bytes->substr(0, salt_bytes);
  const auto mac = hmac_sha256(key.bytes(), salt + std::string(session));
  return equal_secret(view(mac), std::string_view(*bytes).substr(salt_bytes));
}

Origin origin_of(const Request& request) {
  if (const auto site = request.headers.find("Sec-Fetch-Site")) {
    // "same-site" is another host of ours, perhaps one that serves what strangers wrote.
    return *site == "same-origin" || *site == "none" ? Origin::same : Origin::cross;
  }
  for (const auto* name : {"Origin", "Referer"}) {
    if (const auto said = request.headers.find(name)) {
      const auto host = host_in(*said);
      return !host.empty() && host == request.host ? Origin::same : Origin::cross;
    }
  }
  return Origin::unstated;
}

}  // namespace ledgelight::http
