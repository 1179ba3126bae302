// rooms: base casefile
// Every leaf of a record is a fact's, a leftover or blank, once; every fact passes the vocabulary
// and reads back from its sealed body. What is refused is refused with a reason.
#include <cstdint>
#include <set>
#include <sstream>

#include "casefile/law_facts.hpp"
#include "casefile/veris.hpp"
#include "casefile/vocabulary.hpp"

using namespace ledgelight;
using namespace ledgelight::casefile;

namespace {

void hold(const VerisCase& record) {
  std::set<std::string> paths;
  for (const auto& path : record.mapped) CHECK(paths.insert(path).second);
  for (const auto& path : record.blank) CHECK(paths.insert(path).second);
  for (const auto& leftover : record.leftovers) {
    CHECK(paths.insert(leftover.path).second);
    CHECK(general_path(general_path(leftover.path)) == general_path(leftover.path));
  }
  FactBook book;
  std::uint64_t event = 0;
  for (const auto& fact : record.facts) {
    const auto again = checked(fact);
    CHECK(again.has_value() && *again == fact);
    const auto body = canonical_json(body_of(fact));
    CHECK(body.has_value());
    const auto back = fact_from(fact.name, *parse_json(*body));
    CHECK(back.has_value() && *back == fact);
    const auto* kind = find_kind(fact.name);
    if (!fact.value.is_null()) (void)form_of(*kind, fact.value);
    book.add(fact, Instant(), ++event);
  }
  CHECK(canonical_json(law_facts(book).facts).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  VerisLimits limits;
  limits.line_bytes = 1U << 16;
  limits.leaves = 2000;
  VerisReport report;
  read_veris(
      in,
      [&](std::uint64_t number, const Result<VerisCase>& record) {
        if (record) {
          hold(*record);
        } else {
          CHECK(!record.error().detail.empty());
        }
        report.add(number, record, "c", false);
        return true;
      },
      limits);
  CHECK(canonical_json(report.to_json()).has_value());
  return 0;
}
