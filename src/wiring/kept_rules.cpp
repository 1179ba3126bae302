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

namespace {

bool is_digest(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

class Folder final : public desk::KeptRules {
 public:
  Folder(fs::path folder, std::string city) : folder_(std::move(folder)), city_(std::move(city)) {}

  Result<std::vector<std::string>> digests() override {
    std::vector<std::string> out;
    std::error_code error;
    for (fs::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
      if (auto name = it->path().filename().string(); is_digest(name)) out.push_back(std::move(name));
    }
    if (error) return fail(Errc::io, "cannot read rules/: " + error.message());
    std::sort(out.begin(), out.end());
    return out;
  }

  Result<std::shared_ptr<const law::Rules>> rules(const std::string& digest) override {
    std::error_code none;
    if (!is_digest(digest) || !fs::is_directory(folder_ / digest, none)) {
      return fail(Errc::not_found, "rules/ of this desk holds no version " + digest);
    }
    const auto files = TRY(law::files_of_folder((folder_ / digest).string()));
    auto rules = law::load_rules(city_, files);
    if (!rules) {
      return fail(Errc::config, "rules/" + digest + " cannot be read by this program: " + rules.error().detail);
    }
    if (rules->digest() != digest) {
      return fail(Errc::corrupt, "the files in rules/" + digest + " were changed: they have the digest " +
                                     rules->digest());
    }
    return std::make_shared<const law::Rules>(std::move(rules).value());
  }

 private:
  fs::path folder_;
  std::string city_;
};

}  // namespace

std::unique_ptr<desk::KeptRules> kept_rules(const fs::path& desk_folder, const std::string& city) {
  return std::make_unique<Folder>(desk_folder / "rules", city);
}

}  // namespace ledgelight::wiring
