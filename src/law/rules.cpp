#include "law/rules.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace ledgelight::law {
namespace {

constexpr std::string_view kManifest = "/pack.yaml";

bool below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.substr(0, folder.size()) == folder &&
         path[folder.size()] == '/';
}

}  // namespace

const BreachLaw* Rules::breach_of(std::string_view jurisdiction) const {
  for (const auto& law : breach)
    if (law.jurisdiction == jurisdiction) return &law;
  return nullptr;
}

const Calendar* Rules::calendar(std::string_view pack) const {
  for (std::string_view at = pack;;) {
    for (const auto& calendar : calendars)
      if (calendar.id == at) return &calendar;
    const auto slash = at.rfind('/');
    if (slash == std::string_view::npos) return nullptr;
    at = at.substr(0, slash);
  }
}

std::string Rules::digest() const {
  std::string lines;
  for (const auto* some : {&packs, &other_states})
    for (const auto& pack : *some)
      lines += pack.digest + "  " + pack.id + "  " + pack.version + "\n";
  return sha256_hex(lines);
}

std::vector<std::string> pack_ids(const RuleFiles& files) {
  std::vector<std::string> out;
  for (const auto& [path, bytes] : files)
    if (path.size() > kManifest.size() &&
        path.compare(path.size() - kManifest.size(), kManifest.size(), kManifest) == 0)
      out.push_back(path.substr(0, path.size() - kManifest.size()));
  std::sort(out.begin(), out.end());
  return out;
}

std::string pack_digest(const RuleFiles& files, std::string_view pack) {
  std::vector<std::string> inner;  // packs below this one
  for (const auto& id : pack_ids(files))
    if (below(id, pack)) inner.push_back(id);
  std::string listing;
  for (const auto& [path, bytes] : files) {
    if (!below(path, pack)) continue;
    if (std::any_of(inner.begin(), inner.end(),
                    [&path = path](const std::string& id) { return below(path, id); }))
      continue;
    listing += sha256_hex(bytes) + "  " + path.substr(pack.size() + 1) + "\n";
  }
  return sha256_hex(listing);
}

}  // namespace ledgelight::law
