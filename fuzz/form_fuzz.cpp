// rooms: base http
// An urlencoded form that reads, printed again, reads the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/form.hpp"

using namespace ledgelight::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  FormLimits limits;
  limits.fields = 50;
  const auto fields = parse_urlencoded(text, limits);
  if (!fields) return 0;
  if (fields->size() > limits.fields) std::abort();
  const auto again = parse_urlencoded(to_urlencoded(*fields), limits);
  if (!again || again->rows() != fields->rows()) std::abort();
  return 0;
}
