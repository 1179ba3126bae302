#include "wiring/kept_rules.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

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

Result<void> write(const fs::path& path, const std::string& bytes) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  if (failed) return fail(Errc::io, "cannot make a folder in rules/");
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return fail(Errc::io, "cannot write in rules/");
  fs::permissions(path, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read,
                  failed);
  return {};
}

// A pack for each jurisdiction is some two hundred files: one sync for all of them before the
// folder gets its name, not one for each.
Result<void> sync_all(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return fail(Errc::io, "cannot open a folder in rules/");
  const int failed = ::syncfs(fd);
  ::close(fd);
  if (failed != 0) return fail(Errc::io, "cannot keep the rules: the disk took them badly");
  return {};
}

Result<void> copy_packs(const fs::path& into, const law::RuleFiles& files,
                        const law::Rules& rules) {
  const auto ids = law::pack_ids(files);
  for (const auto& [path, bytes] : files) {
    const auto owner = pack_of(path, ids);
    const auto is_owner = [&](const law::PackId& pack) { return pack.id == owner; };
    if (std::none_of(rules.packs.begin(), rules.packs.end(), is_owner) &&
        std::none_of(rules.other_states.begin(), rules.other_states.end(), is_owner))
      continue;
    TRY(write(into / path, bytes));
  }
  return sync_all(into);
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
