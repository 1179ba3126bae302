#include "wiring/kept_rules.hpp"

#include <algorithm>

#include "ledger/durable.hpp"

namespace ledgelight::wiring {
namespace {

namespace fs = std::filesystem;

// The pack a file belongs to is the deepest one above it.
std::string pack_of(const std::string& path, const std::vector<std::string>& ids) {
  std::string best;
  for (const auto& id : ids) {
    if (path.rfind(id + "/", 0) == 0 && id.size() > best.size()) best = id;
  }
  return best;
}

Result<void> copy_packs(const fs::path& into, const law::RuleFiles& files,
                        const law::Rules& rules) {
  const auto ids = law::pack_ids(files);
  for (const auto& [path, bytes] : files) {
    const auto owner = pack_of(path, ids);
    const bool ours = std::any_of(rules.packs.begin(), rules.packs.end(),
                                  [&](const law::PackId& pack) { return pack.id == owner; });
    if (!ours) continue;
    TRY(ledger::make_dirs_durable((into / path).parent_path()));
    TRY(ledger::write_durable(into / path, bytes));
  }
  return {};
}

}  // namespace

Result<void> keep_rules(const fs::path& desk_folder, const law::RuleFiles& files,
                        const law::Rules& rules) {
  const auto kept = desk_folder / "rules" / rules.digest();
  std::error_code none;
  if (fs::is_directory(kept, none)) return {};
  TRY(ledger::make_dirs_durable(desk_folder / "rules"));
  // Two processes may do this at once: each in a folder of its own, and the first rename wins.
  auto draft = (desk_folder / "rules" / ".draft-XXXXXX").string();
  if (::mkdtemp(draft.data()) == nullptr) return fail(Errc::io, "cannot make a folder in rules/");
  auto copied = copy_packs(draft, files, rules);
  if (copied) {
    fs::rename(draft, kept, none);
    if (none && !fs::is_directory(kept)) copied = fail(Errc::io, "cannot keep the rules in rules/");
  }
  std::error_code ignored;
  fs::remove_all(draft, ignored);
  if (copied) ledger::sync_dir(kept.parent_path());
  return copied;
}

}  // namespace ledgelight::wiring
