// rooms: base casefile
// Form fields, command-line values and sealed report bodies: what passes reads back the same.
#include <cstdint>
#include <string_view>

#include "base/text.hpp"
#include "casefile/report.hpp"
#include "casefile/vocabulary.hpp"

using namespace ledgelight;
using namespace ledgelight::casefile;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto& kinds = fact_kinds();
  const auto& kind = kinds[data[0] % kinds.size()];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);

  FormFields fields;
  for (const auto& line : split(text, '\n')) {
    const auto equals = line.find('=');
    if (equals == std::string::npos) continue;
    fields.emplace_back("value" + line.substr(0, equals), line.substr(equals + 1));
  }
  for (const auto& value : {parse_form(kind, fields), parse_text(kind, text)}) {
    if (!value.ok()) {
      CHECK(value.value.is_null());
      continue;
    }
    if (value.value.is_null()) continue;
    const auto again = check_value(kind, value.value);
    CHECK(again.ok() && again.value == value.value);
    CHECK(canonical_json(value.value).has_value());
    (void)form_of(kind, value.value);
  }
  if (const auto report = report_from(text)) {
    if (const auto again = report_from(report_body(*report))) CHECK(again->what == report->what);
    (void)first_line(*report);
    (void)similar(*report, {*report});
    (void)answers_of(*report);
  }
  if (const auto draft = draft_from(text)) {
    CHECK(draft_from(draft_body(*draft)).has_value());
    const auto report = check_report(*draft, Date(std::chrono::year(2026), std::chrono::month(3),
                                                  std::chrono::day(5)));
    if (report.form) CHECK(report_from(report_body(*report.form)).has_value());
  }
  return 0;
}
