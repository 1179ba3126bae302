// discover/reasons.hpp: why an officer is asked whether two records are one person, in keys for the
// words of any language (content/*/messages.reasons.json).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ledgelight::discover {

struct ReasonPart {
  std::string key;     ///< "reason.one-of"; of a comparison the field, "reason.field.birth"
  std::string number;  ///< for {n} in its words; "" none
  std::string
      level;  ///< of a comparison how far the field agrees, "reason.level.one-slip"; else ""
};
/// The parts of a Join::rule among the doubtful, in order; empty when it is none of ours (a record
/// made by another version), which is shown as it stands.
std::vector<ReasonPart> reason_parts(std::string_view rule);

/// Every key that reason_parts can give, each once, sorted.
std::vector<std::string> reason_keys();

}  // namespace ledgelight::discover
