// rooms: base law
#include "base/result.hpp"
#include "law/duties.hpp"

using namespace ledgelight;

// Facts from anybody: a list of faults, or duties that are the same bytes twice and can be kept.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto rules = law::load_rules("us/ct/stamford");
  static const auto day = *parse_date("2026-04-10");
  CHECK(rules.has_value());
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto facts = law::read_facts(bytes);
  if (!facts) {
    CHECK(!facts.error().detail.empty());
    return 0;
  }
  const auto sheet = law::duties_for(*rules, *facts, day);
  if (!sheet) return 0;
  const auto text = canonical(law::to_json(*sheet));
  CHECK(text == canonical(law::to_json(*law::duties_for(*rules, *facts, day))));
  (void)law::to_words(*sheet);
  for (const auto& duty : sheet->duties) {
    CHECK(!duty.citations.empty() && !duty.due_text.empty());
    CHECK(!duty.working_due || (duty.due && *duty.working_due <= *duty.due));
  }
  // Nothing vanishes in silence.
  CHECK(!sheet->duties.empty() || !sheet->not_required.empty() || !sheet->flags.empty());
  return 0;
}
