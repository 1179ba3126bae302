// rooms: base http
// A multipart body reads the same in pieces of any size, and stays within its limits.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/form.hpp"

using namespace ledgelight;
using namespace ledgelight::http;

namespace {

struct Seen {
  Fields fields;
  std::string files;
  bool fine = false;
};

void read(std::string_view body, std::size_t at_a_time, Seen& seen) {
  FormLimits limits;
  limits.fields = 20;
  limits.files = 5;
  limits.value_bytes = 200;
  limits.part_header_bytes = 300;
  MultipartReader::Events events;
  events.file_begin = [&](const PartHead& head) -> Result<void> {
    seen.files += "<" + head.field + "|" + head.file_name + "|" + head.content_type + ">";
    return Done{};
  };
  events.file_bytes = [&](std::string_view chunk) -> Result<void> {
    seen.files += chunk;
    return Done{};
  };
  events.file_end = [&]() -> Result<void> {
    seen.files += "</>";
    return Done{};
  };
  MultipartReader reader("b", seen.fields, events, limits);
  Result<void> step;
  for (std::size_t i = 0; i < body.size() && step; i += at_a_time) {
    step = reader.feed(body.substr(i, at_a_time));
  }
  if (step) step = reader.finish();
  seen.fine = step.has_value();
  if (seen.fields.size() > limits.fields) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 4096) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  Seen whole, pieces;
  read(body, body.size() + 1, whole);
  read(body, 1U + data[0] % 7U, pieces);
  // A limit may strike earlier in pieces, but what is read to the end is the same.
  if (whole.fine != pieces.fine) std::abort();
  if (whole.fine && (whole.fields.rows() != pieces.fields.rows() || whole.files != pieces.files)) std::abort();
  (void)boundary_of(body);
  return 0;
}
