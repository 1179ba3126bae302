// rooms: base http
// Cookies that are read can be set again, and headers never make two lines of one.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/cookie.hpp"
#include "http/wire.hpp"

using namespace ledgelight;
using namespace ledgelight::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto cookies = parse_cookies(text);
  if (cookies.size() > 50) std::abort();
  for (const auto& [name, value] : cookies.rows()) {
    const auto again = parse_cookies("k=" + value);
    if (again.get("k") != value) std::abort();
  }
  auto response = http::text("").with("X-A", text);
  const auto head = head_of(response, {});
  std::size_t lines = 0;
  for (std::size_t at = 0; (at = head.find('\n', at)) != std::string::npos; ++at) ++lines;
  auto empty = http::text("").with("X-A", "");
  const auto plain = head_of(empty, {});
  for (std::size_t at = 0; (at = plain.find('\n', at)) != std::string::npos; ++at) --lines;
  if (lines != 0) std::abort();
  Request request;
  request.host = "desk.example";
  request.headers.add("Origin", text);
  (void)origin_of(request);
  Fields headers(Names::any_case);
  headers.add("X-Forwarded-For", text);
  if (client_of("9.9.9.9", headers, {}) != "9.9.9.9") std::abort();
  if (client_of("9.9.9.9", headers, {"9.9.9.9"}).find_first_of(" ,\r\n") != std::string::npos) std::abort();
  return 0;
}
