// wiring/kept_rules.hpp: every version of the rules a desk ever used stays in the desk.
//
// DIR/rules/<digest>/us/ct/breach.yaml …: the files of the city's packs as they were, under the
// digest that duty sheets quote, so that an old sheet can be reckoned again.
#pragma once

#include <filesystem>
#include <memory>

#include "desk/ports/kept_rules.hpp"
#include "law/rules.hpp"

namespace ledgelight::wiring {

/// Copies the packs of `rules` out of `files` unless that digest is there. Durable and whole when
/// this returns: a copy cut off earlier is begun again. Fails: io, disk_full.
Result<void> keep_rules(const std::filesystem::path& desk_folder, const law::RuleFiles& files,
                        const law::Rules& rules);

/// Reads them back. The files are held against the digest they lie under.
std::unique_ptr<desk::KeptRules> kept_rules(const std::filesystem::path& desk_folder,
                                            const std::string& city);

}  // namespace ledgelight::wiring
