// desk/sample_deal.hpp: what a search hands over to its sample check, in its own transaction.
#pragma once

#include "desk/desk.hpp"
#include "discover/sample.hpp"

namespace ledgelight::desk {

/// Where a place stands, for people: "2026-0007/E1 a.zip/b.csv@18233".
struct Place {
  EvidenceId evidence;
  std::string path;
};

/// `place_of(file, member, offset)` names places. Nothing is kept when nothing was read.
Result<void> put_new_sample(
    Desk& desk, Tx& tx, const CaseRow& kase, const RunRow& run, const discover::Sampler& sampler,
    const std::vector<discover::Finding>& findings,
    const std::function<Place(std::uint32_t, const std::string&, std::uint64_t)>& place_of);

}  // namespace ledgelight::desk
