#include "discover/scan.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "discover/bytes_search.hpp"
#include "discover/decoder.hpp"
#include "discover/encoded.hpp"
#include "discover/joined.hpp"
#include "discover/pieces.hpp"
#include "discover/scanner.hpp"
#include "discover/sniff.hpp"
#include "discover/spool.hpp"

namespace ledgelight::discover {

Result<std::size_t> ByteSource::read_at(std::uint64_t, std::span<char>) {
  return fail(Errc::unsupported, "this source is read front to back");
}

Result<std::size_t> ByteSource::pass(std::size_t) {
  return fail(Errc::unsupported, "this source is not in memory");
}

Result<std::size_t> MemorySource::read_at(std::uint64_t offset, std::span<char> into) {
  if (offset >= all_.size()) return std::size_t{0};
  const auto part = all_.substr(static_cast<std::size_t>(offset), into.size());
  std::copy_n(part.data(), part.size(), into.data());
  return part.size();
}

std::unique_ptr<ByteSource> MemorySource::again() { return std::make_unique<MemorySource>(all_); }

Result<std::size_t> MemorySource::read(std::span<char> into) {
  const auto n = std::min(into.size(), rest_.size());
  std::copy_n(rest_.data(), n, into.data());
  rest_.remove_prefix(n);
  return n;
}

Result<std::size_t> MemorySource::pass(std::size_t most) {
  const auto n = std::min(most, rest_.size());
  rest_.remove_prefix(n);
  return n;
}

namespace {

constexpr std::size_t step = 256U << 10;
/// So much waits for the rest of its folder; above it, what stands in folders left behind is read.
constexpr std::uint64_t left_behind = 64ULL << 20;
constexpr std::size_t most_waiting = 256;

/// What all depths of one source share.
struct Walk {
  Sink& sink;
  const Limits& limits;
  std::uint32_t file;
  ScanTotals totals;
  std::chrono::steady_clock::time_point deadline;
  std::optional<Error> source_error;  ///< of the outermost source, or the sink's wish to stop
  std::uint64_t disk = 0;             ///< what a disk image may give beyond the limit
  std::string over;                   ///< the limit that was hit; nothing more is unpacked

  bool ended() const { return source_error.has_value() || !over.empty(); }
};

/// The outermost bytes, counted.
class Outer final : public ByteSource {
 public:
  Outer(ByteSource& source, Walk& walk) : source_(source), walk_(walk) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (walk_.source_error) return *walk_.source_error;
    return counted(source_.read(into));
  }
  std::optional<std::uint64_t> size() const override { return source_.size(); }
  std::optional<std::string_view> whole() const override { return source_.whole(); }
  Result<std::size_t> pass(std::size_t most) override {
    if (walk_.source_error) return *walk_.source_error;
    return counted(source_.pass(most));
  }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
    if (walk_.source_error) return *walk_.source_error;
    auto n = source_.read_at(offset, into);
    if (!n) {
      walk_.source_error = n.error();
      return n;
    }
    // Who jumps is done with all of it at the end, and never says which bytes it did not need.
    if (!jumped_) asked_ = walk_.totals.bytes;
    jumped_ = true;
    walk_.totals.bytes = source_.size().value_or(0);
    asked_ += *n;
    return told(*n, std::min(asked_, walk_.totals.bytes));
  }
  std::unique_ptr<ByteSource> beside(std::string_view name) override { return source_.beside(name); }
  /// Not counted: what is read by others is read by read() too.
  std::unique_ptr<ByteSource> again() override { return source_.again(); }

 private:
  Result<std::size_t> counted(Result<std::size_t> n) {
    if (!n) {
      walk_.source_error = n.error();
      return n;
    }
    if (!jumped_) walk_.totals.bytes += *n;
    return told(*n, walk_.totals.bytes);
  }
  Result<std::size_t> told(std::size_t n, std::uint64_t so_far) {
    if (walk_.sink.progress(so_far)) return n;
    walk_.source_error = fail(Errc::conflict, "the scan was stopped");
    return *walk_.source_error;
  }

  ByteSource& source_;
  Walk& walk_;
  bool jumped_ = false;
  std::uint64_t asked_ = 0;
};

/// The bytes of one member, held against the limits.
class Inner final : public ByteSource {
 public:
  Inner(Unpacking& unpacking, Walk& walk) : unpacking_(unpacking), walk_(walk) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (!walk_.over.empty()) return fail(Errc::too_large, walk_.over);
    auto n = unpacking_.read(into);
    if (!n) return n;
    auto& t = walk_.totals;
    t.unpacked += *n;
    const auto& l = walk_.limits;
    if (t.unpacked > l.unpacked + walk_.disk)
      walk_.over = "unpacks to more than " + std::to_string(l.unpacked) + " bytes";
    else if (t.unpacked > l.ratio_from && t.unpacked / l.ratio > t.bytes)
      walk_.over = "unpacks to more than " + std::to_string(l.ratio) + " times its size";
    else if (std::chrono::steady_clock::now() > walk_.deadline)
      walk_.over = "unpacking took longer than its time limit";
    if (!walk_.over.empty()) return fail(Errc::too_large, walk_.over);
    return n;
  }

 private:
  Unpacking& unpacking_;
  Walk& walk_;
};

/// What was read to tell the kind, then the rest.
class Again final : public ByteSource {
 public:
  Again(std::string_view head, ByteSource& rest) : head_(head), rest_(rest) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (head_.empty()) return rest_.read(into);
    const auto n = std::min(into.size(), head_.size());
    std::copy_n(head_.data(), n, into.data());
    head_.remove_prefix(n);
    return n;
  }
  std::optional<std::uint64_t> size() const override { return rest_.size(); }
  std::optional<std::string_view> whole() const override { return rest_.whole(); }
  Result<std::size_t> pass(std::size_t most) override {
    if (head_.empty()) return rest_.pass(most);
    const auto n = std::min(most, head_.size());
    head_.remove_prefix(n);
    return n;
  }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
    return rest_.read_at(offset, into);
  }
  std::unique_ptr<ByteSource> beside(std::string_view name) override { return rest_.beside(name); }
  std::unique_ptr<ByteSource> again() override { return rest_.again(); }

 private:
  std::string_view head_;
  ByteSource& rest_;
};

/// A source that can be read anywhere, once more from its first byte.
class FromStart final : public ByteSource {
 public:
  explicit FromStart(ByteSource& source) : source_(source) {}
  Result<std::size_t> read(std::span<char> into) override {
    auto n = source_.read_at(at_, into);
    if (n) at_ += *n;
    return n;
  }

 private:
  ByteSource& source_;
  std::uint64_t at_ = 0;
};

/// One source, then another.
class Chained final : public ByteSource {
 public:
  Chained(ByteSource& first, ByteSource& rest) : first_(first), rest_(rest) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (!done_) {
      const auto n = TRY(first_.read(into));
      if (n > 0 || into.empty()) return n;
      done_ = true;
    }
    return rest_.read(into);
  }

 private:
  ByteSource& first_;
  ByteSource& rest_;
  bool done_ = false;
};

/// One piece of a member: its findings moved to where it begins, its records after those before.
class Moved final : public Sink {
 public:
  /// `last`: the last record of the member so far; a member may come back after others.
  Moved(Sink& sink, std::uint64_t& last) : sink_(sink), last_(last) {}
  void begin(std::uint64_t origin) {
    origin_ = origin;
    before_ = last_;
  }
  void found(Finding f) override {
    f.offset += origin_;
    f.record += before_;
    last_ = std::max(last_, f.record);
    sink_.found(std::move(f));
  }
  void seen(const Sighting& what) override {
    auto moved = what;
    moved.offset += origin_;
    moved.record += before_;
    last_ = std::max(last_, moved.record);
    sink_.seen(moved);
  }
  void unread(Unread what) override { sink_.unread(std::move(what)); }
  void read(FileRead what) override { sink_.read(std::move(what)); }

 private:
  Sink& sink_;
  std::uint64_t& last_;
  std::uint64_t origin_ = 0, before_ = 0;
};

/// Text that was undone: its findings stand where it stands in the text around it.
class Placed final : public Sink {
 public:
  Placed(Sink& sink, std::uint64_t& last) : sink_(sink), last_(last) {}
  /// `from`: where in that text, counted from `origin`, each byte begins, and the end.
  void begin(std::uint64_t origin, const std::vector<std::uint32_t>& from) {
    origin_ = origin;
    from_ = &from;
    before_ = last_;
  }
  void found(Finding f) override {
    const auto place = [&](std::uint64_t at) {
      return origin_ +
             (*from_)[static_cast<std::size_t>(std::min<std::uint64_t>(at, from_->size() - 1))];
    };
    const auto end = place(f.offset + f.length);
    f.offset = place(f.offset);
    f.length = end - f.offset;
    f.record += before_;
    last_ = std::max(last_, f.record);
    sink_.found(std::move(f));
  }
  void unread(Unread what) override { sink_.unread(std::move(what)); }
  void read(FileRead what) override { sink_.read(std::move(what)); }

 private:
  Sink& sink_;
  std::uint64_t& last_;
  std::uint64_t origin_ = 0, before_ = 0;
  const std::vector<std::uint32_t>* from_ = nullptr;
};

/// "export.csv.gz" holds export.csv.
std::string inner_name(std::string_view outer, Container kind) {
  const auto slash = outer.rfind('/');
  std::string name(slash == std::string_view::npos ? outer : outer.substr(slash + 1));
  const auto cut = [&](std::string_view end, std::string_view instead) {
    if (name.size() <= end.size() || lowered(name.substr(name.size() - end.size())) != end) return false;
    name.resize(name.size() - end.size());
    name += instead;
    return true;
  };
  const bool done = kind == Container::gzip       ? cut(".gz", "") || cut(".tgz", ".tar")
                    : kind == Container::bzip2    ? cut(".bz2", "") || cut(".tbz2", ".tar")
                    : kind == Container::xz       ? cut(".xz", "") || cut(".txz", ".tar")
                    : kind == Container::lzma     ? cut(".lzma", "") || cut(".tlz", ".tar")
                    : kind == Container::lz4      ? cut(".lz4", "")
                    : kind == Container::compress ? cut(".z", "")
                                                  : cut(".zst", "");
  return done ? name : "data";
}

/// A member that waits until its container has given those it is kept in one with.
struct Held {
  std::string member, name;
  Sniffed kind;
  std::optional<std::string> leader;
  Spool bytes;
};

/// Those of one container that wait, by the folder they stand in: only there are others looked for.
struct Waiting {
  struct Folder {
    std::string path;
    std::vector<std::unique_ptr<Held>> held;
  };
  std::vector<Folder> folders;
  int depth = 0;  ///< of the members

  std::size_t count() const {
    std::size_t out = 0;
    for (const auto& folder : folders)
      out += folder.held.size();
    return out;
  }
  std::uint64_t bytes() const {
    std::uint64_t out = 0;
    for (const auto& folder : folders)
      for (const auto& one : folder.held)
        out += one->bytes.size().value_or(0);
    return out;
  }
};

std::string folder_of(std::string_view path) { return std::string(path.substr(0, path.rfind('/') + 1)); }

/// A held member, from its first byte, with those that wait beside it.
class Beside final : public ByteSource {
 public:
  Beside(Held& held, const Waiting::Folder& folder) : held_(held), folder_(folder) {}
  Result<std::size_t> read(std::span<char> into) override {
    auto n = held_.bytes.read_at(at_, into);
    if (n) at_ += *n;
    return n;
  }
  std::optional<std::uint64_t> size() const override { return held_.bytes.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
    return held_.bytes.read_at(offset, into);
  }
  std::unique_ptr<ByteSource> beside(std::string_view name) override {
    for (const auto& other : folder_.held)
      if (other.get() != &held_ && other->member == folder_.path + std::string(name))
        return std::make_unique<Beside>(*other, folder_);
    return nullptr;
  }

 private:
  Held& held_;
  const Waiting::Folder& folder_;
  std::uint64_t at_ = 0;
};

class Walker {
 public:
  explicit Walker(Walk& walk) : walk_(walk) {}

  /// One stream of bytes, whatever it is. `name` is what it is called on the outside.
  void stream(ByteSource& source, const std::string& member, std::string_view name, int depth) {
    ++walk_.totals.files;
    std::string head;
    std::string trouble = fill(source, head);
    auto kind = sniff(head);
    Again again(head, source);
    if (!kind.container && kind.carve && zip_at_the_end(again))
      kind.container = Container::appended_zip;
    if (depth == 0 &&
        disk_before(again, name, [](std::string_view bytes) { return sniff(bytes).container == Container::disk; })) {
      // Every byte of it is read with the first piece, under the place that it has on the disk.
      kind = {};
      kind.kind = std::string(word_of(Container::disk));
      with_its_leader(again, member, kind);
      return;
    }
    const auto leader = leader_of(head, name);
    if (waiting_ != nullptr &&
        (leader || (kind.container && may_lead(*kind.container, name, head)))) {
      hold(again, member, name, kind, leader, depth);
      return;
    }
    if (!trouble.empty() && head.empty())
      unread(member, trouble, 0);
    else
      by_kind(again, std::move(trouble), member, name, kind, leader, depth);
  }

  /// From the first byte of `again`; `trouble` came up when its kind was told.
  void by_kind(ByteSource& again, std::string trouble, const std::string& member,
               std::string_view name, const Sniffed& kind, const std::optional<std::string>& leader,
               int depth) {
    if (leader && has_leader(again, *leader, name)) {
      auto part = kind;
      if (!part.container && leader->size() == name.substr(name.rfind('/') + 1).size())
        part.kind = "dbf memos";
      with_its_leader(again, member, part);
    } else if (kind.container) {
      container(*kind.container, again, member, name, depth);
    } else if (kind.text) {
      text(again, member, kind, depth);
    } else if (!kind.unread.empty()) {
      const auto bytes = kind.carve ? carve(again, member, trouble) : drain(again, trouble);
      unread(member, kind.unread, bytes);
      if (!trouble.empty()) unread(member, trouble, 0);
    } else {
      walk_.sink.read({walk_.file, member, kind.kind, 0});
    }
  }

  static bool has_leader(ByteSource& part, const std::string& leader, std::string_view name) {
    const auto first = part.beside(leader);
    return first != nullptr &&
           leads(*first, name, [](std::string_view head) { return sniff(head).container; }) &&
           no_gap_before(part, leader, name);
  }

  /// Read with the file that it is a part of. What a log says no more still stands in its bytes.
  void with_its_leader(ByteSource& source, const std::string& member, const Sniffed& kind) {
    std::string trouble;
    const auto bytes = kind.carve ? carve(source, member, trouble) : drain(source, trouble);
    walk_.sink.read({walk_.file, member, kind.kind, bytes});
    if (!trouble.empty()) unread(member, trouble, 0);
  }

  /// Into memory until the others of its folder are there.
  void hold(ByteSource& source, const std::string& member, std::string_view name,
            const Sniffed& kind, const std::optional<std::string>& leader, int depth) {
    auto& waiting = *waiting_;
    const auto path = folder_of(member);
    // What stands in folders that were left is whole, as archives are packed; it makes room.
    if (waiting.bytes() > left_behind || waiting.count() >= most_waiting)
      settle_if([&](const Waiting::Folder& f) { return path.rfind(f.path, 0) != 0; });
    if (waiting.count() >= most_waiting) settle_if([](const Waiting::Folder&) { return true; });
    auto one = std::make_unique<Held>();
    const auto before = waiting.bytes();
    const auto taken = one->bytes.take(
        source, walk_.limits.spool - std::min(walk_.limits.spool, before), [&] {
          settle_if([](const Waiting::Folder&) { return true; });
          return walk_.limits.spool;
        });
    if (!taken && kind.container && needs_jumps(*kind.container)) {
      std::string trouble;
      const auto rest = drain(source, trouble);
      not_held(*kind.container, member, taken.error(), rest);
      return;
    }
    if (!taken) {
      // Too large to wait: what was read of it, then the rest, as it comes.
      FromStart front(one->bytes);
      Chained whole(front, source);
      by_kind(whole, "", member, name, kind, leader, depth);
      return;
    }
    one->member = member;
    one->name = std::string(name);
    one->kind = kind;
    one->leader = leader;
    auto folder = std::find_if(waiting.folders.begin(), waiting.folders.end(),
                               [&](const Waiting::Folder& f) { return f.path == path; });
    if (folder == waiting.folders.end()) folder = waiting.folders.insert(folder, {path, {}});
    folder->held.push_back(std::move(one));
  }

  /// Reads those that wait in the folders `which` says, with each other.
  template <class Which>
  void settle_if(Which which) {
    auto* const waiting = waiting_;
    waiting_ = nullptr;
    for (auto& folder : waiting->folders) {
      if (!which(folder)) continue;
      for (auto& one : folder.held) {
        if (walk_.source_error) break;
        Beside source(*one, folder);
        by_kind(source, "", one->member, one->name, one->kind, one->leader, waiting->depth);
      }
      folder.held.clear();
    }
    waiting->folders.erase(std::remove_if(waiting->folders.begin(), waiting->folders.end(),
                                          [](const Waiting::Folder& f) { return f.held.empty(); }),
                           waiting->folders.end());
    waiting_ = waiting;
  }

  void unread(const std::string& member, std::string reason, std::uint64_t bytes) {
    walk_.sink.unread({walk_.file, member, std::move(reason), bytes});
  }

 private:
  static std::string fill(ByteSource& source, std::string& head) {
    head.resize(sniff_bytes);
    std::size_t have = 0;
    std::string trouble;
    while (have < head.size()) {
      auto n = source.read(std::span<char>(head).subspan(have));
      if (!n) trouble = n.error().detail;
      if (!n || *n == 0) break;
      have += *n;
    }
    head.resize(have);
    return trouble;
  }

  /// A program that unpacks itself is a zip with something before it.
  static bool zip_at_the_end(ByteSource& source) {
    const auto size = source.size();
    if (!size || *size < 22) return false;
    std::string tail(static_cast<std::size_t>(std::min<std::uint64_t>(*size, (64U << 10) + 22)),
                     '\0');
    const auto n = source.read_at(*size - tail.size(), tail);
    if (!n) return false;
    tail.resize(*n);
    const auto at = tail.rfind("PK\x05\x06");
    return at != std::string::npos && tail.size() - at >= 22 &&
           tail.substr(at + 8, 2) != std::string(2, '\0');
  }

  std::uint64_t drain(ByteSource& source, std::string& trouble) {
    std::uint64_t total = 0;
    while (true) {
      auto n = source.read(buffer());
      if (!n) trouble = n.error().detail;
      if (!n || *n == 0) return total;
      total += *n;
    }
  }

  void text(ByteSource& source, const std::string& member, const Sniffed& kind, int depth) {
    EncodedSearch encoded(!source.size());
    if (const auto whole =
            search_pieces(source, walk_.file, member, walk_.sink, walk_.limits, encoded)) {
      walk_.totals.findings += whole->findings;
      if (whole->stopped) walk_.source_error = fail(Errc::conflict, "the scan was stopped");
      walk_.sink.read({walk_.file, member, whole->kind, whole->bytes});
      if (!whole->trouble.empty()) unread(member, whole->trouble, 0);
      if (!kind.partly.empty()) unread(member, kind.partly, 0);
      if (!whole->stopped) in_other_writings(encoded, &source, member, 0, depth);
      return;
    }
    Scanner scanner(walk_.file, member, walk_.sink, walk_.limits);
    std::uint64_t total = 0;
    std::string trouble;
    const auto whole = source.whole();
    if (whole) scanner.lend(*whole);
    while (true) {
      const auto room = whole ? std::span<char>() : scanner.room();
      auto n = whole ? source.pass(std::min(scanner.wants(), step))
                     : source.read(room.first(std::min(room.size(), step)));
      if (!n) trouble = n.error().detail;
      if (!n || *n == 0) break;
      const auto bytes = whole ? whole->substr(static_cast<std::size_t>(total), *n)
                               : std::string_view(room.data(), *n);
      walk_.sink.text(walk_.file, member, total, bytes);
      encoded.feed(bytes);
      total += *n;
      scanner.filled(*n);
    }
    scanner.finish();
    walk_.totals.findings += scanner.findings();
    walk_.sink.read({walk_.file, member, std::string(scanner.kind()), total});
    if (!trouble.empty()) unread(member, trouble, 0);
    if (!kind.partly.empty()) unread(member, kind.partly, 0);
    in_other_writings(encoded, &source, member, 0, depth);
  }

  /// What a text that was searched holds in another writing: short texts of one writing are a
  /// member together, whose places are those of the text around them; a file is a member by its
  /// place. `source` gives the raw bytes again, unless they were kept; places count from `origin`
  /// on.
  void in_other_writings(EncodedSearch& encoded, ByteSource* source, const std::string& member,
                         std::uint64_t origin, int depth) {
    encoded.finish();
    if (encoded.passed_over() > 0)
      unread(member, "more in base64, uuencode or percent codes than is undone",
             encoded.passed_over());
    if (encoded.found().empty() || walk_.ended()) return;
    if (depth >= walk_.limits.depth) {
      std::uint64_t bytes = 0;
      for (const auto& one : encoded.found())
        bytes += one.length;
      return unread(member, "containers nested deeper than " + std::to_string(walk_.limits.depth),
                    bytes);
    }
    const auto below = member.empty() ? member : member + "/";
    const auto raw_of = [&](Encoded& one) {
      if (const auto whole = source == nullptr ? std::nullopt : source->whole();
          whole && one.raw.empty()) {
        one.raw = whole->substr(static_cast<std::size_t>(one.offset),
                                static_cast<std::size_t>(one.length));
      } else if (one.raw.empty() && source != nullptr) {
        one.raw.resize(static_cast<std::size_t>(one.length));
        const auto n = source->read_at(one.offset, one.raw);
        one.raw.resize(n ? *n : 0);
      }
      return std::exchange(one.raw, {});
    };
    for (const auto& [writing, word] :
         {std::pair{Writing::base64, "base64"}, std::pair{Writing::percent, "percent"}}) {
      std::uint64_t records = 0, total = 0;
      Placed placed(walk_.sink, records);
      for (auto& one : encoded.found()) {
        if (one.writing != writing || !one.text || walk_.ended()) continue;
        const auto plain =
            writing == Writing::base64 ? without_base64(raw_of(one)) : without_percent(raw_of(one));
        placed.begin(origin + one.offset, plain.from);
        Scanner scanner(walk_.file, below + word, placed, walk_.limits);
        scanner.feed(plain.bytes);
        scanner.finish();
        walk_.totals.findings += scanner.findings();
        walk_.totals.unpacked += plain.bytes.size();
        total += plain.bytes.size();
      }
      if (total == 0) continue;
      ++walk_.totals.files;
      walk_.sink.read({walk_.file, below + word, "text", total});
    }
    for (auto& one : encoded.found()) {
      if (one.text || walk_.ended()) continue;
      const auto plain = one.writing == Writing::uu ? without_uu(raw_of(one), Places::none)
                                                    : without_base64(raw_of(one), Places::none);
      walk_.totals.unpacked += plain.bytes.size();
      MemorySource bytes(plain.bytes);
      stream(bytes,
             below + (one.writing == Writing::uu ? "uuencode@" : "base64@") +
                 std::to_string(origin + one.offset),
             "", depth + 1);
    }
  }

  /// Searches the runs of text in bytes of no kind; returns how many bytes there were.
  std::uint64_t carve(ByteSource& source, const std::string& member, std::string& trouble) {
    BytesSearch search(walk_.file, member, walk_.sink, walk_.limits);
    std::uint64_t total = 0;
    while (true) {
      auto n = source.read(buffer());
      if (!n) trouble = n.error().detail;
      if (!n || *n == 0) break;
      total += *n;
      search.feed({buffer_.get(), *n});
    }
    search.finish();
    walk_.totals.findings += search.findings();
    return total;
  }

  void container(Container kind, ByteSource& source, const std::string& member,
                 std::string_view name, int depth) {
    std::string trouble;
    if (depth >= walk_.limits.depth) {
      const auto bytes = drain(source, trouble);
      unread(member, "containers nested deeper than " + std::to_string(walk_.limits.depth), bytes);
      return;
    }
    if (!needs_jumps(kind) || source.size()) return unpack(kind, source, member, name, depth);
    auto held = Spool::hold(source, walk_.limits.spool);
    if (held) return unpack(kind, **held, member, name, depth);
    not_held(kind, member, held.error(), drain(source, trouble));
  }

  void not_held(Container kind, const std::string& member, const Error& why, std::uint64_t rest) {
    unread(member, std::string(word_of(kind)) + " inside a container: " + why.detail,
           why.code == Errc::too_large ? walk_.limits.spool + rest : rest);
  }

  void unpack(Container kind, ByteSource& source, const std::string& member, std::string_view name,
              int depth) {
    std::string trouble;
    const auto joined = Joined::of(kind, source, name);
    if (kind == Container::dbase && joined != nullptr) kind = Container::dbase_memos;
    auto unpacking = joined == nullptr ? Unpacking::start(kind, source, walk_.limits)
                                       : Unpacking::start(kind, *joined, walk_.limits, joined->sizes());
    if (!unpacking) {
      const auto bytes = drain(source, trouble);
      unread(member, unpacking.error().detail, bytes);
      return;
    }
    std::map<std::string, std::uint64_t> records, once;
    Waiting waiting;
    waiting.depth = depth + 1;
    auto* const outer = std::exchange(waiting_, &waiting);
    // A disk holds as much as it holds; an E01 packs it, empty sectors to almost nothing.
    if (depth == 0 && is_disk_image(kind))
      walk_.disk = 8 * (joined == nullptr ? source : *joined).size().value_or(0);
    while (true) {
      auto found = (*unpacking)->next();
      if (!found) {
        trouble = found.error().detail;
        break;
      }
      if (!*found) break;
      if ((*found)->content == Member::Content::any && ++members_ > walk_.limits.members) {
        walk_.over = "holds more than " + std::to_string(walk_.limits.members) + " members";
        break;
      }
      auto stored = std::move((*found)->name);
      const auto content = (*found)->content;
      if (stored.empty() && is_single(kind)) stored = inner_name(name, kind);
      const auto path = member.empty() || stored.empty() ? member + stored : member + "/" + stored;
      if (content == Member::Content::any)
        one_member(**unpacking, path, stored, depth);
      else
        // The records of a log are many, and none comes back after others.
        pieces(**unpacking, path, stored.empty(), content,
               kind == Container::event_log ? once : records,
               kind == Container::picture ? source.size().value_or(0) : 0, depth);
      once.clear();
      if (walk_.ended()) break;
    }
    settle_if([](const Waiting::Folder&) { return true; });
    waiting_ = outer;
    const std::string word(word_of(kind));
    if (walk_.source_error) return;
    if (!walk_.over.empty()) {
      unread(member, word + " " + walk_.over, 0);
    } else if (!trouble.empty()) {
      const bool raw =
          kind == Container::disk || kind == Container::sqlite || kind == Container::pst ||
          kind == Container::old_office || kind == Container::vmdk || kind == Container::vhd ||
          kind == Container::qcow || kind == Container::winmail || kind == Container::access ||
          kind == Container::emf || kind == Container::wmf || kind == Container::help;
      if (raw) {
        // Plain text stands there whether or not the structure around it holds.
        FromStart bytes(source);
        std::string more;
        carve(bytes, member, more);
      }
      unread(member,
             word + (trouble.rfind("encrypted", 0) == 0 ? " " : " damaged or cut short: ") +
                 trouble + (raw ? "; the runs of text in its bytes were searched" : ""),
             needs_jumps(kind) ? source.size().value_or(0) : 0);
    } else {
      walk_.sink.read({walk_.file, member, word, 0});
    }
    // The end of the outer stream is read too, so that its bytes are counted.
    if (walk_.over.empty() && !needs_jumps(kind)) drain(source, trouble);
  }

  void one_member(Unpacking& unpacking, const std::string& path, const std::string& stored,
                  int depth) {
    Inner inner(unpacking, walk_);
    stream(inner, path, stored, depth + 1);
    if (!unpacking.trouble().empty() && walk_.over.empty()) unread(path, unpacking.trouble(), 0);
  }

  /// Text or bytes that the decoder cut out, one scanner for each piece. `behind_it`: bytes of what
  /// the text was made of, a picture.
  void pieces(Unpacking& unpacking, const std::string& path, bool itself, Member::Content content,
              std::map<std::string, std::uint64_t>& records, std::uint64_t behind_it, int depth) {
    Inner inner(unpacking, walk_);
    const bool again = records.count(path) != 0;
    Moved moved(walk_.sink, records[path]);
    std::string kind, trouble;
    std::uint64_t total = 0;
    walk_.totals.files += again || itself ? 0 : 1;
    for (std::optional<std::uint64_t> origin = 0; origin && trouble.empty();
         origin = unpacking.next_piece()) {
      moved.begin(*origin);
      // Most members begin with a piece of their own: nothing is made before there are bytes.
      std::optional<Scanner> scanner;
      std::optional<BytesSearch> search;
      std::optional<EncodedSearch> encoded;
      while (true) {
        auto n = inner.read(buffer());
        if (!n) trouble = n.error().detail;
        if (!n || *n == 0) break;
        total += *n;
        const std::string_view bytes(buffer_.get(), *n);
        if (content == Member::Content::text) {
          if (!scanner) scanner.emplace(walk_.file, path, moved, walk_.limits);
          scanner->feed(bytes);
          if (!encoded) encoded.emplace(true);
          encoded->feed(bytes);
        } else {
          if (!search) search.emplace(walk_.file, path, moved, walk_.limits);
          search->feed(bytes);
        }
      }
      if (scanner) {
        scanner->finish();
        walk_.totals.findings += scanner->findings();
        kind = kind.empty() || kind == scanner->kind() ? std::string(scanner->kind()) : "text";
      }
      if (search) {
        search->finish();
        walk_.totals.findings += search->findings();
      }
      if (encoded) in_other_writings(*encoded, nullptr, path, *origin, depth + 1);
    }
    if (content == Member::Content::bytes) kind = "bytes without a kind";
    if (!again && !itself)
      walk_.sink.read({walk_.file, path, kind.empty() ? "empty" : kind, total});
    if (!trouble.empty() && walk_.over.empty()) unread(path, trouble, 0);
    if (!unpacking.trouble().empty() && walk_.over.empty())
      unread(path, unpacking.trouble(), behind_it);
  }

  Walk& walk_;
  /// Most sources are text, which goes straight to its scanner.
  std::span<char> buffer() {
    if (!buffer_) buffer_.reset(new char[step]);
    return {buffer_.get(), step};
  }
  std::unique_ptr<char[]> buffer_;
  std::uint64_t members_ = 0;
  Waiting* waiting_ = nullptr;  ///< of the container whose members are read; none at the outside
};

}  // namespace

namespace {

/// A backup of a terabyte is no bomb: it may unpack, and take time, by its size.
std::optional<Limits> wider(const Limits& limits, std::uint64_t size) {
  constexpr std::uint64_t fold = 8, slowest = 4U << 20;  // bytes a second
  if (size <= limits.unpacked / fold) return std::nullopt;
  auto out = limits;
  out.unpacked = fold * size;
  out.total = std::max(limits.total, std::chrono::seconds(size / slowest));
  return out;
}

}  // namespace

Result<ScanTotals> scan(ByteSource& source, std::uint32_t file, std::string_view name, Sink& sink,
                        const Limits& given) {
  const auto by_size = wider(given, source.size().value_or(0));
  const auto& limits = by_size ? *by_size : given;
  Walk walk{sink, limits, file, {}, std::chrono::steady_clock::now() + limits.total, {}, 0, {}};
  Outer outer(source, walk);
  Walker walker(walk);
  walker.stream(outer, "", name, 0);
  if (walk.source_error) return *walk.source_error;
  return walk.totals;
}

}  // namespace ledgelight::discover
