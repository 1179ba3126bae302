// law/load.hpp: reading packs into Rules (inside this room: the loader and `law check`).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "law/reader.hpp"
#include "law/rules.hpp"

namespace ledgelight::law {

/// Reads the packs on the way to `pack` ("us", "us/ct", "us/ct/stamford"), the widest first, noting
/// every fault. Files named *.cases.yaml are not read here. False when `pack` has no pack.yaml.
bool load_packs(const RuleFiles& files, std::string_view pack, ReadContext& context, Rules& rules);

/// Reads the sources of one pack only.
void read_sources(const RuleFiles& files, const std::string& pack, ReadContext& context);

/// The breach laws of every other jurisdiction whose pack lies directly below `root` ("us"), for
/// residents of other states. Only pack.yaml, sources.yaml, breach.yaml and spanish.yaml are read.
/// `wanted`: only these jurisdictions.
void load_other_states(const RuleFiles& files, const std::string& root, ReadContext& context,
                       const std::optional<std::set<std::string>>& wanted, Rules& rules);

/// `breach:` of a pack file.
BreachLaw load_breach(const Reader& in, const std::string& pack);
/// `federal:` of a pack file.
void load_federal(const Reader& in, const std::string& pack, FederalLaw& law);

/// One item of `public:`, of `groups:`, of `spanish:`.
void load_public_fact(const Reader& in, const std::string& pack, Rules& rules);
void load_fact_group(const Reader& in, const std::string& pack, Rules& rules);
void load_spanish(const Reader& in, Rules& rules);
/// Facts and groups that are named and not there.
void check_public_references(const Rules& rules, Faults& faults);

}  // namespace ledgelight::law
