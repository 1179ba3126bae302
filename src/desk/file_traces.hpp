// desk/file_traces.hpp: what the files of a report tell beyond what they show, before it is sent.
#pragma once

#include <optional>
#include <vector>

#include "casefile/traces.hpp"
#include "desk/reports.hpp"

namespace ledgelight::desk {

/// Files larger than this are not looked into, nor all of them together beyond twice as much.
inline constexpr std::uint64_t most_looked_into = 32ULL << 20;

/// In the order of `files`; nullopt for one that was too large to look into.
Result<std::vector<std::optional<casefile::Traces>>> traces_of(Desk& desk,
                                                               const std::vector<StagedFile>& files);
/// The same files with a clean copy in place of each picture that tells something; what a copy was made
/// of ends now, as if its form had been left (desk/drafts.hpp).
Result<std::vector<StagedFile>> with_clean_copies(Desk& desk, const std::vector<StagedFile>& files);

}  // namespace ledgelight::desk
