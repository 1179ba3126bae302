// The one place in this room that reads a disk: a folder laid over the embedded packs.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "law/rules.hpp"

namespace ledgelight::law {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostFiles = 2000;
constexpr std::size_t kMostBytes = 512U << 10;
constexpr std::size_t kMostTotal = 32U << 20;

Result<std::string> bytes_of(const fs::path& path, const std::string& shown_as) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(Errc::io, "rules: cannot read " + shown_as);
  std::string out(kMostBytes + 1, '\0');
  in.read(out.data(), static_cast<std::streamsize>(out.size()));
  out.resize(static_cast<std::size_t>(in.gcount()));
  if (out.size() > kMostBytes)
    return fail(Errc::too_large, shown_as + ":1: larger than 512 KiB; split the file");
  return out;
}

// Adds the files below `root`; only YAML of packs, so that a stray file changes no digest.
Result<void> lay_over(RuleFiles& files, const fs::path& root) {
  std::error_code error;
  if (!fs::is_directory(root, error))
    return fail(Errc::config, "rules: " + escaped(root.string()) + " is not a folder");
  std::size_t count = 0, total = 0;
  fs::recursive_directory_iterator it(root, error), end;
  for (; !error && it != end; it.increment(error)) {
    if (it.depth() > 8) it.disable_recursion_pending();
    if (it->is_symlink(error) || !it->is_regular_file(error)) continue;
    const auto name = it->path().lexically_relative(root).generic_string();
    if (it->path().extension() != ".yaml" || name.find('/') == std::string::npos) continue;
    if (++count > kMostFiles) return fail(Errc::too_large, "rules: more than 2,000 files");
    auto bytes = TRY(bytes_of(it->path(), escaped(name)));
    total += bytes.size();
    if (total > kMostTotal) return fail(Errc::too_large, "rules: more than 32 MiB");
    files[name] = std::move(bytes);
  }
  if (error) return fail(Errc::io, "rules: " + error.message());
  return Done{};
}

}  // namespace

Result<RuleFiles> rule_files(const std::optional<std::string>& overlay) {
  RuleFiles files;
  for (const auto& file : embedded_rules())
    if (file.path.size() > 5 && file.path.substr(file.path.size() - 5) == ".yaml")
      files.emplace(file.path, file.bytes);
  if (overlay && !overlay->empty()) TRY(lay_over(files, fs::path(*overlay)));
  return files;
}

Result<RuleFiles> files_of_folder(const std::string& folder) {
  RuleFiles files;
  TRY(lay_over(files, fs::path(folder)));
  return files;
}

}  // namespace ledgelight::law
