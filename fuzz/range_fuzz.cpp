// rooms: base http
// A range is within the body, and what is cut is what was asked.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/conditional.hpp"

using namespace ledgelight::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::uint64_t length = data[0];
  const std::string header = "bytes=" + std::string(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto answer = parse_range(header, length);
  if (answer.kind == RangeKind::one &&
      (answer.range.first > answer.range.last || answer.range.last >= length)) {
    std::abort();
  }
  Request request;
  request.headers.add("Range", header);
  request.headers.add("If-None-Match", header);
  auto response = text(std::string(length, 'x')).with("ETag", "\"e\"");
  apply_conditions(request, response);
  if (response.status == 206 && response.body.size() != answer.range.last - answer.range.first + 1) {
    std::abort();
  }
  return 0;
}
