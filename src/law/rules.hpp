// law/rules.hpp: the packs that hold for a city, loaded, layered and digested.
//
// A pack is a folder with pack.yaml (docs/formats/pack.md): rules/us, rules/us/ct,
// rules/us/ct/stamford. A city's rules are every pack on the way to it, the widest first.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "law/breach_law.hpp"
#include "law/clock.hpp"
#include "law/federal_law.hpp"
#include "law/public_facts.hpp"
#include "law/source.hpp"

namespace ledgelight::law {

/// Path relative to rules/ ("us/ct/breach.yaml") to its bytes.
using RuleFiles = std::map<std::string, std::string>;

struct PackId {
  std::string id, version, digest;  ///< digest: lower-case hex of pack_digest
  std::string title;                ///< "Connecticut"
  friend bool operator==(const PackId&, const PackId&) = default;
};

/// The city itself.
struct Place {
  std::string id;            ///< "us/ct/stamford"
  std::string name;          ///< "City of Stamford"
  std::string short_name;    ///< "Stamford, Connecticut"
  std::string state;         ///< "US-CT"
  std::string zone;          ///< "America/New_York"
  std::vector<std::string> covers;  ///< sentences: "North Stamford is a part of …"
  std::vector<Source> sources;
};

struct Rules {
  std::vector<PackId> packs;         ///< on the way to the city, widest first
  std::vector<PackId> other_states;  ///< that hold the law of other states' residents, by id
  Place place;
  std::vector<BreachLaw> breach;  ///< the city's own first, then by pack
  FederalLaw federal;
  std::vector<Calendar> calendars;        ///< by pack
  std::vector<PublicFact> public_facts;   ///< by pack, then as written
  std::vector<FactGroup> groups;          ///< by pack, then as written
  std::map<std::string, std::string, std::less<>> spanish;  ///< a text of the packs to its Spanish

  const BreachLaw* breach_of(std::string_view jurisdiction) const;
  /// The calendar of `pack`, or of the nearest pack above it; nullptr if none.
  const Calendar* calendar(std::string_view pack) const;
  /// SHA-256 hex over the lines "<digest>  <id>  <version>\n" of all packs, those on the way first.
  std::string digest() const;
};

/// The files in the program, those under `overlay` laid over them (same path: replaced). An
/// overlay is read only below the folders us/…: at most 2,000 files, 512 KiB each, 32 MiB in all;
/// links are not followed.
Result<RuleFiles> rule_files(const std::optional<std::string>& overlay = {});

/// The files of `folder` alone, with the same limits: a set of packs that a desk kept.
Result<RuleFiles> files_of_folder(const std::string& folder);

/// The rules of `city` ("us/ct/stamford") and, for residents of other states, the breach laws of
/// all other jurisdictions, or only of `states` ("US-NY"; an empty set: none). config, with one
/// line per fault: "file:line: what is wrong; what to write instead". not_found when there is no
/// such pack.
Result<Rules> load_rules(std::string_view city, const std::optional<std::string>& overlay = {},
                         const std::optional<std::set<std::string>>& states = {});
Result<Rules> load_rules(std::string_view city, const RuleFiles& files,
                         const std::optional<std::set<std::string>>& states = {});

/// Folders with a pack.yaml, sorted.
std::vector<std::string> pack_ids(const RuleFiles& files);

/// SHA-256 hex over "<sha256 hex>  <path>\n" (as sha256sum prints) of the pack's own files, by path
/// relative to the pack; files of packs below it do not count.
std::string pack_digest(const RuleFiles& files, std::string_view pack);

}  // namespace ledgelight::law
