// discover/tie.hpp: which mentions are one person, why, and which might be.
#pragma once

#include <utility>

#include "discover/mentions.hpp"
#include "discover/register.hpp"

namespace ledgelight::discover {

/// A Join of mentions.
struct Tie {
  std::uint32_t left = 0, right = 0;
  std::uint32_t rule = 0;  ///< in Tied::rules
  double probability = 1;
};

struct Tied {
  std::vector<std::uint32_t> root_of;  ///< by mention: the first mention of its person
  std::vector<Tie> joins, doubtful;    ///< as in Register
  std::vector<std::string> rules;      ///< each different one once
  /// Mentions that more likely than not are somebody who is counted: the mention, and whom; or
  /// `nothing`: one of several people here, nobody knows which.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> counted_with;
};

/// Deterministic; `threads` only says how many compare at once.
Tied tie(const KeptFindings& findings, const Mentions& mentions, unsigned threads);

}  // namespace ledgelight::discover
