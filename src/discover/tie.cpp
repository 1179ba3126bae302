#include "discover/tie.hpp"

#include "discover/bonds.hpp"

namespace ledgelight::discover {

Tied tie(const KeptFindings& findings, const Mentions& mentions, unsigned threads) {
  Bonds bonds(findings, mentions);
  tie_by_values(bonds);
  tie_by_weight(bonds, threads);
  tie_by_own_values(bonds);
  tie_by_name(bonds);
  return bonds.finish();
}

}  // namespace ledgelight::discover
