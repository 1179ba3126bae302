// notice/readings.hpp: what a duty rests on that nobody has settled: readings for counsel to sign.
//
// A reading is one such thing of one rule: a source nobody read, a text that is open and was read
// the safe way, a fact that is unknown or only suspected. Worked out from the duties JSON alone, so
// that a sheet of years ago still says what it rests on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/json.hpp"

namespace ledgelight::notice {

struct Reading {
  enum class Kind { unverified, defaulted, unknown, suspected };
  std::string id;  ///< 16 hex digits over kind, rule, what and the rule's citations; days are left
                   ///< out of it, so that the same open text is the same reading in another case
  Kind kind = Kind::unverified;
  std::string rule, duty, jurisdiction, title;
  std::string what;  ///< a sentence

  /// Facts are of one case; texts may be read once for every case.
  bool of_the_law() const { return kind == Kind::unverified || kind == Kind::defaulted; }
};
std::string_view name_of(Reading::Kind kind);  ///< "defaulted"

/// Of every duty, in the order of the sheet; each id once.
std::vector<Reading> readings_of(const Json& reckoning);
/// Of one duty of `reckoning`.
std::vector<Reading> readings_of(const Json& duty, const Json& reckoning);

/// `what` of a reading in Spanish, as far as it is ours: "Another reading: …", "… is recalled, not
/// read", "… is suspected, not known". What the law or a fact says in it goes through `law`.
/// nullopt: none of these; it is then a sentence of the engine.
std::optional<std::string>
reading_in_spanish(std::string_view what,
                   const std::function<std::string(const std::string&)>& law);

/// Counsel's word on one reading, as sheets show it.
struct Signature {
  std::string reading;  ///< id
  std::string by;       ///< display name
  Date on{};
  bool for_pack = false;
  std::string reason;
};

}  // namespace ledgelight::notice
