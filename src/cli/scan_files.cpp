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
#include <numeric>
#include <optional>
#include <thread>

#include "base/civil.hpp"
#include "base/clock.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "cli/table_file.hpp"
#include "discover/decoder.hpp"
#include "discover/helpers.hpp"
#include "discover/shelf_file.hpp"
#include "discover/write.hpp"
#include "law/affects.hpp"
#include "ledger/durable.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 6> tables{"findings.tsv", "people.tsv", "states.tsv",
                                            "unread.tsv",   "files.tsv",  "summary.json"};
constexpr std::size_t rows_in_memory = 1U << 20;
/// Of a file that says it is empty and is not, as those of /proc do; some of them never end.
constexpr std::uint64_t most_of_no_size = 16U << 20;

class FileSource final : public discover::ByteSource {
 public:
  static Result<std::unique_ptr<discover::ByteSource>> open(const std::string& path) {
    // It may have become a pipe since it was listed: never wait for one.
    const int fd = open_at_any_depth(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return fail(Errc::io, std::strerror(errno));
    std::unique_ptr<FileSource> source(new FileSource(fd, path));
    struct stat st {};
    if (::fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) return fail(Errc::io, "not a regular file");
    source->left_ = st.st_size > 0 ? static_cast<std::uint64_t>(st.st_size) : most_of_no_size;
    ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    return std::unique_ptr<discover::ByteSource>(std::move(source));
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override { ::close(fd_); }
  std::optional<std::uint64_t> size() const override {
    struct stat st {};
    if (::fstat(fd_, &st) != 0) return std::nullopt;
    return static_cast<std::uint64_t>(st.st_size);
  }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
    std::size_t done = 0;
    while (done < into.size()) {
      const auto n = ::pread(fd_, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return fail(Errc::io, std::strerror(errno));
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    return done;
  }
  std::unique_ptr<discover::ByteSource> beside(std::string_view name) override {
    if (name.find('/') != std::string_view::npos) return nullptr;
    auto there = open(path_.substr(0, path_.rfind('/') + 1) + std::string(name));
    return there ? *std::move(there) : nullptr;
  }
  std::unique_ptr<discover::ByteSource> again() override {
    const int fd = ::fcntl(fd_, F_DUPFD_CLOEXEC, 0);
    return fd < 0 ? nullptr : std::unique_ptr<discover::ByteSource>(new FileSource(fd, path_));
  }
  // Read, not mapped: a mapped file that shrinks ends the process.
  // As long as it was when it was opened: somebody may go on writing for ever.
  Result<std::size_t> read(std::span<char> into) override {
    into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left_)));
    while (true) {
      const auto n = ::read(fd_, into.data(), into.size());
      if (n >= 0) {
        left_ -= static_cast<std::uint64_t>(n);
        return static_cast<std::size_t>(n);
      }
      if (errno != EINTR) return fail(Errc::io, std::strerror(errno));
    }
  }

 private:
  FileSource(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
  int fd_;
  std::string path_;
  std::uint64_t left_ = 0;
};

/// Hashes what passes through, in the same pass.
class Hashing final : public discover::ByteSource {
 public:
  explicit Hashing(discover::ByteSource& source) : source_(source) {}
  Result<std::size_t> read(std::span<char> into) override {
    auto n = source_.read(into);
    if (n) {
      hash_.update({into.data(), *n});
      bytes_ += *n;
    }
    return n;
  }
  // What is read by jumping is hashed by read_on.
  std::optional<std::uint64_t> size() const override { return source_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
    return source_.read_at(offset, into);
  }
  // What stands beside it is an input of its own, and hashed as that.
  std::unique_ptr<discover::ByteSource> beside(std::string_view name) override { return source_.beside(name); }
  // What others read too is hashed where it is read in order.
  std::unique_ptr<discover::ByteSource> again() override { return source_.again(); }
  /// A scan may end before its bytes do; the hash does not.
  bool read_on() {
    std::vector<char> rest(1U << 16);
    while (true) {
      const auto n = read(rest);
      if (!n) return false;
      if (*n == 0) return true;
    }
  }
  std::uint64_t bytes() const { return bytes_; }
  std::string sha256() { return hex(hash_.finish()); }

 private:
  discover::ByteSource& source_;
  Sha256 hash_;
  std::uint64_t bytes_ = 0;
};

/// What one input gave. Rows go to the spool; what people are told by stays.
class Gathered final : public discover::Sink {
 public:
  std::vector<discover::Keeping> findings;  ///< in order, once it is done
  std::vector<discover::Unread> not_read;
  std::vector<discover::FileRead> files;
  std::vector<discover::Shelf::Extent> rows;
  std::uint64_t bytes = 0, unpacked = 0, members = 0;
  std::string sha256;
  Result<void> spooled;

  /// `waiting` holds rows until they are many; empty again when the input is done.
  void begin(discover::ShelfFile& spool, discover::Holding& holding, std::string& waiting,
             const std::string& name, discover::Reveal reveal) {
    spool_ = &spool;
    holding_ = &holding;
    keeping_.within(holding);
    waiting_ = &waiting;
    name_ = escaped(name);
    reveal_ = reveal;
  }
  void found(discover::Finding finding) override {
    put(finding);
    keeping_.add(finding);
  }
  void seen(const discover::Sighting& what) override {
    put(what);
    keeping_.add(what);
  }
  void unread(discover::Unread what) override { not_read.push_back(std::move(what)); }
  void read(discover::FileRead what) override { files.push_back(std::move(what)); }
  bool progress(std::uint64_t) override {
    return spooled.has_value() && holding_->trouble().has_value();
  }
  std::unique_ptr<discover::Sink> apart() override {
    auto out = std::make_unique<Gathered>();
    out->begin(*spool_, *holding_, out->own_waiting_, "", reveal_);
    out->name_ = name_;
    return out;
  }
  void join(std::unique_ptr<discover::Sink> apart, std::uint64_t records) override {
    shut();
    auto& other = static_cast<Gathered&>(*apart);
    other.keeping_.number_after(records);
    other.shut();
    if (spooled) spooled = other.spooled;
    std::move(other.findings.begin(), other.findings.end(), std::back_inserter(findings));
    std::move(other.rows.begin(), other.rows.end(), std::back_inserter(rows));
  }
  void done() {
    shut();
    waiting_->clear();
    name_ = member_ = {};
    member_shown_ = {};
  }

 private:
  void shut() {
    flush();
    keeping_.close();
    if (keeping_.size() > 0) findings.push_back(std::exchange(keeping_, {}));
    keeping_.within(*holding_);
  }
  void flush() {
    if (waiting_->empty() || !spooled) return;
    if (auto extent = spool_->put(*waiting_))
      rows.push_back(*extent);
    else
      spooled = extent.error();
    waiting_->clear();
  }
  template <class Found>
  void put(const Found& finding) {
    if (finding.member != member_ || member_shown_.empty()) {
      member_ = finding.member;
      member_shown_ = discover::ShownMember::of(name_, member_);
    }
    discover::put_row(*waiting_, finding, member_shown_, reveal_);
    if (waiting_->size() >= rows_in_memory) flush();
  }

  discover::ShelfFile* spool_ = nullptr;
  discover::Holding* holding_ = nullptr;
  discover::Reveal reveal_ = discover::Reveal::no;
  discover::Keeping keeping_;
  std::string* waiting_ = nullptr;
  std::string own_waiting_;
  std::string name_, member_;
  discover::ShownMember member_shown_;
};

void scan_one(const ScanInput& input, std::uint32_t number, const discover::Limits& limits,
              Gathered& out) {
  const auto unread = [&](const std::string& reason, std::uint64_t bytes) {
    out.not_read.push_back({number, "", reason, bytes});
  };
  if (!input.trouble.empty()) return unread(input.trouble, input.size);
  auto opened = input.open();
  if (!opened) return unread(opened.error().detail, input.size);
  Hashing source(**opened);
  try {
    auto totals = discover::scan(source, number, input.name, out, limits);
    if (!out.spooled) return;
    if (totals) {
      out.unpacked = totals->unpacked;
      out.members = totals->files - 1;
      if (source.read_on()) out.sha256 = source.sha256();
    } else {
      unread(totals.error().detail, input.size - std::min(input.size, source.bytes()));
    }
    if (!out.sha256.empty() && source.bytes() < input.size)
      unread("shrank while it was read", input.size - source.bytes());
    char one = 0;
    const auto now = source.size();
    const bool more = now && (source.bytes() == most_of_no_size || source.read_at(source.bytes(), {&one, 1}).value_or(0) > 0);
    if (!out.sha256.empty() && more && *now != source.bytes()) {
      unread("longer than it said when it was opened; the rest is not read", *now - std::min(*now, source.bytes()));
      out.sha256.clear();
    }
  } catch (const std::bad_alloc&) {
    unread("not enough memory to read it whole", 0);
  }
  out.bytes = source.bytes();
}

struct Scanned {
  std::vector<Gathered> inputs;
  std::optional<Result<law::Rules>> rules;  ///< when anything was found
};

// Each input for itself, the largest first, so that no thread is left with a long one at the end;
// put together in the order of the inputs whoever read them. Whoever has nothing left to read first
// reads the law meanwhile.
Scanned scan_all(const ScanWish& wish, discover::ShelfFile& spool, discover::Holding& holding) {
  const auto& inputs = wish.inputs;
  Scanned all;
  auto& out = all.inputs;
  out.resize(inputs.size());
  std::vector<std::size_t> order(inputs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return inputs[a].size > inputs[b].size; });
  std::atomic<std::size_t> next{0};
  std::atomic<bool> found{false}, law_taken{false};
  discover::Limits limits;
  if (wish.piece > 0) limits.piece = wish.piece;
  const auto wished =
      wish.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : wish.threads;
  // More threads than inputs only help with those that are searched in pieces.
  const bool pieces = !order.empty() && inputs[order.front()].size > 2 * limits.piece;
  const auto most = std::max<std::uint64_t>(
      1, std::min<std::uint64_t>(pieces ? wished : std::min<std::uint64_t>(wished, inputs.size()),
                                 256));
  discover::Helpers helpers(most);
  limits.crew = &helpers;
  const auto work = [&] {
    const discover::PreparedDecoders prepared;
    std::string waiting;
    for (auto k = next++; k < order.size(); k = next++) {
      const auto i = order[k];
      out[i].begin(spool, holding, waiting, inputs[i].name,
                   wish.reveal ? discover::Reveal::yes : discover::Reveal::no);
      scan_one(inputs[i], static_cast<std::uint32_t>(i), limits, out[i]);
      out[i].done();
      if (!out[i].findings.empty()) found = true;
    }
    if (found && !law_taken.exchange(true)) all.rules = law::load_rules(wish.city);
    helpers.help();
  };
  std::vector<std::thread> threads;
  for (std::uint64_t i = 1; i < most; ++i)
    threads.emplace_back(work);
  work();
  for (auto& thread : threads)
    thread.join();
  if (found && !all.rules) all.rules = law::load_rules(wish.city);
  return all;
}

// The rows come back in order and are told whose they are.
Result<void> write_findings(const std::string& folder, const discover::ShelfFile& spool,
                            const std::vector<Gathered>& scanned, const discover::Roll& people) {
  auto table = TRY(TableFile::create(folder, "findings.tsv"));
  TRY(table.put(discover::findings_heading()));
  std::size_t finding = 0;
  std::string rows, text;
  const auto person_of = [&](std::size_t f) { return people.person_of(f); };
  for (const auto& one : scanned) {
    for (const auto& extent : one.rows) {
      rows.clear();
      text.clear();
      TRY(spool.get(extent, rows));
      finding += discover::with_people(rows, person_of, finding, text);
      TRY(table.put(text));
    }
  }
  return table.close();
}

/// By the law of the state that each person lives in, as of today.
discover::Affects affects_under(const law::Rules& rules) {
  law::Affects affects(rules, local_date(system_clock().now(), rules.place.zone));
  return [affects](std::string_view state, const std::vector<std::string>& words) mutable {
    return affects(state == "??" ? std::string() : "US-" + std::string(state),
                   law::Elements(words.begin(), words.end()));
  };
}

}  // namespace

Result<void> write_table(const std::string& folder, const char* name, std::string_view bytes) {
  auto table = TRY(TableFile::create(folder, name));
  TRY(table.put(bytes));
  return table.close();
}

Result<void> write_people(const std::string& folder, const discover::KeptFindings& findings,
                          const discover::Roll& people, const std::vector<std::string>& names,
                          discover::Reveal reveal) {
  constexpr std::size_t at_once = 4096;
  auto table = TRY(TableFile::create(folder, "people.tsv"));
  TRY(table.put(discover::people_heading()));
  std::string rows;
  for (std::size_t from = 0; from < people.size(); from += at_once) {
    rows.clear();
    discover::put_people(rows, findings, people, from, std::min(people.size(), from + at_once),
                         names, reveal);
    TRY(table.put(rows));
  }
  return table.close();
}

std::vector<ScanInput> inputs_of(const std::vector<NamedFile>& files) {
  std::vector<ScanInput> out;
  for (const auto& file : files)
    out.push_back({file.name, file.size, file.trouble,
                   [path = file.full] { return FileSource::open(path); }});
  return out;
}

Result<void> no_tables_yet(const std::string& folder) {
  for (const auto* name : tables) {
    std::error_code none;
    if (fs::exists(fs::symlink_status(fs::path(folder) / name, none))) {
      return fail(Errc::usage, "there is a " + std::string(name) + " in " + shown_line(folder) +
                                   " already; choose another folder");
    }
  }
  return {};
}

namespace {

Result<ScanDone> scan_and_write(const ScanWish& wish, discover::Holding& holding) {
  const auto begin = std::chrono::steady_clock::now();
  auto spool = TRY(discover::ShelfFile::in(wish.out));
  auto all = scan_all(wish, spool, holding);
  TRY(holding.trouble());
  auto& scanned = all.inputs;

  std::vector<discover::Keeping> parts;
  std::vector<discover::Unread> unread;
  std::vector<std::string> names;
  std::vector<discover::FileLine> files;
  discover::Summary summary;
  parts.reserve(scanned.size());
  for (std::size_t i = 0; i < scanned.size(); ++i) {
    auto& one = scanned[i];
    if (!one.spooled) return one.spooled.error();
    names.push_back(wish.inputs[i].name);
    std::move(one.findings.begin(), one.findings.end(), std::back_inserter(parts));
    discover::FileLine itself{names.back(), "", "unread", one.bytes, one.sha256};
    if (!wish.inputs[i].trouble.empty()) itself.kind = "not read";
    std::vector<discover::FileLine> members;
    for (auto& file : one.files) {
      if (file.member.empty())
        itself.kind = std::move(file.kind);
      else
        members.push_back(
            {names.back(), std::move(file.member), std::move(file.kind), file.bytes, ""});
    }
    files.push_back(std::move(itself));
    std::move(members.begin(), members.end(), std::back_inserter(files));
    std::move(one.not_read.begin(), one.not_read.end(), std::back_inserter(unread));
    summary.totals.bytes += one.bytes;
    summary.totals.unpacked += one.unpacked;
    summary.members += one.members;
  }
  summary.totals.files = wish.inputs.size();
  const law::Rules* rules = nullptr;
  if (all.rules) {
    if (!*all.rules) return all.rules->error();
    rules = &**all.rules;
    summary.law = rules->digest();
  }
  const discover::KeptFindings findings(parts, &holding);
  std::vector<discover::Keeping>().swap(parts);
  const auto threads = static_cast<unsigned>(std::min<std::uint64_t>(wish.threads, 16));
  const auto people = rules != nullptr ? discover::Roll(findings, affects_under(*rules), threads)
                                       : discover::Roll();
  summary.version = wiring::version();
  if (wish.reveal) summary.purpose = wish.purpose;

  const auto reveal = wish.reveal ? discover::Reveal::yes : discover::Reveal::no;
  TRY(write_findings(wish.out, spool, scanned, people));
  TRY(write_people(wish.out, findings, people, names, reveal));
  TRY(write_table(wish.out, "states.tsv", discover::states_tsv(people.states())));
  TRY(write_table(wish.out, "unread.tsv", discover::unread_tsv(unread, names)));
  TRY(write_table(wish.out, "files.tsv", discover::files_tsv(files)));
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  ScanDone done;
  done.summary = discover::summary_json(findings, people, unread, summary);
  // Last: whoever finds a summary finds all tables whole.
  TRY(write_table(wish.out, "summary.json", done.summary));
  done.files = summary.totals.files;
  done.members = summary.members;
  done.bytes = summary.totals.bytes;
  done.findings = findings.size();
  done.unread = unread.size();
  done.people = people.affected();
  return done;
}

}  // namespace

Result<ScanDone> scan_files(const ScanWish& wish) {
  TRY(no_tables_yet(wish.out));
  TRY(ledger::make_dirs_durable(fs::absolute(wish.out).lexically_normal()));
  // A file of its own for what does not fit: it is sealed, and rows that wait for the tables are
  // not.
  auto shelf = TRY(discover::ShelfFile::in(wish.out));
  discover::Holding holding(shelf, static_cast<std::size_t>(wish.memory));
  try {
    return scan_and_write(wish, holding);
  } catch (const discover::NotBroughtBack&) {
    TRY(holding.trouble());
    throw;
  }
}

}  // namespace ledgelight::cli
