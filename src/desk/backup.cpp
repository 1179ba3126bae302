#include "desk/backup.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace ledgelight::desk {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t max_member = std::uint64_t{1} << 40;
constexpr std::uint64_t max_members = 50'000'000;
// The last member: "<sha256>  desk/<path>" a line, so that `sha256sum -c` reads it too.
constexpr std::string_view sums_file = "backup.sha256";

Error os_error(const std::string& what) {
  return fail(errno == ENOSPC || errno == EDQUOT ? Errc::disk_full : Errc::io, what);
}

struct FreeWriter {
  void operator()(archive* a) const { archive_write_free(a); }
};
struct FreeReader {
  void operator()(archive* a) const { archive_read_free(a); }
};
struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};
using Entry = std::unique_ptr<archive_entry, FreeEntry>;

class Tar {
 public:
  static Result<Tar> create(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return os_error("cannot create " + path.filename().string());
    Tar tar;
    tar.fd_ = fd;
    tar.archive_.reset(archive_write_new());
    archive_write_set_format_pax_restricted(tar.archive_.get());
    if (archive_write_open_fd(tar.archive_.get(), fd) != ARCHIVE_OK) return tar.failed();
    return tar;
  }
  Tar(Tar&& o) noexcept
      : archive_(std::move(o.archive_)), fd_(std::exchange(o.fd_, -1)), sums_(std::move(o.sums_)),
        summary(o.summary) {}
  Tar& operator=(Tar&&) = delete;
  ~Tar() {
    archive_.reset();
    if (fd_ >= 0) ::close(fd_);
  }

  Result<void> add_bytes(const std::string& name, std::string_view bytes) {
    TRY(header(name, bytes.size()));
    TRY(data(bytes));
    sums_ += sha256_hex(bytes) + "  desk/" + name + "\n";
    return {};
  }

  Result<void> add_file(const std::string& name, const fs::path& from) {
    std::ifstream in(from, std::ios::binary);
    std::error_code ec;
    const auto size = fs::file_size(from, ec);
    if (!in || ec) return fail(Errc::io, "cannot read " + name);
    TRY(header(name, size));
    std::array<char, 64 << 10> buffer;
    std::uint64_t left = size;
    Hasher hasher;
    while (left > 0) {
      in.read(buffer.data(), static_cast<std::streamsize>(std::min<std::uint64_t>(left, buffer.size())));
      const auto n = static_cast<std::size_t>(in.gcount());
      if (n == 0) return fail(Errc::truncated, name + " became shorter while it was read");
      TRY(data({buffer.data(), n}));
      hasher.update({buffer.data(), n});
      left -= n;
    }
    sums_ += hex(hasher.sha256()) + "  desk/" + name + "\n";
    return {};
  }

  Result<void> finish() {
    const auto told = summary;
    TRY(add_bytes(std::string(sums_file), std::string(sums_)));
    summary = told;  // what it counts are files of the desk
    if (archive_write_close(archive_.get()) != ARCHIVE_OK) return failed();
    if (::fsync(fd_) != 0) return os_error("cannot sync the backup");
    return {};
  }

 private:
  Tar() = default;
  Error failed() const {
    const bool full = archive_errno(archive_.get()) == ENOSPC;
    return fail(full ? Errc::disk_full : Errc::io, "cannot write the backup");
  }
  Result<void> header(const std::string& name, std::uint64_t size) {
    const Entry entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), ("desk/" + name).c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
    if (archive_write_header(archive_.get(), entry.get()) != ARCHIVE_OK) return failed();
    ++summary.files;
    summary.bytes += size;
    return {};
  }
  Result<void> data(std::string_view bytes) {
    if (archive_write_data(archive_.get(), bytes.data(), bytes.size()) !=
        static_cast<la_ssize_t>(bytes.size())) {
      return failed();
    }
    return {};
  }
  std::unique_ptr<archive, FreeWriter> archive_;
  int fd_ = -1;
  std::string sums_;

 public:
  BackupSummary summary;
};

bool plain_name(std::string_view part) {
  if (part.empty() || part.front() == '.' || part.size() > 200) return false;
  for (const char c : part) {
    if (!(std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-')) return false;
  }
  return true;
}

// "desk/vault/ab/abc…" -> "vault/ab/abc…"; empty when a desk has no such file.
std::string desk_path(const std::string& member) {
  if (member.rfind("desk/", 0) != 0 || member.size() > 1000) return {};
  const auto inner = member.substr(5);
  std::size_t from = 0;
  int depth = 0;
  while (from <= inner.size()) {
    const auto slash = std::min(inner.find('/', from), inner.size());
    if (!plain_name(std::string_view(inner).substr(from, slash - from)) || ++depth > 12) return {};
    from = slash + 1;
  }
  return inner;
}

// What of the folder is not copied file by file: the live database (copied consistently), the
// checkpoint (captured under the lock), locks and half-written files.
bool skipped(const fs::path& relative, bool with_key) {
  const auto name = relative.filename().string();
  const auto text = relative.generic_string();
  // What restore would refuse (a draft folder, somebody's own notes) would spoil the whole backup.
  if (desk_path("desk/" + text).empty()) return true;
  return text.rfind("exports/", 0) == 0 || name.empty() || name.front() == '.' ||
         name.ends_with(".lock") || name.ends_with(".partial") ||
         text.rfind("store.sqlite", 0) == 0 || text == "ledger/checkpoint" || text == sums_file ||
         (text == "desk.key" && !with_key);
}

// Adds the files below `at`, a folder of the desk's `folder`. The desk goes on meanwhile: what is
// gone when it is come to (an export that was fetched, a sealed copy that turned out to be a
// double) no row of the copied database names.
Result<void> add_folder(Tar& tar, const fs::path& folder, const fs::path& at, bool with_key) {
  std::error_code error, own;
  fs::directory_iterator it(at, error);
  if (error == std::errc::no_such_file_or_directory) return {};
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    const auto& path = it->path();
    const auto relative = path.lexically_relative(folder);
    if (it->is_symlink(own)) continue;
    if (it->is_directory(own)) {
      // The ledger was copied under its lock, before the rest.
      if (relative != "exports" && relative != "ledger")
        TRY(add_folder(tar, folder, path, with_key));
      continue;
    }
    if (!it->is_regular_file(own) || skipped(relative, with_key)) continue;
    const auto added = tar.add_file(relative.generic_string(), path);
    if (!added && fs::exists(path)) return added.error();
  }
  if (error) return fail(Errc::io, "cannot read the desk folder");
  return {};
}

class Lock {
 public:
  explicit Lock(const fs::path& path) : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (fd_ >= 0) ::flock(fd_, LOCK_EX);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() {
    if (fd_ >= 0) ::close(fd_);
  }

 private:
  int fd_;
};

Result<void> sync_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return os_error("cannot open the folder to sync it");
  const int rc = ::fsync(fd);
  ::close(fd);
  return rc == 0 ? Result<void>() : Result<void>(os_error("cannot sync the folder"));
}

// Returns the SHA-256 of what was written, in hex.
Result<std::string> unpack_member(archive* in, const fs::path& to) {
  std::error_code ec;
  fs::create_directories(to.parent_path(), ec);
  const int fd = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) return os_error("cannot create a file of the desk (or it is in the backup twice)");
  const void* block = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0, next = 0;
  Hasher hasher;
  Result<void> result;
  while (true) {
    const int rc = archive_read_data_block(in, &block, &size, &offset);
    if (rc == ARCHIVE_EOF) break;
    if (rc != ARCHIVE_OK) {
      result = fail(Errc::truncated, "the backup ends early or is damaged");
      break;
    }
    const auto* bytes = static_cast<const char*>(block);
    if (offset != next) {  // a hole; we write none
      result = fail(Errc::corrupt, "the backup is damaged");
      break;
    }
    next += static_cast<la_int64_t>(size);
    hasher.update({bytes, size});
    std::size_t done = 0;
    while (done < size) {
      const auto n = ::pwrite(fd, bytes + done, size - done, offset + static_cast<la_int64_t>(done));
      if (n <= 0) {
        result = os_error("cannot write a file of the desk");
        break;
      }
      done += static_cast<std::size_t>(n);
    }
    if (!result) break;
  }
  if (result && ::fsync(fd) != 0) result = os_error("cannot sync a file of the desk");
  ::close(fd);
  if (!result) return result.error();
  return hex(hasher.sha256());
}

// Not one file of a backup is restored that is not the one that was written.
Result<void> compare_sums(const fs::path& list, std::map<std::string, std::string> made) {
  std::ifstream in(list);
  if (!in) return fail(Errc::truncated, "the backup ends early: the list of its files is missing");
  std::string line;
  while (std::getline(in, line)) {
    const auto path =
        line.size() > 71 && line.compare(64, 7, "  desk/") == 0 ? line.substr(71) : std::string();
    const auto it = made.find(path);
    if (it == made.end())
      return fail(Errc::truncated, "a file of the backup is missing: " + shown_line(path, 200));
    if (it->second != line.substr(0, 64))
      return fail(Errc::corrupt, "a file of the backup is damaged: " + path);
    made.erase(it);
  }
  if (!made.empty())
    return fail(Errc::corrupt,
                "a file is in the backup that it does not list: " + made.begin()->first);
  return {};
}

Result<BackupSummary> unpack(const std::string& file, const fs::path& into) {
  const std::unique_ptr<archive, FreeReader> in(archive_read_new());
  archive_read_support_format_tar(in.get());
  if (archive_read_open_filename(in.get(), file.c_str(), 64 << 10) != ARCHIVE_OK) {
    return fail(Errc::bad_input, "cannot read this file as a backup");
  }
  BackupSummary summary;
  std::map<std::string, std::string> made;  // path and SHA-256
  archive_entry* entry = nullptr;
  while (true) {
    const int rc = archive_read_next_header(in.get(), &entry);
    if (rc == ARCHIVE_EOF) break;
    if (rc != ARCHIVE_OK) return fail(Errc::truncated, "the backup ends early or is damaged");
    const char* name = archive_entry_pathname(entry);
    const auto path = desk_path(name == nullptr ? "" : name);
    if (path.empty() || archive_entry_filetype(entry) != AE_IFREG ||
        archive_entry_hardlink(entry) != nullptr || !archive_entry_size_is_set(entry) ||
        static_cast<std::uint64_t>(archive_entry_size(entry)) > max_member ||
        ++summary.files > max_members) {
      return fail(Errc::bad_input, "this is not the backup of a desk: a member does not belong");
    }
    const auto size = static_cast<std::uint64_t>(archive_entry_size(entry));
    const auto sum = TRY(unpack_member(in.get(), into / path));
    if (path == sums_file) {
      --summary.files;
      continue;
    }
    made[path] = sum;
    summary.bytes += size;
    summary.has_key = summary.has_key || path == "desk.key";
  }
  if (!fs::exists(into / "desk.toml") || !fs::exists(into / "store.sqlite")) {
    return fail(Errc::bad_input, "this is not the backup of a desk");
  }
  TRY(compare_sums(into / sums_file, std::move(made)));
  std::error_code none;
  fs::remove(into / sums_file, none);
  return summary;
}

}  // namespace

Result<BackupSummary> backup(Desk& desk, const Actor& actor, const std::string& file,
                             bool with_key) {
  if (actor.kind != Actor::Kind::command_line) {
    return fail(Errc::denied, "a backup is made on the command line, by whoever keeps the machine");
  }
  if (fs::exists(file)) return fail(Errc::conflict, "the file exists; choose another name");
  const fs::path folder = desk.config().folder;
  const bool has_key = with_key || desk.config().key_mode == "passphrase";
  {
    const auto tx = TRY(desk.store().write());
    Act act;
    act.kind = "backup.made";
    act.object = Json{{"with_key", has_key}};
    TRY(append_act(desk, *tx, actor, act));
    TRY(commit(desk, *tx));
  }
  const fs::path partial = file + ".partial";
  const fs::path copy = folder / ".backup-store";
  std::error_code none;
  fs::remove(partial, none);
  fs::remove(copy, none);
  const auto attempt = [&]() -> Result<BackupSummary> {
    auto tar = TRY(Tar::create(partial));
    {
      // Under the publishing lock the checkpoint cannot run ahead of the copied database, and the
      // tiles are those of the checkpoint: a later one drops partial tiles when they are full.
      const Lock lock(folder / "publish.lock");
      TRY(desk.store().copy_to(copy.string()));
      if (fs::exists(folder / "ledger" / "checkpoint")) {
        TRY(tar.add_file("ledger/checkpoint", folder / "ledger" / "checkpoint"));
      }
      TRY(add_folder(tar, folder, folder / "ledger", has_key));
    }
    TRY(tar.add_file("store.sqlite", copy));
    TRY(add_folder(tar, folder, folder, has_key));
    TRY(tar.finish());
    tar.summary.has_key = has_key;
    const auto tx = TRY(desk.store().read());
    tar.summary.ledger_size = TRY(tx->ledger_size());
    return tar.summary;
  };
  Result<BackupSummary> result = fail(Errc::internal, "");
  try {
    result = attempt();
  } catch (const fs::filesystem_error&) {
    result = fail(Errc::io, "cannot read the desk folder");
  }
  fs::remove(copy, none);
  if (!result) {
    fs::remove(partial, none);
    return result;
  }
  fs::rename(partial, file, none);
  if (none) return fail(Errc::io, "cannot rename the finished backup");
  TRY(sync_folder(fs::absolute(file).parent_path()));
  return result;
}

Result<BackupSummary> restore(const std::string& file, const std::string& folder,
                              const std::string& key_file,
                              const std::function<Result<void>(const std::string&)>& check) {
  if (fs::exists(folder)) return fail(Errc::conflict, "the folder exists; choose another name");
  const fs::path partial = folder + ".partial";
  std::error_code none;
  fs::remove_all(partial, none);
  fs::create_directories(partial, none);
  fs::permissions(partial, fs::perms::owner_all, none);
  const auto attempt = [&]() -> Result<BackupSummary> {
    auto summary = TRY(unpack(file, partial));
    if (!key_file.empty()) {
      fs::copy_file(key_file, partial / "desk.key", fs::copy_options::overwrite_existing, none);
      if (none) return fail(Errc::io, "cannot copy the desk key");
      fs::permissions(partial / "desk.key", fs::perms::owner_read | fs::perms::owner_write, none);
    }
    TRY(check(partial.string()));
    return summary;
  };
  auto result = attempt();
  if (!result) {
    fs::remove_all(partial, none);
    return result;
  }
  fs::rename(partial, folder, none);
  if (none) return fail(Errc::io, "cannot rename the restored desk");
  TRY(sync_folder(fs::absolute(folder).parent_path()));
  return result;
}

}  // namespace ledgelight::desk
