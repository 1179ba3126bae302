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

namespace {

// A folder that gets its name when all of it is on disk.
class FolderSink final : public BagSink {
 public:
  FolderSink(fs::path dir, fs::path partial) : dir_(std::move(dir)), partial_(std::move(partial)) {}
  FolderSink(const FolderSink&) = delete;
  FolderSink& operator=(const FolderSink&) = delete;
  ~FolderSink() override {
    if (fd_ >= 0) ::close(fd_);
    std::error_code code;
    if (!finished_) fs::remove_all(partial_, code);
  }

  Result<void> begin(std::string_view path, std::uint64_t) override {
    const auto target = partial_ / path;
    for (auto d = target.parent_path(); d != partial_; d = d.parent_path()) dirs_.insert(d);
    std::error_code code;
    fs::create_directories(target.parent_path(), code);
    if (code) return fail(Errc::io, "cannot make a folder of the bag: " + code.message());
    fd_ = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444);
    if (fd_ < 0) return os_error("cannot make", path);
    path_ = path;
    return {};
  }
  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto n = ::write(fd_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return os_error("cannot write", path_);
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  }
  Result<void> end() override {
    if (::fsync(fd_) != 0) check_failed("fsync of a bag succeeds", __FILE__, __LINE__);
    ::close(fd_);
    fd_ = -1;
    return {};
  }
  /// A bag without payload has data/ too.
  Result<void> make_data() {
    std::error_code code;
    fs::create_directories(partial_ / "data", code);
    if (code) return fail(Errc::io, "cannot make data/: " + code.message());
    dirs_.insert(partial_ / "data");
    return {};
  }
  Result<void> publish() {
    for (const auto& d : dirs_) ledger::sync_dir(d);
    ledger::sync_dir(partial_);
    if (::rename(partial_.c_str(), dir_.c_str()) != 0)
      return os_error("cannot rename", dir_.filename().string());
    finished_ = true;
    ledger::sync_dir(dir_.parent_path());
    return {};
  }

 private:
  fs::path dir_, partial_;
  std::set<fs::path> dirs_;
  std::string path_;
  int fd_ = -1;
  bool finished_ = false;
};

}  // namespace

struct BagWriter::Impl {
  BagInfo info;
  std::unique_ptr<FolderSink> folder;  ///< when the bag is a folder
  BagSink* sink = nullptr;
  std::map<std::string, FileFacts> files;
  std::set<std::string> lowered_names;
  std::string open_path;
  FileFacts open_facts;
  std::uint64_t told = 0;
  Hasher hasher;
  bool open = false;
  bool finished = false;

  Result<void> begin_file(std::string_view path, std::uint64_t size);
  Result<void> write(std::string_view bytes);
  Result<FileFacts> end_file();
  Result<FileFacts> add(std::string_view path, std::string_view bytes) {
    TRY(begin_file(path, bytes.size()));
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

Result<void> BagWriter::Impl::begin_file(std::string_view path, std::uint64_t size) {
  CHECK(!open && !finished);
  if (!lowered_names.insert(lowered(path)).second)
    return fail(Errc::conflict, std::string(path) + " is in the bag already");
  TRY(sink->begin(path, size));
  open = true;
  open_path = path;
  open_facts = {};
  told = size;
  hasher = Hasher();
  return {};
}

Result<void> BagWriter::Impl::write(std::string_view bytes) {
  CHECK(open);
  hasher.update(bytes);
  open_facts.size += bytes.size();
  if (open_facts.size > told) return fail(Errc::conflict, open_path + " is longer than it was");
  return sink->write(bytes);
}

Result<FileFacts> BagWriter::Impl::end_file() {
  CHECK(open);
  if (open_facts.size != told) return fail(Errc::conflict, open_path + " is shorter than it was");
  TRY(sink->end());
  open = false;
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

namespace {

Result<void> check_info(const BagInfo& info) {
  bool plain = one_line(info.organization) && one_line(info.identifier) && one_line(info.date) &&
               one_line(info.agent);
  for (const auto& [label, value] : info.more)
    plain =
        plain && one_line(value) && !label.empty() && label.find_first_of(": \t\r\n") == label.npos;
  if (!plain) return fail(Errc::bad_input, "a value for bag-info.txt is not one line of text");
  return {};
}

}  // namespace

Result<BagWriter> BagWriter::into(BagSink& sink, BagInfo info) {
  TRY(check_info(info));
  auto impl = std::make_unique<Impl>();
  impl->sink = &sink;
  impl->info = std::move(info);
  return BagWriter(std::move(impl));
}

Result<BagWriter> BagWriter::begin(const fs::path& dir, BagInfo info) {
  TRY(check_info(info));
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
  impl->folder = std::make_unique<FolderSink>(std::move(target), std::move(partial));
  impl->sink = impl->folder.get();
  impl->info = std::move(info);
  return BagWriter(std::move(impl));
}

Result<void> BagWriter::begin_file(std::string_view path, std::uint64_t size) {
  CHECK(impl_);
  if (!is_bag_path(path) || is_reserved(path))
    return fail(Errc::bad_input, "not a path for a file of a bag: " + escaped(path));
  return impl_->begin_file(path, size);
}
Result<void> BagWriter::write(std::string_view bytes) {
  return impl_->write(bytes);
}
Result<FileFacts> BagWriter::end_file() {
  return impl_->end_file();
}
Result<FileFacts> BagWriter::add(std::string_view path, std::string_view bytes) {
  TRY(begin_file(path, bytes.size()));
  TRY(write(bytes));
  return end_file();
}

// The order matters: until bagit.txt is there, no tool takes the folder for a bag.
Result<BagWriter::Summary> BagWriter::finish() {
  CHECK(impl_ && !impl_->open);
  auto& bag = *impl_;
  Summary payload;
  for (const auto& [path, facts] : bag.files) {
    if (!is_payload(path)) continue;
    ++payload.files;
    payload.bytes += facts.size;
  }
  if (bag.folder) TRY(bag.folder->make_data());
  payload.manifest =
      TRY(bag.add("manifest-sha256.txt", bag.manifest(&FileFacts::sha256, is_payload))).sha256;
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
  if (bag.folder) TRY(bag.folder->publish());
  bag.finished = true;
  return payload;
}

}  // namespace ledgelight::evidence
