// rooms: base http
// A path that passes has no part that climbs or hides, and survives encoding.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "http/form.hpp"
#include "http/router.hpp"
#include "http/wire.hpp"

using namespace ledgelight;
using namespace ledgelight::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)origin_form(text, Method::get);
  const auto target = parse_target(text);
  if (!target) return 0;
  std::string again;
  for (const auto& part : split(target->path.substr(1), '/')) {
    if (part == "." || part == ".." || part.find_first_of(std::string_view("\0\\\r\n", 4)) != std::string::npos) {
      std::abort();
    }
    if (part.empty() && target->path != "/") std::abort();
    if (!part.empty()) again += "/" + percent_encoded(part);
  }
  const auto second = parse_target(again.empty() ? "/" : again);
  // Encoding may lengthen a path past the limit; short ones come back the same.
  if (size < 2000 && (!second || second->path != target->path)) std::abort();
  static const Router router = [] {
    Router r;
    r.get("/a/{b}", "one", "", [](Request&) { return http::text(""); });
    r.get("/a/{b}/{c*}", "rest", "", [](Request&) { return http::text(""); });
    return r;
  }();
  const auto match = router.match(Method::get, target->path);
  if (match.route && match.params.get("b").find('/') != std::string::npos) std::abort();
  return 0;
}
