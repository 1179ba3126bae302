#include "cli/scan_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <thread>

#include "base/text.hpp"
#include "discover/write.hpp"
#include "ledger/durable.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::cli {
namespace {

namespace fs = std::filesystem;
using discover::Collected;

class FileSource final : public discover::ByteSource {
 public:
  explicit FileSource(const std::string& path)
      : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (fd_ >= 0) ::close(fd_);
  }
  /// Empty when it can be read.
  std::string trouble() const {
    if (fd_ < 0) return std::strerror(errno);
    struct stat st {};
    if (::fstat(fd_, &st) != 0 || !S_ISREG(st.st_mode)) return "not a regular file";
    return {};
  }
  Result<std::size_t> read(std::span<char> into) override {
    while (true) {
      const auto n = ::read(fd_, into.data(), into.size());
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) return fail(Errc::io, std::strerror(errno));
    }
  }

 private:
  int fd_;
};

struct Scanned {
  Collected found;
  discover::ScanTotals totals;
};

void scan_one(const NamedFile& file, std::uint32_t number, Scanned& out) {
  const auto unread = [&](const std::string& reason) {
    std::error_code none;
    const auto size = fs::file_size(file.full, none);
    out.found.unread({number, "", reason, none ? 0 : size});
  };
  if (!file.trouble.empty()) return out.found.unread({number, "", file.trouble, 0});
  FileSource source(file.full);
  if (const auto trouble = source.trouble(); !trouble.empty()) return unread(trouble);
  auto totals = discover::scan(source, number, file.name, out.found);
  if (!totals) return unread(totals.error().detail);
  out.totals = *totals;
}

// Each file for itself; put together in the order of the files whoever read them.
std::vector<Scanned> scan_all(const std::vector<NamedFile>& files, std::uint64_t threads) {
  std::vector<Scanned> out(files.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (auto i = next++; i < files.size(); i = next++) {
      scan_one(files[i], static_cast<std::uint32_t>(i), out[i]);
    }
  };
  const auto most = std::min<std::uint64_t>({threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads,
                                             files.size(), 256});
  std::vector<std::thread> helpers;
  for (std::uint64_t i = 1; i < most; ++i) helpers.emplace_back(work);
  work();
  for (auto& helper : helpers) helper.join();
  return out;
}

Result<void> walk(const std::string& root, std::vector<NamedFile>& out) {
  std::error_code code;
  std::vector<NamedFile> found;
  const auto cut = root.size() + (root.back() == '/' ? 0 : 1);
  auto it = fs::recursive_directory_iterator(root, fs::directory_options::skip_permission_denied, code);
  if (code) return fail(Errc::io, "cannot read the folder " + shown_line(root));
  for (; it != fs::recursive_directory_iterator(); it.increment(code)) {
    if (code) return fail(Errc::io, "cannot read all of the folder " + shown_line(root));
    std::error_code none;
    const auto path = it->path().string();
    if (it->is_symlink(none)) {
      found.push_back({path, path.substr(cut), "a link; not followed"});
    } else if (!it->is_directory(none)) {
      found.push_back({path, path.substr(cut), it->is_regular_file(none) ? "" : "not a regular file"});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const NamedFile& a, const NamedFile& b) { return a.name < b.name; });
  std::move(found.begin(), found.end(), std::back_inserter(out));
  return {};
}

Result<void> write_table(const fs::path& folder, const char* name, std::string_view bytes) {
  // The tables may hold what people would not want read: 0600, and never over another file.
  const auto path = folder / name;
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) {
    return fail(errno == EEXIST ? Errc::conflict : errno == ENOSPC ? Errc::disk_full : Errc::io,
                std::string("cannot write ") + name + ": " + std::strerror(errno));
  }
  Result<void> result;
  while (!bytes.empty() && result) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) result = fail(errno == ENOSPC ? Errc::disk_full : Errc::io, std::string("cannot write ") + name);
    else bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  ::close(fd);
  return result;
}

}  // namespace

Result<std::vector<NamedFile>> files_under(const std::vector<std::string>& paths) {
  std::vector<NamedFile> out;
  for (const auto& path : paths) {
    struct stat st {};
    if (path.empty() || ::stat(path.c_str(), &st) != 0) {
      return fail(Errc::usage, "there is no file or folder " + shown_line(path));
    }
    if (S_ISDIR(st.st_mode)) {
      TRY(walk(path, out));
    } else {
      out.push_back({path, path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1)});
    }
  }
  return out;
}

Result<ScanDone> scan_files(const ScanWish& wish) {
  const auto files = TRY(files_under(wish.paths));
  const fs::path folder = wish.out;
  for (const auto* name : {"findings.tsv", "people.tsv", "states.tsv", "unread.tsv", "summary.json"}) {
    std::error_code none;
    if (fs::exists(folder / name, none)) {
      return fail(Errc::usage, "there is a " + std::string(name) + " in " + shown_line(wish.out) + " already; choose another folder");
    }
  }
  TRY(ledger::make_dirs_durable(fs::absolute(folder).lexically_normal()));

  const auto begin = std::chrono::steady_clock::now();
  auto scanned = scan_all(files, wish.threads);
  std::vector<discover::Finding> findings;
  std::vector<discover::Unread> unread;
  std::vector<std::string> names;
  discover::Summary summary;
  for (std::size_t i = 0; i < files.size(); ++i) {
    names.push_back(files[i].name);
    auto& one = scanned[i];
    std::move(one.found.findings.begin(), one.found.findings.end(), std::back_inserter(findings));
    std::move(one.found.not_read.begin(), one.found.not_read.end(), std::back_inserter(unread));
    summary.totals.bytes += one.totals.bytes;
    summary.totals.unpacked += one.totals.unpacked;
    summary.totals.files += one.totals.files;
    summary.totals.findings += one.totals.findings;
  }
  scanned.clear();
  const auto people = discover::build_register(findings);
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  summary.version = wiring::version();

  const auto reveal = wish.reveal ? discover::Reveal::yes : discover::Reveal::no;
  ScanDone done;
  done.summary = discover::summary_json(findings, people, unread, summary);
  TRY(write_table(folder, "findings.tsv", discover::findings_tsv(findings, people, names, reveal)));
  TRY(write_table(folder, "people.tsv", discover::people_tsv(findings, people, names, reveal)));
  TRY(write_table(folder, "states.tsv", discover::states_tsv(people)));
  TRY(write_table(folder, "unread.tsv", discover::unread_tsv(unread, names)));
  TRY(write_table(folder, "summary.json", done.summary));
  done.files = summary.totals.files;
  done.bytes = summary.totals.bytes;
  done.findings = findings.size();
  done.unread = unread.size();
  done.people = static_cast<std::uint64_t>(std::count_if(
      people.people.begin(), people.people.end(), [](const discover::Person& p) { return p.affected; }));
  return done;
}

}  // namespace ledgelight::cli
