#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <set>
#include <system_error>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "evidence/bag.hpp"
#include "ledger/durable.hpp"
#include "ledger/tree.hpp"

namespace ledgelight::evidence {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDeclaration =
    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
constexpr std::size_t kMaxTagFile = 1U << 20;

bool is_payload(std::string_view path) {
  return path.starts_with("data/");
}

// Size and digests of a file, read once in pieces. Refuses what is no regular file.
Result<FileFacts> facts_of(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return fail(Errc::io, std::strerror(errno));
  struct stat st {};
  if (::fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    ::close(fd);
    return fail(Errc::io, "not a regular file");
  }
  Hasher hasher;
  FileFacts facts;
  std::string buffer(1U << 18, '\0');
  for (;;) {
    const auto n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      auto error = fail(Errc::io, std::strerror(errno));
      ::close(fd);
      return error;
    }
    if (n == 0) break;
    hasher.update(std::string_view(buffer).substr(0, static_cast<std::size_t>(n)));
    facts.size += static_cast<std::uint64_t>(n);
  }
  ::close(fd);
  facts.sha256 = hex(hasher.sha256());
  facts.sha512 = hasher.sha512_hex();
  return facts;
}

std::string decoded(std::string_view path) {
  auto out = replaced(replaced(path, "%0A", "\n"), "%0D", "\r");
  out = replaced(replaced(out, "%0a", "\n"), "%0d", "\r");
  return replaced(out, "%25", "%");
}

bool leads_out(std::string_view path) {
  if (path.empty() || path[0] == '/' || path[0] == '~') return true;
  if (path.size() > 1 && path[1] == ':') return true;
  for (const auto& part : split(path, '/'))
    if (part.empty() || part == "." || part == "..") return true;
  return std::any_of(path.begin(), path.end(), [](char c) {
    return c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

struct Manifest {
  std::string name;
  bool sha512 = false;
  std::map<std::string, std::string> digests;  // by path
};

class Checker {
 public:
  Checker(const fs::path& dir, BagLimits limits) : dir_(dir), limits_(limits) {}
  BagCheck run();

 private:
  enum class Role { payload, tag };
  void fault(std::string what, std::string where) {
    out_.findings.push_back({Level::fault, std::move(what), shown_line(where)});
  }
  bool walk();
  void declaration();
  std::optional<Manifest> read_manifest(const std::string& name, Role role, bool sha512);
  std::vector<Manifest> manifests(std::string_view prefix, Role role);
  void compare(const std::vector<Manifest>& manifests, Role role);
  void compare_file(const std::string& path, const FileFacts& facts,
                    const std::vector<Manifest>& manifests);
  void missing_files(const std::vector<Manifest>& manifests);
  void bag_info();
  bool ours(Role role, const std::string& path) const;

  const fs::path& dir_;
  BagLimits limits_;
  BagCheck out_;
};

// Everything in the folder is a plain file or folder, within the limits; reads and hashes all.
bool Checker::walk() {
  std::error_code code;
  std::uint64_t bytes = 0;
  std::vector<std::string> paths;
  auto it = fs::recursive_directory_iterator(dir_, code);
  for (; !code && it != fs::recursive_directory_iterator(); it.increment(code)) {
    const auto path = it->path().lexically_relative(dir_).generic_string();
    const auto status = it->symlink_status(code);
    if (fs::is_directory(status)) {
      if (it.depth() > 32) {
        fault("Folders are nested too deep.", path);
        return false;
      }
      continue;
    }
    if (!fs::is_regular_file(status)) {
      fault("A link or special file has no place in a bag.", path);
      continue;
    }
    bytes += it->file_size(code);
    paths.push_back(path);
    if (paths.size() > limits_.files || bytes > limits_.bytes) {
      fault("The bag has more files or bytes than are read.", "");
      return false;
    }
  }
  if (code) {
    fault("The folder cannot be read: " + code.message() + ".", "");
    return false;
  }
  for (const auto& path : paths) {
    auto facts = facts_of(dir_ / path);
    if (facts)
      out_.files[path] = std::move(*facts);
    else
      fault("The file cannot be read: " + facts.error().detail + ".", path);
  }
  return true;
}

void Checker::declaration() {
  const auto text = ledger::read_whole(dir_ / "bagit.txt", kMaxTagFile);
  if (!text)
    fault("This is no whole bag: bagit.txt is missing or cannot be read.", "bagit.txt");
  else if (*text != kDeclaration)
    fault("bagit.txt is not the declaration of BagIt 1.0 in UTF-8.", "bagit.txt");
  if (out_.files.count("fetch.txt") != 0)
    fault("The bag wants files fetched from elsewhere (fetch.txt); such a bag is refused.",
          "fetch.txt");
}

std::optional<Manifest> Checker::read_manifest(const std::string& name, Role role, bool sha512) {
  const auto text = ledger::read_whole(dir_ / name, limits_.manifest_bytes);
  if (!text) {
    fault(text.error().detail + ".", name);
    return std::nullopt;
  }
  const auto lines = parse_manifest(*text, sha512 ? 128 : 64);
  if (!lines) {
    fault("The manifest is malformed: " + lines.error().detail + ".", name);
    return std::nullopt;
  }
  Manifest out{name, sha512, {}};
  for (const auto& line : *lines) {
    const bool misplaced = is_payload(line.path) != (role == Role::payload) ||
                           (role == Role::tag && line.path.starts_with("tagmanifest-"));
    if (misplaced) fault("It lists a file that has no place in it: " + shown_line(line.path), name);
    out.digests[line.path] = line.digest;
  }
  return out;
}

std::vector<Manifest> Checker::manifests(std::string_view prefix, Role role) {
  std::vector<Manifest> out;
  for (const auto* algorithm : {"sha256", "sha512"}) {
    const auto name = std::string(prefix) + algorithm + ".txt";
    if (out_.files.count(name) == 0) {
      // An export of ours always has all four; a stranger's bag needs one.
      if (out_.files.count("ledgelight/checkpoint") != 0) fault("The manifest is missing.", name);
      continue;
    }
    if (auto m = read_manifest(name, role, std::string_view(algorithm) == "sha512"))
      out.push_back(std::move(*m));
  }
  for (const auto& [path, facts] : out_.files) {
    const bool other = path.starts_with(prefix) && path.find('/') == path.npos &&
                       path != std::string(prefix) + "sha256.txt" &&
                       path != std::string(prefix) + "sha512.txt";
    if (other)
      out_.findings.push_back(
          {Level::note, "A manifest of a kind that is not checked here.", path});
  }
  return out;
}

void Checker::compare_file(const std::string& path, const FileFacts& facts,
                           const std::vector<Manifest>& manifests) {
  std::vector<std::string> agree, differ, silent;
  for (const auto& m : manifests) {
    const auto it = m.digests.find(path);
    if (it == m.digests.end())
      silent.push_back(m.name);
    else
      (it->second == (m.sha512 ? facts.sha512 : facts.sha256) ? agree : differ).push_back(m.name);
  }
  if (differ.empty() && silent.empty()) return;
  if (agree.empty() && differ.empty())
    return fault("The file is in no manifest: it was added later.", path);
  if (agree.empty())
    return fault(
        "The file was changed: its digest is not the one in " + join(differ, " and ") + ".", path);
  // Another manifest still vouches for the bytes: then it is this one that was changed.
  for (const auto& name : differ)
    fault("The digest it gives for " + shown_line(path) + " is not the file's, though " +
              join(agree, " and ") + " agrees with the file.",
          name);
  for (const auto& name : silent)
    fault("It does not list " + shown_line(path) + ", which " + join(agree, " and ") + " lists.",
          name);
}

void Checker::missing_files(const std::vector<Manifest>& manifests) {
  std::map<std::string, std::vector<std::string>> missing;
  for (const auto& m : manifests)
    for (const auto& [path, digest] : m.digests)
      if (out_.files.count(path) == 0) missing[path].push_back(m.name);
  for (const auto& [path, names] : missing) {
    if (names.size() == manifests.size())
      fault("The file is missing.", path);
    else
      fault("It lists " + shown_line(path) + ", which is neither there nor in the other manifest.",
            names.front());
  }
}

bool Checker::ours(Role role, const std::string& path) const {
  if (role == Role::payload) return is_payload(path);
  return !is_payload(path) && !path.starts_with("tagmanifest-");
}

void Checker::compare(const std::vector<Manifest>& manifests, Role role) {
  if (manifests.empty()) {
    if (role == Role::payload)
      fault("There is no manifest that can be checked (SHA-256 or SHA-512).",
            "manifest-sha256.txt");
    else
      out_.findings.push_back(
          {Level::note, "No tag manifest: changes outside data/ would not be seen.", ""});
    return;
  }
  for (const auto& [path, facts] : out_.files)
    if (ours(role, path)) compare_file(path, facts, manifests);
  missing_files(manifests);
}

void Checker::bag_info() {
  if (out_.files.count("bag-info.txt") == 0) return;
  const auto text = ledger::read_whole(dir_ / "bag-info.txt", kMaxTagFile);
  if (!text) return fault(text.error().detail + ".", "bag-info.txt");
  std::vector<std::string> oxums;
  for (const auto& line : split(*text, '\n')) {
    const auto colon = line.find(':');
    if (colon == line.npos || line[0] == ' ' || line[0] == '\t') continue;
    if (lowered(trimmed(line.substr(0, colon))) == "payload-oxum")
      oxums.push_back(trimmed(line.substr(colon + 1)));
  }
  if (oxums.empty()) return;
  std::uint64_t files = 0, bytes = 0;
  for (const auto& [path, facts] : out_.files) {
    if (!is_payload(path)) continue;
    ++files;
    bytes += facts.size;
  }
  if (oxums.size() > 1 || oxums[0] != std::to_string(bytes) + "." + std::to_string(files))
    fault("Payload-Oxum does not fit: data/ holds " + std::to_string(bytes) + " bytes in " +
              std::to_string(files) + " files.",
          "bag-info.txt");
}

BagCheck Checker::run() {
  std::error_code code;
  if (!fs::is_directory(fs::symlink_status(dir_, code))) {
    fault("This is not a folder.", "");
    return std::move(out_);
  }
  if (!walk()) return std::move(out_);
  declaration();
  compare(manifests("manifest-", Role::payload), Role::payload);
  compare(manifests("tagmanifest-", Role::tag), Role::tag);
  bag_info();
  if (!ledger::has_fault(out_.findings))
    out_.findings.push_back({Level::ok,
                             "The bag is complete, and all " + std::to_string(out_.files.size()) +
                                 " files have the digests in its manifests.",
                             ""});
  return std::move(out_);
}

}  // namespace

Result<std::vector<ManifestLine>> parse_manifest(std::string_view text, std::size_t hex_digits) {
  std::vector<ManifestLine> out;
  std::set<std::string> seen;
  std::size_t number = 0;
  const auto refuse = [&number](const char* why) {
    return fail(Errc::bad_input, "line " + std::to_string(number) + " " + why);
  };
  while (!text.empty()) {
    ++number;
    auto end = text.find('\n');
    if (end == text.npos) return refuse("is cut short");
    auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() < hex_digits + 2) return refuse("is too short");
    const auto digest = line.substr(0, hex_digits);
    const bool is_hex = std::all_of(digest.begin(), digest.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
    if (!is_hex) return refuse("has no lower-case hexadecimal digest of the right length");
    line.remove_prefix(hex_digits);
    const auto start = line.find_first_not_of(" \t");
    if (start == 0 || start == line.npos) return refuse("has no path");
    // "*" marks binary mode in the output of sha256sum; it means nothing.
    if (line[start] == '*') line.remove_prefix(1);
    ManifestLine row{std::string(digest), decoded(line.substr(start))};
    if (leads_out(line.substr(start))) return refuse("has a path that could lead out of the bag");
    if (!seen.insert(row.path).second) return refuse("lists a path a second time");
    out.push_back(std::move(row));
  }
  return out;
}

BagCheck check_bag(const std::filesystem::path& dir, BagLimits limits) {
  return Checker(dir, limits).run();
}

}  // namespace ledgelight::evidence
