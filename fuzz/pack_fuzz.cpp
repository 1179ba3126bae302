// rooms: base law
#include "base/json.hpp"
#include "base/result.hpp"
#include "law/check.hpp"
#include "law/node.hpp"

using namespace ledgelight;

// A pack file from anybody: within limits, or one fault with a line. Read as each file of a pack
// that otherwise stands, it loads or is refused as config, and what loads can be reckoned with.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const law::NodeLimits limits{64U << 10, 16, 5'000};
  const auto node = law::parse_node("us/x.yaml", bytes, limits);
  if (!node) {
    CHECK(node.error().code == Errc::config || node.error().code == Errc::too_large);
    CHECK(node.error().detail.rfind("us/x.yaml:", 0) == 0);
    return 0;
  }
  (void)plain_json(law::to_json(*node));
  law::RuleFiles files = {
      {"us/pack.yaml", "pack: us\nversion: 1\ntitle: t\nformat: 1\n"},
      {"us/sources.yaml", "sources: {S01: {url: \"https://example.org\", what: w, read: 2026-01-01}}\n"},
      {"us/x.yaml", bytes}};
  const auto rules = law::load_rules("us", files);
  if (!rules) {
    CHECK(rules.error().code == Errc::config);
    return 0;
  }
  for (const auto& calendar : rules->calendars) (void)calendar.in_year(2026);
  for (const auto* fact : law::public_facts(*rules))
    (void)law::to_json(*fact, *parse_date("2026-03-02"));
  return 0;
}
