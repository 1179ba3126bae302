#include "cli/found_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <set>

#include "base/text.hpp"

namespace ledgelight::cli {
namespace {

const char* kind_of(mode_t mode) {
  if (S_ISLNK(mode)) return "a link; not followed";
  if (S_ISFIFO(mode)) return "a pipe; not read";
  if (S_ISSOCK(mode)) return "a socket; not read";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device; not read";
  return "not a regular file";
}

// By hand, not by recursive_directory_iterator: that one leaves out folders it may not enter.
void walk(const std::string& folder, const std::string& name, std::vector<NamedFile>& out) {
  std::vector<std::pair<std::string, std::string>> waiting{{folder, name}};
  while (!waiting.empty()) {
    const auto [full, shown] = std::move(waiting.back());
    waiting.pop_back();
    const int fd = open_at_any_depth(full, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* dir = fd < 0 ? nullptr : ::fdopendir(fd);
    if (dir == nullptr) {
      if (fd >= 0) ::close(fd);
      out.push_back({full, shown.empty() ? "." : shown, 0,
                     std::string("a folder that cannot be read: ") + std::strerror(errno)});
      continue;
    }
    while (true) {
      errno = 0;
      const dirent* entry = ::readdir(dir);
      if (entry == nullptr) break;
      const std::string part = entry->d_name;
      if (part == "." || part == "..") continue;
      NamedFile file{full + (full.back() == '/' ? "" : "/") + part,
                     shown.empty() ? part : shown + "/" + part};
      struct stat st {};
      if (::fstatat(::dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        file.trouble = std::string("cannot be looked at: ") + std::strerror(errno);
      } else if (S_ISDIR(st.st_mode)) {
        waiting.emplace_back(std::move(file.full), std::move(file.name));
        continue;
      } else if (!S_ISREG(st.st_mode)) {
        file.trouble = kind_of(st.st_mode);
      } else {
        file.size = static_cast<std::uint64_t>(st.st_size);
      }
      out.push_back(std::move(file));
    }
    if (errno != 0)
      out.push_back({full, shown.empty() ? "." : shown, 0,
                     std::string("a folder that cannot be read whole: ") + std::strerror(errno)});
    ::closedir(dir);
  }
}

}  // namespace

int open_at_any_depth(const std::string& path, int flags) {
  // A call takes a path of less than PATH_MAX bytes; the folder it is asked from may lie deeper.
  constexpr std::size_t most = 4'000;
  int folder = AT_FDCWD;
  std::string_view rest = path;
  while (rest.size() > most) {
    const auto cut = rest.rfind('/', most);
    if (cut == std::string_view::npos || cut == 0) break;
    const std::string part(rest.substr(0, cut));
    const int next = ::openat(folder, part.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    const int why = errno;
    if (folder != AT_FDCWD) ::close(folder);
    errno = why;
    if (next < 0) return -1;
    folder = next;
    rest.remove_prefix(cut + 1);
    while (!rest.empty() && rest.front() == '/')
      rest.remove_prefix(1);
  }
  const int fd = ::openat(folder, std::string(rest).c_str(), flags);
  const int why = errno;
  if (folder != AT_FDCWD) ::close(folder);
  errno = why;
  return fd;
}

Result<std::vector<NamedFile>> files_under(const std::vector<std::string>& paths) {
  std::vector<NamedFile> out;
  std::set<std::string> seen;
  std::map<std::string, std::set<std::size_t>> holders;  // name -> which of `paths` hold it
  std::vector<std::size_t> from;
  for (std::size_t p = 0; p < paths.size(); ++p) {
    const auto& path = paths[p];
    struct stat st {};
    if (path.empty() || ::stat(path.c_str(), &st) != 0) {
      return fail(Errc::usage, path.empty() ? "an empty word names no file and no folder"
                                            : "there is no file or folder " + shown_line(path));
    }
    std::vector<NamedFile> found;
    if (S_ISDIR(st.st_mode)) {
      walk(path, "", found);
      std::sort(found.begin(), found.end(),
                [](const NamedFile& a, const NamedFile& b) { return a.name < b.name; });
    } else {
      const auto slash = path.find_last_of('/');
      NamedFile file{path, slash == std::string::npos ? path : path.substr(slash + 1)};
      if (S_ISREG(st.st_mode))
        file.size = static_cast<std::uint64_t>(st.st_size);
      else
        file.trouble = kind_of(st.st_mode);
      found.push_back(std::move(file));
    }
    for (auto& file : found) {
      if (!seen.insert(file.full + (file.trouble.empty() ? "" : "\n" + file.trouble)).second)
        continue;
      holders[file.name].insert(p);
      from.push_back(p);
      out.push_back(std::move(file));
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (holders[out[i].name].size() < 2) continue;
    auto lead = paths[from[i]];
    while (lead.size() > 1 && lead.back() == '/')
      lead.pop_back();
    const auto slash = lead.find_last_of('/');
    const bool itself = out[i].full == paths[from[i]];
    out[i].name =
        itself ? lead : (slash == 0 && lead.size() == 1 ? lead : lead + "/") + out[i].name;
  }
  return out;
}

}  // namespace ledgelight::cli
