// desk/sample_deal.hpp: what a search hands over to its sample check, in its own transaction.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "desk/desk.hpp"
#include "discover/sample.hpp"

namespace ledgelight::desk {

/// Where a place stands, for people: "2026-0007/E1 a.zip/b.csv@18233".
struct Place {
  EvidenceId evidence;
  std::string path;
};

/// The places that a sample deals, while the findings of the search go by in their order.
class SampleDeal {
 public:
  explicit SampleDeal(const discover::Sampler& sampler)
      : sampler_(sampler), lines_(sampler.lines()) {
    for (const auto& f : sampler.findings())
      dealt_.emplace(f.index, std::nullopt);
  }
  void found(const discover::Finding& finding) {
    lines_.found(finding);
    if (const auto it = dealt_.find(seen_); it != dealt_.end()) it->second = finding;
    ++seen_;
  }
  /// `place_of(file, member, offset)` names places. Nothing is kept when nothing was read.
  Result<void>
  put(Desk& desk, Tx& tx, const CaseRow& kase, const RunRow& run,
      const std::function<Place(std::uint32_t, const std::string&, std::uint64_t)>& place_of) const;

 private:
  const discover::Sampler& sampler_;
  discover::LinesWithFindings lines_;
  std::map<std::uint64_t, std::optional<discover::Finding>> dealt_;  ///< by number, from 0
  std::uint64_t seen_ = 0;
};

}  // namespace ledgelight::desk
