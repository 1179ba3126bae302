// desk/ports/kept_rules.hpp: the versions of the rules that a desk ever used.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace ledgelight::law {
struct Rules;
}

namespace ledgelight::desk {

class KeptRules {
 public:
  virtual ~KeptRules() = default;
  /// Digests, sorted.
  virtual Result<std::vector<std::string>> digests() = 0;
  /// The rules of the desk's city under `digest`. not_found: never used here; corrupt: the files
  /// do not have that digest any more; config: this program cannot read them.
  virtual Result<std::shared_ptr<const law::Rules>> rules(const std::string& digest) = 0;
};

}  // namespace ledgelight::desk
