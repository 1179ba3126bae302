#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <system_error>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "evidence/bag.hpp"
#include "ledger/durable.hpp"

namespace ledgelight::evidence {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDeclaration =
    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

Error os_error(const char* what, std::string_view path) {
  const int code = errno;
  const auto errc = code == ENOSPC || code == EDQUOT ? Errc::disk_full : Errc::io;
  return fail(errc, std::string(what) + " " + std::string(path) + ": " + std::strerror(code));
}

bool is_payload(std::string_view path) {
  return path.starts_with("data/");
}

// Names the writer itself gives.
bool is_reserved(std::string_view path) {
  return path == "bagit.txt" || path == "bag-info.txt" || path == "fetch.txt" || path == "data" ||
         path.starts_with("manifest-") || path.starts_with("tagmanifest-");
}

bool one_line(std::string_view value) {
  return valid_utf8(value) && value.find_first_of(std::string_view("\n\r\0", 3)) == value.npos;
}

}  // namespace

bool is_bag_path(std::string_view path) {
  if (path.empty() || path.size() > 255) return false;
  for (const auto& part : split(path, '/')) {
    if (part.empty() || part[0] == '.') return false;
    const bool plain = std::all_of(part.begin(), part.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '.' || c == '_' || c == '-';
    });
    if (!plain) return false;
  }
  return true;
}

struct BagWriter::Impl {
  fs::path dir, partial;
  BagInfo info;
  std::map<std::string, FileFacts> files;
  std::set<std::string> lowered_names;
  std::set<fs::path> dirs;
  std::string open_path;
  FileFacts open_facts;
  Hasher hasher;
  int fd = -1;
  bool finished = false;

  ~Impl() {
    if (fd >= 0) ::close(fd);
    std::error_code code;
    if (!finished) fs::remove_all(partial, code);
  }

  Result<void> begin_file(std::string_view path);
  Result<void> write(std::string_view bytes);
  Result<FileFacts> end_file();
  Result<FileFacts> add(std::string_view path, std::string_view bytes) {
    TRY(begin_file(path));
    TRY(write(bytes));
    return end_file();
  }
  /// A line for each file that `wanted` picks.
  template <class Pick>
  std::string manifest(std::string FileFacts::*digest, Pick wanted) const {
    std::string out;
    for (const auto& [path, facts] : files)  // the map is in byte order, as the profile wants
      if (wanted(path)) out += facts.*digest + "  " + path + "\n";
    return out;
  }
  std::string info_text(const Summary& payload) const;
};

Result<void> BagWriter::Impl::begin_file(std::string_view path) {
  CHECK(fd < 0 && !finished);
  if (!lowered_names.insert(lowered(path)).second)
    return fail(Errc::conflict, std::string(path) + " is in the bag already");
  const auto target = partial / path;
  for (auto d = target.parent_path(); d != partial; d = d.parent_path()) dirs.insert(d);
  std::error_code code;
  fs::create_directories(target.parent_path(), code);
  if (code) return fail(Errc::io, "cannot make a folder of the bag: " + code.message());
  fd = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444);
  if (fd < 0) return os_error("cannot make", path);
  open_path = path;
  open_facts = {};
  hasher = Hasher();
  return {};
}

Result<void> BagWriter::Impl::write(std::string_view bytes) {
  CHECK(fd >= 0);
  hasher.update(bytes);
  open_facts.size += bytes.size();
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return os_error("cannot write", open_path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Result<FileFacts> BagWriter::Impl::end_file() {
  CHECK(fd >= 0);
  if (::fsync(fd) != 0) check_failed("fsync of a bag succeeds", __FILE__, __LINE__);
  ::close(fd);
  fd = -1;
  open_facts.sha256 = hex(hasher.sha256());
  open_facts.sha512 = hasher.sha512_hex();
  files[open_path] = open_facts;
  return open_facts;
}

std::string BagWriter::Impl::info_text(const Summary& payload) const {
  std::string out;
  const auto line = [&out](std::string_view label, std::string_view value) {
    if (!value.empty()) out += std::string(label) + ": " + std::string(value) + "\n";
  };
  line("Source-Organization", info.organization);
  line("External-Identifier", info.identifier);
  line("Bagging-Date", info.date);
  line("Bag-Software-Agent", info.agent);
  for (const auto& [label, value] : info.more) line(label, value);
  line("Payload-Oxum", std::to_string(payload.bytes) + "." + std::to_string(payload.files));
  return out;
}

BagWriter::BagWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
BagWriter::BagWriter(BagWriter&&) noexcept = default;
BagWriter& BagWriter::operator=(BagWriter&&) noexcept = default;
BagWriter::~BagWriter() = default;

Result<BagWriter> BagWriter::begin(const fs::path& dir, BagInfo info) {
  bool plain = one_line(info.organization) && one_line(info.identifier) && one_line(info.date) &&
               one_line(info.agent);
  for (const auto& [label, value] : info.more)
    plain =
        plain && one_line(value) && !label.empty() && label.find_first_of(": \t\r\n") == label.npos;
  if (!plain) return fail(Errc::bad_input, "a value for bag-info.txt is not one line of text");
  auto target = dir;
  if (!target.has_filename()) target = target.parent_path();  // "out/" means "out"
  auto partial = target;
  partial += ".partial";
  std::error_code code;
  if (fs::exists(fs::symlink_status(target, code)))
    return fail(Errc::conflict, target.filename().string() + " exists already");
  if (fs::exists(fs::symlink_status(partial, code)))
    return fail(Errc::conflict, partial.filename().string() +
                                    " is left from an export that was cut off; remove it first");
  TRY(ledger::make_dirs_durable(target.parent_path()));
  if (::mkdir(partial.c_str(), 0755) != 0)
    return os_error("cannot make", partial.filename().string());
  auto impl = std::make_unique<Impl>();
  impl->dir = std::move(target);
  impl->partial = std::move(partial);
  impl->info = std::move(info);
  return BagWriter(std::move(impl));
}

Result<void> BagWriter::begin_file(std::string_view path) {
  CHECK(impl_);
  if (!is_bag_path(path) || is_reserved(path))
    return fail(Errc::bad_input, "not a path for a file of a bag: " + escaped(path));
  return impl_->begin_file(path);
}
Result<void> BagWriter::write(std::string_view bytes) {
  return impl_->write(bytes);
}
Result<FileFacts> BagWriter::end_file() {
  return impl_->end_file();
}
Result<FileFacts> BagWriter::add(std::string_view path, std::string_view bytes) {
  TRY(begin_file(path));
  TRY(write(bytes));
  return end_file();
}

// The order matters: until bagit.txt is there, no tool takes the folder for a bag.
Result<BagWriter::Summary> BagWriter::finish() {
  CHECK(impl_ && impl_->fd < 0);
  auto& bag = *impl_;
  Summary payload;
  for (const auto& [path, facts] : bag.files) {
    if (!is_payload(path)) continue;
    ++payload.files;
    payload.bytes += facts.size;
  }
  std::error_code code;
  fs::create_directories(bag.partial / "data", code);  // a bag without payload has it too
  if (code) return fail(Errc::io, "cannot make data/: " + code.message());
  bag.dirs.insert(bag.partial / "data");
  TRY(bag.add("manifest-sha256.txt", bag.manifest(&FileFacts::sha256, is_payload)));
  TRY(bag.add("manifest-sha512.txt", bag.manifest(&FileFacts::sha512, is_payload)));
  TRY(bag.add("bag-info.txt", bag.info_text(payload)));
  // bagit.txt is in the tag manifests and yet written after them.
  FileFacts declaration{kDeclaration.size(), sha256_hex(kDeclaration), sha512_hex(kDeclaration)};
  bag.files["bagit.txt"] = declaration;
  const auto is_tag = [](std::string_view path) {
    return !is_payload(path) && !path.starts_with("tagmanifest-");
  };
  TRY(bag.add("tagmanifest-sha256.txt", bag.manifest(&FileFacts::sha256, is_tag)));
  TRY(bag.add("tagmanifest-sha512.txt", bag.manifest(&FileFacts::sha512, is_tag)));
  TRY(bag.add("bagit.txt", kDeclaration));
  for (const auto& d : bag.dirs) ledger::sync_dir(d);
  ledger::sync_dir(bag.partial);
  if (::rename(bag.partial.c_str(), bag.dir.c_str()) != 0)
    return os_error("cannot rename", bag.dir.filename().string());
  bag.finished = true;
  ledger::sync_dir(bag.dir.parent_path());
  return payload;
}

}  // namespace ledgelight::evidence
