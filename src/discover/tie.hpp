// discover/tie.hpp: which mentions are one person, why, and which might be.
#pragma once

#include <utility>

#include "discover/mentions.hpp"
#include "discover/register.hpp"

namespace ledgelight::discover {

struct Tied {
  std::vector<std::uint32_t> root_of;  ///< by mention: the first mention of its person
  std::vector<Join> joins, doubtful;   ///< as in Register
  /// Mentions that more likely than not are somebody who is counted: the mention, and whom; or
  /// `nothing`: one of several people here, nobody knows which.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> counted_with;
};

/// Deterministic; `threads` only says how many compare at once.
Tied tie(const KeptFindings& findings, const Mentions& mentions, unsigned threads);

}  // namespace ledgelight::discover
