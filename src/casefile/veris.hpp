// casefile/veris.hpp: an incident record in VERIS form becomes facts of a case.
//
// Follows the VERIS community schema, 1.3.4 to 1.4.1, one JSON object a line (docs/formats/
// veris-import.md says which path becomes which fact). Nothing is guessed: what the record states
// only in relation to something else, or in words wider than ours, is kept in its own words; what
// has no home is listed by path and stays in the record, which is kept whole and unchanged.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "casefile/fact.hpp"

namespace ledgelight::casefile {

struct VerisLimits {
  std::size_t line_bytes = 1U << 20;
  int depth = 32;
  std::size_t leaves = 20'000;
};

/// A value that became no fact.
struct Leftover {
  std::string path;  ///< "plus.event_chain[0].action"; members that hold '.' or '[' are quoted
  friend bool operator==(const Leftover&, const Leftover&) = default;
};

struct VerisCase {
  std::string subject;   ///< one line from who, what and when; holds no free text of the record
  std::string incident_id;  ///< as the record states it; "" when it does not
  std::string identity;  ///< "veris:<source>:<incident id>": importing twice makes one case
  std::vector<Fact> facts;              ///< each passes casefile::checked
  std::vector<Leftover> leftovers;      ///< in the order of paths
  std::vector<std::string> mapped;      ///< paths of leaves that became facts, in order
  std::vector<std::string> blank;       ///< paths of leaves that say nothing: "", null, {}, []
  std::vector<std::string> warnings;    ///< "schema_version 9.9 is not one we know"; no values
};

/// One line. Fails: too_large over a limit; bad_input not JSON or not an object; unsupported when
/// no member is one of VERIS. All else is read, with warnings.
Result<VerisCase> from_veris(std::string_view line, const VerisLimits& limits = {});

/// "plus.event_chain[3].action" → "plus.event_chain[].action".
std::string general_path(std::string_view path);

/// Calls `take` with each line that is not blank and its number from 1; a line over the limit is
/// skipped without being held. A byte order mark and CR before LF are dropped. Stops when `take`
/// says false.
void read_veris(std::istream& lines,
                const std::function<bool(std::uint64_t number, Result<VerisCase> record)>& take,
                const VerisLimits& limits = {});

/// What an import came to, for `--report`.
struct VerisRecordLine {
  std::uint64_t line = 0;
  std::string incident_id;
  std::string case_id;                 ///< "" when refused
  bool already = false;                ///< imported before
  std::string refused;                 ///< why
  std::vector<std::string> leftovers;  ///< general paths, each once, sorted
  std::vector<std::string> warnings;
};
struct VerisReport {
  std::vector<VerisRecordLine> records;
  /// General path → how many values had no home.
  std::map<std::string, std::uint64_t> totals;
  std::uint64_t values = 0, mapped = 0;  ///< leaves read, leaves that became facts

  void add(std::uint64_t line, const Result<VerisCase>& record, std::string case_id, bool already);
  Json to_json() const;  ///< docs/formats/veris-import.md
};

}  // namespace ledgelight::casefile
