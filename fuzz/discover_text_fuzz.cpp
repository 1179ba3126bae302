// rooms: base discover
// Any bytes as text: findings lie inside the input, and the way it is cut changes nothing.
#include <cstdint>

#include "base/result.hpp"
#include "discover/register.hpp"
#include "discover/scanner.hpp"

using namespace ledgelight;
using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Collected whole, cut;
  Scanner a(0, "", whole, {});
  a.feed(bytes);
  a.finish();
  Scanner b(0, "", cut, {});
  for (std::size_t at = 0; at < size; at += 13) b.feed(bytes.substr(at, 13));
  b.finish();
  CHECK(whole.findings.size() == cut.findings.size());
  for (std::size_t i = 0; i < whole.findings.size(); ++i) {
    const auto& f = whole.findings[i];
    CHECK(f.length > 0 && f.offset + f.length <= size);
    CHECK(f.offset == cut.findings[i].offset && f.element == cut.findings[i].element);
    CHECK(f.confidence >= 50 && f.confidence <= 100 && !f.masked.empty() && !f.reason.empty());
  }
  const auto people = build_register(whole.findings);
  CHECK(people.person_of.size() == whole.findings.size());
  return 0;
}
