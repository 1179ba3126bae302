#include "http/request.hpp"

#include <array>

#include "base/text.hpp"
#include "http/form.hpp"

namespace ledgelight::http {
namespace {
constexpr std::array<std::string_view, 7> names{"GET", "HEAD",    "POST", "PUT",
                                                "DELETE", "OPTIONS", "OTHER"};
}  // namespace

std::string_view name_of(Method method) { return names[static_cast<std::size_t>(method)]; }

Method method_from(std::string_view name) {
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    if (names[i] == name) return static_cast<Method>(i);
  }
  return Method::other;
}

Request request_of(Method method, std::string_view target) {
  Request request;
  request.method = method;
  request.target = target;
  auto parsed = parse_target(target);
  CHECK(parsed.has_value());
  request.path = std::move(parsed->path);
  request.query = std::move(parsed->query);
  request.peer = "127.0.0.1";
  request.host = "localhost";
  request.id = "test";
  return request;
}

}  // namespace ledgelight::http
