// rooms: base law
#include "base/json.hpp"
#include "base/result.hpp"
#include "law/check.hpp"
#include "law/duties.hpp"
#include "law/node.hpp"

using namespace ledgelight;

namespace {

// The shared sentences that ship, so that a law written in a few lines loads.
const std::string& words() {
  static const std::string bytes = law::rule_files()->at("us/words.yaml");
  return bytes;
}

}  // namespace

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
      {"us/sources.yaml",
       "sources: {S01: {url: \"https://example.org\", what: w, read: 2026-01-01}}\n"},
      {"us/words.yaml", words()},
      {"us/x.yaml", bytes}};
  const auto rules = law::load_rules("us", files);
  if (!rules) {
    CHECK(rules.error().code == Errc::config);
    return 0;
  }
  // Whatever law a file states, it can be reckoned with, to the same bytes each time.
  static const auto facts = law::read_facts(
      R"({"entity":{"kind":"municipality","role":"owner","hipaa":true},"discovered":"2026-03-02",
          "vendor_discovered":"2026-02-27","data":[{"elements":["name","ssn","tax_information"]}],
          "people":[{"state":"US-CT","count":700},{"state":"US-NY"},{"count":1}],
          "law_enforcement_hold":{"agency":"a","determined":true,"requested":"2026-03-05",
          "released":"2026-03-20"},"notified":[{"who":"residents","state":"US-CT","on":"2026-03-30"}]})");
  static const auto day = *parse_date("2026-04-10");
  CHECK(facts.has_value());
  const auto once = law::duties_for(*rules, *facts, day),
             twice = law::duties_for(*rules, *facts, day);
  CHECK(once.has_value() && twice.has_value());
  CHECK(plain_json(law::to_json(*once)) == plain_json(law::to_json(*twice)));
  for (const auto& calendar : rules->calendars) (void)calendar.in_year(2026);
  for (const auto* fact : law::public_facts(*rules))
    (void)law::to_json(*fact, *parse_date("2026-03-02"));
  return 0;
}
